"""The model itself: schools that could exist, classes that move as classes do, and the story that is told."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from eduboard.codes import load_code_table, region_names
from eduboard.demo.city import City, build_city, school_year
from eduboard.demo.draws import Draw
from eduboard.demo.schooling import large_classes
from eduboard.periods import Period

GROWING_TOWN = "990106"


def test_the_city_has_eight_districts_twelve_quarters_and_about_240_schools(city: City):
    assert [str(period) for period in (city.periods[0], city.periods[-1])] == ["2023Q4", "2026Q3"]
    assert len(city.periods) == 12
    assert {school.district for school in city.schools} == {f"99010{n}" for n in range(1, 9)}
    assert 230 <= len(city.schools) <= 250


def test_names_and_codes_are_unique_in_the_city(city: City):
    assert len({school.name for school in city.schools}) == len(city.schools)
    assert len({school.code for school in city.schools}) == len(city.schools)


def test_a_school_code_has_ten_digits_of_the_invented_province_and_fits_the_type(city: City):
    prefixes = {
        "幼儿园": "11",
        "小学": "21",
        "初级中学": "31",
        "九年一贯制学校": "31",
        "高级中学": "34",
        "完全中学": "34",
        "其他特殊教育学校": "51",
    }
    assert {school.type for school in city.schools} == set(prefixes)
    for school in city.schools:
        assert len(school.code) == 10
        assert school.code.isdigit()
        assert school.code.startswith(prefixes[school.type] + "99")


def test_types_areas_and_tiers_are_spelt_as_in_the_code_tables(city: City):
    for attribute, table in (("type", "school_types"), ("area", "urban_rural"), ("tier", "tiers")):
        values = {getattr(school, attribute) for school in city.schools} - {None}
        assert values <= set(load_code_table(table).values)


def test_every_name_in_the_story_that_changes_or_attracts_is_a_school(city: City):
    names = {school.name for school in city.schools}
    magnets = {name for district in city.districts.values() for name in district["magnets"]}
    assert magnets <= names
    assert sum(school.opens > 0 for school in city.schools) == 1
    assert sum(school.closes < 9999 for school in city.schools) == 1


def test_a_class_changes_by_a_student_at_most_within_a_school_year(city: City):
    for (code, stage, period), taught in city.taught.items():
        following = city.taught.get((code, stage, period.shift(1)))
        if following is None or period.quarter == 2:
            continue
        assert len(following.classes) == len(taught.classes)
        for before, after in zip(taught.classes, following.classes, strict=True):
            assert (before.grade, before.number) == (after.grade, after.number)
            assert abs(before.students - after.students) <= 1


def test_a_class_keeps_its_students_when_it_moves_up_undivided(city: City):
    moved_up = 0
    for (code, stage, period), taught in city.taught.items():
        following = city.taught.get((code, stage, period.shift(1)))
        if following is None or period.quarter != 2:
            continue
        grades = list(dict.fromkeys(classroom.grade for classroom in following.classes))
        for lower, upper in pairwise(grades):
            before = [c.students for c in taught.classes if c.grade == lower]
            after = [c.students for c in following.classes if c.grade == upper]
            if len(before) == len(after):
                moved_up += len(before)
                assert all(abs(b - a) <= 3 for b, a in zip(before, after, strict=True))
            else:
                assert len(after) == len(before) + 1
                assert abs(sum(after) - sum(before)) <= 3 * len(before)
    assert moved_up > 5000


def test_teachers_stay_the_same_within_a_school_year(city: City):
    for (code, stage, period), taught in city.taught.items():
        following = city.taught.get((code, stage, period.shift(1)))
        if following is not None and school_year(period) == school_year(period.shift(1)):
            assert following.teachers == taught.teachers


def test_a_quarter_has_five_to_six_thousand_classes(city: City):
    for period in city.periods:
        assert 5000 <= sum(len(taught.classes) for _, _, taught in city.stages(period)) <= 6000


def test_large_classes_fall_in_the_city_and_rise_again_in_one_district(city: City):
    def share(period: Period, district: str | None = None) -> float:
        large, every = large_classes(city, period, district)
        return large / every

    by_september = [Period(2023, 4), Period(2024, 3), Period(2025, 3), Period(2026, 3)]
    whole = [share(period) for period in by_september]
    assert whole == sorted(whole, reverse=True)
    assert whole[0] > 0.07
    assert whole[-1] < 0.05
    town = [share(period, GROWING_TOWN) for period in by_september]
    assert town[0] > town[1] < town[2] < town[3]
    others = [share(by_september[-1], district) for district in city.districts if district != GROWING_TOWN]
    assert town[-1] > 2 * max(others)


def test_some_classes_are_very_large(city: City):
    sizes = Counter(
        classroom.students >= 66
        for _, _, taught in city.stages(city.periods[-1])
        for classroom in taught.classes
    )
    assert 1 <= sizes[True] <= 30


def test_the_last_quarter_can_be_chosen():
    city = build_city("2025Q1")
    assert [str(period) for period in (city.periods[0], city.periods[-1])] == ["2022Q2", "2025Q1"]
    assert all(
        city.taught[school.code, school.stages[0], city.periods[-1]]
        for school in city.open_schools(city.periods[-1])
    )


def test_the_districts_are_those_of_the_code_table(city: City):
    assert [region_names()[code] for code in city.districts] == [
        "临湖区",
        "东岭区",
        "南桥区",
        "西苑区",
        "北塘区",
        "青禾县",
        "白沙县",
        "金谷市",
    ]


def test_a_draw_depends_on_its_key_alone():
    first = Draw("a", 1)
    Draw("b", 2).uniform(0, 1)
    second = Draw("a", 1)
    assert [first.uniform(0, 1) for _ in range(5)] == [second.uniform(0, 1) for _ in range(5)]


@pytest.mark.parametrize("mean", [0.05, 0.4, 1.5])
def test_a_drawn_count_stays_below_its_maximum(mean: float):
    draw = Draw("count", mean)
    counts = [draw.count(mean, 4) for _ in range(2000)]
    assert max(counts) <= 4
    assert mean * 0.8 < sum(counts) / len(counts) < mean * 1.6
