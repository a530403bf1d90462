"""区县一页通: one page for each district, whatever its name and however much it has handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eduboard.errors import EduboardError
from eduboard.exports.materials import figures, tables
from eduboard.exports.materials.gather import Gathered
from eduboard.exports.materials.page_filling import fill_page
from eduboard.exports.materials.parts import Desk, nothing_block, overview_metrics
from eduboard.exports.materials.writing import Block, Material, Title
from eduboard.formats import format_period
from eduboard.metrics import views
from eduboard.metrics.catalogue import THEMES
from eduboard.metrics.indicators import build_indicators
from eduboard.metrics.places import list_places, place_name
from eduboard.texts import materials as texts

_NOTICES_EXTERNAL = 4


def build_one_pagers(desk: Desk) -> Material:
    """Build a page for each district asked for, or for every district of the city."""
    order = desk.order
    city = [place.district for place in list_places(desk.session) if place.city == order.city]
    own = [code for code in city if code != order.city] or city
    districts = order.districts or tuple(own)
    if not districts:
        raise EduboardError("material.no_district", place=place_name(order.city))
    told = [desk.gather(district) for district in districts]
    blocks: list[Block] = []
    for number, gathered in enumerate(told):
        blocks += _page(gathered, is_first=number == 0)
    title = texts.ONE_PAGER_TITLE.format(place=desk.place, period=format_period(order.period))
    return desk.finish(title, blocks, told)


def _notices(gathered: Gathered) -> int:
    """The lines that a paper's notices take beneath its first title; what is not told outside is explained."""
    return _NOTICES_EXTERNAL if gathered.order.hide_below else 1


def _page(gathered: Gathered, *, is_first: bool) -> Iterator[Block]:
    """Fill a page: the table, a figure, and as many sentences above them as there is room for."""
    scene = gathered.scene
    period = format_period(scene.filters.period)
    title = texts.ONE_PAGER_TITLE.format(place=scene.place_name, period=period)
    yield Title(title, on_new_page=not is_first)
    metrics = overview_metrics(gathered)
    caption = build_indicators(scene, metrics, texts.INDICATORS).caption
    table = tables.indicator_table(gathered.told(metrics), caption)
    known = [metric for metric in metrics if gathered.has(metric)]
    if table is None or not known:
        yield nothing_block(gathered, [THEMES[theme] for theme in gathered.order.theme_ids])
        return
    focus = gathered.leading_metric(known)
    figure = figures.trend_figure(views.build_trend(scene, focus), gathered.point(focus))
    # Levels and ranks are left to the table.
    statements = [replace(item, levels=(), place=None) for item in gathered.told(known)]
    yield from fill_page(
        title, scene.place_name, statements, table, figure, notices=_notices(gathered) if is_first else 0
    )
