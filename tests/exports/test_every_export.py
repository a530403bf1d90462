"""No module that writes a table can forget that text is text."""

import re

import pytest

from eduboard.settings import PROJECT_ROOT

SOURCES = {
    path.relative_to(PROJECT_ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((PROJECT_ROOT / "eduboard").rglob("*.py"))
}
BOOKS = [name for name, source in SOURCES.items() if "xlsxwriter.Workbook(" in source]
LISTS = [
    name
    for name, source in SOURCES.items()
    if "csv.writer(" in source and name.startswith("eduboard/exports/")
]


def test_there_are_exports_to_look_at() -> None:
    assert BOOKS
    assert LISTS


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_takes_no_text_for_a_formula_or_a_link(name: str) -> None:
    made = len(re.findall(r"xlsxwriter\.Workbook\(", SOURCES[name]))
    for option in ("strings_to_formulas", "strings_to_urls"):
        assert len(re.findall(rf'"{option}": False', SOURCES[name])) == made
    assert "write_formula(" not in SOURCES[name]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_makes_its_cells_safe(name: str) -> None:
    assert "safe_cell(" in SOURCES[name]
