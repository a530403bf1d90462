"""What a programme file says: sections of items, each measured by a metric, a named figure or a duty.

The keys of an item are the keys of its TOML table, flat, so that a file, an editor's table and this class show the
same thing; which keys an item may have depends on its kind (``KEYS``), and only ``loading`` makes items.
"""

from __future__ import annotations

from dataclasses import dataclass

RESULT = "result"
TARGET = "target"
DUTY = "duty"
COVERAGE = "coverage"
RULE = "rule"
"""Kinds of items: what was reached, what is asked for, what recurs for a role, 全覆盖, and rules shown as text."""

EACH_DISTRICT = "district"
EACH_STAGE = "district_stage"

AT_LEAST, AT_MOST, EXACTLY = "不低于", "不高于", "等于"

_WORDS = ("name", "quote", "note")
_GAUGE = ("metric", "indicator", "stage", "category", "level", "unit")
_AIM = ("target_name", "target", "direction", "qualifier")
KEYS: dict[str, tuple[str, ...]] = {
    RESULT: (*_WORDS, *_GAUGE, "period"),
    TARGET: (*_WORDS, *_GAUGE, *_AIM, "start", "due", "start_value", "each", "stages"),
    DUTY: (*_WORDS, "role", "activity", "interval", "metric", "unit", *_AIM),
    COVERAGE: (*_WORDS, *_GAUGE, "of_metric", "of_indicator"),
    RULE: _WORDS,
}
"""What an item of each kind may say, in the order in which it is written."""

WEEK, MONTH, QUARTER, TERM, SCHOOL_YEAR, YEAR, EVERY_TIME = "周", "月", "季度", "学期", "学年", "年", "每次"
INTERVALS = (WEEK, MONTH, QUARTER, TERM, SCHOOL_YEAR, YEAR, EVERY_TIME)


@dataclass(frozen=True)
class Gauge:
    """What a value is read from: a metric of the catalogue with filters, or a figure handed in under a name."""

    metric: str = ""
    indicator: str = ""
    stage: str = ""
    category: str = ""
    level: str = ""
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.metric or self.indicator)


@dataclass(frozen=True)
class Item:
    """One thing that a programme says; '' and None where a key is not given.

    ``target`` and ``start_value`` are in ``unit`` (per cent for shares).  ``target_name`` is the name under which
    目标任务 may give the target anew.  ``each`` holds the target against every district (and every one of
    ``stages``) instead of against their sum.
    """

    kind: str
    name: str
    quote: str = ""
    note: str = ""
    metric: str = ""
    indicator: str = ""
    stage: str = ""
    category: str = ""
    level: str = ""
    unit: str = ""
    period: str = ""
    of_metric: str = ""
    of_indicator: str = ""
    role: str = ""
    activity: str = ""
    interval: str = ""
    target_name: str = ""
    target: float | None = None
    direction: str = ""
    qualifier: str = ""
    start: str = ""
    due: str = ""
    start_value: float | None = None
    each: str = ""
    stages: tuple[str, ...] = ()

    @property
    def gauge(self) -> Gauge:
        """What measures the item; false when nothing does."""
        return Gauge(self.metric, self.indicator, self.stage, self.category, self.level, self.unit)

    @property
    def whole(self) -> Gauge:
        """What a coverage is a part of; false when the gauge is a ratio by itself."""
        return Gauge(self.of_metric, self.of_indicator)


@dataclass(frozen=True)
class Section:
    """A part of a programme, as its paper divides it: a short title, and the paper's own heading."""

    title: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Rung:
    """A title on a ladder, and the name of the item that says how many there shall be ('' for none)."""

    title: str
    item: str = ""


@dataclass(frozen=True)
class Ladder:
    """Titles in the order in which a teacher climbs them (新秀 → 能手 → 名师), lowest first; of one level or of all."""

    name: str
    rungs: tuple[Rung, ...]
    level: str = ""


@dataclass(frozen=True)
class Programme:
    """A programme of a district or a city.

    ``id`` is the file's name without its ending.  ``source`` names the document that the items quote.  ``start`` is
    the quarter in which it began, '' when the document does not say.  Progress below ``yellow_from`` of what is due
    is red, below all of it yellow.
    """

    id: str
    name: str
    district: str
    source: str
    start: str
    yellow_from: float
    sections: tuple[Section, ...]
    ladders: tuple[Ladder, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, section by section."""
        return tuple(item for section in self.sections for item in section.items)

    def passage(self, item: Item) -> str:
        """Name the document and quote the item's words in it."""
        return f"{self.source}：“{item.quote}”" if item.quote else self.source
