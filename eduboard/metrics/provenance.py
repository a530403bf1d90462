"""Where a number comes from: the stored rows that it is computed from, and what each of them counts.

A metric's statement groups by school and says nothing of rows.  So the rows of the number's scope stand in for
the datasets with their own address (``batch/line``) in the place of their school: every row becomes a school of
its own, and the metric's own statement tells what that row counts.  Where a statement joins a second dataset by
school, the rows of the true school are set beside each.  What a dataset counts without the rows in question is
taken off again, dataset by dataset, so the parts add up to the number; ``is_exact`` is false where they do not,
and the rows of the scope are listed without a claim.

What is added up over quarters rests on the rows of them all, as ``folding`` adds them: a flow of a stock is divided by
the last quarter's rows alone.  A number that is no metric is a tally (``tallies``), whose statement names its rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied
from eduboard.metrics.breakdown import measure_parts
from eduboard.metrics.catalogue import FLOW_OVER_STOCK, Catalogue, Metric
from eduboard.metrics.cube import fill_sql
from eduboard.metrics.folding import counted_periods, flows_of
from eduboard.metrics.measure import MetricRow, Request, annual_scopes, measure, require_metric
from eduboard.metrics.origins import Numbered, Origin
from eduboard.metrics.tallies import Tally, count_rows, load_tallies
from eduboard.store.how_read import FileLine, how_read
from eduboard.store.queries import load_query
from eduboard.store.store import Row, Session

_KINDS = ("category", "level")

Scope = tuple[str, str]
"""A period and a district."""

HELD_AGAINST = "enrolment"
"""What other figures are held against comes last: alone it counts nothing but denominators."""


@dataclass(frozen=True)
class TracedRow:
    """A stored row: where it stands, what it says (field and value), and what it counts.

    ``line`` goes into addresses, ``place`` is where a person finds it.

    ``is_known`` is false where the row makes the whole number undefined; ``is_repeated`` where its school or
    person has been counted by another row.
    """

    dataset: str
    batch: str
    file_name: str
    line: int
    place: FileLine
    district: str
    numerator: float | None
    denominator: float | None
    qualifier: str | None
    is_known: bool
    is_repeated: bool
    period: str
    values: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Trace:
    """A number and a page of its rows.  ``metric`` or ``tally`` tells which; neither: the rows themselves.

    ``row_count`` rows count something, ``nothing_count`` more of the scope count nought; these are told only where
    there are no others.
    """

    origin: Origin
    metric: Metric | None
    figure: MetricRow | None
    rows: tuple[TracedRow, ...]
    row_count: int
    nothing_count: int
    numerator: float | None
    denominator: float | None
    is_exact: bool
    tally: Tally | None = None
    qualifier: str | None = None

    @property
    def is_ratio(self) -> bool:
        """Tell whether each row counts towards a part and a whole."""
        counted = self.metric or self.tally
        return counted is not None and counted.is_ratio


def trace_number(session: Session, catalogue: Catalogue, number: Numbered, start: int, most: int) -> Trace:
    """Trace whatever a cell rests on: a metric, a tally, or a stored row; raises what ``trace_cell`` does."""
    name, origin = number
    if not name:
        return find_rows(session, origin.dataset, origin)
    if name in load_tallies():
        return trace_tally(session, load_tallies()[name], origin, start, most)
    return trace_cell(session, catalogue, name, origin, start, most)


def trace_tally(session: Session, tally: Tally, origin: Origin, start: int, most: int) -> Trace:
    """Trace a tally to its rows, as ``trace_cell`` does; raises AccessDenied ``access.other_school``."""
    _require_own_school(session, origin)
    count_rows(session, tally, origin)
    return _page(
        session, Trace(origin, None, None, (), 0, 0, None, None, is_exact=True, tally=tally), start, most
    )


def trace_cell(
    session: Session, catalogue: Catalogue, metric_id: str, origin: Origin, start: int, most: int
) -> Trace:
    """Trace a number to its rows, ``most`` of them from the ``start``-th; what counts most comes first.

    Raises EduboardError ``metric.unknown``, and AccessDenied ``access.other_school``.
    """
    _require_own_school(session, origin)
    metric = require_metric(catalogue, metric_id)
    figures = _figures(session, catalogue, metric, origin)
    figure = _figure(session, catalogue, metric, origin, figures)
    shown = {row.district or "" for row in figures if _is_part(metric, row, figures)} or {*origin.districts}
    scopes = _scopes(session, catalogue, metric, origin, figures)
    computed = [scope for scope, reported in scopes.items() if scope[1] in shown and not reported]
    reported = [scope for scope, reported in scopes.items() if scope[1] in shown and reported]
    _take_rows(session, metric.datasets, origin, computed)
    _compute_parts(session, catalogue, metric, origin)
    sums = session.run("pages/trace_sums")[0]
    is_exact = bool(reported) or not computed or _adds_up(metric, figure, sums)
    if not is_exact:
        session.run("pages/trace_scope", school=origin.school, counted=None)
    elif not sums["listed"] and not sums["counting_nothing"]:
        # Nought of what a statement seeks: the rows in which it is not found.
        session.run("pages/trace_scope", school=origin.school, counted=0)
    for period in dict.fromkeys(period for period, _ in reported):
        session.run(
            "pages/trace_reported",
            names=[metric.name, *metric.aliases],
            is_ratio=metric.is_ratio,
            is_share=metric.is_share,
            period=period,
            districts=[district for other, district in reported if other == period],
            level=origin.level,
        )
    return _page(session, Trace(origin, metric, figure, (), 0, 0, None, None, is_exact), start, most)


def find_rows(session: Session, dataset: str, origin: Origin) -> Trace:
    """Find the stored rows that a line of a table shows as they are; raises AccessDenied ``access.other_school``."""
    _require_own_school(session, origin)
    _take_rows(session, (dataset,), origin, _scopes_of(origin))
    session.run("pages/trace_scope", school=origin.school, counted=None)
    return _page(session, Trace(origin, None, None, (), 0, 0, None, None, is_exact=True), 0, 1)


def _require_own_school(session: Session, origin: Origin) -> None:
    """A school's account follows its own school's numbers; those of a district rest on other schools' rows."""
    if session.viewer.only_school not in ("", origin.school):
        raise AccessDenied("access.other_school")


def _figures(session: Session, catalogue: Catalogue, metric: Metric, origin: Origin) -> list[MetricRow]:
    """Measure the number district by district: a sum has computed and reported parts."""
    if origin.school is None:
        return _measure(session, catalogue, metric, origin, ("district",))
    by = ("district", "school", "stage") if origin.stage else ("district", "school")
    rows = _measure(session, catalogue, metric, origin, by)
    return [row for row in rows if row.school == origin.school]


def _figure(
    session: Session, catalogue: Catalogue, metric: Metric, origin: Origin, figures: Sequence[MetricRow]
) -> MetricRow | None:
    if origin.school is not None or len(origin.districts) == 1:
        return figures[0] if figures else None
    return next(iter(_measure(session, catalogue, metric, origin, ())), None)


def _measure(
    session: Session, catalogue: Catalogue, metric: Metric, origin: Origin, by: tuple[str, ...]
) -> list[MetricRow]:
    """Measure as the figure did that shows the number, and take what the origin narrows it to."""
    kinds = {name: value for name in _KINDS if (value := getattr(origin, name)) is not None}
    request = Request((metric.id,), (*by, *kinds), origin.periods, origin.districts, origin.stage or None)
    if origin.part is None:
        rows = measure(session, catalogue, request)
    else:
        attribute, part = origin.part
        found = measure_parts(session, catalogue, request, attribute)
        rows = [item.row for item in found if item.part.name == part]
    return [row for row in rows if all((getattr(row, name) or "") == value for name, value in kinds.items())]


def _is_part(metric: Metric, row: MetricRow, figures: Sequence[MetricRow]) -> bool:
    """A ratio of several districts leaves out those that lack either side."""
    lacks_a_side = None in (row.numerator, row.denominator)
    return len(figures) == 1 or not metric.is_ratio or not lacks_a_side


def _scopes_of(origin: Origin) -> list[Scope]:
    return [(period, district) for period in origin.periods for district in origin.districts]


def _scopes(
    session: Session, catalogue: Catalogue, metric: Metric, origin: Origin, figures: Sequence[MetricRow]
) -> dict[Scope, bool]:
    """Tell which periods of which districts are in a number, and whether they were reported as such."""
    if not figures:
        # Nobody who handed something in has what is counted: the rows in which it is not.
        return dict.fromkeys(_scopes_of(origin), False)
    if len(origin.periods) == 1:
        return {(origin.period, row.district): row.reported for row in figures if row.district}
    rows = _measure(session, catalogue, metric, origin, ("period", "district"))
    known = {(row.period or "", row.district or ""): row.reported for row in rows}
    annual = annual_scopes(session)
    flows = flows_of(metric)
    scopes: dict[Scope, bool] = {}
    for code in origin.districts:
        own = {period: is_reported for (period, district), is_reported in known.items() if district == code}
        whole = {
            period: any(
                (name, period, code) in annual for name in (("indicators",) if is_reported else flows)
            )
            for period, is_reported in own.items()
        }
        counted = counted_periods(whole)
        scopes |= {(period, code): own[period] for period in own if period in counted}
    return scopes


def _take_rows(session: Session, datasets: Sequence[str], origin: Origin, scopes: Sequence[Scope]) -> None:
    session.execute(
        "CREATE OR REPLACE TEMP TABLE trace_addresses "
        "(dataset VARCHAR, row_address VARCHAR, district VARCHAR, school VARCHAR, batch VARCHAR, line BIGINT)"
    )
    condition = "".join(f" AND {name} IS NOT DISTINCT FROM ${name}" for name, _ in origin.key)
    for dataset in datasets:
        session.execute(
            load_query("pages/trace_rows").sql.format(dataset=dataset, condition=condition),
            {
                "periods": list({period for period, _ in scopes}),
                "districts": list({district for _, district in scopes}),
                "scopes": [f"{period}/{district}" for period, district in scopes],
                **dict(origin.key),
            },
        )
        school = "school" if load_contracts()[dataset].has_school else "NULL"
        session.execute(load_query("pages/trace_addresses").sql.format(dataset=dataset, school=school))
    if origin.part is not None:
        attribute, part = origin.part
        register = load_query("pages/register_parts").sql
        session.execute(
            load_query("pages/trace_members").sql.format(register=register),
            {
                "attribute": attribute,
                "periods": list(origin.periods),
                "districts": list(origin.districts),
                "part": part,
            },
        )


def _compute_parts(session: Session, catalogue: Catalogue, metric: Metric, origin: Origin) -> None:
    """Ask the metric's statement what each row counts: one dataset row by row, those before it left out."""
    session.execute(
        "CREATE OR REPLACE TEMP TABLE trace_results (dataset VARCHAR, is_base BOOLEAN, period VARCHAR, "
        "district VARCHAR, school VARCHAR, stage VARCHAR, category VARCHAR, level VARCHAR, numerator DOUBLE, "
        "denominator DOUBLE, qualifier VARCHAR, entity VARCHAR)"
    )
    apart = load_query("pages/trace_apart").sql
    statement = fill_sql("pages/trace_results", catalogue, metric)
    order = sorted(metric.datasets, key=lambda dataset: (dataset == HELD_AGAINST, dataset))
    try:
        for position, dataset in enumerate(order):
            for other in order[position + 1 :]:
                session.execute(load_query("pages/trace_beside").sql.format(dataset=other, apart=dataset))
            for is_base in (False, True):
                session.execute(apart.format(dataset=dataset), {"is_left_out": is_base})
                session.execute(statement, {"dataset": dataset, "is_base": is_base})
    finally:
        for dataset in order:
            session.execute(f"DROP TABLE IF EXISTS temp.{dataset}")
    session.run(
        "pages/trace_parts",
        stage=origin.stage or None,
        school=origin.school,
        category=origin.category,
        level=origin.level,
        is_paired=metric.is_ratio and metric.time_kind != FLOW_OVER_STOCK,
        is_over_stock=metric.time_kind == FLOW_OVER_STOCK,
        is_distinct=bool(metric.entity),
        across_districts=metric.entity == "person" and len(origin.districts) > 1,
    )


def _adds_up(metric: Metric, figure: MetricRow | None, sums: Row) -> bool:
    """Tell whether the parts are the number; where it is undefined there is nothing to compare with."""
    if figure is None or figure.value is None:
        return True
    same_numerator = math.isclose(sums["numerator"] or 0, figure.numerator or 0, abs_tol=1e-6)
    same_denominator = math.isclose(sums["denominator"] or 0, figure.denominator or 0, abs_tol=1e-6)
    return same_numerator and (same_denominator or not metric.is_ratio)


def _page(session: Session, trace: Trace, start: int, most: int) -> Trace:
    sums = session.run("pages/trace_sums")[0]
    is_nothing = not sums["listed"]
    found = session.run("pages/trace_page", is_nothing=is_nothing, start=start, most=most)
    values: dict[tuple[str, str], Row] = {}
    for dataset in {row["dataset"] for row in found}:
        addresses = [row["row_address"] for row in found if row["dataset"] == dataset]
        sql = load_query("pages/trace_values").sql.format(dataset=dataset)
        values |= {(dataset, row["row_address"]): row for row in session.fetch(sql, {"addresses": addresses})}
    return replace(
        trace,
        rows=tuple(_traced_row(row, values[row["dataset"], row["row_address"]]) for row in found),
        row_count=sums["listed"],
        nothing_count=sums["counting_nothing"],
        numerator=sums["numerator"],
        denominator=sums["denominator"],
        qualifier=sums["qualifier"],
    )


def _traced_row(part: Row, values: Row) -> TracedRow:
    known: list[tuple[str, object]] = []
    for field in load_contracts()[part["dataset"]].stored_fields:
        value = values[field.name]
        if value not in (None, ""):
            known.append((field.name, value.isoformat() if isinstance(value, date) else value))
    kept = ("dataset", "batch", "file_name", "line", "district", "numerator", "denominator", "qualifier")
    return TracedRow(
        **{name: part[name] for name in kept},
        place=how_read(part["reading"]).place(part["line"]),
        is_known=part["is_known"],
        is_repeated=part["is_repeated"],
        period=values["period"],
        values=tuple(known),
    )
