"""From the text of a file to typed rows: districts, schools, periods, words about numbers."""

from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.districts import read_district, same_district
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load, Value
from tests.intake.files import CLASSES, classes, text_file

SCHOOLS = "统计期,区县,学校标识码,学校名称,办学类型"
CODED = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"


def typed(store: Store, data: bytes, columns: str, dataset: str | None = None) -> list[tuple[Any, ...]]:
    """Check a clean file of one table and give some columns of its rows."""
    [table] = tables = check_file(store, LOCAL_USER, data, "x.csv", dataset)
    assert table.report.errors == ()
    rows = table.session.fetch_tuples(f"SELECT {columns} FROM incoming_1 ORDER BY line")
    close_all(tables)
    return rows


@pytest.mark.parametrize(
    "text",
    [
        "上街区", "410106", "郑州市上街区", "河南省郑州市上街区", " 上街区 ", "上 街 区", "４１０１０６",
        "410106000000", "410106000", "410106.0",
    ],
)  # fmt: skip
def test_a_district_is_read_however_it_is_written(text: str) -> None:
    assert read_district(text).code == "410106"
    assert read_district(text).problem is None


@pytest.mark.parametrize("text", ["上街", "410199", "41010", "火星区", "410106001", "河南省", "0", "-1"])
def test_a_district_that_is_not_registered_is_unknown(text: str) -> None:
    assert read_district(text).code is None
    assert read_district(text).problem == "district.unknown"


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("上街曲", ["郑州市上街区（410106）"]),
        ("上街", ["郑州市上街区（410106）"]),
        ("郑州市上街", ["郑州市上街区（410106）"]),
        ("上街县教育局", ["郑州市上街区（410106）"]),
        ("涧西", ["洛阳市涧西区（410305）"]),
        ("大兴安玲", ["大兴安岭地区（232700）"]),
        ("市男区", ["青岛市市北区（370203）", "青岛市市南区（370202）"]),
        ("漠河", ["大兴安岭地区漠河市（232701）"]),
        ("火星区", []),
        ("410107", []),
    ],
)
def test_a_mistyped_district_is_named_what_it_comes_near_to_and_never_guessed(
    text: str, likely: list[str], check: Check
) -> None:
    found = read_district(text)
    assert (found.code, found.likely) == (None, tuple(likely))
    [error] = check(classes(45, district=text)).errors
    assert error.rule == ("district.misspelt" if likely else "district.unknown")
    assert all(name in error.message for name in likely)


@pytest.mark.parametrize("text", ["", " ", "—", "-", "无"])
def test_a_missing_district_is_missing(text: str) -> None:
    assert read_district(text).code is None
    assert read_district(text).problem is None


def test_a_former_district_counts_for_its_successor_with_a_warning(load: Load, value: Value) -> None:
    result = load(classes(60, district="漠河县"))
    [warning] = result.report.warnings
    assert (warning.rule, warning.line, warning.value) == ("district.historical", 2, "漠河县")
    assert "漠河市" in warning.message
    assert value(districts=("232701",)) == 1


def test_a_code_that_two_sources_give_two_districts_is_taken_by_the_name(store: Store, check: Check) -> None:
    header = f"区县代码,{CLASSES}"
    for name, code in (("加格达奇区", "232701"), ("加格达奇区", "232761"), ("漠河市", "232701")):
        data = text_file(header, f"{code},2025Q3,{name},实验小学,小学,一年级,1,45")
        assert check(data).errors == ()
        assert typed(store, data, "district") == [("232761" if name == "加格达奇区" else "232701",)]
    wrong = text_file(header, "410106,2025Q3,漠河市,实验小学,小学,一年级,1,45")
    assert [finding.rule for finding in check(wrong).errors] == ["district.mismatch"]
    assert same_district("加格达奇区", "232701")
    assert not same_district("加格达奇区", "410106")


def test_a_file_with_the_code_only_needs_no_name(store: Store, check: Check) -> None:
    header = CLASSES.replace("区县", "行政区划代码")
    assert typed(store, text_file(header, "2025Q3,990101,实验小学,小学,一年级,1,45"), "district") == [
        ("990101",)
    ]
    report = check(text_file(header, "2025Q3,999999,实验小学,小学,一年级,1,45"))
    assert [(finding.rule, finding.line) for finding in report.errors] == [("district.unknown", 2)]


def test_the_city_itself_may_have_targets(load: Load) -> None:
    header = "统计期,区县,指标,目标值,方向,截止期"
    result = load(
        text_file(header, "2025年,云川市,大班额数,0,不高于,2025Q4", "2025年,990101,大班额数,5,不高于,2025Q4")
    )
    assert result.report.errors == ()
    assert result.report.districts == ("990100", "990101")


def test_a_school_is_its_code_else_the_registrys_else_its_name(store: Store, load: Load) -> None:
    load(text_file(SCHOOLS, "2025Q3,临湖区,2199000018,实验小学,小学"))
    rows = (
        "2025Q3,临湖区,2199000026,城关小学,小学,一年级,1,45",
        "2025Q3,临湖区,,实验小学,小学,一年级,1,45",
        "2025Q3,临湖区,—,乡村小学,小学,一年级,1,45",
        "2025Q3,东岭区,,实验小学,小学,一年级,1,45",
    )
    assert typed(store, text_file(CODED, *rows), "school") == [
        ("2199000026",), ("2199000018",), ("乡村小学",), ("实验小学",),
    ]  # fmt: skip


def test_two_schools_of_one_name_are_not_given_one_code(store: Store, load: Load) -> None:
    load(
        text_file(SCHOOLS, "2025Q3,临湖区,2199000018,中心小学,小学", "2025Q3,临湖区,2199000026,中心小学,小学")
    )
    assert typed(store, classes(45, school="中心小学"), "school") == [("中心小学",)]


@pytest.mark.parametrize(
    ("text", "period", "annual"),
    [
        ("2025Q3", "2025Q3", False), ("2025年第三季度", "2025Q3", False), ("2025-09", "2025Q3", False),
        ("2025年", "2025Q4", True), ("2024-2025学年第一学期", "2024Q4", False),
        ("2024-2025学年第二学期", "2025Q2", False),
    ],
)  # fmt: skip
def test_a_period_is_a_quarter_and_a_year_is_marked(
    text: str, period: str, annual: bool, store: Store
) -> None:
    assert typed(store, classes(45, period=text), "period, annual") == [(period, annual)]


def test_a_word_about_a_number_stays_with_it(store: Store) -> None:
    header = "统计期,区县,类型,级别,数量,限定"
    rows = ("2025Q3,临湖区,论文,区县级,90余,", "2025Q3,临湖区,论文,市级,90,余", "2025Q3,临湖区,论文,省级,90,")
    assert typed(store, text_file(header, *rows), "count, qualifier_of(qualifiers, 'count')") == [
        (90, "余"), (90, "余"), (90, None),
    ]  # fmt: skip


def test_a_number_that_may_be_left_out_has_its_default(store: Store) -> None:
    header = "统计期,区县,称号,级别,人数,人员编号"
    rows = ("2025Q3,临湖区,名师,区县级,,T1", "2025Q3,临湖区,名师,市级,—,T2", "2025Q3,临湖区,名师,省级,3,")
    assert typed(store, text_file(header, *rows), "count") == [(1,), (1,), (3,)]
    assert typed(store, text_file("统计期,区县,称号,级别", "2025Q3,临湖区,名师,区县级"), "count") == [(1,)]


def test_a_share_of_the_other_indicators_keeps_its_unit(store: Store) -> None:
    header = "统计期,区县,指标,数值,单位"
    rows = ("2025Q3,临湖区,公办园在园幼儿占比,54.02%,%", "2025Q3,临湖区,教育经费,3.5万元,元")
    assert typed(store, text_file(header, *rows), "value, unit") == [(54.02, "%"), (35000.0, "元")]


def test_a_second_column_for_one_field_is_left_out_and_said(check: Check) -> None:
    data = text_file(f"{CLASSES},班级人数", "2025Q3,临湖区,实验小学,小学,一年级,1,45,46")
    assert [(finding.rule, finding.value) for finding in check(data).warnings] == [
        ("column.duplicate", "班级人数")
    ]


@pytest.mark.parametrize(
    ("column", "written"), [("班号", "12-Sep"), ("班号", "2025/9/12"), ("年级", "9-Jul")]
)
def test_a_class_that_excel_took_for_a_date_is_refused(check: Check, column: str, written: str) -> None:
    cells = {"年级": "一年级", "班号": "1", column: written}
    data = text_file(CLASSES, f"2025Q3,临湖区,实验小学,小学,{cells['年级']},{cells['班号']},45")
    assert [(finding.rule, finding.column, finding.value) for finding in check(data).errors] == [
        ("type.excel_date", column, written)
    ]


def test_a_class_that_excel_took_for_a_number_keeps_its_name(store: Store) -> None:
    rows = ("2025Q3,临湖区,实验小学,小学,一年级,1.0,45", "2025Q3,临湖区,实验小学,小学,一年级,9-12,45")
    assert typed(store, text_file(CLASSES, *rows), "class_no") == [("1",), ("9-12",)]
