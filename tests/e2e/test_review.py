"""Two people at their desks: a clerk submits, a reviewer sends back and later publishes, and the number changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from eduboard.access.accounts import Account
from tests.clerk_files import excel_csv
from tests.conftest import copy_store
from tests.e2e.conftest import window
from tests.e2e.screen import PATIENCE, Screen
from tests.e2e.test_handing_in import LAKE_CORRECTED, TITLE
from tests.servers import dashboard
from tests.small_city import LAKE, RIDGE
from tests.web.conftest import PASSWORD, with_accounts

CLERK = Account("lake.zhang", "张三", "数据员", (LAKE,))
REVIEWER = Account("zhao", "赵六", "审核员", (LAKE, RIDGE))
FILE = "临湖区班额明细.csv"
MENDED = "临湖区班额明细（改）.csv"
WRONG = [*LAKE_CORRECTED[:3], (*LAKE_CORRECTED[3][:-1], "70"), *LAKE_CORRECTED[4:]]
"""The fourth class has 70 pupils, so that four of five are large; in truth it has 45."""


@pytest.fixture(scope="module")
def walled(small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with accounts and review."""
    database = copy_store(small_city, tmp_path_factory.mktemp("review"))
    directory = with_accounts(database, (CLERK, REVIEWER))
    with dashboard(database, access_mode="accounts", access_review="true") as address:
        yield address
    directory.close()


@contextmanager
def at_desk(browser: Browser, address: str, account: Account) -> Iterator[Screen]:
    with window(browser, address) as screen:
        screen.page.goto(address + "/login")
        screen.page.fill("input[name=account]", account.account)
        screen.page.fill("input[name=password]", PASSWORD)
        screen.page.get_by_role("button", name="登录", exact=True).click()
        screen.settle()
        yield screen


def test_a_hand_in_goes_back_and_forth_until_it_is_published(browser: Browser, walled: str) -> None:
    with at_desk(browser, walled, CLERK) as clerk, at_desk(browser, walled, REVIEWER) as reviewer:
        clerk.go("/class-size?district=990101")
        assert clerk.card("大班额占比") == "50.0%"
        _submit(clerk, FILE, WRONG)
        clerk.wait_for_text("已提交审核：编号 S")

        reviewer.go("/submissions")
        menu = reviewer.page.get_by_test_id("stSidebarNavLink").filter(has_text="报送进度")
        expect(menu).to_have_text("fact_check报送进度（1待审）", timeout=PATIENCE)
        reviewer.choose_in_table(0, row=0)
        reviewer.wait_for_text("发布后指标的变化")
        assert "张三" in reviewer.text
        assert "临湖区班额明细" in reviewer.text
        # The fifth line of the file holds the fourth class: title, header and three rows stand above it.
        reviewer.page.get_by_label("行", exact=True).fill("6")
        reviewer.page.get_by_label("行", exact=True).press("Tab")
        reviewer.settle()
        reviewer.page.get_by_role("combobox", name="列", exact=True).click()
        reviewer.page.get_by_role("option", name="学生数", exact=True).click()
        reviewer.settle()
        reviewer.page.get_by_label("要改什么").fill("学籍系统里是45人")
        reviewer.page.get_by_label("要改什么").press("Tab")
        reviewer.settle()
        reviewer.press("加上标注")
        reviewer.wait_for_text("第 6 行 学生数（70）：学籍系统里是45人")
        reviewer.press("退回")
        reviewer.wait_for_text("已退回给 张三。")

        clerk.go("/upload")
        clerk.wait_for_text("学籍系统里是45人")
        clerk.go("/class-size?district=990101")
        assert clerk.card("大班额占比") == "50.0%"
        _submit(clerk, MENDED, LAKE_CORRECTED)
        clerk.wait_for_text("已提交审核：编号 S")

        reviewer.go("/submissions")
        reviewer.choose_in_table(0, row=0)
        reviewer.wait_for_text("发布后指标的变化")
        reviewer.press("发布")
        reviewer.wait_for_text("数字已更新。")

        clerk.go("/class-size?district=990101")
        assert clerk.card("大班额占比") == "60.0%"
        clerk.go("/upload")
        clerk.wait_for_text("已发布")


def _submit(clerk: Screen, name: str, rows: list[tuple[str, ...]]) -> None:
    clerk.go("/upload")
    clerk.hand_over((name, excel_csv(rows, TITLE)))
    clerk.wait_for_text("校验通过")
    clerk.press("提交审核")
