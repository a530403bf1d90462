"""A case for every alert: tables that it speaks of and what it says, and others just below; worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.build import Values

NOW, BEFORE, LAST_YEAR = "2025Q3", "2025Q2", "2024Q3"
SCHOOL, OTHER, THIRD = "2199010001", "2199010002", "2199010003"
PRIMARY, PRESCHOOL = "小学", "学前"

Table = tuple[str, str, Sequence[Values]]


@dataclass(frozen=True)
class Case:
    """What is handed in, what the alert says of it, and how much has to be otherwise for it to be silent."""

    loud: tuple[Table, ...]
    sentence: str
    silent: tuple[Table, ...]
    points_at: tuple[str, int] | None = None  # dataset and line


def enrolment(classes: int, students: int, teachers: int = 20, period: str = NOW, **more: Any) -> Table:
    row = {
        "school": SCHOOL,
        "stage": PRIMARY,
        "class_count": classes,
        "students": students,
        "teachers": teachers,
    }
    return ("enrolment", period, [row | more])


def classes(*sizes: int) -> Table:
    rows = [
        {"school": SCHOOL, "stage": PRIMARY, "grade": "一年级", "class_no": str(number), "students": size}
        for number, size in enumerate(sizes, start=1)
    ]
    return ("classes", NOW, rows)


def indicators(*rows: tuple[str, float, str]) -> Table:
    return (
        "indicators",
        NOW,
        [{"indicator": name, "value": value, "unit": unit} for name, value, unit in rows],
    )


def after_school(students: int, participants: int) -> Table:
    row = {
        "school": SCHOOL,
        "stage": PRIMARY,
        "offered": True,
        "students": students,
        "participants": participants,
    }
    return ("after_school", NOW, [row])


def bands(large: int) -> Table:
    rows = [
        {"school": SCHOOL, "stage": PRIMARY, "band": band, "class_count": count}
        for band, count in (("46-50人", 1), ("56-60人", large))
    ]
    return ("class_bands", NOW, rows)


def training(period: str = NOW, **row: Any) -> Table:
    return ("training", period, [{"programme": "学科培训", "category": "区县培训", "form": "线下"} | row])


def honours(*rows: Values) -> Table:
    return ("honours", NOW, rows)


def outputs(period: str, **counts: int) -> Table:
    rows = [
        {"type": "课题", "level": "市级", "status": status, "count": count}
        for status, count in counts.items()
    ]
    return ("outputs", period, rows)


def compliance(met: int) -> Table:
    return (
        "training_compliance",
        NOW,
        [{"school": SCHOOL, "standard": "校本年24学时", "required_count": 20, "met_count": met}],
    )


KINDERGARTENS: tuple[Table, ...] = (
    (
        "schools",
        NOW,
        [
            {"school": code, "school_code": code, "school_name": name, "school_type": "幼儿园"}
            | {"ownership": "民办", "inclusive": inclusive}
            for code, name, inclusive in (
                (SCHOOL, "甲园", True),
                (OTHER, "乙园", True),
                (THIRD, "丙园", False),
            )
        ],
    ),
    (
        "enrolment",
        NOW,
        [
            {"school": code, "stage": PRESCHOOL, "class_count": 8, "students": students, "teachers": 10}
            for code, students in ((SCHOOL, 100), (OTHER, 200), (THIRD, 500))
        ],
    ),
)
"""Two of three kindergartens are inclusive: 66.67% of them; with 300 of 800 children: 37.5%."""

YEAR_OF_TRAINING = tuple(
    training(period, sessions=1, total_hours=60) for period in ("2024Q4", "2025Q1", "2025Q2", "2025Q3")
)
"""240 hours in the last four quarters: ten teachers with 24 each."""

TEN_CLASSES = classes(60, *[50] * 9)
"""One class of ten is large, none very large."""

CASES = {
    # 561/10 = 56.1; the large class holds 65 at most: (561 - 65) / 9 = 55.1 in each other class, of at most 55.
    "average_too_high_for_large_classes": Case(
        (enrolment(10, 561), TEN_CLASSES),
        "平均班额56.1人，大班额只占10%：大班额的班都按最多的人数算，其余的班平均也要有55.1人，而不是大班额的班最多55人",
        (enrolment(10, 560), TEN_CLASSES),
    ),
    # (56 - 0.15 * 65) / 0.85 = 54.4, and (54.7 - 9.75) / 0.85 = 52.9 is more than two below 55.
    "average_crowds_other_classes": Case(
        (indicators(("平均班额", 56, "人"), ("大班额占比", 15, "%")),),
        "平均班额56人，大班额只占15%：即使大班额的班都有65人，其余的班平均也要有54.4人，几乎个个排到55人",
        (indicators(("平均班额", 54.7, "人"), ("大班额占比", 15, "%")),),
    ),
    # Five of ten classes with 56 each are 280 pupils.
    "average_too_low_for_large_classes": Case(
        (enrolment(10, 279), classes(*[56] * 5, *[5] * 5)),
        "平均班额27.9人，大班额却占50%：单是大班额的班就使平均班额不低于28人",
        (enrolment(10, 280), classes(*[56] * 5, *[5] * 5)),
    ),
    "part_beyond_whole": Case(
        (indicators(("大班额数", 3, "个"), ("超大班额数", 4, "个")),),
        "超大班额数4多于大班额数3",
        (indicators(("大班额数", 3, "个"), ("超大班额数", 3, "个")),),
    ),
    "bands_beside_details": Case(
        (bands(2), classes(56, 50, 40)),
        "56人及以上的班，班额分组填了2个，班额明细数出1个",
        (bands(1), classes(56, 50, 40)),
        ("class_bands", 2),
    ),
    "class_counts_differ": Case(
        (enrolment(4, 120), classes(40, 40, 40)),
        f"1所学校的班级数，学校基本情况与班额明细不一样（合计4个对3个），相差最多的是{SCHOOL}：4个对3个",
        (enrolment(3, 120), classes(40, 40, 40)),
        ("enrolment", 2),
    ),
    # Ten per cent more than 20 are 22.
    "classes_against_students": Case(
        (enrolment(20, 1000, period=LAST_YEAR), enrolment(23, 1000)),
        "与去年同期相比，在校生由1,000人变为1,000人，班级却由20个变为23个",
        (enrolment(20, 1000, period=LAST_YEAR), enrolment(22, 1000)),
    ),
    "participants_beyond_students": Case(
        (enrolment(5, 200), after_school(201, 201)),
        f"1所学校参加课后服务的学生多于学校基本情况的在校生，如{SCHOOL}：201人对200人",
        (enrolment(5, 200), after_school(201, 200)),
        ("after_school", 2),
    ),
    # Five per cent of 200 are 10.
    "students_differ": Case(
        (enrolment(5, 200), after_school(211, 100)),
        "同样的1所学校，课后服务填的在校生是211人，学校基本情况是200人，相差5.5%",
        (enrolment(5, 200), after_school(210, 100)),
        ("after_school", 2),
    ),
    "people_per_session": Case(
        (training(sessions=40, person_times=35_000, qualifiers="sessions=余"),),
        "“学科培训”40余场共35,000人次，平均每场约875人，超过300人",
        (training(sessions=2, person_times=600),),
        ("training", 2),
    ),
    "trained_beyond_teachers": Case(
        (enrolment(5, 200, teachers=20), training(sessions=1, person_times=30, persons=21)),
        "“学科培训”去重后21人参训，而学校基本情况的专任教师共20人",
        (enrolment(5, 200, teachers=20), training(sessions=1, person_times=30, persons=20)),
        ("training", 2),
    ),
    "holders_beyond_teachers": Case(
        (
            enrolment(5, 200, teachers=2),
            honours(*({"title": "名师", "level": "市级", "person_id": person} for person in "甲乙丙")),
        ),
        "名优教师去重后3人，而学校基本情况的专任教师共2人",
        (
            enrolment(5, 200, teachers=3),
            honours(*({"title": "名师", "level": "市级", "person_id": person} for person in "甲乙丙")),
        ),
    ),
    # Eleven times 24 hours are 264.
    "hours_beside_compliance": Case(
        (*YEAR_OF_TRAINING, compliance(11)),
        "按“校本年24学时”达标11人，合计至少要有264学时；近四个季度教师培训表合计只有240学时",
        (*YEAR_OF_TRAINING, compliance(10)),
        ("training_compliance", 2),
    ),
    "completed_beyond_known": Case(
        (outputs(BEFORE, 在研=2), outputs(NOW, 结题=4, 立项=1)),
        "本季度结题4项，而上季度末在研2项、本季度立项1项，一共只有3项可以结题",
        (outputs(BEFORE, 在研=2), outputs(NOW, 结题=3, 立项=1)),
    ),
    "levels_beside_total": Case(
        (
            honours(
                {"title": "名师", "level": "各级合计", "count": 66},
                {"title": "名师", "level": "省级", "count": 40},
            ),
        ),
        "“名师”既填了各级合计66，又分级别填了共40，页面上加成了106",
        (honours({"title": "名师", "level": "各级合计", "count": 66}),),
        ("honours", 2),
    ),
    "levels_beyond_total": Case(
        (
            honours(
                {"title": "名师", "level": "各级合计", "count": 30},
                {"title": "名师", "level": "省级", "count": 31},
            ),
        ),
        "“名师”各级合计30，而省级相加有31，页面上又把它们都加成了61",
        (
            honours(
                {"title": "名师", "level": "各级合计", "count": 30},
                {"title": "名师", "level": "省级", "count": 30},
            ),
        ),
        ("honours", 2),
    ),
    "reported_beside_counted": Case(
        (honours({"title": "名校长", "level": "市级", "count": 3}), indicators(("名校长", 6, "名"))),
        "“其他指标”里填的名校长是6名，由明细表算出的是3名",
        (honours({"title": "名校长", "level": "市级", "count": 3}), indicators(("名校长", 3, "名"))),
        ("indicators", 2),
    ),
    "sources_disagree": Case(
        (indicators(("名校长", 3, "名"), ("名校长人数", 6, "人")),),
        "“其他指标”里名校长填了3名，“名校长人数”又填了6人",
        (indicators(("名校长", 3, "名"), ("名校长人数", 3, "人")),),
        ("indicators", 3),
    ),
    "kindergartens_as_children": Case(
        (*KINDERGARTENS, indicators(("普惠性幼儿园覆盖率", 66.67, "%"))),
        "“普惠性幼儿园覆盖率”填了66.67%，正是按园数计的66.67%；按在园幼儿数计是37.5%",
        (*KINDERGARTENS, indicators(("普惠性幼儿园覆盖率", 37.5, "%"))),
        ("indicators", 2),
    ),
    "kindergartens_beside_children": Case(
        (indicators(("普惠性幼儿园占比", 87.18, "%"), ("普惠性幼儿园在园幼儿占比", 88.45, "%")),),
        "“普惠性幼儿园占比”87.18%与“普惠性幼儿园在园幼儿占比”88.45%并列，前者看来按园数计，后者按在园幼儿数计，不能相互代替",
        (indicators(("普惠性幼儿园占比", 88.45, "%"), ("普惠性幼儿园在园幼儿占比", 88.45, "%")),),
        ("indicators", 2),
    ),
}
