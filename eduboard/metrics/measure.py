"""Measuring: metrics at the grain that was asked for, from the cube or, for schools, from their own SQL.

Two steps of summing exist and no third: publish time fills the cube, and this module folds its cells.
Folding goes over time first, district by district, then over districts: a stock (时点) takes the last period
shown, a flow (时期) adds up, a flow over a stock adds its numerator and takes the last denominator.
A part that cannot be computed makes a sum of counts undefined; a ratio of districts leaves such a part out.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import FLOW, FLOW_OVER_STOCK, STOCK, Catalogue, Metric
from eduboard.metrics.cube import fill_sql
from eduboard.store.store import Row, Session

DIMENSIONS = ("period", "district", "school", "stage", "category", "level")


@dataclass(frozen=True)
class MetricRow:
    """One figure at the grain asked for; dimensions that were not asked for are None.

    ``value`` is a share 0–1 for metrics in per cent; None means undefined and is shown as "—".
    ``reported`` figures were handed in as such and have no base data. ``missing`` names the periods
    (``2025Q2``) and districts (codes) that were asked for by name, are part of this figure and have no data.
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


@dataclass(frozen=True)
class Request:
    """What to measure: metrics, the dimensions to spread them by, and the filters."""

    metrics: tuple[str, ...]
    by: tuple[str, ...]
    periods: tuple[str, ...]
    districts: tuple[str, ...] | None = None
    stage: str | None = None
    category: str | None = None
    level: str | None = None


@dataclass(frozen=True)
class _Cell:
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


def require_metric(catalogue: Catalogue, metric_id: str) -> Metric:
    """Return a metric, or raise EduboardError ``metric.unknown`` with the nearest names."""
    if metric_id in catalogue:
        return catalogue[metric_id]
    near = difflib.get_close_matches(metric_id, [metric.id for metric in catalogue.metrics], n=3, cutoff=0.3)
    raise EduboardError("metric.unknown", metric=metric_id, near="、".join(near) or "—")


def measure(session: Session, catalogue: Catalogue, request: Request) -> list[MetricRow]:
    """Measure a request for the session's viewer; rows come ordered by metric and dimensions.

    Schools are always told with their district.  Raises EduboardError for a metric or a dimension that does
    not exist.
    """
    for dimension in request.by:
        if dimension not in DIMENSIONS:
            raise EduboardError("metric.dimension", dimension=dimension, allowed="、".join(DIMENSIONS))
    if "school" in request.by and "district" not in request.by:
        # Two districts may have schools of the same name, and files without codes know schools by name.
        request = replace(request, by=("district", *request.by))
    metrics = [require_metric(catalogue, metric_id) for metric_id in request.metrics]
    annual = _annual_scopes(session, request)
    from_rows = [metric for metric in metrics if _needs_rows(metric, request)]
    cells = _cells_of_cube(
        session, [metric for metric in metrics if not _is_spread(metric, request)], request
    )
    for metric in from_rows:
        found = _row_cells(session, catalogue, metric, request)
        # Where no person is named at all the cube still knows nought from nothing.
        counted = {cell.period for cell in found}
        cells[metric.id] = [cell for cell in cells[metric.id] if cell.period not in counted] + found
    rows = [row for metric in metrics for row in _fold(metric, cells[metric.id], request, annual)]
    return _with_school_names(session, rows) if "school" in request.by else rows


def measure_grains(
    session: Session, catalogue: Catalogue, widest: Request, *others: Request
) -> list[list[MetricRow]]:
    """Measure requests for the same metrics that differ in grain, periods and districts, reading the cube once.

    ``widest`` covers the periods and districts of the others, and is by district; none is by anything that
    the cube folds away.
    """
    requests = (widest, *others)
    metrics = [require_metric(catalogue, metric_id) for metric_id in widest.metrics]
    apart = {metric.id for metric in metrics for request in requests if _needs_rows(metric, request)}
    shared = [metric for metric in metrics if metric.id not in apart]
    annual = _annual_scopes(session, widest)
    cells = _cells_of_cube(session, shared, widest)
    results = []
    for request in requests:
        rows = measure(session, catalogue, replace(request, metrics=tuple(apart))) if apart else []
        for metric in shared:
            rows += _fold(
                metric, [cell for cell in cells[metric.id] if _is_asked(cell, request)], request, annual
            )
        results.append(rows)
    return results


def _is_asked(cell: _Cell, request: Request) -> bool:
    return cell.period in request.periods and (
        request.districts is None or cell.district in request.districts
    )


def _cells_of_cube(
    session: Session, metrics: Sequence[Metric], request: Request
) -> defaultdict[str, list[_Cell]]:
    by_metric: defaultdict[str, list[_Cell]] = defaultdict(list)
    for cell in (*_cube_cells(session, metrics, request), *_zero_cells(session, metrics, request)):
        by_metric[cell.metric].append(cell)
    return by_metric


def _is_spread(metric: Metric, request: Request) -> bool:
    """Tell whether a metric is asked for at a grain that the cube does not keep."""
    by_kind = bool({"category", "level"} & {*request.by} or request.category or request.level)
    return "school" in request.by or (bool(metric.entity) and by_kind)


def _needs_rows(metric: Metric, request: Request) -> bool:
    """Schools are not in the cube, and persons of several districts cannot be added up."""
    across = metric.entity == "person" and "district" not in request.by
    return _is_spread(metric, request) or (
        across and (request.districts is None or len(request.districts) > 1)
    )


def _filters(request: Request) -> dict[str, Any]:
    return {
        "periods": list(request.periods),
        "districts": None if request.districts is None else list(request.districts),
        "stage": request.stage,
        "category": request.category,
        "level": request.level,
        "by_stage": "stage" in request.by,
        "by_category": "category" in request.by,
        "by_level": "level" in request.by,
    }


def _is_paired(metric: Metric) -> bool:
    """Tell whether only cells with both sides count; flow and stock may well come in different quarters."""
    return metric.is_ratio and metric.time_kind != FLOW_OVER_STOCK


def _cell(row: Row, metric: Metric) -> _Cell:
    return _Cell(
        metric=metric.id,
        period=row["period"],
        district=row["district"],
        rest=(row.get("school"), row["stage"], row["category"], row["level"]),
        numerator=row["numerator"],
        denominator=row["denominator"],
        # A reported ratio has no base, so it stands only where it is the one cell.
        reported=row["reported"] if row["cells"] == 1 or not metric.is_ratio else None,
        qualifier=row["qualifier"],
    )


def _cube_cells(session: Session, metrics: Sequence[Metric], request: Request) -> list[_Cell]:
    if not metrics:
        return []
    rows = session.run(
        "store/cube/measure",
        metrics=[metric.id for metric in metrics],
        distinct_metrics=[metric.id for metric in metrics if metric.entity],
        paired_metrics=[metric.id for metric in metrics if _is_paired(metric)],
        **_filters(request),
    )
    by_id = {metric.id: metric for metric in metrics}
    return [_cell(row, by_id[row["metric"]]) for row in rows]


def _zero_cells(session: Session, metrics: Sequence[Metric], request: Request) -> list[_Cell]:
    """Find where counts that are filtered are nought although everything was handed in."""
    filters = {"stage": request.stage, "category": request.category, "level": request.level}
    counts = [metric for metric in metrics if not metric.is_ratio]
    if not counts or not any(filters.values()):
        return []
    needed = [(metric.id, dataset, len(metric.datasets)) for metric in counts for dataset in metric.datasets]
    rows = session.run(
        "store/cube/zeros",
        metrics=[metric for metric, _, _ in needed],
        datasets=[dataset for _, dataset, _ in needed],
        needed=[count for _, _, count in needed],
        periods=list(request.periods),
        districts=None if request.districts is None else list(request.districts),
        **filters,
    )
    rest = (None, *(value if name in request.by else None for name, value in filters.items()))
    return [_Cell(row["metric"], row["period"], row["district"], rest, 0, None, None, None) for row in rows]


def _row_cells(session: Session, catalogue: Catalogue, metric: Metric, request: Request) -> list[_Cell]:
    across_districts = metric.entity == "person" and "district" not in request.by
    rows = session.fetch(
        fill_sql("store/cube/measure_rows", catalogue, metric),
        {
            **_filters(request),
            "by_district": not across_districts,
            "by_school": "school" in request.by,
            "is_paired": _is_paired(metric),
            "is_distinct": bool(metric.entity),
        },
    )
    return [_cell(row, metric) for row in rows]


def _fold(
    metric: Metric, cells: Sequence[_Cell], request: Request, annual: set[tuple[str, str, str]]
) -> list[MetricRow]:
    periods = request.periods
    if "period" not in request.by and metric.time_kind == STOCK and cells:
        last = max(cell.period for cell in cells)
        cells, periods = [cell for cell in cells if cell.period == last], (last,)
    groups: dict[tuple[Any, ...], list[_Cell]] = defaultdict(list)
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


def _is_annual(datasets: Iterable[str], cell: _Cell, annual: set[tuple[str, str, str]]) -> bool:
    """Tell whether a cell rests on data handed in for a whole year."""
    sources = datasets if cell.reported is None else ("indicators",)
    return any((dataset, cell.period, cell.district) in annual for dataset in sources)


def _by_district(cells: Iterable[_Cell]) -> list[list[_Cell]]:
    groups: dict[str | None, list[_Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.district].append(cell)
    return list(groups.values())


def _fold_periods(metric: Metric, cells: Sequence[_Cell], annual: set[tuple[str, str, str]]) -> _Cell:
    """Fold one district's cells over time: the last one for a stock, sums for a flow."""
    last = max(cells, key=lambda cell: cell.period)
    if len(cells) == 1 or metric.time_kind == STOCK:
        return last
    flows = [dataset for dataset in metric.datasets if load_contracts()[dataset].time == "flow"]
    whole_years = {cell.period[:4] for cell in cells if _is_annual(flows, cell, annual)}
    # A year that was handed in whole, in its fourth quarter, contains its other quarters.
    added = [cell for cell in cells if cell.period[:4] not in whole_years or cell.period.endswith("Q4")]
    if metric.time_kind == FLOW:
        return _total(added, last)
    stocks = {cell.period: cell.denominator for cell in cells if cell.denominator is not None}
    return replace(_total(added, last), denominator=stocks[max(stocks)] if stocks else None)


def _fold_districts(metric: Metric, cells: Sequence[_Cell]) -> _Cell:
    """Add districts up; a ratio leaves out those that lack either side."""
    if len(cells) == 1:
        return cells[0]
    parts = [cell for cell in cells if not metric.is_ratio or None not in (cell.numerator, cell.denominator)]
    return replace(_total(parts, cells[0]), district=None)


def _total(cells: Sequence[_Cell], like: _Cell) -> _Cell:
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


def _lower_bound(cells: Iterable[_Cell]) -> str | None:
    """A sum that contains a lower bound (90余) is one itself; 至少 outdoes 余 and 多, as max() has it in SQL."""
    return max((cell.qualifier for cell in cells if cell.qualifier), default=None)


def _value(metric: Metric, cell: _Cell) -> float | None:
    if not metric.is_ratio:
        return cell.numerator
    if cell.numerator is None or not cell.denominator:
        return cell.reported
    return metric.scale * cell.numerator / cell.denominator


def _missing(
    metric: Metric, cells: Sequence[_Cell], request: Request, periods: Sequence[str]
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


def _annual_scopes(session: Session, request: Request) -> set[tuple[str, str, str]]:
    rows = session.run("store/annual_scopes", periods=list(request.periods))
    return {(row["dataset"], row["period"], row["district"]) for row in rows}


def _with_school_names(session: Session, rows: Sequence[MetricRow]) -> list[MetricRow]:
    districts = sorted({row.district for row in rows if row.district})
    names = {
        (row["district"], row["school"]): row["school_name"]
        for row in session.run("store/school_names", districts=districts)
    }
    by_code = {school: name for (_, school), name in names.items()}
    return [
        replace(
            row, school_name=names.get((row.district, row.school)) or by_code.get(row.school) or row.school
        )
        for row in rows
    ]


__all__ = ["DIMENSIONS", "FLOW", "MetricRow", "Request", "measure", "measure_grains", "require_metric"]
