"""Two users of one server and one cache: a clerk gets nothing of another district, and each try is put on record.

What is held is everything that the server sends, not what a browser would draw of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import pytest

from eduboard.access.audit import Search
from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.settings import Settings
from eduboard.texts import admin as admin_texts
from eduboard.texts import pages as texts
from tests.conftest import copy_store
from tests.servers import dashboard
from tests.small_city import JUNIOR, LAKE, LATEST, PRIMARY, RIDGE, school_code
from tests.web.conftest import LAKE_CLERK, LEADER, RIDGE_CLERK, Bureau, secret_of, with_accounts
from tests.web.pages import OpenPage, complete, look_at, open_page
from tests.web.private_files import RIDGE_FILE, classes

PAGES = ("/", "/talent", "/research", "/class-size", "/after-school", "/training")
OF_RIDGE = ("岭上", RIDGE_FILE, school_code(RIDGE, PRIMARY), school_code(RIDGE, JUNIOR))
"""Its schools' names and codes, and what it has handed in."""


@pytest.fixture(scope="module")
def ridge_batch() -> list[str]:
    return []


@pytest.fixture(scope="module")
def bureau(
    small_city: Path, tmp_path_factory: pytest.TempPathFactory, ridge_batch: list[str]
) -> Iterator[Bureau]:
    """The small city, with a file that is Ridge's alone."""
    database = copy_store(small_city, tmp_path_factory.mktemp("two_users"))
    store = open_ready_store(Settings(store=database, threads=2))
    [loaded] = load_file(store, LOCAL_USER, classes(0), RIDGE_FILE, explanation="核对过")
    store.close()
    assert loaded.batch is not None, loaded.report.errors
    ridge_batch.append(loaded.batch.batch)
    directory = with_accounts(database)
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


@pytest.fixture(scope="module")
def lake(bureau: Bureau) -> Iterator[httpx.Client]:
    with bureau.signed_in(LAKE_CLERK) as client:
        yield client


@pytest.fixture(scope="module")
def ridge(bureau: Bureau) -> Iterator[httpx.Client]:
    with bureau.signed_in(RIDGE_CLERK) as client:
        yield client


def refused(bureau: Bureau) -> list[str]:
    """What Lake's clerk has tried in vain, newest first."""
    found = bureau.directory.audit.search(Search(account=LAKE_CLERK.account, action="refused"), limit=100)
    assert not any(line["worked"] for line in found)
    return [f"{line['subject']} {line['detail']}" for line in found]


def assert_nothing_of_ridge(page: OpenPage, batch: str = "") -> None:
    for mark in (*OF_RIDGE, *([batch] if batch else [])):
        assert mark not in page.text, mark


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asked_for_another_district_shows_ones_own_and_the_try_is_on_record(
    bureau: Bureau, lake: httpx.Client, ridge: httpx.Client, path: str
) -> None:
    """The other clerk comes first, so that what was kept for them would be there to be given away."""
    assert "岭上" in look_at(bureau.address, secret_of(ridge), path, district=RIDGE).text or path == "/"
    before = len(refused(bureau))
    page = look_at(bureau.address, secret_of(lake), path, district=RIDGE, period=LATEST)
    assert_nothing_of_ridge(page)
    assert "东岭区" not in page.text
    assert "临湖区" in page.text
    assert f"district={RIDGE}" not in page.address
    assert refused(bureau)[: len(refused(bureau)) - before][0].endswith(f"东岭区 {RIDGE}")


def test_the_same_quarter_is_another_result_for_another_clerk(
    bureau: Bureau, lake: httpx.Client, ridge: httpx.Client
) -> None:
    with bureau.signed_in(LEADER) as leader:
        whole = look_at(bureau.address, secret_of(leader), "/class-size", period=LATEST).text
    assert "东岭区" in whole
    assert "临湖区" in whole
    for client, own, other in ((lake, "临湖区", "东岭区"), (ridge, "东岭区", "临湖区")):
        page = look_at(bureau.address, secret_of(client), "/class-size", period=LATEST)
        assert own in page.text
        assert other not in page.text


def test_a_city_that_is_not_ones_own_is_refused(bureau: Bureau, lake: httpx.Client) -> None:
    look_at(bureau.address, secret_of(lake), "/talent", city="410100")
    assert "郑州市 410100" in refused(bureau)[0]


def test_another_districts_batch_is_said_not_to_exist(
    bureau: Bureau, lake: httpx.Client, ridge: httpx.Client, ridge_batch: list[str]
) -> None:
    [batch] = ridge_batch
    assert RIDGE_FILE in look_at(bureau.address, secret_of(ridge), "/admin", batch=batch, line="2").text
    page = look_at(bureau.address, secret_of(lake), "/admin", batch=batch, line="2")
    assert_nothing_of_ridge(page)
    assert not page.downloads
    assert batch in refused(bureau)[0]


def test_the_lists_of_batches_and_events_name_none_of_another_district(
    bureau: Bureau, lake: httpx.Client, ridge_batch: list[str]
) -> None:
    for query in ({}, {"section": "trail"}, {"district": RIDGE}, {"text": ridge_batch[0]}):
        page = look_at(bureau.address, secret_of(lake), "/admin", **query)
        received = page.text.replace(f"text={ridge_batch[0]}", "")
        assert not [mark for mark in OF_RIDGE if mark in received], query
        if "text" not in query:
            assert ridge_batch[0] not in received


def test_the_way_to_another_districts_number_ends_without_a_row(
    bureau: Bureau, lake: httpx.Client, ridge: httpx.Client, ridge_batch: list[str]
) -> None:
    trace = {"metric": "large_classes", "period": LATEST, "district": RIDGE}
    assert ridge_batch[0] in look_at(bureau.address, secret_of(ridge), "/admin", **trace).text
    page = look_at(bureau.address, secret_of(lake), "/admin", **trace)
    assert_nothing_of_ridge(page, ridge_batch[0])
    assert refused(bureau)[0].endswith(f"东岭区 {RIDGE}")


def test_progress_and_letters_are_of_ones_own_district(bureau: Bureau, lake: httpx.Client) -> None:
    page = look_at(bureau.address, secret_of(lake), "/submissions", district=RIDGE, period=LATEST)
    assert_nothing_of_ridge(page)
    assert "东岭区" not in page.text
    assert refused(bureau)[0].endswith(f"东岭区 {RIDGE}")


def test_what_is_for_administrators_is_neither_offered_nor_opened(bureau: Bureau, lake: httpx.Client) -> None:
    for section in ("accounts", "audit", "columns"):
        page = look_at(bureau.address, secret_of(lake), "/admin", section=section)
        assert admin_texts.SECTIONS[section] not in page.text
        assert RIDGE_CLERK.account not in page.text
        assert admin_texts.SECTIONS[section] in refused(bureau)[0]


def test_a_page_that_takes_a_right_is_in_nobody_elses_menu_and_not_behind_its_address(bureau: Bureau) -> None:
    with bureau.signed_in(LEADER) as client:
        page = look_at(bureau.address, secret_of(client), "/upload")
    assert texts.PAGE_TITLES["upload"] not in page.menu
    assert any("没有这项权限" in alert for alert in page.alerts)
    assert texts.UPLOAD_HINT[:20] not in page.text
    assert not page.downloads


# -- downloads and the operations beside drawing ---------------------------------------------------------------


def test_a_download_is_made_for_the_page_that_offers_it_and_given_to_nobody_else(
    bureau: Bureau, lake: httpx.Client, ridge: httpx.Client
) -> None:
    async def press() -> tuple[str, str, str]:
        own = await open_page(bureau.address, secret_of(ridge), "/class-size", district=RIDGE)
        other = await open_page(bureau.address, secret_of(lake), "/class-size")
        offered = own.downloads[texts.DOWNLOAD_CSV]
        stolen = await other.ask(deferred_file={"file_id": offered})
        made = await own.ask(deferred_file={"file_id": offered})
        address = made.deferred_file.url
        own_answer, other_answer = ridge.get(address), lake.get(address)
        assert own_answer.status_code == 200
        assert other_answer.status_code == 403
        assert other_answer.content == b""
        await own.close()
        await other.close()
        return stolen.error_msg, stolen.deferred_file.url, own_answer.text

    problem, stolen, own = complete(press())
    assert problem
    assert not stolen
    assert RIDGE_FILE in own
    [line] = bureau.directory.audit.search(Search(account=RIDGE_CLERK.account, action="export"), limit=9)
    assert line["worked"]
    assert "东岭区" in line["subject"]


def test_a_file_is_made_for_the_account_as_it_is_when_the_button_is_pressed(
    bureau: Bureau, ridge_batch: list[str]
) -> None:
    async def press() -> str:
        with bureau.signed_in(LEADER) as client:
            page = await open_page(bureau.address, secret_of(client), "/admin", section="trail")
            assert ridge_batch[0] in page.text
            bureau.directory.accounts.change(replace(LEADER, districts=(LAKE,)))
            try:
                made = await page.ask(
                    deferred_file={"file_id": page.downloads[admin_texts.DOWNLOAD_TRAIL_CSV]}
                )
                await page.close()
                return client.get(made.deferred_file.url).text
            finally:
                bureau.directory.accounts.change(LEADER)

    trail = complete(press())
    assert "发布" in trail
    assert ridge_batch[0] not in trail


def test_an_upload_goes_to_ones_own_page_only(
    bureau: Bureau, lake: httpx.Client, ridge: httpx.Client
) -> None:
    async def put() -> None:
        page = await open_page(bureau.address, secret_of(ridge), "/upload")
        address = f"/_stcore/upload_file/{page.session}/anything"
        assert lake.put(address, files={"file": ("a.csv", b"a")}).status_code == 403
        # One's own page takes it, but not from another site: the browser adds the cookie, never this header.
        assert ridge.put(address, files={"file": ("a.csv", b"a")}).status_code == 403
        token = (
            ridge.get("/_stcore/health").cookies.get("_streamlit_xsrf", "")
            or ridge.cookies["_streamlit_xsrf"]
        )
        sent = ridge.put(address, files={"file": ("a.csv", b"a")}, headers={"X-Xsrftoken": token})
        assert sent.status_code == 204, sent.text
        await page.close()

    complete(put())


@pytest.mark.parametrize("operation", ["install_skills", "dismiss_skills_nudge"])
def test_nothing_is_installed_or_written_for_a_visitor(
    bureau: Bureau, lake: httpx.Client, operation: str
) -> None:
    async def ask() -> str:
        page = await open_page(bureau.address, secret_of(lake), "/dictionary")
        answer = await page.ask(**{operation: {}})
        await page.close()
        return answer.error_msg

    assert "No handler registered" in complete(ask())
