"""The schools of a district: what the register says of each, and every figure of each over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.metrics.results import Source
from eduboard.store.store import Session


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


@dataclass(frozen=True, eq=False)
class SchoolFigures:
    """Metrics of the schools of a district (or of one of them) in some periods.

    ``metrics`` are those of the ``asked`` that some school has a figure of, ``sources`` what the district has handed
    in.  Where ``nothing`` holds a metric and period, a school without a figure has nought, because everything was
    handed in and each row names its school.
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
        present=frozenset((period, school) for _, period, school in rows),
        sources=_sources(session, district, periods),
    )


def _sources(session: Session, district: str, periods: Sequence[str]) -> tuple[Source, ...]:
    rows = session.run(
        "pages/sources",
        datasets=[contract.name for contract in load_contracts().values()],
        periods=list(periods),
        districts=[district],
    )
    return tuple(Source(**{**row, "published_at": f"{row['published_at']:%Y-%m-%d}"}) for row in rows)


def _nothing(
    session: Session, district: str, periods: Sequence[str], metrics: Sequence[Metric]
) -> set[tuple[str, str]]:
    """Find the counts and periods whose tables are all handed in; not of tables that every school has to be in."""
    contracts = load_contracts()
    whole: dict[tuple[str, ...], list[str]] = {}
    found: set[tuple[str, str]] = set()
    for metric in metrics:
        if metric.is_ratio or any(contracts[dataset].covers for dataset in metric.datasets):
            continue
        if metric.datasets not in whole:
            handed_in = session.run(
                "pages/whole_hand_ins",
                datasets=list(metric.datasets),
                periods=list(periods),
                districts=[district],
            )
            whole[metric.datasets] = [row["period"] for row in handed_in]
        found.update((metric.id, period) for period in whole[metric.datasets])
    return found
