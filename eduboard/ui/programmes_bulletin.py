"""通报: what is red and yellow, as text to copy and as a list to take along."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.exports.bulletin import bulletin_table, marked, write_bulletin
from eduboard.exports.lists import build_list_csv, build_list_workbook
from eduboard.exports.programme_lists import list_notes
from eduboard.exports.safety import safe_file_name
from eduboard.metrics.results import DataTable
from eduboard.programmes.results import ProgrammeView
from eduboard.store.records import DEMO
from eduboard.texts import programme_page as texts
from eduboard.ui.alerts import alerts_of_programme
from eduboard.ui.collecting import offer_collecting
from eduboard.ui.downloads import offer_download
from eduboard.ui.figure_codes import coded
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.session import get_viewer
from eduboard.ui.tracing import show_traced_rows


def show_bulletin(sight: Sight) -> None:
    """Show the part."""
    view, alerts, visible = sight.view, alerts_of_programme(sight), get_viewer().visible
    table, text = sight.cached(
        "bulletin", lambda *_: (bulletin_table(view, visible), write_bulletin(view, alerts))
    )
    if table.rows:
        show_traced_rows("bulletin", table, pd.DataFrame(table.rows, columns=list(table.columns)))
        offer_list("bulletin", table, view)
    elif any(item.overall.light for item in view.items):
        st.success(texts.BULLETIN_EMPTY)
    else:
        st.info(texts.BULLETIN_UNJUDGED)
    st.caption(texts.BULLETIN_COPY)
    st.code(text, language=None, wrap_lines=True)


def offer_list(name: str, table: DataTable, view: ProgrammeView, title: str = "") -> None:
    """Offer a list of words as CSV and as a workbook, marked where it holds invented data, with its code.

    The files are called ``title``, or after the table's own.
    """
    table, title = coded(table), title or table.caption.title
    file = safe_file_name(f"{texts.DEMO_MARK}_{title}" if DEMO in view.kinds else title)
    heads, lines = marked(table.columns, [[str(cell) for cell in row] for row in table.rows], view)
    notes = list_notes(table)
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_download(
            texts.DOWNLOAD_CSV,
            lambda: build_list_csv(heads, lines, notes),
            f"{file}.csv",
            key=f"{name} csv",
        )
        offer_download(
            texts.DOWNLOAD_XLSX,
            lambda: build_list_workbook(title, heads, lines, notes),
            f"{file}.xlsx",
            key=f"{name} xlsx",
        )
        offer_collecting(f"list {name}", table)
