"""What a page looks at: the filters, the districts and quarters they mean, and the figures measured once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import (
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    STOCK,
    Catalogue,
    Metric,
    join_definitions,
    join_units,
)
from eduboard.metrics.coverage import Cell, Gap, instead_of, load_gaps, worst_gap
from eduboard.metrics.explained import explained_note, load_explained
from eduboard.metrics.measure import MetricRow, Request, measure, measure_grains
from eduboard.metrics.outward import count_hidden, find_hidden, hidden_note, turn_outward
from eduboard.metrics.places import Place, list_places, place_name
from eduboard.metrics.results import Caption, Delta, Explained, Progress, Source, Target
from eduboard.metrics.sources import read_handed_in, read_quotes, read_sources
from eduboard.metrics.targets import find_targets, target_for
from eduboard.periods import Period, period_range
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Session
from eduboard.texts import submissions as texts
from eduboard.texts.outward import HIDDEN
from eduboard.texts.views import NOT_HANDED_IN, NOT_IN_THE_PAPER, SEVERAL_DISTRICTS

HISTORY = 12
ANNUAL_HISTORY = 40
"""Quarters shown; more where figures are annual, so that several years are in sight."""
PREVIOUS_QUARTER = "previous"
SAME_QUARTER_LAST_YEAR = "year"
COMPARISONS = (PREVIOUS_QUARTER, SAME_QUARTER_LAST_YEAR)
GAPS_LISTED = 6
DISTRICTS_NAMED = 3


@dataclass(frozen=True)
class Filters:
    """The choices in a page's address.  ``district`` and ``stage`` are '' for all; ``focus`` names a metric.

    ``hide_below`` is the least count that is told (对外), in digits; '' tells everything (内部).
    """

    period: str
    compare: str
    city: str
    district: str = ""
    stage: str = ""
    focus: str = ""
    hide_below: str = ""

    @property
    def least_told(self) -> int:
        """The least count of persons, schools or classes that is told; 0 where everything is."""
        return int(self.hide_below or 0)

    @property
    def base_period(self) -> str:
        """The period to compare with."""
        return str(Period.parse(self.period).shift(-1 if self.compare == PREVIOUS_QUARTER else -4))


@dataclass(frozen=True)
class Scene:
    """Figures of some metrics for the filters: by place in sight and by district, over the shown quarters.

    ``districts`` are those of the city that the viewer may see; ``is_whole`` tells whether none is hidden.
    """

    filters: Filters
    districts: tuple[str, ...]
    is_whole: bool
    history: tuple[str, ...]
    totals: dict[tuple[str, str], MetricRow]
    by_district: dict[tuple[str, str, str], MetricRow]
    city: dict[str, MetricRow]
    sources: tuple[Source, ...]
    targets: Mapping[str, tuple[Target, ...]]
    handed_in: frozenset[tuple[str, str]]
    excerpts: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    progress: dict[str, Progress]
    gaps: Mapping[Cell, Gap]
    explained: tuple[Explained, ...]

    @property
    def in_sight(self) -> tuple[str, ...]:
        """The district in sight, or all of the city."""
        return (self.filters.district,) if self.filters.district else self.districts

    @property
    def place_name(self) -> str:
        """The district in sight, or the city; the districts by name where they are not the whole city."""
        if self.filters.district or self.is_whole:
            return place_name(self.filters.district or self.filters.city)
        names = "、".join(place_name(district) for district in self.districts[:DISTRICTS_NAMED])
        if len(self.districts) <= DISTRICTS_NAMED:
            return names
        return SEVERAL_DISTRICTS.format(names=names, count=len(self.districts))

    def value(self, metric: Metric, period: str, district: str = "") -> float | None:
        """The value of the place in sight, or of one district."""
        row = self.row(metric, period, district)
        return row.value if row else None

    def row(self, metric: Metric, period: str, district: str = "") -> MetricRow | None:
        """The figure of the place in sight, or of one district; None when there is none."""
        if district:
            return self.by_district.get((metric.id, period, district))
        return self.totals.get((metric.id, period))

    def is_hidden(self, metric: Metric, period: str, district: str = "") -> bool:
        """Tell whether a figure is known and not told outside the house."""
        row = self.row(metric, period, district)
        return row is not None and row.hidden

    def city_total(self, metric: Metric) -> float | None:
        """The value over all districts of the city in the chosen period."""
        row = self.city.get(metric.id)
        return row.value if row else None

    def delta(self, metric: Metric, district: str = "") -> Delta | None:
        """The change against the base period; only complete figures of the same span are compared.

        A count over several districts is compared where the same districts, with all their schools, are in it.
        """
        now = self.row(metric, self.filters.period, district)
        base = self.row(metric, self.filters.base_period, district)
        if (
            now is None
            or base is None
            or now.value is None
            or base.value is None
            or now.annual != base.annual
            or self.gap(metric, district)
            or self.gap(metric, district, self.filters.base_period)
            or (
                not metric.is_ratio and (now.missing != base.missing or self._lacks_schools(metric, district))
            )
        ):
            return None
        change = now.value - base.value
        return Delta(self.filters.base_period, base.value, change, is_better(metric, change))

    def gap(self, metric: Metric, district: str = "", period: str = "") -> Gap | None:
        """What is missing in the hand-ins that a district's figure rests on, of the district in sight or another.

        None where all is there, for a figure that was handed in as such, and for the total of several districts.
        """
        period = period or self.filters.period
        row = self.row(metric, period, district)
        place = district or self.filters.district
        if not place or (row is not None and row.reported):
            return None
        return worst_gap(self.gaps, metric, period, place)

    def incomplete(self, metric: Metric, district: str) -> str:
        """Why a district is not ranked: not handed in, only in part, or left open by a paper; '' where it is."""
        if self.is_hidden(metric, self.filters.period, district):
            return HIDDEN
        gap = self.gap(metric, district)
        if self.value(metric, self.filters.period, district) is not None:
            return texts.COVERED.format(reported=gap.reported, expected=gap.expected) if gap else ""
        if district in self.excerpts:
            return NOT_IN_THE_PAPER
        return (
            "" if all((dataset, district) in self.handed_in for dataset in metric.datasets) else NOT_HANDED_IN
        )

    def incomplete_in_sight(self, metric: Metric) -> str:
        """Why the figure of the place in sight is not whole; '' where it is."""
        if self.filters.district:
            return self.incomplete(metric, self.filters.district)
        count = sum(
            bool(self.gap(metric, district)) or any(self._missing(metric, district))
            for district in self.districts
        )
        return texts.DISTRICTS_NOT_WHOLE.format(count=count) if count else ""

    def _lacks_schools(self, metric: Metric, district: str) -> bool:
        """Tell whether a count over several districts lacks schools, now or in the base period."""
        periods = (self.filters.period, self.filters.base_period)
        return not district and any(
            self.gap(metric, other, period) for other in self.in_sight for period in periods
        )

    def gaps_in_words(self, metrics: Sequence[Metric], districts: Sequence[str]) -> str:
        """Say which hand-ins of some districts are missing or incomplete, so that a total is not taken for whole."""
        found: dict[str, None] = {}
        for district in districts:
            for metric in metrics:
                gap = self.gap(metric, district)
                if gap:
                    found[self._gap_in_words(place_name(district), gap.dataset, _schools_of(gap))] = None
                for dataset in self._missing(metric, district):
                    found[self._gap_in_words(place_name(district), dataset, NOT_HANDED_IN)] = None
        if not found:
            return ""
        listed = "、".join(list(found)[:GAPS_LISTED])
        if len(found) > GAPS_LISTED:
            listed += texts.MORE_GAPS.format(count=len(found))
        return (texts.GAPS_OF_ONE if len(districts) == 1 else texts.GAPS_OF_SEVERAL).format(gaps=listed)

    def gap_counts(self, metrics: Sequence[Metric], district: str) -> str:
        """Count what a district's figures rest on where it is not everything: 班额明细41/46校."""
        found: dict[str, None] = {}
        for metric in metrics:
            if gap := self.gap(metric, district):
                found[self._gap_in_words("", gap.dataset, _schools_of(gap))] = None
        return "、".join(found)

    def _gap_in_words(self, place: str, dataset: str, state: str) -> str:
        return texts.GAP.format(place=place, dataset=load_contracts()[dataset].title, state=state)

    def _missing(self, metric: Metric, district: str) -> Iterator[str]:
        """The tables of a figure that this district has not handed in and another of the city has."""
        if district in self.excerpts or self.value(metric, self.filters.period, district) is not None:
            return
        beside = [other for other in self.districts if other not in self.excerpts]
        for dataset in metric.datasets:
            stand_in, primary = load_contracts()[dataset].instead, instead_of(dataset)
            if primary in metric.datasets or {(dataset, district), (stand_in, district)} & self.handed_in:
                continue
            if any((dataset, other) in self.handed_in for other in beside):
                yield dataset

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

    def notes(
        self,
        metrics: Sequence[Metric],
        districts: Sequence[str],
        *,
        over_time: bool = False,
        of_schools: bool = False,
    ) -> tuple[str, ...]:
        """Write what was said of unlikely values of these metrics, and with ``of_schools`` of the rows beneath."""
        names = {metric.id for metric in metrics}
        datasets = {dataset for metric in metrics for dataset in metric.datasets}
        periods = self.history if over_time else (self.filters.period,)
        return tuple(
            explained_note(item)
            for item in self.explained
            if item.period in periods
            and item.district in districts
            and (item.metric in names or (of_schools and not item.metric and item.dataset in datasets))
        )

    def caption(
        self,
        title: str,
        metrics: Sequence[Metric],
        *,
        over_time: bool = False,
        everywhere: bool = False,
        of_schools: bool = False,
    ) -> Caption:
        """What must travel with a figure of these metrics, of the place in sight or ``everywhere`` in the city."""
        in_sight = self.districts if everywhere else self.in_sight
        gaps = self.gaps_in_words(metrics, in_sight)
        datasets = {dataset for metric in metrics for dataset in metric.datasets} | {"indicators"}
        hidden = count_hidden(self, metrics, over_time=over_time, everywhere=everywhere)
        return Caption(
            title=title,
            unit=join_units(metrics),
            period=f"{self.history[0]}–{self.history[-1]}" if over_time else self.filters.period,
            place=self.place_name,
            definition=join_definitions(metrics),
            sources=tuple(source for source in self.sources if source.dataset in datasets),
            notes=(
                *hidden_note(hidden, self.filters.least_told),
                *((gaps,) if gaps else ()),
                *self.notes(metrics, in_sight, over_time=over_time, of_schools=of_schools),
            ),
            hidden=hidden,
            is_outward=bool(self.filters.least_told),
        )


def _schools_of(gap: Gap) -> str:
    return texts.SCHOOLS_OF.format(reported=gap.reported, expected=gap.expected)


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


def _all_periods(in_city: Sequence[Place], filters: Filters) -> tuple[str, ...]:
    """Every quarter that some choice of period and comparison asks for: what one has read serves all."""
    first = min([filters.period, *(place.first_period for place in in_city)])
    last = max([filters.period, *(place.last_period for place in in_city)])
    return period_range(str(Period.parse(first).shift(-4)), last)


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
        within=Request(names, (), _all_periods(in_city, filters), districts, stage),
    )
    datasets = sorted({dataset for metric in metrics for dataset in metric.datasets} | {"indicators"})
    handed_in = read_handed_in(session, filters.period)
    scene = Scene(
        filters=filters,
        districts=districts,
        is_whole=session.viewer.visible is None,
        history=history,
        totals={(row.metric, row.period or ""): row for row in totals},
        by_district={(row.metric, row.period or "", row.district or ""): row for row in each},
        city={row.metric: row for row in city},
        sources=read_sources(session, datasets, history, in_sight),
        targets=find_targets(session, metrics),
        handed_in=frozenset((dataset, district) for dataset, district, _ in handed_in),
        excerpts=frozenset(district for _, district, kind in handed_in if kind == PUBLISHED),
        quotes=read_quotes(session, datasets, filters.period, in_sight, {kind for _, _, kind in handed_in}),
        progress={},
        gaps=load_gaps(session, (filters.period, filters.base_period), filters.stage),
        explained=load_explained(session, metrics, history, districts),
    )
    scene = replace(scene, progress=_measure_progress(session, catalogue, scene, metrics, in_sight))
    if not filters.least_told:
        return scene
    request = Request(names, (), wanted, districts, stage)
    return turn_outward(scene, find_hidden(session, catalogue, request, filters.least_told))
