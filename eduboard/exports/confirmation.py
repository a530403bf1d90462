"""上报确认单: what a batch is, what became of it, and the figures that rest on it, as they stand now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eduboard.access.viewer import Viewer
from eduboard.contracts import Contract, load_contracts
from eduboard.errors import UnusableFile
from eduboard.intake.check import check_again
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.rules import rules_for
from eduboard.metrics.catalogue import Catalogue, Metric, load_catalogue
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.store.history import BatchRecord, BatchScope, find_batch
from eduboard.store.how_read import how_read
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.records import now
from eduboard.store.store import Session, Store
from eduboard.texts import confirmation as texts

_REPORTED = "indicators"
"""The table whose rows may be figures of any metric, by its name."""


@dataclass(frozen=True)
class Checks:
    """What the rules of today say of the original; ``problem`` says why nothing could be said."""

    columns: int = 0
    rules: int = 0
    errors: int = 0
    warnings: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Confirmation:
    """Everything that stands on the paper, for the districts that the viewer may see.

    ``figures`` are those of the scopes that the batch is in force for, by period and district, and ``totals`` those
    of the districts together, by period.
    """

    bureau: str
    made_at: datetime
    record: BatchRecord
    contract: Contract
    metrics: tuple[Metric, ...]
    figures: tuple[MetricRow, ...]
    totals: tuple[MetricRow, ...]
    checks: Checks

    @property
    def in_force(self) -> tuple[BatchScope, ...]:
        """The scopes whose figures rest on this batch."""
        return _in_force(self.record)

    @property
    def periods(self) -> tuple[str, ...]:
        """The batch's quarters, the earliest first."""
        return tuple(sorted({scope.period for scope in self.record.scopes}))

    @property
    def districts(self) -> tuple[str, ...]:
        """The batch's districts, by code."""
        return tuple(sorted({scope.district for scope in self.record.scopes}))

    @property
    def row_count(self) -> int:
        """The rows of the batch."""
        return sum(scope.row_count for scope in self.record.scopes)


def load_confirmation(store: Store, viewer: Viewer, batch: str) -> Confirmation:
    """Gather what a batch's confirmation says; raise EduboardError ``batch.unknown`` for one that is not there.

    The original is checked once more, by the rules of today.
    """
    with store.reading(viewer) as session:
        record = find_batch(session, batch)
        contract = load_contracts()[record.dataset]
        in_force = _in_force(record)
        catalogue = load_catalogue(session, store.settings)
        metrics = _metrics_of(session, catalogue, contract, in_force)
        figures, totals = _measure(session, catalogue, metrics, in_force)
    return Confirmation(
        bureau=store.settings.bureau,
        made_at=now(),
        record=record,
        contract=contract,
        metrics=metrics,
        figures=figures,
        totals=totals,
        checks=_check_original(store, viewer, record, contract),
    )


def _in_force(record: BatchRecord) -> tuple[BatchScope, ...]:
    return tuple(scope for scope in record.scopes if scope.current_batch == record.batch)


def _metrics_of(
    session: Session, catalogue: Catalogue, contract: Contract, scopes: Sequence[BatchScope]
) -> tuple[Metric, ...]:
    """The metrics that the table feeds; 其他指标 feeds those that it names."""
    if contract.name != _REPORTED:
        return tuple(metric for metric in catalogue.metrics if contract.name in metric.datasets)
    named = catalogue.named()
    rows = session.run(
        "store/cube/reported_names",
        districts=sorted({scope.district for scope in scopes}),
        periods=sorted({scope.period for scope in scopes}),
    )
    reported = {named[row["indicator"]] for row in rows if row["indicator"] in named}
    return tuple(metric for metric in catalogue.metrics if metric.id in reported)


def _measure(
    session: Session, catalogue: Catalogue, metrics: tuple[Metric, ...], scopes: Sequence[BatchScope]
) -> tuple[tuple[MetricRow, ...], tuple[MetricRow, ...]]:
    """Measure by period and district, and by period over the districts that the batch is in force for in it."""
    if not metrics or not scopes:
        return (), ()
    names = tuple(metric.id for metric in metrics)
    places: dict[str, list[str]] = {}
    for scope in scopes:
        places.setdefault(scope.period, []).append(scope.district)
    figures: list[MetricRow] = []
    totals: list[MetricRow] = []
    for period, districts in sorted(places.items()):
        where = (period,), tuple(sorted(districts))
        figures += measure(session, catalogue, Request(names, ("period", "district"), *where))
        totals += measure(session, catalogue, Request(names, ("period",), *where))
    return tuple(figures), tuple(totals)


def _check_original(store: Store, viewer: Viewer, record: BatchRecord, contract: Contract) -> Checks:
    try:
        data = original_path(store, record.sha256).read_bytes()
    except OSError:
        return Checks(problem=texts.ORIGINAL_MISSING)
    if sha256_of(data) != record.sha256:
        return Checks(problem=texts.ORIGINAL_DAMAGED)
    try:
        reading = json.dumps(record.reading, ensure_ascii=False)
        tables = check_again(store, viewer, data, record.file_name, record.dataset, reading)
    except UnusableFile:
        return Checks(problem=texts.UNREADABLE)
    try:
        return _checks_of(tables, record, contract)
    finally:
        close_all(tables)


def _checks_of(tables: Sequence[CheckedTable], record: BatchRecord, contract: Contract) -> Checks:
    """Find the batch's own table among those of its file."""
    places = [(part.sheet, part.header_line) for part in how_read(record.reading).parts]
    report = next(
        (
            item.report
            for item in tables
            if [(table.sheet, table.header_line) for table in item.report.tables] == places
        ),
        None,
    )
    if report is None or report.dataset != contract.name:
        return Checks(problem=texts.UNREADABLE)
    return Checks(
        columns=len({column.field for table in report.tables for column in table.columns if column.field}),
        rules=len(rules_for(contract)),
        errors=len(report.errors),
        warnings=len(report.warnings),
    )
