"""The store with the five published cases, loaded through their contracts once for all tests that look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.intake.opening import open_ready_store
from eduboard.intake.samples import load_published
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.settings import Settings
from eduboard.store.store import Store
from tests.build import make_store


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the five published cases; nobody has it open."""
    path = tmp_path_factory.mktemp("published") / "eduboard.duckdb"
    store = open_ready_store(Settings(store=path, threads=2))
    load_published(store, lambda *_: None)
    store.close()
    return path


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    store = make_store(tmp_path_factory.mktemp("catalogue"))
    with store.reading() as session:
        found = load_catalogue(session, store.settings)
    store.close()
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    store = make_store(tmp_path)
    yield store
    store.close()
