"""Writing demo rows as files, each in the habit of some clerk: encoding, headings, totals, spellings.

The figures never change, only how they are written; what a habit may do is named in ``data/demo/files.toml``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from eduboard.codes import region_names
from eduboard.contracts import Contract, Field, load_contracts
from eduboard.demo.rows import Row, Value
from eduboard.demo.story import load_story
from eduboard.periods import Period

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SUMMED_KINDS = ("count", "number")


@dataclass(frozen=True)
class DemoFile:
    """A file as somebody of the invented city hands it in."""

    name: str
    data: bytes
    dataset: str


@dataclass(frozen=True)
class Habit:
    """How somebody writes a table; ``data/demo/files.toml`` says what each value means."""

    name: str
    encoding: str
    delimiter: str = ","
    suffix: str = ".csv"
    title: bool = False
    unit: str = ""
    total: str = ""
    note: bool = False
    thousands: bool = False
    full_width: bool = False
    percent: bool = False
    trailing: bool = False
    aliases: bool = False
    period: str = "code"
    district: str = "name"
    date: str = "iso"
    blank: str = ""
    omits: tuple[str, ...] = ()


@cache
def load_habits() -> tuple[Habit, ...]:
    """Read the habits, in the order of the file."""
    return tuple(Habit(**habit) for habit in load_story("files")["habits"])


def write_file(
    dataset: str, rows: Sequence[Row], habit: Habit, place: str, district: bool = False
) -> DemoFile:
    """Write rows of one dataset, of one quarter or of several, as one file.

    ``place`` is who hands it in (the city's or a district's name); ``district`` says that it is a district.
    """
    contract = load_contracts()[dataset]
    words = load_story("files")["words"]
    periods = sorted(map(Period.parse, {str(row["period"]) for row in rows}))
    span = _span(periods)
    columns = _columns(contract, rows, habit, periods)
    lines = list(_lines(rows, habit, columns, several=len(periods) > 1))
    head: list[list[str]] = []
    if habit.title:
        head.append([words["heading"].format(place=place, period=span, title=contract.title)])
    if habit.unit == "above" and (units := _units(columns)):
        head.append(["" for _ in columns[1:]] + [words["unit"].format(units="、".join(units))])
    if habit.note:
        lines.append([words["note"]])
    text = _render([*head, *lines], habit, len(columns))
    pattern = words["district_file" if district else "city_file"]
    name = pattern.format(district=place, title=contract.title, period=span, suffix=habit.suffix)
    return DemoFile(name, text.encode(habit.encoding), dataset)


@dataclass(frozen=True)
class _Column:
    """A column of a file: its header, the unit of its figures, and how a row's cell is written."""

    header: str
    unit: str
    field: Field
    cell: Callable[[Row], str]


def _columns(
    contract: Contract, rows: Sequence[Row], habit: Habit, periods: Sequence[Period]
) -> list[_Column]:
    """Choose the columns that have something in them, in the contract's order."""
    filled = {name for row in rows for name, value in row.items() if value is not None}
    columns: list[_Column] = []
    for field in contract.fields:
        if field.name == "district_code":
            shown = habit.district == "both"
        elif field.name == "district":
            shown = True
        else:
            shown = field.name in filled and field.name not in habit.omits
        if shown:
            unit = load_story("files")["units"].get(field.name, "")
            columns.append(
                _Column(_header(contract, field, habit), unit, field, _writer(field, habit, periods))
            )
    return columns


def _header(contract: Contract, field: Field, habit: Habit) -> str:
    if not habit.aliases:
        return field.title
    aliases = load_story("files")["aliases"]
    alias = aliases.get(contract.name, {}).get(field.name, aliases.get(field.name))
    return alias if isinstance(alias, str) else field.title


def _writer(field: Field, habit: Habit, periods: Sequence[Period]) -> Callable[[Row], str]:
    """Give the function that writes a field's cell of a row."""
    name = field.name
    if field.kind == "district_code":
        return lambda row: str(row["district"])
    if field.kind == "district":
        names = region_names()
        return lambda row: str(row[name]) if habit.district == "code" else names[str(row[name])]
    if field.kind == "period":
        # Only the second and the fourth quarter have a term of their own.
        has_terms = all(period.quarter in (2, 4) for period in periods)
        form = habit.period if habit.period != "term" or has_terms else "quarter"
        write_period = cache(lambda text: format_period(Period.parse(text), form))
        return lambda row: write_period(str(row[name])) if row.get(name) is not None else habit.blank
    if field.kind == "quantity":
        return lambda row: _format_quantity(row, name, habit)
    if field.type == "string":
        return lambda row: habit.blank if (text := row.get(name)) is None else str(text)
    return lambda row: _format_value(row.get(name), habit)


def format_period(period: Period, form: str) -> str:
    """Write a quarter in one of the forms that clerks use."""
    if form == "code":
        return str(period)
    month = period.quarter * 3
    if form == "month":
        return f"{period.year}-{month:02d}"
    if form == "compact":
        return f"{period.year}{month:02d}"
    words: dict[str, Any] = load_story("files")["words"]
    if form == "term":
        start = period.year if period.quarter == 4 else period.year - 1
        numeral = words["numerals"][0 if period.quarter == 4 else 1]
        return str(words["term"]).format(start=start, end=start + 1, numeral=numeral)
    numeral = words["numerals"][period.quarter - 1]
    return str(words[form]).format(year=period.year, numeral=numeral, month=month)


def _format_quantity(row: Row, name: str, habit: Habit) -> str:
    value = row[name]
    if habit.percent and row.get("unit") == "%" and isinstance(value, float):
        return f"{value}%"
    return _format_value(value, habit)


def _format_value(value: Value, habit: Habit) -> str:
    if value is None:
        return habit.blank
    if isinstance(value, bool):
        words = load_story("files")["words"]
        return str(words["yes"] if value else words["no"])
    if isinstance(value, date):
        return _format_date(value, habit)
    text = f"{value:,}" if habit.thousands and not isinstance(value, str) else str(value)
    return text.translate(_FULL_WIDTH) if habit.full_width else text


def _format_date(day: date, habit: Habit) -> str:
    if habit.date == "slash":
        return f"{day.year}/{day.month}/{day.day}"
    if habit.date == "chinese":
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()


def _lines(
    rows: Sequence[Row], habit: Habit, columns: Sequence[_Column], *, several: bool
) -> Iterator[list[str]]:
    """Write header, unit row, rows and totals; totals over several quarters mean nothing and are left out."""
    words = load_story("files")["words"]
    yield [column.header for column in columns]
    # A lone figure has its unit in its header: such a table gets no unit row.
    if habit.unit == "below" and sum(bool(column.unit) for column in columns) > 1:
        yield [f"（{column.unit}）" if column.unit else "" for column in columns]
    total = habit.total if any(map(_is_summed, columns)) and not several else ""
    if total == "district":
        rows = sorted(rows, key=lambda row: str(row["district"]))
    for _, group in groupby(rows, key=lambda row: row["district"]):
        members = list(group)
        for row in members:
            yield [column.cell(row) for column in columns]
        if total == "district" and len(members) < len(rows):
            yield _total_line(words["subtotal"], members, habit, columns)
    if total:
        yield _total_line(words["total"], rows, habit, columns)


def _total_line(label: str, rows: Sequence[Row], habit: Habit, columns: Sequence[_Column]) -> list[str]:
    line = [label]
    for column in columns[1:]:
        values = [row.get(column.field.name) for row in rows]
        numbers = [value for value in values if isinstance(value, int | float)]
        line.append(_format_value(sum(numbers), habit) if numbers and _is_summed(column) else "")
    return line


def _is_summed(column: _Column) -> bool:
    return column.field.kind in _SUMMED_KINDS and column.field.name not in load_story("files")["never_summed"]


def _units(columns: Sequence[_Column]) -> list[str]:
    return list(dict.fromkeys(column.unit for column in columns if column.unit))


def _span(periods: Sequence[Period]) -> str:
    """Name the quarters of a file, as in its title."""
    words = load_story("files")["words"]
    first, last = format_period(periods[0], "quarter"), format_period(periods[-1], "quarter")
    return first if len(periods) == 1 else str(words["years"]).format(first=first, last=last)


def _render(lines: Sequence[Sequence[str]], habit: Habit, width: int) -> str:
    """Write delimited text with Windows line ends; the trailing habit adds empty columns and rows."""
    extra = 2 if habit.trailing else 0
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=habit.delimiter, lineterminator="\r\n")
    for line in lines:
        writer.writerow([*line, *[""] * (width + extra - len(line))])
    writer.writerows([[""] * (width + extra)] * extra)
    return buffer.getvalue()
