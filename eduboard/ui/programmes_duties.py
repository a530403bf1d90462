"""职责: by role how many have met each duty, and which schools have not."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.charts import Box, html_table, light_box
from eduboard.exports.bulletin import list_shortfalls, shortfall_rows
from eduboard.exports.programme_lists import BELOW, below_title
from eduboard.formats import format_count
from eduboard.programmes.judging import format_aim
from eduboard.programmes.model import DUTY
from eduboard.programmes.results import ItemView, Standing
from eduboard.texts import programme_page as texts
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.rows import show_rows
from eduboard.ui.school_links import school_address, school_column

SHOWN = 100


def show_duties(sight: Sight) -> None:
    """Show the part."""
    view = sight.view
    duties = [item for item in view.items if item.item.kind == DUTY]
    if not duties:
        st.info(texts.DUTIES_NONE)
        return
    table, rows = sight.cached("duties", lambda *_: (_table(duties), shortfall_rows(view)))
    st.html(table)
    st.markdown(f"#### {texts.BELOW_TITLE.format(count=len(rows))}")
    if not rows:
        st.info(texts.BELOW_NONE)
        return
    if len(rows) > SHOWN:
        st.caption(texts.BELOW_CUT.format(shown=SHOWN, count=len(rows)))
    shown = pd.DataFrame(rows[:SHOWN], columns=list(texts.BELOW_COLUMNS))
    who = texts.BELOW_COLUMNS[1]
    shown[who] = [
        # A bureau has no page of its own; an address that names nothing else leads to its district's schools.
        school_address(short.name, short.district, short.school, view.period)
        for _, _, short in list_shortfalls(view)[:SHOWN]
    ]
    show_rows(shown, hide_index=True, column_config={who: school_column(who)}, key="below")
    offer_list(BELOW, below_title(view, len(rows)), texts.BELOW_COLUMNS, rows, view)


def _table(duties: list[ItemView]) -> str:
    """List the duties by role; the districts stand beside the whole."""
    names = [standing.name for standing in duties[0].districts]
    roles = list(dict.fromkeys(duty.item.role for duty in duties))
    rows = []
    for duty in sorted(duties, key=lambda duty: roles.index(duty.item.role)):
        overall = duty.overall
        boxes = [
            Box(duty.item.name, format_aim(overall.aim) if overall.aim else "", align="left", is_short=True),
            light_box(overall, _met(overall)),
            *(light_box(standing, _met(standing)) for standing in duty.districts),
        ]
        rows.append((duty.item.role, boxes))
    headers = (texts.ROLE, texts.DUTY, duties[0].overall.name, *names)
    return html_table(texts.VIEWS["duties"], (), headers, rows, (texts.DUTIES_HINT,), align="left")


def _met(standing: Standing) -> str:
    if standing.met is None or standing.owing is None:
        return ""
    met, owing = format_count(standing.met), format_count(standing.owing)
    return texts.MET_OF_OWING.format(met=met, owing=owing)
