"""The disk fills up while a clerk publishes: a sentence, nothing half done, and with room the same click works."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.clerk_files import excel_csv
from tests.conftest import copy_store
from tests.e2e.conftest import window
from tests.e2e.screen import Screen
from tests.e2e.test_handing_in import FILE, LAKE_CORRECTED, TITLE
from tests.limits import fill, small_disk
from tests.servers import dashboard

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no mounts of this kind here")

DISK = "64m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", DISK) as place:
        yield place


@pytest.fixture
def screen(disk: Path, small_city: Path, browser: Browser) -> Iterator[Screen]:
    with dashboard(copy_store(small_city, disk)) as address, window(browser, address) as opened:
        yield opened


def test_a_full_disk_is_told_below_the_button_and_the_same_click_works_once_there_is_room(
    screen: Screen, disk: Path
) -> None:
    screen.go("/upload")
    screen.hand_over((FILE, excel_csv(LAKE_CORRECTED, TITLE)))
    screen.wait_for_text("校验通过")
    filler = fill(disk, 0)
    screen.press("发布")
    screen.wait_for_text("无法写入（磁盘已满或没有写权限）")
    screen.settle()
    assert "没有留下任何改动" in screen.text
    expect(screen.page.get_by_role("button", name="取消")).to_have_count(0)
    assert "最近的批次" in screen.text
    # Whoever looks at the figures meanwhile sees those from before.
    looking = Screen(screen.page.context.new_page(), screen.address)
    looking.go("/class-size?district=990101")
    assert looking.card("大班额占比") == "50.0%"

    filler.unlink()
    screen.press("发布")
    screen.wait_for_text("已发布：批次")
    looking.go("/class-size?district=990101")
    assert looking.card("大班额占比") == "60.0%"
    assert looking.errors == []
