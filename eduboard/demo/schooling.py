"""Tables about schools and their students: 学校名录, 学校基本情况, 班额明细, 班额分组, 课后服务."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from eduboard.codes import load_code_table
from eduboard.demo.city import LARGE_CLASS_SIZE, City, Classroom, Taught, school_year
from eduboard.demo.draws import Draw
from eduboard.demo.rows import Row, district_row, school_row, stage_name
from eduboard.demo.schools import VILLAGE, School
from eduboard.demo.story import load_story
from eduboard.periods import Period

AFTER_SCHOOL_STAGES = ("primary", "junior")
LARGE_CLASS_STAGES = ("primary", "junior", "senior")

_LAST_QUARTERS_BY_SCHOOL = 4
_NO_UPPER_EDGE = 10_000


def school_rows(city: City, period: Period) -> Iterator[Row]:
    """学校名录: every school that teaches in the quarter."""
    words = load_story("city")["words"]
    for school in city.open_schools(period):
        yield school_row(
            period,
            school,
            cluster=school.cluster,
            school_type=school.type,
            urban_rural=school.area,
            ownership=words["public"] if is_public(school, period) else words["private"],
            inclusive=is_inclusive(school, period) if school.kind == "kindergarten" else None,
            tier=school.tier,
            alliance=school.alliance,
        )


def is_public(school: School, period: Period) -> bool:
    """Tell whether a school is publicly run (公办) in that quarter."""
    return school_year(period) >= school.public_from


def is_inclusive(school: School, period: Period) -> bool:
    """Tell whether a kindergarten is inclusive (普惠) in that quarter; public ones always are."""
    return school_year(period) >= school.inclusive_from


def enrolment_rows(city: City, period: Period) -> Iterator[Row]:
    """学校基本情况: classes, students and teachers of a school's stage."""
    for school, stage, taught in city.stages(period):
        yield school_row(
            period,
            school,
            stage=stage_name(stage),
            class_count=len(taught.classes),
            students=taught.students,
            teachers=taught.teachers,
            after_school_due=is_due(school) if stage in AFTER_SCHOOL_STAGES else None,
        )


def is_due(school: School) -> bool:
    """Tell whether a school must offer after-school service: village schools need not."""
    return school.place != VILLAGE


def class_rows(city: City, period: Period) -> Iterator[Row]:
    """班额明细: every class."""
    for school, stage, taught in city.stages(period):
        name = stage_name(stage)
        for classroom in taught.classes:
            yield school_row(
                period,
                school,
                stage=name,
                grade=classroom.grade,
                class_no=str(classroom.number),
                students=classroom.students,
            )


def class_band_rows(city: City, period: Period) -> Iterator[Row]:
    """班额分组: classes by official band, of each school in the newest year, of each district before it."""
    if period in city.periods[-_LAST_QUARTERS_BY_SCHOOL:]:
        for school, stage, taught in city.stages(period):
            for band, count, students in _bands(taught.classes):
                yield school_row(
                    period, school, stage=stage_name(stage), band=band, class_count=count, students=students
                )
        return
    together: dict[tuple[str, str], list[Classroom]] = {}
    for school, stage, taught in city.stages(period):
        together.setdefault((school.district, stage), []).extend(taught.classes)
    for (district, stage), classes in together.items():
        for band, count, students in _bands(classes):
            yield district_row(
                period, district, stage=stage_name(stage), band=band, class_count=count, students=students
            )


def _bands(classes: Iterable[Classroom]) -> Iterator[tuple[str, int, int]]:
    """Sort classes into the official bands: (band, classes, students), empty bands left out."""
    upper_edges = [
        (row["name"], int(row["size_max"] or _NO_UPPER_EDGE)) for row in load_code_table("class_bands").rows
    ]
    counts: Counter[str] = Counter()
    students: Counter[str] = Counter()
    for classroom in classes:
        band = next(name for name, edge in upper_edges if classroom.students <= edge)
        counts[band] += 1
        students[band] += classroom.students
    for name, _ in upper_edges:
        if counts[name]:
            yield name, counts[name], students[name]


def after_school_rows(city: City, period: Period) -> Iterator[Row]:
    """课后服务: whether a school's stage offers it, and how many take part."""
    for school, stage, taught in city.stages(period):
        if stage not in AFTER_SCHOOL_STAGES:
            continue
        yield school_row(
            period, school, stage=stage_name(stage), **_after_school(city, period, school, stage, taught)
        )


def _after_school(
    city: City, period: Period, school: School, stage: str, taught: Taught
) -> Mapping[str, int | bool]:
    draw = Draw("after_school", period, school.code, stage)
    if school_year(period) < school.after_school_from:
        return {
            "offered": False,
            "students": taught.students,
            "participants": 0,
            "full_week": 0,
            "teachers": taught.teachers,
            "teachers_participating": 0,
            "courses": 0,
            "days_per_week": 0,
            "extension": False,
        }
    expected = city.along(city.districts[school.district]["after_school_rate"], period)
    rate = min(expected + 0.035 * school.eagerness + draw.around(0, 0.008), 0.995)
    participants = round(taught.students * rate)
    size = len(taught.classes)
    return {
        "offered": True,
        "students": taught.students,
        "participants": participants,
        "full_week": round(participants * min(0.72 + 0.05 * school.eagerness + draw.around(0, 0.01), 1.0)),
        "teachers": taught.teachers,
        "teachers_participating": round(taught.teachers * min(rate * draw.uniform(0.90, 0.96), 1.0)),
        "courses": 4 + round(size * 0.7 * (1 + 0.2 * school.eagerness)),
        "days_per_week": 5,
        "extension": school.eagerness > 1.1,
    }


def large_classes(city: City, period: Period, district: str | None = None) -> tuple[int, int]:
    """Count large classes (大班额) and all classes of the stages that know them, in a district or all."""
    sizes = [
        classroom.students
        for school, stage, taught in city.stages(period)
        if stage in LARGE_CLASS_STAGES and district in (None, school.district)
        for classroom in taught.classes
    ]
    return sum(size >= LARGE_CLASS_SIZE for size in sizes), len(sizes)
