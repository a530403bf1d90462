"""A school's account at its desk: templates with its own lines, its own rows handed in, nobody else's file opened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import pytest

from eduboard.access.audit import Search
from eduboard.access.roles import Right
from eduboard.texts import admin as admin_texts
from eduboard.texts import pages as texts
from eduboard.texts import templates as template_texts
from eduboard.ui.screens import SCREENS, Screen
from tests.clerk_files import excel_csv
from tests.conftest import copy_store
from tests.servers import dashboard
from tests.small_city import JUNIOR, LAKE, LATEST, PRIMARY, school_code, school_name
from tests.web.conftest import LAKE_CLERK, PEOPLE, Bureau, secret_of, with_accounts
from tests.web.pages import OpenPage, complete, look_at, open_page
from tests.web.private_files import LAKE_PERSON, Handed, hand_in_private_files

OWN, OTHER = school_code(LAKE, PRIMARY), school_code(LAKE, JUNIOR)
SCHOOL = replace(LAKE_CLERK, account="hubin", name="湖滨小学", school=OWN)
SEES_ALL = replace(SCHOOL, account="hubin.all", sees_all=True)
OTHER_SCHOOL = replace(LAKE_CLERK, account="huzhong", name="另校", school=OTHER)
OTHERS_FILE = "别校班额.csv"
OF_OTHERS = ("湖滨中学", OTHER, LAKE_PERSON, OTHERS_FILE)
CODE = re.compile(r"code=([0-9A-Z]{4}-[0-9A-Z]{4})")
OWN_CLASSES = (("一年级", 59), ("二年级", 50), ("三年级", 45))


@pytest.fixture(scope="module")
def handed() -> list[Handed]:
    return []


@pytest.fixture(scope="module")
def bureau(
    small_city: Path, tmp_path_factory: pytest.TempPathFactory, handed: list[Handed]
) -> Iterator[Bureau]:
    database = copy_store(small_city, tmp_path_factory.mktemp("school"))
    handed.append(hand_in_private_files(database))
    directory = with_accounts(database, (*PEOPLE, SCHOOL, SEES_ALL, OTHER_SCHOOL))
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


@pytest.fixture(scope="module")
def school(bureau: Bureau) -> Iterator[httpx.Client]:
    with bureau.signed_in(SCHOOL) as client:
        yield client


@pytest.fixture(scope="module")
def figures(bureau: Bureau) -> list[str]:
    """The codes of figures of the whole district, after another of its schools has handed in its own rows."""
    rows = rows_of(OTHER, JUNIOR, (("七年级", 60), ("八年级", 50), ("九年级", 50)))
    with bureau.signed_in(OTHER_SCHOOL) as other:
        upload(bureau, other, OTHERS_FILE, rows, publish=True)
    with bureau.signed_in(LAKE_CLERK) as clerk:
        text = look_at(bureau.address, secret_of(clerk), "/class-size", district=LAKE, period=LATEST).text
    return sorted(set(CODE.findall(text)))[:3]


def rows_of(school: str, stage: str, classes: tuple[tuple[str, int], ...]) -> bytes:
    return excel_csv(
        [
            (LATEST, "临湖区", school, school_name(LAKE, stage), stage, grade, "1", str(size))
            for grade, size in classes
        ]
    )


def upload(bureau: Bureau, client: httpx.Client, name: str, data: bytes, *, publish: bool) -> OpenPage:
    async def work() -> OpenPage:
        page = await open_page(bureau.address, secret_of(client), "/upload")
        await page.hand_over(client, "upload", name, data)
        if publish:
            await page.press("upload", texts.PUBLISH)
        await page.close()
        return page

    return complete(work())


def test_the_templates_are_filled_in_for_ones_own_school(bureau: Bureau, school: httpx.Client) -> None:
    async def take() -> tuple[str, list[str]]:
        page = await open_page(bureau.address, secret_of(school), "/upload")
        files = await page.press_all(school)
        labels = [label for label, file in page.downloads.items() if file in files]
        await page.close()
        return files[page.downloads[template_texts.DOWNLOAD_XLSX]], labels

    workbook, _ = complete(take())
    assert OWN in workbook
    assert "湖滨小学" in workbook
    assert OTHER not in workbook
    assert "湖滨中学" not in workbook
    assert 'name="班额明细"' in workbook
    assert 'name="学校名录"' not in workbook, "the registry is the district's"


def test_a_school_publishes_its_own_rows(bureau: Bureau, school: httpx.Client) -> None:
    page = upload(bureau, school, "本校班额.csv", rows_of(OWN, PRIMARY, OWN_CLASSES), publish=True)
    assert [alert for alert in page.alerts if "已发布：批次 " in alert]
    [line] = bureau.directory.audit.search(Search(account=SCHOOL.account, action="publish"), limit=9)
    assert line["detail"] == "本校班额.csv"


def test_another_schools_rows_are_refused_and_the_try_is_on_record(
    bureau: Bureau, school: httpx.Client
) -> None:
    page = upload(bureau, school, "中学班额.csv", rows_of(OTHER, JUNIOR, (("七年级", 60),)), publish=False)
    assert not page.buttons.get(texts.PUBLISH)
    assert [alert for alert in page.alerts if OWN in alert]
    [line] = bureau.directory.audit.search(Search(account=SCHOOL.account, text="中学班额.csv"), limit=9)
    assert not line["worked"]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_a_school_is_sent_nothing_of_another_school(
    bureau: Bureau, school: httpx.Client, handed: list[Handed], figures: list[str], screen: Screen
) -> None:
    """Nor of what its district has as a whole; the district's clerk comes first, for what may be kept for them."""
    lake = {"district": LAKE, "period": LATEST}
    addresses: list[Mapping[str, str]] = [
        {},
        lake,
        {"school": OTHER, **lake},
        {"batch": handed[0].lake_honours, "line": "2"},
        {"metric": "large_classes", **lake},
        {"metric": "large_classes", "school": OTHER, **lake},
        {"programme": "studios", "part": "duties", **lake},
        {"view": "wall", **lake},
        *({"section": section} for section in admin_texts.SECTIONS),
        *({"code": figure} for figure in figures),
    ]

    async def visit(client: httpx.Client) -> list[tuple[OpenPage, dict[str, str]]]:
        seen = []
        for address in addresses:
            page = await open_page(bureau.address, secret_of(client), f"/{screen.path}", **address)
            seen.append((page, await page.press_all(client)))
            await page.close()
        return seen

    with bureau.signed_in(LAKE_CLERK) as clerk:
        look_at(bureau.address, secret_of(clerk), f"/{screen.path}", **lake)
    for address, (page, files) in zip(addresses, complete(visit(school)), strict=True):
        said = "\n".join((page.text, *files.values()))
        for value in address.values():
            said = said.replace(value, "")
        assert not [mark for mark in OF_OTHERS if mark in said], address
        if Right.SEE_DISTRICTS in screen.rights and (screen.path or "view" in address):
            assert not page.files
            assert [alert for alert in page.alerts if "学校账号只看本校" in alert]


def test_the_districts_clerk_is_shown_what_the_school_is_not(bureau: Bureau, figures: list[str]) -> None:
    assert figures
    with bureau.signed_in(LAKE_CLERK) as clerk:
        for path, address, mark in (
            ("/class-size", {"district": LAKE}, "湖滨中学"),
            ("/admin", {"metric": "large_classes", "district": LAKE, "period": LATEST}, OTHERS_FILE),
            ("/admin", {"section": "batches"}, OTHERS_FILE),
            ("/trace", {"code": figures[0]}, "临湖区"),
        ):
            assert mark in look_at(bureau.address, secret_of(clerk), path, **address).text, path


def test_a_school_comes_to_its_own_page_and_follows_its_own_numbers(
    bureau: Bureau, school: httpx.Client
) -> None:
    page = look_at(bureau.address, secret_of(school))
    shown = ("school", "basket", "upload", "admin", "trace", "dictionary")
    assert page.menu == [texts.PAGE_TITLES[screen] for screen in shown]
    assert "湖滨小学" in page.text
    own = {"metric": "large_classes", "district": LAKE, "period": LATEST, "stage": PRIMARY, "school": OWN}
    traced = look_at(bureau.address, secret_of(school), "/admin", **own)
    assert not [alert for alert in traced.alerts if "没有显示" in alert]
    assert "湖滨小学" in traced.text


def test_a_school_that_may_see_all_sees_the_boards(bureau: Bureau) -> None:
    with bureau.signed_in(SEES_ALL) as client:
        page = look_at(bureau.address, secret_of(client), "/class-size", district=LAKE, period=LATEST)
    assert "湖滨中学" in page.text


def test_a_school_opens_no_file_of_its_district(
    bureau: Bureau, school: httpx.Client, handed: list[Handed]
) -> None:
    """The whole file may hold persons' names, and other schools' rows."""
    page = look_at(bureau.address, secret_of(school), "/admin", batch=handed[0].lake_honours, line="2")
    assert LAKE_PERSON not in page.text
    assert admin_texts.ORIGINAL_HAS_NAMES in page.text
    assert admin_texts.DOWNLOAD_ORIGINAL not in page.downloads
    assert admin_texts.WITHDRAW not in page.buttons
    with bureau.signed_in(LAKE_CLERK) as clerk:
        page = look_at(bureau.address, secret_of(clerk), "/admin", batch=handed[0].lake_honours, line="2")
    assert admin_texts.DOWNLOAD_ORIGINAL in page.downloads
