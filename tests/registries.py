"""A district whose registry has 46 schools, for tests of who has handed in what."""

from collections.abc import Sequence

from eduboard.store.store import Store
from tests.build import Values, hand_in

WEST, NORTH = "990104", "990105"
Q3, Q4 = "2026Q3", "2026Q4"
PRIMARY_SCHOOLS, NINE_YEAR, COMPLETE, SENIOR = 30, 4, 2, 10
TYPES = (
    *["小学"] * PRIMARY_SCHOOLS,
    *["九年一贯制学校"] * NINE_YEAR,
    *["完全中学"] * COMPLETE,
    *["高级中学"] * SENIOR,
)
"""46 schools; 小学 34 (30 + 4), 初中 6 (4 + 2), 高中 12 (2 + 10)."""
CODES = tuple(f"21990104{number:02d}" for number in range(1, len(TYPES) + 1))
KINDERGARTEN = "1199010499"


def name_of(code: str) -> str:
    return f"第{int(code[-2:])}学校"


def register(
    store: Store, codes: Sequence[str] = CODES, *, period: str = Q3, district: str = WEST, **given: str
) -> None:
    """Hand in a registry of some of the 46 schools and a kindergarten."""
    kinds = dict(zip(CODES, TYPES, strict=True))
    rows: list[Values] = [
        {"school": code, "school_code": code, "school_name": name_of(code), "school_type": kinds[code]}
        for code in codes
    ]
    kindergarten = {"school": KINDERGARTEN, "school_code": KINDERGARTEN, "school_name": "机关幼儿园"}
    hand_in(store, "schools", period, district, [*rows, kindergarten | {"school_type": "幼儿园"}], **given)


def classes_of(codes: Sequence[str], students: int = 40) -> list[Values]:
    """One class of each school."""
    return [
        {
            "school": code,
            "school_code": code,
            "school_name": name_of(code),
            "stage": "小学",
            "grade": "一年级",
            "class_no": "1",
            "students": students,
        }
        for code in codes
    ]
