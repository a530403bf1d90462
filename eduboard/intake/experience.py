"""经验校验: what is possible and yet unlikely, held against the quarter before and the same quarter of last year.

The rules are files of ``queries/checks`` whose header says 需说明: those in a dataset's folder look at rows, those in
``experience`` at the indicators.  Both are run where the hand-in can be seen as if it were published, inside the
transaction of a trial or of the publication itself.  What they find is no error; it wants a sentence of explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from eduboard.codes import region_names
from eduboard.contracts import Contract, load_contracts
from eduboard.errors import EduboardError
from eduboard.formats import format_count, format_value_with_unit
from eduboard.intake.findings import WARNING, Finding, fill, make_finding
from eduboard.intake.report import CheckReport
from eduboard.intake.rules import asks_of_whole_districts, experience_for
from eduboard.metrics.catalogue import STOCK, Catalogue, Metric
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.periods import Period
from eduboard.settings import FLOWS, SCHOOLS, SHARES, STOCKS, Settings
from eduboard.store.how_read import HowRead, how_read
from eduboard.store.queries import Query, load_folder, load_query
from eduboard.store.records import Explanation, Incoming
from eduboard.store.store import Row, Session
from eduboard.texts.experience import OBSERVED, PREVIOUS_QUARTER, SAME_QUARTER_LAST_YEAR

INDICATOR_RULES = "checks/experience"
LEAST_CHARACTERS = 4
"""Letters and digits of the shortest explanation: 两校合并."""
ASKED_AT_MOST = 1_000
"""Rows of one table that one rule asks about; nobody explains more than that."""

_BASES = {-1: PREVIOUS_QUARTER, -4: SAME_QUARTER_LAST_YEAR}
_REPORTED = "indicators"
_ROW_COLUMNS = "line, field, value, other, base, period, district, school, label"


@dataclass(frozen=True)
class Observation:
    """One unlikely value: which rule saw what, and where; ``text`` names neither period nor district.

    ``school`` and ``metric`` are as in ``Explanation``; ``line``, ``column``, ``value``, ``sheet`` as in ``Finding``.
    """

    rule: str
    period: str
    district: str
    school: str
    metric: str
    text: str
    remedy: str
    line: int | None
    column: str
    value: str
    sheet: str | None = None

    @property
    def place(self) -> str:
        """The district's name."""
        return region_names().get(self.district, self.district)

    def as_finding(self) -> Finding:
        """Put it among the warnings of a check."""
        text = OBSERVED.format(period=self.period, district=self.place, observation=self.text)
        return make_finding(
            self.rule,
            level=WARNING,
            sheet=self.sheet,
            line=self.line,
            column=self.column,
            value=self.value,
            sentences=("{seen}", self.remedy),
            seen=text,
        )


class NeedsExplanation(EduboardError):
    """Observations of which nobody has said enough: nothing was published."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        super().__init__("explanation.needed", count=len(observations))
        self.observations = tuple(observations)


@dataclass(frozen=True)
class Sentences:
    """What somebody says of a file's observations: of each its own sentence, and one for all others."""

    for_all: str = ""
    each: Mapping[Observation, str] = field(default_factory=dict)

    def of(self, observation: Observation) -> str:
        """Give the sentence that goes with an observation, '' when there is none."""
        return self.each.get(observation, "").strip() or self.for_all.strip()

    def unexplained(self, observations: Iterable[Observation]) -> list[Observation]:
        """List the observations whose sentence is missing or too short to explain anything."""
        return [item for item in observations if not is_explanation(self.of(item))]


def is_explanation(sentence: str) -> bool:
    """Tell whether a sentence has enough letters to explain something."""
    return sum(map(str.isalnum, sentence)) >= LEAST_CHARACTERS


def explain(observations: Iterable[Observation], sentences: Sentences) -> tuple[Explanation, ...]:
    """Make the explanations that are kept with a batch."""
    return tuple(
        Explanation(
            rule=item.rule,
            period=item.period,
            district=item.district,
            school=item.school,
            metric=item.metric,
            observation=item.text,
            sentence=sentences.of(item),
        )
        for item in observations
    )


def said_before(session: Session, observations: Iterable[Observation]) -> dict[Observation, str]:
    """Give what was said of the very same observations when the quarter was handed in before."""
    observations = list(observations)
    if not observations:
        return {}
    rows = session.run(
        "store/said_before",
        periods=sorted({item.period for item in observations}),
        districts=sorted({item.district for item in observations}),
    )
    said = {
        (row["rule"], row["period"], row["district"], row["school"], row["metric"], row["observation"]): row[
            "sentence"
        ]
        for row in rows
    }
    keys = {
        item: (item.rule, item.period, item.district, item.school, item.metric, item.text)
        for item in observations
    }
    return {item: said[key] for item, key in keys.items() if key in said}


def warn_of(report: CheckReport, observations: Iterable[Observation]) -> CheckReport:
    """Put observations among the warnings of the table they were made in."""
    return replace(report, warnings=(*report.warnings, *(item.as_finding() for item in observations)))


def observe(
    session: Session, catalogue: Catalogue, settings: Settings, tables: Sequence[Incoming]
) -> tuple[tuple[Observation, ...], ...]:
    """Run all rules of experience over tables that the session sees as published; one tuple for each table."""
    found: list[list[Observation]] = [
        list(_row_observations(session, table, settings.tolerance(SCHOOLS))) for table in tables
    ]
    for observation, datasets in _indicator_observations(session, catalogue, settings, tables):
        place = (observation.period, observation.district)
        owner = next(
            number
            for number, table in enumerate(tables)
            if table.dataset in datasets and place in _places(table)
        )
        found[owner].append(observation)
    return tuple(map(tuple, found))


def _places(table: Incoming) -> set[tuple[str, str]]:
    return {(scope.period, scope.district) for scope in table.scopes}


def _run(session: Session, query: Query, before: str, columns: str, tolerance: float | None) -> list[Row]:
    parameters = {"tolerance": tolerance} if query.header.get("参数") else {}
    sql = f"{before} SELECT {columns} FROM ({query.sql}) ORDER BY ALL LIMIT {ASKED_AT_MOST}"  # noqa: S608
    return session.fetch(sql, parameters)


def _base_words(period: str, base: str) -> str:
    words = {str(Period.parse(period).shift(quarters)): text for quarters, text in _BASES.items()}
    return words.get(base, base)


# -- rows ----------------------------------------------------------------------------------------------------


def _row_observations(session: Session, table: Incoming, tolerance: float | None) -> Iterator[Observation]:
    contract, how = load_contracts()[table.dataset], how_read(table.reading)
    rules = [
        query for query in experience_for(contract) if not (table.school and asks_of_whole_districts(query))
    ]
    # Several tables of a file wait side by side; a rule knows its own as ``incoming``, beside what is in force.
    incoming = (
        f"WITH incoming AS (SELECT * FROM {table.table}), "  # noqa: S608 - our own names
        f"in_force AS (SELECT * FROM {table.dataset})"
    )
    if contract.has_school:
        _show_schools(session, table)
    for query in rules:
        for row in _run(session, query, incoming, _ROW_COLUMNS, tolerance):
            yield _row_observation(query, contract, how, row)


def _row_observation(query: Query, contract: Contract, how: HowRead, row: Row) -> Observation:
    value, other = (_counted(row[name]) for name in ("value", "other"))
    base = _base_words(row["period"], row["base"])
    place = None if row["line"] is None else how.place(row["line"])
    words = {"label": row["label"], "base": base, "value": value, "other": other}
    return Observation(
        rule=query.header["rule"],
        period=row["period"],
        district=row["district"],
        school=row["school"],
        metric="",
        text=fill(query.header["说明"], words),
        remedy=query.header["怎么改"],
        line=place.line if place else None,
        sheet=place.sheet if place else None,
        column=contract.field(row["field"]).title,
        value=value,
    )


def _show_schools(session: Session, table: Incoming) -> None:
    """Create what rules read instead of every row: the schools of the hand-in, and of what it takes the place of."""
    has_stage = any(field.name == "stage" for field in load_contracts()[table.dataset].stored_fields)
    stage = "coalesce(stage, '')" if has_stage else "''"
    incoming = load_query("store/reporting_school_stages").sql.format(incoming=table.table, stage=stage)
    session.execute(f"CREATE OR REPLACE TEMP TABLE reporting_school_stages AS {incoming}")
    replaced = load_query("store/replaced_school_stages").sql.format(dataset=table.dataset, stage=stage)
    scopes = [scope.cell for scope in table.scopes]
    session.execute(f"CREATE OR REPLACE TEMP TABLE replaced_school_stages AS {replaced}", {"scopes": scopes})
    schools, gone = load_query("store/reporting_schools").sql, load_query("store/replaced_schools").sql
    session.execute(f"CREATE OR REPLACE TEMP TABLE reporting_schools AS {schools}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE replaced_schools AS {gone}")


def _counted(value: object) -> str:
    return format_count(value) if isinstance(value, (int, float)) else str(value)


# -- indicators ----------------------------------------------------------------------------------------------


def _indicator_observations(
    session: Session, catalogue: Catalogue, settings: Settings, tables: Sequence[Incoming]
) -> Iterator[tuple[Observation, tuple[str, ...]]]:
    """Yield what the rules see in the indicators, each with the datasets that its figure rests on."""
    # A district whose first schools hand in one by one has figures that are not yet its own.
    rows = _measure(session, catalogue, [table for table in tables if not table.school])
    if not any(row["is_new"] for row in rows):
        return
    for row in rows:
        metric = catalogue[row["metric"]]
        row["tolerance"] = settings.tolerance(metric.id, _kind(metric))
    session.register("measured", pa.Table.from_pylist(rows, MEASURED))
    try:
        for query in load_folder(INDICATOR_RULES):
            for found in _run(session, query, "", "metric, period, district, base, value, other", None):
                metric = catalogue[found["metric"]]
                yield _indicator_observation(query, metric, found), (*metric.datasets, _REPORTED)
    finally:
        session.unregister("measured")


MEASURED = pa.schema(
    {
        "metric": pa.string(),
        "period": pa.string(),
        "district": pa.string(),
        "value": pa.float64(),
        "base": pa.float64(),
        "is_share": pa.bool_(),
        "time_kind": pa.string(),
        "reported": pa.bool_(),
        "is_new": pa.bool_(),
        "tolerance": pa.float64(),
    }
)
"""The figures that rules of indicators look at: only those that can be compared at all.  ``base`` is what the value
is a share or an average of, null for counts; ``reported`` figures were handed in as such; ``is_new`` ones are those
of the hand-in."""


def _measure(session: Session, catalogue: Catalogue, tables: Sequence[Incoming]) -> list[Row]:
    """Measure what the tables touch, with the quarters before; leave out what is not to be compared.

    A year is not a quarter, an excerpt is not all there is, 90余 is not a number, and nothing is no figure.
    """
    touched: dict[str, set[tuple[str, str]]] = {}
    for table in tables:
        touched.setdefault(table.dataset, set()).update(_places(table))
    metrics = [
        metric for metric in catalogue.metrics if _REPORTED in touched or touched.keys() & {*metric.datasets}
    ]
    if not metrics:
        return []
    asked = {period for places in touched.values() for period, _ in places}
    periods = asked | {str(Period.parse(period).shift(quarters)) for period in asked for quarters in _BASES}
    districts = tuple(sorted({district for places in touched.values() for _, district in places}))
    request = Request(
        tuple(metric.id for metric in metrics), ("period", "district"), tuple(sorted(periods)), districts
    )
    excerpts = {
        (row["dataset"], row["period"], row["district"])
        for row in session.run("store/excerpt_scopes", periods=list(request.periods))
    }
    rows = []
    for row in measure(session, catalogue, request):
        metric = catalogue[row.metric]
        datasets = (_REPORTED,) if row.reported else metric.datasets
        place = (row.period or "", row.district or "")
        if row.value is None or row.annual or row.qualifier:
            continue
        if any((dataset, *place) in excerpts for dataset in datasets):
            continue
        is_new = any(place in touched.get(dataset, ()) for dataset in datasets)
        rows.append(_as_measured(metric, row) | {"is_new": is_new})
    return rows


def _as_measured(metric: Metric, row: MetricRow) -> Row:
    return {
        "metric": metric.id,
        "period": row.period,
        "district": row.district,
        "value": row.value,
        "base": None if row.denominator is None else row.denominator / metric.scale,
        "is_share": metric.is_share,
        "time_kind": metric.time_kind,
        "reported": row.reported,
    }


def _kind(metric: Metric) -> str:
    if metric.is_share:
        return SHARES
    return STOCKS if metric.time_kind == STOCK else FLOWS


def _indicator_observation(query: Query, metric: Metric, found: Row) -> Observation:
    value, other = (format_value_with_unit(found[name], metric) for name in ("value", "other"))
    base = _base_words(found["period"], found["base"])
    return Observation(
        rule=query.header["rule"],
        period=found["period"],
        district=found["district"],
        school="",
        metric=metric.id,
        text=fill(
            query.header["说明"], {"metric": metric.name, "base": base, "value": value, "other": other}
        ),
        remedy=query.header["怎么改"],
        line=None,
        column=metric.name,
        value=value,
    )
