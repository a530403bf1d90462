"""A clerk takes a template along, hands it in, and takes the confirmation to the head of the bureau."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl

from tests.clerk_files import excel_csv
from tests.e2e.screen import Screen
from tests.small_city import PRIMARY

Open = Callable[..., Screen]
ROW = ("2024Q2", "临湖区", "2199010001", "新湖小学", PRIMARY, "一年级", "1", "60")
"""Of a quarter before the city's first, so that nothing is there to compare it with."""


def download(screen: Screen, label: str) -> tuple[str, bytes]:
    """Press a button that gives a file."""
    with screen.page.expect_download() as expected:
        screen.page.get_by_role("button", name=label).or_(
            screen.page.get_by_role("link", name=label)
        ).first.click()
    return expected.value.suggested_filename, Path(expected.value.path()).read_bytes()


def choose(screen: Screen, label: str, option: str) -> None:
    """Choose in the select box of this name that stands among the templates; there is another above them."""
    templates = screen.page.get_by_test_id("stExpander").filter(has_text="Excel 模板")
    # A list closes again while the expander around its box is still opening.
    templates.locator("details").element_handle().wait_for_element_state("stable")
    templates.get_by_role("combobox", name=label, exact=True).click()
    screen.page.get_by_role("option", name=option, exact=True).click()
    screen.settle()


def test_a_template_comes_with_the_schools_of_the_chosen_district(open_screen: Open) -> None:
    screen = open_screen("/upload")
    screen.page.get_by_text("下载模板").click()
    choose(screen, "数据表", "学校基本情况")
    choose(screen, "区县", "临湖区")
    name, data = download(screen, "Excel 模板")
    assert name.startswith("临湖区_学校基本情况_")
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [row[4] for row in rows] == ["湖滨小学", "湖滨中学"]
    assert not screen.errors


def test_a_confirmation_can_be_taken_along_after_publishing(open_screen: Open) -> None:
    screen = open_screen("/upload")
    screen.hand_over(("班额.csv", excel_csv([ROW])))
    screen.wait_for_text("校验通过")
    screen.press("发布")
    screen.wait_for_text("已发布：批次")
    name, data = download(screen, "上报确认单")
    assert name.startswith("上报确认单_")
    cells = [
        cell.text
        for table in docx.Document(io.BytesIO(data)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "班额.csv" in cells
    assert not screen.errors
