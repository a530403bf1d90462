"""账号: a mistake is said where it was made, and what else is on the page stays."""

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.accounts import Account
from eduboard.access.roles import ADMINISTRATOR, CLERK
from eduboard.access.viewer import Viewer
from eduboard.errors import EduboardError
from eduboard.texts import access as texts
from eduboard.texts import pages as page_texts
from eduboard.ui.session import get_directory
from tests.pages.board import open_page, text_of
from tests.pages.conftest import As
from tests.small_city import LAKE

ADMIN = Viewer("管理员", ADMINISTRATOR, account="admin")


@pytest.fixture
def page(be: As) -> AppTest:
    be(ADMIN)
    accounts = get_directory().accounts
    for account in (Account("admin", "管理员", ADMINISTRATOR), Account("zhang", "张三", CLERK, (LAKE,))):
        if accounts.find(account.account) is None:
            accounts.create(account)
    return open_page("admin", section="accounts")


def stays(at: AppTest) -> None:
    """One error, and neither is it the page's nor has it taken what stands below."""
    assert not at.exception
    assert len(at.error) == 1
    assert page_texts.ERROR_TITLE not in text_of(at)
    assert at.selectbox(key="account").options == ["admin　管理员", "zhang　张三"]


def test_a_new_account_that_cannot_be_is_refused_beside_its_form(page: AppTest) -> None:
    page.text_input(key="new account name").input("李四")
    page.text_input(key="new name").input("李四")
    [create] = [button for button in page.button if button.label == texts.CREATE]
    create.click().run()
    stays(page)
    assert "李四" in page.error[0].value
    # What was typed is still there to be mended.
    assert page.text_input(key="new account name").value == "李四"
    assert page.text_input(key="new name").value == "李四"


def test_a_change_that_cannot_be_is_refused_beside_its_form(page: AppTest) -> None:
    page.selectbox(key="account").select("admin").run()
    page.selectbox(key="admin role").select(CLERK)
    [save] = [button for button in page.button if button.label == texts.SAVE]
    save.click().run()
    stays(page)
    assert page.error[0].value == str(EduboardError("account.last_administrator"))
    assert [button.label for button in page.button if button.key == "admin end"] == [texts.END_SESSIONS]


def test_the_last_administrator_stays_and_so_does_the_page(page: AppTest) -> None:
    page.selectbox(key="account").select("admin").run()
    page.checkbox(key="admin sure").check().run()
    page.button(key="admin delete").click().run()
    stays(page)


def test_a_list_that_cannot_be_read_is_refused_beside_its_field(page: AppTest) -> None:
    page.file_uploader(key="account file").upload("账号.csv", "甲,乙\n1,2\n".encode()).run()
    stays(page)
