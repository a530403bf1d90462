"""What is shown of a programme: every item, where the whole and each district stand, and why.

Values are in the item's unit: a share is 0–100 beside its unit %.  A target is never a value: what is asked for
stands in ``Standing.aim``, what is there in ``Standing.value``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from eduboard.metrics.origins import Numbers
from eduboard.periods import Period
from eduboard.programmes.model import Item, Programme

DONE, ON_COURSE, BEHIND, MISSED = "已完成", "按进度", "落后", "未达标"
UNDER_WAY, NOT_STARTED, NO_DATA, NO_AIM = "进行中", "未开始", "无数据", "无目标"
STATUSES = (MISSED, BEHIND, NO_DATA, UNDER_WAY, ON_COURSE, NOT_STARTED, DONE, NO_AIM)
"""What is said of an item with a target, worst first; results have none ('')."""

GREEN, YELLOW, RED, NO_LIGHT = "green", "yellow", "red", ""


@dataclass(frozen=True)
class Aim:
    """The target in force for a place; ``value`` is None where the paper gives no number (then ``qualifier`` says)."""

    value: float | None
    direction: str
    qualifier: str
    start: str
    due: str
    unit: str
    source: str
    batch: str = ""  # of the hand-in in 目标任务; '' for the programme file's own
    numbers: Numbers = ()


@dataclass(frozen=True)
class Reading:
    """A value as it is known: of which period, from which batches, what is missing from it, and what it rests on."""

    value: float | None
    period: str = ""
    qualifier: str = ""
    annual: bool = False
    batches: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    numbers: Numbers = ()


@dataclass(frozen=True)
class Standing:
    """Where one place stands on an item.

    ``expected`` is the value of the straight course on the reading's day, ``projected`` the value at the due date at
    the present pace, ``attainment`` the part of the way that is covered (0–1 and beyond).  ``met`` of ``owing`` are
    people or units of a duty, or the districts of a target held against each.
    """

    district: str
    name: str
    reading: Reading
    aim: Aim | None = None
    attainment: float | None = None
    expected: float | None = None
    projected: float | None = None
    status: str = ""
    light: str = NO_LIGHT
    reason: str = ""
    met: float | None = None
    owing: float | None = None
    points: tuple[tuple[str, float | None], ...] = ()

    @property
    def value(self) -> float | None:
        """The value, in the item's unit; None when undefined or unknown."""
        return self.reading.value

    @property
    def numbers(self) -> Numbers:
        """What is there, and what is asked for, as they can be followed."""
        return self.reading.numbers + (self.aim.numbers if self.aim else ())


@dataclass(frozen=True)
class Shortfall:
    """A school (or a district's bureau) in which a duty is not met by everybody."""

    district: str
    district_name: str
    school: str
    name: str
    met: float
    owing: float
    times: float
    numbers: Numbers = ()


@dataclass(frozen=True)
class ItemView:
    """An item with the standing of the place in sight and of each of its districts.

    ``days_left`` counts to the due date (negative when it has passed), None without one: from today, or from the end
    of the period in sight once that is over.
    """

    item: Item
    unit: str
    overall: Standing
    districts: tuple[Standing, ...] = ()
    days_left: int | None = None
    below: tuple[Shortfall, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A section's items that are measured, and its rules."""

    title: str
    heading: str
    items: tuple[ItemView, ...]
    rules: tuple[Item, ...]


@dataclass(frozen=True)
class ProgrammeView:
    """A programme in a period, for its whole region or for one district of it."""

    programme: Programme
    period: str
    today: date
    district: str
    place_name: str
    sections: tuple[SectionView, ...]
    rules: tuple[str, ...]  # how progress is judged
    notes: tuple[str, ...] = ()
    kinds: frozenset[str] = field(default_factory=frozenset)  # of the batches: demo, published, submitted
    hide_below: str = ""  # the least count that is told outside the house (对外); '' tells everything

    @property
    def is_past(self) -> bool:
        """Tell whether the period in sight is over: days are counted from its end, not from today."""
        return Period.parse(self.period).end_date < self.today

    @property
    def items(self) -> tuple[ItemView, ...]:
        """Every measured item, section by section."""
        return tuple(view for section in self.sections for view in section.items)

    def count(self, status: str) -> int:
        """Count the items of a status, the place in sight as a whole."""
        return sum(view.overall.status == status for view in self.items)
