"""A clerk collects a sheet from each school in one workbook and hands it in as it is."""

from collections.abc import Callable

from tests.e2e.screen import Screen
from tests.intake.files import CLASSES
from tests.intake.files import workbook as book
from tests.small_city import JUNIOR, LAKE, PRIMARY, school_code, school_name

Open = Callable[..., Screen]

HEADER = ["统计期", "区县", "学校标识码", *CLASSES.split(",")[2:]]


def sheet(stage: str, grade: str, *sizes: int) -> list[list[object]]:
    """The classes of one grade, under a header."""
    school = [school_code(LAKE, stage), school_name(LAKE, stage)]
    return [
        HEADER,
        *(
            ["2025Q3", "临湖区", *school, stage, grade, number, size]
            for number, size in enumerate(sizes, start=1)
        ),
    ]


PRIMARY_SCHOOL = sheet(PRIMARY, "一年级", 60, 58, 45)
JUNIOR_SCHOOL = [["初中部"], *(list(reversed(row)) for row in sheet(JUNIOR, "七年级", 57, 30))]
"""Three large classes of five, in two sheets of different layout."""
ALL = [HEADER, *PRIMARY_SCHOOL[1:], *sheet(JUNIOR, "七年级", 57, 30)[1:]]


def test_sheets_of_schools_are_one_hand_in_and_a_number_leads_back_to_its_sheet(open_screen: Open) -> None:
    screen = open_screen("/upload")
    data = book({"小学部": PRIMARY_SCHOOL, "初中部": JUNIOR_SCHOOL, "汇总": ALL})
    screen.hand_over(("各校班额.xlsx", data))
    screen.wait_for_text("“汇总”的 5 行在“小学部”、“初中部”里都已经有了")
    choice = screen.page.get_by_role("combobox", name="不读入的工作表")
    # A page that is still being drawn would close the list again.
    screen.settle()
    choice.click()
    choice.press_sequentially("汇总")
    screen.page.get_by_role("option", name="汇总").click()
    screen.page.keyboard.press("Escape")
    screen.wait_for_text("2 张表（“小学部”、“初中部”）合为一份上报，共 5 行数据")
    screen.wait_for_text("校验通过")
    screen.press("发布")
    receipt = screen.wait_for_text("已发布：批次").inner_text()
    assert "5 行" in receipt

    screen.go("/class-size?district=990101")
    assert screen.card("大班额数") == "3"
    screen.go("/admin?metric=large_classes&period=2025Q3&district=990101")
    # The link opens a window of its own.
    address = screen.page.get_by_role("link", name="“初中部”第 3 行").get_attribute("href")
    screen.go(f"/{address}")
    screen.wait_for_text("工作表“初中部”")
    marked = screen.page.locator("tr.marked").inner_text().split()
    assert marked[:2] == ["3", "57"]
    assert screen.errors == []
