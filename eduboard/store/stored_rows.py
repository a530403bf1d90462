"""The rows that a store holds of a batch, taken out apart from the file that they were read from.

A rebuild looks at them in the database that it replaces.  Where an administrator keeps a batch as it stands although
its original reads otherwise today, they are written down once as text, kept beside the originals under their own
SHA-256, and from then on are what that batch is made of again.
"""

from __future__ import annotations

import json

import pyarrow as pa

from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.store.queries import load_query
from eduboard.store.records import Batch, Incoming
from eduboard.store.store import Session, row_columns

_STORED, _KEPT, _TEXT = "stored_rows", "kept_rows", "kept_text"


def show_stored_rows(session: Session, batch: Batch) -> Incoming | None:
    """Lay a batch's rows out as they would wait to be published; None unless the store holds every one of them."""
    sql = load_query("store/stored_rows").sql.format(dataset=batch.dataset)
    session.execute(f"CREATE OR REPLACE TEMP TABLE {_STORED} AS {sql}", {"batch": batch.batch})
    numbers = {
        (row["period"], row["district"], row["school"]): row["scope"]
        for row in session.run("store/scope_numbers", batch=batch.batch)
    }
    places = tuple(numbers.get((scope.period, scope.district, scope.school), -1) for scope in batch.scopes)
    return _if_whole(session, Incoming(batch.dataset, _STORED, batch.scopes, places, batch.reading))


def write_rows(session: Session, table: Incoming) -> bytes:
    """Write rows down as JSON lines: the columns, then for each row its scope's place in the list and its values."""
    columns = list(row_columns(load_contracts()[table.dataset]))
    values = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in columns)
    found = session.fetch_tuples(f"SELECT place, {values} FROM {table.table} ORDER BY place, line")  # noqa: S608 - names come from contracts
    order = {place: number for number, place in enumerate(table.places)}
    lines = [["place", *columns], *([order[place], *texts] for place, *texts in found)]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode("utf-8")


def read_rows(session: Session, data: bytes, batch: Batch) -> Incoming:
    """Lay out the rows that ``write_rows`` has written of a batch.

    A column that the contract has lost since is left.  Raises EduboardError ``store.kept_damaged`` for what does not
    hold all of the batch's rows.
    """
    try:
        names, *rows = [json.loads(line) for line in data.split(b"\n") if line]
        text = pa.table(
            {
                name: pa.array(column, _type_of(name))
                for name, column in zip(names, zip(*rows, strict=True), strict=True)
            }
        )
    except (ValueError, TypeError, pa.ArrowException) as error:
        raise EduboardError("store.kept_damaged", batch=batch.batch) from error
    values = ", ".join(
        (f'CAST("{name}" AS {kind})' if name in names else f"CAST(NULL AS {kind})") + f' AS "{name}"'
        for name, kind in row_columns(load_contracts()[batch.dataset]).items()
    )
    session.register(_TEXT, text)
    session.execute(f"CREATE OR REPLACE TEMP TABLE {_KEPT} AS SELECT place, {values} FROM {_TEXT}")  # noqa: S608 - names come from contracts
    session.unregister(_TEXT)
    table = _if_whole(
        session, Incoming(batch.dataset, _KEPT, batch.scopes, tuple(range(len(batch.scopes))), batch.reading)
    )
    if table is None:
        raise EduboardError("store.kept_damaged", batch=batch.batch)
    return table


def _type_of(name: str) -> pa.DataType:
    return pa.int64() if name == "place" else pa.string()


def _if_whole(session: Session, table: Incoming) -> Incoming | None:
    """Give rows that are as many in each scope as were registered."""
    sql = load_query("store/rows_in_places").sql.format(table=table.table)
    counts = {row["place"]: row["row_count"] for row in session.fetch(sql)}
    expected = {place: scope.row_count for place, scope in zip(table.places, table.scopes, strict=True)}
    return table if counts == expected else None
