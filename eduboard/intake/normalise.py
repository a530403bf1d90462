"""From text to values: every column is read on its distinct spellings.

A quarter's million class rows have a dozen periods and a hundred class sizes, so each spelling is read once, in
plain Python, however many rows carry it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eduboard.codes import CodeTable, load_code_table
from eduboard.contracts import SCOPE_FIELDS, Contract, Field
from eduboard.intake.districts import read_district
from eduboard.intake.findings import ERROR, LISTED_AT_MOST, WARNING
from eduboard.intake.match import Match
from eduboard.intake.reading import cells, times
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.parsed import FOOTNOTE, Parsed
from eduboard.intake.staging import column_name
from eduboard.texts import findings as texts

_RANGE_DASH = re.compile(r"(?<=[0-9])人?[—–―~−至到-]+(?=[0-9])")
_PARTS = {"%": 100, "‰": 1000}
_COUNTED_PEOPLE = re.compile(r"(?<=[0-9])人$")


@dataclass(frozen=True)
class CellProblem:
    """A spelling that cannot stand: the rule it breaks and what its sentence needs."""

    rule: str
    level: str = ERROR
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """How one spelling of one field is read."""

    value: Any = None
    qualifier: str | None = None
    unit: str | None = None
    problem: CellProblem | None = None


Reader = Callable[[str], Reading]


@dataclass(frozen=True)
class FieldReadings:
    """All spellings of one column."""

    field: Field
    column: str
    readings: Mapping[str | None, Reading]

    @property
    def problems(self) -> dict[str | None, CellProblem]:
        """The spellings that cannot stand."""
        return {raw: reading.problem for raw, reading in self.readings.items() if reading.problem}

    @property
    def values(self) -> dict[str | None, Any]:
        """What each spelling reads as; None where it cannot stand."""
        return {
            raw: None if reading.problem and reading.problem.level == ERROR else reading.value
            for raw, reading in self.readings.items()
        }

    @property
    def is_filled(self) -> bool:
        """Tell whether every spelling has a value."""
        return all(reading.value is not None for reading in self.readings.values())

    def has(self, attribute: str) -> bool:
        """Tell whether any spelling carries a qualifier (or a unit)."""
        return any(getattr(reading, attribute) for reading in self.readings.values())


@dataclass(frozen=True)
class ReadRows:
    """The rows of one sheet or file, and how the spellings in its columns read; ``first`` lines come before its own."""

    staged: Staged
    columns: tuple[FieldReadings, ...]
    first: int = 0

    @property
    def by_name(self) -> dict[str, FieldReadings]:
        """The columns by their field's name."""
        return {item.field.name: item for item in self.columns}

    @property
    def cells(self) -> frozenset[tuple[str, str]]:
        """The periods and districts that its rows are of, as far as both can be read."""
        by_name = self.by_name
        period, district = (by_name[name] for name in SCOPE_FIELDS)
        spelt = self.staged.cells.select([period.column, district.column]).unify_dictionaries()
        pairs = spelt.group_by([period.column, district.column]).aggregate([]).to_pylist()
        periods, districts = period.values, district.values
        found = ((periods[row[period.column]], districts[row[district.column]]) for row in pairs)
        return frozenset((when, where) for when, where in found if when and where)


def join_columns(parts: Sequence[ReadRows], contract: Contract) -> tuple[FieldReadings, ...]:
    """Give, in the contract's order, how the cells of each field read; a part without its column has empty ones."""
    if len(parts) == 1:
        return parts[0].columns
    by_name = [part.by_name for part in parts]
    joined = []
    for name in (item.name for item in contract.fields):
        first = next((columns[name] for columns in by_name if name in columns), None)
        if first is None:
            continue
        readings: dict[str | None, Reading] = {}
        for columns in by_name:
            readings |= columns[name].readings if name in columns else {None: Reading()}
        joined.append(replace(first, readings=readings))
    return tuple(joined)


def read_columns(staged: Staged, match: Match, powers: Mapping[int, int]) -> list[FieldReadings]:
    """Read the spellings of every matched column; ``powers`` says of positions by which power of ten they count."""
    found = []
    for item in match.contract.fields:
        position = match.columns.get(item.name)
        if position is None or (item.kind == "district_code" and position == match.columns["district"]):
            continue
        column = column_name(position)
        reader = _reader_of(item, powers.get(position, 0))
        found.append(FieldReadings(item, column, _readings(item, reader, staged.spellings(column))))
    return found


def _readings(item: Field, reader: Reader, spellings: Sequence[str | None]) -> dict[str | None, Reading]:
    """Read every spelling; after more wrong ones than are ever listed, the rest are taken for wrong unread."""
    readings: dict[str | None, Reading] = {}
    wrong = 0
    for position, raw in enumerate(spellings):
        reading = readings[raw] = _read(item, reader, raw)
        wrong += reading.problem is not None and reading.problem.level == ERROR
        if wrong > LISTED_AT_MOST:
            # Spellings come in the order of the file: what is listed are the first.
            readings.update(dict.fromkeys(spellings[position + 1 :], reading))
            if None in readings:
                readings[None] = _read(item, reader, None)
            break
    return readings


def _read(item: Field, reader: Reader, raw: str | None) -> Reading:
    reading = Reading() if raw is None else reader(raw)
    if reading.problem and reading.problem.level == ERROR:
        return reading
    if reading.value is None:
        if item.default is not None:
            return replace(reading, value=item.default)
        return replace(reading, problem=CellProblem("required")) if item.required else reading
    return _within_range(item, reading)


def _within_range(item: Field, reading: Reading) -> Reading:
    if item.minimum is not None and reading.value < item.minimum:
        return replace(reading, problem=CellProblem("range.minimum", params={"limit": f"{item.minimum:g}"}))
    if item.maximum is not None and reading.value > item.maximum:
        return replace(reading, problem=CellProblem("range.maximum", params={"limit": f"{item.maximum:g}"}))
    return reading


def _from_parser(parser: Callable[[str], Parsed]) -> Reader:
    def read(raw: str) -> Reading:
        parsed = parser(raw)
        problem = CellProblem(parsed.problem) if parsed.problem else None
        return Reading(parsed.value, parsed.qualifier, parsed.unit, problem)

    return read


def _read_quantity(raw: str) -> Reading:
    """Numbers of 其他指标 and 目标任务 stay in the unit they are written in: 54.02% is 54.02 with unit %, 5‰ is 5."""
    parsed = cells.parse_number(raw)
    if parsed.problem:
        return Reading(problem=CellProblem(parsed.problem))
    value = parsed.value
    if parsed.unit in _PARTS and isinstance(value, (int, float)):
        value = round(value * _PARTS[parsed.unit], 10)
    return Reading(value, parsed.qualifier, parsed.unit)


def _without_qualifier(reader: Reader) -> Reader:
    return lambda raw: replace(reader(raw), qualifier=None)


def _code_key(text: str) -> str:
    """Bring a value of a code table into the form in which it is looked up: 26—30 is 26-30人."""
    return _COUNTED_PEOPLE.sub("", _RANGE_DASH.sub("-", header_key(text)))


def _code_reader(table: CodeTable) -> Reader:
    spellings = {_code_key(text): name for text, name in table.spellings().items()}
    allowed = "、".join(table.values)

    def read(raw: str) -> Reading:
        parsed = cells.clean_text(raw)
        if parsed.value is None:
            return Reading()
        text = str(parsed.value)
        name = spellings.get(_code_key(text)) or spellings.get(_code_key(FOOTNOTE.sub("", text)))
        if name is None:
            return Reading(problem=CellProblem("code.unknown", params={"allowed": allowed}))
        return Reading(name)

    return read


def _district_reader(raw: str) -> Reading:
    found = read_district(raw)
    if found.problem:
        level = WARNING if found.code else ERROR
        is_near = found.problem == "district.unknown" and found.likely
        rule = "district.misspelt" if is_near else found.problem
        words = {"target": found.name, "likely": texts.LISTED.join(found.likely)}
        return Reading(found.code, problem=CellProblem(rule, level, words))
    return Reading(found.code)


_READERS: Mapping[str, Reader] = {
    "district": _district_reader,
    "district_code": _district_reader,
    "period": _from_parser(times.parse_period),
    "count": _from_parser(cells.parse_integer),
    "number": _from_parser(cells.parse_number),
    "quantity": _read_quantity,
    "boolean": _from_parser(cells.parse_boolean),
    "date": _without_qualifier(_from_parser(times.parse_date)),
    "school_code": _from_parser(cells.parse_code),
    "code_text": _from_parser(cells.parse_code),
    "text": _without_qualifier(_from_parser(cells.clean_text)),
    "person": _without_qualifier(_from_parser(cells.clean_name)),
}


_SCALED_PARSERS: Mapping[str, Callable[[str, int], Parsed]] = {
    "count": cells.parse_integer,
    "number": cells.parse_number,
}
SCALED_KINDS = frozenset(_SCALED_PARSERS)
"""The kinds of fields whose numbers count in what their column says; quantities have a column for their unit."""


def _reader_of(item: Field, power: int) -> Reader:
    if power and item.kind in _SCALED_PARSERS:
        parser = _SCALED_PARSERS[item.kind]
        return _from_parser(lambda raw: parser(raw, power))
    if item.kind == "code":
        return _code_reader(load_code_table(item.codes or item.name))
    # Only the row's own period says whether the row is an annual one.
    reader = _READERS["person" if item.name == "school_name" else item.kind]
    return _without_qualifier(reader) if item.kind == "period" and item.name != "period" else reader
