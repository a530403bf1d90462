"""A school's account at its desk: templates with its own lines, its own rows handed in, nobody else's file opened."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import pytest

from eduboard.access.audit import Search
from eduboard.texts import admin as admin_texts
from eduboard.texts import pages as texts
from eduboard.texts import templates as template_texts
from tests.clerk_files import excel_csv
from tests.conftest import copy_store
from tests.servers import dashboard
from tests.small_city import JUNIOR, LAKE, LATEST, PRIMARY, school_code, school_name
from tests.web.conftest import LAKE_CLERK, PEOPLE, Bureau, secret_of, with_accounts
from tests.web.pages import OpenPage, complete, look_at, open_page
from tests.web.private_files import LAKE_PERSON, Handed, hand_in_private_files

OWN, OTHER = school_code(LAKE, PRIMARY), school_code(LAKE, JUNIOR)
SCHOOL = replace(LAKE_CLERK, account="hubin", name="湖滨小学", school=OWN)
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
    directory = with_accounts(database, (*PEOPLE, SCHOOL))
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


@pytest.fixture(scope="module")
def school(bureau: Bureau) -> Iterator[httpx.Client]:
    with bureau.signed_in(SCHOOL) as client:
        yield client


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
