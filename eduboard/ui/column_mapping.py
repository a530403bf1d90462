"""How a file was read, column by column, and the choices by which a clerk corrects it before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.intake.reading.headers import header_key
from eduboard.intake.report import CheckReport, ColumnReading
from eduboard.texts import columns as texts
from eduboard.ui.choices import Choice
from eduboard.ui.plain import plain
from eduboard.ui.whole_table import choose_values

COLUMNS_OFFERED = 120
"""Files have a dozen; one with hundreds is not mapped by hand."""
_IN_A_ROW = 3
_SAMPLES, _SAMPLE_LENGTH = 3, 12


def show_reading(report: CheckReport, key: str, of_file: Choice) -> None:
    """Show what each column is read as and the first rows; open where somebody has to look."""
    choice = of_file.of(report.sheet)
    unread = [item for item in report.columns if is_unknown(item)]
    is_open = report.dataset is None or bool(report.missing or unread) or choice.is_made
    with st.expander(texts.READING_TITLE, expanded=is_open):
        if report.dataset is None or report.missing or choice.dataset:
            _choose_dataset(f"dataset:{key}", choice)
        if report.dataset is not None:
            if report.missing:
                st.markdown(texts.MISSING.format(fields=texts.LISTED.join(report.missing)))
            elif unread:
                st.markdown(texts.UNKNOWN.format(count=len(unread)))
            choose_values(report, report.dataset, key, of_file)
            st.caption(texts.READING_HINT)
            _choose_columns(report, report.dataset, key, choice)
        _show_first_rows(report, key)


def show_unread_sheets(reports: Sequence[CheckReport], key: str, choice: Choice) -> None:
    """Ask of each sheet that no contract fits what it is; what it is said to be is read with the others."""
    unread = {
        finding.value: None
        for report in reports
        for finding in report.warnings
        if finding.rule == "sheet.unknown" and finding.value
    }
    for sheet in unread:
        with st.expander(texts.SHEET_TITLE.format(sheet=plain(sheet))):
            st.caption(texts.SHEET_HINT)
            of_sheet = choice.sheets.get(sheet, Choice())
            _choose_dataset(
                f"sheet:{key}:{sheet}", of_sheet, partial(choice.sheets.__setitem__, sheet, of_sheet)
            )


def is_unknown(item: ColumnReading) -> bool:
    """Tell whether nobody, neither contract nor clerk, has said anything of a column."""
    return not item.field and not item.origin and bool(item.header.strip())


def _choose_dataset(key: str, choice: Choice, then: Callable[[], None] = lambda: None) -> None:
    titles = {"": texts.AUTOMATIC} | {name: item.title for name, item in load_contracts().items()}
    st.session_state[key] = choice.dataset or ""

    def take() -> None:
        choice.dataset = st.session_state[key] or None
        # What the columns were said to be are fields of the other dataset.
        choice.columns.clear()
        then()

    st.selectbox(
        texts.DATASET,
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        on_change=take,
        help=texts.DATASET_HELP,
    )


def _choose_columns(report: CheckReport, dataset: str, key: str, choice: Choice) -> None:
    fields = load_contracts()[dataset].fields
    titles = {"": texts.NOT_READ} | {
        item.name: texts.REQUIRED.format(title=item.title) if item.required else item.title for item in fields
    }
    offered = _offered(report.columns)
    for start in range(0, len(offered), _IN_A_ROW):
        for place, number in zip(st.columns(_IN_A_ROW), offered[start : start + _IN_A_ROW], strict=False):
            with place:
                _choose_field(report, number, titles, f"column:{key}:{number}", choice)
    named = sum(bool(item.header.strip()) for item in report.columns)
    if named > len(offered):
        st.caption(texts.COLUMNS_CUT.format(count=named - len(offered)))


def _offered(columns: Sequence[ColumnReading]) -> list[int]:
    """Number the columns with a name; where there are too many, those that are not read go first."""
    named = [number for number, item in enumerate(columns) if item.header.strip()]
    if len(named) > COLUMNS_OFFERED:
        named.sort(key=lambda number: bool(columns[number].field))
    return sorted(named[:COLUMNS_OFFERED])


def _choose_field(report: CheckReport, number: int, titles: dict[str, str], key: str, choice: Choice) -> None:
    item = report.columns[number]
    st.session_state[key] = item.field

    def take() -> None:
        chosen = st.session_state[key]
        # A field that another column was chosen for is taken from it: two columns cannot be one field.
        for header, name in choice.columns.items():
            if name == chosen:
                choice.columns[header] = ""
        choice.columns[item.header] = chosen

    before = {header_key(other.header) for other in report.columns[:number]}
    st.selectbox(
        (texts.UNKNOWN_COLUMN if is_unknown(item) else texts.COLUMN).format(
            number=number + 1, header=plain(item.header)
        ),
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        on_change=take,
        # Columns go by their header, so the second of one name is what the first is.
        disabled=header_key(item.header) in before,
    )
    notes = (texts.ORIGINS[item.origin], _samples(report, number))
    st.caption(plain(texts.JOINED.join(filter(None, notes))))


def _samples(report: CheckReport, number: int) -> str:
    values = dict.fromkeys(row[number].strip()[:_SAMPLE_LENGTH] for row in report.preview)
    shown = [value for value in values if value][:_SAMPLES]
    return texts.SAMPLES.format(values=texts.LISTED.join(shown)) if shown else texts.EMPTY


def _show_first_rows(report: CheckReport, key: str) -> None:
    titles = [
        texts.PREVIEW_COLUMN.format(number=number, header=item.header)
        for number, item in enumerate(report.columns, start=1)
    ]
    st.caption(texts.PREVIEW.format(rows=len(report.preview)))
    st.dataframe(pd.DataFrame(list(report.preview), columns=titles), hide_index=True, key=f"preview:{key}")
