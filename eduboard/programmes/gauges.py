"""Reading the gauges: every metric and named figure of a programme, measured together in a few queries.

A stock (时点) is read at its last period known, a flow (时期) is added up over a span.  Figures of 其他指标 are read
as they were handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from eduboard.metrics.catalogue import FLOW_OVER_STOCK, Catalogue, Metric
from eduboard.metrics.measure import Cells, MetricRow, Request, measure_apart, read_cells
from eduboard.metrics.origins import Numbered, Numbers, Origin
from eduboard.metrics.tallies import tallied
from eduboard.periods import period_range
from eduboard.programmes.model import Gauge
from eduboard.programmes.results import Reading
from eduboard.store.store import Row, Session

WHOLE = ""
"""Stands for the programme's whole region where a district's code is asked for."""

Span = tuple[str, str]
_Filter = tuple[str, str, str]  # stage, category, level


@dataclass(frozen=True)
class Region:
    """Whose figures are read: the districts, and the region's own code (its figures stand beside theirs)."""

    code: str
    districts: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that may have handed something in."""
        return tuple(dict.fromkeys((self.code, *self.districts)))


@dataclass(frozen=True)
class Scopes:
    """Which batch each dataset, period and district rests on, and of which kind it is."""

    batches: Mapping[tuple[str, str, str], str]
    kinds_by_period: Mapping[str, frozenset[str]]
    periods: tuple[str, ...]  # those with figures; targets alone are none

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of all batches: demo, published, submitted."""
        return frozenset().union(*self.kinds_by_period.values())

    def of(
        self, datasets: Iterable[str], periods: Iterable[str], districts: Iterable[str]
    ) -> tuple[str, ...]:
        """Name the batches that a figure rests on."""
        found = {self.batches.get((d, p, c)) for d in datasets for p in periods for c in districts}
        return tuple(sorted(batch for batch in found if batch))

    def until(self, period: str) -> Scopes:
        """Keep what was handed in for the periods up to one."""
        return Scopes(
            {key: batch for key, batch in self.batches.items() if key[1] <= period},
            {known: kinds for known, kinds in self.kinds_by_period.items() if known <= period},
            tuple(known for known in self.periods if known <= period),
        )


def read_scopes(session: Session, region: Region) -> Scopes:
    """Read the scopes of a region."""
    rows = session.run("pages/programme_scopes", districts=list(region.codes))
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        kinds[row["period"]].add(row["kind"])
    return Scopes(
        batches={(row["dataset"], row["period"], row["district"]): row["batch"] for row in rows},
        kinds_by_period={period: frozenset(found) for period, found in kinds.items()},
        periods=tuple(sorted({row["period"] for row in rows if row["dataset"] != "targets"})),
    )


def span_of(metric: Metric, start: str, end: str, first: str) -> Span:
    """Over which periods a flow is added up: from the start given, or all there is; an average over its year."""
    if metric.time_kind == FLOW_OVER_STOCK:
        return (start or f"{end[:4]}Q1", end)
    return (start or first, end)


@dataclass
class Gauges:
    """The readings of one programme: by metric and filter, by period and place.

    Nothing in it depends on the period in sight: it is read once, and answers for every period and place.
    """

    catalogue: Catalogue
    region: Region
    scopes: Scopes
    named: Mapping[tuple[str, str], list[Row]]
    cells: Cells
    stocks: Mapping[tuple[str, _Filter, str], list[MetricRow]]
    sums: dict[tuple[Gauge, Span, str], MetricRow | None] = field(default_factory=dict)

    def points(self, gauge: Gauge, place: str, until: str) -> tuple[tuple[str, float | None], ...]:
        """The values period by period, oldest first."""
        if gauge.indicator:
            return tuple((r.period, r.value) for r in self._handed_in(gauge, place) if r.period <= until)
        rows = self.stocks.get((gauge.metric, _filter(gauge), place), [])
        scale = _scale(self.catalogue[gauge.metric])
        return tuple(
            (row.period or "", _scaled(row.value, scale)) for row in rows if (row.period or "") <= until
        )

    def at(self, gauge: Gauge, place: str, until: str, since: str = "") -> Reading:
        """The last value known at or before a period."""
        if gauge.indicator:
            known = [r for r in self._handed_in(gauge, place) if since <= r.period <= until]
            return known[-1] if known else Reading(None)
        rows = self.stocks.get((gauge.metric, _filter(gauge), place), [])
        found = [row for row in rows if row.value is not None and row.period and since <= row.period <= until]
        return self._reading(gauge, found[-1], place, (found[-1].period or "",)) if found else Reading(None)

    def first_after(self, gauge: Gauge, place: str, since: str, until: str) -> Reading:
        """The first value known from a period on."""
        for period, value in self.points(gauge, place, until):
            if period >= since and value is not None:
                return Reading(value, period)
        return Reading(None)

    def summed(self, gauge: Gauge, place: str, span: Span) -> Reading:
        """A flow added up over a span; its period is the last one that has data."""
        key = (gauge, span, place)
        if key not in self.sums:
            self.sums[key] = self._sum(gauge, place, span)
        row = self.sums[key]
        if row is None or row.value is None:
            return Reading(None)
        rows = self.stocks.get((gauge.metric, _filter(gauge), place), [])
        periods = [
            r.period or "" for r in rows if r.value is not None and span[0] <= (r.period or "") <= span[1]
        ]
        reading = self._reading(gauge, row, place, periods)
        # Quarters before the first hand-in are no gap; districts that a sum lacks are.
        missing = tuple(code for code in row.missing if code in self.region.codes)
        return replace(reading, period=periods[-1] if periods else span[1], missing=missing)

    def _sum(self, gauge: Gauge, place: str, span: Span) -> MetricRow | None:
        known = self.scopes.periods
        first, last = max(span[0], known[0]), min(span[1], known[-1])
        districts = (place,) if place else self.region.districts
        request = _request({gauge.metric}, _filter(gauge), (), period_range(first, last), districts)
        rows = self.cells.fold(request) if first <= last else []
        return rows[0] if rows else None

    def _reading(self, gauge: Gauge, row: MetricRow, place: str, periods: Sequence[str]) -> Reading:
        metric = self.catalogue[row.metric]
        datasets = ("indicators",) if row.reported else metric.datasets
        districts = (place,) if place else self.region.districts
        return Reading(
            value=_scaled(row.value, _scale(metric)),
            period=row.period or "",
            qualifier=row.qualifier or "",
            annual=row.annual,
            batches=self.scopes.of(datasets, periods, districts),
            missing=row.missing,
            numerator=row.numerator,
            denominator=row.denominator,
            numbers=(_number(gauge, periods, districts),) if row.value is not None else (),
        )

    def _handed_in(self, gauge: Gauge, place: str) -> list[Reading]:
        own = self._readings_of(gauge, place or self.region.code)
        if place or own or self.region.code in self.region.districts:
            return own
        # A count of the whole is the sum of its districts; a share, or so much a head, is not.
        if gauge.unit == "%" or "/" in gauge.unit:
            return []
        return _sum_by_period([self._readings_of(gauge, d) for d in self.region.districts], self.region)

    def _readings_of(self, gauge: Gauge, district: str) -> list[Reading]:
        found: dict[str, Reading] = {}
        for row in self.named.get((gauge.indicator, district), []):
            if (not gauge.unit or row["unit"] in ("", gauge.unit)) and row["level"] == gauge.level:
                found.setdefault(
                    row["period"],
                    Reading(
                        row["value"],
                        row["period"],
                        row["qualifier"] or "",
                        row["annual"],
                        (row["batch"],),
                        numbers=(_named_number(gauge, row["period"], district),),
                    ),
                )
        return [found[period] for period in sorted(found)]


def _sum_by_period(series: Sequence[Sequence[Reading]], region: Region) -> list[Reading]:
    by_period: defaultdict[str, dict[str, Reading]] = defaultdict(dict)
    for district, readings in zip(region.districts, series, strict=True):
        for reading in readings:
            by_period[reading.period][district] = reading
    return [
        Reading(
            value=sum(reading.value or 0 for reading in found.values()),
            period=period,
            qualifier=max(reading.qualifier for reading in found.values()),
            annual=any(reading.annual for reading in found.values()),
            batches=tuple(sorted({batch for reading in found.values() for batch in reading.batches})),
            missing=tuple(district for district in region.districts if district not in found),
            numbers=_together([reading.numbers for reading in found.values()], tuple(found)),
        )
        for period, found in sorted(by_period.items())
    ]


def _number(gauge: Gauge, periods: Sequence[str], districts: tuple[str, ...]) -> Numbered:
    """Say where a metric's value comes from: of one period, or added up over several."""
    start = periods[0] if len(periods) > 1 else ""
    return gauge.metric, Origin(
        periods[-1] if periods else "",
        districts,
        gauge.stage,
        category=gauge.category or None,
        level=gauge.level or None,
        start=start,
    )


def _named_number(gauge: Gauge, period: str, district: str) -> Numbered:
    """Say where a figure of 其他指标 comes from."""
    origin, unit = Origin(period, (district,)), gauge.unit or None
    return tallied("named_figure", origin, indicator=gauge.indicator, level=gauge.level, unit=unit)


def _together(parts: Sequence[Numbers], districts: tuple[str, ...]) -> Numbers:
    """Say of several districts' figures of one name what is said of each."""
    [(name, origin)] = parts[0]
    return ((name, replace(origin, districts=districts)),)


def _filter(gauge: Gauge) -> _Filter:
    return (gauge.stage, gauge.category, gauge.level)


def _scale(metric: Metric) -> float:
    return 100.0 if metric.is_share else 1.0


def _scaled(value: float | None, scale: float) -> float | None:
    # Fifteen digits: 100 * 0.285 is 28.499999999999996 to the machine and 28.5 to everybody else.
    return None if value is None else float(f"{value * scale:.15g}")


def read_gauges(
    session: Session, catalogue: Catalogue, region: Region, scopes: Scopes, gauges: Iterable[Gauge]
) -> Gauges:
    """Read all gauges, every metric period by period, in a few queries."""
    listed = tuple(dict.fromkeys(gauges))
    periods = period_range(scopes.periods[0], scopes.periods[-1]) if scopes.periods else ()
    wanted: defaultdict[_Filter, set[str]] = defaultdict(set)
    for gauge in listed:
        if gauge.metric and periods:
            wanted[_filter(gauge)].add(gauge.metric)
    requests = [
        _request(metrics, filters, ("period", *by), periods, region.districts)
        for filters, metrics in wanted.items()
        for by in (("district",), ())
    ]
    cells = read_cells(session, catalogue, *requests)
    stocks: defaultdict[tuple[str, _Filter, str], list[MetricRow]] = defaultdict(list)
    for request in requests:
        filters = (request.stage or "", request.category or "", request.level or "")
        for row in (*measure_apart(session, catalogue, request), *cells.fold(request)):
            stocks[row.metric, filters, row.district or WHOLE].append(row)
    for rows in stocks.values():
        rows.sort(key=lambda row: row.period or "")
    return Gauges(catalogue, region, scopes, _read_named(session, region, listed), cells, dict(stocks))


def _read_named(
    session: Session, region: Region, gauges: Sequence[Gauge]
) -> Mapping[tuple[str, str], list[Row]]:
    """Read the figures of 其他指标 by name and district."""
    names = sorted({gauge.indicator for gauge in gauges if gauge.indicator})
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    if names:
        districts = list(region.codes)
        for row in session.run("pages/programme_indicators", names=names, districts=districts, period=None):
            found[row["indicator"], row["district"]].append(row)
    return dict(found)


def _request(
    metrics: set[str],
    filters: _Filter,
    by: tuple[str, ...],
    periods: tuple[str, ...],
    districts: tuple[str, ...],
) -> Request:
    stage, category, level = (value or None for value in filters)
    return Request(tuple(sorted(metrics)), by, periods, districts, stage, category, level)
