"""Which hand-ins are complete: the schools in a table against those in the registry (学校名录) of the quarter.

Tables that no registry can tell about are whole where their district has handed all of them in.

One statement measures it.  At publish time what falls short is kept in a small table, so that a page of figures asks
one short question; the progress page (``submissions``) asks the statement itself, school by school.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eduboard.contracts import REGISTRY, load_contracts
from eduboard.metrics.catalogue import Metric
from eduboard.store.queries import load_query
from eduboard.store.records import Scope
from eduboard.store.store import Row, Session

_ALSO_SHAPES = {"enrolment": "after_school"}
"""Whose coverage a table decides beside its own: who need not offer 课后服务 is said in 学校基本情况."""

Cell = tuple[str, str, str]
"""Dataset, period, district."""


@dataclass(frozen=True)
class Gap:
    """A table that a district has handed in for fewer schools than its registry lists."""

    dataset: str
    expected: int
    reported: int


def measured_datasets() -> tuple[str, ...]:
    """Name the tables that are measured by schools."""
    return tuple(contract.name for contract in load_contracts().values() if contract.covers)


def instead_of(dataset: str) -> str | None:
    """Name the table that this one stands in for; it counts only where that one has not been handed in."""
    found = (contract.name for contract in load_contracts().values() if contract.instead == dataset)
    return next(found, None)


def coverage_sql(dataset: str) -> str:
    """Give the statement that measures hand-ins of a table."""
    has_stage = any(field.name == "stage" for field in load_contracts()[dataset].stored_fields)
    return load_query("store/coverage/measure").sql.format(
        dataset=dataset, stage="r.stage" if has_stage else "NULL::VARCHAR"
    )


def measure_coverage(session: Session, dataset: str, members: Mapping[int, Sequence[int]]) -> list[Row]:
    """Measure hand-ins of a table, known by the numbers of their scopes: a row for each, and one for each stage.

    ``members`` gives, for each number, the scopes that lay over each other then: a district's, and its schools' own.
    """
    pairs = [(scope, cell) for cell, scopes in members.items() for scope in scopes]
    return session.fetch(coverage_sql(dataset), _in_cells(pairs)) if pairs else []


def _in_cells(pairs: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    return {"scopes": [scope for scope, _ in pairs], "cells": [cell for _, cell in pairs]}


def refresh_gaps(session: Session, datasets: Iterable[str], scopes: Sequence[Scope]) -> None:
    """Bring the list of incomplete hand-ins up to date for some tables' scopes, inside a publishing transaction."""
    changed = set(datasets)
    shaped = changed | {_ALSO_SHAPES[name] for name in changed & _ALSO_SHAPES.keys()}
    # A registry holds for every quarter until the next one.
    everything = REGISTRY in changed
    where = {
        "districts": sorted({scope.district for scope in scopes}),
        "start": min(scope.period for scope in scopes),
        "periods": None if everything else sorted({scope.period for scope in scopes}),
    }
    for dataset in measured_datasets():
        if everything or {dataset, instead_of(dataset)} & shaped:
            _refresh(session, dataset, where)


def _refresh(session: Session, dataset: str, where: Mapping[str, object]) -> None:
    session.run("store/coverage/clear", dataset=dataset, **where)
    current = session.run(
        "store/coverage/current_scopes", dataset=dataset, instead_of=instead_of(dataset), **where
    )
    if current:
        sql = load_query("store/coverage/add_gaps").sql
        session.execute(
            sql.format(dataset=dataset, coverage=coverage_sql(dataset)),
            _in_cells([(row["scope"], row["cell"]) for row in current]),
        )


def load_gaps(session: Session, periods: Sequence[str], stage: str = "") -> Mapping[Cell, Gap]:
    """Find the incomplete hand-ins of some quarters, counting the schools of one stage or of all."""

    def read() -> Mapping[Cell, Gap]:
        rows = session.run("pages/coverage_gaps", periods=list(periods), stage=stage)
        return {
            (row["dataset"], row["period"], row["district"]): Gap(
                row["dataset"], row["expected"], row["reported"]
            )
            for row in rows
        }

    return session.recall(("gaps", tuple(periods), stage), read)


def worst_gap(gaps: Mapping[Cell, Gap], metric: Metric, period: str, district: str) -> Gap | None:
    """Find the least complete of the tables that a district's figure rests on; None where all are complete."""
    found = [gap for dataset in metric.datasets if (gap := gaps.get((dataset, period, district)))]
    return min(found, key=lambda gap: gap.reported / gap.expected, default=None)


def may_be_nought(metric: Metric) -> bool:
    """Tell whether no row means nought once everything is handed in: of a count that not every school has to be in.

    A school that is not in a table of every school (班额明细) has not reported.
    """
    contracts = load_contracts()
    return not metric.is_ratio and not any(contracts[dataset].covers for dataset in metric.datasets)


def find_whole_hand_ins(
    session: Session, datasets: Sequence[str], periods: Sequence[str], districts: Sequence[str] | None
) -> set[tuple[str, str]]:
    """Find the periods and districts that have handed in all of these tables, each as a whole."""
    rows = session.run(
        "pages/whole_hand_ins",
        datasets=list(datasets),
        periods=list(periods),
        districts=None if districts is None else list(districts),
    )
    return {(row["period"], row["district"]) for row in rows}
