"""What a page looks at: the filters, the districts and quarters they mean, and the figures measured once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eduboard.codes import load_regions, region_names
from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import HIGHER_IS_BETTER, LOWER_IS_BETTER, STOCK, Catalogue, Metric
from eduboard.metrics.measure import MetricRow, Request, measure, measure_grains
from eduboard.metrics.results import Caption, Delta, Progress, Source, Target
from eduboard.metrics.targets import find_targets, target_for
from eduboard.periods import Period, period_range
from eduboard.store.queries import load_query
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Session

HISTORY = 12
ANNUAL_HISTORY = 40
"""Quarters shown; more where figures are annual, so that several years are in sight."""
PREVIOUS_QUARTER = "previous"
SAME_QUARTER_LAST_YEAR = "year"


@dataclass(frozen=True)
class Filters:
    """The choices in a page's address.  ``district`` and ``stage`` are '' for all; ``focus`` names a metric."""

    period: str
    compare: str
    city: str
    district: str = ""
    stage: str = ""
    focus: str = ""

    @property
    def base_period(self) -> str:
        """The period to compare with."""
        return str(Period.parse(self.period).shift(-1 if self.compare == PREVIOUS_QUARTER else -4))


@dataclass(frozen=True)
class Place:
    """A district that has data, and the city it belongs to."""

    district: str
    name: str
    city: str
    first_period: str
    last_period: str
    has_annual: bool


def place_name(code: str) -> str:
    """Name a district or city; an unknown code stands for itself."""
    return region_names().get(code, code)


def list_places(session: Session) -> tuple[Place, ...]:
    """List the districts with data that the viewer may see."""
    cities = {region.code: region.parent_code for region in load_regions()}
    return tuple(
        Place(
            district=row["district"],
            name=place_name(row["district"]),
            city=cities.get(row["district"]) or row["district"],
            first_period=row["first_period"],
            last_period=row["last_period"],
            has_annual=row["has_annual"],
        )
        for row in session.run("pages/places")
    )


@dataclass(frozen=True)
class Scene:
    """Figures of some metrics for the filters: by place in sight and by district, over the shown quarters."""

    filters: Filters
    districts: tuple[str, ...]
    history: tuple[str, ...]
    totals: dict[tuple[str, str], MetricRow]
    by_district: dict[tuple[str, str, str], MetricRow]
    city: dict[str, MetricRow]
    sources: tuple[Source, ...]
    targets: dict[str, tuple[Target, ...]]
    handed_in: frozenset[tuple[str, str]]
    excerpts: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    progress: dict[str, Progress]

    @property
    def place_name(self) -> str:
        """The district in sight, or the city."""
        return place_name(self.filters.district or self.filters.city)

    def value(self, metric: Metric, period: str, district: str = "") -> float | None:
        """The value of the place in sight, or of one district."""
        row = self.row(metric, period, district)
        return row.value if row else None

    def row(self, metric: Metric, period: str, district: str = "") -> MetricRow | None:
        """The figure of the place in sight, or of one district; None when there is none."""
        if district:
            return self.by_district.get((metric.id, period, district))
        return self.totals.get((metric.id, period))

    def city_total(self, metric: Metric) -> float | None:
        """The value over all districts of the city in the chosen period."""
        row = self.city.get(metric.id)
        return row.value if row else None

    def delta(self, metric: Metric, district: str = "") -> Delta | None:
        """The change against the base period; only figures of the same span are compared."""
        now = self.row(metric, self.filters.period, district)
        base = self.row(metric, self.filters.base_period, district)
        if (
            now is None
            or base is None
            or now.value is None
            or base.value is None
            or now.annual != base.annual
        ):
            return None
        change = now.value - base.value
        return Delta(self.filters.base_period, base.value, change, is_better(metric, change))

    def target(self, metric: Metric, district: str = "") -> Target | None:
        """The target that one period's value can be held against: the district's, or else its city's.

        A flow's target over several periods is not one; ``progress`` holds the sum against it.
        """
        found = self.target_in_force(metric, district)
        return None if found is not None and is_cumulative(metric, found) else found

    def target_in_force(self, metric: Metric, district: str = "") -> Target | None:
        """The target that holds for a district, or else for its city, cumulative or not."""
        code = district or self.filters.district or self.filters.city
        # Shares and averages of a city are aimed at by each district; counts of a city are not.
        places = (code, self.filters.city) if metric.is_ratio else (code,)
        return target_for(self.targets.get(metric.id, ()), self.filters.period, places)

    def caption(
        self, title: str, metrics: Sequence[Metric], *, over_time: bool = False, notes: Sequence[str] = ()
    ) -> Caption:
        """What must travel with a figure of these metrics."""
        datasets = {dataset for metric in metrics for dataset in metric.datasets} | {"indicators"}
        several = len(metrics) > 1
        return Caption(
            title=title,
            unit=" / ".join(dict.fromkeys(metric.unit for metric in metrics)),
            period=f"{self.history[0]}–{self.history[-1]}" if over_time else self.filters.period,
            place=self.place_name,
            definition="；".join(
                f"{metric.name}：{metric.definition}" if several else metric.definition for metric in metrics
            ),
            sources=tuple(source for source in self.sources if source.dataset in datasets),
            notes=tuple(notes),
        )


def is_better(metric: Metric, change: float) -> bool | None:
    """Tell whether a change is for the better; None when there is none or the metric has no good side."""
    if abs(change) < 1e-12 or metric.direction not in (HIGHER_IS_BETTER, LOWER_IS_BETTER):
        return None
    return (change > 0) == (metric.direction == HIGHER_IS_BETTER)


def is_cumulative(metric: Metric, target: Target) -> bool:
    """Tell whether a target is for what adds up over several periods."""
    several = target.start_period is not None and target.start_period != target.due_period
    return metric.time_kind != STOCK and several


def _measure_progress(
    session: Session, catalogue: Catalogue, scene: Scene, metrics: Sequence[Metric], in_sight: tuple[str, ...]
) -> dict[str, Progress]:
    found = {}
    for metric in metrics:
        target = scene.target_in_force(metric)
        if target is None or target.start_period is None or not is_cumulative(metric, target):
            continue
        periods = period_range(target.start_period, scene.filters.period)
        rows = measure(
            session, catalogue, Request((metric.id,), (), periods, in_sight, scene.filters.stage or None)
        )
        found[metric.id] = Progress(target.start_period, rows[0].value if rows else None, target)
    return found


def _quotes(
    session: Session, datasets: Sequence[str], period: str, districts: Sequence[str], kinds: set[str]
) -> tuple[tuple[str, str], ...]:
    """The passages that excerpts rest on: (source, note) of each row."""
    if PUBLISHED not in kinds:
        return ()
    found: dict[tuple[str, str], None] = {}
    for dataset in datasets:
        if any(field.name == "source" for field in load_contracts()[dataset].fields):
            sql = load_query("pages/quotes").sql.format(dataset=dataset)
            for row in session.fetch(sql, {"period": period, "districts": list(districts)}):
                found[(row["source"], row["note"] or "")] = None
    return tuple(found)


def build_scene(session: Session, catalogue: Catalogue, filters: Filters, metrics: Sequence[Metric]) -> Scene:
    """Measure everything that the figures of a page are made of, in a handful of queries."""
    places = list_places(session)
    in_city = [place for place in places if place.city == filters.city]
    # The city's own figures (地区级) are a place of their own and are not added to its districts'.
    districts = tuple(place.district for place in in_city if place.district != filters.city) or (
        filters.city,
    )
    in_sight = (filters.district,) if filters.district else districts
    start = min((place.first_period for place in in_city), default=filters.period)
    shown = (
        ANNUAL_HISTORY
        if any(place.has_annual for place in in_city if place.district in in_sight)
        else HISTORY
    )
    earliest = str(Period.parse(filters.period).shift(1 - shown))
    history = period_range(max(min(start, filters.period), earliest), filters.period)
    wanted = tuple(dict.fromkeys((*history, filters.base_period)))
    names = tuple(metric.id for metric in metrics)
    stage = filters.stage or None
    each, totals, city = measure_grains(
        session,
        catalogue,
        Request(names, ("period", "district"), wanted, districts, stage),
        Request(names, ("period",), wanted, in_sight, stage),
        Request(names, ("period",), (filters.period,), districts, stage),
    )
    datasets = sorted({dataset for metric in metrics for dataset in metric.datasets} | {"indicators"})
    sources = session.run("pages/sources", datasets=datasets, periods=list(history), districts=list(in_sight))
    handed_in = session.run("pages/handed_in", period=filters.period)
    scene = Scene(
        filters=filters,
        districts=districts,
        history=history,
        totals={(row.metric, row.period or ""): row for row in totals},
        by_district={(row.metric, row.period or "", row.district or ""): row for row in each},
        city={row.metric: row for row in city},
        sources=tuple(
            Source(**{**row, "published_at": f"{row['published_at']:%Y-%m-%d}"}) for row in sources
        ),
        targets=find_targets(session, metrics),
        handed_in=frozenset((row["dataset"], row["district"]) for row in handed_in),
        excerpts=frozenset(row["district"] for row in handed_in if row["kind"] == PUBLISHED),
        quotes=_quotes(session, datasets, filters.period, in_sight, {row["kind"] for row in handed_in}),
        progress={},
    )
    return replace(scene, progress=_measure_progress(session, catalogue, scene, metrics, in_sight))
