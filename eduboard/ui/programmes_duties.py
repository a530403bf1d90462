"""职责: by role how many have met each duty, and which schools have not."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.charts import Box, captioned_table, light_box
from eduboard.exports.bulletin import list_shortfalls, shortfall_rows
from eduboard.exports.programme_lists import BELOW, below_title, list_table
from eduboard.exports.programme_progress import duties_by_role, duties_table, say_met, say_quota
from eduboard.metrics.results import DataTable
from eduboard.programmes.results import ItemView
from eduboard.texts import programme_page as texts
from eduboard.ui import blocks
from eduboard.ui.figure_codes import coded
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.rows import show_rows
from eduboard.ui.school_links import school_address, school_column
from eduboard.ui.session import get_viewer

SHOWN = 100


def show_duties(sight: Sight) -> None:
    """Show the part."""
    view = sight.view
    visible = get_viewer().visible
    table, rows = sight.cached("duties", lambda *_: (duties_table(view, visible), shortfall_rows(view)))
    if table is None:
        st.info(texts.DUTIES_NONE)
        return
    table = coded(table)
    st.html(_drawn(table, duties_by_role(view)))
    blocks.show_downloads("duties", table)
    if all(duty.overall.met is None for duty in duties_by_role(view)):
        st.info(texts.BELOW_NO_DATA)
        return
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
    title = below_title(view, len(rows))
    offer_list(BELOW, list_table(view, visible, BELOW, title, texts.BELOW_COLUMNS, rows), view)


def _drawn(table: DataTable, duties: list[ItemView]) -> str:
    """Draw the duties by role; the districts stand beside the whole."""
    rows = []
    for duty in duties:
        overall = duty.overall
        boxes = [
            Box(duty.item.name, say_quota(duty), align="left", is_short=True),
            *(light_box(standing, say_met(standing)) for standing in (overall, *duty.districts)),
        ]
        rows.append((duty.item.role, boxes))
    # What a duty asks for stands below its name.
    headers = [title for title in table.columns if title != texts.QUOTA]
    return captioned_table(table.caption, headers, rows, align="left")
