"""Every metric of the catalogue has values added up by hand from tests/metrics/world.py.

A cell that is not listed has no row at all: nothing was handed in, or a paper did not mention it.
"""

from dataclasses import dataclass

import pytest

from eduboard.metrics.catalogue import load_catalogue
from eduboard.store.store import Store
from tests.metrics.conftest import measure_in
from tests.metrics.world import BRIDGE, LAKE, PERIODS, RIDGE, WEST

# District and period: L1 is Lake in the first quarter of 2025.
CELLS = {
    "R3": ("2024Q3", RIDGE),
    "R4": ("2024Q4", RIDGE),
    "B4": ("2024Q4", BRIDGE),
    "W4": ("2024Q4", WEST),
    "L1": ("2025Q1", LAKE),
    "R1": ("2025Q1", RIDGE),
    "B1": ("2025Q1", BRIDGE),
    "L2": ("2025Q2", LAKE),
    "R2": ("2025Q2", RIDGE),
}


@dataclass(frozen=True)
class Bound:
    """A value with its 限定."""

    value: float
    qualifier: str


Value = float | Bound | None
NOBODY_IN_Q2 = {"L2": 0, "R2": 0}
NO_OUTPUT_BUT_IN_L1 = {"L2": 0, "R3": 0, "R4": 0}

TALENT: dict[str, dict[str, Value]] = {
    "famous_teachers": {"L1": 2, "R1": 1, "B1": 66, **NOBODY_IN_Q2},  # L1: p1 + p2; p5 has left
    "famous_principals": {"L1": 0, "R1": 1, "L2": 0, "R2": 1},
    "famous_head_teachers": {"L1": 1, "R1": 0, **NOBODY_IN_Q2},
    "famous_educators": {"L1": 0, "R1": 1, **NOBODY_IN_Q2},
    "subject_leaders": {"L1": 1, "R1": 0, **NOBODY_IN_Q2},
    "teaching_experts": {"L1": 1, "R1": 0, **NOBODY_IN_Q2},
    "teaching_rising": {"L1": 1, "R1": 0, **NOBODY_IN_Q2},
    "special_grade_teachers": {"L1": 0, "R1": 1, **NOBODY_IN_Q2},
    "outstanding_teachers": {"L1": 0, "R1": 0, "L2": 1, "R2": 0},
    "excellent_teachers": {"L1": 0, "R1": 0, "L2": Bound(10, "余"), "R2": 0},
    "potential_teachers": {"L1": 0, "R1": 0, "L2": 100, "R2": 0},
    "principal_reserves": {"L1": 0, "R1": 0, "L2": 0, "R2": 1},
    # L1: p1 twice, p2, p7; not p3 and p4 (titles that do not count), not p6 (校级).  L2: 卓越 1 + 优秀 10余.
    # B1: how many of 66 各级合计 are 区县级 or above nobody knows.
    "backbone_titles": {"L1": 4, "R1": 3, "L2": Bound(11, "余"), "R2": 0},
    "titles_held": {"L1": 7, "R1": 4, "B1": 66, "L2": Bound(111, "余"), "R2": 2},  # L2: 1 + 10余 + 100
    "title_holders": {"L1": 6, "R1": 4, "B1": None, "L2": None, "R2": 2},  # L1: 7 titles, p1 has two
    # L1: p1, p2, p7 of 258; R1: p1 and p9 of 210; L2: ten have no number; R2: no students.
    "backbone_teachers_per_100": {"L1": 300 / 258, "R1": 200 / 210, "L2": None, "R2": None},
    "studios": {"L1": 3, "B1": 9},  # 1 + 2; 1 + 2 + 6
    "communities": {"L1": 3},
    "alliances": {"L1": 1},
    "platforms": {"L1": 8, "B1": 9},  # 1 + 2 + 3 + 1 + 1
}

RESEARCH: dict[str, dict[str, Value]] = {
    # R4 is the whole year: five begun in March.
    "research_projects_started": {"L1": 2, "L2": 1, "R3": 0, "R4": 5, "B1": 10},
    # L1: two started, one delayed, one completed only on 2 April.  A paper that names 10 立项 says nothing of 在研.
    "research_projects_open": {"L1": 4, "L2": 2, "R3": 0, "R4": 5},
    "research_projects_completed": {"L1": 2, "L2": 1, "R3": 0, "R4": 2, "B1": 32},
    "papers": {"L1": Bound(93, "余"), "L2": 2, "R3": 4, "R4": 10},  # 3 + 90余
    "books": {"L1": 1, **NO_OUTPUT_BUT_IN_L1},
    "teaching_models": {"L1": 2, **NO_OUTPUT_BUT_IN_L1},
    "showcase_lessons": {"L1": 4, **NO_OUTPUT_BUT_IN_L1},
    "micro_lessons": {"L1": 5, "B1": Bound(500, "余"), **NO_OUTPUT_BUT_IN_L1},
    "cases": {"L1": 6, **NO_OUTPUT_BUT_IN_L1},
    "featured_courses": {"L1": 7, **NO_OUTPUT_BUT_IN_L1},
    "online_courses": {"L1": 8, **NO_OUTPUT_BUT_IN_L1},
    "awards": {"L1": 9, **NO_OUTPUT_BUT_IN_L1},
    # L1: 93余 + 1 + 2 + 4 + 5 + 6 + 7 + 8 + 9 + 1
    "outputs_all": {"L1": Bound(136, "余"), "L2": 2, "R3": 4, "R4": 10, "B1": Bound(500, "余")},
}

CLASS_SIZE: dict[str, dict[str, Value]] = {
    "large_classes": {"L1": 2, "R1": 1, "L2": 1, "B4": 123, "W4": 0},  # 56 and 66; 61-65; 66
    "large_class_share": {"L1": 2 / 5, "R1": 1 / 4, "L2": 1 / 5},
    "super_large_classes": {"L1": 1, "R1": 0, "L2": 1},  # 66
    "over_standard_classes": {"L1": 4, "R1": 2, "L2": 4},  # 56, 55, 46, 66; 51-55 and 61-65; 50, 55, 46, 66
    "over_standard_share": {"L1": 4 / 5, "R1": 2 / 4, "L2": 4 / 5},
    "entry_grade_large_classes": {"L1": 2, "L2": 1},  # 一年级 56, 七年级 66; bands do not tell the grade
    "average_class_size": {
        "L1": 51.6,
        "R1": 52.5,
        "L2": 50.4,
        "R2": None,
        "B4": 56,
        "W4": 50,
    },  # 258/5, 210/4
    "classes_total": {"L1": 5, "R1": 4, "L2": 5},
    "classes_by_band": {"L1": 5, "R1": 4, "L2": 5},
}

AFTER_SCHOOL: dict[str, dict[str, Value]] = {
    "after_school_school_rate": {"L1": 1, "R1": 1},  # S1 and S2 of both; S5 of one, S3 need not
    "after_school_student_rate": {"L1": 160 / 250, "R1": 50 / 300},  # 90 + 70 + 0
    "after_school_teacher_rate": {"L1": 4 / 10, "R1": 5 / 20},  # S2's primary stage does not say
    "after_school_full_week_rate": {"L1": 45 / 90, "R1": 1},
    "after_school_participants": {"L1": 160, "R1": 50},
    "after_school_courses": {"L1": Bound(10, "至少"), "R1": 2},  # S2 offers it and does not say how much
    "after_school_extension_schools": {"L1": 1, "R1": 0},
}

TRAINING: dict[str, dict[str, Value]] = {
    "training_sessions": {
        "L1": 6,
        "L2": 2,
        "R2": 1,
        "B1": Bound(50, "至少"),
    },  # 4 + 1 + 1; 50余 and a line without
    "training_person_times": {
        "L1": 65,
        "L2": 10,
        "R2": 50,
        "B1": Bound(9000, "余"),
    },  # 40 + 20 + 5; 7000余 + 2000
    "training_person_times_by_form": {"L1": 65, "L2": 10, "R2": 50, "B1": Bound(9000, "余")},
    "training_hours": {
        "L1": Bound(140, "至少"),
        "L2": 10,
        "R2": 100,
        "B1": None,
    },  # 80 + 20 × 3, and 国培 unknown
    "training_hours_per_teacher": {
        "L1": Bound(140 / 15, "至少"),
        "L2": 10 / 15,
        "R1": None,
        "R2": None,  # 100 hours, no teachers
        "B1": None,
    },
    "training_compliance_rate": {"L1": 12 / 15, "R1": None},  # 4 + 8 of 5 + 10
    "school_based_compliance_rate": {"L1": 5 / 15},
}

GOLDEN = TALENT | RESEARCH | CLASS_SIZE | AFTER_SCHOOL | TRAINING


def test_every_metric_has_golden_values(world: Store) -> None:
    with world.reading() as session:
        catalogue = load_catalogue(session, world.settings)
    assert {metric.id for metric in catalogue.metrics} == GOLDEN.keys()


@pytest.mark.parametrize("metric", GOLDEN)
def test_a_metric_has_its_golden_values(world: Store, metric: str) -> None:
    rows = measure_in(world, metric, by=("period", "district"), periods=PERIODS)
    found = {
        (row.period, row.district): Bound(row.value, row.qualifier)
        if row.qualifier and row.value
        else row.value
        for row in rows
    }
    expected = {CELLS[cell]: value for cell, value in GOLDEN[metric].items()}
    assert found.keys() == expected.keys()
    for cell, value in expected.items():
        if isinstance(value, float):
            assert found[cell] == pytest.approx(value), cell
        elif isinstance(value, Bound):
            got = found[cell]
            assert isinstance(got, Bound), cell
            assert got.value == pytest.approx(value.value), cell
            assert got.qualifier == value.qualifier, cell
        else:
            assert found[cell] == value, cell


# What a figure is made of.
MAKE_UP: dict[str, dict[tuple[str | None, str | None], float]] = {
    "titles_held": {
        ("名师", "省级"): 1,
        ("名师", "区县级"): 1,
        ("学科带头人", "市级"): 1,
        ("名班主任", "区县级"): 1,
        ("教学新秀", "区县级"): 1,
        ("骨干教师", "校级"): 1,
        ("教学能手", "区县级"): 1,
    },
    "title_holders": {  # persons in each box of the pyramid; p1 stands in two boxes
        ("名师", "省级"): 1,
        ("名师", "区县级"): 1,
        ("学科带头人", "市级"): 1,
        ("名班主任", "区县级"): 1,
        ("教学新秀", "区县级"): 1,
        ("骨干教师", "校级"): 1,
        ("教学能手", "区县级"): 1,
    },
    "backbone_titles": {
        ("名师", "省级"): 1,
        ("名师", "区县级"): 1,
        ("学科带头人", "市级"): 1,
        ("教学能手", "区县级"): 1,
    },
    "studios": {("名师工作室", "市级"): 1, ("名班主任工作室", "区县级"): 2},
    "platforms": {
        ("名师工作室", "市级"): 1,
        ("名班主任工作室", "区县级"): 2,
        ("名师研修共同体", "区县级"): 3,
        ("教育联合体", "区县级"): 1,
        ("讲师团", "区县级"): 1,
    },
    "papers": {("", "省级"): 3, ("", "市级"): 90},
    "research_projects_open": {("", "省级"): 1, ("", "市级"): 1, ("", "区县级"): 2},
    "outputs_all": {
        ("论文", "省级"): 3,
        ("论文", "市级"): 90,
        ("专著", "省级"): 1,
        ("教学模式", "区县级"): 2,
        ("精品课例", "区县级"): 4,
        ("微课", "区县级"): 5,
        ("案例", "区县级"): 6,
        ("特色课程", "校级"): 7,
        ("线上课程", "校级"): 8,
        ("获奖", "市级"): 9,
        ("文件", "区县级"): 1,
    },
    "classes_by_band": {
        ("31-35人", ""): 1,
        ("46-50人", ""): 1,
        ("51-55人", ""): 1,
        ("56-60人", ""): 1,
        ("66人及以上", ""): 1,
    },
    "training_sessions": {("校本培训", ""): 4, ("区县培训", ""): 1, ("国培", ""): 1},
    "training_person_times": {("校本培训", ""): 40, ("区县培训", ""): 20, ("国培", ""): 5},
    "training_person_times_by_form": {("线下", ""): 45, ("线上", ""): 20},
}


@pytest.mark.parametrize("metric", MAKE_UP)
def test_a_metric_is_made_up_of_its_categories_and_levels(world: Store, metric: str) -> None:
    rows = measure_in(world, metric, by=("category", "level"), periods=("2025Q1",), districts=(LAKE,))
    assert {(row.category, row.level): row.value for row in rows} == MAKE_UP[metric]


def test_stages_are_told_apart(world: Store) -> None:
    def by_stage(metric: str) -> dict[str | None, float | None]:
        rows = measure_in(world, metric, by=("stage",), periods=("2025Q1",), districts=(LAKE,))
        return {row.stage: row.value for row in rows}

    assert by_stage("average_class_size") == {"小学": 192 / 4, "初中": 66}
    assert by_stage("large_class_share") == {"小学": 1 / 4, "初中": 1}
    assert by_stage("after_school_school_rate") == {"小学": 1, "初中": 0}
    # p7 teaches in a nine-year school without a stage: in the total, in neither stage.
    assert by_stage("backbone_teachers_per_100") == {"小学": 100 / 192, "初中": 100 / 66, "": None}
