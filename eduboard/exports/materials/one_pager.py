"""区县一页通: one page for each district, whatever its name and however much it has handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eduboard.errors import EduboardError
from eduboard.exports.materials import figures, tables
from eduboard.exports.materials.gather import Gathered
from eduboard.exports.materials.parts import Desk, leading_metric, nothing_block, overview_metrics
from eduboard.exports.materials.writing import Block, Material, Text, Title
from eduboard.exports.narrative import write_paragraph
from eduboard.exports.word.document import Figure
from eduboard.exports.word.fitting import count_lines, table_height
from eduboard.exports.word.markup import TEXT_WIDTH_MM
from eduboard.formats import format_period
from eduboard.metrics import views
from eduboard.metrics.catalogue import THEMES, Metric
from eduboard.metrics.scene import list_places, place_name
from eduboard.texts import materials as texts

_PAGE_POINTS = 606.0
"""Between the margins, less a line to be on the safe side."""
_TITLE_POINTS, _TITLE_SIZE, _TITLE_AFTER = 33.0, 22.0, 14.5
_NOTICE_POINTS = 21.0
_LINE_POINTS, _BODY_SIZE = 28.95, 16.0
_CAPTION_LINE, _CAPTION_SIZE, _CAPTION_SPACE = 20.0, 12.0, 15.0
_NOTE_POINTS, _NOTE_SIZE = 14.5, 9.0
_LEAST_LINES = 2
_POINTS_PER_MM = 72 / 25.4
_LEAST_FIGURE_MM, _MOST_FIGURE_MM = 38.0, 60.0
_INDENT = "\u3000\u3000"


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


def _page(gathered: Gathered, *, is_first: bool) -> Iterator[Block]:
    """Fill a page: the table, a figure, and as many sentences above them as there is room for."""
    scene = gathered.scene
    period = format_period(scene.filters.period)
    title = texts.ONE_PAGER_TITLE.format(place=scene.place_name, period=period)
    yield Title(title, on_new_page=not is_first)
    metrics = overview_metrics(gathered)
    table = tables.indicator_table(gathered.told(metrics), scene.caption(texts.INDICATORS, metrics))
    known = [metric for metric in metrics if gathered.has(metric)]
    if table is None or not known:
        yield nothing_block(gathered, [THEMES[theme] for theme in gathered.order.theme_ids])
        return
    table = replace(table, notes=_brief(table.notes))
    room = _PAGE_POINTS - count_lines(title, TEXT_WIDTH_MM, _TITLE_SIZE) * _TITLE_POINTS - _TITLE_AFTER
    room -= table_height(table) + (_caption_lines(table.caption) - 1) * _CAPTION_LINE
    room -= _NOTICE_POINTS if is_first else 0
    figure = figures.trend_figure(views.build_trend(scene, leading_metric(gathered, known)))
    if figure is not None:
        figure = replace(figure, notes=_brief(figure.notes))
        needed = _around(figure) + _LEAST_FIGURE_MM * _POINTS_PER_MM
        # A name that fills half of the page leaves no room for a figure.
        figure = figure if room - needed >= _LEAST_LINES * _LINE_POINTS else None
        room -= needed if figure is not None else 0
    said, lines = _fitting_sentences(gathered, known, int(room // _LINE_POINTS))
    yield Text(said)
    yield table
    if figure is not None:
        spare = (room - lines * _LINE_POINTS) / _POINTS_PER_MM
        yield replace(figure, height_mm=min(_LEAST_FIGURE_MM + max(spare, 0.0), _MOST_FIGURE_MM))


def _brief(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the period, the definition and the source; what else is to be known stands in the longer papers."""
    return (notes[0], notes[-1])


def _around(figure: Figure) -> float:
    """The height of a figure's caption and notes, in points."""
    lines = sum(count_lines(note, TEXT_WIDTH_MM, _NOTE_SIZE) for note in figure.notes)
    caption = _CAPTION_SPACE + _caption_lines(figure.caption) * _CAPTION_LINE
    return caption + lines * _NOTE_POINTS


def _caption_lines(caption: str) -> int:
    """The lines of a caption with its number."""
    return count_lines(_INDENT + caption, TEXT_WIDTH_MM, _CAPTION_SIZE)


def _fitting_sentences(gathered: Gathered, known: Sequence[Metric], lines: int) -> tuple[str, int]:
    """Tell as many metrics as fit into so many lines, at least one; those with a target before the others.

    Levels and ranks are left to the table.
    """
    place = gathered.scene.place_name
    statements = [replace(item, levels=(), place=None) for item in gathered.told(known)]
    statements.sort(key=lambda item: item.target is None and item.progress is None)
    said = ""
    for count in range(len(statements), 0, -1):
        said = write_paragraph(place, statements[:count])
        if count_lines(_INDENT + said, TEXT_WIDTH_MM, _BODY_SIZE) <= lines:
            break
    return said, count_lines(_INDENT + said, TEXT_WIDTH_MM, _BODY_SIZE)
