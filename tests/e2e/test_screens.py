"""Every page in a browser: on a phone, from a link, without a mouse, without the internet."""

from collections.abc import Callable

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.screen import Screen

Open = Callable[..., Screen]

TITLES = {
    "/": "总览",
    "/talent": "名师队伍",
    "/research": "课题成果",
    "/class-size": "班额治理",
    "/after-school": "课后服务",
    "/training": "教师培训",
    "/programmes": "工程推进",
    "/school": "学区与学校",
    "/upload": "数据上报",
    "/submissions": "报送进度",
    "/dictionary": "指标口径",
}
WIDER_THAN_THE_WINDOW = "document.scrollingElement.scrollWidth > window.innerWidth"
MAIN_IS_WIDER = (
    "(main => main.scrollWidth > main.clientWidth)(document.querySelector('[data-testid=stMain]'))"
)
CUT_SHORT = """[...document.querySelectorAll("[data-testid=stMain] *")]
    .filter(e => !e.children.length && e.clientWidth && e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).textOverflow === "ellipsis" && e.textContent.trim())
    .map(e => e.textContent.trim())"""
"""The words that end in an ellipsis for want of room."""


def test_every_page_can_be_read_on_a_phone(open_screen: Open) -> None:
    screen = open_screen("/", PHONE)
    for path, title in TITLES.items():
        # The district that has not handed everything in.
        screen.go(f"{path}?district=990103")
        assert screen.title == title
        assert not screen.evaluate(WIDER_THAN_THE_WINDOW), path
        assert not screen.evaluate(MAIN_IS_WIDER), path
        assert screen.evaluate(CUT_SHORT) == [], path
        words = screen.evaluate("document.body.innerText").split()
        assert not {"nan", "NaN", "None", "null", "undefined"} & set(words), path


def test_every_page_is_reached_from_the_menu_and_called_by_its_name(open_screen: Open) -> None:
    screen = open_screen("/")
    assert screen.page.title() == "区域教育数据看板"
    assert screen.evaluate("document.documentElement.lang") == "zh-CN"
    for title in TITLES.values():
        screen.open_from_menu(title)
        assert screen.title == title


@pytest.mark.parametrize(
    "path",
    [
        "/class-size/?district=990101",
        "/class-size?district=990101&utm_source=wechat&from=timeline",
        "/class-size?district=990101#abc",
        "/class-size?&district=990101&",
    ],
)
def test_a_link_with_something_behind_it_opens_what_its_sender_saw(open_screen: Open, path: str) -> None:
    screen = open_screen(path)
    assert screen.title == "班额治理"
    assert screen.card("大班额占比") == "50.0%"


def test_the_upload_page_opens_whatever_stands_behind_its_name(open_screen: Open) -> None:
    for path in ("/upload/?district=990101", "/upload?x=1"):
        assert open_screen(path).title == "数据上报"


def test_the_choice_of_a_filter_is_in_the_address_and_survives_reload_and_menu(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    screen.filter("区县").click()
    screen.page.get_by_role("option", name="东岭区").click()
    screen.page.wait_for_url("**district=990102**")
    screen.settle()
    assert screen.card("大班额占比") == "16.7%"
    screen.page.reload()
    screen.settle()
    assert screen.card("大班额占比") == "16.7%"
    screen.open_from_menu("课后服务")
    # The address of the page before carries the district too: wait until this one stands.
    screen.page.wait_for_url("**/after-school?**district=990102**")
    screen.settle()
    screen.page.go_back()
    screen.page.locator("h1", has_text="班额治理").wait_for()


def test_a_filter_can_be_chosen_without_a_mouse(open_screen: Open) -> None:
    screen = open_screen("/class-size")
    screen.filter("区县").focus()
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_url("**district=9901**")
    screen.settle()
    assert screen.card("大班额占比") in ("50.0%", "16.7%")
