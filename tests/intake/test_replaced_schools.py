"""A hand-in takes the place of the one before it: whoever would leave whole schools out by that is asked first."""

from __future__ import annotations

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.experience import NeedsExplanation
from eduboard.intake.packages import unpack
from eduboard.intake.publish import load_file, withdraw
from eduboard.intake.reading.bundles import is_bundle
from eduboard.store.store import Store
from tests.intake.conftest import measured
from tests.intake.files import ENROLMENT, classes, text_file
from tests.intake.school_files import LARGE_CLASSES, THREE, bring_together, of_school
from tests.intake.test_own_school import DISTRICT, EAST, LAKE, NORTH, SOUTH, of
from tests.intake.test_own_school import classes as of_schools
from tests.intake.test_packages import LIMIT, package

ANOTHER_CLERK = Viewer("李四", "数据员", (LAKE,), account="lake.2")
WHY = "两校本季已经撤并"


def told(*schools: str) -> str:
    named = "、".join(schools)
    return f"已发布的本期数据里有 {len(schools)} 所学校本次没有，发布后它们的数据不再生效：{named}"


def asked(store: Store, data: bytes, viewer: Viewer = LOCAL_USER) -> list[str]:
    tables = check_file(store, viewer, data, "表.csv")
    try:
        return [item.text for item in compare(store, tables).observations]
    finally:
        close_all(tables)


def load(store: Store, data: bytes, viewer: Viewer = LOCAL_USER, explanation: str = "") -> str:
    [result] = load_file(store, viewer, data, "表.csv", explanation=explanation)
    assert result.batch is not None, result.report.errors
    return result.batch.batch


def load_zip(store: Store, files: dict[str, bytes]) -> str:
    [file] = bring_together(store)(unpack(package(files), "schools.zip", LIMIT).files)
    assert is_bundle(file.data)
    return load(store, file.data)


def test_the_second_of_two_clerks_is_told_whose_schools_would_go(store: Store) -> None:
    load(store, of_school("甲小学"), DISTRICT)
    with pytest.raises(NeedsExplanation) as caught:
        load(store, of_school("乙小学"), ANOTHER_CLERK)
    [item] = caught.value.observations
    assert item.text == told("甲小学")
    assert "请把原来的文件和这一个一起交" in item.as_finding().message
    # Nothing has happened: 甲小学 has one of its two classes over the standard.
    assert measured(store) == 1


def test_a_mended_file_handed_in_by_itself_names_the_schools_it_was_handed_in_with(store: Store) -> None:
    load_zip(store, {name: data for name, data in THREE.items() if name != "丙小学.csv"})
    assert asked(store, THREE["丙小学.csv"]) == [told("乙小学", "甲小学")]
    assert measured(store) == 1


def test_the_same_zip_with_a_file_corrected_asks_nothing(store: Store) -> None:
    load_zip(store, THREE)
    corrected = THREE["乙小学.csv"].replace(b",50", b",58")
    load_zip(store, {**THREE, "乙小学.csv": corrected})
    assert measured(store) == LARGE_CLASSES + 1


def test_the_same_zip_with_the_file_that_was_missing_asks_nothing(store: Store) -> None:
    load_zip(store, {name: data for name, data in THREE.items() if name != "丙小学.csv"})
    load_zip(store, THREE)
    assert measured(store) == LARGE_CLASSES


def test_a_sentence_lets_the_schools_go_and_is_kept(store: Store) -> None:
    load_zip(store, THREE)
    load(store, THREE["甲小学.csv"], explanation=WHY)
    with store.reading() as session:
        [kept] = session.fetch("SELECT observation, sentence FROM explanations")
    assert kept == {"observation": told("丙小学", "乙小学"), "sentence": WHY}


def test_a_school_that_last_quarter_had_too_is_asked_about_once(store: Store) -> None:
    for period in ("2025Q2", "2025Q3"):
        load(store, of_school("甲小学", period=period) + _rows(of_school("乙小学", period=period)))
    assert asked(store, of_school("甲小学")) == [told("乙小学")]


def stages_told(*schools: str) -> str:
    named = "、".join(schools)
    return (
        f"已发布的本期数据里有 {len(schools)} 所学校的部分学段本次没有，发布后这些学段的数据不再生效：{named}"
    )


def of_stages(*rows: str) -> bytes:
    """在校生 with a row for each school and stage, called ``学校 学段``."""
    return text_file(ENROLMENT, *(f"2025Q3,临湖区,{row.replace(' ', ',')},2,80,6" for row in rows))


def test_a_school_that_would_lose_one_of_its_stages_is_named_with_it(store: Store) -> None:
    load(
        store,
        of_stages("甲学校 小学", "甲学校 初中", "乙小学 小学", "丙学校 小学", "丙学校 初中", "丙学校 高中"),
    )
    left = of_stages("甲学校 小学", "乙小学 小学", "丙学校 初中")
    assert asked(store, left) == [stages_told("丙学校（小学、高中）", "甲学校（初中）")]
    with pytest.raises(NeedsExplanation):
        load(store, left)
    load(store, left, explanation=WHY)
    assert asked(store, of_stages("乙小学 小学", "甲学校 小学", "丙学校 初中")) == []


def test_a_school_that_goes_with_all_its_stages_is_asked_about_once(store: Store) -> None:
    load(store, of_stages("甲学校 小学", "甲学校 初中", "乙小学 小学"))
    assert asked(store, of_stages("乙小学 小学")) == [told("甲学校")]


def test_a_school_that_now_counts_all_its_stages_together_loses_none(store: Store) -> None:
    load(store, of_stages("甲学校 小学", "甲学校 初中"))
    assert not any("部分学段" in text for text in asked(store, of_stages("甲学校 ")))


def test_a_school_with_its_stages_now_named_by_its_code_loses_none(store: Store) -> None:
    load(store, of_stages("北小学 小学"))
    coded = text_file(
        ENROLMENT.replace("学校名称", "学校标识码,学校名称"), f"2025Q3,临湖区,{NORTH},北小学,小学,2,81,6"
    )
    assert asked(store, coded) == []


def _rows(data: bytes) -> bytes:
    return data.split(b"\n", 1)[1]


def test_another_quarter_or_district_loses_nothing(store: Store) -> None:
    load(store, of_school("甲小学"))
    assert asked(store, classes(45, period="2024Q1", school="乙小学")) == []
    assert asked(store, classes(45, district="东岭区", school="乙小学")) == []


def test_what_was_withdrawn_is_not_lost_again(store: Store) -> None:
    batch = load(store, of_school("甲小学"))
    withdraw(store, LOCAL_USER, batch)
    assert asked(store, of_school("乙小学")) == []


def test_what_counts_is_what_is_in_force_and_not_what_there_was_before_it(store: Store) -> None:
    load(store, of_school("甲小学") + _rows(of_school("乙小学")))
    load(store, of_school("甲小学"), explanation=WHY)
    assert asked(store, classes(30, school="甲小学")) == []


def test_a_school_now_named_with_its_code_is_still_there(store: Store) -> None:
    load(store, classes(45, school="北小学"))
    assert asked(store, of_schools({NORTH: 45})) == []


def test_a_school_that_hands_in_for_itself_is_not_asked_about_the_others(store: Store) -> None:
    load(store, of_schools({NORTH: 45, SOUTH: 40}), DISTRICT)
    assert asked(store, of_schools({EAST: 45}), of(EAST)) == []


def test_a_district_is_asked_about_the_school_that_handed_in_for_itself(store: Store) -> None:
    load(store, of_schools({NORTH: 45, SOUTH: 40}), DISTRICT)
    load(store, of_schools({EAST: 45}), of(EAST))
    assert asked(store, of_schools({NORTH: 45, SOUTH: 41}), DISTRICT) == [told("东小学")]


def test_a_schools_own_rows_that_the_district_has_replaced_are_not_asked_about(store: Store) -> None:
    load(store, of_schools({EAST: 45}), of(EAST))
    load(store, of_schools({NORTH: 45}), DISTRICT, explanation=WHY)
    assert asked(store, of_schools({NORTH: 46}), DISTRICT) == []
