"""Templates are what the contracts say, and come back through the check."""

import csv
import io
from collections.abc import Iterator

import openpyxl
import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import Contract, load_contracts
from eduboard.exports.templates import build_csv_template, build_workbook_template
from eduboard.intake.check import CheckReport, check_file, close_all
from eduboard.store.store import Store
from tests.build import make_store

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


@each_contract
def test_a_csv_template_opens_in_excel_and_has_every_column(contract: Contract) -> None:
    data = build_csv_template(contract)
    assert data.startswith(b"\xef\xbb\xbf")
    header, example = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert header == [field.title for field in contract.fields]
    assert len(example) == len(header)


@each_contract
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_handed_in_as_it_is_is_refused_for_its_example_row(
    contract: Contract, kind: str, store: Store
) -> None:
    build = {"csv": build_csv_template, "xlsx": build_workbook_template}[kind]
    report = check(store, build(contract), f"模板.{kind}")
    assert report.dataset == contract.name
    assert [finding.rule for finding in report.errors] == ["any.example_row_left"]
    assert report.warnings == ()


@each_contract
def test_a_template_filled_like_its_example_is_clean(contract: Contract, store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook_template(contract)))
    sheet = book.worksheets[0]
    note = [cell.value for cell in sheet[1]].index("备注") + 1
    sheet.cell(2, note).value = None
    buffer = io.BytesIO()
    book.save(buffer)
    assert check(store, buffer.getvalue(), "填好.xlsx").errors == ()


@each_contract
def test_a_workbook_explains_every_column_and_offers_the_allowed_words(contract: Contract) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook_template(contract)))
    sheet, notes = book.worksheets
    assert sheet.title == contract.title
    assert [cell.value for cell in sheet[1]] == [field.title for field in contract.fields]
    assert all(cell.comment is not None for cell in sheet[1])
    assert [row[0].value for row in notes.iter_rows(min_row=2)] == [field.title for field in contract.fields]
    offered = {str(rule.sqref).partition("2:")[0] for rule in sheet.data_validations.dataValidation}
    closed = {
        openpyxl.utils.get_column_letter(number)
        for number, field in enumerate(contract.fields, start=1)
        if field.codes or field.kind == "boolean"
    }
    assert offered == closed


@each_contract
def test_codes_keep_their_zeros_and_counts_are_numbers(contract: Contract) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(build_workbook_template(contract))).worksheets[0]
    for number, field in enumerate(contract.fields, start=1):
        cell = sheet.cell(2, number)
        if field.type == "string" and field.example:
            assert cell.number_format == "@" or sheet.column_dimensions[cell.column_letter].width
        if field.kind in ("count", "number", "quantity") and field.example is not None:
            assert isinstance(cell.value, int | float)
