"""The service's log: beside the store, in files that take turns."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.cli import keeping
from eduboard.settings import Settings


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A log whose files are full after a few lines."""
    monkeypatch.setattr(keeping, "_LOG_SIZE", 1000)
    before = list(logging.getLogger().handlers)
    yield keeping.log_to_file(Settings(store=tmp_path / "eduboard.duckdb"))
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()


def test_the_log_never_grows_beyond_its_files(log: Path) -> None:
    for number in range(300):
        logging.getLogger("eduboard.pages").warning("看板的第 %s 条", number)
    files = sorted(path.name for path in log.parent.iterdir())
    assert len(files) == 11
    assert all(path.stat().st_size <= 1000 for path in log.parent.iterdir())
    assert "看板的第 299 条" in log.read_text(encoding="utf-8")
