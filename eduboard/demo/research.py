"""课题与成果: the register of research projects, and other outputs counted by school and level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from eduboard.demo.city import City, build_city, school_year
from eduboard.demo.draws import Draw
from eduboard.demo.rows import Row, school_row
from eduboard.demo.schools import School
from eduboard.demo.staff import person_name
from eduboard.demo.story import load_story
from eduboard.periods import Period

_LONGEST_PROJECT = 12
_PLANNED_QUARTERS = 8


@dataclass(frozen=True)
class Project:
    """A research project: it starts on a day, is due two years later, and ends in some quarter."""

    name: str
    level: str
    leader: str
    school: School
    start_date: date
    started: Period
    ends: Period
    end_date: date | None

    def status(self, period: Period) -> str | None:
        """Return the status it is registered with in a quarter; None when it is not on the register."""
        words = load_story("work")["projects"]
        if not self.started <= period <= self.ends:
            return None
        if period == self.ends:
            return str(words["completed"] if self.end_date else words["stopped"])
        if period == self.started:
            return str(words["started"])
        return str(words["extended"] if period > self.started.shift(_PLANNED_QUARTERS) else words["open"])


@cache
def _build_projects(last_period: str) -> tuple[Project, ...]:
    city = build_city(last_period)
    earliest = city.periods[0].shift(-_LONGEST_PROJECT)
    quarters = [earliest.shift(step) for step in range(_LONGEST_PROJECT + len(city.periods))]
    found: dict[tuple[str, str], Project] = {}
    for school in city.schools:
        for period in quarters:
            # A school in its last year starts nothing new, and none studies the same question twice.
            stays = school.is_open(school_year(period)) and school.is_open(school_year(period.shift(4)))
            if stays and (project := _start(school, period)):
                found.setdefault((school.code, project.name), project)
    return tuple(found.values())


def _start(school: School, period: Period) -> Project | None:
    """Draw whether a school starts a project in a quarter."""
    words = load_story("work")["projects"]
    draw = Draw("project", period, school.code)
    season = 1.6 if period.quarter in words["quarters"] else 0.35
    eagerness = 1 + 0.35 * school.eagerness - 0.25 * school.place
    if not draw.chance(words["per_school"] * season * eagerness):
        return None
    subject = draw.pick(load_story("people")["subjects"][draw.pick(school.stages)])
    topic = draw.pick(words["topics"]).format(subject=subject)
    start_date = _day(draw, period)
    ends = period.shift(draw.pick_weighted((3, 5, 6, 7, 8, 9, 10), (1, 1, 2, 3, 6, 2, 1)))
    # What a school that closes has not finished by then is broken off.
    last_quarter = Period(school.closes, 2)
    broken_off = draw.chance(0.06) or ends > last_quarter
    return Project(
        name=words["name"].format(topic=topic, form=draw.pick(words["forms"]), school=school.name),
        level=draw.pick(words["levels"]),
        leader=person_name(draw),
        school=school,
        start_date=start_date,
        started=period,
        ends=min(ends, last_quarter),
        end_date=None if broken_off else _day(draw, ends),
    )


def _day(draw: Draw, period: Period) -> date:
    """Draw a working day of a quarter."""
    day = period.start_date + timedelta(days=draw.between(5, 84))
    return day - timedelta(days=max(day.weekday() - 4, 0))


def output_rows(city: City, period: Period) -> Iterator[Row]:
    """课题与成果: projects on the register, then what else the quarter brought."""
    words = load_story("work")
    for project in _build_projects(str(city.periods[-1])):
        status = project.status(period)
        if status is None or not project.school.is_open(school_year(period)):
            continue
        yield school_row(
            period,
            project.school,
            type=words["projects"]["type"],
            level=project.level,
            count=1,
            name=project.name,
            leader=project.leader,
            status=status,
            start_date=project.start_date,
            end_date=project.end_date if period == project.ends else None,
        )
    for school in city.open_schools(period):
        draw = Draw("outputs", period, school.code)
        weight = city.teachers(school, period) / 70 * (1 + 0.2 * school.eagerness)
        for output in words["outputs"]:
            for level, rate in zip(output["levels"], output["rates"], strict=True):
                if count := draw.count(rate * weight, output["most"]):
                    yield school_row(period, school, type=output["type"], level=level, count=count)
