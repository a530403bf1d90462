from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.store.store import Store
from tests.build import make_store
from tests.metrics.world import build_world

Measure = Callable[..., list[MetricRow]]


def measure_in(store: Store, metric: str, viewer: Viewer = LOCAL_USER, **request: Any) -> list[MetricRow]:
    """Measure one metric; ``by`` and ``periods`` are required."""
    with store.reading(viewer) as session:
        catalogue = load_catalogue(session, store.settings)
        return measure(session, catalogue, Request(metrics=(metric,), **request))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    store = make_store(tmp_path)
    yield store
    store.close()


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small world, for reading only."""
    store = make_store(tmp_path_factory.mktemp("world"))
    build_world(store)
    yield store
    store.close()
