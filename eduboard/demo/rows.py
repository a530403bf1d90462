"""What a demo table's row is: values by the contract's field names."""

from __future__ import annotations

from datetime import date

from eduboard.demo.schools import School
from eduboard.demo.story import load_story
from eduboard.periods import Period

Value = str | int | float | bool | date | None
Row = dict[str, Value]


def district_row(period: Period, district: str, **values: Value) -> Row:
    """Start a row about a district (code)."""
    return {"period": str(period), "district": district, **values, "source": load_story("city")["source"]}


def school_row(period: Period, school: School, **values: Value) -> Row:
    """Start a row about a school."""
    return district_row(period, school.district, school_code=school.code, school_name=school.name, **values)


def stage_name(stage: str) -> str:
    """Return the 学段 as the code table spells it."""
    return str(load_story("city")["stages"][stage]["name"])
