"""How a batch was read from its file, and from a stored row's line back to where a person finds it there.

A batch may be several sheets laid together.  Their lines are counted through: the first sheet keeps its own, each
later one begins after the last line of the one before, so that ``batch/line`` names one row in the store, in SQL and
in addresses.  What a person is shown is the sheet and the line in that sheet.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FileLine:
    """A line as a person finds it in the file; ``sheet`` is named where the file has several, else None."""

    sheet: str | None
    line: int


@dataclass(frozen=True)
class FilledValue:
    """A field's value for a whole table that has no column for it, as a cell would spell it.

    ``origin`` is ``given`` by hand, or the ``title``, ``sheet`` or ``file`` in whose words, ``source``, it was found;
    ``line`` is that of a title.
    """

    field: str
    value: str
    origin: str
    line: int | None
    source: str

    def as_json(self) -> dict[str, Any]:
        """What is kept of it under its field."""
        return {"value": self.value, "origin": self.origin, "line": self.line, "source": self.source}


@dataclass(frozen=True)
class Part:
    """One sheet of a batch; ``first`` lines are counted before its own.

    ``columns`` are the fields that its columns were said to be, by header, as far as the contract alone did not tell,
    and ``is_said_of_sheet`` whether that was said of this sheet alone; ``filled`` are the values that hold for all of
    its rows.  ``is_one_of_several`` tells that the file has other sheets, so that a line alone does not say where.
    """

    sheet: str | None
    header_line: int | None
    first: int
    columns: Mapping[str, str]
    filled: tuple[FilledValue, ...] = ()
    is_said_of_sheet: bool = False
    is_one_of_several: bool = False


@dataclass(frozen=True)
class HowRead:
    """The parts that a batch was read from: one, or several sheets laid together."""

    parts: tuple[Part, ...]

    @property
    def is_joined(self) -> bool:
        """Tell whether it is several sheets."""
        return len(self.parts) > 1

    @property
    def sheets(self) -> tuple[str | None, ...]:
        """The sheets in their order; None for a file that has none."""
        return tuple(part.sheet for part in self.parts)

    @property
    def columns(self) -> dict[str, str]:
        """What the columns of all parts were said to be, by header."""
        return {header: field for part in self.parts for header, field in part.columns.items()}

    def number_at(self, line: int) -> int:
        """Number the part that a stored line is in, from 0."""
        return max(bisect_left(self.parts, line, key=lambda part: part.first) - 1, 0)

    def part_at(self, line: int) -> Part:
        """Find the part that a stored line is in."""
        return self.parts[self.number_at(line)]

    def place(self, line: int) -> FileLine:
        """Give a stored line as a person finds it."""
        part = self.part_at(line)
        is_named = self.is_joined or part.is_one_of_several
        return FileLine(part.sheet if is_named else None, line - part.first)

    def room(self, part: Part) -> int | None:
        """Count the lines that a part has before those of the next begin; None for the last one."""
        following = self.parts.index(part) + 1
        return self.parts[following].first - part.first if following < len(self.parts) else None


def how_read(reading: str | Mapping[str, Any]) -> HowRead:
    """Read what is kept of a batch's reading: that of one table, or of the ``parts`` of several."""
    kept: Mapping[str, Any] = json.loads(reading) if isinstance(reading, str) else reading
    return HowRead(tuple(map(_part, kept.get("parts", [kept]))))


def _part(kept: Mapping[str, Any]) -> Part:
    filled = tuple(FilledValue(field, **value) for field, value in (kept.get("filled") or {}).items())
    columns = kept.get("columns") or {}
    return Part(
        kept.get("sheet"),
        kept.get("header_line"),
        kept.get("first", 0),
        columns,
        filled,
        kept.get("of_sheet", False),
        kept.get("one_of_several", False),
    )
