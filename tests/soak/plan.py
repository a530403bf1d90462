"""What is handed in during a soak: files of every size, and what must be in the store once they are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.intake.files import AFTER_SCHOOL, CLASSES, text_file, workbook

DISTRICTS = {
    "990101": "临湖区",
    "990102": "东岭区",
    "990103": "南桥区",
    "990104": "西苑区",
}
PERIODS = ("2025Q1", "2025Q2", "2025Q3")
GRADES = "一二三四五六"
SMALL, TWO_SHEETS, BIG, HUGE = "small", "two sheets", "big", "huge"
SIZES = {SMALL: 40, BIG: 30_000, HUGE: 150_000}
"""Rows of a file; a huge one is more than a row group of the engine, which writes it before the commit."""


@dataclass(frozen=True)
class Part:
    """One scope of one table of a file: how many rows, and what its measure adds up to."""

    dataset: str
    period: str
    district: str
    row_count: int
    total: int


@dataclass(frozen=True)
class HandedIn:
    """A file, and for each of its tables the scopes it fills."""

    kind: str
    path: Path
    tables: tuple[tuple[Part, ...], ...]


def make_file(kind: str, number: int, folder: Path, chance: random.Random) -> HandedIn:
    """Write the ``number``-th file; no two are alike, so that none is refused as handed in already."""
    period = chance.choice(PERIODS)
    if kind == TWO_SHEETS:
        return _two_sheets(number, period, folder, chance)
    names = chance.sample(sorted(DISTRICTS), 1 if kind == SMALL else 2)
    rows, parts = [], []
    for code in names:
        count = SIZES[kind] // len(names) + number % 7
        made = list(_classes(period, code, count, number))
        rows += [",".join(map(str, row)) for row in made]
        parts.append(Part("classes", period, code, count, sum(row[-1] for row in made)))
    path = folder / f"{number:05}班额.csv"
    path.write_bytes(text_file(CLASSES, *rows, encoding=chance.choice(("utf-8", "gb18030"))))
    return HandedIn(kind, path, (tuple(parts),))


def _two_sheets(number: int, period: str, folder: Path, chance: random.Random) -> HandedIn:
    code = chance.choice(sorted(DISTRICTS))
    classes = list(_classes(period, code, SIZES[SMALL], number))
    schools = [
        (period, DISTRICTS[code], f"第{school}小学", "小学", "是", 1000, 800 + (number + school) % 50)
        for school in range(20)
    ]
    path = folder / f"{number:05}两表.xlsx"
    sheets = {"班额": [CLASSES.split(","), *classes], "课后": [AFTER_SCHOOL.split(","), *schools]}
    path.write_bytes(workbook(sheets))
    return HandedIn(
        TWO_SHEETS,
        path,
        (
            (Part("classes", period, code, len(classes), sum(row[-1] for row in classes)),),
            (Part("after_school", period, code, len(schools), sum(row[-1] for row in schools)),),
        ),
    )


def _classes(
    period: str, district: str, count: int, number: int
) -> Iterator[tuple[str, str, str, str, str, int, int]]:
    for row in range(count):
        school, place = divmod(row, 36)
        grade, class_no = divmod(place, 6)
        size = 35 + (number + row) % 30
        yield (
            period,
            DISTRICTS[district],
            f"第{school}小学",
            "小学",
            f"{GRADES[grade]}年级",
            class_no + 1,
            size,
        )
