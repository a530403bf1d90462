from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import LoadResult, load_file
from eduboard.intake.report import CheckReport
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.settings import Settings
from eduboard.store.store import Store

Check = Callable[..., CheckReport]
Load = Callable[..., LoadResult]
Value = Callable[..., float | None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store" / "eduboard.duckdb", threads=2)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_ready_store(settings)
    yield store
    store.close()


@pytest.fixture
def check(store: Store) -> Check:
    """Check a file that holds one table."""

    def check(data: bytes, name: str = "表.csv", dataset: str | None = None) -> CheckReport:
        tables = check_file(store, LOCAL_USER, data, name, dataset)
        close_all(tables)
        [table] = tables
        return table.report

    return check


@pytest.fixture
def load(store: Store) -> Load:
    """Load a file that holds one table."""

    def load(data: bytes, name: str = "表.csv", **options: Any) -> LoadResult:
        [result] = load_file(store, options.pop("viewer", LOCAL_USER), data, name, **options)
        return result

    return load


def measured(store: Store, metric: str = "large_classes", **request: Any) -> float | None:
    """One metric's value over everything asked for; None when there is none."""
    request = {"by": (), "periods": ("2025Q3",)} | request
    with store.reading(request.pop("viewer", LOCAL_USER)) as session:
        rows = measure(
            session, load_catalogue(session, store.settings), Request(metrics=(metric,), **request)
        )
    return rows[0].value if rows else None


@pytest.fixture
def value(store: Store) -> Value:
    return lambda metric="large_classes", **request: measured(store, metric, **request)
