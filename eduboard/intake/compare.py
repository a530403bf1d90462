"""比: what a hand-in would change, before it is published.

Rows are laid against what is published for the same scopes by the contract's key.  The effect on the indicators is
not estimated: the hand-in is published inside a transaction, measured, and rolled back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eduboard.codes import load_regions
from eduboard.contracts import Contract, load_contracts
from eduboard.intake.check import CheckedTable
from eduboard.intake.publish import refresh_for
from eduboard.metrics.catalogue import LOWER_IS_BETTER, NEUTRAL, Metric, load_catalogue
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.store import batches
from eduboard.store.queries import load_query
from eduboard.store.records import Incoming
from eduboard.store.store import Session, Store


@dataclass(frozen=True)
class RowChanges:
    """How many rows are new, changed, gone and the same, by the contract's key."""

    added: int
    changed: int
    gone: int
    same: int

    @property
    def is_nothing(self) -> bool:
        """Tell whether publishing would change no row."""
        return not (self.added or self.changed or self.gone)


@dataclass(frozen=True)
class Effect:
    """One indicator of one district and period, before and after, with its rank in the city (1 is best)."""

    metric: Metric
    period: str
    district: str
    before: float | None
    after: float | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class Comparison:
    """What a file would change: rows for each of its tables, and every indicator that would move."""

    rows: tuple[RowChanges, ...]
    effects: tuple[Effect, ...]

    @property
    def is_nothing(self) -> bool:
        """Tell whether publishing would change nothing."""
        return all(change.is_nothing for change in self.rows)


def compare(store: Store, tables: Sequence[CheckedTable]) -> Comparison:
    """Compare clean checked tables of one file with what is published.  Nothing is stored."""
    waiting = [table for table in tables if table.incoming is not None]
    rows = tuple(_compare_rows(table.session, table.incoming) for table in waiting if table.incoming)
    if all(change.is_nothing for change in rows):
        return Comparison(rows, ())
    session = waiting[0].session
    catalogue = load_catalogue(session, store.settings)
    incoming = [table.incoming for table in waiting if table.incoming]
    datasets = {table.dataset for table in incoming}
    scopes = [scope for table in incoming for scope in table.scopes]
    metrics = [metric for metric in catalogue.metrics if datasets & {*metric.datasets}]
    request = Request(
        tuple(metric.id for metric in metrics),
        ("period", "district"),
        tuple(sorted({scope.period for scope in scopes})),
    )
    before = measure(session, catalogue, request)
    with batches.trial(store, session, incoming, refresh_for(store, session)):
        after = measure(session, catalogue, request)
    touched = {(scope.period, scope.district) for scope in scopes}
    return Comparison(rows, tuple(_effects(metrics, before, after, touched)))


def _compare_rows(session: Session, table: Incoming) -> RowChanges:
    contract = load_contracts()[table.dataset]
    sql = load_query("store/compare_rows").sql.format(
        incoming=table.table,
        dataset=table.dataset,
        key=", ".join(("period", "district", *contract.key)),
        rest=", ".join(_as_text(name) for name in _rest(contract)),
    )
    [row] = session.fetch(sql, {"scopes": [scope.key for scope in table.scopes]})
    return RowChanges(**row)


def _rest(contract: Contract) -> list[str]:
    """The columns that make two rows of one key equal or not."""
    return [*(field.name for field in contract.stored_fields if field.name not in contract.key), "qualifiers"]


def _as_text(column: str) -> str:
    # An empty cell is not the text of another: \x01 stands in no file.
    return f"coalesce({column}::VARCHAR, '\x01')"


def _effects(
    metrics: Sequence[Metric],
    before: Iterable[MetricRow],
    after: Iterable[MetricRow],
    touched: set[tuple[str, str]],
) -> Iterable[Effect]:
    old, new = _by_cell(before), _by_cell(after)
    for metric in metrics:
        for period, district in sorted(touched):
            cell = (metric.id, period, district)
            if old.get(cell) == new.get(cell):
                continue
            yield Effect(
                metric,
                period,
                district,
                before=old.get(cell),
                after=new.get(cell),
                rank_before=_rank(metric, period, district, old),
                rank_after=_rank(metric, period, district, new),
            )


_Values = dict[tuple[str, str, str], float | None]


def _by_cell(rows: Iterable[MetricRow]) -> _Values:
    return {(row.metric, row.period or "", row.district or ""): row.value for row in rows}


def _rank(metric: Metric, period: str, district: str, values: _Values) -> int | None:
    """The district's place among its city's districts; equal values share it, neutral metrics have none."""
    own = values.get((metric.id, period, district))
    if own is None or metric.direction == NEUTRAL:
        return None
    cities = {region.code: region.parent_code for region in load_regions()}
    others = [
        value
        for (name, when, where), value in values.items()
        if name == metric.id
        and when == period
        and value is not None
        and cities.get(where) == cities.get(district)
    ]
    if metric.direction == LOWER_IS_BETTER:
        return 1 + sum(value < own for value in others)
    return 1 + sum(value > own for value in others)
