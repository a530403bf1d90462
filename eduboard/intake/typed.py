"""A table on its way to the rules: recognised, its cells read into typed rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eduboard.intake import rules
from eduboard.intake.checked import CheckedTable
from eduboard.intake.findings import ERROR, WARNING, Finding, make_finding
from eduboard.intake.incoming import build_incoming
from eduboard.intake.keys import may_repeat_keys
from eduboard.intake.match import Match, recognise
from eduboard.intake.normalise import read_columns
from eduboard.intake.reading.tables import RawTable, RowsBody
from eduboard.intake.report import CheckReport, describe_table
from eduboard.intake.said import Said
from eduboard.intake.staging import BlankRows, Staged, column_name, leave_out_blank_rows
from eduboard.store.store import Session
from eduboard.texts.marked import EXCERPT_SHEET


@dataclass(frozen=True)
class TypedTable:
    """A table whose rows wait under ``name`` for the rules, and what its cells alone were found to be."""

    name: str
    match: Match
    report: CheckReport
    reading: str
    findings: Sequence[Finding]
    may_repeat_keys: bool
    may_be_annual: bool


def type_table(
    session: Session, table: RawTable, staged: Staged, number: int, file_name: str, said: Said
) -> TypedTable | CheckedTable:
    """Recognise a table and read its cells; one that cannot be typed comes back checked, with what is wrong.

    ``number`` tells its temporary table from those of the file's others.
    """
    match, problems = recognise(table.header, said.of(table.sheet))
    report = describe_table(table, staged, file_name, match)
    if (table.sheet or "").startswith(EXCERPT_SHEET):
        # Published, the few rows of an excerpt would replace all the others.
        return _failed(session, report, match, (make_finding("sheet.excerpt", value=table.sheet),))
    if match is None or not match.is_complete:
        return _failed(session, report, match, problems)
    named = (column_name(position) for position in match.columns.values())
    staged, blank_rows = leave_out_blank_rows(staged, named)
    report = replace(report, rows=staged.row_count)
    if report.rows == 0:
        return _failed(session, report, match, (make_finding("table.empty", line=table.header_line),))
    session.register("staging", staged.with_lines)
    columns = read_columns(staged, match)
    name = f"incoming_{number}"
    build_incoming(session, name, match.contract, staged, columns)
    findings = [
        *_at_header(match.findings, report),
        *_ragged(table),
        *_blank(blank_rows),
        *rules.cell_findings(session, columns),
        *rules.district_findings(session, match),
    ]
    return TypedTable(
        name,
        match,
        report,
        _how_read(table, match, said),
        findings,
        may_repeat_keys=may_repeat_keys(staged, columns, match.contract),
        may_be_annual=any(item.has("qualifier") for item in columns),
    )


def _how_read(table: RawTable, match: Match, said: Said) -> str:
    """Write down what is needed to read the table in the same way again."""
    reading: dict[str, Any] = {"sheet": table.sheet, "header_line": table.header_line}
    if held := match.held(table.header):
        reading["columns"] = held
    if table.sheet in said.sheets:
        reading["of_sheet"] = True
    return json.dumps(reading, ensure_ascii=False)


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
