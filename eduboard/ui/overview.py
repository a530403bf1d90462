"""The first page: one row of cards, district × indicator, and what moved most, in words."""

from __future__ import annotations

import streamlit as st

from eduboard.formats import format_period
from eduboard.metrics.themes import build_overview
from eduboard.texts import pages as texts
from eduboard.ui import blocks
from eduboard.ui.alerts import show_alerts_in_brief
from eduboard.ui.cache import cached
from eduboard.ui.filters import show_filters
from eduboard.ui.frame import frame, show_empty_store, show_place, show_steps


def show_overview() -> None:
    """Show the first page."""
    with frame("overview"):
        filters = show_filters("overview")
        if filters is None:
            show_empty_store()
            return
        view = cached(
            "overview", filters, lambda session, catalogue: build_overview(session, catalogue, filters)
        )
        show_place(view.place, filters, view.sources)
        if view.is_empty:
            period = format_period(filters.period)
            sentence = texts.EMPTY_PAGE.format(place=view.place, start=period, end=period, theme="")
            show_steps(sentence, texts.EMPTY_PAGE_STEPS)
            return
        blocks.show_cards(view.cards, filters)
        left, right = st.columns(2)
        with left:
            blocks.show_movers(texts.IMPROVED, view.improved, texts.NOTHING_IMPROVED, filters)
        with right:
            blocks.show_movers(texts.WORSENED, view.worsened, texts.NOTHING_WORSENED, filters)
        st.caption(texts.MOVERS_NOTE)
        if not filters.least_told:
            show_alerts_in_brief(filters)
        blocks.show_heat(view.heat, filters)
        blocks.show_downloads("overview", view.table)
        metrics = dict.fromkeys((*(card.metric for card in view.cards), *view.heat.metrics))
        blocks.show_definitions(list(metrics), view.sources, view.quotes, view.explained)
