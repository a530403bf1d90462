"""A clerk's own file comes back with the cells to mend marked, is mended there, and is read right again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import UnusableFile
from eduboard.exports import marked
from eduboard.exports.cell_marks import ERROR_FILL, WARNING_FILL
from eduboard.exports.marked import build_findings_json, build_marked_workbook
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.report import CheckReport
from eduboard.settings import Settings
from eduboard.store.store import Store
from tests.intake.files import CLASSES, text_file

Reports = Callable[[bytes], list[CheckReport]]

HEADER = CLASSES.split(",")
GOOD = ["2025Q3", "临湖区", "实验小学", "小学", "一年级", "01", "45"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_ready_store(Settings(store=tmp_path_factory.mktemp("marked") / "store.duckdb", threads=2))
    yield store
    store.close()


@pytest.fixture
def reports(store: Store) -> Reports:
    def check(data: bytes) -> list[CheckReport]:
        tables = check_file(store, LOCAL_USER, data, "班额.csv")
        close_all(tables)
        return [table.report for table in tables]

    return check


@pytest.fixture
def give_back(reports: Reports) -> Callable[[bytes], bytes]:
    return lambda data: build_marked_workbook(data, "班额.csv", reports(data))


def row(number: int, **changed: str) -> list[str]:
    names = ("period", "district", "school", "stage", "grade", "class_no", "students")
    return list({**dict(zip(names, GOOD, strict=True)), "class_no": f"{number:02d}", **changed}.values())


def csv_of(*rows: list[str], above: tuple[str, ...] = ()) -> bytes:
    return "\r\n".join([*above, ",".join(HEADER), *(",".join(cells) for cells in rows)]).encode("gb18030")


def xlsx_of(*rows: list[str], left: int = 0) -> Workbook:
    """A clerk's workbook: a title above, a comment of their own, a drop-down, a coloured cell, a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "班额 (终稿)"
    sheet["A1"] = "临湖区班额明细表"
    for line, cells in enumerate([HEADER, *rows], start=3):
        for column, text in enumerate(cells, start=1 + left):
            cell = sheet.cell(line, column)
            cell.value = int(text) if text.isdigit() and not text.startswith("0") else text
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet["B4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["G4"].comment = Comment("王老师：再核对一次", "王老师")
    sheet.column_dimensions["C"].width = 33
    notes = book.create_sheet("说明")
    notes["A1"], notes["A2"] = "请按学校填写", "=1+1"
    return book


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def marks(sheet: Any) -> dict[str, str]:
    """The marked cells with their colour: E(rror) or W(arning)."""
    colours = {ERROR_FILL.fgColor.rgb: "E", WARNING_FILL.fgColor.rgb: "W"}
    return {
        cell.coordinate: colours[cell.fill.fgColor.rgb]
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.fill.fgColor.rgb in colours
    }


def test_a_csv_comes_back_as_a_workbook_with_the_same_rows_at_the_same_places(give_back: Any) -> None:
    data = csv_of(row(1), row(2, students="待定"), row(3, stage="小学部"), above=("班额明细,,,,,,", ""))
    book = load_workbook(io.BytesIO(give_back(data)))
    assert book.sheetnames == ["校验结果", "班额明细"]
    sheet = book["班额明细"]
    assert sheet["A1"].value == "班额明细"
    assert [cell.value for cell in sheet[3]] == HEADER
    # Text stays text, with its leading nought; a number is one.
    assert [cell.value for cell in sheet[4]] == ["2025Q3", "临湖区", "实验小学", "小学", "一年级", "01", 45]
    assert marks(sheet) == {"G5": "E", "D6": "E"}
    assert sheet["G5"].comment.text == (
        "【数据校验】\n错误：“学生数”应填整数，这里是“待定”。改成不带小数、文字和范围的整数；"
        "没有数据的，选填的列可以留空或填“—”。"
    )


def test_long_codes_of_a_csv_come_back_as_text_in_columns_that_show_them(give_back: Any) -> None:
    header = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"
    wide = "2025Q3,临湖区,2199010012,临湖区第一实验小学校,小学,一年级,1,待定"
    book = load_workbook(io.BytesIO(give_back(text_file(header, wide))))
    sheet = book["班额明细"]
    # As a number, a spreadsheet shows 2.2E+09 in a narrow column, and writes that into a CSV.
    assert sheet["C2"].value == "2199010012"
    # Ten Chinese characters are as wide as twenty digits.
    assert (sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].width) == (12, 22)


def test_a_csv_given_back_marked_is_mended_there_and_read_right(give_back: Any, reports: Reports) -> None:
    data = csv_of(row(1), row(2, students="待定"), row(3, stage="小学部"), above=("班额明细,,,,,,",))
    before = reports(data)[0]
    book = load_workbook(io.BytesIO(give_back(data)))
    assert [group.rule for group in reports(saved(book))[0].groups] == [group.rule for group in before.groups]
    book["班额明细"]["G4"] = "46"
    book["班额明细"]["D5"] = "小学"
    [report] = reports(saved(book))
    assert report.groups == ()
    assert (report.dataset, report.rows, report.header_line) == ("classes", 3, before.header_line)


def test_a_workbook_keeps_what_it_has(give_back: Any, reports: Reports) -> None:
    data = saved(xlsx_of(row(1, students="待定"), row(2)))
    book = load_workbook(io.BytesIO(give_back(data)))
    assert book.sheetnames == ["校验结果", "班额 (终稿)", "说明"]
    sheet = book["班额 (终稿)"]
    assert marks(sheet) == {"G4": "E"}
    assert sheet["B4"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.column_dimensions["C"].width == 33
    assert book["说明"]["A2"].value == "=1+1"
    said, head, _ = sheet["G4"].comment.text.partition("【数据校验】")
    assert (said, head) == ("王老师：再核对一次\n", "【数据校验】")


def test_a_workbook_given_back_marked_is_mended_there_and_read_right(
    give_back: Any, reports: Reports
) -> None:
    book = load_workbook(io.BytesIO(give_back(saved(xlsx_of(row(1, students="待定"), row(2))))))
    book["班额 (终稿)"]["G4"] = 40
    [report] = reports(saved(book))
    assert (report.rows, report.errors) == (2, ())
    # Only the clerk's own second sheet is named as left out, not ours.
    assert [finding.value for finding in report.warnings] == ["说明"]


def test_marks_of_an_earlier_check_go_and_the_clerks_own_words_stay(give_back: Any) -> None:
    once = load_workbook(io.BytesIO(give_back(saved(xlsx_of(row(1, students="待定"), row(2, stage="x"))))))
    once["班额 (终稿)"]["G4"] = 40
    again = load_workbook(io.BytesIO(give_back(saved(once))))
    sheet = again["班额 (终稿)"]
    assert again.sheetnames == ["校验结果", "班额 (终稿)", "说明"]
    assert marks(sheet) == {"D5": "E"}
    assert sheet["G4"].comment.text == "王老师：再核对一次"
    assert sheet["D5"].comment.text.count("【数据校验】") == 1


def test_columns_that_stand_further_right_are_marked_where_they_stand(give_back: Any) -> None:
    book = load_workbook(io.BytesIO(give_back(saved(xlsx_of(row(1, students="待定"), left=2)))))
    assert marks(book["班额 (终稿)"]) == {"I4": "E"}


def test_several_findings_on_a_cell_share_a_comment_and_a_key_has_all_its_cells(give_back: Any) -> None:
    data = csv_of(row(1), row(1), row(2, stage="小学", grade="八年级"))
    sheet = load_workbook(io.BytesIO(give_back(data)))["班额明细"]
    assert marks(sheet) == {"C3": "E", "D3": "E", "E3": "E", "F3": "E", "E4": "E"}
    assert "与第 2 行重复" in sheet["C3"].comment.text
    twice = csv_of(row(1, grade="八年级"), row(1, grade="八年级"))
    comment = load_workbook(io.BytesIO(give_back(twice)))["班额明细"]["E3"].comment
    assert comment is not None
    assert "八年级" in comment.text


def test_a_finding_of_a_whole_row_marks_its_first_cell(give_back: Any) -> None:
    data = csv_of(row(1), [*row(2), "多出来的"])
    assert marks(load_workbook(io.BytesIO(give_back(data)))["班额明细"]) == {"A3": "E"}


def test_the_first_sheet_lists_what_was_found_with_links_to_the_cells(give_back: Any) -> None:
    data = saved(xlsx_of(row(1, students="待定"), row(2, students="待定"), row(3, stage="x")))
    book = load_workbook(io.BytesIO(give_back(data)))
    sheet = book["校验结果"]
    assert book.active is sheet
    assert [other.sheet_view.tabSelected for other in book.worksheets] == [True, False, False]
    assert sheet["A1"].value == "校验结果：班额.csv"
    assert sheet["A2"].value.startswith("错误 3 处（红色，改好之前不能发布），提醒 1 处（黄色")
    lines = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=7, max_row=8)]
    assert [line[:5] + line[7:] for line in lines] == [
        ["错误", "班额 (终稿)", "第 4–5 行", "学生数", "“待定”×2", 2],
        ["错误", "班额 (终稿)", "第 6 行", "学段", "x", 1],
    ]
    links = [cell.hyperlink.location for cells in sheet.iter_rows() for cell in cells if cell.hyperlink]
    assert links == [
        "'班额 (终稿)'!G4",
        "'班额 (终稿)'!D6",
        "'班额 (终稿)'!G4",
        "'班额 (终稿)'!G5",
        "'班额 (终稿)'!D6",
    ]


def test_what_concerns_the_whole_file_stands_on_the_first_sheet(give_back: Any) -> None:
    data = csv_of([*row(1)[:-1], "45"]).replace("学生数".encode("gb18030"), "人数量".encode("gb18030"))
    words = [
        cell.value
        for cells in load_workbook(io.BytesIO(give_back(data)))["校验结果"].iter_rows()
        for cell in cells
    ]
    assert "缺少必填列“学生数”" in words


HOSTILE = ["=1+1", "+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "<b>x</b>", "&amp;", "a\x0bb", "'x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_file_is_never_taken_for_a_formula(text: str, give_back: Any) -> None:
    line = ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row(1, stage=text, grade=text))
    book = load_workbook(io.BytesIO(give_back((",".join(HEADER) + "\n" + line + "\n").encode())))
    for sheet in book.worksheets:
        assert [
            cell.data_type for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"
        ] == []
    expected = text.replace("\x0b", "")
    assert book["班额明细"]["D2"].value in (expected, text.strip())
    assert book["班额明细"]["D2"].comment is not None


def test_a_text_that_looks_like_a_formula_stays_text_in_a_workbook(give_back: Any) -> None:
    data = saved(xlsx_of(row(1, stage="=1+1")))
    sheet = load_workbook(io.BytesIO(give_back(data)))["班额 (终稿)"]
    assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1", "s")


def test_a_formula_whose_result_is_lost_is_an_error_and_no_blank(give_back: Any, reports: Reports) -> None:
    book = xlsx_of(row(1), row(2, stage="x"))
    book["班额 (终稿)"]["G4"] = "=40+5"
    [report] = reports(saved(book))
    assert ("type.formula_error", 4) in [(finding.rule, finding.line) for finding in report.errors]


def test_merged_cells_are_marked_in_the_one_that_shows(give_back: Any) -> None:
    book = xlsx_of(row(1, stage="x"), row(2, stage="x"))
    book["班额 (终稿)"].merge_cells("D4:D5")
    marked_sheet = load_workbook(io.BytesIO(give_back(saved(book))))["班额 (终稿)"]
    assert marks(marked_sheet) == {"D4": "E"}
    assert marked_sheet["D4"].comment.text.count("错误：") == 2


def test_a_range_merged_to_exhaust_the_machine_is_not_opened(
    give_back: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = saved(xlsx_of(row(1, students="待定")))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                merged = b'<mergeCells count="1"><mergeCell ref="A100:XFD1048576"/></mergeCells><pageMargins'
                part = part.replace(b"<pageMargins", merged)
            new.writestr(name, part)

    def fail(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(marked, "load_workbook", fail)
    sheet = load_workbook(io.BytesIO(give_back(packed.getvalue())))["班额 (终稿)"]
    assert marks(sheet) == {"G4": "E"}


def test_html_in_an_xls_comes_back_with_its_rows_and_spans(give_back: Any, reports: Reports) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in row(1, students="待定"))
    heads = "".join(f"<th>{name}</th>" for name in HEADER)
    data = (
        f"<html><table><tr><td colspan=7>班额明细</td></tr><tr>{heads}</tr><tr>{cells}</tr></table></html>"
    ).encode()
    book = load_workbook(io.BytesIO(give_back(data)))
    sheet = book["班额明细"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:G1"]
    assert marks(sheet) == {"G3": "E"}
    sheet["G3"] = 45
    assert reports(saved(book))[0].groups == ()


def test_of_a_large_file_the_rows_with_findings_come_back_and_cannot_be_handed_in(
    give_back: Any, reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "COPIED_CELLS", 20)
    rows = [row(1), row(2, students="待定"), row(3), row(4, stage="x")]
    out = give_back(csv_of(*rows, above=("班额明细,,,,,,",)))
    book = load_workbook(io.BytesIO(out))
    sheet = book["问题行摘录"]
    assert [[cells[0].value, cells[1].value, cells[7].value] for cells in sheet.iter_rows()] == [
        ["原文件行号", "统计期", "学生数"],
        [4, "2025Q3", "待定"],
        [6, "2025Q3", 45],
    ]
    assert marks(sheet) == {"H2": "E", "E3": "E"}
    assert "只摘录有问题的 2 行" in book["校验结果"]["A3"].value
    [report] = reports(out)
    assert [finding.rule for finding in report.errors] == ["sheet.excerpt"]


def test_a_workbook_that_openpyxl_cannot_keep_comes_back_with_its_values(
    give_back: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise KeyError("styles")

    data = saved(xlsx_of(row(1, students="待定")))
    monkeypatch.setattr(marked, "load_workbook", refuse)
    book = load_workbook(io.BytesIO(give_back(data)))
    assert marks(book["班额 (终稿)"]) == {"G4": "E"}


def test_more_comments_than_a_spreadsheet_bears_are_left_out_and_said(
    give_back: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "COMMENTED_CELLS", 1)
    book = load_workbook(io.BytesIO(give_back(csv_of(row(1, students="x"), row(2, students="x")))))
    sheet = book["班额明细"]
    assert marks(sheet) == {"G2": "E", "G3": "E"}
    assert [sheet[place].comment is None for place in ("G2", "G3")] == [False, True]
    assert "前 1 个单元格带批注" in book["校验结果"]["A3"].value


def test_the_json_says_what_the_command_line_says(reports: Reports) -> None:
    found = reports(csv_of(row(1), row(2, students="待定")))
    [written] = json.loads(build_findings_json(found))
    assert written == json.loads(json.dumps(found[0].as_json()))
    assert [(error["line"], error["value"]) for error in written["errors"]] == [(3, "待定")]


def test_a_file_that_is_no_table_is_refused_as_ever() -> None:
    with pytest.raises(UnusableFile):
        build_marked_workbook(b"", "x.csv", [])


def test_every_row_of_a_text_with_line_breaks_in_cells_stands_on_its_line(give_back: Any) -> None:
    broken = '2025Q3,临湖区,"实验\n小学",小学,一年级,01,45'
    data = text_file(CLASSES, broken, ",".join(row(2, students="待定")))
    sheet = load_workbook(io.BytesIO(give_back(data)))["班额明细"]
    assert marks(sheet) == {"G4": "E"}
    assert sheet["G4"].value == "待定"
