"""大屏: the overview, a programme's lights and the five themes, slide after slide.

All slides are made in one run; the browser turns them (static/wall.js), so that a screen goes on when the network does
not, and from time to time loads the page anew, which brings new numbers and lets go of what has gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from eduboard import charts
from eduboard.exports.bulletin import write_headline
from eduboard.exports.narrative import write_movement
from eduboard.formats import format_delta, format_period, format_value
from eduboard.metrics.results import Card, Mover, Source
from eduboard.metrics.scene import Filters
from eduboard.metrics.themes import THEME_PAGES, Theme, ThemeView, build_overview, build_theme_view
from eduboard.programmes.lights import count_lights
from eduboard.programmes.results import GREEN, RED, YELLOW, ProgrammeView
from eduboard.store.records import DEMO
from eduboard.texts import outward as outward_texts
from eduboard.texts import pages as texts
from eduboard.texts import programme_page as programme_texts
from eduboard.texts.charts import DEMO_MARK
from eduboard.texts.pictures import WALL_MOVER, WALL_PERIOD
from eduboard.ui.blocks import column_title, delta_colour, target_note
from eduboard.ui.cache import cached, cached_figure
from eduboard.ui.figure_codes import coded
from eduboard.ui.filters import hide_below, show_filters
from eduboard.ui.frame import frame, show_empty_store
from eduboard.ui.programmes_sight import load_data, load_programmes, look_at
from eduboard.ui.session import get_settings, get_viewer

_THEME_CARDS = 4
_OVERVIEW_CARDS = 5


def show_wall() -> None:
    """Show every slide; the choices come from the address, and nothing is shown to choose with."""
    with frame("overview"):
        filters = show_filters("wall")
        if filters is None:
            show_empty_store()
            return
        slides = [
            _overview(filters),
            _programme(filters),
            *(_theme(theme, filters) for theme in THEME_PAGES.values()),
        ]
        for number, draw in enumerate(draw for draw in slides if draw is not None):
            with st.container(key=f"wall-{number}"):
                draw()


Draw = Callable[[], None]


def _overview(filters: Filters) -> Draw:
    view = cached("overview", filters, lambda session, catalogue: build_overview(session, catalogue, filters))

    def movers(items: Sequence[Mover], nothing: str) -> list[str]:
        return [
            WALL_MOVER.format(district=item.name, sentence=write_movement(item, filters.compare))
            for item in items
        ] or [nothing]

    def draw() -> None:
        st.html(
            _head(texts.PAGE_TITLES["overview"], view.place, filters, view.sources)
            + charts.wall_cards([_card(card) for card in view.cards[:_OVERVIEW_CARDS]])
            + charts.wall_lists(
                [
                    (texts.IMPROVED, movers(view.improved, texts.NOTHING_IMPROVED)),
                    (texts.WORSENED, movers(view.worsened, texts.NOTHING_WORSENED)),
                ]
            )
        )

    return draw


def _programme(filters: Filters) -> Draw | None:
    """The lights of the place's own programme, when it has one and it is judged."""
    view = _programme_view(filters)
    if view is None:
        return None
    lights = {light: count_lights(view, light) for light in (RED, YELLOW, GREEN)}
    names = {standing.district: standing.name for item in view.items for standing in item.districts}
    districts = [
        charts.WallLights(name, *(lights[light][code] for light in (RED, YELLOW, GREEN)))
        for code, name in names.items()
        if any(lights[light][code] for light in lights)
    ]
    overall = [item.overall.light for item in view.items]
    counts = tuple(
        (light, programme_texts.LIGHT_WORDS[light], overall.count(light)) for light in (RED, YELLOW, GREEN)
    )
    if not any(count for _, _, count in counts):
        return None
    mark = _marks(is_demo=DEMO in view.kinds)

    def draw() -> None:
        st.html(
            charts.wall_head(view.programme.name, view.place_name, format_period(view.period), mark)
            + charts.wall_lights(
                counts, sorted(districts, key=lambda item: (-item.red, -item.yellow)), write_headline(view)
            )
        )

    return draw


def _programme_view(filters: Filters) -> ProgrammeView | None:
    if not get_viewer().may_see(filters.city):
        return None
    programme = next((p for p in load_programmes().programmes if p.district == filters.city), None)
    if programme is None:
        return None
    return look_at(load_data(programme), filters.period, filters.district, "progress").view


def _theme(theme: Theme, filters: Filters) -> Draw | None:
    """A theme's numbers beside one figure: who is where, or in a single district how it went."""
    settings = get_settings()
    view = cached(
        theme.id,
        filters,
        lambda session, found: build_theme_view(session, found, settings, theme, filters),
    )
    if view.is_empty:
        return None

    def draw() -> None:
        st.html(
            _head(theme.title, view.place, filters, view.sources)
            + charts.wall_cards([_card(card) for card in view.cards[:_THEME_CARDS]])
        )
        with st.container(key=f"wallfigure-{theme.id}"):
            st.plotly_chart(_figure(view), config=charts.chart_config(), theme=None, key=f"figure:{theme.id}")

    return draw


def _figure(view: ThemeView) -> Any:
    if view.filters.district or not view.ranking.rows:
        line = coded(view.trend)
        return cached_figure("wall trend", line, lambda: charts.on_wall(charts.trend(line)))
    ranks = coded(view.ranking)
    return cached_figure("wall ranking", ranks, lambda: charts.on_wall(charts.ranking(ranks)))


def _head(title: str, place: str, filters: Filters, sources: Sequence[Source]) -> str:
    mark = _marks(is_demo=any(source.kind == DEMO for source in sources))
    period = WALL_PERIOD.format(
        period=format_period(filters.period), compared=texts.COMPARED_WITH[filters.compare]
    )
    return charts.wall_head(title, place, period, mark)


def _marks(*, is_demo: bool) -> str:
    """What a slide is marked with: invented data, and that it is for outside the house."""
    marks = ([DEMO_MARK] if is_demo else []) + ([outward_texts.EXTERNAL] if hide_below() else [])
    return outward_texts.MARKS_JOIN.join(marks)


def _card(card: Card) -> charts.WallCard:
    return charts.WallCard(
        name=column_title(card.metric.name, card.metric),
        value=format_value(card.value, card.metric, card.qualifier),
        movement="" if card.delta is None else format_delta(card.delta.change, card.metric),
        tone=delta_colour(card),
        remarks=tuple(filter(None, (target_note(card), card.incomplete))),
    )
