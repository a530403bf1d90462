"""Every page that there is, asked for what is another district's: none of it is sent, and the tries are on record.

The pages are those of the menu's own list, so a page that is added later is held to this as it stands.  What is held
is everything that the server sends, and all that the page offers for download, unpacked.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx2 as httpx
import pytest

from eduboard.access.accounts import Account
from eduboard.access.audit import Search
from eduboard.cli.main import main
from eduboard.exports.materials.order import DOCUMENTS
from eduboard.texts import admin as admin_texts
from eduboard.texts import basket as basket_texts
from eduboard.texts import pages as texts
from eduboard.texts import programme_page
from eduboard.ui.screens import SCREENS, Screen
from tests.conftest import copy_store
from tests.servers import dashboard
from tests.small_city import LAKE, LATEST, PRIMARY, RIDGE, school_code
from tests.web.conftest import LAKE_CLERK, LEADER, PEOPLE, RIDGE_CLERK, Bureau, secret_of, with_accounts
from tests.web.pages import OpenPage, complete, look_at, open_page, readable
from tests.web.private_files import (
    LAKE_PERSON,
    RIDGE_FILE,
    RIDGE_PERSON,
    RIDGE_WAITING_FILE,
    Handed,
    classes,
    hand_in_private_files,
)
from tests.web.test_wall import routes_of_the_application

LAKE_REVIEWER = Account("lake.shen", "沈七", "审核员", (LAKE,))
LAKE_SECRETARY = Account("lake.mi", "米八", "文秘", (LAKE,))
SECRETARY = Account("ju.wen", "文九", "文秘")
MADE_BY_CLI = "岭上模板.csv"
CODE = re.compile(r"code=([0-9A-Z]{4}-[0-9A-Z]{4})")
"""How the code of a figure is printed beneath it."""
SHARED_LINK = re.compile(r"/basket\?list=([\w-]+)")

Address = Mapping[str, str]


@pytest.fixture(scope="module")
def handed() -> list[Handed]:
    return []


@pytest.fixture(scope="module")
def bureau(
    small_city: Path, tmp_path_factory: pytest.TempPathFactory, handed: list[Handed]
) -> Iterator[Bureau]:
    """The small city with review on, files that are Ridge's alone, and one that an administrator has made there."""
    database = copy_store(small_city, tmp_path_factory.mktemp("every_screen"))
    handed.append(hand_in_private_files(database))
    out = database.parent / MADE_BY_CLI
    store = ["--store", str(database)]
    assert (
        main(["template", "classes", "--district", RIDGE, "--period", LATEST, "--out", str(out), *store]) == 0
    )
    assert "岭上" in out.read_bytes().decode("utf-8-sig")
    directory = with_accounts(database, (*PEOPLE, LAKE_REVIEWER, LAKE_SECRETARY, SECRETARY))
    with dashboard(database, access_mode="accounts", access_review="true") as address:
        yield Bureau(address, directory)
    directory.close()


def refused(bureau: Bureau, account: Account) -> list[str]:
    """What somebody has tried in vain, the first first."""
    found = bureau.directory.audit.search(Search(account=account.account, action="refused"), limit=1000)
    assert not any(line["worked"] for line in found)
    return [f"{line['subject']} {line['detail']}" for line in reversed(found)]


def addresses_of(screen: Screen, handed: Handed, figures: list[str]) -> list[Address]:
    """What of Ridge's a page can be asked for; most mean something to one page only, and nothing to the others."""
    ridge = {"district": RIDGE, "period": LATEST}
    of_all: list[Address] = [
        ridge,
        {"batch": handed.ridge_batch, "line": "2"},
        {"batch": handed.ridge_honours, "line": "2"},
        {"metric": "large_classes", **ridge},
        {"metric": "famous_teachers", **ridge},
        {"submittal": handed.waiting},
        {"submittal": handed.returned},
        {"school": school_code(RIDGE, PRIMARY), **ridge},
        {"text": RIDGE_FILE},
        *({"code": figure} for figure in figures),
    ]
    own: dict[str, list[Address]] = {
        "programmes": [{"programme": "studios", "part": part, **ridge} for part in programme_page.VIEWS],
        "materials": [{"document": document, **ridge} for document in DOCUMENTS],
        "admin": [{"section": section, **ridge} for section in admin_texts.SECTIONS],
    }
    return [*of_all, *own.get(screen.id, ())]


@pytest.fixture(scope="module")
def figures(bureau: Bureau) -> list[str]:
    """The codes of figures that Ridge's clerk has been shown, and none that Lake's has."""

    def codes(account: Account) -> set[str]:
        with bureau.signed_in(account) as client:
            return set(
                CODE.findall(look_at(bureau.address, secret_of(client), "/class-size", period=LATEST).text)
            )

    return sorted(codes(RIDGE_CLERK) - codes(LAKE_CLERK))[:3]


def assert_says_nothing_of_ridge(text: str, handed: Handed, asked: Address) -> None:
    """What was asked for is said back, in the address and where there is none of it; that is no news."""
    for value in asked.values():
        text = text.replace(value, "")
    found = [mark for mark in handed.of_ridge if mark in text]
    assert not found, (found, asked)


@pytest.mark.parametrize(
    "account", [LAKE_CLERK, LAKE_REVIEWER, LAKE_SECRETARY], ids=lambda account: account.role
)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_whatever_a_page_is_asked_it_sends_nothing_of_another_district(
    bureau: Bureau, handed: list[Handed], figures: list[str], screen: Screen, account: Account
) -> None:
    """The other district's clerk comes first, so that what was kept for them would be there to be given away."""
    addresses = addresses_of(screen, handed[0], figures)

    async def visit(client: httpx.Client) -> None:
        page = await open_page(bureau.address, secret_of(client), f"/{screen.path}", **addresses[0])
        for number, address in enumerate(addresses):
            if number:
                await page.turn_to(screen.path, address)
            assert_says_nothing_of_ridge(page.text, handed[0], address)
            if account is LAKE_CLERK and (number == 0 or address.get("district") == RIDGE):
                await assert_files_are_ones_own(page, client, address)
        await page.close()

    async def assert_files_are_ones_own(page: OpenPage, client: httpx.Client, address: Address) -> None:
        exports = bureau.directory.audit.count(Search(account=account.account, action="export"))
        files = await page.press_all(client)
        for content in files.values():
            assert_says_nothing_of_ridge(content, handed[0], address)
        after = bureau.directory.audit.count(Search(account=account.account, action="export"))
        assert after - exports == len(files), "each export is on record"

    with bureau.signed_in(RIDGE_CLERK) as ridge:
        look_at(bureau.address, secret_of(ridge), f"/{screen.path}", **addresses[0])
    before = len(refused(bureau, account))
    with bureau.signed_in(account) as client:
        complete(visit(client))
    tried = refused(bureau, account)[before:]
    title = texts.PAGE_TITLES[screen.id]
    assert [line for line in tried if line.startswith(title)], "the try is on record"


def test_what_each_page_is_held_to_would_show(
    bureau: Bureau, handed: list[Handed], figures: list[str]
) -> None:
    """Ridge's own clerk finds at these addresses what the other one must not."""
    for path, address, mark in (
        ("/class-size", {"district": RIDGE}, "岭上"),
        ("/admin", {"batch": handed[0].ridge_batch, "line": "2"}, RIDGE_FILE),
        ("/admin", {"metric": "large_classes", "district": RIDGE, "period": LATEST}, handed[0].ridge_batch),
        ("/submissions", {"submittal": handed[0].returned}, "向东岭问清楚了"),
        ("/upload", {}, RIDGE_WAITING_FILE),
    ):
        with bureau.signed_in(RIDGE_CLERK) as client:
            assert mark in look_at(bureau.address, secret_of(client), path, **address).text, path


def test_a_try_at_another_districts_hand_in_is_on_record(bureau: Bureau, handed: list[Handed]) -> None:
    for number in (handed[0].waiting, handed[0].returned):
        with bureau.signed_in(LAKE_CLERK) as client:
            page = look_at(bureau.address, secret_of(client), "/submissions", submittal=number)
        assert [alert for alert in page.alerts if number in alert]
        assert number in refused(bureau, LAKE_CLERK)[-1]


def test_the_code_of_another_districts_figure_shows_nothing_and_the_try_is_on_record(
    bureau: Bureau, handed: list[Handed], figures: list[str]
) -> None:
    assert figures, "Ridge's figures carry codes that Lake's do not"
    for figure in figures:
        with bureau.signed_in(RIDGE_CLERK) as client:
            own = look_at(bureau.address, secret_of(client), "/trace", code=figure)
        assert [alert for alert in own.alerts if "与当时记录的完全一致" in alert]
        with bureau.signed_in(LAKE_CLERK) as client:
            page = look_at(bureau.address, secret_of(client), "/trace", code=figure)
        assert [alert for alert in page.alerts if "无权查看" in alert]
        assert not page.files
        assert_says_nothing_of_ridge(page.text, handed[0], {"code": figure})
        assert figure in refused(bureau, LAKE_CLERK)[-1]


def collect(bureau: Bureau, account: Account, *districts: str) -> str:
    """Put a figure of each district into an account's basket; give the link's secret, as its page shows it."""

    async def visit(client: httpx.Client) -> str:
        for district in districts:
            page = await open_page(bureau.address, secret_of(client), "/class-size", district=district)
            await page.press("/class-size", "collect:trend")
            await page.close()
        page = await open_page(bureau.address, secret_of(client), "/basket")
        await page.close()
        assert not page.alerts, "whose basket it is sees all of it"
        [token] = set(SHARED_LINK.findall(page.text))
        return token

    with bureau.signed_in(account) as client:
        return complete(visit(client))


@pytest.mark.parametrize(
    ("owner", "districts", "seen"),
    [(RIDGE_CLERK, (RIDGE,), 0), (LEADER, (RIDGE, LAKE), 1)],
    ids=["another district's", "the whole bureau's"],
)
def test_a_shared_basket_shows_each_reader_what_their_own_rights_allow(
    bureau: Bureau, handed: list[Handed], owner: Account, districts: tuple[str, ...], seen: int
) -> None:
    """On the page and in the files that it offers; its owner, who is first, sees all of it."""
    address = {"list": collect(bureau, owner, *districts)}

    async def read(client: httpx.Client) -> tuple[OpenPage, dict[str, str]]:
        page = await open_page(bureau.address, secret_of(client), "/basket", **address)
        files = await page.press_all(client)
        await page.close()
        return page, files

    with bureau.signed_in(LAKE_CLERK) as client:
        page, files = complete(read(client))
    assert page.alerts == [basket_texts.LEFT_OUT.format(count=1)]
    assert page.text.count(". 临湖区 · ") == seen
    assert len(files) == 3 * seen, "Word, PPT and ZIP of what is seen, none of nothing"
    for text in (page.text, *files.values()):
        assert_says_nothing_of_ridge(text, handed[0], address)
        assert "东岭区" not in text


def test_a_file_of_another_district_is_read_by_nobody_and_the_try_is_on_record(
    bureau: Bureau, handed: list[Handed]
) -> None:
    async def hand_over(client: httpx.Client) -> OpenPage:
        page = await open_page(bureau.address, secret_of(client), "/upload")
        await page.hand_over(client, "upload", "东岭.csv", classes(3))
        await page.close()
        return page

    with bureau.signed_in(LAKE_CLERK) as client:
        page = complete(hand_over(client))
    assert [alert for alert in page.alerts if "东岭区" in alert]
    assert_says_nothing_of_ridge(page.text, handed[0], {"file": "东岭.csv"})
    assert not [label for label in page.downloads if "东岭" in label]
    assert refused(bureau, LAKE_CLERK)[-1].startswith("东岭.csv")


def test_no_route_of_the_application_gives_a_clerk_anything_of_another_district(
    bureau: Bureau, handed: list[Handed], tmp_path: Path
) -> None:
    """The routes beside the pages: health, media, static files, Streamlit's own; plainly, and with Ridge's numbers."""
    asked = {"district": RIDGE, "batch": handed[0].ridge_batch, "submittal": handed[0].waiting}
    with bureau.signed_in(LAKE_CLERK) as client:
        for path in sorted(routes_of_the_application(tmp_path) - {"/logout"}):
            for answer in (client.get(path), client.get(path, params=asked)):
                assert_says_nothing_of_ridge(readable(answer.content), handed[0], asked)


def test_a_file_that_the_command_line_made_has_no_address(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        for folder in ("", "static/", "app/static/", "media/", "data/", "data/store/", "../", "_stcore/"):
            answer = client.get(f"/{folder}{MADE_BY_CLI}")
            assert "岭上" not in answer.text.replace(MADE_BY_CLI, "")


@pytest.mark.parametrize("account", [LEADER, SECRETARY, LAKE_SECRETARY], ids=lambda account: account.account)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_who_may_not_see_names_is_sent_none(
    bureau: Bureau, handed: list[Handed], screen: Screen, account: Account
) -> None:
    """In no line of a page, of a number's origin, of an original or of a file to take along."""
    lake = {"district": LAKE, "period": LATEST}
    addresses: list[Address] = [
        {"period": LATEST},
        lake,
        {"school": school_code(LAKE, PRIMARY), **lake},
        {"batch": handed[0].lake_honours, "line": "2"},
        {"batch": handed[0].ridge_honours, "line": "2"},
        {"metric": "famous_teachers", **lake},
        {"metric": "famous_teachers", "period": LATEST, "district": RIDGE},
    ]

    async def visit(client: httpx.Client) -> None:
        page = await open_page(bureau.address, secret_of(client), f"/{screen.path}", **addresses[0])
        for number, address in enumerate(addresses):
            if number:
                await page.turn_to(screen.path, address)
            said = [page.text, *(await page.press_all(client)).values()]
            assert not [text for text in said if LAKE_PERSON in text or RIDGE_PERSON in text], address
        await page.close()

    with bureau.signed_in(account) as client:
        complete(visit(client))


def test_who_may_see_names_is_shown_them_where_others_are_not(bureau: Bureau, handed: list[Handed]) -> None:
    with bureau.signed_in(LAKE_REVIEWER) as client:
        page = look_at(bureau.address, secret_of(client), "/admin", batch=handed[0].lake_honours, line="2")
    assert LAKE_PERSON in page.text
