"""Rules that look at another table see the file's own, and what is published only where the file has none."""

import io
import zipfile
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.packages import unpack
from eduboard.intake.publish import load_file
from eduboard.intake.rebuild import rebuild
from eduboard.intake.report import CheckReport
from eduboard.settings import Settings
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load
from tests.intake.files import CLASSES, ENROLMENT, classes, text_file, workbook


def rules_of(report: CheckReport) -> list[str]:
    return [finding.rule for finding in (*report.errors, *report.warnings)]


def enrolment(class_count: int, students: int, period: str = "2025Q3") -> bytes:
    return text_file(ENROLMENT, f"{period},临湖区,实验小学,小学,{class_count},{students},20")


def check_sheets(store: Store, sheets: dict[str, bytes]) -> dict[str, list[str]]:
    """Check a workbook of these tables; the rules found, by sheet."""
    cells = {name: [line.split(",") for line in data.decode().splitlines()] for name, data in sheets.items()}
    tables = check_file(store, LOCAL_USER, workbook(cells), "套表.xlsx")
    close_all(tables)
    return {table.report.sheet or "": rules_of(table.report) for table in tables}


def test_a_contradiction_with_what_is_published_is_a_warning_from_either_side(
    check: Check, load: Load
) -> None:
    load(enrolment(3, 120))
    assert rules_of(check(classes(60, 60))) == ["classes.classes_as_in_enrolment"]
    load(classes(60, 60))
    assert rules_of(check(enrolment(2, 90))) == ["enrolment.students_as_in_class_details"]
    assert rules_of(check(enrolment(2, 120))) == []


def test_the_tables_of_one_file_are_held_against_each_other_whatever_is_published(
    store: Store, load: Load
) -> None:
    load(enrolment(2, 120))
    found = check_sheets(store, {"班额": classes(60, 60), "基本情况": enrolment(3, 120)})
    assert found == {
        "班额": ["classes.classes_as_in_enrolment"],
        "基本情况": ["enrolment.classes_as_in_class_details"],
    }
    load(enrolment(9, 999))
    assert check_sheets(store, {"班额": classes(60, 60), "基本情况": enrolment(2, 120)}) == {
        "班额": [],
        "基本情况": [],
    }


def test_another_period_is_never_held_against_this_one(check: Check, load: Load) -> None:
    load(enrolment(9, 400, period="2025Q2"))
    assert rules_of(check(classes(60, 60))) == []


def test_a_period_the_file_lacks_is_held_against_what_is_published(store: Store, load: Load) -> None:
    load(enrolment(9, 400, period="2025Q2"))
    both = classes(60, 60) + b"\n".join(classes(60, 60, period="2025Q2").splitlines()[1:]) + b"\n"
    found = check_sheets(store, {"班额": both, "基本情况": enrolment(2, 120)})
    assert found["班额"] == ["classes.classes_as_in_enrolment", "classes.students_as_in_enrolment"]


def test_nobody_learns_of_districts_that_are_not_theirs(store: Store, load: Load) -> None:
    registry = "统计期,区县,学校标识码,学校名称,办学类型"
    load(text_file(registry, "2025Q3,临湖区,2199000018,实验小学,小学"))
    header = CLASSES.replace("学校名称", "学校标识码,学校名称")
    file = text_file(header, "2025Q3,东岭区,2199000018,实验小学,小学,一年级,1,40")

    def check_as(viewer: Viewer) -> list[str]:
        tables = check_file(store, viewer, file, "班额.csv")
        close_all(tables)
        return rules_of(tables[0].report)

    assert check_as(LOCAL_USER) == ["any.school_code_of_another_district"]
    assert "any.school_code_of_another_district" not in check_as(Viewer("li", "数据员", ("990102",)))


def test_an_unreadable_cell_makes_no_sum_wrong(check: Check, load: Load) -> None:
    load(enrolment(2, 120))
    report = check(
        text_file(
            CLASSES, *(f"2025Q3,临湖区,实验小学,小学,一年级,{n},{s}" for n, s in [(1, 60), (2, "待定")])
        )
    )
    assert rules_of(report) == ["type.integer"]


def test_an_unknown_school_is_named_once_with_its_neighbours_in_the_registry(
    check: Check, load: Load
) -> None:
    load(
        text_file(
            "统计期,区县,学校标识码,学校名称,办学类型",
            "2025Q2,临湖区,2199000018,湖滨小学,小学",
            "2025Q2,临湖区,2199000026,朝阳中学,初级中学",
        )
    )
    report = check(classes(40, 41, 42, school="湖滨小学校"))
    [finding] = report.warnings
    assert (finding.line, finding.column, finding.value) == (2, "学校名称", "湖滨小学校")
    assert "名录里相近的：湖滨小学）" in finding.remedy


def test_a_district_without_a_registry_is_not_asked_for_one(check: Check) -> None:
    assert rules_of(check(classes(40))) == []


REGISTER = "统计期,区县,学校标识码,学校名称,办学类型"
CODE, OTHER_CODE = "2199000018", "2199000026"


def register(*schools: tuple[str, str], district: str = "临湖区", period: str = "2025Q3") -> bytes:
    return text_file(REGISTER, *(f"{period},{district},{code},{name},小学" for code, name in schools))


def book(sheets: dict[str, bytes]) -> bytes:
    return workbook(
        {name: [line.split(",") for line in data.decode().splitlines()] for name, data in sheets.items()}
    )


def stored_schools(store: Store, dataset: str = "classes") -> set[str]:
    with store.reading() as session:
        return {row["school"] for row in session.fetch(f"SELECT DISTINCT school FROM {dataset}")}


@pytest.mark.parametrize("order", [("名录", "班额"), ("班额", "名录")])
def test_schools_are_known_by_the_new_registry_that_lies_beside_them(
    store: Store, order: tuple[str, str]
) -> None:
    sheets = {"名录": register((CODE, "实验小学")), "班额": classes(40, 41)}
    results = load_file(store, LOCAL_USER, book({name: sheets[name] for name in order}), "套表.xlsx")
    assert [result.report.sheet for result in results] == list(order)
    assert all(result.batch for result in results)
    assert stored_schools(store) == {CODE}


def test_a_registry_beside_a_table_goes_before_the_one_published(store: Store, load: Load) -> None:
    load(register((CODE, "实验小学")))
    new = register((OTHER_CODE, "实验小学"), period="2025Q3")
    load_file(store, LOCAL_USER, book({"班额": classes(40), "名录": new}), "套表.xlsx")
    assert stored_schools(store) == {OTHER_CODE}


def test_two_schools_of_one_name_in_the_registry_beside_are_not_told_apart_by_it(store: Store) -> None:
    both = register((CODE, "实验小学"), (OTHER_CODE, "实验小学"))
    tables = check_file(store, LOCAL_USER, book({"名录": both, "班额": classes(40)}), "套表.xlsx")
    [school] = tables[0].session.fetch_tuples("SELECT DISTINCT school FROM incoming_2")
    close_all(tables)
    assert school == ("实验小学",)


def test_a_rebuild_knows_the_schools_by_the_same_registry(store: Store, settings: Settings) -> None:
    data = book({"班额": classes(40, 41), "名录": register((CODE, "实验小学"))})
    load_file(store, LOCAL_USER, data, "套表.xlsx")
    path: Path = store.folder.database
    store.close()
    rebuild(path, settings)
    rebuilt = open_ready_store(settings)
    try:
        assert stored_schools(rebuilt) == {CODE}
    finally:
        rebuilt.close()


def test_in_a_package_the_registry_comes_first(store: Store) -> None:
    data = packed(
        {"1 班额.csv": classes(40, 41), "2 名录.csv": register((CODE, "实验小学")), "3 说明.txt": b"x"}
    )
    files = unpack(data, "套表.zip", 1 << 30).files
    assert [file.name for file in files] == [
        "套表.zip/2 名录.csv",
        "套表.zip/1 班额.csv",
        "套表.zip/3 说明.txt",
    ]
    for file in files[:2]:
        load_file(store, LOCAL_USER, file.data, file.name)
    assert stored_schools(store) == {CODE}


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_persons_of_a_district_s_training_are_held_against_all_its_teachers(
    check: Check, load: Load
) -> None:
    load(
        text_file(
            ENROLMENT,
            "2025Q3,临湖区,实验小学,小学,2,90,6",
            "2025Q3,临湖区,湖滨小学,小学,1,46,3",
        )
    )
    header = "统计期,区县,项目名称,类别,形式,场次,参训人次,去重人数"
    row = "2025Q3,临湖区,暑期全员培训,区县培训,线下,1,20,"
    assert rules_of(check(text_file(header, row + "9"))) == []
    assert rules_of(check(text_file(header, row + "10"))) == ["training.persons_within_teachers"]


def test_bands_are_silent_about_students_where_classes_are_listed_one_by_one(
    check: Check, load: Load
) -> None:
    load(text_file("统计期,区县,学段,班额组,班数,学生数", "2025Q3,临湖区,小学,41-45人,2,90"))
    assert rules_of(check(enrolment(2, 96))) == ["enrolment.students_as_in_class_bands"]
    load(classes(48, 48))
    assert rules_of(check(enrolment(2, 96))) == []


def test_a_wrong_number_of_students_is_told_once(check: Check, load: Load) -> None:
    """参加学生数 above 在校生数 says already that the two tables do not agree."""
    load(enrolment(2, 90))
    header = "统计期,区县,学校名称,学段,是否开展,在校生数,参加学生数"
    row = "2025Q3,临湖区,实验小学,小学,是,100,"
    assert rules_of(check(text_file(header, row + "90"))) == ["after_school.students_as_in_enrolment"]
    assert rules_of(check(text_file(header, row + "91"))) == ["after_school.participants_within_enrolment"]
