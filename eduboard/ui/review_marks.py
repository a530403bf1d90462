"""The rows of a submitted file, as they lie in it, and what a reviewer says of its cells."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.intake.original import OriginalPage, load_original, mask_persons, read_page
from eduboard.intake.report import CheckReport
from eduboard.intake.review import MOST_MARKS
from eduboard.store.how_read import Part, how_read
from eduboard.store.submittals import Mark, Submittal
from eduboard.texts import review as texts
from eduboard.texts.admin import SHEET_SHOWN
from eduboard.ui.cache import cached
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.review_words import describe_mark
from eduboard.ui.session import get_store, get_viewer

PAGE_LINES = 50
LONGEST = 200


def marks_of(number: str) -> list[Mark]:
    """The marks made on this visit and not yet sent back."""
    kept: dict[str, list[Mark]] = st.session_state.setdefault("marks", {})
    return kept.setdefault(number, [])


def show_rows(submittal: Submittal, position: int, report: CheckReport) -> None:
    """Show a page of a table's lines, of several sheets those of one; a chosen cell is offered to be marked."""
    number = 0
    if report.parts:
        number = st.selectbox(
            SHEET_SHOWN,
            range(len(report.parts)),
            format_func=lambda number: str(report.sheets[number]),
            key=f"sheet:{submittal.submittal}:{position}",
        )
    table, part = report.tables[number], _part(submittal, position, report.sheets[number])
    name = f"{submittal.submittal}:{position}"
    if report.parts:
        name += f":{number}"
    start = page_start("submittal", name, PAGE_LINES)
    page = _read(submittal, position, part, start + 1)
    columns = _columns(table)
    rows = [(line, *_filled(cells, len(columns))) for line, cells in page.lines]
    key = f"rows:{name}:{start}"

    def take_chosen() -> None:
        for row, column in st.session_state[key]["selection"]["cells"]:
            st.session_state[f"mark line:{name}"] = rows[row][0]
            st.session_state[f"mark column:{name}"] = column if column in columns else ""

    st.dataframe(
        pd.DataFrame(rows, columns=[texts.LINE, *columns]),
        hide_index=True,
        on_select=take_chosen,
        selection_mode="single-cell",
        key=key,
    )
    show_pages("submittal", name, PAGE_LINES, page.line_count)
    _show_form(submittal, position, part, name, columns, page.line_count)


def _part(submittal: Submittal, position: int, sheet: str | None) -> Part:
    """The sheet as it was read when it was handed in; the table's first where it was not read then."""
    parts = how_read(submittal.tables[position].reading).parts
    return next((part for part in parts if part.sheet == sheet), parts[0])


def _read(
    submittal: Submittal, position: int, part: Part, first_line: int, most: int = PAGE_LINES
) -> OriginalPage:
    arguments = (submittal.submittal, position, part.sheet, first_line, most)
    return cached(
        "submittal lines", arguments, lambda *_: _read_anew(submittal, position, part, first_line, most)
    )


def _read_anew(submittal: Submittal, position: int, part: Part, first_line: int, most: int) -> OriginalPage:
    data = load_original(get_store(), submittal.sha256)
    page = read_page(data, part.sheet, part.header_line, first_line, most)
    if get_viewer().may_see_names:
        return page
    return mask_persons(page, load_contracts()[submittal.tables[position].dataset], part.columns)


def _columns(report: CheckReport) -> list[str]:
    """Name a file's columns as findings do; a name that comes twice is numbered."""
    names: list[str] = []
    for number, column in enumerate(report.columns, start=1):
        name = column.title or column.header or str(number)
        names.append(name if name not in names else f"{name} {number}")
    return names


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _show_form(
    submittal: Submittal, position: int, part: Part, name: str, columns: Sequence[str], line_count: int
) -> None:
    line_key, column_key, sentence_key = (f"mark {what}:{name}" for what in ("line", "column", "sentence"))

    def add() -> None:
        line, sentence = st.session_state[line_key], st.session_state[sentence_key].strip()
        if line is None or not sentence or len(marks_of(submittal.submittal)) >= MOST_MARKS:
            return
        column = st.session_state[column_key]
        mark = Mark(
            sheet=part.sheet,
            line=line,
            column=column,
            value=_value(submittal, position, part, line, columns.index(column)) if column else "",
            sentence=sentence,
        )
        marks_of(submittal.submittal).append(mark)
        st.session_state[sentence_key] = ""

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(texts.MARK_LINE, 1, max(line_count, 1), None, key=line_key, width=120)
        st.selectbox(
            texts.MARK_COLUMN,
            ["", *columns],
            format_func=lambda title: title or texts.WHOLE_ROW,
            key=column_key,
            width=200,
        )
        st.text_input(texts.MARK_SENTENCE, key=sentence_key, max_chars=LONGEST)
        st.button(texts.MARK_ADD, key=f"mark add:{name}", on_click=add, icon=":material/add_comment:")


def _value(submittal: Submittal, position: int, part: Part, line: int, column: int) -> str:
    """The text of one cell, '' where the line is shorter."""
    lines = _read(submittal, position, part, line, 1).lines
    cells = lines[0][1] if lines else ()
    return cells[column].strip() if column < len(cells) else ""


def show_marks_made(number: str) -> None:
    """List the marks, each with a button that takes it away."""
    made = marks_of(number)
    for position, mark in enumerate(made):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(describe_mark(mark))
            st.button(
                texts.MARK_REMOVE,
                key=f"mark remove:{number}:{position}",
                on_click=made.remove,
                args=(mark,),
            )
