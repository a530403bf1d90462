"""Duties: who owed what in an interval and how many did it, by district and school.

What is handed in quarter by quarter within one interval adds up.  Where nobody said how many owe it, a school (or a
district's bureau) is one, and has met it when its times reach the quota.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.tallies import tallied
from eduboard.periods import Period
from eduboard.programmes.gauges import Region
from eduboard.programmes.model import MONTH, SCHOOL_YEAR, TERM, WEEK, YEAR, Item
from eduboard.programmes.results import Shortfall
from eduboard.store.store import Row, Session

_QUARTERS = {TERM: 2, SCHOOL_YEAR: 4, YEAR: 4}
_TIMES_A_QUARTER = {WEEK: 13, MONTH: 3}


@dataclass(frozen=True)
class Window:
    """An interval (学期, 学年 …) by its first and last quarter."""

    start: str
    end: str

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return Period.parse(self.start).start_date

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return Period.parse(self.end).end_date

    def elapsed(self, day: date) -> float:
        """The part that is over on a day, 0–1."""
        whole = (self.last_day - self.first_day).days
        return min(max((day - self.first_day).days / whole, 0.0), 1.0)


def window_of(interval: str, period: str) -> Window:
    """Give the interval that a quarter lies in: a term is Q3–Q4 or Q1–Q2, a school year Q3–Q2, else the quarter."""
    quarter = Period.parse(period)
    length = _QUARTERS.get(interval, 1)
    begins = 2 if interval == SCHOOL_YEAR else 0
    start = quarter.shift(-((quarter.quarter - 1 - begins) % length))
    return Window(str(start), str(start.shift(length - 1)))


def previous_window(interval: str, window: Window) -> Window:
    """Give the interval before."""
    return window_of(interval, str(Period.parse(window.start).shift(-1)))


@dataclass(frozen=True)
class Done:
    """What the schools (or the bureau) of a district did of a duty in an interval, and which of them did not do all.

    ``met`` is None where it cannot be told how many have done it.
    """

    district: str
    owing: float
    met: float | None
    times: float
    period: str
    batches: tuple[str, ...]
    below: tuple[Shortfall, ...]


@dataclass(frozen=True)
class DutyRecord:
    """A duty in the interval that is judged: the one in sight, or the one before when nothing is handed in yet.

    ``end`` is the last quarter of it that is looked at, ``key`` what its tallies ask for.
    """

    window: Window
    done: tuple[Done, ...]
    end: str
    key: tuple[tuple[str, object], ...]

    def of(self, districts: Sequence[str]) -> DutyRecord:
        """Keep some districts."""
        return replace(self, done=tuple(done for done in self.done if done.district in districts))

    def numbers(self) -> Numbers:
        """Say where the counts come from: who has met it, where that can be told, and how often it was done."""
        districts = tuple(done.district for done in self.done)
        return _numbers(self, districts, is_told=self.met is not None) if districts else ()

    @property
    def owing(self) -> float:
        """How many owe it."""
        return sum(done.owing for done in self.done)

    @property
    def met(self) -> float | None:
        """How many have done it; None when that cannot be told."""
        known = [done.met for done in self.done if done.met is not None]
        return sum(known) if known and len(known) == len(self.done) else None

    @property
    def times(self) -> float:
        """How often it was done."""
        return sum(done.times for done in self.done)

    @property
    def period(self) -> str:
        """The last quarter handed in."""
        return max((done.period for done in self.done), default="")

    @property
    def batches(self) -> tuple[str, ...]:
        """The batches it rests on."""
        return tuple(sorted({batch for done in self.done for batch in done.batches}))

    def below(self) -> tuple[Shortfall, ...]:
        """Name the schools where not everybody has done it, most missing first."""
        short = [
            replace(found, numbers=_numbers(self, (found.district,), found.school))
            for done in self.done
            for found in done.below
        ]
        return tuple(sorted(short, key=lambda s: (s.met - s.owing, s.district, s.name)))


def _numbers(
    record: DutyRecord, districts: tuple[str, ...], school: str | None = None, *, is_told: bool = True
) -> Numbers:
    """Name the tallies of a duty in some districts, or in a school ('' for a district's bureau)."""
    start = record.window.start if record.window.start != record.end else ""
    origin = Origin(record.end, districts, school=school, start=start)
    names = ("duty_met", "duty_times") if is_told else ("duty_times",)
    return tuple(tallied(name, origin, **dict(record.key)) for name in names)


def read_duties(
    session: Session, region: Region, items: Mapping[Item, float | None], period: str
) -> dict[Item, DutyRecord]:
    """Read duties with their quotas (None: without a number) up to a period."""
    asked = [
        (number, rank, item, window)
        for number, item in enumerate(items)
        for rank, window in enumerate(_windows(item, period))
    ]
    if not asked:
        return {}
    rows = session.run(
        "pages/programme_duties",
        items=[number for number, _, _, _ in asked],
        ranks=[rank for _, rank, _, _ in asked],
        roles=[item.role for _, _, item, _ in asked],
        activities=[item.activity for _, _, item, _ in asked],
        starts=[window.start for _, _, _, window in asked],
        ends=[min(window.end, period) for _, _, _, window in asked],
        quotas=[items[item] for _, _, item, _ in asked],
        multiples=[_TIMES_A_QUARTER.get(item.interval) for _, _, item, _ in asked],
        districts=list(region.codes),
    )
    # What nobody did has a record, too: of the interval in sight, with nobody in it.
    records = {
        item: _record(item, window, items[item], period) for _, rank, item, window in asked if rank == 0
    }
    for row in rows:
        _, _, item, window = asked[row["asked"]]
        record = (
            records[item] if records[item].window == window else _record(item, window, items[item], period)
        )
        records[item] = replace(record, done=(*record.done, _done(row)))
    return records


def _record(item: Item, window: Window, quota: float | None, period: str) -> DutyRecord:
    """Begin the record of a duty in an interval."""
    key = {
        "role": item.role,
        "duty": item.activity,
        "quota": quota,
        "multiple": _TIMES_A_QUARTER.get(item.interval),
    }
    return DutyRecord(window, (), min(window.end, period), tuple(key.items()))


def _windows(item: Item, period: str) -> tuple[Window, Window]:
    """The interval in sight and the one before."""
    window = window_of(item.interval, period)
    return window, previous_window(item.interval, window)


def _done(row: Row) -> Done:
    district = row["district"]
    return Done(
        district=district,
        owing=row["owing"],
        met=row["met"],
        times=row["times"],
        period=row["last_period"],
        batches=tuple(row["batches"]),
        below=tuple(
            Shortfall(
                district=district,
                district_name=place_name(district),
                school=short["school"],
                name=short["name"] or place_name(district),
                met=short["met"],
                owing=short["owing"],
                times=short["times"],
            )
            for short in row["below"] or ()
        ),
    )
