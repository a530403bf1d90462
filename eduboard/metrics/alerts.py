"""Alerts: what contradicts itself, or can hardly be true, in the published data, across tables, sources and quarters.

Each is a file of ``queries/alerts``; a new alert is a new file and nothing else.  A rule of the check
(``queries/checks``) is asked of one table while it is handed in; an alert is asked of what stands side by side
afterwards.  So it reads the figures as pages show them beside the rows: ``alert_figures`` has all metrics by
district, and those that a rule names by stage as well.  What several rules make of them first stands in
``queries/store/alert_views``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.coverage import load_gaps, worst_gap
from eduboard.metrics.measure import MetricRow, Request, measure, measure_grains
from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.places import list_places
from eduboard.periods import Period
from eduboard.settings import Settings
from eduboard.store.how_read import FileLine, how_read
from eduboard.store.queries import Query, load_folder
from eduboard.store.store import Session

FOLDER = "alerts"
VIEWS = "store/alert_views"
CONTRADICTION = "矛盾"
DOUBTFUL = "存疑"
LEVELS = (CONTRADICTION, DOUBTFUL)
"""What cannot be true, and what can but hardly is; in the order in which they are told."""

PLACE_COLUMNS = ("district", "stage", "metric", "other", "dataset", "batch", "line")
"""The first columns of every alert: where it is, up to two figures it is about, and the stored row it points at."""
OTHER_ROW = ("other_batch", "other_line")
"""Further columns of an alert about two rows of its dataset."""

FIGURES = pa.schema(
    [
        ("metric", pa.string()),
        ("period", pa.string()),
        ("district", pa.string()),
        ("stage", pa.string()),  # '' for the whole
        ("value", pa.float64()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("qualifier", pa.string()),
        ("reported", pa.bool_()),
        ("annual", pa.bool_()),
        ("complete", pa.bool_()),  # no school is missing from its tables
    ]
)
NAMES = pa.schema(
    [("name", pa.string()), ("metric", pa.string()), ("unit", pa.string()), ("is_share", pa.bool_())]
)
_QUARTERS = (0, -1, -4)
"""The quarters of figures that rules may look at: this one, the one before, and the same one of last year."""
_QUOTED = re.compile(r"'(\w+)'")


@dataclass(frozen=True)
class PlacedRow:
    """A stored row, and where a person finds it in its file, as far as that was looked up."""

    batch: str
    line: int
    place: FileLine | None = None


@dataclass(frozen=True)
class Alert:
    """One thing to verify: the rule that found it, where, and the values that its sentence tells.

    ``metrics`` are the ids of the figures it is about and ``theme`` that of the first, '' where there are none;
    ``numbers`` are these figures as they can be followed, of the quarters that the sentence tells them of;
    ``batch`` and ``line`` point at a stored row of ``dataset``, which a person finds at its ``place``; or are ''/None.
    ``rows`` are this row and, of two that contradict each other, the second one.
    """

    rule: str
    name: str
    level: str
    period: str
    district: str
    stage: str
    theme: str
    metrics: tuple[str, ...]
    dataset: str
    batch: str
    line: int | None
    template: str
    words: tuple[tuple[str, str | float | None], ...]
    basis: str
    remedy: str
    numbers: Numbers = ()
    place: FileLine | None = None
    rows: tuple[PlacedRow, ...] = ()


def list_alert_rules() -> tuple[Query, ...]:
    """List the rule files, in order of their names."""
    return load_folder(FOLDER)


def find_alerts(
    session: Session, catalogue: Catalogue, settings: Settings, period: str, districts: Sequence[str]
) -> tuple[Alert, ...]:
    """Run all rules over what is published for some districts in one quarter; contradictions come first."""
    show_figures(session, catalogue, period, districts)
    try:
        found = [
            alert
            for query in list_alert_rules()
            for alert in _run(session, catalogue, settings, query, period)
            if alert.district in districts
        ]
    finally:
        hide_figures(session)
    return tuple(sorted(_placed(session, found), key=lambda alert: LEVELS.index(alert.level)))


def _placed(session: Session, alerts: Sequence[Alert]) -> Iterator[Alert]:
    """Say of the rows that alerts point at where a person finds them."""
    batches = sorted({row.batch for alert in alerts for row in alert.rows})
    found = session.run("store/readings_of", batches=batches) if batches else []
    readings = {row["batch"]: how_read(row["reading"]) for row in found}
    for alert in alerts:
        rows = tuple(replace(row, place=readings[row.batch].place(row.line)) for row in alert.rows)
        yield replace(alert, rows=rows, place=rows[0].place if rows else None)


def last_period(session: Session, district: str) -> str | None:
    """Give the last quarter for which a district, or any where '' is asked for, has data."""
    periods = [place.last_period for place in list_places(session) if district in ("", place.district)]
    return max(periods, default=None)


def _run(
    session: Session, catalogue: Catalogue, settings: Settings, query: Query, period: str
) -> Iterator[Alert]:
    header = query.header
    parameters: dict[str, object] = {"period": period}
    if "界限" in header:
        parameters["limit"] = settings.alert_limit(query.name, float(header["界限"]))
    declared = {name.strip() for name in header["参数"].split(",")}
    rows = session.fetch(query.sql, {name: parameters[name] for name in declared})
    for row in rows:
        place = {name: row.pop(name) for name in PLACE_COLUMNS}
        pointed = ((place["batch"], place["line"]), tuple(row.pop(name, None) for name in OTHER_ROW))
        metrics = tuple(name for name in (place["metric"], place["other"]) if name)
        words = row | ({"limit": parameters["limit"]} if "limit" in parameters else {})
        yield Alert(
            rule=query.name,
            name=header["名称"],
            level=header["级别"],
            period=period,
            district=place["district"],
            stage=place["stage"] or "",
            theme=catalogue[metrics[0]].theme if metrics else "",
            metrics=metrics,
            dataset=place["dataset"] or "",
            batch=place["batch"] or "",
            line=place["line"],
            template=header["说明"],
            words=tuple(words.items()),
            basis=header["依据"],
            remedy=header["怎么核实"],
            numbers=_numbers(metrics, Origin(period, (place["district"],), place["stage"] or ""), header),
            rows=tuple(PlacedRow(batch, line) for batch, line in pointed if line is not None),
        )


def _numbers(metrics: Sequence[str], here: Origin, header: Mapping[str, str]) -> Numbers:
    """Name the figures that a rule holds against each other.

    The second one, or the same one where there is no other, may be of an earlier quarter (另看: -4), or be added up
    from an earlier one on (另看: -3+); what else the sentence tells of this quarter is named after it.
    """
    if not metrics:
        return ()
    stated = [part.strip() for part in header.get("另看", "").split(",") if part.strip()]
    shifts, further = [part for part in stated if part[0] == "-"], [part for part in stated if part[0] != "-"]
    others = [(metrics[-1], _earlier(here, shift)) for shift in shifts]
    return (
        (metrics[0], here),
        *(others or [(metric, here) for metric in metrics[1:]]),
        *((metric, here) for metric in further),
    )


def _earlier(here: Origin, shift: str) -> Origin:
    period = str(Period.parse(here.period).shift(int(shift.rstrip("+"))))
    return replace(here, start=period) if shift.endswith("+") else replace(here, period=period)


def show_figures(session: Session, catalogue: Catalogue, period: str, districts: Sequence[str]) -> None:
    """Put the figures that rules read, and the names by which tables call them, within reach of the session."""
    periods = tuple(str(Period.parse(period).shift(quarters)) for quarters in _QUARTERS)
    names = tuple(metric.id for metric in catalogue.metrics)
    [whole] = measure_grains(
        session, catalogue, Request(names, ("period", "district"), periods, tuple(districts))
    )
    by_stage = Request(
        _metrics_by_name(catalogue), ("period", "district", "stage"), periods, tuple(districts)
    )
    # What is not told by stage would stand there a second time.
    staged = [row for row in measure(session, catalogue, by_stage) if row.stage]
    gaps = load_gaps(session, periods)

    def line(row: MetricRow) -> dict[str, object]:
        metric = catalogue[row.metric]
        gap = worst_gap(gaps, metric, row.period or "", row.district or "")
        return {
            "metric": row.metric,
            "period": row.period,
            "district": row.district,
            "stage": row.stage or "",
            "value": row.value,
            "numerator": row.numerator,
            "denominator": row.denominator,
            "qualifier": row.qualifier,
            "reported": row.reported,
            "annual": row.annual,
            "complete": gap is None,
        }

    session.register("alert_figures", pa.Table.from_pylist([line(row) for row in [*whole, *staged]], FIGURES))
    session.register("alert_names", pa.Table.from_pylist(_names(catalogue), NAMES))
    show_views(session)


def show_views(session: Session) -> None:
    """Create what several rules read of the figures and rows."""
    for query in load_folder(VIEWS):
        session.execute(f"CREATE OR REPLACE TEMP VIEW {query.name} AS {query.sql}")


def _metrics_by_name(catalogue: Catalogue) -> tuple[str, ...]:
    """List the metrics that a rule names: only these need to be told by stage as well."""
    named = {
        name
        for folder in (FOLDER, VIEWS)
        for query in load_folder(folder)
        for name in _QUOTED.findall(query.sql)
    }
    return tuple(metric.id for metric in catalogue.metrics if metric.id in named)


def hide_figures(session: Session) -> None:
    """Take away what ``show_figures`` put there."""
    for query in load_folder(VIEWS):
        session.execute(f"DROP VIEW IF EXISTS {query.name}")
    for name in ("alert_figures", "alert_names"):
        session.unregister(name)


def _names(catalogue: Catalogue) -> list[dict[str, object]]:
    metrics = {metric.id: metric for metric in catalogue.metrics}
    return [
        {
            "name": name,
            "metric": metric_id,
            "unit": metrics[metric_id].unit,
            "is_share": metrics[metric_id].is_share,
        }
        for name, metric_id in catalogue.named().items()
    ]
