"""A table on its way to the rules: recognised, its cells read, and laid out as typed rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eduboard.intake import rules
from eduboard.intake.checked import CheckedTable
from eduboard.intake.filling import Filling, find_filling
from eduboard.intake.findings import ERROR, WARNING, Finding, make_finding
from eduboard.intake.incoming import build_incoming
from eduboard.intake.keys import may_repeat_keys
from eduboard.intake.layout import layout_findings
from eduboard.intake.match import Match, recognise
from eduboard.intake.normalise import ReadRows, read_columns
from eduboard.intake.reading.bundles import is_bundle, is_from_package
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.scales import find_scales
from eduboard.intake.reading.tables import RawTable, RowsBody
from eduboard.intake.report import CheckReport, describe_table, with_filling
from eduboard.intake.said import Said
from eduboard.intake.staging import BlankRows, column_name, leave_out_blank_rows
from eduboard.intake.units import unit_findings
from eduboard.store.store import Session
from eduboard.texts.marked import EXCERPT_SHEET


@dataclass(frozen=True)
class FileNames:
    """A file's name as it is shown, and as far as it may tell what its tables are about: '' for one of our making."""

    shown: str
    telling: str


def names_of(data: bytes, file_name: str) -> FileNames:
    """Tell what a file's name says: that of a bundle of loose files is the name of only one of them."""
    is_made_up = is_bundle(data) and not is_from_package(data)
    return FileNames(file_name, "" if is_made_up else file_name)


@dataclass(frozen=True)
class ReadTable:
    """A table whose cells were read, and what they alone were found to be.

    ``rows`` and ``reading`` are those of each sheet or file that it is laid together from.
    """

    match: Match
    report: CheckReport
    rows: tuple[ReadRows, ...]
    reading: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TypedTable:
    """A table whose typed rows wait under ``name`` for the rules."""

    name: str
    match: Match
    report: CheckReport
    reading: str
    findings: Sequence[Finding]
    may_repeat_keys: bool
    may_be_annual: bool


def type_table(session: Session, table: ReadTable, number: int) -> TypedTable:
    """Lay the rows of a table out as its contract has them; ``number`` tells it from the file's others."""
    name, contract = f"incoming_{number}", table.match.contract
    build_incoming(session, name, contract, table.rows)
    kept = table.reading[0] if len(table.reading) == 1 else {"parts": table.reading}
    return TypedTable(
        name,
        table.match,
        table.report,
        json.dumps(kept, ensure_ascii=False),
        table.findings,
        may_repeat_keys=may_repeat_keys(table.rows, contract),
        may_be_annual=any(item.has("qualifier") for rows in table.rows for item in rows.columns),
    )


def read_cells(
    session: Session, table: RawTable, staged: Staged, file: FileNames, said: Said
) -> ReadTable | CheckedTable:
    """Recognise a table and read its cells; one that cannot be typed comes back checked, with what is wrong."""
    match, problems = recognise(table.header, said.of(table.sheet))
    report = describe_table(table, staged, file.shown, match)
    if (table.sheet or "").startswith(EXCERPT_SHEET):
        # Published, the few rows of an excerpt would replace all the others.
        return _failed(session, report, match, (make_finding("sheet.excerpt", value=table.sheet),))
    filling = None
    if match is not None:
        filling = find_filling(table, staged, match, file.telling, said, lambda: _known_schools(session))
        match, problems, report = filling.match, filling.problems, with_filling(report, filling)
    layout = tuple(layout_findings(table, staged, match))
    if match is None or filling is None or not match.is_complete:
        # How a table is laid out says more than that it is like none.
        found = filling.findings if filling else ()
        problems = layout if layout and match is None else (*layout, *problems, *found)
        return _failed(session, report, match, problems)
    named = [column_name(position) for position in match.columns.values() if position < len(table.header)]
    staged, blank_rows = leave_out_blank_rows(staged, named)
    report = replace(report, rows=staged.row_count)
    if report.rows == 0:
        return _failed(session, report, match, (make_finding("table.empty", line=table.header_line),))
    staged = filling.fill(staged)
    session.register("staging", staged.with_lines)
    columns = tuple(read_columns(staged, match, find_scales(table).powers))
    findings = (
        *_at_header((*match.findings, *filling.findings, *layout), report),
        *_ragged(table),
        *_blank(blank_rows),
        *rules.cell_findings(session, columns),
        *rules.district_findings(session, match),
        *unit_findings(session, match),
    )
    rows = ReadRows(staged, columns)
    return ReadTable(match, report, (rows,), (_how_read(table, filling, said),), findings)


def _known_schools(session: Session) -> dict[str, frozenset[str]]:
    return {row["district"]: frozenset(row["names"]) for row in session.run("store/known_schools")}


def _how_read(table: RawTable, filling: Filling, said: Said) -> dict[str, Any]:
    """Note what is needed to read the table in the same way again."""
    reading: dict[str, Any] = {"sheet": table.sheet, "header_line": table.header_line}
    if held := filling.match.held(table.header):
        reading["columns"] = held
    if table.sheet in said.sheets:
        reading["of_sheet"] = True
    if filling.values:
        reading["filled"] = {value.field: value.as_json() for value in filling.values}
    return reading


def _blank(rows: BlankRows | None) -> list[Finding]:
    if rows is None:
        return []
    return [make_finding("row.blank", level=WARNING, line=rows.first_line, value=rows.count)]


def _at_header(findings: Iterable[Finding], report: CheckReport) -> list[Finding]:
    """Give errors that name no line the header's."""
    return [
        replace(finding, line=report.header_line) if finding.level == ERROR and not finding.line else finding
        for finding in findings
    ]


def _failed(
    session: Session, report: CheckReport, match: Match | None, problems: tuple[Finding, ...]
) -> CheckedTable:
    found = (*problems, *(match.findings if match else ()))
    table = CheckedTable(report, match.contract if match else None, session)
    table.add_findings(_at_header(found, report))
    return table


def _ragged(table: RawTable) -> list[Finding]:
    ragged = table.body.ragged if isinstance(table.body, RowsBody) else []
    return [make_finding("table.ragged", line=line, value=count) for line, count in ragged]
