"""职责: by role how many have met each duty, and which schools have not."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.charts import Box, captioned_table, light_box
from eduboard.exports.bulletin import below_table, list_shortfalls
from eduboard.exports.programme_lists import BELOW
from eduboard.exports.programme_progress import duties_by_role, duties_table, say_met, say_quota
from eduboard.metrics.results import DataTable
from eduboard.programmes.results import ItemView
from eduboard.texts import programme_page as texts
from eduboard.ui import blocks
from eduboard.ui.figure_codes import coded
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.school_links import school_address, school_column
from eduboard.ui.session import get_viewer
from eduboard.ui.trace_address import cell_address
from eduboard.ui.tracing import show_traced_rows

SHOWN = 100


def show_duties(sight: Sight) -> None:
    """Show the part."""
    view = sight.view
    visible = get_viewer().visible
    table, below = sight.cached(
        "duties", lambda *_: (duties_table(view, visible), below_table(view, visible))
    )
    if table is None:
        st.info(texts.DUTIES_NONE)
        return
    table = coded(table)
    st.html(_drawn(table, duties_by_role(view)))
    blocks.show_downloads("duties", table)
    if all(duty.overall.met is None for duty in duties_by_role(view)):
        st.info(texts.BELOW_NO_DATA)
        return
    rows = below.rows
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
    show_traced_rows("below", below, shown, column_config={who: school_column(who)})
    offer_list(BELOW, below, view)


def _drawn(table: DataTable, duties: list[ItemView]) -> str:
    """Draw the duties by role; the districts stand beside the whole."""
    rows = []
    first = table.columns.index(texts.QUOTA) + 1
    for number, duty in enumerate(duties):
        standings = enumerate((duty.overall, *duty.districts), first)
        boxes = [
            Box(duty.item.name, say_quota(duty), align="left", is_short=True),
            *(
                light_box(standing, say_met(standing), cell_address(table, number, column))
                for column, standing in standings
            ),
        ]
        rows.append((duty.item.role, boxes))
    # What a duty asks for stands below its name.
    headers = [title for title in table.columns if title != texts.QUOTA]
    return captioned_table(table.caption, headers, rows, align="left")
