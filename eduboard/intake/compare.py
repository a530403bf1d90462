"""比: what a hand-in would change, before it is published.

Rows are laid against what is published for the same scopes by the contract's key.  The effect on the indicators is
not estimated: the hand-in is published inside a transaction, measured, and rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eduboard.intake.changes import RowChanges, compare_rows, count_replaced_schools, shows_as_much
from eduboard.intake.checked import CheckedTable
from eduboard.intake.effects import Effect, State, by_cell, list_effects
from eduboard.intake.experience import Observation, observe, said_before
from eduboard.intake.progress import Progress, unobserved
from eduboard.intake.publish import refresh_for
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.coverage import load_gaps, worst_gap
from eduboard.metrics.measure import Request, measure
from eduboard.store import batches
from eduboard.store.records import SUBMITTED
from eduboard.store.store import Session, Store


@dataclass(frozen=True)
class Comparison:
    """What a file would change: rows for each of its tables, and every indicator that would move.

    ``observed`` are each table's unlikely values, which want an explanation before the file can be published, and
    ``said`` is what was said of the same ones before; ``replaced_schools`` counts the schools whose own hand-ins a
    district's would replace.
    """

    rows: tuple[RowChanges, ...]
    effects: tuple[Effect, ...]
    observed: tuple[tuple[Observation, ...], ...] = ()
    replaced_schools: int = 0
    said: Mapping[Observation, str] = field(default_factory=dict)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The unlikely values of all tables."""
        return tuple(item for found in self.observed for item in found)

    @property
    def is_nothing(self) -> bool:
        """Tell whether publishing would change nothing."""
        return all(change.is_nothing for change in self.rows)


def compare(store: Store, tables: Sequence[CheckedTable], progress: Progress = unobserved) -> Comparison:
    """Compare clean checked tables of one file with what is published.  Nothing is stored."""
    progress("compare")
    waiting = [table for table in tables if table.incoming is not None]
    incoming = [table.incoming for table in waiting if table.incoming]
    session = waiting[0].session
    rows = tuple(compare_rows(session, table) for table in incoming)
    if all(change.is_nothing for change in rows) and all(
        shows_as_much(session, table, SUBMITTED) for table in incoming
    ):
        return Comparison(rows, (), tuple(() for _ in rows))
    catalogue = load_catalogue(session, store.settings)
    datasets = {table.dataset for table in incoming}
    scopes = [scope for table in incoming for scope in table.scopes]
    metrics = [metric for metric in catalogue.metrics if datasets & {*metric.datasets}]
    request = Request(
        tuple(metric.id for metric in metrics),
        ("period", "district"),
        tuple(sorted({scope.period for scope in scopes})),
    )
    before = _read_state(session, catalogue, request)
    progress("measure")
    with batches.trial(store, session, incoming, refresh_for(store, session)):
        after = _read_state(session, catalogue, request)
        progress("explain")
        observed = observe(session, catalogue, store.settings, incoming)
    touched = {(scope.period, scope.district) for scope in scopes}
    effects = tuple(list_effects(metrics, before, after, touched))
    replaced = sum(count_replaced_schools(session, table) for table in incoming)
    said = said_before(session, (item for found in observed for item in found))
    return Comparison(rows, effects, observed, replaced, said)


def _read_state(session: Session, catalogue: Catalogue, request: Request) -> State:
    rows = measure(session, catalogue, request)
    gaps = load_gaps(session, request.periods)
    complete = (
        row
        for row in rows
        if row.reported or not worst_gap(gaps, catalogue[row.metric], row.period or "", row.district or "")
    )
    return State(by_cell(rows), by_cell(complete))
