"""What pages and papers show of a breakdown: a figure of one metric beside its whole, and a table of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eduboard.metrics import recipe
from eduboard.metrics.breakdown import (
    Listed,
    Part,
    PartRow,
    attribute_title,
    measure_parts,
    part_of,
    part_order,
    read_register,
)
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.folding import MetricRow, Request
from eduboard.metrics.imprint import stamped, values_of
from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.outward import TOTAL as TOTAL_PLACE
from eduboard.metrics.outward import find_hidden_of, hidden_note, hide_parts, is_told_in_parts
from eduboard.metrics.recipe import Value
from eduboard.metrics.results import Caption, DataTable
from eduboard.metrics.scene import Scene
from eduboard.metrics.tallies import tallied
from eduboard.metrics.views import table_cell
from eduboard.store.store import Session
from eduboard.texts import breakdown as texts
from eduboard.texts.charts import TOTAL
from eduboard.texts.outward import WHOLE_ONLY


@dataclass(frozen=True)
class BrokenDown:
    """A part on a page: how many schools the register counts in it, and its figures by metric.

    ``is_named`` tells it from what the register says nothing of; ``schools`` is None for what is of no school.
    ``origin`` is where its figures come from.
    """

    title: str
    is_named: bool
    schools: int | None
    figures: tuple[MetricRow | None, ...]
    origin: Origin


@dataclass(frozen=True)
class Breakdown:
    """A place's figures by one attribute: ``metrics[0]`` is drawn beside its ``whole``, ``table`` shows all of them.

    ``problem`` says why nothing can be told, '' where something can.
    """

    attribute: str
    metrics: tuple[Metric, ...]
    parts: tuple[BrokenDown, ...]
    whole: MetricRow | None
    caption: Caption
    table: DataTable
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether the first metric has nothing to draw."""
        return not any(part.figures[0] and part.figures[0].value is not None for part in self.parts)


def build_breakdown(
    session: Session, catalogue: Catalogue, scene: Scene, metrics: Sequence[Metric], attribute: str
) -> Breakdown:
    """Break the figures of the place in sight down, the metric in focus first."""
    period, in_sight = scene.filters.period, scene.in_sight
    request = Request(
        tuple(metric.id for metric in metrics), ("period",), (period,), in_sight, scene.filters.stage or None
    )
    register = read_register(session, attribute, (period,), in_sight)
    counts = Counter(part_of(attribute, item.district, item.part) for item in register)
    if not is_told_in_parts(scene.filters):
        rows: Sequence[PartRow] = ()
        counts.clear()
    elif scene.filters.least_told:
        rows = _measure_outward(session, catalogue, scene, request, attribute, counts)
    else:
        rows = measure_parts(session, catalogue, request, attribute)
    figures = {(found.part, found.row.metric): found.row for found in rows}
    parts = sorted({*counts, *(found.part for found in rows)}, key=part_order(attribute))
    several = len({part.district for part in parts}) > 1
    shown = tuple(
        BrokenDown(
            part.title if several else part.short_title,
            bool(part.name),
            None if part.name is None or scene.filters.least_told else counts[part],
            tuple(figures.get((part, metric.id)) for metric in metrics),
            Origin(
                period,
                (part.district,) if part.district else in_sight,
                scene.filters.stage,
                part=(attribute, part.name),
            ),
        )
        for part in parts
    )
    title = texts.TITLE.format(attribute=attribute_title(attribute))
    caption = scene.caption(texts.FIGURE_TITLE.format(metric=metrics[0].name, by=title), metrics[:1])
    table = _table(scene, metrics, shown, attribute, _notes(metrics, parts, figures))
    table = replace(table, caption=_with_hidden(table.caption, figures.values(), metrics, scene))
    found = Breakdown(
        attribute=attribute,
        metrics=tuple(metrics),
        parts=shown,
        whole=scene.row(metrics[0], period),
        caption=_with_notes(
            _with_hidden(caption, figures.values(), metrics[:1], scene), _notes(metrics[:1], parts, figures)
        ),
        table=stamped(scene, table, recipe.BREAKDOWN_TABLE, metrics, by=attribute),
        problem=_problem(scene, attribute, register),
    )
    return stamped(scene, found, recipe.BREAKDOWN, metrics[:1], by=attribute)


def _measure_outward(
    session: Session,
    catalogue: Catalogue,
    scene: Scene,
    request: Request,
    attribute: str,
    schools: Mapping[Part, int],
) -> tuple[PartRow, ...]:
    """Measure what is told outside the house; that depends on all figures of a theme, whichever are asked for."""
    themes = {catalogue[name].theme for name in request.metrics}
    metrics = [metric for metric in catalogue.metrics if metric.theme in themes]
    everything = replace(request, metrics=tuple(metric.id for metric in metrics))
    by_district: dict[str, list[tuple[Hashable, MetricRow]]] = {}
    for found in measure_parts(session, catalogue, everything, attribute):
        # 学区 add up to their district, the parts of other attributes to the city.
        by_district.setdefault(found.part.district, []).append((found.part, found.row))
    alone = {part for part, count in schools.items() if count == 1}
    hidden = find_hidden_of(session, catalogue, scene, metrics)
    period, least = scene.filters.period, scene.filters.least_told
    told: list[tuple[Hashable, MetricRow]] = []
    for district, rows in by_district.items():
        untold = {name for name, when, place in hidden if (when, place) == (period, district or TOTAL_PLACE)}
        told += hide_parts(rows, metrics, least, alone, untold)
    return tuple(
        PartRow(part, row) for part, row in told if isinstance(part, Part) and row.metric in request.metrics
    )


def _with_hidden(
    caption: Caption, rows: Iterable[MetricRow], metrics: Sequence[Metric], scene: Scene
) -> Caption:
    """Say how many of the parts' numbers are not told."""
    names = {metric.id for metric in metrics}
    hidden = sum(row.hidden and row.metric in names for row in rows)
    if not hidden:
        return caption
    least = scene.filters.least_told
    own = hidden_note(caption.hidden, least)
    notes = (*hidden_note(hidden + caption.hidden, least), *(n for n in caption.notes if n not in own))
    return replace(caption, notes=notes, hidden=hidden + caption.hidden)


@values_of.register
def _(result: Breakdown) -> Iterator[Value]:
    metric = result.metrics[0]
    whole = (result.whole,) if result.whole else ()
    rows = [(part.title, part.figures[0]) for part in result.parts] + [(TOTAL, row) for row in whole]
    for title, row in rows:
        value, word = (row.value, row.qualifier or "") if row else (None, "")
        yield Value(title, metric.name, value, word, metric.id)


def _problem(scene: Scene, attribute: str, register: Sequence[Listed]) -> str:
    if not is_told_in_parts(scene.filters):
        return WHOLE_ONLY
    if not register:
        return texts.NO_REGISTER.format(place=scene.place_name, attribute=attribute_title(attribute))
    if not any(item.part for item in register):
        return texts.NOT_STATED.format(place=scene.place_name, attribute=attribute_title(attribute))
    return ""


def _notes(
    metrics: Sequence[Metric], parts: Sequence[Part], figures: Mapping[tuple[Part, str], MetricRow]
) -> tuple[str, ...]:
    """Say which metrics cannot be divided, wholly or in part."""
    schools = [part for part in parts if part.name is not None]
    nowhere, partly = [], []
    for metric in metrics:
        has_parts = any((part, metric.id) in figures for part in schools)
        has_rest = any((part, metric.id) in figures for part in parts if part.name is None)
        if not has_parts:
            nowhere.append(metric.name)
        elif has_rest:
            partly.append(metric.name)
    notes = ((texts.ONLY_TOTALS, nowhere), (texts.PARTLY_TOTALS, partly))
    return tuple(text.format(metrics="、".join(names)) for text, names in notes if names)


def _with_notes(caption: Caption, notes: Iterable[str]) -> Caption:
    return replace(caption, notes=(*caption.notes, *notes))


def _table(
    scene: Scene,
    metrics: Sequence[Metric],
    parts: Sequence[BrokenDown],
    attribute: str,
    notes: Iterable[str],
) -> DataTable:
    whole = tuple(scene.row(metric, scene.filters.period) for metric in metrics)
    is_inside = not scene.filters.least_told
    listed_by = (texts.SCHOOLS,) if is_inside else ()
    listed = sum(part.schools or 0 for part in parts)
    origin = Origin(scene.filters.period, scene.in_sight, scene.filters.stage)
    everything = BrokenDown(texts.EVERYTHING, True, listed, whole, origin)
    return DataTable(
        columns=(attribute_title(attribute), *listed_by, *(metric.name for metric in metrics)),
        rows=tuple(
            # How many schools a part has is a small number as well.
            (part.title, *((part.schools,) if is_inside else ()), *map(table_cell, part.figures))
            for part in (*parts, *((everything,) if parts else ()))
        ),
        caption=_with_notes(
            scene.caption(texts.TABLE_TITLE.format(attribute=attribute_title(attribute)), metrics), notes
        ),
        metrics=(None, *(None for _ in listed_by), *metrics),
        cells=tuple(
            (
                (),
                *(_listed(attribute, part) for _ in listed_by),
                *(((metric.id, part.origin),) for metric in metrics),
            )
            for part in (*parts, *((everything,) if parts else ()))
        ),
    )


def _listed(attribute: str, part: BrokenDown) -> Numbers:
    """Say what the schools of a part are counted from; the whole has no part of its own."""
    if not part.schools:
        return ()
    place = Origin(part.origin.period, part.origin.districts)
    if part.origin.part is None:
        return (("registered_schools", place),)
    return (tallied("registered_schools", place, attribute=attribute, part=part.origin.part[1]),)
