"""What figures may leave the house: 对外 hides small counts of persons, schools and classes, and their complements.

Figures are looked at as the quantities that they tell: a count tells itself, a share its numerator, its denominator
and their difference.  Quantities that are equal everywhere are one, so that a count and the share made of it are
hidden together.  What is hidden depends on the data and the theme alone, not on which figures a paper shows: two
papers cannot be held against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eduboard.metrics.catalogue import FLOW_OVER_STOCK, Catalogue, Metric
from eduboard.metrics.disclosure import cells_to_hide, computable, grid_lines, is_small
from eduboard.metrics.measure import MetricRow, Request, measure_grains
from eduboard.metrics.results import Caption, Composition, Distribution
from eduboard.store.store import Session
from eduboard.texts.outward import ALL_STAGES, HIDDEN_NOTE, WHOLE_ONLY

if TYPE_CHECKING:
    from eduboard.metrics.scene import Filters, Scene

TOTAL = "*"
"""The place that all districts are together."""
_UNITS = frozenset({"名", "人", "人次", "所"})
"""Of persons and schools; classes are counted in 个, as much else is, so they are known by their theme."""
_CLASSES = "class_size"

_REST = 2
"""Which of a share's amounts stands in no table: what its numerator leaves of its denominator."""

Key = tuple[str, Hashable]
"""A metric's id and a place."""
Sums = Sequence[tuple[Hashable, Sequence[Hashable]]]
"""Places, and those that they are made of."""


def is_sensitive(metric: Metric) -> bool:
    """Tell whether a count is of persons, schools or classes."""
    return metric.unit in _UNITS or metric.theme == _CLASSES


def _amounts(row: MetricRow, metric: Metric) -> tuple[float | None, ...]:
    """What a figure tells: itself, or numerator and denominator, and of a share what is left."""
    if not metric.is_ratio:
        return (row.numerator,)
    if row.numerator is None or row.denominator is None:
        return (None, None, None)[: 3 if metric.is_share else 2]
    parts = (row.numerator, row.denominator)
    return (*parts, row.denominator - row.numerator) if metric.is_share else parts


def _may_be_small(metric: Metric) -> tuple[bool, ...]:
    """Which of these amounts count persons, schools or classes: hours do not."""
    if not metric.is_ratio:
        return (is_sensitive(metric),)
    return (metric.time_kind != FLOW_OVER_STOCK, True, True)[: 3 if metric.is_share else 2]


def hidden_figures(
    figures: Mapping[Key, MetricRow],
    metrics: Sequence[Metric],
    sums: Sums,
    least: int,
    *,
    told: Collection[Hashable] = (),
    unpublished: Collection[Hashable] = (),
    alone: Collection[Hashable] = (),
) -> frozenset[Key]:
    """Choose which figures are not told; ``sums`` says which places together make which.

    The figures of ``told`` places stand elsewhere and can no longer be hidden, those of ``unpublished`` places stand
    nowhere, and those of places ``alone`` are a single school's and are told of no size.
    """
    everywhere = tuple(dict.fromkeys(place for whole, parts in sums for place in (whole, *parts)))
    numbers: dict[tuple[float | None, ...], int] = {}
    values: dict[tuple[int, Hashable], float | None] = {}
    small: set[tuple[int, Hashable]] = set()
    aside: set[tuple[int, Hashable]] = set()
    stated: dict[Key, tuple[tuple[int, Hashable], ...]] = {}
    lines: list[dict[tuple[int, Hashable], int]] = []
    for metric in metrics:
        rows = {place: figures[metric.id, place] for place in everywhere if (metric.id, place) in figures}
        amounts = {place: _amounts(row, metric) for place, row in rows.items()}
        quantities = []
        for number, may_be_small in enumerate(_may_be_small(metric)):
            vector = tuple(amounts[place][number] if place in amounts else None for place in everywhere)
            quantity = numbers.setdefault(vector, len(numbers))
            quantities.append(quantity)
            cells = {(quantity, place): value for place, value in zip(everywhere, vector, strict=True)}
            values |= cells
            if number == _REST:
                aside |= cells.keys()
            if may_be_small:
                small |= {
                    cell
                    for cell, value in cells.items()
                    if is_small(value, least) or (value and cell[1] in alone)
                }
        for place in rows:
            if place not in unpublished:
                stated[metric.id, place] = tuple((quantity, place) for quantity in quantities[:2])
            if metric.is_share:
                lines.append(_of_share(quantities, place))
    lines += [
        {(quantity, part): 1 for part in parts} | {(quantity, whole): -1}
        for quantity in numbers.values()
        for whole, parts in sums
    ]
    fixed = {(quantity, place) for quantity in numbers.values() for place in told}
    aside |= {cell for cell in values if cell[1] in unpublished}
    # What is left of one share may be the count of another metric.
    published = {cell for cells in stated.values() for cell in cells}
    hidden = cells_to_hide(values, lines, small, fixed, aside - published)
    return frozenset(key for key, cells in stated.items() if hidden.intersection(cells))


def _of_share(quantities: Sequence[int], place: Hashable) -> dict[tuple[int, Hashable], int]:
    """What everybody knows of a share: numerator and the rest are the denominator.  Two of them may be one."""
    line: dict[tuple[int, Hashable], int] = {}
    for quantity, sign in zip(quantities, (1, -1, 1), strict=True):
        line[quantity, place] = line.get((quantity, place), 0) + sign
    return {cell: sign for cell, sign in line.items() if sign}


def find_hidden(
    session: Session, catalogue: Catalogue, request: Request, least: int
) -> frozenset[tuple[str, str, str]]:
    """Choose which figures of a request by period and district are not told: metric, period, district or ``TOTAL``.

    All metrics of a theme and all stages are looked at together, whichever of them were asked for: a reader may hold
    a figure of all stages against those of each.
    """
    asked = [catalogue[name] for name in request.metrics]
    districts = request.districts or ()
    hidden: set[tuple[str, str, str]] = set()
    for theme in dict.fromkeys(metric.theme for metric in asked):
        metrics = catalogue.of_theme(theme)
        wanted = replace(request, metrics=tuple(metric.id for metric in metrics), stage=None)
        grains = [
            replace(wanted, by=("period", *by))
            for by in (("district",), (), ("district", "stage"), ("stage",))
        ]
        by_period: dict[str, dict[Key, MetricRow]] = {}
        for grain, rows in zip(grains, measure_grains(session, catalogue, *grains), strict=True):
            for row in rows:
                stage = row.stage or "" if "stage" in grain.by else TOTAL
                by_period.setdefault(row.period or "", {})[row.metric, (row.district or TOTAL, stage)] = row
        for period, figures in by_period.items():
            stages = sorted({place[1] for _, place in figures if isinstance(place, tuple)} - {TOTAL})
            chosen = hidden_figures(
                figures,
                metrics,
                _by_place_and_stage(districts, stages),
                least,
                # What belongs to no stage can be seen only by taking the stages from the whole.
                unpublished=[(place, "") for place in (*districts, TOTAL)],
            )
            in_sight = request.stage or TOTAL
            hidden |= {
                (name, period, place[0])
                for name, place in chosen
                if isinstance(place, tuple) and place[1] == in_sight
            }
    return frozenset(hidden)


def _by_place_and_stage(districts: Sequence[str], stages: Sequence[str]) -> Sums:
    """What adds up to what: districts to their city in each stage, and stages to the whole in each place."""
    return (
        *(((TOTAL, stage), [(place, stage) for place in districts]) for stage in (*stages, TOTAL)),
        *(((place, TOTAL), [(place, stage) for stage in stages]) for place in (*districts, TOTAL) if stages),
    )


def find_hidden_of(
    session: Session, catalogue: Catalogue, scene: Scene, metrics: Sequence[Metric]
) -> frozenset[tuple[str, str, str]]:
    """Choose which figures of the metrics' themes are not told, in the scene's period and of all stages."""
    themes = {metric.theme for metric in metrics}
    names = tuple(metric.id for metric in catalogue.metrics if metric.theme in themes)
    request = Request(names, (), (scene.filters.period,), scene.districts)
    return find_hidden(session, catalogue, request, scene.filters.least_told)


def blank(row: MetricRow) -> MetricRow:
    """Take the numbers out of a figure that is not told."""
    return replace(row, numerator=None, denominator=None, value=None, qualifier=None, hidden=True)


def turn_outward(scene: Scene, hidden: frozenset[tuple[str, str, str]]) -> Scene:
    """Take out of a scene what is not told outside the house; every text, table and chart is made of what is left.

    ``hidden`` names metric, period, and a district or ``TOTAL``.  What clerks wrote, how their files are called, and
    the passages that excerpts rest on are for the house; a sum over periods goes where one of its parts is not told.
    """
    in_sight = scene.filters.district or TOTAL
    unsafe = {metric for metric, _, place in hidden if place == in_sight}
    return replace(
        scene,
        totals={key: blank(row) if (*key, in_sight) in hidden else row for key, row in scene.totals.items()},
        by_district={key: blank(row) if key in hidden else row for key, row in scene.by_district.items()},
        city={
            metric: blank(row) if (metric, scene.filters.period, TOTAL) in hidden else row
            for metric, row in scene.city.items()
        },
        sources=tuple(replace(source, file_name="", explanation="") for source in scene.sources),
        progress={metric: found for metric, found in scene.progress.items() if metric not in unsafe},
        explained=(),
        quotes=(),
    )


def count_hidden(scene: Scene, metrics: Sequence[Metric], *, over_time: bool, everywhere: bool) -> int:
    """Count what a figure of these metrics does not tell: of the place in sight, or of the districts as well.

    Over time papers draw the place alone, and so it alone is counted.
    """
    places = ("", *scene.districts) if everywhere else ("",)
    periods = scene.history if over_time else (scene.filters.period,)
    return sum(
        scene.is_hidden(metric, period, place) for metric in metrics for period in periods for place in places
    )


Named = tuple[Hashable, MetricRow]
"""A figure with the part of a place that it is of."""


def hide_parts(
    rows: Sequence[Named],
    metrics: Sequence[Metric],
    least: int,
    alone: Collection[Hashable],
    untold: Collection[str],
) -> tuple[Named, ...]:
    """Take the numbers out of parts' figures that are not told; what they add up to is told elsewhere.

    Parts ``alone`` are single schools; of the metrics ``untold`` the whole is not told, and so no part is.
    """
    figures: dict[Key, MetricRow] = {(row.metric, part): row for part, row in rows}
    for metric in metrics:
        own = [row for _, row in rows if row.metric == metric.id]
        if own:
            figures[metric.id, TOTAL] = replace(
                own[0], numerator=_sum(own, "numerator"), denominator=_sum(own, "denominator")
            )
    parts = list(dict.fromkeys(part for part, _ in rows))
    hidden = hidden_figures(figures, metrics, [(TOTAL, parts)], least, told=(TOTAL,), alone=alone)
    return tuple(
        (part, blank(row) if row.metric in untold or (row.metric, part) in hidden else row)
        for part, row in rows
    )


def _sum(rows: Sequence[MetricRow], part: str) -> float | None:
    known = [value for row in rows if (value := getattr(row, part)) is not None]
    return sum(known) if known else None


def hidden_note(count: int, least: int) -> tuple[str, ...]:
    """Say how many numbers are not told and why; nothing where all are."""
    return (HIDDEN_NOTE.format(count=count, least=least),) if count else ()


Values = Sequence[Sequence[float | None]]


def hide_in_grid(values: Values, least: int) -> tuple[tuple[tuple[float | None, ...], ...], int] | None:
    """Hide in a table whose sums, by row, by column and of all, are told elsewhere; give what is left, and how many.

    None where that cannot be done: a sum is small itself and follows from the others.
    """
    rows, columns = range(len(values)), range(len(values[0]) if values else 0)
    table: dict[tuple[Hashable, Hashable], float | None] = {
        (row, column): values[row][column] for row in rows for column in columns
    }
    for row in rows:
        table[row, TOTAL] = sum(value or 0.0 for value in values[row])
    for column in columns:
        table[TOTAL, column] = sum(values[row][column] or 0.0 for row in rows)
    table[TOTAL, TOTAL] = sum(sum(value or 0.0 for value in row) for row in values)
    small = {cell for cell, value in table.items() if is_small(value, least)}
    lines = grid_lines(rows, columns, TOTAL)
    hidden = cells_to_hide(table, lines, small, {cell for cell in table if TOTAL in cell})
    known = [{cell: sign for cell, sign in line.items() if table[cell] is not None} for line in lines]
    if computable(hidden, known) & small:
        return None
    inner = {cell for cell in hidden if TOTAL not in cell}
    left = tuple(
        tuple(None if (row, column) in inner else values[row][column] for column in columns) for row in rows
    )
    return left, len(inner)


def is_told_in_parts(filters: Filters) -> bool:
    """Tell whether a place's figures are told in parts: outside the house only those of all districts and stages.

    A district's parts are the city's less the other districts', and so with stages.
    """
    return not filters.least_told or not (filters.district or filters.stage)


def hide_in_composition(
    composition: Composition, metric: Metric, filters: Filters, hidden: frozenset[tuple[str, str, str]]
) -> Composition:
    """Leave out of a make-up what is not told; where that would not do, all of it.

    ``hidden`` are the theme's figures that are not told: a row of the make-up may be the city's total of one.
    """
    if not is_sensitive(metric):
        return composition
    empty = replace(composition, rows=(), values=(), qualifiers=())
    if not is_told_in_parts(filters):
        return replace(empty, caption=replace(composition.caption, notes=(WHOLE_ONLY,)))
    least = filters.least_told
    found = hide_in_grid(composition.values, least)
    if found is None or any(place == TOTAL and when == filters.period for _, when, place in hidden):
        return empty
    values, count = found
    told = tuple(item for item in composition.qualifiers if values[item[0][0]][item[0][1]] is not None)
    caption = _noted(composition.caption, count, least)
    return replace(composition, values=values, qualifiers=told, caption=caption)


def hide_in_distribution(
    distribution: Distribution,
    filters: Filters,
    sums: Mapping[str, Sequence[int]],
    hidden: frozenset[tuple[str, str, str]],
) -> Distribution:
    """Tell the classes by size of all stages together, without what is not told; where that would not do, nothing.

    ``sums`` are the metrics that add bands up, by the bands' numbers; those in ``hidden`` are not told.
    """
    empty = replace(distribution, series=(), values=())
    if not is_told_in_parts(filters):
        return replace(empty, caption=replace(distribution.caption, notes=(WHOLE_ONLY,)))
    if distribution.is_empty:
        return distribution
    least = filters.least_told
    together = [sum(column) for column in zip(*distribution.values, strict=True)]
    cells: dict[int | str, float | None] = dict(enumerate(together))
    cells |= {metric: sum(together[band] for band in bands) for metric, bands in sums.items()}
    lines: list[Mapping[int | str, int]] = [
        {**dict.fromkeys(bands, 1), metric: -1} for metric, bands in sums.items()
    ]
    untold = {metric for metric in sums if (metric, filters.period, TOTAL) in hidden}
    small = untold | {cell for cell, value in cells.items() if is_small(value, least)}
    chosen = cells_to_hide(cells, lines, small, sums.keys() - small)
    if computable(chosen, lines) & small:
        return empty
    values = tuple(None if band in chosen else value for band, value in enumerate(together))
    caption = _noted(distribution.caption, len(chosen - sums.keys()), least)
    return replace(distribution, series=(ALL_STAGES,), values=(values,), caption=caption)


def _noted(caption: Caption, count: int, least: int) -> Caption:
    return replace(caption, notes=(*hidden_note(count, least), *caption.notes), hidden=count)
