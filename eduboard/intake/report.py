"""What a check says of a table: how it was read, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from eduboard.contracts import load_contracts
from eduboard.intake.around import format_filled
from eduboard.intake.filling import Filling
from eduboard.intake.findings import ERROR, Finding, FindingGroup, group_findings
from eduboard.intake.match import Match
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.tables import RawTable, SkippedRow
from eduboard.intake.said import BY_HAND
from eduboard.store.how_read import FilledValue
from eduboard.store.records import Scope
from eduboard.texts.around import OF_SHEET
from eduboard.texts.sheets import SHEETS_JOIN

PREVIEW_ROWS = 5


@dataclass(frozen=True)
class ColumnReading:
    """What a column of the file is read as: a field's name and title, '' when it is not read.

    ``origin`` is ``by_hand`` or ``remembered`` where somebody said so, '' where the contract alone decided.
    """

    header: str
    field: str
    title: str
    origin: str


@dataclass(frozen=True)
class CheckReport:
    """What a table is and what is wrong with it.

    ``columns`` says how each column of the file is read, ``missing`` names the required fields that none is;
    ``preview`` gives the first rows as read, ``skipped`` the rows recognised as titles, totals or notes.  Where
    several sheets make up the table, ``parts`` are their reports without findings, and the rest is theirs.
    ``filled`` are the values that hold for all rows of the table and stand outside it.
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
    columns: tuple[ColumnReading, ...] = ()
    missing: tuple[str, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    parts: tuple[CheckReport, ...] = ()
    filled: tuple[FilledValue, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Tell whether the table may be published."""
        return not self.errors

    @property
    def tables(self) -> tuple[CheckReport, ...]:
        """The reports that say how columns and rows were read: of each part, or this one."""
        return self.parts or (self,)

    @property
    def sheets(self) -> tuple[str | None, ...]:
        """The sheets that the table is read from, in their order; None for a file that has none."""
        return tuple(table.sheet for table in self.tables)

    @property
    def apart(self) -> tuple[CheckReport, ...]:
        """The parts as tables of their own, each with what was found in it; what names no sheet is the first one's."""
        if not self.parts:
            return (self,)
        return tuple(
            replace(
                part,
                errors=_of_sheet(self.errors, part.sheet, is_first=number == 0),
                warnings=_of_sheet(self.warnings, part.sheet, is_first=number == 0),
            )
            for number, part in enumerate(self.parts)
        )

    @property
    def described_filling(self) -> tuple[str, ...]:
        """What is said of each value that holds for a whole table; of single sheets with the sheet's name."""
        sayings = [(table, _describe_filled(table, value)) for table in self.tables for value in table.filled]
        times = Counter(said for _, said in sayings)
        return tuple(
            dict.fromkeys(
                said if times[said] == len(self.tables) else OF_SHEET.format(sheet=table.sheet, said=said)
                for table, said in sayings
            )
        )

    @property
    def by_hand(self) -> dict[str, str]:
        """The fields that columns were said to be by hand, by header; '' for one left out."""
        said: dict[str, str] = {}
        for column in (column for table in self.tables for column in table.columns):
            if column.origin == BY_HAND:
                said[column.header] = said.get(column.header) or column.field
        return said

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """Errors and warnings, equal ones as one."""
        return group_findings((*self.errors, *self.warnings))

    def as_json(self) -> dict[str, Any]:
        """The form that ``check --json`` prints; ``sheets`` is in it where several make up the table."""
        names = (
            "file", "dataset", "encoding", "delimiter", "sheet", "header_line", "rows", "periods", "districts",
        )  # fmt: skip
        named = ("sheet", "encoding", "delimiter", "header_line", "rows")
        parts = [{name: getattr(part, name) for name in named} for part in self.parts]
        filled = [
            {"field": value.field, **value.as_json()} | ({"sheet": table.sheet} if parts else {})
            for table in self.tables
            for value in table.filled
        ]
        return {
            **{name: getattr(self, name) for name in names},
            **({"sheets": parts} if parts else {}),
            **({"filled": filled} if filled else {}),
            "errors": [finding.as_json() for finding in self.errors],
            "warnings": [finding.as_json() for finding in self.warnings],
            "groups": [group.as_json() for group in self.groups],
        }


def _describe_filled(report: CheckReport, value: FilledValue) -> str:
    title = load_contracts()[report.dataset].field(value.field).title if report.dataset else value.field
    return format_filled(value, title)


def with_filling(report: CheckReport, filling: Filling) -> CheckReport:
    """Say what was filled for want of a column, and what is missing then."""
    missing = tuple(item.title for item in filling.match.missing)
    return replace(report, filled=filling.values, missing=missing)


def describe_table(table: RawTable, staged: Staged, file_name: str, match: Match | None) -> CheckReport:
    """Say how a table was read, before anything is found in it."""
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
        columns=_describe_columns(table.header, match),
        missing=tuple(item.title for item in match.missing) if match else (),
        preview=tuple(staged.first_rows(PREVIEW_ROWS)),
        skipped=table.skipped,
    )


def _describe_columns(header: Sequence[str], match: Match | None) -> tuple[ColumnReading, ...]:
    fields = match.fields if match else {}
    origins = match.origins if match else {}
    return tuple(
        ColumnReading(
            header=text,
            field=fields[position].name if position in fields else "",
            title=fields[position].title if position in fields else "",
            origin=origins.get(position, ""),
        )
        for position, text in enumerate(header)
    )


def with_sheet_named(report: CheckReport) -> CheckReport:
    """Name the sheet with each line that was found in it."""
    if report.sheet is None:
        return report
    return replace(
        report,
        errors=tuple(in_sheet(finding, report.sheet) for finding in report.errors),
        warnings=tuple(in_sheet(finding, report.sheet) for finding in report.warnings),
    )


def in_sheet(finding: Finding, sheet: str) -> Finding:
    """Name the sheet of a finding's line; what is said of no line needs none."""
    return finding if finding.line is None or finding.sheet else replace(finding, sheet=sheet)


def _of_sheet(findings: Sequence[Finding], sheet: str | None, *, is_first: bool) -> tuple[Finding, ...]:
    found = (item for item in findings if item.sheet == sheet or (is_first and item.sheet is None))
    return tuple(replace(finding, sheet=None) for finding in found)


def join_reports(parts: Sequence[CheckReport]) -> CheckReport:
    """Report on several sheets as one table, before anything is found in it."""
    return replace(
        parts[0],
        sheet=SHEETS_JOIN.join(part.sheet or "" for part in parts),
        rows=sum(part.rows for part in parts),
        columns=(),
        missing=(),
        preview=(),
        skipped=(),
        filled=(),
        parts=tuple(parts),
    )


def with_findings(report: CheckReport, findings: Sequence[Finding], scopes: Sequence[Scope]) -> CheckReport:
    """Order the findings as the file is read: by sheet, by line, then from left to right."""
    sheets = {None: -1} | {sheet: number for number, sheet in enumerate(report.sheets)}
    places = {
        (sheet, column.title): position
        for sheet, table in zip(report.sheets, report.tables, strict=True)
        for position, column in enumerate(table.columns)
        if column.title
    }

    def place(finding: Finding) -> tuple[int, int, int]:
        sheet = report.sheet if finding.sheet is None else finding.sheet
        position = places.get((sheet, finding.column or ""), len(places))
        return (sheets[finding.sheet], finding.line or 0, position)

    ordered = sorted(findings, key=place)
    return replace(
        report,
        periods=tuple(sorted({scope.period for scope in scopes})),
        districts=tuple(sorted({scope.district for scope in scopes})),
        errors=tuple(finding for finding in ordered if finding.level == ERROR),
        warnings=tuple(finding for finding in ordered if finding.level != ERROR),
    )
