"""What a check found, on screen: equal mistakes as one row, each of them on the pages below, all in the downloads."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.exports.marked import build_findings_json, build_marked_workbook, marked_name
from eduboard.formats import format_line
from eduboard.intake.findings import (
    ERROR,
    Finding,
    FindingGroup,
    format_line_numbers,
    format_total,
    format_values,
)
from eduboard.intake.report import CheckReport
from eduboard.store.how_read import FileLine
from eduboard.texts import findings as texts
from eduboard.texts import marked as marked_texts
from eduboard.texts import pages as page_texts
from eduboard.ui.downloads import TO_HAND_IN, offer_download
from eduboard.ui.plain import plain

FINDINGS_A_PAGE = 25


def show_findings(report: CheckReport, key: str) -> None:
    """Show the errors, or that there are none, and the warnings of a table."""
    _name_cells()
    errors = [group for group in report.groups if group.level == ERROR]
    warnings = [group for group in report.groups if group.level != ERROR]
    if errors:
        st.error(page_texts.HAS_ERRORS.format(count=format_total(errors)))
        _show_groups(errors, f"errors:{key}")
    else:
        st.success(page_texts.CLEAN)
    if warnings:
        st.warning(page_texts.HAS_WARNINGS.format(count=format_total(warnings)))
        _show_groups(warnings, f"warnings:{key}")


def show_downloads(data: bytes, file_name: str, reports: Sequence[CheckReport], key: str) -> None:
    """Offer the file back with the cells to mend marked, and the findings as JSON; nothing where there are none."""
    if not any(report.errors or report.warnings for report in reports):
        return
    with st.container(horizontal=True):
        offer_download(
            marked_texts.DOWNLOAD_MARKED,
            lambda: build_marked_workbook(data, file_name, reports),
            marked_name(file_name, marked_texts.MARKED_NAME),
            help=marked_texts.DOWNLOAD_MARKED_HELP,
            key=f"marked:{key}",
            rights=TO_HAND_IN,
        )
        offer_download(
            marked_texts.DOWNLOAD_JSON,
            lambda: build_findings_json(reports),
            marked_name(file_name, marked_texts.JSON_NAME),
            key=f"json:{key}",
            rights=TO_HAND_IN,
        )


def _show_groups(groups: Sequence[FindingGroup], key: str) -> None:
    rows = [
        (_where(group), group.column, format_values(group), group.reason, group.remedy) for group in groups
    ]
    _show_table(rows, key)
    if any(group.count > 1 for group in groups):
        with st.expander(texts.ONE_BY_ONE):
            _show_one_by_one(groups, key)


def _where(group: FindingGroup) -> str:
    lines = format_line_numbers(group)
    return lines if group.count == 1 else texts.WHERE.format(lines=lines, count=format_total([group]))


@st.fragment
def _show_one_by_one(groups: Sequence[FindingGroup], key: str) -> None:
    chosen = st.selectbox(
        texts.WHICH,
        [None, *range(len(groups))],
        format_func=lambda number: texts.ALL if number is None else _title(groups[number]),
        key=f"group:{key}",
    )
    findings = [
        finding
        for number, group in enumerate(groups)
        if chosen in (None, number)
        for finding in group.findings
    ]
    pages = -(-len(findings) // FINDINGS_A_PAGE)
    page = st.pagination(pages, key=f"page:{key}:{chosen}") if pages > 1 else 1
    start = (page - 1) * FINDINGS_A_PAGE
    shown = findings[start : start + FINDINGS_A_PAGE]
    _show_table([_row(finding) for finding in shown], f"one:{key}")
    st.caption(
        texts.PAGE_SHOWS.format(
            first=f"{start + 1:,}", last=f"{start + len(shown):,}", count=f"{len(findings):,}"
        )
    )


def _title(group: FindingGroup) -> str:
    column = group.column or texts.WHOLE_ROW
    return texts.GROUP_TITLE.format(column=column, reason=group.reason, count=format_total([group]))


def _row(finding: Finding) -> tuple[str | None, ...]:
    line = None if finding.line is None else f"{finding.line:,}"
    if finding.sheet is not None:
        line = format_line(FileLine(finding.sheet, finding.line)) if finding.line else finding.sheet
    return (line, finding.column, finding.value, finding.reason, finding.remedy)


def _show_table(rows: Sequence[tuple[str | None, ...]], key: str) -> None:
    """A table whose sentences wrap, with nothing of the file in it that would be acted on."""
    cells = [tuple(plain(cell or "") for cell in row) for row in rows]
    with st.container(key=f"findings:{key}"):
        st.table(pd.DataFrame(cells, columns=list(page_texts.FINDING_COLUMNS)), hide_index=True)


def _name_cells() -> None:
    """Give the style sheet the names of the columns: on a phone a row is a card, and its cells bear them."""
    names = "".join(
        f"--finding-{number}: {json.dumps(name, ensure_ascii=False)};"
        for number, name in enumerate(page_texts.FINDING_COLUMNS, start=1)
    )
    st.html(f"<style>:root {{{names}}}</style>")
