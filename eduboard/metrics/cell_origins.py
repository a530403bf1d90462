"""Where each number of a figure comes from, so that it can be followed to the lines of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from eduboard.codes import load_code_table
from eduboard.metrics.breakdown_view import Breakdown
from eduboard.metrics.imprint import leading_columns, row_name
from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.recipe import Recipe
from eduboard.metrics.results import (
    Composition,
    DataTable,
    Distribution,
    Flow,
    HeatTable,
    Qualified,
    Ranking,
    SchoolCoverage,
    Trend,
)
from eduboard.metrics.school_indicators import SchoolIndicators
from eduboard.texts.charts import COMPLETED, OPEN, STARTED, TOTAL
from eduboard.texts.school import FIGURE_COLUMNS
from eduboard.texts.views import UNSTATED

Place = tuple[str, str]
"""Row and column, as ``imprint.list_values`` names them."""
Found = tuple[Place, str, Origin]
Traced = dict[Place, Numbers]


def cell_origins(result: object, recipe: Recipe, districts: tuple[str, ...]) -> Traced:
    """Give what a figure's numbers rest on, as far as they can be traced; ``districts`` are in it."""
    period, stage = recipe.filter_values["period"], recipe.filter_values.get("stage", "")
    found: Iterable[Found] = ()
    match result:
        case Trend():
            found = _of_trend(result, stage, districts)
        case Ranking():
            found = _of_ranking(result, period, stage)
        case HeatTable():
            found = _of_heat(result, period, stage)
        case Flow():
            found = _of_flow(result, recipe.metrics, stage, districts)
        case SchoolCoverage():
            found = _of_coverage(result, period)
        case Composition():
            found = _of_composition(result, recipe.metrics[0], Origin(period, districts, stage))
        case Distribution():
            found = _of_distribution(result, recipe.metrics[0], Origin(period, districts))
        case Breakdown():
            found = _of_breakdown(result, Origin(period, districts, stage))
        case SchoolIndicators() | DataTable():
            # These say themselves what their cells rest on.
            return dict(_of_school(result) if isinstance(result, SchoolIndicators) else _of_table(result))
    return {place: ((metric, origin),) for place, metric, origin in found}


def _of_trend(result: Trend, stage: str, districts: tuple[str, ...]) -> Iterator[Found]:
    codes = {place_name(code): (code,) for code in districts}
    for number, line in enumerate(result.lines):
        places = districts if number == 0 else codes.get(line.name, ())
        for point in line.points if places else ():
            if point.value is not None:
                yield (
                    (line.name, point.period),
                    result.metric.id,
                    Origin(point.period, places, stage),
                )


def _of_ranking(result: Ranking, period: str, stage: str) -> Iterator[Found]:
    for row in result.rows:
        if row.value is not None:
            yield (row.name, result.metric.name), result.metric.id, Origin(period, (row.district,), stage)


def _of_heat(result: HeatTable, period: str, stage: str) -> Iterator[Found]:
    for district, name, cells in zip(result.districts, result.names, result.cells, strict=True):
        for metric, cell in zip(result.metrics, cells, strict=True):
            if cell.value is not None:
                yield (name, metric.name), metric.id, Origin(period, (district,), stage)


def _of_flow(
    result: Flow, metrics: tuple[str, ...], stage: str, districts: tuple[str, ...]
) -> Iterator[Found]:
    sides = (result.started, result.open, result.completed)
    for name, metric, values in zip((STARTED, OPEN, COMPLETED), metrics, sides, strict=True):
        for period, value in zip(result.periods, values, strict=True):
            if value is not None:
                yield (name, period), metric, Origin(period, districts, stage)


def _of_coverage(result: SchoolCoverage, period: str) -> Iterator[Found]:
    metric = result.metric
    for school in result.schools:
        if school.value is not None:
            row = " ".join(filter(None, (school.name, school.stage)))
            origin = Origin(period, (school.district,), school.stage, school.school)
            yield (row, metric.name), metric.id, origin


def _of_composition(result: Composition, metric: str, place: Origin) -> Iterator[Found]:
    # A metric without levels is one series under its own name; what is not stated has no level either.
    known = load_code_table("levels").values
    levels = {title: title if title in known else "" for title in result.columns}
    for row, values in zip(result.rows, result.values, strict=True):
        for title, value in zip(result.columns, values, strict=True):
            if value is not None:
                category = "" if row == UNSTATED else row
                yield (row, title), metric, replace(place, category=category, level=levels[title])


def _of_distribution(result: Distribution, metric: str, place: Origin) -> Iterator[Found]:
    for stage, values in zip(result.series, result.values, strict=True):
        for band, value in zip(result.bands, values, strict=True):
            if value:
                yield (stage, band), metric, replace(place, stage=stage, category=band)


def _of_breakdown(result: Breakdown, place: Origin) -> Iterator[Found]:
    metric = result.metrics[0]
    rows = [(part.title, part.figures[0], part.origin) for part in result.parts]
    for title, figure, origin in (*rows, (TOTAL, result.whole, place)):
        if figure is not None and figure.value is not None:
            yield (title, metric.name), metric.id, origin


def _of_school(result: SchoolIndicators) -> Iterator[tuple[Place, Numbers]]:
    _, own, change, _ = FIGURE_COLUMNS
    for figure in result.figures:
        yield (figure.metric.name, own), figure.numbers
        yield (figure.metric.name, change), figure.numbers_of_change


def _of_table(result: DataTable) -> Iterator[tuple[Place, Numbers]]:
    if not result.is_traced:
        return
    leading = leading_columns(result)
    seen: Counter[Place] = Counter()
    for number, row in enumerate(result.rows):
        name = row_name([None if n in result.personal else cell for n, cell in enumerate(row)], leading)
        for column, title in enumerate(result.columns):
            seen[name, title] += 1
            # Lines that begin alike are told apart as ``list_values`` does.
            place = f"{name} #{seen[name, title]}" if seen[name, title] > 1 else name
            numbers = result.numbers_at(number, column)
            if numbers and (result.cells or isinstance(row[column], (int, float, Qualified))):
                yield (place, title), numbers
