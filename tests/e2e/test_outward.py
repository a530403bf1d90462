"""对外: whole pages as a browser has them, held against what ``metric --json`` knows."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from eduboard.cli.main import main
from eduboard.intake.opening import open_ready_store
from eduboard.metrics.catalogue import Metric, load_catalogue
from eduboard.metrics.outward import is_sensitive
from eduboard.metrics.themes import THEME_PAGES
from eduboard.settings import Settings
from eduboard.texts.outward import EXTERNAL, HIDDEN, INTERNAL, PAGE_INSIDE
from tests.conftest import copy_store
from tests.e2e.screen import PATIENCE, Screen
from tests.servers import dashboard
from tests.small_city import CITY, LATEST, PRIMARY

Open = Callable[..., Screen]
LEAST = 5
OUTWARD = f"audience=external&city={CITY}&period={LATEST}"
PATHS = {
    "talent": "/talent",
    "class_size": "/class-size",
    "after_school": "/after-school",
    "training": "/training",
}
INSIDE = ("/school", "/submissions", "/admin", "/trace", "/upload")


@dataclass(frozen=True)
class Known:
    """What the store knows of a metric: the counts by district, ``numerator`` and ``denominator``."""

    metric: Metric
    counts: dict[str, tuple[float | None, float | None]]

    def small(self) -> list[str]:
        """The districts of which a count is small, or what a share leaves of its whole."""
        found = []
        for name, (part, whole) in self.counts.items():
            counts = [part] if not self.metric.is_ratio else [part, whole]
            if self.metric.is_share and part is not None and whole is not None:
                counts.append(whole - part)
            if any(count is not None and 0 < count < LEAST for count in counts):
                found.append(name)
        return found


KNOWN: dict[str, Known] = {}


@pytest.fixture(scope="module")
def address(small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a copy of the small city, which the command line has been asked about first."""
    database = copy_store(small_city, tmp_path_factory.mktemp("outward"))
    store = open_ready_store(Settings(store=database))
    with store.reading() as session:
        catalogue = load_catalogue(session, Settings())
    store.close()
    for theme in THEME_PAGES.values():
        for name in (*theme.cards, *theme.table):
            KNOWN[name] = Known(catalogue[name], counts_of(database, name))
    with dashboard(database) as running:
        yield running


def counts_of(database: Path, metric: str) -> dict[str, tuple[float | None, float | None]]:
    """Ask the command line for a metric by district."""
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        code = main(
            ["metric", metric, "--by", "district", "--period", LATEST, "--json", "--store", str(database)]
        )
    assert code == 0
    rows = json.loads(out.getvalue())["rows"]
    return {row["district_name"]: (row["numerator"], row["denominator"]) for row in rows}


def downloaded(screen: Screen, label: str) -> bytes:
    """Take along the page's last table, that of the districts."""
    with screen.page.expect_download() as expected:
        screen.page.get_by_test_id("stDownloadButton").get_by_text(label).last.click()
    assert EXTERNAL in expected.value.suggested_filename
    return Path(expected.value.path()).read_bytes()


def rows_of(data: bytes) -> list[list[str]]:
    """The lines of a CSV, or the cells of a workbook."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        return [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def check_table(rows: list[list[str]], theme: str) -> int:
    """Hold a table of districts against what is known; give how many small counts there were."""
    header, *body = rows
    by_name = {row[0]: row for row in body if row}
    found = 0
    for name in (*THEME_PAGES[theme].cards, *THEME_PAGES[theme].table):
        known = KNOWN[name]
        if not is_sensitive(known.metric) and not known.metric.is_ratio:
            continue
        [column] = [at for at, title in enumerate(header) if title.split("（")[0] == known.metric.name]
        cells = {district: by_name[district][column] for district in known.counts}
        for district in known.small():
            found += 1
            assert cells[district] == HIDDEN, (name, district)
        hidden = [district for district, cell in cells.items() if cell == HIDDEN]
        # A lone hidden district is the city less the others.
        assert len(hidden) != 1 or by_name["合计"][column] == HIDDEN, name
    return found


@pytest.mark.parametrize("theme", PATHS)
def test_no_small_count_stands_on_a_page_or_in_its_files(theme: str, open_screen: Open) -> None:
    screen = open_screen(f"{PATHS[theme]}?{OUTWARD}")
    expect(screen.page.locator(".eduboard-outward")).to_be_visible(timeout=PATIENCE)
    screen.settle()
    for label in ("下载 CSV", "下载 Excel"):
        count = check_table(rows_of(downloaded(screen, label)), theme)
        assert count or theme in ("after_school", "training")
    for name in THEME_PAGES[theme].cards:
        known = KNOWN[name]
        if is_sensitive(known.metric) and not known.metric.is_ratio:
            value = screen.card(known.metric.name)
            assert not re.fullmatch(r"[1-4]", value), name
    assert "小学（" not in screen.text
    assert "单所学校的数据只供内部使用" in screen.text


def test_an_incomplete_hand_in_is_not_ranked_on_any_view(open_screen: Open) -> None:
    """Bridge has not handed in its classes."""
    large = "metric=large_class_share"
    assert "各区县排名" in pictured(open_screen(f"/class-size?city={CITY}&period={LATEST}&{large}"))
    for view in ("", "&view=shot", "&view=print"):
        text = pictured(open_screen(f"/class-size?{OUTWARD}&{large}{view}"))
        assert "各区县排名" not in text, view
        assert "各区县数据" in text, view


def pictured(screen: Screen) -> str:
    """The words in the page's figures."""
    screen.page.locator(".js-plotly-plot .gtitle").nth(1).wait_for(timeout=PATIENCE)
    screen.settle()
    return "".join(screen.page.locator(".js-plotly-plot").all_text_contents())


def test_whom_a_page_is_for_is_chosen_once_for_all_pages(open_screen: Open) -> None:
    screen = open_screen("/talent")
    screen.page.get_by_test_id("stButtonGroup").get_by_text(EXTERNAL, exact=True).first.click()
    expect(screen.page.locator(".eduboard-outward")).to_be_visible(timeout=PATIENCE)
    expect(screen.page).to_have_url(re.compile("audience=external"), timeout=PATIENCE)
    screen.open_from_menu("班额治理")
    expect(screen.page).to_have_url(re.compile("audience=external"), timeout=PATIENCE)
    expect(screen.page.locator(".eduboard-outward")).to_be_visible(timeout=PATIENCE)
    screen.open_from_menu("报送进度")
    assert PAGE_INSIDE in screen.text
    expect(screen.page).to_have_url(re.compile("audience=external"), timeout=PATIENCE)


@pytest.mark.parametrize("path", INSIDE)
def test_a_page_for_the_house_shows_one_sentence_outside(path: str, open_screen: Open) -> None:
    for view in ("", "&view=shot"):
        screen = open_screen(f"{path}?{OUTWARD}{view}")
        expect(screen.page.get_by_text(PAGE_INSIDE)).to_be_visible(timeout=PATIENCE)
        assert screen.page.get_by_test_id("stDataFrame").count() == 0
        assert screen.page.locator("figure, .js-plotly-plot, table").count() == 0


def test_the_official_view_says_whom_it_is_for(open_screen: Open) -> None:
    for query, mark in (("?view=shot", INTERNAL), (f"?{OUTWARD}&view=shot", EXTERNAL)):
        screen = open_screen(f"/talent{query}")
        expect(screen.page.locator(".eduboard-head .eduboard-audience")).to_have_text(mark, timeout=PATIENCE)


def test_parts_are_not_told_by_stage(open_screen: Open) -> None:
    """Of all stages together they are; a stage would be the whole less the others."""
    screen = open_screen(f"/talent?{OUTWARD}&stage={PRIMARY}&by=ownership")
    expect(screen.page.get_by_text("对外只公布全市、不分学段的构成").first).to_be_visible(timeout=PATIENCE)
