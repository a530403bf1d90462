"""学校一页通: what the register says of a school, its figures beside those of schools like it, its course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eduboard.errors import EduboardError
from eduboard.exports.blocks import Cell, Table
from eduboard.exports.materials import figures
from eduboard.exports.materials.captions import caption_notes, caption_title
from eduboard.exports.materials.page_filling import fill_page
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.tables import centred, head
from eduboard.exports.materials.writing import Block, Material, Text, Title
from eduboard.exports.narrative import Statement, write_point
from eduboard.exports.school_words import indicator_words
from eduboard.formats import format_period
from eduboard.metrics.places import list_places, place_name
from eduboard.metrics.results import Trend
from eduboard.metrics.scene import HISTORY, PREVIOUS_QUARTER
from eduboard.metrics.school_indicators import SchoolFigure, SchoolIndicators
from eduboard.metrics.school_view import (
    SchoolView,
    build_paper_indicators,
    build_school_trend,
    build_school_view,
)
from eduboard.metrics.schools import School, SchoolFigures, find_school, measure_schools
from eduboard.metrics.themes import OVERVIEW_TABLE
from eduboard.periods import Period, period_range
from eduboard.texts import materials as texts
from eduboard.texts.narrative import PARTS_JOIN

_WIDTHS_MM = (66.0, 30.0, 30.0, 30.0)
_MOST_ROWS = 8
"""More leave no room for a figure on the page."""
_LINES_ABOVE = 4
"""What the notice and the sentence on the school itself take."""


def build_school_page(desk: Desk) -> Material:
    """Build the page of the school that the order names."""
    order, session = desk.order, desk.session
    school = find_school(session, order.school, "", order.period)
    if school is None:
        raise EduboardError("school.unknown", school=order.school)
    measured = _measure(desk, school)
    view = build_school_view(session, school, order.period, measured, measured)
    title = texts.SCHOOL_TITLE.format(school=school.name)
    shown = _shown(view)
    blocks: list[Block] = [Title(title), Text(_facts(school))]
    if shown:
        metrics = [figure.metric for figure in shown]
        drawn = next((metric for metric in view.choices if metric in metrics), metrics[0])
        trend = build_school_trend(session, school, order.period, measured, measured, drawn)
        indicators = build_paper_indicators(session, view, measured, measured, metrics)
        blocks += _filled(view, title, indicators, trend)
    else:
        blocks.append(Text(texts.SCHOOL_EMPTY.format(school=school.name, period=format_period(order.period))))
    return desk.sign(title, blocks, {source.kind for source in view.sources})


def _measure(desk: Desk, school: School) -> SchoolFigures:
    """Measure all schools of the district: the averages are of those that are like this one."""
    period = desk.order.period
    places = list_places(desk.session)
    first = min((place.first_period for place in places if place.district == school.district), default=period)
    earliest = str(Period.parse(period).shift(1 - HISTORY))
    periods = period_range(max(min(first, period), earliest), period)
    return measure_schools(desk.session, desk.catalogue, school.district, periods, desk.catalogue.metrics)


def _shown(view: SchoolView) -> list[SchoolFigure]:
    """The figures that the page has room for, those of the first page before others."""
    known = [figure for theme in view.themes for figure in theme.figures if figure.value is not None]
    return sorted(known, key=lambda figure: figure.metric.id not in OVERVIEW_TABLE)[:_MOST_ROWS]


def _filled(view: SchoolView, title: str, shown: SchoolIndicators, trend: Trend) -> Iterator[Block]:
    # What is drawn is told first, however little room there is.
    ordered = sorted(shown.figures, key=lambda figure: figure.metric != trend.metric)
    drawn, *others = (_state(view, figure) for figure in ordered)
    of_school = replace(trend, caption=replace(trend.caption, place=view.school.name))
    figure = figures.trend_figure(of_school, write_point(view.school.name, drawn))
    table = _table(view, shown)
    return fill_page(title, view.school.name, [drawn, *others], table, figure, notices=_LINES_ABOVE)


def _facts(school: School) -> str:
    """Tell what the register says of a school."""
    kinds = [kind for kind in (school.school_type, school.urban_rural, school.ownership) if kind]
    return texts.SCHOOL_FACTS.format(
        school=school.name,
        kinds=texts.SCHOOL_KINDS.format(kinds=PARTS_JOIN.join(kinds)) if kinds else "",
        place=place_name(school.district) + school.cluster,
        tier=texts.SCHOOL_TIER.format(tier=school.tier) if school.tier else "",
    )


def _state(view: SchoolView, figure: SchoolFigure) -> Statement:
    history = next(theme.history for theme in view.themes if figure in theme.figures)
    column = [metric.id if metric else "" for metric in history.metrics].index(figure.metric.id)
    before = [row[column] for row in history.rows if str(row[0]) < view.period]
    return Statement(
        metric=figure.metric,
        period=view.period,
        compare=PREVIOUS_QUARTER,
        value=figure.value,
        qualifier=figure.qualifier,
        annual=figure.annual,
        base=figure.delta.base_value if figure.delta else None,
        delta=figure.delta,
        is_first=all(value is None for value in before),
    )


def _table(view: SchoolView, shown: SchoolIndicators) -> Table:
    caption = replace(shown.caption, place=view.school.name)
    words = [[str(cell) for cell in row] for row in indicator_words(shown).rows]
    titles = [title.format(like=view.like) for title in texts.SCHOOL_INDICATOR_COLUMNS]
    return Table(
        widths=_WIDTHS_MM,
        rows=(head(titles), *((Cell(name), *map(centred, said)) for name, *said in words)),
        header_rows=1,
        caption=caption_title(caption),
        notes=caption_notes(caption, with_definition=False),
        kept_together=True,
        traced=shown.caption,
    )
