"""Sheets of one file that hold one table: a sheet for each school, each grade, each 学区.

Tables of one contract that share a period and district are laid together into one: checked, compared, published and
withdrawn as one, since a second batch for the same scope would take the place of the first.  Their lines are counted
through, as ``store.how_read`` says.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from eduboard.intake.checked import CheckedTable
from eduboard.intake.report import join_reports
from eduboard.intake.sharing import group_sharing
from eduboard.intake.typed import TypedTable
from eduboard.store.queries import load_query
from eduboard.store.store import Session


def join_sheets(
    session: Session, tables: Mapping[int, TypedTable | CheckedTable]
) -> list[TypedTable | CheckedTable]:
    """Lay together what is one table, each in the place of its first sheet; all others stay as they are.

    ``tables`` are those of a file by number; those of no more than one of each contract cost nothing.
    """
    joined: dict[int, TypedTable | CheckedTable] = dict(tables)
    by_contract: dict[str, list[int]] = {}
    for number, table in sorted(tables.items()):
        if isinstance(table, TypedTable):
            by_contract.setdefault(table.match.contract.name, []).append(number)
    for numbers in by_contract.values():
        if len(numbers) < 2:
            continue
        cells = {number: _cells_of(session, tables[number]) for number in numbers}
        for group in group_sharing(cells):
            if len(group) > 1:
                parts = [table for number in group if isinstance(table := tables[number], TypedTable)]
                joined = {number: table for number, table in joined.items() if number not in group[1:]}
                joined[group[0]] = _join(session, parts)
    return [table for _, table in sorted(joined.items())]


def _cells_of(session: Session, table: TypedTable | CheckedTable) -> frozenset[Hashable]:
    if not isinstance(table, TypedTable):
        return frozenset()
    rows = session.fetch_tuples(load_query("store/cells_of").sql.format(incoming=table.name))
    return frozenset(rows)


def _join(session: Session, parts: Sequence[TypedTable]) -> TypedTable:
    """Make one table of several; a sheet's lines begin after the last one of the sheet before."""
    firsts, counted = [], 0
    for part in parts:
        firsts.append(counted)
        counted += _last_line(session, part)
    name = f"{parts[0].name}_together"
    rows = " UNION ALL BY NAME ".join(
        f"SELECT * REPLACE (line + {first} AS line) FROM {part.name}"  # noqa: S608 - our own names
        for first, part in zip(firsts, parts, strict=True)
    )
    together = load_query("store/rows_together").sql.format(parts=rows)
    session.execute(f"CREATE TEMP TABLE {name} AS {together}")
    readings = [
        json.loads(part.reading) | {"first": first} for first, part in zip(firsts, parts, strict=True)
    ]
    return replace(
        parts[0],
        name=name,
        report=join_reports([part.report for part in parts]),
        reading=json.dumps({"parts": readings}, ensure_ascii=False),
        findings=[replace(finding, sheet=part.report.sheet) for part in parts for finding in part.findings],
        # Each sheet was looked at by itself; beside the others its keys may come again.
        may_repeat_keys=True,
        may_be_annual=any(part.may_be_annual for part in parts),
    )


def _last_line(session: Session, part: TypedTable) -> int:
    """The last line of a sheet in which anything was read, notes below the table among them."""
    [(last_row,)] = session.fetch_tuples(f"SELECT max(line) FROM {part.name}")  # noqa: S608 - our own name
    report = part.report
    return max(last_row or 0, report.header_line or 0, *(row.line for row in report.skipped))
