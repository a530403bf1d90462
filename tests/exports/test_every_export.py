"""No module that writes a table can forget that text is text."""

import io

import pytest

from eduboard.exports.spreadsheet import open_workbook
from eduboard.settings import PROJECT_ROOT

SOURCES = {
    path.relative_to(PROJECT_ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((PROJECT_ROOT / "eduboard").rglob("*.py"))
}
BOOKS = [name for name, source in SOURCES.items() if "open_workbook(" in source]
LISTS = [
    name
    for name, source in SOURCES.items()
    if "csv.writer(" in source and name.startswith("eduboard/exports/")
]


def test_there_are_exports_to_look_at() -> None:
    assert BOOKS
    assert LISTS


def test_workbooks_are_opened_in_one_place_where_no_text_becomes_a_formula_or_a_link() -> None:
    opening = [name for name, source in SOURCES.items() if "Workbook(buffer" in source]
    assert opening == ["eduboard/exports/spreadsheet.py"]
    calls = [name for name, source in SOURCES.items() if "xlsxwriter.Workbook(" in source]
    assert calls == opening
    with open_workbook(io.BytesIO()) as book:
        assert book.strings_to_formulas is False
        assert book.strings_to_urls is False
        assert book.strings_to_numbers is False


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_has_no_formulas(name: str) -> None:
    assert "write_formula(" not in SOURCES[name]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_makes_its_cells_safe(name: str) -> None:
    assert "safe_cell(" in SOURCES[name]
