"""Tables about what teachers and heads do: 教师培训, 学时达标, 履职与活动."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from eduboard.demo.city import City, build_city
from eduboard.demo.draws import Draw
from eduboard.demo.rows import Row, school_row
from eduboard.demo.schools import School
from eduboard.demo.staff import famous_teachers
from eduboard.demo.story import load_story
from eduboard.periods import Period

_FEW_SCHOOLS = 0.3
_HOURS_A_YEAR = 72
_SCHOOL_BASED_HOURS_A_YEAR = 24


class Course(NamedTuple):
    """A training programme as a school lives it in a quarter."""

    programme: dict[str, Any]
    sessions: int
    share: float

    @property
    def hours_per_teacher(self) -> float:
        """Hours that it brings on average to each of the school's teachers."""
        return float(self.sessions * self.share * self.programme["hours"])


@cache
def _build_courses(last_period: str) -> dict[tuple[str, Period], tuple[Course, ...]]:
    """Draw every school's training in the quarters shown and in the three before, needed for their hours."""
    city = build_city(last_period)
    periods = [city.periods[0].shift(back) for back in (-3, -2, -1)] + list(city.periods)
    return {
        (school.code, period): tuple(_draw_courses(city, school, period))
        for school in city.schools
        for period in periods
    }


def _draw_courses(city: City, school: School, period: Period) -> Iterator[Course]:
    intensity = city.along(city.districts[school.district]["training"], period)
    for programme in load_story("work")["training"]:
        if period.quarter not in programme["quarters"]:
            continue
        draw = Draw("training", period, school.code, programme["name"])
        wide = programme.get("wide", True)
        if not wide and not draw.chance(_FEW_SCHOOLS):
            continue
        least, most = programme["sessions"]
        sessions = max(1, round(draw.uniform(least, most) * intensity))
        share = programme["share"] / (1 if wide else _FEW_SCHOOLS)
        attendance = share * min(intensity, 1.06) * draw.uniform(0.93, 1.02) * (1 + 0.02 * school.eagerness)
        yield Course(programme, sessions, min(attendance, 1.0))


def training_rows(city: City, period: Period) -> Iterator[Row]:
    """教师培训: every programme that a school's teachers took part in."""
    courses = _build_courses(str(city.periods[-1]))
    for school in city.open_schools(period):
        teachers = city.teachers(school, period)
        for course in courses[school.code, period]:
            persons = max(1, round(teachers * course.share))
            person_times = persons * course.sessions
            yield school_row(
                period,
                school,
                programme=course.programme["name"],
                category=course.programme["category"],
                form=course.programme["form"],
                sessions=course.sessions,
                person_times=person_times,
                persons=persons,
                hours_per_person=course.programme["hours"],
                total_hours=person_times * course.programme["hours"],
            )


def training_compliance_rows(city: City, period: Period) -> Iterator[Row]:
    """学时达标: teachers who have the hours of the last four quarters, or of the running five years."""
    five_years, yearly, school_based = (standard["name"] for standard in load_story("work")["standards"])
    plan = _build_courses(str(city.periods[-1]))
    year = [period.shift(-back) for back in range(4)]
    for school in city.open_schools(period):
        courses = [course for quarter in year for course in plan[school.code, quarter]]
        hours = sum(course.hours_per_teacher for course in courses)
        own_hours = sum(c.hours_per_teacher for c in courses if c.programme.get("school_based", False))
        draw = Draw("training_compliance", school.code)
        lead = draw.around(0, 0.02)
        still_missing = 0.012 * (3 - city.chapter(period))
        shares = {
            five_years: min(0.50 + 0.42 * hours / _HOURS_A_YEAR, 0.985) + lead - still_missing,
            yearly: 0.15 + 0.72 * hours / _HOURS_A_YEAR + lead,
            school_based: 0.20 + 0.62 * own_hours / _SCHOOL_BASED_HOURS_A_YEAR + lead,
        }
        teachers = city.teachers(school, period)
        for standard, share in shares.items():
            yield school_row(
                period,
                school,
                standard=standard,
                required_count=teachers,
                met_count=round(teachers * min(max(share, 0.0), 1.0)),
            )


def duty_rows(city: City, period: Period) -> Iterator[Row]:
    """履职与活动: what heads, deputies, famous teachers and schools owe each quarter, and how many did it."""
    for school in city.open_schools(period):
        teachers = city.teachers(school, period)
        due_by_role = {
            "head": 1,
            "deputies": min(1 + teachers // 80, 3),
            "famous": famous_teachers(city, period, school).people,
            "school": 1,
        }
        for duty in load_story("work")["duties"]:
            if due := due_by_role[duty["who"]]:
                yield _duty_row(city, school, period, duty, due)


def _duty_row(city: City, school: School, period: Period, duty: dict[str, Any], due: int) -> Row:
    draw = Draw("duty", period, school.code, duty["role"], duty["duty"])
    quota = max(1, duty["quota"] // 2 if period.quarter == 3 else duty["quota"])
    # Diligence grows a little from year to year.
    usual = quota + duty["spread"] * (0.25 + 0.2 * city.chapter(period) + 0.35 * school.eagerness)
    done = [max(0, round(draw.around(usual, duty["spread"] / 2))) for _ in range(due)]
    times = sum(done)
    students = sum(city.taught[school.code, stage, period].students for stage in school.stages)
    return school_row(
        period,
        school,
        role=duty["role"],
        duty=duty["duty"],
        due_count=due,
        met_count=sum(count >= quota for count in done),
        times=times,
        person_times=round(students * draw.uniform(0.35, 0.7)) * times if duty["who"] == "school" else None,
    )
