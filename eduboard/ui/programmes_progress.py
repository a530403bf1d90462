"""进度: the lights of every district, then section by section what is there, what is asked for, and how it goes."""

from __future__ import annotations

import streamlit as st

from eduboard.charts import item_table, light_matrix
from eduboard.metrics.catalogue import Catalogue
from eduboard.programmes.results import ProgrammeView
from eduboard.texts import programme_page as texts
from eduboard.ui.plain import plain
from eduboard.ui.programmes_sight import Sight


def show_progress(sight: Sight) -> None:
    """Show the part."""
    view = sight.view
    matrix, tables = sight.cached("progress", lambda _, catalogue: _draw(view, catalogue))
    if matrix:
        st.markdown(f"#### {texts.MATRIX_TITLE}")
        st.html(matrix)
    for section, table in zip(view.sections, tables, strict=True):
        st.markdown(f"#### {plain(section.title)}")
        if section.heading and section.heading != section.title:
            st.caption(plain(section.heading))
        st.html(table)
    with st.expander(texts.JUDGING, icon=":material/rule:"):
        st.markdown("\n".join(f"- {plain(rule)}" for rule in view.rules))


def _draw(view: ProgrammeView, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    return light_matrix(view), tuple(item_table(section, view, catalogue) for section in view.sections)
