"""进度: the lights of every district, then section by section what is there, what is asked for, and how it goes."""

from __future__ import annotations

from functools import partial

import streamlit as st

from eduboard.charts import item_table, light_matrix
from eduboard.exports.programme_progress import light_table, section_table
from eduboard.metrics.origins import Numbers
from eduboard.metrics.results import DataTable
from eduboard.programmes.lights import LightTable
from eduboard.programmes.results import ProgrammeView
from eduboard.store.store import Session
from eduboard.texts import programme_page as texts
from eduboard.ui import blocks
from eduboard.ui.cache import cached_figure
from eduboard.ui.figure_codes import coded
from eduboard.ui.plain import plain
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.trace_address import cell_address, numbers_address


def show_progress(sight: Sight) -> None:
    """Show the part."""
    view = sight.view
    lights, tables = sight.cached("progress", lambda session, _: _build(session, view))
    if lights is not None:
        show_lights("lights", lights)
    for number, (section, table) in enumerate(zip(view.sections, tables, strict=True)):
        st.markdown(f"#### {plain(section.title)}")
        if section.heading and section.heading != section.title:
            st.caption(plain(section.heading))
        _show_section(sight, number, table)
    with st.expander(texts.JUDGING, icon=":material/rule:"):
        st.markdown("\n".join(f"- {plain(rule)}" for rule in view.rules))


def _build(session: Session, view: ProgrammeView) -> tuple[LightTable | None, tuple[DataTable, ...]]:
    visible = session.viewer.visible
    tables = tuple(section_table(view, visible, section) for section in view.sections)
    return light_table(view, visible), tables


def show_lights(name: str, table: LightTable) -> None:
    """Show who lags where, in colours, with the downloads of the same in words."""
    table = coded(table)
    st.html(cached_figure(name, table, lambda: light_matrix(table, partial(cell_address, table))))
    blocks.show_downloads(name, table)


def _show_section(sight: Sight, number: int, table: DataTable) -> None:
    section, table = sight.view.sections[number], coded(table)
    caption = None if table.is_empty else table.caption
    html = sight.cached(
        "section",
        lambda _, catalogue: item_table(
            section, sight.view, catalogue, caption, numbers_address if table.is_traced else _nowhere
        ),
        number,
        table.caption.code,
    )
    st.html(html)
    if not table.is_empty:
        blocks.show_downloads(f"section {number}", table)


def _nowhere(_: Numbers) -> str:
    """Outside the house no number is followed."""
    return ""
