"""What is said by hand of a whole table goes before what is written around it; either way it is kept with the batch."""

import json

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.intake.around import GIVEN
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.experience import Sentences
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import LoadResult, load_file
from eduboard.intake.rebuild import rebuild
from eduboard.intake.review import accept, submit
from eduboard.intake.said import Asked
from eduboard.settings import Settings
from eduboard.store.store import Store
from tests.intake.conftest import Load, Value
from tests.intake.files import text_file, workbook
from tests.intake.test_around import BARE, NO_SCHOOL, TITLE_ROW, filled, rules, table


def test_what_is_said_by_hand_goes_before_what_is_written(store: Store, value: Value) -> None:
    [result] = load_file(
        store,
        LOCAL_USER,
        table(TITLE_ROW),
        "2024Q3.csv",
        given={"period": "2025年第二季度", "district": "东岭区"},
    )
    assert result.batch is not None
    assert filled(result.report) == {"period": ("2025Q2", GIVEN, None), "district": ("990102", GIVEN, None)}
    assert result.report.described_filling == ("统计期：2025Q2（手工指定）", "区县：东岭区（手工指定）")
    assert value(periods=("2025Q2",), districts=("990102",)) == 1
    # It is said of this file only.
    [again] = check_file(store, LOCAL_USER, table(), "表.csv")
    again.close()
    assert rules(again.report) == [("column.missing", "统计期"), ("column.missing", "区县")]


def test_a_filled_column_is_not_overruled_by_hand(store: Store) -> None:
    data = text_file("统计期,区县," + BARE, "2025Q3,临湖区,实验小学,小学,一年级,1,60")
    [checked] = check_file(store, LOCAL_USER, data, "表.csv", given={"period": "2025Q2"})
    checked.close()
    assert rules(checked.report) == [("around.not_used", "统计期")]
    assert checked.report.periods == ("2025Q3",)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"period": "上个季度"}, "around.period"),
        ({"district": "无名县"}, "around.district"),
        ({"district": "上街曲"}, "around.district_misspelt"),
    ],
)
def test_what_is_no_period_or_district_is_refused_before_anything_is_read(
    store: Store, given: dict[str, str], code: str
) -> None:
    with pytest.raises(EduboardError) as refusal:
        check_file(store, LOCAL_USER, b"", "表.csv", given=given)
    assert refusal.value.code == code
    assert str(refusal.value) != code


def test_a_school_said_of_one_sheet_is_said_of_that_alone(store: Store) -> None:
    rows = [[TITLE_ROW], NO_SCHOOL.split(","), ["小学", "一年级", "1", 60]]
    sheets = {"甲": Asked(given={"school_name": "甲小学"}), "乙": Asked(given={"school_name": "乙小学"})}
    [checked] = check_file(store, LOCAL_USER, workbook({"甲": rows, "乙": rows}), "各校.xlsx", sheets=sheets)
    checked.close()
    assert checked.report.is_clean, rules(checked.report)
    assert [part.filled[2].value for part in checked.report.parts] == ["甲小学", "乙小学"]


def test_a_rebuild_reads_the_same_whatever_names_are_known_by_then(
    settings: Settings, store: Store, load: Load
) -> None:
    first = published(load(table(TITLE_ROW), "班额.csv"))
    [by_hand] = load_file(
        store, LOCAL_USER, table(TITLE_ROW, header=NO_SCHOOL), "2024Q3.csv",
        given={"period": "2025Q2", "school_name": "甲小学"},
    )  # fmt: skip
    published(by_hand)
    kept = json.loads(first)["filled"]
    assert kept["period"] == {"value": "2025Q3", "origin": "title", "line": 1, "source": TITLE_ROW}
    before = rows_of(store)
    store.close()
    assert rebuild(settings.store, settings).batch_count == 2
    again = open_ready_store(settings)
    try:
        assert rows_of(again) == before
    finally:
        again.close()


def published(result: LoadResult) -> str:
    assert result.batch is not None, rules(result.report)
    return result.batch.reading


def rows_of(store: Store) -> list[tuple[object, ...]]:
    with store.reading(LOCAL_USER) as session:
        return session.fetch_tuples(
            "SELECT period, district, school, class_no, students FROM classes ORDER BY ALL"
        )


def test_a_reviewer_accepts_what_the_clerk_was_shown(store: Store) -> None:
    clerk = Viewer("张三", "数据员", ("990101",), account="lake.zhang")
    reviewer = Viewer("赵六", "审核员", ("990101",), account="zhao")
    data, given = table(TITLE_ROW, header=NO_SCHOOL), {"period": "2025Q2", "school_name": "甲小学"}
    tables = check_file(store, clerk, data, "2024Q3.csv", given=given)
    submittal = submit(store, tables, data, Asked(given=given), sentences=Sentences("按实际情况填报"))
    close_all(tables)
    assert submittal is not None
    [result] = accept(store, reviewer, submittal.submittal)
    assert result.report.periods == ("2025Q2",)
    assert rows_of(store)[0][:3] == ("2025Q2", "990101", "甲小学")


def test_the_same_bytes_with_another_period_are_no_repetition(store: Store, load: Load) -> None:
    load(table(TITLE_ROW))
    assert load(table(TITLE_ROW)).is_unchanged
    [other] = load_file(store, LOCAL_USER, table(TITLE_ROW), "表.csv", given={"period": "2025Q2"})
    assert other.batch is not None
    assert other.report.periods == ("2025Q2",)
