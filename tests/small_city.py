"""A demo city that fits on one page: three districts, two schools each, five quarters, every table the pages read.

Class sizes are chosen so that the numbers on screen can be added up in the head; Bridge has not handed in its
classes in the newest quarter.
"""

from eduboard.store.records import DEMO
from eduboard.store.store import Store
from tests.build import Values, hand_in_all

CITY, LAKE, RIDGE, BRIDGE = "990100", "990101", "990102", "990103"
DISTRICTS = (LAKE, RIDGE, BRIDGE)
PERIODS = ("2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3")
LATEST = PERIODS[-1]
PRIMARY, JUNIOR = "小学", "初中"

LAKE_CLASSES = (
    ("一年级", PRIMARY, 60),
    ("二年级", PRIMARY, 50),
    ("三年级", PRIMARY, 45),
    ("七年级", JUNIOR, 66),
)
"""Of Lake's four classes two are large (56 and more), one of them very large: 50%."""
RIDGE_CLASSES = (
    ("一年级", PRIMARY, 56),
    ("二年级", PRIMARY, 40),
    ("三年级", PRIMARY, 40),
    ("七年级", JUNIOR, 52),
    ("八年级", JUNIOR, 48),
    ("九年级", JUNIOR, 50),
)
"""Of Ridge's six classes one is large.  Lake and Ridge together: 3 of 10, 30%."""


def build_small_city(store: Store) -> None:
    """Hand in every table of every quarter."""
    tables: dict[str, list[Values]] = {"targets": [where(PERIODS[0], CITY) | row for row in TARGETS]}
    for quarter, period in enumerate(PERIODS):
        for number, district in enumerate(DISTRICTS):
            for dataset, rows in _tables(quarter, number, district).items():
                tables.setdefault(dataset, []).extend(where(period, district) | row for row in rows)
    tables["classes"] = [row for row in tables["classes"] if not is_left_out(row)]
    for dataset, rows in tables.items():
        hand_in_all(store, dataset, rows, kind=DEMO)


def where(period: str, district: str) -> dict[str, str]:
    """The two columns that every row starts with."""
    return {"period": period, "district": district}


def is_left_out(row: Values) -> bool:
    """Tell whether a row is of the hand-in that never came."""
    return (row["period"], row["district"]) == (LATEST, BRIDGE)


def school_code(district: str, stage: str) -> str:
    """The code of a district's only school of a stage: two digits for its kind, two for the province, six."""
    kind, number = ("21", "0001") if stage == PRIMARY else ("31", "0002")
    return f"{kind}{district[:2]}{district[-2:]}{number}"


def school_name(district: str, stage: str) -> str:
    """The name of a district's only school of a stage."""
    place = {LAKE: "湖滨", RIDGE: "岭上", BRIDGE: "桥头"}[district]
    return place + {PRIMARY: "小学", JUNIOR: "中学"}[stage]


def _tables(quarter: int, number: int, district: str) -> dict[str, list[Values]]:
    schools = [(school_code(district, stage), stage) for stage in (PRIMARY, JUNIOR)]
    return {
        "schools": [
            {
                "school": code,
                "school_code": code,
                "school_name": school_name(district, stage),
                "school_type": "小学" if stage == PRIMARY else "初级中学",
            }
            for code, stage in schools
        ],
        "enrolment": [
            {"school": code, "stage": stage, "class_count": 3, "students": 150, "teachers": 20}
            for code, stage in schools
        ],
        "classes": _classes(quarter, district),
        "honours": [
            {"school": code, "stage": stage, "title": title, "level": level, "person_id": f"{code}-{person}"}
            for code, stage in schools
            for person, (title, level) in enumerate(HONOURS[: 1 + quarter + number])
        ],
        "platforms": [{"category": "名师工作室", "level": "市级", "count": 1 + number}],
        "outputs": [
            {
                "type": "课题",
                "level": "省级",
                "status": "在研",
                "count": 2 + quarter,
                "school": schools[0][0],
            },
            {"type": "论文", "level": "国家级", "count": 3 + number},
        ],
        "after_school": [
            {
                "school": code,
                "stage": stage,
                "offered": True,
                "students": 200,
                "participants": 100 + 10 * quarter + 5 * number,
                "full_week": 80,
                "teachers": 20,
                "teachers_participating": 10 + quarter,
            }
            for code, stage in schools
        ],
        "training": [
            {
                "programme": "新课标培训",
                "category": "区县培训",
                "form": "线下",
                "sessions": 2,
                "person_times": 40,
                "total_hours": 400 + 40 * quarter,
            }
        ],
        "training_compliance": [
            {"school": code, "standard": "五年360学时", "required_count": 20, "met_count": 10 + quarter}
            for code, _ in schools
        ],
    }


HONOURS = (
    ("名师", "市级"),
    ("骨干教师", "区县级"),
    ("名师", "省级"),
    ("名班主任", "区县级"),
    ("学科带头人", "市级"),
    ("名校长", "市级"),
    ("名师", "国家级"),
)
TARGETS: list[Values] = [
    {
        "indicator": "大班额占比",
        "target_value": 5,
        "unit": "%",
        "direction": "不高于",
        "due_period": LATEST,
        "basis": "市政府文件",
    },
]


def _classes(quarter: int, district: str) -> list[Values]:
    """In each quarter before the newest, one more pupil sits in every class."""
    sizes = LAKE_CLASSES if district == LAKE else RIDGE_CLASSES
    more = len(PERIODS) - 1 - quarter
    return [
        {
            "school": school_code(district, stage),
            "stage": stage,
            "grade": grade,
            "class_no": "1",
            "students": students + more,
        }
        for grade, stage, students in sizes
    ]
