"""A clerk hands in the ZIP that the schools' files came in, and a number leads back to one school's file and line."""

from collections.abc import Callable

from tests.clerk_files import excel_csv
from tests.e2e.screen import Screen
from tests.e2e.test_handing_in import LAKE_CORRECTED
from tests.intake.test_packages import windows_package
from tests.small_city import JUNIOR, LAKE, PRIMARY, school_name

Open = Callable[..., Screen]

FILES = {
    f"各校/{school_name(LAKE, stage)}.csv": excel_csv([row for row in LAKE_CORRECTED if row[4] == stage])
    for stage in (PRIMARY, JUNIOR)
}


def test_a_zip_from_windows_with_a_file_for_each_school_is_handed_in_with_one_click(
    open_screen: Open,
) -> None:
    screen = open_screen("/upload")
    screen.page.locator("input[type=file]").set_input_files(
        [{"name": "临湖.zip", "mimeType": "application/zip", "buffer": windows_package(FILES)}]
    )
    screen.wait_for_text("校验通过")
    assert "临湖.zip/各校（2 份）.zip" in screen.text
    assert "2 份文件合为一份上报" in screen.text
    screen.press("发布")
    screen.wait_for_text("已发布：批次")
    assert "5 行" in screen.text

    # As with one file for the whole district: three of Lake's five classes are large, with Ridge's 4 of 11.
    screen.open_from_menu("班额治理")
    assert screen.card("大班额占比") == "36.4%"

    screen.go("/admin?metric=large_classes&period=2025Q3&district=990101")
    screen.wait_for_text("“各校/湖滨小学.csv”第 4 行")
    with screen.page.context.expect_page() as opened:
        screen.page.get_by_role("link", name="“各校/湖滨小学.csv”第 4 行").first.click()
    line = Screen(opened.value, screen.address)
    line.settle()
    line.wait_for_text("文件“各校/湖滨小学.csv”：GBK")
    marked = line.page.locator("tr.marked").inner_text().split("\t")
    assert (marked[0], marked[4], marked[-1]) == ("4", "湖滨小学", "57")
