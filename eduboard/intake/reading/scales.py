"""Columns counted in tens of thousands: which are, by the units that a table gives beside its numbers.

2 under ``在校生数（万人）`` is 20,000 and looks like a number like any other; so what a unit says is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from eduboard.intake.reading.headers import header_units, unit_scale
from eduboard.intake.reading.model import RawTable
from eduboard.intake.reading.rowkinds import SkippedRow, is_unit_row, plain_cell

_UNIT_OF_ALL = re.compile(r"(?<![\u4e00-\u9fff])(?:计量|数量)?单位[:：]([^)）;；]+)")
_BETWEEN_UNITS = re.compile("[、,，/和]")


@dataclass(frozen=True)
class UnitOfAll:
    """A line beside the table that gives a unit for all of it, and does not say for which columns it holds."""

    line: int
    unit: str


@dataclass(frozen=True)
class Scales:
    """By which power of ten the numbers of a column count, for those that do not count one by one.

    ``stated`` holds the columns that give a unit of their own; what ``of_all`` says is not for them.
    """

    powers: Mapping[int, int]
    stated: frozenset[int]
    of_all: UnitOfAll | None = None


def find_scales(table: RawTable) -> Scales:
    """Find what a table's header, and the rows of units around it, say of how its columns count."""
    units = {position: header_units(name) for position, name in enumerate(table.header)}
    for row in table.skipped:
        if row.kind == "unit" and row.line > table.header_line and _names_columns(row):
            for position, cell in enumerate(row.cells[: len(table.header)]):
                units[position] += tuple(filter(None, [plain_cell(cell).strip("()（）")]))
    powers = {position: max(map(unit_scale, given), default=0) for position, given in units.items()}
    return Scales(
        {position: power for position, power in powers.items() if power},
        frozenset(position for position, given in units.items() if given),
        next(_units_of_all(table.skipped), None),
    )


def _names_columns(row: SkippedRow) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) > 1 and is_unit_row(filled)


def _units_of_all(rows: Iterable[SkippedRow]) -> Iterator[UnitOfAll]:
    for row in rows:
        for cell in row.cells if row.kind in ("unit", "title") else ():
            for match in _UNIT_OF_ALL.finditer(plain_cell(cell)):
                if any(map(unit_scale, _BETWEEN_UNITS.split(match[1]))):
                    yield UnitOfAll(row.line, match[0])
