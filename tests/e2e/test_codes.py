"""一图一码 in a browser: the code in a figure leads to it; what is collected is there after a reload."""

import re
from collections.abc import Callable

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.screen import Screen

Open = Callable[..., Screen]
CODE = re.compile(r"编号：([0-9A-Z]{4}-[0-9A-Z]{4})")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_code_printed_in_a_figure_leads_to_that_figure(
    viewport: dict[str, int], open_screen: Open
) -> None:
    screen = open_screen("/class-size", viewport)
    drawn = screen.page.locator(".st-key-figure-trend .main-svg")
    drawn.first.wait_for()
    written = " ".join(screen.page.locator(".st-key-figure-trend text").all_text_contents())
    found = CODE.search(written)
    assert found, written
    code = found[1]
    screen.go("/trace")
    field = screen.page.get_by_label("图表编号")
    field.fill(code.lower().replace("-", ""))
    field.press("Enter")
    screen.wait_for_text("未变：")
    screen.page.locator(".main-svg").first.wait_for()
    screen.settle()
    again = " ".join(screen.page.locator("[class*=st-key-figure] text").all_text_contents())
    assert "大班额占比走势" in again
    assert f"编号：{code}" in again
    # The address can be passed on.
    assert f"code={code.lower().replace('-', '')}" in screen.page.url
    screen.page.reload()
    screen.wait_for_text("未变：")


def test_what_is_collected_is_counted_in_the_menu_and_there_after_a_reload(open_screen: Open) -> None:
    screen = open_screen("/class-size", DESKTOP)
    screen.page.locator(".st-key-code-ranking button").click()
    screen.page.get_by_text("已加入资料篮").first.wait_for()
    screen.go("/basket")
    screen.wait_for_text("大班额占比：各区县排名")
    assert "资料篮（1）" in screen.page.locator("[data-testid=stSidebarNav]").inner_text()
    with screen.page.expect_download() as download:
        screen.page.get_by_role("button", name="导出 Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    screen.page.reload()
    screen.wait_for_text("大班额占比：各区县排名")
