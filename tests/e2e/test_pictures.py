"""Pictures of figures, tables and pages, as somebody downloads them who writes a paper or gives a talk."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator

from tests.e2e.screen import Screen

Open = Callable[..., Screen]

TREND = "演示数据_云川市_大班额占比走势_2024年第三季度–2025年第三季度"
RANKING = "演示数据_云川市_大班额占比：各区县排名_2025年第三季度"
PIXELS_PER_METRE = {300: 11811, 144: 5669, 192: 7559}


def bars(screen: Screen) -> Locator:
    """The rows of buttons below the figures."""
    found = screen.page.locator(".eduboard-bar")
    found.nth(1).wait_for()
    return found


def download(screen: Screen, button: Locator) -> tuple[str, bytes]:
    """Press a button that makes a picture."""
    with screen.page.expect_download() as expected:
        button.click()
    return expected.value.suggested_filename, Path(expected.value.path()).read_bytes()


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def dots_per_inch(png: bytes) -> int:
    """What the picture says of its size on paper; None of it is taken on trust by Word either."""
    place = png.index(b"pHYs")
    across, down, unit = struct.unpack(">IIB", png[place + 4 : place + 13])
    assert across == down
    assert unit == 1
    return next(dpi for dpi, per_metre in PIXELS_PER_METRE.items() if per_metre == across)


def words_of(svg: str) -> str:
    """The texts of a drawing without the spaces at which they were broken."""
    return re.sub(r"\s", "", "".join(re.findall(r">([^<>]+)</t(?:ext|span)>", svg)))


def test_a_figure_becomes_a_picture_for_a_text_column(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    name, png = download(screen, bars(screen).first.get_by_text("存为图片"))
    assert name == f"{TREND}.png"
    width, height = size_of(png)
    assert width == 1843  # 15.6 cm at 300 dpi
    assert 900 < height < 2600  # of the 24.7 cm that a page has
    assert dots_per_inch(png) == 300


def test_the_buttons_stand_in_sight_below_their_figure(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    for bar in bars(screen).all():
        # A place that scrolls on its own shows the figure and hides what stands below it; for good, that is, and
        # not for the moment in which the page is still being laid out.
        screen.page.wait_for_function(
            "bar => bar.getBoundingClientRect().bottom - bar.parentElement.getBoundingClientRect().bottom < 1",
            arg=bar.element_handle(),
        )


def test_a_figure_becomes_a_whole_slide(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    bars(screen).nth(2).wait_for()
    names = []
    for bar in bars(screen).all()[:3]:
        name, png = download(screen, bar.get_by_text("幻灯片图"))
        names.append(name)
        # Whatever the figure's own height.
        assert size_of(png) == (1920, 1080), name
        assert dots_per_inch(png) == 144
    assert f"{RANKING}_幻灯片.png" in names


def test_a_drawing_carries_title_unit_period_definition_source_and_code(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    name, drawing = download(screen, bars(screen).first.get_by_text("矢量图"))
    assert name == f"{TREND}.svg"
    svg = drawing.decode()
    assert 'width="590"' in svg[:500]
    words = words_of(svg)
    assert words.startswith("大班额占比走势") or "大班额占比走势" in words
    for part in (
        "【演示数据】",
        "单位：%",
        "2024年第三季度–2025年第三季度",
        "云川市",
        "口径：",
        "数据来源：批次",
        "编号",
    ):
        assert part in words, part
    # On the screen the definition is broken for a phone; here it has one line.
    assert re.search(r"口径：[^<>]{24,}</t(ext|span)>", svg)


def test_a_picture_is_of_what_is_shown_now(open_screen: Open) -> None:
    screen = open_screen("/class-size?district=990101")
    name, drawing = download(screen, bars(screen).first.get_by_text("矢量图"))
    assert "临湖区" in name
    assert "50.0%" in words_of(drawing.decode())


def test_a_table_becomes_a_picture_for_a_text_column(open_screen: Open) -> None:
    screen = open_screen("/")
    screen.page.locator(".eduboard-bar").wait_for()
    name, png = download(screen, screen.page.locator(".eduboard-bar").get_by_text("存为图片"))
    assert name == "演示数据_云川市_各区县主要指标_2025年第三季度.png"
    assert size_of(png)[0] == 1843
    assert dots_per_inch(png) == 300


def test_a_whole_page_becomes_one_long_picture_under_the_name_of_the_bureau(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    bars(screen)
    name, png = download(screen, screen.page.get_by_role("button", name="整页图片"))
    assert name == "演示数据_班额治理_云川市-·-2025年第三季度.png"
    width, height = size_of(png)
    assert width == 2732
    # All of it: the window shows 900 lines.
    assert height > 2732
    assert dots_per_inch(png) == 192


def test_plotly_is_asked_for_by_who_wants_a_picture_only_and_comes_from_here(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    first = bars(screen).first
    assert not [url for url in asked if "plotly.min.js" in url]
    download(screen, first.get_by_text("存为图片"))
    download(screen, first.get_by_text("幻灯片图"))
    assert [url for url in asked if "plotly.min.js" in url] == [f"{screen.address}/assets/plotly.min.js"]
