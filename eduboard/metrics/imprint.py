"""Stamping results: each gets the recipe it was made by, and the digest of what it was made from and what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, singledispatch
from typing import Any, Protocol, TypeVar, cast

from eduboard.metrics.catalogue import Metric
from eduboard.metrics.recipe import (
    INDICATORS,
    RANKING,
    Imprint,
    Recipe,
    Value,
    digest_of,
    plain_json,
    sorted_pairs,
    stated_filters,
)
from eduboard.metrics.results import (
    Caption,
    Composition,
    DataTable,
    Distribution,
    Flow,
    HeatTable,
    Qualified,
    Ranking,
    SchoolCoverage,
    Target,
    Trend,
)
from eduboard.metrics.scene import PREVIOUS_QUARTER, Scene
from eduboard.texts.charts import ANNUAL, COMPLETED, OPEN, STARTED, TOTAL
from eduboard.texts.submissions import NOT_WHOLE
from eduboard.texts.trace_page import TARGET


class Figure(Protocol):
    """A result that is shown, under a caption; a frozen dataclass."""

    @property
    def caption(self) -> Caption:
        """What travels with it."""
        ...


R = TypeVar("R", bound=Figure)
_SIGNIFICANT = ".12g"
"""Sums of a parallel engine differ in their last bits from run to run."""
_VERSION_LENGTH = 8


def stamped(
    scene: Scene, result: R, kind: str, metrics: Sequence[Metric], *, everywhere: bool = False, **details: str
) -> R:
    """Give a result of a scene its imprint.  Of the filters those count that its kind depends on."""
    compare = scene.filters.compare if kind in (RANKING, INDICATORS) else PREVIOUS_QUARTER
    filters = stated_filters(replace(scene.filters, focus="", compare=compare))
    recipe = Recipe(kind, tuple(metric.id for metric in metrics), filters, sorted_pairs(details))
    districts = scene.districts if everywhere else scene.in_sight
    return stamp(result, recipe, metrics, districts, None if scene.is_whole else scene.districts)


def stamp(
    result: R,
    recipe: Recipe,
    metrics: Sequence[Metric],
    districts: tuple[str, ...],
    visible: tuple[str, ...] | None,
) -> R:
    """Give a result its imprint; an empty one has nothing to be traced."""
    if getattr(result, "is_empty", False):
        return result
    imprint = make_imprint(result.caption, recipe, metrics, list_values(result), districts, visible)
    caption = replace(result.caption, imprint=imprint)
    return cast(R, replace(cast(Any, result), caption=caption))


def make_imprint(
    caption: Caption,
    recipe: Recipe,
    metrics: Sequence[Metric],
    values: Sequence[Value],
    districts: tuple[str, ...],
    visible: tuple[str, ...] | None,
) -> Imprint:
    """Digest how a figure was made, by which definitions, from which batches, of which place, and what came out."""
    versions = tuple((metric.id, version_of(metric)) for metric in metrics)
    batches = sorted({source.batch for source in caption.sources})
    said = plain_json([[item.row, item.column, item.value, item.word, item.metric] for item in values])
    digest = digest_of(recipe.as_json(), versions, caption.place, batches, said)
    return Imprint(recipe, versions, districts, visible, digest, said)


@lru_cache(maxsize=1024)
def version_of(metric: Metric) -> str:
    """Change whenever the metric's definition or its SQL does."""
    said = (metric.definition, metric.unit, metric.time_kind, metric.is_ratio, metric.scale, metric.entity)
    return digest_of(*said, metric.sql)[:_VERSION_LENGTH]


def list_values(result: object) -> tuple[Value, ...]:
    """List what a figure shows, number by number; no two stand in the same place."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for item in values_of(result):
        place = (item.row, item.column)
        seen[place] += 1
        if seen[place] > 1:
            # Two schools of one name, or two lines of a list that begin alike.
            item = replace(item, row=f"{item.row} #{seen[place]}")  # noqa: PLW2901
        found.append(replace(item, value=_rounded(item.value)))
    return tuple(found)


def _rounded(value: float | str | None) -> float | str | None:
    return float(format(value, _SIGNIFICANT)) if isinstance(value, (int, float)) else value


@singledispatch
def values_of(result: object) -> Iterator[Value]:
    """Go through a result's numbers; every kind of result says how, here or beside its own definition."""
    raise TypeError(type(result).__name__)


def _target(target: Target | None, metric: Metric, row: str = "") -> Iterator[Value]:
    if target is not None:
        yield Value(row or TARGET, TARGET if row else metric.name, target.value, metric=metric.id)


@values_of.register
def _(result: Trend) -> Iterator[Value]:
    for line in result.lines:
        for point in line.points:
            word = " ".join(filter(None, (point.qualifier, ANNUAL if point.annual else "")))
            yield Value(line.name, point.period, point.value, word, result.metric.id)
    if result.target is not None and result.lines:
        yield Value(TARGET, result.lines[0].points[-1].period, result.target.value, metric=result.metric.id)


@values_of.register
def _(result: Ranking) -> Iterator[Value]:
    metric = result.metric
    for row in result.rows:
        yield Value(row.name, metric.name, row.value, row.incomplete or row.qualifier or "", metric.id)
        yield from _target(row.target, metric, row.name)
    yield Value(TOTAL, metric.name, result.total, metric=metric.id)
    yield from _target(result.target, metric)


@values_of.register
def _(result: HeatTable) -> Iterator[Value]:
    for name, cells in zip(result.names, result.cells, strict=True):
        for metric, cell in zip(result.metrics, cells, strict=True):
            yield Value(name, metric.name, cell.value, cell.incomplete or cell.qualifier or "", metric.id)


@values_of.register
def _(result: Composition) -> Iterator[Value]:
    words = dict(result.qualifiers)
    for row, name in enumerate(result.rows):
        for column, title in enumerate(result.columns):
            yield Value(name, title, result.values[row][column], words.get((row, column), ""))


@values_of.register
def _(result: Flow) -> Iterator[Value]:
    sides = ((STARTED, result.started), (OPEN, result.open), (COMPLETED, result.completed))
    for name, values in sides:
        for period, value in zip(result.periods, values, strict=True):
            yield Value(name, period, value)


@values_of.register
def _(result: Distribution) -> Iterator[Value]:
    for name, values in zip(result.series, result.values, strict=True):
        for band, value in zip(result.bands, values, strict=True):
            yield Value(name, band, value)


@values_of.register
def _(result: SchoolCoverage) -> Iterator[Value]:
    for school in result.schools:
        row = " ".join(filter(None, (school.name, school.stage)))
        yield Value(row, result.metric.name, school.value, metric=result.metric.id)
    yield from _target(result.target, result.metric)


def leading_columns(table: DataTable) -> int:
    """Count the columns that name a table's rows: those before the first number, or mark of what is missing."""
    if table.leading:
        return table.leading
    for number, (column, metric) in enumerate(zip(table.columns, table.metrics, strict=True)):
        is_count = number > 0 and any(isinstance(row[number], (int, float)) for row in table.rows)
        if metric is not None or is_count or column == NOT_WHOLE:
            return number
    return max(1, len(table.columns) - 1)


def row_name(row: Sequence[object], leading: int) -> str:
    """Name a table's row by its first columns."""
    return " ".join(str(cell) for cell in row[:leading] if cell is not None)


@values_of.register
def _(result: DataTable) -> Iterator[Value]:
    leading = leading_columns(result)
    for row in result.rows:
        name = row_name([None if n in result.personal else cell for n, cell in enumerate(row)], leading)
        for column in (n for n in range(leading, len(row)) if n not in result.personal):
            cell, metric = row[column], result.metrics[column]
            word = cell.qualifier if isinstance(cell, Qualified) else ""
            value = cell.value if isinstance(cell, Qualified) else cell
            if not isinstance(value, (int, float, str)) or isinstance(value, bool):
                value = None if value is None else str(value)
            yield Value(name, result.columns[column], value, word, metric.id if metric else "")
