"""An original is shown line by line as it lies in the file, with the numbers that the check gives its lines."""

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.original import load_original, mask_persons, read_page
from eduboard.intake.publish import load_file
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.store import Store
from tests.intake.files import CLASSES, classes, text_file, workbook

SIZES = (56, 57, 58, 59, 60)
WHOLE = 1000


def stored_lines(store: Store) -> list[tuple[int, int]]:
    """The lines that the rows of 班额明细 were found on, with the class sizes there."""
    with store.reading() as session:
        return [
            (row["line"], row["students"])
            for row in session.fetch("SELECT line, students FROM classes ORDER BY line")
        ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_stored_row_is_found_on_its_line_of_a_text(store: Store, encoding: str, line_end: str) -> None:
    rows = [
        f"2025Q3,临湖区,实验小学,小学,一年级,{number},{size}" for number, size in enumerate(SIZES, start=1)
    ]
    title = "临湖区班额明细表,,,,,,"
    data = text_file(title, CLASSES, *rows, encoding=encoding, line_end=line_end)
    load_file(store, LOCAL_USER, data, "表.csv")
    page = read_page(data, None, 2, 1, WHOLE)
    lines = dict(page.lines)
    assert stored_lines(store) == [(line, int(lines[line][6])) for line in range(3, 8)]
    assert lines[1][0] == "临湖区班额明细表"
    assert page.line_count == 7


def test_a_cell_over_several_lines_moves_the_lines_below_it(store: Store) -> None:
    rows = ['2025Q3,临湖区,"实验\n小学",小学,一年级,1,56', "2025Q3,临湖区,东门小学,小学,一年级,1,57"]
    data = text_file(CLASSES, *rows)
    load_file(store, LOCAL_USER, data, "表.csv")
    lines = dict(read_page(data, None, 1, 1, WHOLE).lines)
    assert stored_lines(store) == [(2, 56), (4, 57)]
    assert [lines[line][6] for line in (2, 4)] == ["56", "57"]
    # The line in the middle of a cell is shown with the row that it is part of.
    assert 3 not in lines


def test_a_page_is_a_part_of_the_whole() -> None:
    for data in (classes(*range(30, 50)), text_file(CLASSES, *['"a","b"'] * 20)):
        whole = read_page(data, None, 1, 1, WHOLE).lines
        pages = [read_page(data, None, 1, start, 5).lines for start in range(1, 22, 5)]
        assert tuple(line for page in pages for line in page) == whole


def test_the_header_goes_with_every_page() -> None:
    page = read_page(text_file("表", "", CLASSES, *["1,2,3"] * 100), None, 3, 90, 5)
    assert page.header[-1] == (3, tuple(CLASSES.split(",")))
    assert [line for line, _ in page.lines] == [90, 91, 92, 93, 94]


def test_a_workbook_is_shown_by_the_sheet_that_was_read(store: Store) -> None:
    rows = [["2025Q3", "临湖区", "实验小学", "小学", "一年级", "1", 56]]
    data = workbook({"说明": [["请看第二张表"]], "班额": [["班额明细表"], CLASSES.split(","), *rows]})
    load_file(store, LOCAL_USER, data, "表.xlsx")
    page = read_page(data, "班额", 2, 1, WHOLE)
    assert stored_lines(store) == [(3, 56)]
    assert page.sheet == "班额"
    assert dict(page.lines)[3][6] == "56"


def test_a_web_page_called_xls_is_shown_by_its_rows(store: Store) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in CLASSES.split(","))
    row = "".join(
        f"<td>{cell}</td>" for cell in ("2025Q3", "临湖区", "实验小学", "小学", "一年级", "1", "56")
    )
    data = f"<html><body><table><tr>{cells}</tr><tr>{row}</tr></table></body></html>".encode()
    load_file(store, LOCAL_USER, data, "表.xls")
    page = read_page(data, None, 1, 1, WHOLE)
    assert stored_lines(store) == [(2, 56)]
    assert dict(page.lines)[2][6] == "56"


def test_lines_beyond_the_end_are_none() -> None:
    assert read_page(classes(56), None, 1, 99, 5).lines == ()


# -- persons ---------------------------------------------------------------------------------------------------

HONOURS = "统计期,区县,称号,级别,老师"


def test_the_names_of_persons_are_masked_below_the_header() -> None:
    data = text_file(
        "姓名表",
        "统计期,区县,称号,级别,姓名",
        "2025Q3,临湖区,名师,市级,欧阳修",
        "2025Q3,临湖区,名师,市级,张三、李四",
    )
    page = mask_persons(read_page(data, None, 2, 1, WHOLE), load_contracts()["honours"], {})
    assert [cells[-1] for _, cells in page.lines] == ["姓名表", "姓名", "欧*", "张*、李*"]


def test_a_column_that_was_mapped_by_hand_is_masked_too() -> None:
    data = text_file(HONOURS, "2025Q3,临湖区,名师,市级,张三")
    plain = read_page(data, None, 1, 1, WHOLE)
    contract = load_contracts()["honours"]
    assert mask_persons(plain, contract, {}).lines[1][1][-1] == "张三"
    assert mask_persons(plain, contract, {"老师": "person_name"}).lines[1][1][-1] == "张*"


# -- what is on the disk ---------------------------------------------------------------------------------------


def test_an_original_comes_out_byte_for_byte(store: Store) -> None:
    data = classes(56, encoding="gb18030")
    load_file(store, LOCAL_USER, data, "表.csv")
    assert load_original(store, sha256_of(data)) == data


def test_an_original_that_is_gone_or_changed_is_told_apart(store: Store) -> None:
    data = classes(56)
    load_file(store, LOCAL_USER, data, "表.csv")
    path = original_path(store, sha256_of(data))
    path.write_bytes(data + b"\n")
    with pytest.raises(EduboardError) as changed:
        load_original(store, sha256_of(data))
    path.unlink()
    with pytest.raises(EduboardError) as gone:
        load_original(store, sha256_of(data))
    assert [caught.value.code for caught in (changed, gone)] == ["original.damaged", "original.missing"]
    assert all("originals" in str(caught.value) for caught in (changed, gone))
