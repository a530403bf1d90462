"""A real browser and a real server.  Where there is no browser, these tests are skipped and say how to get one."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import copy_store
from tests.e2e.screen import Screen
from tests.servers import dashboard

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = (
    "没有可用的 Chromium，浏览器测试跳过。请执行 make setup-tools，或用 EDUBOARD_CHROMIUM=/路径/chrome 指定。"
    " No Chromium that starts: run `make setup-tools`, or name one in EDUBOARD_CHROMIUM."
)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)


def starts(command: str) -> bool:
    """Tell whether a browser is there and works: Ubuntu's chromium-browser may be a mere pointer to a snap."""
    try:
        return not subprocess.run(
            [command, "--version"], check=False, capture_output=True, timeout=60
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_browser(playwright: Playwright) -> str:
    """Find a Chromium as ``scripts/setup.sh`` does, or skip."""
    named = os.environ.get("EDUBOARD_CHROMIUM")
    candidates = (*([named] if named else []), *SYSTEM_BROWSERS, playwright.chromium.executable_path)
    found = next((command for command in candidates if starts(command)), None)
    if found is None:
        pytest.skip(HOW_TO_GET_ONE)
    # Playwright wants a path, not a name.
    return shutil.which(found) or found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests of a worker."""
    try:
        started = sync_playwright().start()
    except (PlaywrightError, OSError) as error:
        pytest.skip(f"{HOW_TO_GET_ONE} ({error})")
    try:
        running = started.chromium.launch(executable_path=find_browser(started), args=list(SWITCHES))
        yield running
        running.close()
    finally:
        started.stop()


@contextmanager
def window(browser: Browser, address: str) -> Iterator[Screen]:
    """Open a window of one's own, with nobody's cookies; afterwards, hold that it met no error."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")  # type: ignore[arg-type]
    screen = Screen(context.new_page(), address)
    yield screen
    context.close()
    assert screen.errors == []


@pytest.fixture(scope="module")
def address(small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a copy of the small city, for the tests of a file."""
    database = copy_store(small_city, tmp_path_factory.mktemp("served"))
    with dashboard(database) as running:
        yield running


@pytest.fixture
def open_screen(browser: Browser, address: str) -> Iterator[Callable[..., Screen]]:
    """Open browser windows; afterwards, hold that none asked another machine for anything or met an error."""
    opened: list[tuple[Page, Screen]] = []

    def open_at(path: str = "/", viewport: dict[str, int] | None = None) -> Screen:
        context = browser.new_context(viewport=viewport or DESKTOP, locale="zh-CN")  # type: ignore[arg-type]
        page = context.new_page()
        screen = Screen(page, address)
        opened.append((page, screen))
        screen.go(path)
        return screen

    yield open_at
    for page, _ in opened:
        page.context.close()
    for _, screen in opened:
        assert screen.foreign_requests == []
        assert screen.errors == []
