"""A browser window with the dashboard in it, in the words of a user."""

import re
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

PATIENCE = 30_000  # milliseconds; the first page of a cold server imports everything
ROW_HEIGHT = 35  # pixels, of a table and of its header
LOCAL_SCHEMES = ("data:", "blob:")

PROBE = re.compile(r"^http://[^/]+/[a-z-]+/_stcore/(health|host-config)$")
"""Opened at a page's address, Streamlit first asks whether it lives below that address; the answer is no (404)."""

Upload = tuple[str, bytes]


class Screen:
    """One window.  It remembers what it asked other machines for and which errors its console showed."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.foreign_requests: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, *LOCAL_SCHEMES)):
            self.foreign_requests.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBE.search(message.location["url"]):
            self.errors.append(f"{message.text} {message.location['url']}")

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has been drawn and the server has nothing more to say."""
        self.page.locator("h1").first.wait_for()
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=PATIENCE)

    def open_from_menu(self, title: str) -> None:
        """Choose a page in the menu."""
        self.page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
        self.page.locator("h1", has_text=title).wait_for()
        self.settle()

    @property
    def title(self) -> str:
        """The page's heading."""
        return self.page.locator("h1").first.inner_text().strip()

    @property
    def text(self) -> str:
        """What can be read in the main area."""
        return self.page.get_by_test_id("stMain").inner_text()

    def card(self, name: str) -> str:
        """The number on a card."""
        card = self.page.get_by_test_id("stMetric").filter(has_text=name).first
        return card.get_by_test_id("stMetricValue").inner_text().strip()

    def hand_over(self, *files: Upload) -> None:
        """Give files to the uploader and wait until they have been checked."""
        self.page.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": "text/csv", "buffer": data} for name, data in files]
        )
        for name, _ in files:
            self.page.get_by_test_id("stMarkdown").get_by_text(name, exact=True).first.wait_for()
        self.settle()

    def filter(self, label: str) -> Locator:
        """One of the filters."""
        return self.page.get_by_role("combobox", name=label, exact=True)

    def choose_in_table(self, number: int, *, row: int, across: float = 0.3) -> None:
        """Click into a row (from 0) of one of the tables in sight (-1 the last); they are a canvas, so by position."""
        self.settle()
        table = self.page.get_by_test_id("stDataFrame").locator("visible=true").nth(number)
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box is not None
        x, y = across * box["width"], ROW_HEIGHT * (row + 1.5)
        # The table takes a click for the cell that it last saw the mouse over, which takes it a frame or two.
        table.hover(position={"x": x, "y": y})
        self.page.wait_for_timeout(300)
        table.click(position={"x": x, "y": y})
        self.settle()

    def press(self, button: str) -> None:
        """Press a button by its label."""
        self.page.get_by_role("button", name=button, exact=True).first.click()

    def alerts(self) -> Sequence[str]:
        """The boxes that say that something went well or wrong."""
        return [item.inner_text() for item in self.page.get_by_test_id("stAlert").all()]

    def wait_for_text(self, text: str) -> Locator:
        """Wait until a sentence can be read."""
        found = self.page.get_by_test_id("stMain").get_by_text(text).first
        found.wait_for()
        return found

    def evaluate(self, script: str) -> Any:
        """Ask the page itself."""
        return self.page.evaluate(script)
