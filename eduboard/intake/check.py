"""Checking a file: read it, recognise it, type it, run the rules.  Nothing is stored.

``check_file`` gives one ``CheckedTable`` for each table in the file.  They share a session, whose temporary
tables ``incoming_1``, ``incoming_2`` … hold the typed rows until they are published or the session is closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eduboard.access.viewer import Viewer
from eduboard.codes import region_names
from eduboard.contracts import Contract
from eduboard.intake import rules
from eduboard.intake.bulk import read_bulk
from eduboard.intake.findings import ERROR, WARNING, Finding, make_finding
from eduboard.intake.incoming import build_incoming
from eduboard.intake.match import Match, recognise, vocabulary
from eduboard.intake.normalise import read_columns
from eduboard.intake.reading.tables import FileReading, RawTable, RowsBody, SkippedRow, read_file
from eduboard.intake.staging import BlankRows, Staged, column_name, leave_out_blank_rows, stage
from eduboard.store.records import Incoming, Scope
from eduboard.store.store import Session, Store
from eduboard.texts.templates import LISTS_SHEET, NOTES_SHEET

PREVIEW_ROWS = 5
TEMPLATE_SHEETS = (NOTES_SHEET, LISTS_SHEET)
"""The sheets of our own templates that hold no data."""


@dataclass(frozen=True)
class CheckReport:
    """What a table is and what is wrong with it.

    ``mapping`` gives (column in the file, title of the field or '' when it is not read); ``preview`` the first
    rows as read; ``skipped`` the rows that were recognised as titles, totals or notes.
    """

    file: str
    dataset: str | None
    dataset_title: str | None
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_line: int | None
    rows: int
    periods: tuple[str, ...]
    districts: tuple[str, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    mapping: tuple[tuple[str, str], ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    skipped: tuple[SkippedRow, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Tell whether the table may be published."""
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        """The form that ``check --json`` prints."""
        names = (
            "file", "dataset", "encoding", "delimiter", "sheet", "header_line", "rows", "periods", "districts",
        )  # fmt: skip
        return {
            **{name: getattr(self, name) for name in names},
            "errors": [_finding_as_json(finding) for finding in self.errors],
            "warnings": [_finding_as_json(finding) for finding in self.warnings],
        }


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "column": finding.column,
        "value": finding.value,
        "rule": finding.rule,
        "message": finding.message,
    }


@dataclass
class CheckedTable:
    """A checked table and its rows, which wait in the file's session; close it when it is no longer wanted.

    ``incoming`` is None when the table could not be typed at all.
    """

    report: CheckReport
    contract: Contract | None
    session: Session
    incoming: Incoming | None = None

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes that publishing would replace."""
        return self.incoming.scopes if self.incoming else ()

    def close(self) -> None:
        """Drop the rows of the whole file and release its session."""
        self.session.close()


def check_file(
    store: Store, viewer: Viewer, data: bytes, file_name: str, dataset: str | None = None
) -> list[CheckedTable]:
    """Check every table of a file for a viewer.

    Raises UnusableFile when the bytes hold no table, and EduboardError for an unknown dataset name.
    """
    limit = store.settings.upload_limit_mb * 1024 * 1024
    bulk = read_bulk(data, file_name, vocabulary(), limit)
    reading = FileReading((bulk.table,)) if bulk else read_file(data, file_name, vocabulary(), limit)
    chosen = _choose(reading.tables, dataset)
    session = store.session(viewer)
    try:
        checked: list[CheckedTable] = []
        for number, table in enumerate(chosen, start=1):
            staged = bulk.staged if bulk else stage(table)
            checked.append(_check_table(session, table, staged, number, file_name, dataset))
        _add_findings(checked[0], _left_out(reading, chosen))
        _refuse_shared_scopes(checked)
    except BaseException:
        session.close()
        raise
    return checked


def close_all(tables: Iterable[CheckedTable]) -> None:
    """Close several checked tables."""
    for table in tables:
        table.close()


def _choose(tables: Sequence[RawTable], dataset: str | None) -> Sequence[RawTable]:
    """Leave out what stands beside the tables in a workbook: empty forms, explanations, somebody's notes."""
    tables = [table for table in tables if table.sheet not in TEMPLATE_SHEETS] or tables
    tables = [table for table in tables if not _is_empty(table)] or tables
    return [table for table in tables if recognise(table.header, dataset)[0] is not None] or tables


def _is_empty(table: RawTable) -> bool:
    return isinstance(table.body, RowsBody) and not table.body.rows


def _left_out(reading: FileReading, chosen: Sequence[RawTable]) -> list[Finding]:
    """Name the sheets that were not read, so that nobody takes them for handed in."""
    skipped = [(sheet.name, sheet.reason) for sheet in reading.skipped_sheets if sheet.reason != "empty"]
    skipped += [
        (table.sheet or "", "no_rows" if _is_empty(table) else "unknown")
        for table in reading.tables
        if all(table is not other for other in chosen)
    ]
    return [
        make_finding(f"sheet.{reason}", level=WARNING, value=name)
        for name, reason in skipped
        if name not in TEMPLATE_SHEETS
    ]


def _refuse_shared_scopes(tables: Sequence[CheckedTable]) -> None:
    """Refuse two sheets for one scope: the second batch would replace the first."""
    owners: dict[tuple[str, str], CheckedTable] = {}
    for table in tables:
        for scope in table.scopes:
            first = owners.setdefault((scope.dataset, scope.key), table)
            if first is not table:
                finding = make_finding(
                    "scope.two_tables",
                    line=table.report.header_line,
                    value=table.report.sheet,
                    other=first.report.sheet,
                    dataset=table.report.dataset_title,
                    scope=f"{scope.period} {region_names().get(scope.district, scope.district)}",
                )
                _add_findings(table, [finding])
                break


def _add_findings(table: CheckedTable, findings: Sequence[Finding]) -> None:
    table.report = replace(
        table.report,
        errors=(*table.report.errors, *(finding for finding in findings if finding.level == ERROR)),
        warnings=(*table.report.warnings, *(finding for finding in findings if finding.level != ERROR)),
    )


def _check_table(
    session: Session, table: RawTable, staged: Staged, number: int, file_name: str, dataset: str | None
) -> CheckedTable:
    match, problems = recognise(table.header, dataset)
    report = _describe(table, staged, file_name, match)
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
        *match.findings,
        *_ragged(table),
        *_blank(blank_rows),
        *rules.cell_findings(session, columns),
        *rules.district_findings(session, match),
        *rules.row_findings(
            session, match.contract, may_be_annual=any(item.has("qualifier") for item in columns)
        ),
    ]
    found = session.run("store/incoming_scopes")
    places = tuple(row.pop("place") for row in found)
    scopes = tuple(Scope(dataset=match.contract.name, **row) for row in found)
    reading = json.dumps({"sheet": report.sheet, "header_line": report.header_line}, ensure_ascii=False)
    incoming = Incoming(match.contract.name, name, scopes, places, reading)
    return CheckedTable(_with_findings(report, findings, scopes, match), match.contract, session, incoming)


def _blank(rows: BlankRows | None) -> list[Finding]:
    if rows is None:
        return []
    return [make_finding("row.blank", level=WARNING, line=rows.first_line, value=rows.count)]


def _describe(table: RawTable, staged: Staged, file_name: str, match: Match | None) -> CheckReport:
    titles = (
        {} if match is None else {at: match.contract.field(name).title for name, at in match.columns.items()}
    )
    return CheckReport(
        file=file_name,
        dataset=match.contract.name if match else None,
        dataset_title=match.contract.title if match else None,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_line=table.header_line,
        rows=staged.row_count,
        periods=(),
        districts=(),
        errors=(),
        warnings=(),
        mapping=tuple((text, titles.get(position, "")) for position, text in enumerate(table.header)),
        preview=tuple(staged.first_rows(PREVIEW_ROWS)),
        skipped=table.skipped,
    )


def _failed(
    session: Session, report: CheckReport, match: Match | None, problems: tuple[Finding, ...]
) -> CheckedTable:
    located = tuple(replace(problem, line=problem.line or report.header_line) for problem in problems)
    failed = replace(report, errors=located, warnings=match.findings if match else ())
    return CheckedTable(failed, match.contract if match else None, session)


def _ragged(table: RawTable) -> list[Finding]:
    ragged = table.body.ragged if isinstance(table.body, RowsBody) else []
    return [make_finding("table.ragged", line=line, value=count) for line, count in ragged]


def _with_findings(
    report: CheckReport, findings: Sequence[Finding], scopes: Sequence[Scope], match: Match
) -> CheckReport:
    """Order the findings as the file is read: by line, then from left to right."""
    places = {match.contract.field(name).title: position for name, position in match.columns.items()}
    ordered = sorted(
        findings, key=lambda finding: (finding.line or 0, places.get(finding.column or "", len(places)))
    )
    return replace(
        report,
        periods=tuple(sorted({scope.period for scope in scopes})),
        districts=tuple(sorted({scope.district for scope in scopes})),
        errors=tuple(finding for finding in ordered if finding.level == ERROR),
        warnings=tuple(finding for finding in ordered if finding.level != ERROR),
    )
