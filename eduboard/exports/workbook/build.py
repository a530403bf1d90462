"""Measures what a workbook holds, with the same order as for a paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports.materials.gather import Gathered
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.writing import page_mark, paper_notices
from eduboard.exports.tables import caption_lines
from eduboard.exports.workbook.formats import aimed, measured
from eduboard.exports.workbook.programme_sheet import programme_sheet
from eduboard.exports.workbook.sheets import Book, Cell, Column, Sheet
from eduboard.formats import format_period
from eduboard.metrics import views
from eduboard.metrics.catalogue import THEMES, Metric
from eduboard.metrics.indicators import build_indicators
from eduboard.metrics.measure import MetricRow
from eduboard.metrics.places import place_name
from eduboard.metrics.results import Caption, Source
from eduboard.metrics.series import build_series, list_lines
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.texts import materials as material_texts
from eduboard.texts import narrative as narrative_texts
from eduboard.texts import workbook as texts
from eduboard.texts.exports import CODE, DEFINITION, NOTE, SOURCE
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.narrative import PARTS_JOIN
from eduboard.texts.outward import HIDDEN
from eduboard.texts.views import ALL_DISTRICTS, THEME_TABLE_TITLE
from eduboard.wrapping import em_width

_NAME_WIDTHS = (12.0, 44.0)
_METRIC_WIDTH, _STATE_WIDTH, _PERIOD_WIDTH = 14.0, 20.0, 10.0
_DEFINITION_WIDTHS = (10.0, 22.0, 8.0, 10.0, 10.0, 60.0, 44.0)
_SOURCE_WIDTHS = (16.0, 16.0, 40.0, 20.0, 14.0, 40.0)
_QUOTE_WIDTHS = (100.0, 40.0)
_DEFINITION_PROSE, _SOURCE_PROSE = (5, 6), (2, 5)


def build_book(desk: Desk) -> Book:
    """Build the workbook that the desk's order asks for, for the viewer of its session.

    Raise EduboardError ``material.school_workbook`` for one of a school, which is a page and no table.
    """
    order = desk.order
    if order.school:
        raise EduboardError("material.school_workbook")
    told = [desk.gather(district) for district in order.places]
    view = desk.programme()
    shown = {theme: metrics for theme in order.theme_ids if (metrics := _metrics(told, theme))}
    sheets = [
        sheet
        for theme, metrics in shown.items()
        for sheet in (
            _theme_sheet(told, theme, metrics, desk.place),
            _series_sheet(told, theme, metrics, desk.place),
        )
    ]
    if view is not None:
        sheets.append(programme_sheet(view, desk.session.viewer.visible))
    sheets += _explanations(told, shown)
    kinds = {source.kind for part in told for source in part.scene.sources} | (view.kinds if view else set())
    title = texts.TITLE.format(place=desk.place)
    made = desk.made_at
    return Book(
        title=title,
        author=desk.settings.bureau,
        made_at=made,
        lines=(
            (texts.PLACE, desk.place),
            (texts.PERIOD, format_period(order.period)),
            (texts.COMPARED, narrative_texts.BASELINES[order.compare]),
            (texts.THEMES, PARTS_JOIN.join(THEMES[theme] for theme in order.theme_ids)),
            (texts.BUREAU, desk.settings.bureau),
            (texts.MADE, texts.MADE_AT.format(year=made.year, month=made.month, day=made.day)),
            (texts.LEGEND, texts.LEGEND_TEXT),
        ),
        notices=paper_notices(
            order.hide_below,
            _count_hidden(told),
            is_demo=DEMO in kinds,
            is_published=PUBLISHED in kinds,
        ),
        mark=page_mark(order.hide_below, is_demo=DEMO in kinds),
        sheets=tuple(sheets),
    )


def _count_hidden(told: Sequence[Gathered]) -> int:
    """Count the numbers of all sheets that are not told outside the house."""
    rows = (row for part in told for name in part.statements for row in _rows_of(part, part.catalogue[name]))
    return sum(row.hidden for row in rows)


def _metrics(told: Sequence[Gathered], theme: str) -> tuple[Metric, ...]:
    """The metrics of a theme that any of the places has a figure of, now or before."""
    return tuple(
        metric
        for metric in told[0].metrics_of(theme)
        if any(row.value is not None for part in told for row in _rows_of(part, metric))
    )


def _rows_of(part: Gathered, metric: Metric) -> Iterator[MetricRow]:
    scene = part.scene
    found = (
        scene.row(metric, period, district)
        for period in scene.history
        for district in ("", *(() if scene.filters.district else scene.districts))
    )
    return (row for row in found if row is not None)


def _caption(part: Gathered, theme: str) -> Caption:
    metrics = part.metrics_of(theme)
    title = THEME_TABLE_TITLE.format(theme=THEMES[theme])
    if part.is_city:
        return views.build_table(part.scene, metrics, title).caption
    return build_indicators(part.scene, metrics, title).caption


# -- the themes ----------------------------------------------------------------------------------------------------


def _theme_sheet(told: Sequence[Gathered], theme: str, metrics: Sequence[Metric], place: str) -> Sheet:
    """Districts × metrics: what the hand-ins lack, every value with its form, then the total and the targets."""
    rows = [row for part in told for row in _district_rows(part, metrics)]
    period = told[0].scene.filters.period
    columns = (
        Column(texts.DISTRICT, _name_width([str(row[0]) for row in rows])),
        Column(texts.STATE, _STATE_WIDTH),
        *_metric_columns(metrics),
    )
    captions = tuple(_caption(part, theme) for part in told)
    # What the figures mean and rest on has sheets of its own; the codes stand apart.
    said = [line for line in caption_lines(captions[0]) if line[0] not in (DEFINITION, SOURCE, CODE)]
    notes = (*(said if len(told) == 1 else ()), (NOTE, texts.ELSEWHERE))
    return Sheet(
        name=THEMES[theme],
        title=texts.THEME_TITLE.format(place=place, theme=THEMES[theme], period=format_period(period)),
        columns=columns,
        rows=(*rows, *(_last_rows(told[0], metrics) if len(told) == 1 else ())),
        filtered=len(rows),
        fixed=2,
        notes=notes,
        traced=captions,
    )


def _metric_columns(metrics: Sequence[Metric]) -> tuple[Column, ...]:
    return tuple(
        Column(material_texts.WITH_UNIT.format(name=metric.name, unit=metric.unit), _METRIC_WIDTH)
        for metric in metrics
    )


def _name_width(names: Sequence[str]) -> float:
    least, most = _NAME_WIDTHS
    return min(most, max(least, 2 * max(map(em_width, names), default=0.0) + 2))


def _districts(part: Gathered) -> tuple[str, ...]:
    own = part.scene.filters.district
    return (own,) if own else part.scene.districts


def _district_rows(part: Gathered, metrics: Sequence[Metric]) -> Iterator[tuple[Cell, ...]]:
    for district in _districts(part):
        cells = (_value_cell(part, metric, district) for metric in metrics)
        yield (place_name(district), _state(part, metrics, district), *cells)


def _state(part: Gathered, metrics: Sequence[Metric], district: str) -> str:
    """What the hand-ins behind a district's line lack, where they come from a paper, or that they are complete."""
    scene = part.scene
    if district in scene.excerpts:
        return texts.EXCERPT
    without = [metric for metric in metrics if scene.value(metric, scene.filters.period, district) is None]
    reasons = dict.fromkeys(reason for metric in without if (reason := scene.incomplete(metric, district)))
    missing = PARTS_JOIN.join(reasons)
    if len(without) == len(metrics):
        return missing or UNDEFINED
    partly = texts.SOME.format(reason=missing) if missing else ""
    found = [said for said in (scene.gap_counts(metrics, district), partly) if said]
    return PARTS_JOIN.join(found) or texts.COMPLETE


def _value_cell(part: Gathered, metric: Metric, district: str) -> Cell:
    """A value, marked where part of its hand-in is missing; in its place the reason why there is none."""
    scene = part.scene
    row = scene.row(metric, scene.filters.period, district)
    why = scene.incomplete(metric, district)
    number = None if row is None else measured(row, metric, is_incomplete=bool(why))
    return number or why or UNDEFINED


def _shown(row: MetricRow | None, metric: Metric) -> Cell:
    if row is not None and row.hidden:
        return HIDDEN
    return (measured(row, metric) if row else None) or UNDEFINED


def _last_rows(part: Gathered, metrics: Sequence[Metric]) -> Iterator[tuple[Cell, ...]]:
    """The total over all districts, and the targets that hold for the place."""
    scene = part.scene
    if part.is_city:
        yield (ALL_DISTRICTS, "", *(_shown(scene.city.get(metric.id), metric) for metric in metrics))
    targets = [scene.target(metric) for metric in metrics]
    if any(targets):
        asked = (
            aimed(target, metric) if target else "" for target, metric in zip(targets, metrics, strict=True)
        )
        yield (texts.TARGET, "", *asked)


def _series_sheet(told: Sequence[Gathered], theme: str, metrics: Sequence[Metric], place: str) -> Sheet:
    """Place × period × metrics, one line each, so that a filter on the district gives its course."""
    rows = [row for part in told for row in _series_rows(part, metrics)]
    title = texts.SERIES_NAME.format(theme=THEMES[theme])
    return Sheet(
        name=title,
        title=texts.SERIES_TITLE.format(place=place, theme=THEMES[theme]),
        columns=(
            Column(texts.DISTRICT, _name_width([str(row[0]) for row in rows])),
            Column(texts.PERIOD, _PERIOD_WIDTH),
            *_metric_columns(metrics),
        ),
        rows=tuple(rows),
        filtered=len(rows),
        fixed=2,
        traced=tuple(build_series(part.scene, metrics, title).caption for part in told),
    )


def _series_rows(part: Gathered, metrics: Sequence[Metric]) -> Iterator[tuple[Cell, ...]]:
    scene = part.scene
    for district, period in list_lines(scene, metrics):
        name = place_name(district) if district else scene.place_name
        yield (name, period, *(_shown(scene.row(metric, period, district), metric) for metric in metrics))


# -- what everything means and rests on ----------------------------------------------------------------------------


def _explanations(told: Sequence[Gathered], shown: Mapping[str, Sequence[Metric]]) -> Iterator[Sheet]:
    definitions = [
        (
            THEMES[theme],
            metric.name,
            metric.unit,
            metric.time_kind,
            metric.direction,
            metric.definition,
            metric.basis,
        )
        for theme, metrics in shown.items()
        for metric in metrics
    ]
    if definitions:
        yield _listed(
            texts.DEFINITIONS, texts.DEFINITION_COLUMNS, _DEFINITION_WIDTHS, definitions, _DEFINITION_PROSE
        )
    sources = {source.batch: source for part in told for source in part.scene.sources}
    if sources:
        rows = [_source_row(sources[batch]) for batch in sorted(sources)]
        yield _listed(texts.SOURCES, texts.SOURCE_COLUMNS, _SOURCE_WIDTHS, rows, _SOURCE_PROSE)
    quotes = list(dict.fromkeys(quote for part in told for quote in part.scene.quotes))
    if quotes:
        yield _listed(texts.QUOTES, texts.QUOTE_COLUMNS, _QUOTE_WIDTHS, quotes, (0, 1))


def _source_row(source: Source) -> tuple[str, ...]:
    return (
        source.batch,
        load_contracts()[source.dataset].title,
        source.file_name,
        texts.KINDS.get(source.kind, texts.HANDED_IN),
        source.published_at,
        source.explanation,
    )


def _listed(
    name: str,
    titles: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[tuple[str, ...]],
    prose: Sequence[int],
) -> Sheet:
    columns = tuple(
        Column(title, width, is_prose=number in prose)
        for number, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
    return Sheet(name, name, columns, tuple(rows), filtered=len(rows), is_reference=True)
