"""What a clerk writes into any column never becomes a formula in anybody's spreadsheet, whichever page it came from."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import openpyxl
import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.texts import admin as admin_texts
from eduboard.ui.screens import SCREENS, Screen
from tests.conftest import copy_store
from tests.hostile_files import publish_hostile_files
from tests.servers import dashboard
from tests.small_city import LAKE, LATEST, PRIMARY, school_code
from tests.web.conftest import ADMINISTRATOR, Bureau, secret_of, with_accounts
from tests.web.pages import complete, open_page

FORMULA = '=HYPERLINK("http://evil.example";1)'
IS_RUN = re.compile(r"\s*[=+@＝＋＠]|\s*-(?![\d.]+%?$)")
"""What a spreadsheet takes a cell of a CSV for something to work out by; a negative number is one."""


@pytest.fixture(scope="module")
def batches() -> list[str]:
    return []


@pytest.fixture(scope="module")
def bureau(
    small_city: Path, tmp_path_factory: pytest.TempPathFactory, batches: list[str]
) -> Iterator[Bureau]:
    """The small city, where somebody has written a formula wherever text can be written, the own name included."""
    database = copy_store(small_city, tmp_path_factory.mktemp("formulas"))
    clerk = replace(LOCAL_USER, name=FORMULA)
    batches.extend(publish_hostile_files(database, clerk, FORMULA, FORMULA + "{name}.csv"))
    directory = with_accounts(database, (replace(ADMINISTRATOR, name=FORMULA),))
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


def addresses_of(screen: Screen, batches: list[str]) -> list[Mapping[str, str]]:
    lake = {"district": LAKE, "period": LATEST}
    if screen.id != "admin":
        return [{"period": LATEST}, {**lake, "school": school_code(LAKE, PRIMARY)}]
    sections = [{"section": section} for section in admin_texts.SECTIONS]
    return [*sections, *({"batch": batch} for batch in batches), {"metric": "famous_teachers", **lake}]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_no_cell_of_any_download_is_run(bureau: Bureau, batches: list[str], screen: Screen) -> None:
    assert batches

    async def visit(client: httpx.Client) -> None:
        for address in addresses_of(screen, batches):
            page = await open_page(bureau.address, secret_of(client), f"/{screen.path}", **address)
            # An original is given back byte for byte: it is the clerk's own file.
            originals = {page.downloads.get(admin_texts.DOWNLOAD_ORIGINAL)}
            for file in page.files:
                if file not in originals:
                    assert_nothing_is_run(await page.make(client, file))
            await page.close()

    with bureau.signed_in(ADMINISTRATOR) as client:
        complete(visit(client))


def assert_nothing_is_run(data: bytes) -> None:
    if data.startswith(b"PK"):
        if b"xl/workbook.xml" in data:
            for sheet in openpyxl.load_workbook(io.BytesIO(data)):
                cells = [cell for row in sheet.iter_rows() for cell in row]
                assert not [
                    cell.value for cell in cells if cell.data_type == "f" and "evil" in str(cell.value)
                ]
        return
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert not [cell for cell in row if IS_RUN.match(cell)]


def test_a_formula_gets_as_far_as_a_download(bureau: Bureau) -> None:
    """Otherwise nothing would be held above."""

    async def trail(client: httpx.Client) -> str:
        page = await open_page(bureau.address, secret_of(client), "/admin", section="trail")
        data = await page.make(client, page.downloads[admin_texts.DOWNLOAD_TRAIL_CSV])
        await page.close()
        return data.decode("utf-8-sig")

    with bureau.signed_in(ADMINISTRATOR) as client:
        assert "'=HYPERLINK" in complete(trail(client))
