"""From a number to the line of the file it came from: two clicks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.clerk_files import excel_csv
from tests.e2e.conftest import DESKTOP, PHONE, window
from tests.e2e.screen import Screen
from tests.small_city import JUNIOR, LAKE, LATEST, PRIMARY, school_code, school_name

Open = Callable[..., Screen]

FILE = "临湖区班额明细.csv"
SIZES = (60, 45, 57, 40)
CLASSES = ((PRIMARY, "一年级"), (PRIMARY, "二年级"), (PRIMARY, "三年级"), (JUNIOR, "七年级"))
ROWS = [
    (
        "2025年第三季度",
        "临湖区",
        school_code(LAKE, stage),
        school_name(LAKE, stage),
        stage,
        grade,
        "1",
        str(size),
    )
    for (stage, grade), size in zip(CLASSES, SIZES, strict=True)
]
"""Below a title and the header: the large classes stand on lines 3 and 5."""


@pytest.fixture(scope="module", autouse=True)
def _handed_in(browser: Browser, address: str) -> None:
    """The small city's class sizes come from no file; these do."""
    with window(browser, address) as screen:
        screen.go("/upload")
        screen.hand_over((FILE, excel_csv(ROWS, "临湖区班额明细表")))
        screen.wait_for_text("校验通过")
        screen.press("发布")
        screen.wait_for_text("已发布：批次")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_clicks_lead_from_a_cell_to_the_line_in_the_original(
    viewport: dict[str, int], open_screen: Open
) -> None:
    screen = open_screen("/class-size?district=990101", viewport)
    # The last table: the districts, Lake first, 大班额占比 beside their names.
    screen.choose_in_table(-1, row=0, across=0.1 if viewport is DESKTOP else 0.3)
    origin = screen.page.locator("[class*=st-key-trace]")
    origin.get_by_text("分子 2 ÷ 分母 4").wait_for()
    assert "这个数从哪里来" in origin.inner_text()
    with screen.page.context.expect_page() as opened:
        origin.get_by_role("link", name="第 5 行").click()
    line = Screen(opened.value, screen.address)
    line.settle()
    marked = line.page.locator("tr.marked")
    marked.wait_for()
    assert marked.inner_text().split("\t")[0] == "5"
    assert "57" in marked.inner_text()
    assert FILE in line.text


def test_a_number_on_the_first_page_leads_to_its_lines(open_screen: Open) -> None:
    screen = open_screen("/")
    screen.page.get_by_test_id("stHtml").get_by_role("link", name="50.0%").first.click()
    screen.wait_for_text("这个数从哪里来")
    screen.page.get_by_role("link", name="第 3 行").wait_for()
    assert "临湖区" in screen.text


def test_a_cell_of_the_hand_ins_leads_to_the_batch(open_screen: Open) -> None:
    screen = open_screen(f"/submissions?period={LATEST}")
    screen.page.get_by_test_id("stHtml").locator("td a").first.click()
    screen.wait_for_text("原件校验码")


def test_several_numbers_of_one_cell_are_told_one_below_the_other(open_screen: Open) -> None:
    school = school_code(LAKE, PRIMARY)
    screen = open_screen(f"/school?district={LAKE}&school={school}")
    # The second column tells the change: the figure, and that of the quarter before.
    changes = screen.page.get_by_test_id("stHtml").locator("td:nth-child(3) a")
    changes.first.click()
    screen.wait_for_text("这一格由 2 个数得来")
    screen.page.locator("[class*=st-key-trace]").nth(1).wait_for()
