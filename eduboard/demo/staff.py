"""The invented teachers who hold titles, and the tables about them: 名优教师, 工作室与共同体.

Each has a career drawn once for the whole city; a quarter shows what was awarded by its last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from eduboard.codes import region_names
from eduboard.demo.city import City, build_city, school_year
from eduboard.demo.draws import Draw
from eduboard.demo.rows import Row, district_row, school_row, stage_name
from eduboard.demo.schools import CENTRE, School
from eduboard.demo.story import load_story
from eduboard.periods import Period

_CAREER_YEARS = 9
_LEAVES = 0.05


@dataclass(frozen=True)
class Award:
    """A title given to a person on a day."""

    title: str
    level: str
    day: date


@dataclass(frozen=True)
class Person:
    """A teacher with titles, oldest first; ``leaves`` is the quarter in which they leave the register."""

    number: str
    name: str
    school: School
    stage: str
    subject: str | None
    awards: tuple[Award, ...]
    leaves: Period | None
    hosts: str | None

    def held(self, period: Period) -> tuple[Award, ...]:
        """List the titles on the register in that quarter, those given up in it included."""
        if self.leaves is not None and self.leaves < period:
            return ()
        return tuple(award for award in self.awards if award.day <= period.end_date)


@cache
def build_people(last_period: str) -> tuple[Person, ...]:
    """Make everybody who holds a title in some quarter shown, by school."""
    city = build_city(last_period)
    return tuple(
        person
        for school in city.schools
        for person in _people_of(city, school)
        if person.held(city.periods[-1]) or person.leaves
    )


def people(city: City) -> tuple[Person, ...]:
    """Everybody who holds a title in some quarter shown."""
    return build_people(str(city.periods[-1]))


def person_name(draw: Draw) -> str:
    """Invent a name."""
    words = load_story("people")
    given = draw.pick(words["given"])
    second = draw.pick(words["given"]) if draw.chance(0.72) else ""
    return f"{draw.pick(words['surnames'])}{given}{second}"


def _people_of(city: City, school: School) -> Iterator[Person]:
    shown = [period for period in city.periods if (school.code, school.stages[0], period) in city.taught]
    if not shown:
        return
    teachers = city.teachers(school, shown[0])
    classes = sum(len(city.taught[school.code, stage, shown[0]].classes) for stage in school.stages)
    draw = Draw("staff", school.code)
    # A head start for central schools: that is where titles are.
    favour = 1.12 if school.place == CENTRE else 0.75
    if school.kind == "kindergarten":
        favour *= 0.55
    density = city.districts[school.district]["titles_per_teacher"]
    number = round(teachers * density * favour * draw.uniform(0.85, 1.15))
    careers: list[tuple[Award, ...]] = [_climb(draw, city.periods[-1]) for _ in range(number)]
    for post in load_story("people")["posts"]:
        if "per_class" in post:
            number = round(classes * post["per_class"] * favour + draw.uniform(-0.4, 0.4))
        else:
            number = int(draw.chance(post["per_school"] * favour))
        careers.extend(_appointed(draw, post, city.periods[-1]) for _ in range(number))
    for index, awards in enumerate(careers, start=1):
        if awards:
            yield _introduce(draw, city, school, index, awards)


def _introduce(draw: Draw, city: City, school: School, index: int, awards: tuple[Award, ...]) -> Person:
    stage = draw.pick(school.stages)
    leaves = draw.pick(city.periods[1:]) if draw.chance(_LEAVES) else None
    if leaves is not None and leaves.end_date < awards[0].day:
        leaves = None
    heads = {post["title"] for post in load_story("people")["posts"] if "per_school" in post}
    return Person(
        number=f"T{school.number}{index:03d}",
        name=person_name(draw),
        school=school,
        stage=stage,
        subject=None if awards[0].title in heads else draw.pick(load_story("people")["subjects"][stage]),
        awards=tuple(a for a in awards if leaves is None or a.day < leaves.start_date) or awards[:1],
        leaves=leaves,
        hosts=_studio(draw, awards),
    )


def _climb(draw: Draw, last: Period) -> tuple[Award, ...]:
    """Draw a career on the ladder of titles, up to the last quarter shown."""
    ladder = load_story("people")["ladder"]
    rung = draw.pick_weighted(range(len(ladder)), [step["start"] for step in ladder])
    year = last.year - draw.between(0, _CAREER_YEARS)
    awards: list[Award] = []
    while True:
        step = ladder[rung]
        day = date(year, step["month"], step["day"])
        if day > last.end_date:
            return tuple(awards)
        awards.append(Award(step["title"], step["level"], day))
        if not draw.chance(step["next"]):
            return tuple(awards)
        rung += 1
        year += draw.between(1, 3)


def _appointed(draw: Draw, post: Mapping[str, Any], last: Period) -> tuple[Award, ...]:
    """Draw the award of a post such as 名班主任: one title, at one level."""
    day = date(last.year - draw.between(0, 6), post["month"], post["day"])
    level = draw.pick(post["levels"])
    return (Award(post["title"], level, day),) if day <= last.end_date else ()


def _studio(draw: Draw, awards: tuple[Award, ...]) -> str | None:
    """Draw whether somebody hosts a studio, and of which category."""
    for studio in load_story("people")["studios"]:
        if any(award.title == studio["title"] and award.level in studio["levels"] for award in awards):
            return str(studio["category"]) if draw.chance(studio["share"]) else None
    return None


def honour_rows(city: City, period: Period) -> Iterator[Row]:
    """名优教师: every title on the register."""
    names = load_story("people")["names"]
    for person in people(city):
        if not person.school.is_open(school_year(period)):
            continue
        for award in person.held(period):
            yield school_row(
                period,
                person.school,
                title=award.title,
                level=award.level,
                count=1,
                person_id=person.number,
                person_name=person.name,
                subject=person.subject,
                stage=stage_name(person.stage),
                awarded_date=award.day,
                status=names["left"] if person.leaves == period else names["held"],
            )


class Famous(NamedTuple):
    """The 名师 of a school: how many people, and how many titles of that name they hold."""

    people: int
    titles: int


@cache
def _count_famous_teachers(last_period: str) -> dict[tuple[str, Period], Famous]:
    city = build_city(last_period)
    famous = load_story("people")["names"]["famous"]
    found: dict[tuple[str, Period], Famous] = {}
    for person in people(city):
        if not any(award.title == famous for award in person.awards):
            continue
        for period in city.periods:
            titles = sum(award.title == famous for award in person.held(period))
            if titles and person.leaves != period:
                known = found.get((person.school.code, period), Famous(0, 0))
                found[person.school.code, period] = Famous(known.people + 1, known.titles + titles)
    return found


def famous_teachers(city: City, period: Period, school: School) -> Famous:
    """Count the 名师 of a school who are on the register."""
    return _count_famous_teachers(str(city.periods[-1])).get((school.code, period), Famous(0, 0))


def platform_rows(city: City, period: Period) -> Iterator[Row]:
    """工作室与共同体: studios of title holders, communities by subject, alliances of schools, lecturers."""
    yield from _studio_rows(city, period)
    names = load_story("people")["names"]
    for district in city.districts:
        number = 2 + int(district[-1]) % 3 + city.chapter(period) // 2
        category = names["community_category"]
        for subject in names["community_subjects"][:number]:
            name = names["community"].format(
                district=region_names()[district], subject=subject, category=category
            )
            yield _district_platform(city, period, district, category, name, members=18)
        name = names["lecturers"].format(district=region_names()[district])
        yield _district_platform(city, period, district, names["lecturers_category"], name, members=26)
        yield from _alliance_rows(city, period, district)


def _district_platform(
    city: City, period: Period, district: str, category: str, name: str, *, members: int
) -> Row:
    return district_row(
        period,
        district,
        category=category,
        level=load_story("people")["names"]["district_level"],
        count=1,
        name=name,
        members=members + Draw("platform", name).between(-5, 9) + city.chapter(period),
    )


def _studio_rows(city: City, period: Period) -> Iterator[Row]:
    studios = {studio["category"]: studio for studio in load_story("people")["studios"]}
    pattern = load_story("people")["names"]["studio"]
    for person in people(city):
        if person.hosts is None or person.leaves == period:
            continue
        studio = studios[person.hosts]
        titles = [
            award
            for award in person.held(period)
            if award.title == studio["title"] and award.level in studio["levels"]
        ]
        # A studio opens in the quarter after its host's title, and bears the level it opened at.
        if not titles or titles[0].day >= period.start_date or not person.school.is_open(school_year(period)):
            continue
        yield district_row(
            period,
            person.school.district,
            category=person.hosts,
            level=titles[0].level,
            count=1,
            name=pattern.format(person=person.name, category=person.hosts),
            host=person.name,
            members=Draw("studio", person.number).between(8, 16) + city.chapter(period),
            school_code=person.school.code,
            school_name=person.school.name,
            stage=stage_name(person.stage),
        )


def _alliance_rows(city: City, period: Period, district: str) -> Iterator[Row]:
    names = load_story("people")["names"]
    members: dict[str, int] = {}
    for school in city.open_schools(period):
        if school.district == district and school.alliance:
            members[school.alliance] = members.get(school.alliance, 0) + 1
    for alliance, count in members.items():
        yield district_row(
            period,
            district,
            category=names["alliance_category"],
            level=names["district_level"],
            count=1,
            name=alliance,
            members=count,
        )
