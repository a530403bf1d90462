"""优质均衡: what the data proves of the national inspection, district by district, and which schools lie behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.charts import Box, captioned_table, school_pulls
from eduboard.charts.template import INK, MUTED, RED
from eduboard.exports import balance as words
from eduboard.exports.balance_lists import district_table, requirement_table, school_table
from eduboard.exports.programme_lists import BALANCE
from eduboard.formats import format_period
from eduboard.metrics.balance import Balance, StageBalance, build_balance
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.pulls import Pulls, build_pulls
from eduboard.metrics.results import DataTable
from eduboard.store.store import Session
from eduboard.texts import programme_page as texts
from eduboard.ui import blocks
from eduboard.ui.figure_codes import coded
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.school_links import school_address, school_column
from eduboard.ui.session import get_settings
from eduboard.ui.trace_address import numbers_address
from eduboard.ui.tracing import show_traced_rows

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
    known = [panel for panel in panels if words.is_known(panel[0])]
    if not known:
        # Elsewhere it is the 口径 below the table, and travels with its pictures.
        st.caption(texts.BALANCE_INTRO)
        st.info(texts.BALANCE_NONE.format(place=sight.view.place_name, period=format_period(period)))
    elif len(panels) > 1:
        st.caption(texts.BALANCE_CHOOSE)
        rows = [words.district_row(balance) for balance, _ in panels]
        balances = [balance for balance, _ in panels]
        table = coded(
            sight.cached("districts", lambda session, _: district_table(session, sight.view, balances))
        )
        st.html(captioned_table(table.caption, table.columns, _boxes(rows), align="left"))
        offer_list(BALANCE, table, sight.view)
    else:
        _show_panel(sight, *known[0])


def _boxes(rows: Sequence[Sequence[words.Cell]]) -> list[tuple[str, list[Box]]]:
    return [(row[0].text, [_box(cell) for cell in row[1:]]) for row in rows]


def _box(cell: words.Cell) -> Box:
    colour = RED if cell.is_met is False else INK if cell.text else MUTED
    link = numbers_address(cell.numbers)
    return Box(cell.text, cell.remark, colour=colour, is_bold=cell.is_met is False, align="left", link=link)


def _show_panel(sight: Sight, balance: Balance, pulls: tuple[Pulls, ...]) -> None:
    panel, *schools = sight.cached("panel", lambda session, _: _build_panel(session, balance), balance)
    panel = coded(panel)
    rows = words.requirement_rows(balance)
    st.html(captioned_table(panel.caption, panel.columns, _boxes(rows), align="left"))
    offer_list(
        "requirements", panel, sight.view, f"{panel.caption.place}_{balance.period}_{texts.BALANCE_PANEL}"
    )
    left, right = st.columns(2)
    for column, pulled in zip((left, right), pulls, strict=True):
        with column:
            blocks.show_figure(f"pulls {pulled.stage.stage}", pulled, school_pulls)
    for stage, table in zip(balance.stages, schools, strict=True):
        _show_schools(sight, balance, stage, table)


def _build_panel(session: Session, balance: Balance) -> tuple[DataTable, ...]:
    """Give what is required, then the schools of each stage."""
    schools = (school_table(session, balance, stage) for stage in balance.stages)
    return requirement_table(session, balance), *schools


def _show_schools(sight: Sight, balance: Balance, stage: StageBalance, table: DataTable) -> None:
    if not stage.schools:
        return
    rows = table.rows
    title = table.caption.title
    st.markdown(f"**{title}**")
    if len(rows) > SHOWN:
        st.caption(texts.BALANCE_SCHOOLS_CUT.format(shown=SHOWN, count=len(rows)))
    shown = pd.DataFrame(rows[:SHOWN], columns=list(table.columns))
    name, period = texts.BALANCE_SCHOOL_COLUMNS[0], sight.view.period
    shown[name] = [
        school_address(school.name, balance.district, school.school, period)
        for school in stage.schools[:SHOWN]
    ]
    columns = {name: school_column(name)}
    key = f"balance {stage.stage}"
    show_traced_rows(key, table, shown, column_config=columns)
    place = f"{sight.view.place_name}_{sight.view.period}"
    offer_list(f"balance {stage.stage}", table, sight.view, f"{place}_{title}")
