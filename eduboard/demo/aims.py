"""Tables of single figures: 其他指标 and 目标任务, the latter set from what last year's tables show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from eduboard.codes import region_names
from eduboard.demo.city import City
from eduboard.demo.draws import Draw
from eduboard.demo.rows import Row, district_row
from eduboard.demo.schooling import after_school_rows, is_inclusive, is_public, large_classes
from eduboard.demo.schools import School
from eduboard.demo.staff import famous_teachers
from eduboard.demo.story import load_story
from eduboard.periods import Period

Measure = Callable[[City, Period, str | None], float]


def _kindergarten_share(
    city: City, period: Period, district: str | None, counts: Callable[[School, Period], bool]
) -> float:
    children = [
        (taught.students, counts(school, period))
        for school, stage, taught in city.stages(period)
        if stage == "preschool" and district in (None, school.district)
    ]
    return 100 * sum(count for count, counted in children if counted) / sum(count for count, _ in children)


def _public_share(city: City, period: Period, district: str | None) -> float:
    """公办园在园幼儿占比: children in public kindergartens, not kindergartens."""
    return _kindergarten_share(city, period, district, is_public)


def _inclusive_share(city: City, period: Period, district: str | None) -> float:
    """普惠性幼儿园覆盖率: children in inclusive kindergartens, public ones among them."""
    return _kindergarten_share(city, period, district, is_inclusive)


def _large_class_count(city: City, period: Period, district: str | None) -> float:
    return large_classes(city, period, district)[0]


def _large_class_share(city: City, period: Period, district: str | None) -> float:
    large, every = large_classes(city, period, district)
    return 100 * large / every


def _after_school_share(city: City, period: Period, district: str | None) -> float:
    participants = students = 0
    for row in after_school_rows(city, period):
        if district in (None, row["district"]):
            participants += int(str(row["participants"]))
            students += int(str(row["students"]))
    return 100 * participants / students


def _famous_teacher_titles(city: City, period: Period, district: str | None) -> float:
    """名师人数 as it is reported: titles held, so that a person with two levels counts twice."""
    schools = (school for school in city.open_schools(period) if district in (None, school.district))
    return sum(famous_teachers(city, period, school).titles for school in schools)


MEASURES: Mapping[str, Measure] = {
    "public_share": _public_share,
    "inclusive_share": _inclusive_share,
    "large_classes": _large_class_count,
    "large_share": _large_class_share,
    "after_school_share": _after_school_share,
    "famous_teachers": _famous_teacher_titles,
}


def indicator_rows(city: City, period: Period) -> Iterator[Row]:
    """其他指标: figures that no other table holds, one row for a district."""
    for district in city.districts:
        for indicator in load_story("work")["indicators"]:
            if period.quarter in indicator.get("quarters", (1, 2, 3, 4)):
                value = _indicator(city, period, district, indicator)
                yield district_row(
                    period, district, indicator=indicator["name"], value=value, unit=indicator["unit"]
                )


def _indicator(city: City, period: Period, district: str, indicator: Mapping[str, Any]) -> float:
    if measure := indicator.get("measure"):
        return round(MEASURES[measure](city, period, district), 2)
    usual = Draw("indicator", indicator["name"], district).around(indicator["first"], indicator["spread"] / 2)
    drawn = Draw("indicator", indicator["name"], district, period).around(usual, indicator["spread"] / 20)
    value = min(drawn + indicator["step"] * city.periods.index(period), float(indicator["most"]))
    return float(round(value)) if indicator.get("whole", False) else round(value, 2)


def target_rows(city: City, period: Period) -> Iterator[Row]:
    """目标任务: issued in the first quarter for the year, for the city and for each district.

    They build on the year before: when the first quarter shown is a year's first, that year has none.
    """
    if period.quarter != 1 or period == city.periods[0]:
        return
    story = load_story("work")
    city_code = load_story("city")["city"]
    last_year = period.shift(-1)
    for code in (city_code, *city.districts):
        whole = code == city_code
        pattern = story["basis"]["city" if whole else "district"]
        for target in story["targets"]:
            value = _target(city, last_year, None if whole else code, target)
            yield district_row(
                period,
                code,
                indicator=target["name"],
                target_value=f"{value:g}%" if target["unit"] == "%" else f"{value:g}",
                direction=target["direction"],
                start_period=str(period),
                due_period=str(period.shift(3)),
                basis=pattern.format(year=period.year, district=region_names()[code]),
                unit=target["unit"],
            )


def _target(city: City, last_year: Period, district: str | None, target: Mapping[str, Any]) -> float:
    if "value" in target:
        return float(target["value"])
    reached = MEASURES[target["measure"]](city, last_year, district)
    value = reached * target.get("of_last", 1.0) + target.get("add", 0.0)
    digits = 1 if target["unit"] == "%" else None
    return float(round(min(value, target.get("most", value)), digits))
