"""Folding cells of the cube into figures at the grain that was asked for.

Folding goes over time first, district by district, then over districts: a stock (时点) takes the last period
shown, a flow (时期) adds up, a flow over a stock adds its numerator and takes the last denominator.
A part that cannot be computed makes a sum of counts undefined; a ratio of districts leaves such a part out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import FLOW, FLOW_OVER_STOCK, STOCK, Metric

Annual = Set[tuple[str, str, str]]
"""The scopes handed in for a whole year: dataset, period, district."""


@dataclass(frozen=True)
class MetricRow:
    """One figure at the grain asked for; dimensions that were not asked for are None.

    ``value`` is a share 0–1 for metrics in per cent; None means undefined and is shown as "—".
    ``reported`` figures were handed in as such and have no base data. ``missing`` names the periods
    (``2025Q2``) and districts (codes) that were asked for by name, are part of this figure and have no data.
    A ``hidden`` figure is known, and not told outside the house.
    """

    metric: str
    period: str | None
    district: str | None
    district_name: str | None
    school: str | None
    school_name: str | None
    stage: str | None
    category: str | None
    level: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    qualifier: str | None
    reported: bool
    annual: bool
    missing: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Request:
    """What to measure: metrics, the dimensions to spread them by, and the filters.

    ``school`` narrows what is spread by school to one of them, and to what is of no school.
    """

    metrics: tuple[str, ...]
    by: tuple[str, ...]
    periods: tuple[str, ...]
    districts: tuple[str, ...] | None = None
    stage: str | None = None
    category: str | None = None
    level: str | None = None
    school: str | None = None


@dataclass(frozen=True)
class Cell:
    """A figure of one district and period, as the cube or the rows have it."""

    metric: str
    period: str
    district: str | None
    rest: tuple[str | None, ...]  # school, stage, category, level
    numerator: float | None
    denominator: float | None
    reported: float | None
    qualifier: str | None

    @property
    def is_known(self) -> bool:
        """Tell whether it can be part of a sum: an undefined cell cannot, a lower bound can."""
        return (self.numerator, self.denominator, self.reported, self.qualifier) != (None, None, None, None)


def fold(metric: Metric, cells: Sequence[Cell], request: Request, annual: Annual) -> list[MetricRow]:
    """Fold a metric's cells to the grain of a request; ``annual`` are the scopes handed in for a whole year."""
    periods = request.periods
    if "period" not in request.by and metric.time_kind == STOCK and cells:
        last = max(cell.period for cell in cells)
        cells, periods = [cell for cell in cells if cell.period == last], (last,)
    groups: dict[tuple[Any, ...], list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[
            (
                cell.period if "period" in request.by else None,
                cell.district if "district" in request.by else None,
                cell.rest,
            )
        ].append(cell)
    rows = []
    for (period, district, rest), members in groups.items():
        over_time = [_fold_periods(metric, group, annual) for group in _by_district(members)]
        total = _fold_districts(metric, over_time)
        value = _value(metric, total)
        rows.append(
            MetricRow(
                metric=metric.id,
                period=period if "period" in request.by else (periods[-1] if len(periods) == 1 else None),
                district=district,
                district_name=region_names().get(district, district) if district else None,
                school=rest[0],
                school_name=None,
                stage=rest[1],
                category=rest[2],
                level=rest[3],
                numerator=total.numerator,
                denominator=total.denominator,
                value=value,
                qualifier=None if value is None else total.qualifier,
                reported=total.reported is not None and total.denominator is None,
                annual=any(_is_annual(metric.datasets, cell, annual) for cell in members),
                missing=_missing(metric, members, request, () if period else periods),
            )
        )
    return rows


def _is_annual(datasets: Iterable[str], cell: Cell, annual: Annual) -> bool:
    """Tell whether a cell rests on data handed in for a whole year."""
    sources = datasets if cell.reported is None else ("indicators",)
    return any((dataset, cell.period, cell.district) in annual for dataset in sources)


def _by_district(cells: Iterable[Cell]) -> list[list[Cell]]:
    groups: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.district].append(cell)
    return list(groups.values())


def _fold_periods(metric: Metric, cells: Sequence[Cell], annual: Annual) -> Cell:
    """Fold one district's cells over time: the last one for a stock, sums for a flow."""
    last = max(cells, key=lambda cell: cell.period)
    if len(cells) == 1 or metric.time_kind == STOCK:
        return last
    flows = flows_of(metric)
    counted = counted_periods({cell.period: _is_annual(flows, cell, annual) for cell in cells})
    added = [cell for cell in cells if cell.period in counted]
    if metric.time_kind == FLOW:
        return _total(added, last)
    stocks = {cell.period: cell.denominator for cell in cells if cell.denominator is not None}
    return replace(_total(added, last), denominator=stocks[max(stocks)] if stocks else None)


def flows_of(metric: Metric) -> tuple[str, ...]:
    """List a metric's datasets that are handed in for a time, not for a day."""
    return tuple(dataset for dataset in metric.datasets if load_contracts()[dataset].time == "flow")


def counted_periods(annual: Mapping[str, bool]) -> set[str]:
    """Choose the periods that add up; a year handed in whole, in its fourth quarter, contains its other quarters.

    ``annual`` tells of each period whether its flows were handed in for the whole year.
    """
    whole_years = {period[:4] for period, is_annual in annual.items() if is_annual}
    return {period for period in annual if period[:4] not in whole_years or period.endswith("Q4")}


def _fold_districts(metric: Metric, cells: Sequence[Cell]) -> Cell:
    """Add districts up; a ratio leaves out those that lack either side."""
    if len(cells) == 1:
        return cells[0]
    parts = [cell for cell in cells if not metric.is_ratio or None not in (cell.numerator, cell.denominator)]
    return replace(_total(parts, cells[0]), district=None)


def _total(cells: Sequence[Cell], like: Cell) -> Cell:
    """Add cells up; a cell that cannot be computed makes the sum undefined, a reported count stays marked."""
    if not all(cell.is_known for cell in cells):
        return replace(like, numerator=None, denominator=None, reported=None, qualifier=None)
    counts = [cell.reported for cell in cells if cell.numerator is not None]
    return replace(
        like,
        numerator=_sum(cell.numerator for cell in cells),
        denominator=_sum(cell.denominator for cell in cells),
        reported=_sum(counts),
        qualifier=_lower_bound(cells),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _lower_bound(cells: Iterable[Cell]) -> str | None:
    """A sum that contains a lower bound (90余) is one itself; 至少 outdoes 余 and 多, as max() has it in SQL."""
    return max((cell.qualifier for cell in cells if cell.qualifier), default=None)


def _value(metric: Metric, cell: Cell) -> float | None:
    if not metric.is_ratio:
        return cell.numerator
    if cell.numerator is None or not cell.denominator:
        return cell.reported
    return metric.scale * cell.numerator / cell.denominator


def _missing(
    metric: Metric, cells: Sequence[Cell], request: Request, periods: Sequence[str]
) -> tuple[str, ...]:
    """Name the periods and districts that a figure should contain and does not."""
    present = [cell for cell in cells if metric.time_kind != FLOW_OVER_STOCK or cell.numerator is not None]
    gaps: list[str] = []
    if metric.time_kind != STOCK:
        gaps += [period for period in periods if period not in {cell.period for cell in present}]
    districts = {cell.district for cell in present}
    if "district" not in request.by and None not in districts:
        gaps += [district for district in request.districts or () if district not in districts]
    return tuple(gaps)
