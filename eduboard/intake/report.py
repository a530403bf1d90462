"""What a check says of a table: how it was read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from eduboard.intake.findings import ERROR, Finding, FindingGroup, group_findings
from eduboard.intake.match import Match
from eduboard.intake.reading.tables import RawTable, SkippedRow
from eduboard.intake.said import BY_HAND
from eduboard.intake.staging import Staged
from eduboard.store.records import Scope

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
    ``preview`` gives the first rows as read, ``skipped`` the rows recognised as titles, totals or notes.
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

    @property
    def is_clean(self) -> bool:
        """Tell whether the table may be published."""
        return not self.errors

    @property
    def by_hand(self) -> dict[str, str]:
        """The fields that columns were said to be by hand, by header; '' for one left out."""
        said: dict[str, str] = {}
        for column in self.columns:
            if column.origin == BY_HAND:
                said[column.header] = said.get(column.header) or column.field
        return said

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """Errors and warnings, equal ones as one."""
        return group_findings((*self.errors, *self.warnings))

    def as_json(self) -> dict[str, Any]:
        """The form that ``check --json`` prints."""
        names = (
            "file", "dataset", "encoding", "delimiter", "sheet", "header_line", "rows", "periods", "districts",
        )  # fmt: skip
        return {
            **{name: getattr(self, name) for name in names},
            "errors": [finding.as_json() for finding in self.errors],
            "warnings": [finding.as_json() for finding in self.warnings],
            "groups": [group.as_json() for group in self.groups],
        }


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


def with_findings(
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
