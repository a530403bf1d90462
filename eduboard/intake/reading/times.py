"""Dates and periods in every form in which Chinese files write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from eduboard.intake.reading.parsed import (
    EXCEL_DATE,
    MISSING_VALUE,
    SCIENTIFIC,
    Parsed,
    broken_formula,
    half_width,
    problem,
)
from eduboard.intake.reading.words import MISSING

FIRST_YEAR, LAST_YEAR = 1990, 2100
_FIRST_DATE_YEAR = 1900
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL_RANGE = range(1, 80000)

# A run of spaces is looked at from its beginning only, so that fifty thousand of them take no longer than they are.
_LOOSE_SPACE = re.compile(r"(?<=[年月日季度第学期])\s++|(?<!\s)\s++(?=[年月日季度第学期])")
_SEP = r"[-/.]"
_TIME = r"(?:[ t]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_FULL_DATE = re.compile(
    rf"([0-9]{{4}})(?:({_SEP})([0-9]{{1,2}})\2([0-9]{{1,2}})|年([0-9]{{1,2}})月([0-9]{{1,2}})[日号]?){_TIME}"
)
_COMPACT_DATE = re.compile(r"((?:19|20)[0-9]{2}|2100)([0-9]{2})([0-9]{2})")
_MONTH = re.compile(rf"([0-9]{{4}})(?:({_SEP})([0-9]{{1,2}})|年([0-9]{{1,2}})月份?)")
_COMPACT_MONTH = re.compile(r"((?:19|20)[0-9]{2}|2100)(0[1-9]|1[0-2])")
_YEAR = re.compile(r"([0-9]{4})(?:\.0|年|年度|全年|年全年|年年度)?")
_LOST_ZERO = re.compile(r"[0-9]{4}\.1")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4}年)([一二三四五六七八九十]{1,2}月)?([一二三四五六七八九十]{1,3}[日号])?"
)
_END_OF = re.compile(r"(?<=([年月]))[底末](?:之?前)?$")
"""The end of a year is its last month."""
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

_QUARTER = re.compile(
    r"([0-9]{4})(?:年度?)?[-_/.]?(?:q([1-4])|第?([一二三四1-4])季度?)|q([1-4])[-_/. ]?([0-9]{4})",
    re.IGNORECASE,
)
_MONTH_RANGE = re.compile(r"([0-9]{4})年?[-/.]?([0-9]{1,2})月?[-~至到]([0-9]{1,2})月")
_QUARTER_OF_RANGE = {(1, 3): 1, (4, 6): 2, (7, 9): 3, (10, 12): 4}
_TERM = r"(?:第?([一二12])学期|([上下])学期|([秋春])季?学?期?)"
_SCHOOL_YEAR = re.compile(rf"([0-9]{{4}})(?:[-~/至到]([0-9]{{4}}|[0-9]{{2}}))?学年度?[-(]?(?:{_TERM}\)?)?")
_TERM_CODE = re.compile(r"([0-9]{4})-([0-9]{4})-([12])")
_SEASON = re.compile(r"([0-9]{4})年?([秋春])季?(?:学期|季)?")
_SERIAL = re.compile(r"[0-9]{1,5}(?:\.[0-9]+)?")
_LIKELY_SERIAL = re.compile(r"[3-5][0-9]{4}(?:\.[0-9]+)?")
"""A day between 1982 and 2064, as Excel counts them."""
_NO_DATES = {
    "date.ambiguous": _LOST_ZERO,
    "date.no_month": _YEAR,
    "date.serial": _LIKELY_SERIAL,
    "type.scientific": SCIENTIFIC,
    "type.excel_date": EXCEL_DATE,
}
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def parse_date(raw: str, excel_serial: bool = False) -> Parsed:
    """Read a day as a ``date``; a month alone is its first day with the qualifier 月.

    ``excel_serial`` says that a bare number is Excel's count of days (45726 is 2025-03-10).
    """
    text = _plain(raw)
    if text.lower() in MISSING:
        return MISSING_VALUE
    if broken_formula(text):
        return problem("type.formula_error")
    if text[:1] in "〇零○一二三四五六七八九":
        text = _from_chinese_numerals(text)
    day = _day_parts(text)
    if day is not None:
        return _checked_date(*day)
    month = _MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text)
    if month is not None and not _LOST_ZERO.fullmatch(text):
        year, number = int(month[1]), int(next(part for part in month.groups()[:0:-1] if part))
        checked = _checked_date(year, number, 1)
        return checked if checked.problem else Parsed(checked.value, "月")
    if excel_serial and _SERIAL.fullmatch(text) and int(float(text)) in _SERIAL_RANGE:
        return Parsed(_EXCEL_EPOCH + timedelta(days=int(float(text))))
    return _no_date(text)


def _no_date(text: str) -> Parsed:
    for code, pattern in _NO_DATES.items():
        if pattern.fullmatch(text):
            return problem(code)
    return problem("type.date")


def parse_period(raw: str) -> Parsed:
    """Read a period as ``YYYYQn``; a year is its fourth quarter with the qualifier ``annual``."""
    text = _plain(raw)
    if text.lower() in MISSING:
        return MISSING_VALUE
    if broken_formula(text):
        return problem("type.formula_error")
    text = re.sub(r"\s", "", text) if ":" not in text else text
    text = _END_OF.sub(lambda match: "" if match[1] == "月" else "12月", text)
    text = text.replace("—", "-").replace("–", "-").replace("－", "-").replace("--", "-")
    if text[:1] in "〇零○一二三四五六七八九":
        text = _from_chinese_numerals(text)
    found = _school_term(text) or _calendar_quarter(text) or _day_or_month(text)
    return found or problem("date.serial" if _LIKELY_SERIAL.fullmatch(text) else "period.unknown")


def _plain(raw: str) -> str:
    return _LOOSE_SPACE.sub("", half_width(raw).strip("'\"“”()[] "))


def _from_chinese_numerals(text: str) -> str:
    match = _CHINESE_DATE.match(text)
    if match is None:
        return text
    numbers = "".join(_number(part) if part else "" for part in match.groups()[1:])
    return match[1].translate(_DIGITS) + numbers + text[match.end() :]


def _number(part: str) -> str:
    tens, ten, ones = part[:-1].rpartition("十")
    value = int(tens.translate(_DIGITS) or 1) * 10 if ten else 0
    return f"{value + int(ones.translate(_DIGITS) or 0)}{part[-1]}"


def _day_parts(text: str) -> tuple[int, int, int] | None:
    match = _FULL_DATE.fullmatch(text.lower())
    if match is not None:
        return int(match[1]), int(match[3] or match[5]), int(match[4] or match[6])
    compact = _COMPACT_DATE.fullmatch(text)
    return (int(compact[1]), int(compact[2]), int(compact[3])) if compact else None


def _checked_date(year: int, month: int, day: int) -> Parsed:
    if not _FIRST_DATE_YEAR <= year <= LAST_YEAR:
        return problem("date.impossible")
    try:
        return Parsed(date(year, month, day))
    except ValueError:
        return problem("date.impossible")


def _quarter_of(year: int, quarter: int, qualifier: str | None = None) -> Parsed:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return problem("period.unknown")
    return Parsed(f"{year}Q{quarter}", qualifier)


def _school_term(text: str) -> Parsed | None:
    code = _TERM_CODE.fullmatch(text)
    if code is not None:
        return _term(int(code[1]), code[2], code[3])
    season = _SEASON.fullmatch(text)
    if season is not None:
        return _quarter_of(int(season[1]), 4 if season[2] == "秋" else 2)
    match = _SCHOOL_YEAR.fullmatch(text)
    if match is None:
        return None
    term = match[3] or match[4] or match[5]
    return _term(int(match[1]), match[2], term) if term else problem("period.school_year")


def _term(year: int, second_year: str | None, term: str) -> Parsed:
    if second_year and int(second_year[-2:]) != (year + 1) % 100:
        return problem("period.unknown")
    if second_year and len(second_year) == 4 and int(second_year) != year + 1:
        return problem("period.unknown")
    return _quarter_of(year, 4) if term in "一1上秋" else _quarter_of(year + 1, 2)


def _calendar_quarter(text: str) -> Parsed | None:
    match = _QUARTER.fullmatch(text)
    if match is not None:
        year = match[1] or match[5]
        return _quarter_of(int(year), _ORDINALS[match[2] or match[3] or match[4]])
    months = _MONTH_RANGE.fullmatch(text)
    if months is not None:
        quarter = _QUARTER_OF_RANGE.get((int(months[2]), int(months[3])))
        return _quarter_of(int(months[1]), quarter) if quarter else problem("period.unknown")
    annual = _YEAR.fullmatch(text)
    return _quarter_of(int(annual[1]), 4, "annual") if annual else None


def _day_or_month(text: str) -> Parsed | None:
    if _LOST_ZERO.fullmatch(text):
        return problem("period.ambiguous")
    parsed = parse_date(text)
    if not isinstance(parsed.value, date):
        return None
    return _quarter_of(parsed.value.year, (parsed.value.month + 2) // 3)
