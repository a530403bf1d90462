"""Measuring: metrics at the grain that was asked for, from the cube or, for schools, from their own SQL.

Two steps of summing exist and no third: publish time fills the cube, and ``folding`` folds its cells.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import FLOW_OVER_STOCK, Catalogue, Metric
from eduboard.metrics.cube import fill_parts
from eduboard.metrics.folding import Annual, Cell, MetricRow, Request, fold
from eduboard.metrics.places import load_school_names
from eduboard.store.store import Row, Session

DIMENSIONS = ("period", "district", "school", "stage", "category", "level")
_SPREAD = frozenset(DIMENSIONS) - {"period", "district"}
"""Dimensions that cells are not folded over: what is to be spread by them is read so."""


@dataclass(frozen=True)
class _Slice:
    """One metric under one filter; None takes everything."""

    metric: Metric
    stage: str | None
    category: str | None
    level: str | None


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
    annual = annual_scopes(session)
    slices = [_slice(metric, request) for metric in metrics]
    cells = _cells_of_cube(
        session, [part for part in slices if not _is_spread(part.metric, request)], request
    )
    of_rows = [part for part in slices if _needs_rows(part.metric, request)]
    found_in_rows = row_cells(session, catalogue, [part.metric for part in of_rows], request)
    for part, found in zip(of_rows, found_in_rows, strict=True):
        # Where no person is named at all the cube still knows nought from nothing.
        counted = {cell.period for cell in found}
        cells[part] = [cell for cell in cells[part] if cell.period not in counted] + found
    rows = [row for part in slices for row in fold(part.metric, cells[part], request, annual)]
    return _with_school_names(session, rows) if "school" in request.by else rows


@dataclass(frozen=True)
class Cells:
    """Cells of the cube, read once, to be folded by any request whose metrics and filters are among them."""

    catalogue: Catalogue
    slices: Mapping[_Slice, Mapping[str, Sequence[Cell]]]
    """By period."""
    spread: tuple[str, ...]
    annual: Annual

    def fold(self, request: Request) -> list[MetricRow]:
        """Answer a request without a query; metrics that the cube cannot answer are left out."""
        rows = []
        for metric in _from_cube(self.catalogue, request, self.spread):
            by_period = self.slices.get(_slice(metric, request), {})
            cells = [
                cell
                for period in request.periods
                for cell in by_period.get(period, ())
                if request.districts is None or cell.district in request.districts
            ]
            rows += fold(metric, cells, request, self.annual)
        return rows


def read_cells(
    session: Session, catalogue: Catalogue, *requests: Request, spread: tuple[str, ...] = ()
) -> Cells:
    """Read what requests that differ in metrics, filters, grain, periods and districts need from the cube, at once.

    All are ``spread`` by the same dimensions beside period and district.
    """
    periods = tuple(sorted({period for request in requests for period in request.periods}))
    wanted = [request.districts for request in requests]
    everywhere = [district for districts in wanted for district in districts or ()]
    widest = Request((), spread, periods, None if None in wanted else tuple(dict.fromkeys(everywhere)))
    slices = dict.fromkeys(
        _slice(metric, request) for request in requests for metric in _from_cube(catalogue, request, spread)
    )

    def read() -> Mapping[_Slice, Mapping[str, Sequence[Cell]]]:
        found = _cells_of_cube(session, tuple(slices), widest)
        return {part: _by_period(cells) for part, cells in found.items()}

    found = session.recall(("cells", *slices, widest), read)
    return Cells(catalogue, found, spread, annual_scopes(session))


def _by_period(cells: Iterable[Cell]) -> Mapping[str, Sequence[Cell]]:
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.period].append(cell)
    return dict(found)


def measure_grains(
    session: Session, catalogue: Catalogue, *requests: Request, within: Request | None = None
) -> list[list[MetricRow]]:
    """Measure requests that differ in metrics, filters, grain, periods and districts, reading the cube once.

    With what lies ``within`` a wider request, other requests within it find the cube read.
    """
    cells = read_cells(session, catalogue, *requests, *(() if within is None else (within,)))
    return [[*measure_apart(session, catalogue, request), *cells.fold(request)] for request in requests]


def measure_apart(session: Session, catalogue: Catalogue, request: Request) -> list[MetricRow]:
    """Measure those metrics of a request that ``Cells`` leaves out."""
    shared = {metric.id for metric in _from_cube(catalogue, request)}
    apart = tuple(name for name in request.metrics if name not in shared)
    return measure(session, catalogue, replace(request, metrics=apart)) if apart else []


def _from_cube(catalogue: Catalogue, request: Request, spread: Collection[str] = ()) -> list[Metric]:
    """List the metrics of a request that shared cells can answer."""
    if _SPREAD & {*request.by} != {*spread}:
        return []
    metrics = [require_metric(catalogue, metric_id) for metric_id in request.metrics]
    return [metric for metric in metrics if not _needs_rows(metric, request)]


def _slice(metric: Metric, request: Request) -> _Slice:
    return _Slice(metric, request.stage, request.category, request.level)


def _cells_of_cube(
    session: Session, slices: Sequence[_Slice], request: Request
) -> defaultdict[_Slice, list[Cell]]:
    """Read the cells of slices for the periods and districts of a request, spread by its dimensions."""
    found: defaultdict[_Slice, list[Cell]] = defaultdict(list)
    for part, cell in (*_cube_cells(session, slices, request), *_zero_cells(session, slices, request)):
        found[part].append(cell)
    return found


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


def _columns(slices: Iterable[_Slice]) -> Mapping[str, list[str | None]]:
    parts = list(slices)
    return {
        "stages": [part.stage for part in parts],
        "categories": [part.category for part in parts],
        "levels": [part.level for part in parts],
    }


def _scope(request: Request) -> Mapping[str, list[str] | None]:
    districts = None if request.districts is None else list(request.districts)
    return {"periods": list(request.periods), "districts": districts}


def _spread(request: Request) -> Mapping[str, bool]:
    return {f"by_{name}": name in request.by for name in ("stage", "category", "level")}


def _is_paired(metric: Metric) -> bool:
    """Tell whether only cells with both sides count; flow and stock may well come in different quarters."""
    return metric.is_ratio and metric.time_kind != FLOW_OVER_STOCK


def _cell(row: Row, metric: Metric) -> Cell:
    return Cell(
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


def _cube_cells(session: Session, slices: Sequence[_Slice], request: Request) -> list[tuple[_Slice, Cell]]:
    if not slices:
        return []
    rows = session.run(
        "store/cube/measure",
        metrics=[part.metric.id for part in slices],
        distinct=[bool(part.metric.entity) for part in slices],
        paired=[_is_paired(part.metric) for part in slices],
        **_columns(slices),
        **_scope(request),
        **_spread(request),
    )
    return [(slices[row["asked"]], _cell(row, slices[row["asked"]].metric)) for row in rows]


def _zero_cells(session: Session, slices: Sequence[_Slice], request: Request) -> list[tuple[_Slice, Cell]]:
    """Find where counts that are filtered are nought although everything was handed in."""
    needed = [
        (number, part, dataset)
        for number, part in enumerate(slices)
        if not part.metric.is_ratio and any((part.stage, part.category, part.level))
        for dataset in part.metric.datasets
    ]
    if not needed:
        return []
    rows = session.run(
        "store/cube/zeros",
        asked=[number for number, _, _ in needed],
        metrics=[part.metric.id for _, part, _ in needed],
        datasets=[dataset for _, _, dataset in needed],
        needed=[len(part.metric.datasets) for _, part, _ in needed],
        **_columns([part for _, part, _ in needed]),
        **_scope(request),
    )
    found = []
    for row in rows:
        part = slices[row["asked"]]
        filters = {"stage": part.stage, "category": part.category, "level": part.level}
        rest = (None, *(value if name in request.by else None for name, value in filters.items()))
        found.append((part, Cell(part.metric.id, row["period"], row["district"], rest, 0, None, None, None)))
    return found


def row_cells(
    session: Session, catalogue: Catalogue, metrics: Sequence[Metric], request: Request, **parameters: str
) -> list[list[Cell]]:
    """Read the cells of each metric by its own statement, which may have parameters of its own, all at once."""
    if not metrics:
        return []
    rows = session.fetch(
        fill_parts(catalogue, metrics),
        {
            **_scope(request),
            **_spread(request),
            "school": request.school,
            "stage": request.stage,
            "category": request.category,
            "level": request.level,
            "by_district": [metric.entity != "person" or "district" in request.by for metric in metrics],
            "by_school": "school" in request.by,
            "is_paired": [_is_paired(metric) for metric in metrics],
            "is_distinct": [bool(metric.entity) for metric in metrics],
            **parameters,
        },
    )
    cells: list[list[Cell]] = [[] for _ in metrics]
    for row in rows:
        number = row["asked"] - 1
        cells[number].append(_cell(row, metrics[number]))
    return cells


def annual_scopes(session: Session) -> Annual:
    """Find which hand-ins are for a whole year."""

    def read() -> Annual:
        rows = session.run("store/annual_scopes")
        return frozenset((row["dataset"], row["period"], row["district"]) for row in rows)

    return session.recall("annual scopes", read)


def _with_school_names(session: Session, rows: Sequence[MetricRow]) -> list[MetricRow]:
    names = load_school_names(session, (row.district for row in rows if row.district))
    by_code = {school: name for (_, school), name in names.items()}
    return [
        replace(
            row,
            school_name=names.get((row.district or "", row.school or ""))
            or by_code.get(row.school or "")
            or row.school,
        )
        for row in rows
    ]


__all__ = [
    "DIMENSIONS",
    "Cells",
    "MetricRow",
    "Request",
    "annual_scopes",
    "measure",
    "measure_apart",
    "measure_grains",
    "read_cells",
    "require_metric",
    "row_cells",
]
