"""The screen that the five theme pages share: filters → result → cards, figures, table, 口径."""

from __future__ import annotations

import streamlit as st

from eduboard import charts
from eduboard.formats import format_period
from eduboard.metrics.themes import THEME_PAGES, Theme, ThemeView, build_theme_view
from eduboard.texts import pages as texts
from eduboard.texts.outward import SCHOOLS_INSIDE
from eduboard.ui import blocks
from eduboard.ui.alerts import show_alerts_of_theme
from eduboard.ui.breakdown import show_breakdown
from eduboard.ui.cache import cached
from eduboard.ui.filters import show_filters
from eduboard.ui.frame import frame, show_empty_store, show_place, show_steps
from eduboard.ui.page_view import page_view
from eduboard.ui.session import get_settings, reading


def show_theme_page(theme_id: str) -> None:
    """Show a theme's page."""
    theme = THEME_PAGES[theme_id]
    with frame(theme_id):
        with reading() as (_, catalogue):
            choices = [catalogue[metric_id] for metric_id in theme.cards]
        filters = show_filters(theme.id, has_stage=theme.has_stage, focus=choices)
        if filters is None:
            show_empty_store()
            return
        settings = get_settings()
        view = cached(
            theme_id,
            filters,
            lambda session, found: build_theme_view(session, found, settings, theme, filters),
        )
        show_place(view.place, filters, view.sources)
        if view.is_empty:
            _show_nothing(theme, view)
            return
        blocks.show_cards(view.cards, filters)
        if not filters.least_told:
            show_alerts_of_theme(filters, theme_id)
        _show_figures(view)
        show_breakdown(view)
        _show_schools(view)
        blocks.show_table("districts", view.table)
        blocks.show_definitions(
            [metric for metric in view.table.metrics if metric is not None],
            view.sources,
            view.quotes,
            view.explained,
        )


def _show_nothing(theme: Theme, view: ThemeView) -> None:
    first, last = view.trend.lines[0].points[0].period, view.trend.lines[0].points[-1].period
    sentence = texts.EMPTY_PAGE.format(
        place=view.place, start=format_period(first), end=format_period(last), theme=theme.title
    )
    show_steps(sentence, texts.EMPTY_PAGE_STEPS)


def _show_figures(view: ThemeView) -> None:
    left, right = st.columns(2)
    with left:
        blocks.show_figure("trend", view.trend, charts.trend)
    with right:
        blocks.show_figure("ranking", view.ranking, charts.ranking)
    # Columns of their own: on a phone, where columns stand one below the other, the ranking comes second.
    left, right = st.columns(2)
    for number, composition in enumerate(view.compositions):
        with (left, right)[number % 2]:
            blocks.show_figure(f"composition{number}", composition, charts.pyramid)
    if view.flow is not None:
        with right:
            blocks.show_figure("flow", view.flow, charts.status_flow)
    if view.distribution is not None:
        with left:
            blocks.show_figure("distribution", view.distribution, charts.band_distribution)
    if view.largest_classes is not None:
        with right:
            blocks.show_table("largest_classes", view.largest_classes)


def _show_schools(view: ThemeView) -> None:
    if view.filters.least_told:
        st.caption(SCHOOLS_INSIDE)
        return
    if view.coverage is None or view.school_table is None:
        if not page_view().is_official:
            st.caption(texts.CHOOSE_DISTRICT)
        return
    blocks.show_figure("coverage", view.coverage, charts.school_coverage)
    blocks.show_table("schools", view.school_table)
