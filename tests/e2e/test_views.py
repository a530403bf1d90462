"""The views of a page beside the one to work with: the official picture, A4, the big screen."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator

import pypdf
import pytest
from playwright.sync_api import Browser, expect

from tests.build import hand_in, make_store
from tests.e2e.conftest import window
from tests.e2e.screen import PATIENCE, Screen
from tests.servers import dashboard
from tests.small_city import LAKE, RIDGE

Open = Callable[..., Screen]
PATHS = (
    "/", "/programmes", "/talent", "/research", "/class-size", "/after-school", "/training", "/materials",
    "/upload", "/submissions", "/admin", "/dictionary",
)  # fmt: skip
TO_WORK_WITH = (
    "stSidebar", "stHeader", "stToolbar", "stButton", "stDownloadButton", "stFileUploader", "stSelectbox",
    "stButtonGroup", "stExpander", "stTextInput",
)  # fmt: skip
FORTY, TWO_HUNDRED = 40, 200
A4_POINTS = (595, 842)
WIDER_THAN_PAPER = """(() => {
  const right = document.querySelector('.stMainBlockContainer').getBoundingClientRect().right;
  const parts = [...document.querySelectorAll('.stPlotlyChart, figure, table')];
  return parts.filter(part => part.getBoundingClientRect().right > right + 1).length;
})()"""


def open_view(screen: Screen, path: str) -> None:
    """Open an address whose view says itself when it stands."""
    screen.page.goto(screen.address + path)
    screen.page.wait_for_selector("html[data-ready]", state="attached", timeout=2 * PATIENCE)


def printed(screen: Screen) -> pypdf.PdfReader:
    """Print as the page asks for."""
    return pypdf.PdfReader(io.BytesIO(screen.page.pdf(prefer_css_page_size=True, print_background=True)))


def words_by_page(paper: pypdf.PdfReader) -> list[str]:
    """Every word on paper, page by page, without the spaces at which it was broken.

    A browser may write a character as its look-alike among the radicals (⼩ for 小).
    """
    return [re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text())) for page in paper.pages]


def words_of(paper: pypdf.PdfReader) -> str:
    """The same of all pages."""
    return "".join(words_by_page(paper))


# -- ?view=shot


def test_the_official_view_of_every_page_has_a_head_and_nothing_to_press(open_screen: Open) -> None:
    screen = open_screen("/?view=shot")
    for path in PATHS:
        screen.go(f"{path}?view=shot")
        head = screen.page.locator(".eduboard-head")
        assert head.inner_text().startswith("区域教育局"), path
        assert screen.title in head.inner_text(), path
        seen = [
            name for name in TO_WORK_WITH if screen.page.get_by_test_id(name).locator("visible=true").count()
        ]
        assert seen == [], path
        expect(screen.page.locator(".eduboard-bar")).to_have_count(0)
        assert screen.evaluate("document.querySelector('.stMainBlockContainer').offsetWidth") == 1200, path


def test_the_official_view_shows_tables_whole_and_can_be_pictured_in_one_piece(open_screen: Open) -> None:
    screen = open_screen("/class-size?district=990101&view=shot")
    expect(screen.page.get_by_test_id("stDataFrame")).to_have_count(0)
    assert "湖滨小学" in screen.page.locator("figure table").last.inner_text() + screen.text
    # The page itself scrolls, not a part of it.
    assert screen.evaluate("document.scrollingElement.scrollHeight > window.innerHeight")


def test_one_gets_into_the_official_view_and_back(open_screen: Open) -> None:
    screen = open_screen("/class-size?district=990101")
    screen.page.get_by_role("button", name="截图模式").click()
    screen.page.wait_for_url("**view=shot**")
    screen.settle()
    assert "district=990101" in screen.page.url
    screen.page.mouse.move(300, 300)
    screen.page.get_by_role("link", name="退出").click()
    screen.page.wait_for_function("!location.search.includes('view')")
    screen.settle()
    assert screen.card("大班额占比") == "50.0%"
    screen.page.get_by_role("button", name="截图模式").click()
    screen.page.wait_for_url("**view=shot**")
    screen.settle()
    screen.page.keyboard.press("Escape")
    screen.page.wait_for_function("!location.search.includes('view')")


def test_the_way_out_is_in_no_picture(open_screen: Open) -> None:
    screen = open_screen("/class-size?view=shot")
    way_out = screen.page.locator(".eduboard-leave")
    expect(way_out).to_have_css("opacity", "0", timeout=PATIENCE)


# -- paper


@pytest.fixture(scope="module")
def large_district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a district of 40 schools and one of 200."""
    folder = tmp_path_factory.mktemp("large")
    store = make_store(folder)
    for district, count in ((LAKE, FORTY), (RIDGE, TWO_HUNDRED)):
        codes = [f"21{district[:2]}{district[-2:]}{number:04}" for number in range(count)]
        hand_in(
            store,
            "schools",
            "2025Q3",
            district,
            [
                {"school": code, "school_code": code, "school_name": f"第{number}小学", "school_type": "小学"}
                for number, code in enumerate(codes)
            ],
        )
        hand_in(
            store,
            "classes",
            "2025Q3",
            district,
            [
                {
                    "school": code,
                    "stage": "小学",
                    "grade": "一年级",
                    "class_no": "1",
                    "students": 40 + number % 30,
                }
                for number, code in enumerate(codes)
            ],
        )
    store.close()
    with dashboard(folder / "eduboard.duckdb") as running:
        yield running


@pytest.fixture
def paper(browser: Browser, large_district: str) -> Iterator[Screen]:
    """A window on the large districts."""
    with window(browser, large_district) as screen:
        yield screen


def test_forty_bars_are_printed_with_all_their_names(paper: Screen) -> None:
    open_view(paper, f"/class-size?district={LAKE}&view=print")
    words = words_of(printed(paper))
    # Once beside its bar and once in the table of schools.
    assert [number for number in range(FORTY) if words.count(f"第{number}小学") < 2] == []


def test_two_hundred_rows_are_printed_under_a_header_that_is_repeated(paper: Screen) -> None:
    open_view(paper, f"/class-size?district={RIDGE}&view=print")
    pages = words_by_page(printed(paper))
    words = "".join(pages)
    assert [number for number in range(TWO_HUNDRED) if f"第{number}小学" not in words] == []
    with_rows = [page for page in pages if len(re.findall(r"第\d+小学", page)) > 10]
    assert len(with_rows) >= 3
    # A word that no row has.
    assert all("学段" in page for page in with_rows)


def test_paper_is_a4_and_nothing_is_wider_than_it(paper: Screen) -> None:
    open_view(paper, f"/class-size?district={LAKE}&view=print")
    for page in printed(paper).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4_POINTS
    assert paper.evaluate(WIDER_THAN_PAPER) == 0


def test_what_the_browser_prints_from_its_menu_is_not_cut_either(paper: Screen) -> None:
    paper.go(f"/class-size?district={LAKE}")
    paper.page.locator(".st-key-figure-coverage .main-svg").first.wait_for()
    words = words_of(printed(paper))
    assert [number for number in range(FORTY) if f"第{number}小学" not in words] == []
    assert "截图模式" not in words
    assert "表格会完整打印" in words
    assert "存为图片" not in words
    # Afterwards the page is as before.
    assert paper.evaluate("document.querySelector('.stMainBlockContainer').style.zoom") == ""


def test_the_key_for_printing_leads_to_the_view_for_paper(open_screen: Open) -> None:
    screen = open_screen("/class-size?district=990101")
    with screen.page.expect_popup() as expected:
        screen.page.keyboard.press("Control+p")
    assert "view=print" in expected.value.url
    assert "district=990101" in expected.value.url


# -- ?view=wall


def slide(screen: Screen) -> str:
    """What can be read on the big screen."""
    shown = screen.page.locator('[class*="st-key-wall-"]').locator("visible=true")
    return re.sub(r"\s", "", shown.first.inner_text())


def test_the_big_screen_turns_by_itself_and_stops_at_a_key(open_screen: Open) -> None:
    screen = open_screen("/?view=wall&seconds=5")
    open_view(screen, "/?view=wall&seconds=5")
    assert slide(screen).startswith("总览【演示数据】")
    screen.page.wait_for_selector('html[data-slide="1"]', state="attached")
    assert not slide(screen).startswith("总览")
    screen.page.keyboard.press("Space")
    expect(screen.page.locator(".eduboard-wall")).to_have_text("已暂停，按任意键继续")
    screen.page.wait_for_timeout(6000)
    assert screen.evaluate("document.documentElement.dataset.slide") == "1"
    screen.page.keyboard.press("Space")
    screen.page.wait_for_selector('html[data-slide="2"]', state="attached")


def test_the_big_screen_shows_the_overview_and_the_five_themes(open_screen: Open) -> None:
    screen = open_screen("/?view=wall")
    open_view(screen, "/?view=wall")
    count = screen.evaluate("document.querySelectorAll('[class*=\"st-key-wall-\"]').length")
    seen = []
    for _ in range(count):
        seen.append(slide(screen)[:4])
        screen.page.keyboard.press("ArrowRight")
    for title in ("总览", "名师队伍", "课题成果", "班额治理", "课后服务", "教师培训"):
        assert any(text.startswith(title) for text in seen), title
    assert screen.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 27, 42)"
    assert not screen.evaluate("document.scrollingElement.scrollWidth > innerWidth")


def test_the_big_screen_goes_on_while_the_server_is_away_and_starts_anew_when_it_is_back(
    open_screen: Open,
) -> None:
    screen = open_screen("/?view=wall&seconds=5")
    open_view(screen, "/?view=wall&seconds=5")
    screen.evaluate("window.before = true")
    screen.page.route("**/_stcore/health", lambda route: route.abort())
    expect(screen.page.locator(".eduboard-wall")).to_contain_text("与服务器的连接已断开", timeout=PATIENCE)
    screen.page.wait_for_selector('html[data-slide="2"]', state="attached")
    screen.page.unroute("**/_stcore/health")
    screen.page.wait_for_function("!window.before && document.documentElement.dataset.ready === 'wall'")
    screen.errors[:] = [error for error in screen.errors if "/_stcore/health" not in error]
