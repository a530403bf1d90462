"""优质均衡: what the data proves of the national inspection, district by district, and which schools lie behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.charts import Box, html_table, school_pulls
from eduboard.charts.template import INK, MUTED, RED
from eduboard.exports import balance as words
from eduboard.formats import format_period
from eduboard.metrics.balance import Balance, StageBalance, build_balance
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.places import place_name
from eduboard.metrics.pulls import Pulls, build_pulls
from eduboard.store.store import Session
from eduboard.texts import programme_page as texts
from eduboard.ui import blocks
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.rows import show_rows
from eduboard.ui.school_links import school_address, school_column
from eduboard.ui.session import get_settings

SHOWN = 40
Panel = tuple[Balance, tuple[Pulls, ...]]


def show_balance(sight: Sight) -> None:
    """Show the part."""
    settings, period = get_settings(), sight.view.period

    def build(session: Session, catalogue: Catalogue) -> tuple[Panel, ...]:
        balances = [
            build_balance(session, catalogue, settings, period, district) for district in sight.districts
        ]
        return tuple((balance, build_pulls(session, catalogue, balance)) for balance in balances)

    panels = sight.cached("balance", build)
    st.markdown(f"#### {texts.BALANCE_TITLE}")
    st.caption(texts.BALANCE_INTRO)
    known = [panel for panel in panels if words.is_known(panel[0])]
    if not known:
        st.info(texts.BALANCE_NONE.format(place=sight.view.place_name, period=format_period(period)))
    elif len(panels) > 1:
        st.caption(texts.BALANCE_CHOOSE)
        rows = [words.district_row(balance) for balance, _ in panels]
        st.html(
            _table(texts.BALANCE_DISTRICTS, texts.BALANCE_DISTRICT_COLUMNS, rows, texts.BALANCE_STANDARDS)
        )
        said = [tuple(cell.text for cell in row) for row in rows]
        offer_list("balance", texts.BALANCE_TITLE, texts.BALANCE_DISTRICT_COLUMNS, said, sight.view)
    else:
        _show_panel(sight, *known[0])


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[words.Cell]], *notes: str) -> str:
    boxes = [(row[0].text, [_box(cell) for cell in row[1:]]) for row in rows]
    return html_table(title, (), columns, boxes, notes, align="left")


def _box(cell: words.Cell) -> Box:
    colour = RED if cell.is_met is False else INK if cell.text else MUTED
    return Box(cell.text, cell.remark, colour=colour, is_bold=cell.is_met is False, align="left")


def _show_panel(sight: Sight, balance: Balance, pulls: tuple[Pulls, ...]) -> None:
    place = place_name(balance.district)
    st.html(_table(place, texts.BALANCE_COLUMNS, words.requirement_rows(balance)))
    left, right = st.columns(2)
    for column, pulled in zip((left, right), pulls, strict=True):
        with column:
            blocks.show_figure(f"pulls {pulled.stage.stage}", pulled, school_pulls)
    for stage in balance.stages:
        _show_schools(sight, stage, balance.district)


def _show_schools(sight: Sight, stage: StageBalance, district: str) -> None:
    if not stage.schools:
        return
    rows = words.school_rows(stage)
    title = texts.BALANCE_SCHOOLS.format(stage=stage.stage, count=len(rows))
    st.markdown(f"**{title}**")
    if len(rows) > SHOWN:
        st.caption(texts.BALANCE_SCHOOLS_CUT.format(shown=SHOWN, count=len(rows)))
    shown = pd.DataFrame(rows[:SHOWN], columns=list(texts.BALANCE_SCHOOL_COLUMNS))
    name, period = texts.BALANCE_SCHOOL_COLUMNS[0], sight.view.period
    shown[name] = [
        school_address(school.name, district, school.school, period) for school in stage.schools[:SHOWN]
    ]
    columns = {name: school_column(name)}
    show_rows(shown, hide_index=True, column_config=columns, key=f"balance {stage.stage}")
    place = f"{sight.view.place_name}_{sight.view.period}"
    offer_list(f"balance {stage.stage}", f"{place}_{title}", texts.BALANCE_SCHOOL_COLUMNS, rows, sight.view)
