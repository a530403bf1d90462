"""Templates are what the contracts say, and come back through the check."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import Contract, load_contracts
from eduboard.exports.templates.columns import display_width
from eduboard.exports.templates.example import build_csv_template
from eduboard.exports.templates.files import build_archive, build_workbooks, file_name
from eduboard.exports.templates.forms import Form, Place
from eduboard.exports.templates.workbook import build_workbook
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.report import CheckReport
from eduboard.store.store import Store
from eduboard.texts.templates import LISTS_SHEET, NOTES_SHEET
from tests.build import make_store

Sheet = openpyxl.worksheet.worksheet.Worksheet

each_contract = pytest.mark.parametrize(
    "contract", load_contracts().values(), ids=lambda contract: contract.name
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make_store(tmp_path_factory.mktemp("templates"))
    yield store
    store.close()


def check(store: Store, data: bytes, name: str) -> CheckReport:
    tables = check_file(store, LOCAL_USER, data, name)
    close_all(tables)
    [table] = tables
    return table.report


def opened(contract: Contract) -> Sheet:
    return openpyxl.load_workbook(io.BytesIO(build_workbook([Form(contract)]))).worksheets[0]


def rules_of(sheet: Sheet, kind: str) -> dict[str, object]:
    """The validation rules of a kind, by column."""
    return {
        str(rule.sqref).partition("2:")[0]: rule
        for rule in sheet.data_validations.dataValidation
        if rule.type == kind
    }


def column_of(sheet: Sheet, number: int) -> openpyxl.worksheet.dimensions.ColumnDimension:
    """How a column's empty cells are; equal neighbours are kept as one."""
    return next(item for item in sheet.column_dimensions.values() if item.min <= number <= item.max)


def columns_of(contract: Contract, *kinds: str) -> set[str]:
    return {
        get_column_letter(number)
        for number, field in enumerate(contract.fields, start=1)
        if field.kind in kinds
    }


@each_contract
def test_a_csv_template_opens_in_excel_and_has_every_column(contract: Contract) -> None:
    data = build_csv_template(Form(contract))
    assert data.startswith(b"\xef\xbb\xbf")
    header, example = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert header == [field.title for field in contract.fields]
    assert len(example) == len(header)


@each_contract
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_handed_in_as_it_is_is_refused_for_its_example_row(
    contract: Contract, kind: str, store: Store
) -> None:
    form = Form(contract)
    data = build_csv_template(form) if kind == "csv" else build_workbook([form])
    report = check(store, data, f"模板.{kind}")
    assert report.dataset == contract.name
    assert [finding.rule for finding in report.errors] == ["any.example_row_left"]


@each_contract
def test_a_template_filled_like_its_example_is_clean(contract: Contract, store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook([Form(contract)])))
    sheet = book.worksheets[0]
    note = [cell.value for cell in sheet[1]].index("备注") + 1
    sheet.cell(2, note).value = None
    buffer = io.BytesIO()
    book.save(buffer)
    assert check(store, buffer.getvalue(), "填好.xlsx").errors == ()


@each_contract
def test_a_workbook_explains_every_column_and_offers_the_allowed_words(contract: Contract) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook([Form(contract)])))
    sheet, notes, lists = book.worksheets
    assert (sheet.title, notes.title, lists.title) == (contract.title, NOTES_SHEET, LISTS_SHEET)
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in sheet[1]] == [field.title for field in contract.fields]
    assert all(cell.comment is not None for cell in sheet[1])
    explained = [
        (name, column) for name, column, *_ in notes.iter_rows(values_only=True) if name == contract.title
    ]
    assert explained == [(contract.title, field.title) for field in contract.fields]
    closed = {
        get_column_letter(number)
        for number, field in enumerate(contract.fields, start=1)
        if field.codes or field.kind == "boolean"
    }
    assert rules_of(sheet, "list").keys() == closed


@each_contract
def test_numbers_dates_quarters_and_codes_are_looked_at_while_they_are_entered(contract: Contract) -> None:
    sheet = opened(contract)
    assert rules_of(sheet, "whole").keys() == columns_of(contract, "count")
    assert rules_of(sheet, "decimal").keys() == columns_of(contract, "number")
    assert rules_of(sheet, "date").keys() == columns_of(contract, "date")
    assert rules_of(sheet, "custom").keys() == columns_of(contract, "period")
    assert rules_of(sheet, "textLength").keys() == columns_of(contract, "school_code", "district_code")
    # None forbids: the check reads more spellings than Excel can be taught.
    assert {rule.errorStyle for rule in sheet.data_validations.dataValidation} == {"warning"}


def test_a_maximum_of_the_contract_is_a_maximum_of_the_cell() -> None:
    classes = load_contracts()["classes"]
    [rule] = rules_of(opened(classes), "whole").values()
    assert (rule.formula1, rule.formula2) == ("0", "500")


@each_contract
def test_codes_quantities_and_names_are_text_dates_dates_and_counts_numbers(contract: Contract) -> None:
    sheet = opened(contract)
    for number, field in enumerate(contract.fields, start=1):
        column = column_of(sheet, number)
        expected = {"date": "yyyy-mm-dd", "integer": "General", "number": "General"}.get(field.type, "@")
        # A quantity may be a percentage, which Excel would turn into a hundredth without its unit.
        assert column.number_format == ("@" if field.kind == "quantity" else expected), field.name
        cell = sheet.cell(2, number)
        if field.kind in ("count", "number") and field.example is not None:
            assert isinstance(cell.value, int | float)


@each_contract
def test_the_header_is_locked_and_everything_beneath_is_open(contract: Contract) -> None:
    sheet = opened(contract)
    assert all(cell.protection.locked for cell in sheet[1])
    # A row can be deleted only when none of its cells is locked, to the last column of the sheet.
    assert not any(column_of(sheet, number).protection.locked for number in range(1, 16385))
    assert not any(cell.protection.locked for cell in sheet[2] if cell.value is not None)


def test_rows_may_be_added_deleted_sorted_and_filtered_and_no_password_is_asked() -> None:
    book = build_workbook([Form(load_contracts()["enrolment"])])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        [flags] = re.findall(r"<sheetProtection [^>]*>", archive.read("xl/worksheets/sheet1.xml").decode())
    attributes = dict(re.findall(r'(\w+)="(\w+)"', flags))
    # 0 is "not forbidden".
    permitted = (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    )
    assert attributes == {"sheet": "1", "objects": "1", "scenarios": "1"} | dict.fromkeys(permitted, "0")


def test_all_tables_stand_in_one_workbook_with_their_examples_among_the_explanations(store: Store) -> None:
    contracts = load_contracts()
    data = build_workbook([Form(contract) for contract in contracts.values()])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [*(contract.title for contract in contracts.values()), NOTES_SHEET, LISTS_SHEET]
    assert all(sheet.max_row == 1 for sheet in book.worksheets[:-2])
    examples = {(row[0], row[1]): row[4] for row in book[NOTES_SHEET].iter_rows(values_only=True)}
    assert examples["班额明细", "年级"] == "一年级"
    tables = check_file(store, LOCAL_USER, data, "套表.xlsx")
    close_all(tables)
    assert {table.report.dataset for table in tables} == {*contracts}
    assert {finding.rule for table in tables for finding in table.report.errors} == {"table.empty"}


def test_no_line_of_the_explanations_is_cut_in_the_fonts_of_linux_desktops() -> None:
    data = build_workbook([Form(contract) for contract in load_contracts().values()])
    notes = openpyxl.load_workbook(io.BytesIO(data))[NOTES_SHEET]
    first = next(row for row in range(1, notes.max_row) if notes.cell(row, 2).value == "列名") + 1
    for row in range(first, notes.max_row + 1):
        lines = max(
            -(-display_width(str(notes.cell(row, column).value or "")) // wide)
            for column, wide in ((3, 48), (4, 48))
        )
        height = notes.row_dimensions[row].height
        assert height is not None
        assert height >= max(1, lines) * 11 * 1.45, notes.cell(row, 3).value


def test_of_all_tables_those_that_are_filled_in_are_read_and_the_blank_ones_named(store: Store) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(build_workbook([Form(contract) for contract in load_contracts().values()]))
    )
    book["学校名录"].append(["2025Q3", "临湖区", "990101", "2199010001", "临湖小学", None, "小学"])
    book["学校基本情况"].append(["2025Q3", "临湖区", "990101", "2199010001", "临湖小学", "小学", 12, 480, 30])
    buffer = io.BytesIO()
    book.save(buffer)
    tables = check_file(store, LOCAL_USER, buffer.getvalue(), "套表.xlsx")
    close_all(tables)
    assert [(table.report.dataset, table.report.rows, table.report.errors) for table in tables] == [
        ("enrolment", 1, ()),
        ("schools", 1, ()),
    ]
    named = {finding.value for finding in tables[0].report.warnings if finding.rule == "sheet.no_rows"}
    assert len(named) == len(load_contracts()) - 2


def test_a_file_is_named_by_table_and_when_filled_in_by_place() -> None:
    place = Place("990101", "2025Q3")
    assert file_name("班额明细", None, "csv") == "班额明细模板.csv"
    assert file_name("班额明细", place, "xlsx") == "临湖区_班额明细_2025Q3.xlsx"
    forms = [Form(contract) for contract in load_contracts().values()]
    with zipfile.ZipFile(io.BytesIO(build_archive(build_workbooks(forms, place)))) as archive:
        assert archive.testzip() is None
        assert "临湖区_课后服务_2025Q3.xlsx" in archive.namelist()
        assert len(archive.namelist()) == len(forms)
