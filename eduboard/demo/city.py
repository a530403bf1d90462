"""The one model that every demo table is taken from: schools, their classes by quarter, their teachers.

A cohort enters with a number of classes, is divided anew when a September finds it too crowded, gains and
loses single students between quarters, and leaves after its last grade. What can be counted here is never
drawn by a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from eduboard.demo.draws import Draw
from eduboard.demo.schools import CENTRE, TOWN, School, build_schools
from eduboard.demo.story import load_story
from eduboard.periods import Period, period_range

LAST_PERIOD = "2026Q3"
QUARTERS_SHOWN = 12
LARGE_CLASS_SIZE = 56

_SMALLEST, _LARGEST = 6, 72
_MOVES_A_QUARTER = 0.14
_SPLITS_WHEN_TOO_LARGE = 0.8


class Classroom(NamedTuple):
    """A class as counted at a quarter's end."""

    stage: str
    grade: str
    number: int
    students: int


class Taught(NamedTuple):
    """What a school has at a stage at a quarter's end."""

    classes: tuple[Classroom, ...]
    students: int
    teachers: int


def school_year(period: Period) -> int:
    """The September in which the school year of a quarter's end began (Q3 belongs to the new one)."""
    return period.year if period.quarter >= 3 else period.year - 1


@dataclass(frozen=True)
class City:
    """The invented city in the quarters shown; its tables are views of it."""

    periods: tuple[Period, ...]
    schools: tuple[School, ...]
    taught: Mapping[tuple[str, str, Period], Taught]

    @cached_property
    def districts(self) -> dict[str, Mapping[str, Any]]:
        """Each district's story, by code."""
        return {district["code"]: district for district in load_story("city")["districts"]}

    def open_schools(self, period: Period) -> Iterator[School]:
        """List the schools that teach in that quarter."""
        return (school for school in self.schools if school.is_open(school_year(period)))

    def stages(self, period: Period) -> Iterator[tuple[School, str, Taught]]:
        """List every school and stage that has classes in that quarter."""
        for school in self.open_schools(period):
            for stage in school.stages:
                yield school, stage, self.taught[school.code, stage, period]

    def teachers(self, school: School, period: Period) -> int:
        """Count a school's teachers of all stages."""
        return sum(self.taught[school.code, stage, period].teachers for stage in school.stages)

    def chapter(self, period: Period) -> int:
        """Place a quarter among the story's four school years (0 the oldest)."""
        return _chapter(school_year(period), school_year(self.periods[-1]))

    def along(self, values: list[float], period: Period) -> float:
        """Read a story's list of four at a quarter: the yearly values, joined by straight lines."""
        chapter = self.chapter(period)
        following = values[min(chapter + 1, len(values) - 1)]
        return values[chapter] + (following - values[chapter]) * ((period.quarter - 3) % 4) / 4


@cache
def build_city(last_period: str = LAST_PERIOD) -> City:
    """Make the city as it was in the twelve quarters up to ``last_period`` (``YYYYQn``)."""
    last = Period.parse(last_period)
    first = last.shift(1 - QUARTERS_SHOWN)
    periods = tuple(map(Period.parse, period_range(str(first), str(last))))
    schools = build_schools(school_year(last))
    taught: dict[tuple[str, str, Period], Taught] = {}
    for school in schools:
        for stage in school.stages:
            _teach(school, stage, periods, taught)
    return City(periods, schools, taught)


def _chapter(year: int, last_year: int) -> int:
    return min(max(3 - (last_year - year), 0), 3)


def _teach(
    school: School, stage: str, periods: tuple[Period, ...], taught: dict[tuple[str, str, Period], Taught]
) -> None:
    """Add what a school has at a stage in each quarter that it is open."""
    grades: list[str] = load_story("city")["stages"][stage]["grades"]
    first_year, last_year = school_year(periods[0]), school_year(periods[-1])
    found: dict[Period, list[Classroom]] = defaultdict(list)
    # The youngest cohort comes last in time and first in the list of grades.
    for entry_year in range(last_year, first_year - len(grades), -1):
        for grade, period, sizes in _cohort(school, stage, entry_year, last_year):
            if periods[0] <= period <= periods[-1] and school.is_open(school_year(period)):
                found[period].extend(
                    Classroom(stage, grades[grade], number, size)
                    for number, size in enumerate(sizes, start=1)
                )
    ratio = load_story("city")["stages"][stage]["students_per_teacher"]
    year_of_staff, teachers = 0, 0
    for period in sorted(found):
        classes = tuple(found[period])
        students = sum(classroom.students for classroom in classes)
        if school_year(period) != year_of_staff:
            year_of_staff = school_year(period)
            teachers = max(2, round(students / ratio * school.staffing))
        taught[school.code, stage, period] = Taught(classes, students, teachers)


def _cohort(
    school: School, stage: str, entry_year: int, last_year: int
) -> Iterator[tuple[int, Period, tuple[int, ...]]]:
    """Follow a cohort through its grades: (grade from 0, quarter, the sizes of its classes)."""
    story = load_story("city")
    rules = story["stages"][stage]
    district = next(item for item in story["districts"] if item["code"] == school.district)
    draw = Draw("cohort", school.code, stage, entry_year)
    sizes = _enter(draw, school, rules, district, _chapter(entry_year, last_year))
    for grade in range(len(rules["grades"])):
        year = entry_year + grade
        chapter = _chapter(year, last_year)
        if grade:
            arrivals = district["arrivals"][chapter] if school.crowded else 0.0
            sizes = [
                _bounded(size + draw.between(-1, 1) + int(arrivals + draw.uniform(0, 1))) for size in sizes
            ]
            too_large = sum(sizes) > district["split_above"][chapter] * len(sizes)
            if too_large and draw.chance(_SPLITS_WHEN_TOO_LARGE):
                sizes = _divide(sum(sizes), len(sizes) + 1)
        for quarter in range(4):
            if quarter:
                sizes = [_bounded(size + _move(draw)) for size in sizes]
            yield grade, Period(year, 3).shift(quarter), tuple(sizes)


def _enter(
    draw: Draw, school: School, rules: Mapping[str, Any], district: Mapping[str, Any], chapter: int
) -> list[int]:
    """Draw the classes that a new cohort is put into."""
    classes = max(1, round(school.parallel * rules["classes_trend"][chapter] + draw.uniform(-0.3, 0.3)))
    felt = {CENTRE: 1.0, TOWN: 0.5}.get(school.place, 0.0)
    crowding = rules["crowded"] * (school.pressure + felt * district["crowding"][chapter])
    mean = draw.around(rules["class_size"] + crowding, 1.4)
    return [_bounded(draw.around(mean, 1.1)) for _ in range(classes)]


def _bounded(size: float) -> int:
    return min(max(round(size), _SMALLEST), _LARGEST)


def _divide(students: int, classes: int) -> list[int]:
    """Spread students over classes as evenly as whole numbers allow."""
    return [(students + position) // classes for position in range(classes)]


def _move(draw: Draw) -> int:
    """Draw whether a class gains or loses a student between two quarters."""
    if not draw.chance(_MOVES_A_QUARTER):
        return 0
    return 1 if draw.chance(0.45) else -1
