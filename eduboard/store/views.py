"""What queries read beside the stored tables: macros, code tables, settings, and the views that know the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from eduboard.codes import code_table_names, load_code_table
from eduboard.contracts import Contract, load_contracts
from eduboard.settings import Settings
from eduboard.store.queries import Query, load_folder, load_query


def create_views(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Define everything that queries read beside the stored tables."""
    for query in load_folder("store/macros"):
        connection.execute(f"CREATE MACRO {query.name}({query.header.get('参数', '')}) AS ({query.sql})")
    for name in code_table_names():
        table = load_code_table(name)
        _create_lookup(connection, f"code_{name}", table.columns, [tuple(row.values()) for row in table.rows])
    _create_settings(connection, settings)
    covered = [(contract.name, stage) for contract in load_contracts().values() for stage in contract.covers]
    _create_lookup(connection, "covered_stages", ("dataset", "stage"), covered)
    [(has_schools,)] = connection.execute(load_query("store/has_schools").sql).fetchall()
    for contract in load_contracts().values():
        connection.execute(write_rows_view(contract, with_schools=has_schools))
    for query in _sorted_views(load_folder("store/views")):
        connection.execute(f"CREATE VIEW {query.name} AS {query.sql}")


def write_rows_view(contract: Contract, *, with_schools: bool) -> str:
    """Write the view of a dataset's rows in force; laying schools over districts costs, so only where there are any."""
    is_layered = with_schools and contract.has_school
    query = load_query("store/current_rows_with_schools" if is_layered else "store/current_rows")
    return f"CREATE OR REPLACE VIEW {contract.name} AS {query.sql.format(dataset=contract.name)}"


def _sorted_views(queries: Sequence[Query]) -> list[Query]:
    """Order view definitions so that each comes after those it reads."""
    names = {query.name for query in queries}
    remaining, ordered = list(queries), list[Query]()
    while remaining:
        pending = {query.name for query in remaining}
        ready = [
            query
            for query in remaining
            if not {name for name in names & pending if name != query.name and f" {name}" in query.sql}
        ]
        ordered += ready or remaining
        remaining = [query for query in remaining if query not in ordered]
    return ordered


def _create_lookup(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    integers = {"rank", "size_min", "size_max", "hours"}
    booleans = {"backbone", "county_or_above", "held", "open"}
    spec = ", ".join(
        f"{column} {'INTEGER' if column in integers else 'BOOLEAN' if column in booleans else 'VARCHAR'}"
        for column in columns
    )
    connection.execute(f"CREATE TABLE {name} ({spec})")
    if not rows:
        return
    marks = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
    connection.execute(
        f"INSERT INTO {name} VALUES {marks}",  # noqa: S608 - names come from the project's own code tables
        [value if value != "" else None for row in rows for value in row],
    )


def _create_settings(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    connection.execute("CREATE TABLE settings (count_exempt_schools BOOLEAN, training_standard VARCHAR)")
    connection.execute(
        "INSERT INTO settings VALUES (?, ?)", [settings.count_exempt_schools, settings.training_standard]
    )
    connection.execute(
        "CREATE TABLE class_size_rules "
        "(stage VARCHAR, standard INTEGER, large_min INTEGER, large_max INTEGER, super_min INTEGER)"
    )
    for rule in settings.class_size_rules():
        connection.execute(
            "INSERT INTO class_size_rules VALUES (?, ?, ?, ?, ?)",
            [rule.stage, rule.standard, rule.large_min, rule.large_max, rule.super_min],
        )
