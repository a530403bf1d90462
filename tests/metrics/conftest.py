from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.settings import Settings
from eduboard.store.figure_register import FigureRegister
from eduboard.store.store import Session, Store, open_store
from tests.build import make_store
from tests.conftest import copy_store
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


@pytest.fixture
def city_to_change(small_city: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the small city."""
    path = copy_store(small_city, tmp_path / "copy")
    found = open_store(path, Settings(store=path, threads=2))
    yield found
    found.close()


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """The store of the test, read by somebody who sees everything."""
    with store.reading() as session:
        yield session


@pytest.fixture
def catalogue(session: Session, store: Store) -> Catalogue:
    """The metrics as the store of the test has them."""
    return load_catalogue(session, store.settings)


@pytest.fixture
def register(store: Store) -> FigureRegister:
    """The register of figures beside the store of the test."""
    return FigureRegister(store.folder.figures)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small world, for reading only."""
    store = make_store(tmp_path_factory.mktemp("world"))
    build_world(store)
    yield store
    store.close()
