"""A database that cannot be read: whoever opens the dashboard reads what helps, and after it the figures are back."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.clerk_files import excel_csv
from tests.e2e.conftest import window
from tests.e2e.screen import Screen
from tests.e2e.test_handing_in import LAKE_CORRECTED, TITLE
from tests.servers import dashboard

Command = Callable[..., str]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "eduboard.duckdb"


@pytest.fixture
def command(database: Path) -> Command:
    """Run a command of the product on this store."""

    def run(*arguments: str) -> str:
        whole = [sys.executable, "-m", "eduboard", *arguments, "--store", str(database)]
        done = subprocess.run(whole, capture_output=True, text=True, timeout=60, check=False, env=os.environ)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def screen(database: Path, command: Command, browser: Browser, tmp_path: Path) -> Iterator[Screen]:
    file = tmp_path / "班额.csv"
    file.write_bytes(excel_csv(LAKE_CORRECTED, TITLE))
    command("load", str(file))
    database.write_bytes(bytes(8192) + database.read_bytes()[8192:])
    with dashboard(database) as address, window(browser, address) as opened:
        yield opened


def test_every_page_names_the_rebuild_and_shows_its_figures_after_it(
    screen: Screen, command: Command
) -> None:
    for path in ("/", "/class-size", "/upload", "/admin"):
        screen.go(path)
        assert "python -m eduboard rebuild" in screen.text, path
        assert "原件" in screen.text
    command("rebuild")
    screen.go("/class-size")
    assert "rebuild" not in screen.text
    assert screen.card("大班额占比") == "60.0%"
