from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.intake.opening import open_ready_store
from eduboard.settings import Settings
from eduboard.store.store import Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "eduboard.duckdb", threads=2)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_ready_store(settings)
    yield store
    store.close()
