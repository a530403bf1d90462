"""Quarters: the one unit of time that everything is filed under, written ``YYYYQn``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from eduboard.errors import EduboardError

_PATTERN = re.compile(r"(\d{4})Q([1-4])")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A calendar quarter."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2025Q3``; raise ValueError for anything else."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    def shift(self, quarters: int) -> Period:
        """Return the quarter that many quarters later (earlier when negative)."""
        index = self.year * 4 + self.quarter - 1 + quarters
        return Period(index // 4, index % 4 + 1)

    @property
    def end_date(self) -> date:
        """The quarter's last day."""
        month = self.quarter * 3
        return date(self.year, month, 30 if month in (6, 9) else 31)

    @property
    def start_date(self) -> date:
        """The quarter's first day."""
        return date(self.year, self.quarter * 3 - 2, 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}"

    def __lt__(self, other: Period) -> bool:
        return (self.year, self.quarter) < (other.year, other.quarter)


def require_period(text: str) -> Period:
    """Read a period that a user named; raise EduboardError ``period.invalid``."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise EduboardError("period.invalid", period=text) from error


def period_range(start: str, end: str) -> tuple[str, ...]:
    """List every quarter from ``start`` to ``end``, both included."""
    first, last = Period.parse(start), Period.parse(end)
    count = (last.year - first.year) * 4 + last.quarter - first.quarter + 1
    return tuple(str(first.shift(n)) for n in range(max(count, 0)))
