"""The administrator's page of accounts, in a real browser, and what the accounts can do from then on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from eduboard.access.accounts import Account
from eduboard.access.audit import Search
from eduboard.texts import access as texts
from tests.conftest import copy_store
from tests.e2e.screen import Screen
from tests.e2e.test_signed_in import sign_in
from tests.servers import dashboard
from tests.small_city import LAKE, RIDGE
from tests.web.conftest import ADMINISTRATOR, PASSWORD, Bureau, post, with_accounts

TABLE = "账号,姓名,角色,区县\r\nridge.zhao,赵一,数据员,东岭区\r\nju.qian,钱二,领导,全部\r\n".encode("gb18030")
HALF_WRONG = "账号,姓名,角色,区县\r\nridge.sun,孙三,数据员,东岭区\r\nlost.li,李四,数据员,\r\n".encode(
    "gb18030"
)
ONE_TIME = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")


@pytest.fixture(scope="module")
def bureau(small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    database = copy_store(small_city, tmp_path_factory.mktemp("accounts"))
    directory = with_accounts(database, (ADMINISTRATOR, Account("lake.wu", "吴五", "数据员", (LAKE,))))
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


@pytest.fixture
def screen(browser: Browser, bureau: Bureau) -> Iterator[Screen]:
    opened = sign_in(browser, bureau, ADMINISTRATOR, "/admin?section=accounts")
    yield opened
    opened.page.context.close()


def recorded(bureau: Bureau, action: str) -> list[tuple[str, str, bool]]:
    found = bureau.directory.audit.search(Search(account=ADMINISTRATOR.account, action=action), limit=9)
    return [(line["subject"], line["detail"], bool(line["worked"])) for line in reversed(found)]


def test_who_is_given_no_district_is_not_given_all(screen: Screen, bureau: Bureau) -> None:
    page = screen.page
    page.get_by_text(texts.NEW_ACCOUNT, exact=True).click()
    page.get_by_label(texts.ACCOUNT_FIELD, exact=True).fill("lake.zheng")
    page.get_by_label(texts.NAME_FIELD, exact=True).locator("visible=true").fill("郑六")
    page.keyboard.press("Tab")
    screen.settle()
    screen.press(texts.CREATE)
    screen.wait_for_text("没有任何区县")
    assert bureau.directory.accounts.find("lake.zheng") is None
    assert recorded(bureau, "create_account") == [("lake.zheng", "account.no_district", False)]


def test_a_table_of_accounts_makes_all_of_them_or_none(screen: Screen, bureau: Bureau) -> None:
    page = screen.page
    page.get_by_text(texts.IMPORT_ACCOUNTS, exact=True).first.click()
    uploader = page.locator("input[type=file]")
    uploader.set_input_files({"name": "账号.csv", "mimeType": "text/csv", "buffer": HALF_WRONG})
    page.get_by_role("button", name=texts.IMPORT_BUTTON.format(count=2)).click()
    screen.wait_for_text("没有任何区县")
    assert bureau.directory.accounts.find("ridge.sun") is None

    screen.go("/admin?section=accounts")
    page.get_by_text(texts.IMPORT_ACCOUNTS, exact=True).first.click()
    uploader.set_input_files({"name": "账号.csv", "mimeType": "text/csv", "buffer": TABLE})
    page.get_by_role("button", name=texts.IMPORT_BUTTON.format(count=2)).click()
    screen.wait_for_text(texts.TOLD)
    made = bureau.directory.accounts
    assert made.require("ridge.zhao") == Account("ridge.zhao", "赵一", "数据员", (RIDGE,), must_change=True)
    assert made.require("ju.qian").districts is None
    with page.expect_download() as waiting:
        page.get_by_role("button", name=texts.TOLD_DOWNLOAD).click()
    told = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    [password] = ONE_TIME.findall(next(line for line in told.splitlines() if "ridge.zhao" in line))
    with bureau.anonymous() as client:
        post(client, "/login", account="ridge.zhao", password=password)
        assert client.get("/").status_code == 403, "the first password has to be changed"


def test_an_account_is_locked_and_out_and_the_trail_says_so(screen: Screen, bureau: Bureau) -> None:
    page = screen.page
    owner = bureau.directory.accounts.require("lake.wu")
    with bureau.signed_in(owner) as client:
        page.get_by_role("combobox", name=texts.CHOOSE_ACCOUNT).click()
        page.get_by_role("option", name="lake.wu").click()
        form = page.get_by_test_id("stForm").filter(has_text=texts.LOCKED_FIELD)
        form.get_by_text(texts.LOCKED_FIELD, exact=True).click()
        form.get_by_role("button", name=texts.SAVE).click()
        screen.wait_for_text(texts.SAVED.format(account="lake.wu"))
        assert client.get("/").status_code == 401
    with bureau.anonymous() as client:
        assert post(client, "/login", account="lake.wu", password=PASSWORD).status_code == 400
    assert bureau.directory.accounts.require("lake.wu").districts == (LAKE,)
    assert recorded(bureau, "change_account") == [("lake.wu", "locked: False → True", True)]
    expect(page.get_by_text("吴五").first).to_be_attached()
