"""Sheets that make up one table, and those of a file that are not to be read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.intake.report import CheckReport
from eduboard.texts import sheets as texts
from eduboard.ui.choices import Choice
from eduboard.ui.column_mapping import is_unknown, show_reading
from eduboard.ui.plain import plain
from eduboard.ui.rows import show_rows

SHEETS_NAMED = 3
SHEETS_SHOWN_WHOLE = 15
LEFT_OUT = ""
"""The dataset that is said of a sheet which is not to be read."""


def describe_sheets(report: CheckReport) -> str:
    """Say which sheets make up a table, and how many rows it has."""
    named = texts.SHEETS_JOIN.join(
        plain(texts.QUOTED.format(sheet=sheet)) for sheet in report.sheets[:SHEETS_NAMED]
    )
    count = len(report.parts)
    sheets = named if count <= SHEETS_NAMED else texts.AND_OTHERS.format(sheets=named)
    return texts.READ_AS.format(count=count, sheets=sheets, rows=report.rows)


def show_sheets(report: CheckReport, key: str, choice: Choice) -> None:
    """List the sheets that make up a table; show of the one that is chosen how its columns are read."""
    st.caption(texts.TOGETHER.format(count=len(report.parts)))
    show_sheet_list(report, key)
    waiting = [number for number, part in enumerate(report.parts) if _waits(part)]
    number = st.selectbox(
        texts.CHOOSE,
        range(len(report.parts)),
        index=waiting[0] if waiting else 0,
        format_func=lambda number: _title(report.parts[number], needs_a_look=number in waiting),
        key=f"sheet of:{key}",
    )
    part = report.parts[number]
    show_reading(part, f"{key}:{number}", choice)


def show_sheet_list(report: CheckReport, key: str) -> None:
    """List the sheets that make up a table."""
    rows = [
        (part.sheet, part.header_line, part.rows, len(part.skipped), _waits(part)) for part in report.parts
    ]
    shown = pd.DataFrame(rows, columns=list(texts.TABLE_COLUMNS))
    height = "content" if len(rows) <= SHEETS_SHOWN_WHOLE else "auto"
    show_rows(shown, hide_index=True, height=height, key=f"sheets:{key}")


def _waits(part: CheckReport) -> int:
    """Count the columns of which nobody has said what they are."""
    return sum(map(is_unknown, part.columns))


def _title(part: CheckReport, *, needs_a_look: bool) -> str:
    return texts.NEEDS_A_LOOK.format(sheet=part.sheet) if needs_a_look else str(part.sheet)


def choose_left_out(reports: Sequence[CheckReport], key: str, choice: Choice) -> None:
    """Ask which sheets are not to be read, where a file has several."""
    read = [sheet for report in reports for sheet in report.sheets if sheet is not None]
    left_out = [sheet for sheet, of_sheet in choice.sheets.items() if of_sheet.dataset == LEFT_OUT]
    if len(read) + len(left_out) < 2:
        return
    name = f"left out:{key}"
    st.session_state[name] = left_out

    def take() -> None:
        chosen = st.session_state[name]
        for sheet in left_out:
            del choice.sheets[sheet]
        choice.sheets.update({sheet: Choice(dataset=LEFT_OUT) for sheet in chosen})

    st.multiselect(
        texts.LEAVE_OUT,
        [*read, *left_out],
        key=name,
        on_change=take,
        help=texts.LEAVE_OUT_HELP,
        max_selections=len(read) + len(left_out) - 1,
        placeholder=texts.LEAVE_OUT_NONE,
    )
