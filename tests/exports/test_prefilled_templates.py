"""Templates with the schools of a district filled in: from its registry, and as it handed them in last quarter."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.exports.templates.example import build_csv_template
from eduboard.exports.templates.forms import Form, Place, fill_in, fill_in_all, require_place
from eduboard.exports.templates.workbook import build_workbook
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.report import CheckReport
from eduboard.store.store import Store
from eduboard.texts.templates import NOTES_SHEET
from tests.build import hand_in, make_store

LAKE, RIDGE = "990101", "990102"
BEFORE, NOW = "2025Q2", "2025Q3"
PRIMARY, NINE_YEARS, NURSERY, NEW = "2199010001", "3199010002", "1199010003", "2199010004"
HOSTILE = "=1+1\x00\x0b\u202e<x>_x000D_&校"


def school(code: str, name: str, kind: str) -> dict[str, object]:
    return {"school": code, "school_code": code, "school_name": name, "school_type": kind}


REGISTRY = (
    school(NINE_YEARS, "临湖学校", "九年一贯制学校")
    | {"urban_rural": "城区", "inclusive": None, "note": "旧注"},
    school(PRIMARY, "临湖小学", "小学"),
    school(NURSERY, "临湖幼儿园", "幼儿园") | {"inclusive": True},
    school(NEW, "新建小学", "小学"),
)


def named(code: str, name: str, **values: object) -> dict[str, object]:
    return {"school": code, "school_code": code, "school_name": name} | values


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make_store(tmp_path_factory.mktemp("prefilled"))
    numbers = {"class_count": 12, "students": 480, "teachers": 30}
    hand_in(store, "schools", BEFORE, LAKE, REGISTRY)
    hand_in(
        store,
        "enrolment",
        BEFORE,
        LAKE,
        [
            # Known by an old name, in another order than the registry; the last one has been closed since.
            named(PRIMARY, "临湖完小", stage="小学", **numbers),
            named(NINE_YEARS, "临湖学校", stage="初中", **numbers),
            named(NINE_YEARS, "临湖学校", stage="小学", **numbers),
            named("2199010009", "撤并小学", stage="小学", **numbers),
        ],
    )
    hand_in(
        store,
        "classes",
        BEFORE,
        LAKE,
        [
            named(PRIMARY, "临湖小学", stage="小学", grade="一年级", class_no=number, students=45)
            for number in ("1", "2")
        ],
    )
    hand_in(store, "enrolment", BEFORE, RIDGE, [{"stage": stage, **numbers} for stage in ("小学", "初中")])
    yield store
    store.close()


def filled(store: Store, dataset: str, district: str = LAKE, period: str = NOW) -> Form:
    with store.reading() as session:
        place = require_place(session, district, period)
        return fill_in(session, store.settings, load_contracts()[dataset], place)


def shown(form: Form, *names: str) -> list[tuple[object, ...]]:
    return [tuple(line.get(name) for name in names) for line in form.lines]


def check(store: Store, data: bytes) -> list[CheckReport]:
    tables = check_file(store, LOCAL_USER, data, "填好.xlsx")
    close_all(tables)
    return [table.report for table in tables]


def with_numbers(form: Form, numbers: Sequence[tuple[str, object]]) -> bytes:
    """Fill columns in, in every line, as a clerk does in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(build_workbook([form])))
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    for row in range(2, len(form.lines) + 2):
        for title, value in numbers:
            sheet.cell(row, titles.index(title) + 1).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_line_stands_for_each_stage_of_each_school_in_the_registrys_order(store: Store) -> None:
    form = filled(store, "enrolment")
    assert shown(form, "school_code", "school_name", "stage") == [
        # As handed in last quarter, with the registry's name of today …
        (NINE_YEARS, "临湖学校", "初中"),
        (NINE_YEARS, "临湖学校", "小学"),
        (PRIMARY, "临湖小学", "小学"),
        # … and the schools that were not in it yet, by the stages of their kind; the closed one is gone.
        (NURSERY, "临湖幼儿园", "学前"),
        (NEW, "新建小学", "小学"),
    ]


def test_place_and_quarter_are_filled_in_and_numbers_are_not(store: Store) -> None:
    form = filled(store, "enrolment")
    assert {*shown(form, "period", "district", "district_code")} == {(NOW, "临湖区", LAKE)}
    assert {*shown(form, "class_count", "students", "teachers")} == {(None, None, None)}


def test_a_table_lists_only_schools_that_it_is_about(store: Store) -> None:
    form = filled(store, "after_school")
    assert NURSERY not in {code for (code,) in shown(form, "school_code")}
    assert (NINE_YEARS, "初中") in shown(form, "school_code", "stage")


def test_classes_come_as_they_were_and_new_schools_with_an_empty_class(store: Store) -> None:
    form = filled(store, "classes")
    assert shown(form, "school_code", "stage", "grade", "class_no", "students") == [
        (NINE_YEARS, "小学", None, None, None),
        (NINE_YEARS, "初中", None, None, None),
        (PRIMARY, "小学", "一年级", "1", None),
        (PRIMARY, "小学", "一年级", "2", None),
        (NEW, "小学", None, None, None),
    ]


def test_bands_come_all_ten_and_the_training_standard_is_the_bureaus(store: Store) -> None:
    bands = [band for code, band in shown(filled(store, "class_bands"), "school_code", "band") if code == NEW]
    assert len(bands) == 10
    assert bands[0] == "25人及以下"
    assert {*shown(filled(store, "training_compliance"), "standard")} == {("五年360学时",)}


def test_the_registry_comes_whole_but_for_what_was_said_of_the_old_one(store: Store) -> None:
    form = filled(store, "schools")
    assert shown(form, "school_name", "school_type", "urban_rural", "inclusive", "note") == [
        ("临湖学校", "九年一贯制学校", "城区", None, None),
        ("临湖小学", "小学", None, None, None),
        ("临湖幼儿园", "幼儿园", None, True, None),
        ("新建小学", "小学", None, None, None),
    ]
    [report] = check(store, build_workbook([form]))
    assert (report.dataset, report.rows, report.errors) == ("schools", 4, ())


def test_a_district_that_hands_in_totals_gets_lines_for_totals(store: Store) -> None:
    form = filled(store, "enrolment", RIDGE)
    assert shown(form, "district", "school_name", "stage") == [
        ("东岭区", None, "小学"),
        ("东岭区", None, "初中"),
    ]


def test_a_district_of_which_nothing_is_known_gets_a_blank_form(store: Store) -> None:
    assert filled(store, "enrolment", "990103").lines == ()
    assert filled(store, "enrolment", LAKE, "2025Q1").lines == ()


def test_tables_that_are_not_by_school_stay_blank(store: Store) -> None:
    assert filled(store, "outputs").lines == ()


def test_a_form_with_its_numbers_filled_in_is_clean(store: Store) -> None:
    form = filled(store, "enrolment")
    [report] = check(store, with_numbers(form, [("班级数", 12), ("在校生数", 480), ("专任教师数", 30)]))
    assert (report.rows, report.errors) == (5, ())
    assert (report.periods, report.districts) == ((NOW,), (LAKE,))
    # What was filled in beforehand is known to the registry; nothing is missing from it.
    assert not [finding for finding in report.warnings if finding.rule.startswith("any.school")]


def test_a_form_handed_in_as_it_is_is_refused_in_a_few_groups(store: Store) -> None:
    [report] = check(store, build_workbook([filled(store, "enrolment")]))
    assert [(group.rule, group.count) for group in report.groups if group.level == "error"] == [
        ("required", 5)
    ] * 3


def test_a_filled_in_form_has_no_example_among_its_lines(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook([filled(store, "enrolment")])))
    written = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [value for value in written if value and "示例" in str(value)]
    assert any("实验小学" in row for row in book[NOTES_SHEET].iter_rows(values_only=True))
    assert book.worksheets[0].auto_filter.ref == "A1:L6"
    assert book.worksheets[0].freeze_panes == "F2"


def test_codes_are_text_with_all_their_digits(store: Store) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(build_workbook([filled(store, "enrolment")]))).worksheets[0]
    cell = sheet["D2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.protection.locked) == (
        NINE_YEARS,
        "s",
        "@",
        False,
    )


def test_a_csv_can_be_filled_in_too(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(build_csv_template(filled(store, "schools")).decode("utf-8-sig"))))
    assert [(row["学校名称"], row["普惠"]) for row in rows][2] == ("临湖幼儿园", "是")


def test_of_two_tables_that_stand_in_for_each_other_only_the_one_in_use_is_filled_in(store: Store) -> None:
    with store.reading() as session:
        forms = fill_in_all(session, store.settings, Place(LAKE, NOW))
        elsewhere = fill_in_all(session, store.settings, Place(RIDGE, NOW))
    lines = {form.contract.name: len(form.lines) for form in forms}
    assert lines["classes"] == 5
    assert lines["class_bands"] == 0
    assert lines["schools"] == 4
    assert {form.contract.name for form in elsewhere if form.lines} == {"enrolment"}


def test_the_whole_quarter_in_one_workbook_comes_back_sheet_by_sheet(store: Store) -> None:
    with store.reading() as session:
        forms = fill_in_all(session, store.settings, Place(LAKE, NOW))
    reports = check(store, build_workbook(forms))
    read = {report.dataset: report.rows for report in reports}
    assert read == {form.contract.name: len(form.lines) for form in forms if form.lines}


def test_hostile_names_stay_text_and_come_back_as_they_are(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    long_name = "云川市临湖区第一实验小学教育集团平湖镇中心学校东校区附属幼儿"
    names = (HOSTILE, long_name, "+cmd|'/c calc'!A1")
    codes = [f"219901000{number}" for number in range(1, 4)]
    hand_in(
        store, "schools", BEFORE, LAKE, [school(*pair, "小学") for pair in zip(codes, names, strict=True)]
    )
    form = filled(store, "schools")
    sheet = openpyxl.load_workbook(io.BytesIO(build_workbook([form]))).worksheets[0]
    cells = [sheet.cell(row, 5) for row in range(2, 5)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][1:] == [*names[1:]]
    assert cells[0].value.startswith("=1+1")
    [report] = check(store, build_workbook([form]))
    assert report.errors == ()
    store.close()


def test_a_place_must_be_known_open_to_the_viewer_and_a_quarter(store: Store) -> None:
    stranger = Viewer("外区数据员", LOCAL_USER.role, (RIDGE,))
    with store.reading() as session, pytest.raises(EduboardError) as unknown:
        require_place(session, "123456", NOW)
    assert unknown.value.code == "district.unknown_code"
    with store.reading() as session, pytest.raises(EduboardError) as no_quarter:
        require_place(session, LAKE, "2025")
    assert no_quarter.value.code == "period.invalid"
    with store.reading(stranger) as session, pytest.raises(AccessDenied):
        require_place(session, LAKE, NOW)
