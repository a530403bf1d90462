"""A world small enough to be added up in the head.

Lake (990101) and Ridge (990102) hand in; Bridge (990103) and West (990104) are known from papers only.
S1 is a primary school and S2 a nine-year school in Lake; S3 (junior) and S5 (primary) are in Ridge.
"""

from datetime import date

from eduboard.store.records import PUBLISHED
from eduboard.store.store import Store
from tests.build import Values, hand_in

LAKE, RIDGE, BRIDGE, WEST = "990101", "990102", "990103", "990104"
PERIODS = ("2024Q3", "2024Q4", "2025Q1", "2025Q2")


def build_world(store: Store) -> None:
    """Hand in everything below."""
    for (dataset, period, district), rows in HANDED_IN.items():
        annual = (dataset, period, district) == ("outputs", "2024Q4", RIDGE)
        hand_in(store, dataset, period, district, rows, annual=annual)
    for (dataset, period, district), rows in PUBLISHED_FIGURES.items():
        hand_in(store, dataset, period, district, rows, kind=PUBLISHED, annual=dataset == "indicators")


def _taught(school: str, stage: str, class_count: int, students: int, teachers: int, **more: bool) -> Values:
    return {
        "school": school,
        "stage": stage,
        "class_count": class_count,
        "students": students,
        "teachers": teachers,
        **more,
    }


def _class(school: str, stage: str, grade: str, students: int) -> Values:
    return {"school": school, "stage": stage, "grade": grade, "class_no": "1", "students": students}


def _band(band: str, class_count: int) -> Values:
    return {"school": "S3", "stage": "初中", "band": band, "class_count": class_count}


def _held(person: str | None, title: str, level: str, school: str | None, stage: str | None) -> Values:
    return {"person_id": person, "title": title, "level": level, "school": school, "stage": stage}


def _project(
    level: str, status: str, start: date | None = None, end: date | None = None, count: int = 1
) -> Values:
    return {
        "type": "课题",
        "level": level,
        "status": status,
        "start_date": start,
        "end_date": end,
        "count": count,
        "school": "S1",
    }


def _output(kind: str, level: str, count: int, qualifiers: str | None = None) -> Values:
    return {"type": kind, "level": level, "count": count, "qualifiers": qualifiers}


def _platform(category: str, level: str, count: int) -> Values:
    return {"category": category, "level": level, "count": count}


def _compliance(school: str, standard: str, required: int, met: int) -> Values:
    return {"school": school, "standard": standard, "required_count": required, "met_count": met}


HANDED_IN: dict[tuple[str, str, str], list[Values]] = {
    ("schools", "2025Q1", LAKE): [
        {"school": "S1", "school_code": "S1", "school_name": "湖滨小学", "school_type": "小学"},
        {"school": "S2", "school_code": "S2", "school_name": "湖滨学校", "school_type": "九年一贯制学校"},
    ],
    # 258 students and 15 teachers in 5 classes: 111 + 81 + 66, 5 + 4 + 6, 2 + 2 + 1.
    ("enrolment", "2025Q1", LAKE): [
        _taught("S1", "小学", 2, 111, 5),
        _taught("S2", "小学", 2, 81, 4),
        _taught("S2", "初中", 1, 66, 6),
    ],
    # S1 has lost 6 students: 252.
    ("enrolment", "2025Q2", LAKE): [
        _taught("S1", "小学", 2, 105, 5),
        _taught("S2", "小学", 2, 81, 4),
        _taught("S2", "初中", 1, 66, 6),
    ],
    ("enrolment", "2025Q1", RIDGE): [_taught("S3", "初中", 4, 210, 10, after_school_due=False)],
    # The school has closed: every denominator is nought.
    ("enrolment", "2025Q2", RIDGE): [_taught("S3", "初中", 0, 0, 0)],
    ("classes", "2025Q1", LAKE): [
        _class("S1", "小学", "一年级", 56),
        _class("S1", "小学", "二年级", 55),
        _class("S2", "小学", "一年级", 46),
        _class("S2", "小学", "二年级", 35),
        _class("S2", "初中", "七年级", 66),
    ],
    ("classes", "2025Q2", LAKE): [
        _class("S1", "小学", "一年级", 50),
        _class("S1", "小学", "二年级", 55),
        _class("S2", "小学", "一年级", 46),
        _class("S2", "小学", "二年级", 35),
        _class("S2", "初中", "七年级", 66),
    ],
    ("class_bands", "2025Q1", RIDGE): [
        _band("46-50人", 2),
        _band("51-55人", 1),
        _band("61-65人", 1),
        _band("66人及以上", 0),
    ],
    ("honours", "2025Q1", LAKE): [
        _held("p1", "名师", "省级", "S1", "小学"),
        _held("p1", "学科带头人", "市级", "S1", "小学"),  # one person, two titles
        _held("p2", "名师", "区县级", "S2", "初中"),
        _held("p3", "名班主任", "区县级", "S2", "小学"),
        _held("p4", "教学新秀", "区县级", "S2", None),
        {**_held("p5", "名师", "市级", "S1", "小学"), "status": "退出"},
        _held("p6", "骨干教师", "校级", "S1", "小学"),  # below the county
        _held("p7", "教学能手", "区县级", "S2", None),  # in a nine-year school, no stage given
    ],
    ("honours", "2025Q1", RIDGE): [
        _held("p1", "名师", "省级", "S3", "初中"),  # the same person as in Lake
        _held("p8", "名校长", "区县级", "S3", None),
        _held("p9", "特级教师", "省级", "S3", "初中"),
        _held("p10", "名家", "国家级", None, None),  # belongs to no school
    ],
    ("honours", "2025Q2", LAKE): [
        _held("p11", "卓越教师", "市级", "S1", "小学"),
        {"title": "优秀教师", "level": "区县级", "count": 10, "qualifiers": "count=余"},  # no person
        {"title": "潜力教师", "level": "区县级", "count": 100},
    ],
    ("honours", "2025Q2", RIDGE): [
        _held("p8", "名校长", "区县级", "S3", None),
        _held("p12", "校长后备人才", "区县级", "S3", None),
        {"title": "名家", "level": "区县级", "count": 0},  # nobody, hence no number of a person
    ],
    ("platforms", "2025Q1", LAKE): [
        _platform("名师工作室", "市级", 1),
        _platform("名班主任工作室", "区县级", 2),
        _platform("名师研修共同体", "区县级", 3),
        _platform("教育联合体", "区县级", 1),
        _platform("讲师团", "区县级", 1),
    ],
    ("outputs", "2025Q1", LAKE): [
        _project("省级", "在研", date(2025, 2, 1)),  # started in the quarter
        _project("市级", "立项"),  # started, no date
        _project("市级", "结题", date(2022, 3, 1), date(2025, 3, 15)),  # completed in the quarter
        _project("区县级", "结题"),  # completed, no date
        _project("校级", "中止"),
        _project("区县级", "延期", date(2023, 5, 1)),  # open
        _project(
            "区县级", "结题", date(2022, 5, 1), date(2025, 4, 2)
        ),  # completed two days later: still open
        _project("省级", "在研", date(2025, 4, 10)),  # started ten days later: not yet
        _output("论文", "省级", 3),
        _output("论文", "市级", 90, "count=余"),
        _output("专著", "省级", 1),
        _output("教学模式", "区县级", 2),
        _output("精品课例", "区县级", 4),
        _output("微课", "区县级", 5),
        _output("案例", "区县级", 6),
        _output("特色课程", "校级", 7),
        _output("线上课程", "校级", 8),
        _output("获奖", "市级", 9),
        _output("文件", "区县级", 1),
    ],
    ("outputs", "2025Q2", LAKE): [
        _project("省级", "在研", date(2025, 2, 1)),
        _project("区县级", "结题", date(2022, 5, 1), date(2025, 4, 2)),
        _project("省级", "在研", date(2025, 4, 10)),
        _output("论文", "省级", 2),
    ],
    ("outputs", "2024Q3", RIDGE): [_output("论文", "省级", 4)],
    # Handed in for the whole of 2024.
    ("outputs", "2024Q4", RIDGE): [
        _project("市级", "在研", date(2024, 3, 1), count=5),
        _project("市级", "结题", date(2021, 3, 1), date(2024, 6, 30), count=2),
        _output("论文", "省级", 10),
    ],
    ("after_school", "2025Q1", LAKE): [
        {
            "school": "S1",
            "stage": "小学",
            "offered": True,
            "students": 100,
            "participants": 90,
            "full_week": 45,
            "teachers": 5,
            "teachers_participating": 4,
            "courses": 10,
            "extension": True,
        },
        {
            "school": "S2",
            "stage": "小学",
            "offered": True,
            "students": 100,
            "participants": 70,
            "teachers": 4,
            "extension": False,
        },
        {
            "school": "S2",
            "stage": "初中",
            "offered": False,
            "students": 50,
            "participants": 0,
            "teachers": 5,
            "teachers_participating": 0,
        },
    ],
    ("after_school", "2025Q1", RIDGE): [
        {
            "school": "S3",
            "stage": "初中",
            "offered": False,
            "students": 200,
            "participants": 0,
            "teachers": 10,
            "teachers_participating": 0,
        },
        {
            "school": "S5",
            "stage": "小学",
            "offered": True,
            "students": 100,
            "participants": 50,
            "full_week": 50,
            "teachers": 10,
            "teachers_participating": 5,
            "courses": 2,
            "extension": False,
        },
    ],
    ("training", "2025Q1", LAKE): [
        {
            "programme": "研修",
            "category": "校本培训",
            "form": "线下",
            "school": "S1",
            "sessions": 4,
            "person_times": 40,
            "total_hours": 80.0,
        },
        {
            "programme": "全员培训",
            "category": "区县培训",
            "form": "线上",
            "sessions": 1,
            "person_times": 20,
            "hours_per_person": 3.0,
        },
        {
            "programme": "国培计划",
            "category": "国培",
            "form": "线下",
            "school": "S2",
            "sessions": 1,
            "person_times": 5,
        },
    ],
    ("training", "2025Q2", LAKE): [
        {
            "programme": "研修",
            "category": "校本培训",
            "form": "线下",
            "school": "S1",
            "sessions": 2,
            "person_times": 10,
            "total_hours": 10.0,
        }
    ],
    ("training", "2025Q2", RIDGE): [
        {
            "programme": "研修",
            "category": "校本培训",
            "form": "送教",
            "school": "S3",
            "sessions": 1,
            "person_times": 50,
            "hours_per_person": 2.0,
        }
    ],
    ("training_compliance", "2025Q1", LAKE): [
        _compliance("S1", "五年360学时", 5, 4),
        _compliance("S2", "五年360学时", 10, 8),
        _compliance("S1", "校本年24学时", 5, 5),
        _compliance("S2", "校本年24学时", 10, 0),
        _compliance("S1", "年72学时", 5, 1),
    ],
    ("training_compliance", "2025Q1", RIDGE): [_compliance("S3", "五年360学时", 0, 0)],
}

PUBLISHED_FIGURES: dict[tuple[str, str, str], list[Values]] = {
    ("honours", "2025Q1", BRIDGE): [{"title": "名师", "level": "各级合计", "count": 66}],
    ("platforms", "2025Q1", BRIDGE): [
        _platform("名班主任工作室", "省级", 1),
        _platform("名班主任工作室", "市级", 2),
        _platform("名班主任工作室", "区县级", 6),
    ],
    ("outputs", "2025Q1", BRIDGE): [
        {"type": "课题", "level": "省市级", "status": "结题", "count": 32},
        {"type": "课题", "level": "市级", "status": "立项", "count": 10},
        _output("微课", "区县级", 500, "count=余"),
    ],
    ("training", "2025Q1", BRIDGE): [
        {
            "programme": "学区培训",
            "category": "区县培训",
            "form": "未注明",
            "sessions": 50,
            "person_times": 7000,
            "qualifiers": "sessions=余;person_times=余",
        },
        {"programme": "专题培训", "category": "市培", "form": "未注明", "person_times": 2000},
    ],
    ("indicators", "2024Q4", BRIDGE): [
        {"indicator": "大班额数", "value": 123, "unit": "个"},
        {"indicator": "平均班额", "value": 56, "unit": "人"},
    ],
    ("indicators", "2024Q4", WEST): [
        {"indicator": "大班额", "value": 0, "unit": "个"},
        {"indicator": "平均班额", "value": 50, "unit": "人"},
    ],
}
