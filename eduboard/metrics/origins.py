"""Where a number comes from, as a value: what ``provenance`` follows to the lines of a file, and addresses name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eduboard.periods import period_range


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a table's row come from, so that they can be traced to the lines of a file.

    ``school`` is None for a whole district (and ``stage`` '' for all stages); ``part`` narrows to the schools of a
    part of a breakdown: the attribute and ``breakdown.Part.name``; ``category`` and ``level`` narrow to one of them,
    '' to what states none.  ``dataset`` and ``key``, pairs of field and value, name the one stored row that a table
    shows as it is; of a tally (``tallies``) ``key`` has what it asks for beyond period and place.  What is added up
    over quarters has the first of them in ``start``.  ``derived`` tells what is worked out of the number where the
    table does not show it itself.
    """

    period: str
    districts: tuple[str, ...]
    stage: str = ""
    school: str | None = None
    dataset: str = ""
    key: tuple[tuple[str, object], ...] = ()
    part: tuple[str, str | None] | None = None
    category: str | None = None
    level: str | None = None
    start: str = ""
    derived: str = ""

    @property
    def periods(self) -> tuple[str, ...]:
        """The quarters that are added up."""
        return period_range(self.start or self.period, self.period)


Numbered = tuple[str, Origin]
"""A number that can be followed: its metric or tally, and where it is of; '' for a stored row as it is."""
Numbers = tuple[Numbered, ...]
"""What a cell shows or is worked out of; () where it cannot be followed."""


def origin_of_row(dataset: str, row: Mapping[str, Any], school: str | None = None) -> Origin:
    """Give the origin of a stored row; ``row`` has its period, district, batch and line."""
    key = (("batch", row["batch"]), ("line", row["line"]))
    return Origin(row["period"], (row["district"],), "", school, dataset=dataset, key=key)


def origin_of_batch(period: str, district: str, dataset: str, batch: str) -> Origin:
    """Give the origin of what is said of a whole hand-in."""
    return Origin(period, (district,), dataset=dataset, key=(("batch", batch),))


def origin_of_class(period: str, district: str, school: str, row: Mapping[str, Any]) -> Origin:
    """Give the origin of a class of 班额明细; ``row`` has its stage, grade and number."""
    key = tuple((name, row[name]) for name in ("stage", "grade", "class_no"))
    return Origin(period, (district,), row["stage"], school, dataset="classes", key=key)
