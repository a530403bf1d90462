"""Sheets of one file that hold one table: a sheet for each school, each grade, each 学区.

Tables of one contract that share a period and district are laid together into one: checked, compared, published and
withdrawn as one, since a second batch for the same scope would take the place of the first.  Their lines are counted
through, as ``store.how_read`` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow.compute

from eduboard.intake.checked import CheckedTable
from eduboard.intake.reading.columns import Staged
from eduboard.intake.report import CheckReport, in_sheet, join_reports, with_sheet_named
from eduboard.intake.sharing import group_sharing
from eduboard.intake.typed import ReadTable


def join_sheets(tables: Mapping[int, ReadTable | CheckedTable]) -> dict[int, ReadTable | CheckedTable]:
    """Lay together what is one table, each under the number of its first sheet; all others stay as they are.

    ``tables`` are those of a file by number; those of no more than one of each contract cost nothing.
    """
    joined: dict[int, ReadTable | CheckedTable] = dict(tables)
    by_contract: dict[str, dict[int, ReadTable]] = {}
    for number, table in sorted(tables.items()):
        if isinstance(table, ReadTable):
            by_contract.setdefault(table.match.contract.name, {})[number] = table
    for alike in by_contract.values():
        if len(alike) < 2:
            continue
        cells = {number: table.rows[0].cells for number, table in alike.items()}
        for first, *others in group_sharing(cells):
            if others:
                joined[first] = _join([alike[number] for number in (first, *others)])
                joined = {number: table for number, table in joined.items() if number not in others}
    return joined


def name_sheet(table: ReadTable | CheckedTable) -> ReadTable | CheckedTable:
    """Name the sheet with a table's lines, found and stored: in a file of several a line alone does not say where."""
    if isinstance(table, CheckedTable):
        table.report = with_sheet_named(table.report)
        return table
    if table.report.sheet is None:
        return table
    return replace(
        table,
        reading=tuple(reading | {"one_of_several": True} for reading in table.reading),
        findings=tuple(in_sheet(finding, table.report.sheet) for finding in table.findings),
    )


def _join(parts: Sequence[ReadTable]) -> ReadTable:
    """Make one table of several; a sheet's lines begin after the last one of the sheet before."""
    firsts, counted = [], 0
    for part in parts:
        firsts.append(counted)
        counted += _last_line(part.rows[0].staged, part.report)
    counted_through = list(zip(firsts, parts, strict=True))
    return replace(
        parts[0],
        report=join_reports([part.report for part in parts]),
        rows=tuple(replace(part.rows[0], first=first) for first, part in counted_through),
        reading=tuple(part.reading[0] | {"first": first} for first, part in counted_through),
        findings=tuple(
            replace(finding, sheet=part.report.sheet) for part in parts for finding in part.findings
        ),
    )


def _last_line(rows: Staged, report: CheckReport) -> int:
    """The last line of a sheet in which anything was read, notes below the table among them."""
    last_row = pyarrow.compute.max(rows.lines).as_py()
    return max(last_row or 0, report.header_line or 0, *(row.line for row in report.skipped))
