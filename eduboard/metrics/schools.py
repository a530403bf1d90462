"""The schools of a district: what the register says of each, and every figure of each over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.coverage import find_whole_hand_ins, may_be_nought
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.metrics.results import Source
from eduboard.metrics.sources import read_sources
from eduboard.store.queries import load_query
from eduboard.store.store import Row, Session


@dataclass(frozen=True)
class School:
    """A school as the register in force in a period has it; '' and None where it says nothing."""

    district: str
    school: str
    name: str
    school_type: str = ""
    stages: tuple[str, ...] = ()
    cluster: str = ""
    urban_rural: str = ""
    ownership: str = ""
    inclusive: bool | None = None
    tier: str = ""
    alliance: str = ""
    from_period: str = ""

    def shares_a_stage_with(self, other: School) -> bool:
        """Tell whether both teach some stage, so that their figures can stand beside each other."""
        return bool(set(self.stages) & set(other.stages))


def read_schools(session: Session, period: str, districts: Sequence[str]) -> tuple[School, ...]:
    """Read the register in force in a period, as far as the viewer may see it."""
    rows = session.run("pages/school_register", period=period, districts=list(districts))
    return tuple(
        School(
            **{name: value or "" for name, value in row.items() if name not in ("stages", "inclusive")},
            stages=tuple(row["stages"]),
            inclusive=row["inclusive"],
        )
        for row in rows
    )


def find_school(session: Session, code: str, district: str, period: str) -> School | None:
    """Find a school in the register in force, or else by the last one that had it, or by its own rows.

    In any district for ''; None for what does not exist and for what the viewer may not see.
    """
    found = next((row for row in _places_of(session, code) if district in ("", row["district"])), None)
    if found is None:
        return None
    registered = read_schools(session, period, [found["district"]])
    former = School(found["district"], code, found["school_name"] or code)
    return next((school for school in registered if school.school == code), former)


def _places_of(session: Session, code: str) -> Iterator[Row]:
    """Where a school is listed, and behind that where rows of its own stand without a register."""
    yield from session.run("pages/school_places", school=code)
    for contract in load_contracts().values():
        if contract.has_school:
            sql = load_query("pages/school_in_rows").sql.format(dataset=contract.name)
            yield from session.fetch(sql, {"school": code})


@dataclass(frozen=True, eq=False)
class SchoolFigures:
    """Metrics of the schools of a district (or of one of them) in some periods.

    ``metrics`` are those of the ``asked`` that some school has a figure of, ``sources`` what the district has handed
    in.  Where ``nothing`` holds a metric and period, a school without a figure has nought, because everything was
    handed in and each row names its school: ``present`` are the schools of each period that handed in anything.
    """

    district: str
    periods: tuple[str, ...]
    asked: tuple[Metric, ...]
    metrics: tuple[Metric, ...]
    rows: Mapping[tuple[str, str, str], MetricRow]
    nothing: frozenset[tuple[str, str]]
    present: frozenset[tuple[str, str]]
    sources: tuple[Source, ...]

    def row(self, metric: Metric, period: str, school: str) -> MetricRow | None:
        """The figure of a school as it was measured; None where it is in no row."""
        return self.rows.get((metric.id, period, school))

    def value(self, metric: Metric, period: str, school: str) -> float | None:
        """The value of a school; nought where it is known to have none."""
        row = self.row(metric, period, school)
        if row is not None:
            return row.value
        return 0.0 if self.is_nothing(metric, period, school) else None

    def is_nothing(self, metric: Metric, period: str, school: str) -> bool:
        """Tell whether a school that handed in something has none of what a metric counts."""
        return (metric.id, period) in self.nothing and (period, school) in self.present

    def average(self, metric: Metric, period: str, schools: Iterable[School]) -> float | None:
        """The figure of several schools beside one: Σ/Σ of a ratio, the mean of a count."""
        names = [school.school for school in schools]
        if not metric.is_ratio:
            values = [value for name in names if (value := self.value(metric, period, name)) is not None]
            return sum(values) / len(values) if values else None
        rows = [row for name in names if (row := self.row(metric, period, name))]
        sums = [
            (row.numerator, row.denominator)
            for row in rows
            if row.numerator is not None and row.denominator is not None
        ]
        whole = sum(denominator for _, denominator in sums)
        return metric.scale * sum(numerator for numerator, _ in sums) / whole if whole else None


def measure_schools(
    session: Session,
    catalogue: Catalogue,
    district: str,
    periods: Sequence[str],
    metrics: Sequence[Metric],
    school: str | None = None,
) -> SchoolFigures:
    """Measure metrics for all schools of a district, or for one of them."""
    request = Request(
        tuple(metric.id for metric in metrics),
        ("period", "district", "school"),
        tuple(periods),
        (district,),
        school=school,
    )
    found = measure(session, catalogue, request)
    rows = {(row.metric, row.period or "", row.school): row for row in found if row.school}
    undivided = {(row.metric, row.period or "") for row in found if not row.school}
    measured = {metric for metric, _, _ in rows}
    return SchoolFigures(
        district=district,
        periods=tuple(periods),
        asked=tuple(metrics),
        metrics=tuple(metric for metric in metrics if metric.id in measured),
        rows=rows,
        nothing=frozenset(_nothing(session, district, periods, metrics) - undivided),
        present=frozenset(_present(session, catalogue, district, periods, school)),
        sources=read_sources(session, load_contracts(), periods, [district]),
    )


def _present(
    session: Session, catalogue: Catalogue, district: str, periods: Sequence[str], school: str | None
) -> Iterator[tuple[str, str]]:
    """Go through the schools that handed in anything, whichever metrics are measured of them."""
    datasets = {dataset for metric in catalogue.metrics for dataset in metric.datasets}
    for dataset in sorted(datasets):
        if load_contracts()[dataset].has_school:
            sql = load_query("pages/schools_in_rows").sql.format(dataset=dataset)
            where = {"periods": list(periods), "district": district, "school": school}
            for row in session.fetch(sql, where):
                yield row["period"], row["school"]


def _nothing(
    session: Session, district: str, periods: Sequence[str], metrics: Sequence[Metric]
) -> set[tuple[str, str]]:
    """Find the metrics and periods of which no row means nought."""
    counts = [metric for metric in metrics if may_be_nought(metric)]
    whole = {
        datasets: find_whole_hand_ins(session, datasets, periods, [district])
        for datasets in {metric.datasets for metric in counts}
    }
    return {(metric.id, period) for metric in counts for period, _ in whole[metric.datasets]}
