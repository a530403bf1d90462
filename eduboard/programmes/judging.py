"""How a value is held against its target: the straight course to the due date, status, light, projection.

Everything here is a pure function of numbers and days; the sentence that tells the rule is ``JUDGING``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eduboard.formats import format_count, format_period
from eduboard.metrics.catalogue import LOWER_IS_BETTER, PERCENT
from eduboard.periods import Period
from eduboard.programmes.model import AT_LEAST, AT_MOST, EXACTLY
from eduboard.programmes.results import (
    BEHIND,
    DONE,
    GREEN,
    MISSED,
    NO_AIM,
    NO_DATA,
    NO_LIGHT,
    NOT_STARTED,
    ON_COURSE,
    RED,
    UNDER_WAY,
    YELLOW,
    Aim,
    Reading,
)
from eduboard.texts import programmes as texts
from eduboard.texts.formats import PERCENTAGE_POINTS

_HAIR = 1e-9
_ALL = 100.0


@dataclass(frozen=True)
class Baseline:
    """Where the course begins: a value on a day."""

    day: date
    value: float


@dataclass(frozen=True)
class Verdict:
    """What is said of a value held against its target."""

    status: str
    light: str = NO_LIGHT
    reason: str = ""
    attainment: float | None = None
    expected: float | None = None
    projected: float | None = None


@dataclass(frozen=True)
class Case:
    """All that a verdict rests on.  ``moment`` is the day of judgement: the end of the period in sight, or today."""

    aim: Aim
    reading: Reading
    baseline: Baseline | None
    better: str  # the metric's 方向, '' when nothing measures the item
    moment: date
    yellow_from: float

    @property
    def rises(self) -> bool:
        """Tell whether the value has to rise: 等于 is approached from where the course begins."""
        if self.aim.direction in (AT_LEAST, AT_MOST):
            return self.aim.direction == AT_LEAST
        if self.baseline is not None and self.aim.value is not None and self.baseline.value != self.aim.value:
            return self.baseline.value < self.aim.value
        return self.better != LOWER_IS_BETTER

    def reaches(self, value: float, mark: float) -> bool:
        """Tell whether a value is at least as good as another."""
        return value >= mark - _HAIR if self.rises else value <= mark + _HAIR


def judge(case: Case) -> Verdict:
    """Say where a place stands.

    The questions in order: has it begun, is there a number on both sides, is it reached, is there a due date, has
    that passed, and if not, how does the value lie to the straight course.
    """
    aim, value = case.aim, case.reading.value
    if (ahead := not_started(aim, case.moment)) is not None:
        return ahead
    if aim.value is None:
        status = NO_DATA if value is None else UNDER_WAY
        return Verdict(status, reason=texts.NO_NUMBER.format(qualifier=aim.qualifier))
    if value is None:
        return Verdict(NO_DATA, reason=texts.NOTHING_HANDED_IN)
    return _judge_value(case, value, aim.value)


def _judge_value(case: Case, value: float, target: float) -> Verdict:
    aim, attainment = case.aim, _attainment(case, value, target)
    if case.reaches(value, target):
        reason = texts.DONE.format(aim=format_aim(aim))
        return Verdict(DONE, GREEN, reason, attainment, *_course_of(case, value))
    if not aim.due:
        reason = texts.NO_DUE.format(aim=format_aim(aim), value=_given(case.reading, aim))
        return Verdict(UNDER_WAY, reason=reason, attainment=attainment)
    if case.moment >= Period.parse(aim.due).end_date:
        return _judge_after(case, attainment)
    return _judge_on_the_way(case, value, attainment)


def not_started(aim: Aim, moment: date) -> Verdict | None:
    """The verdict on what starts later than a day; None when it has begun, or nobody said when it does."""
    if not aim.start or moment >= Period.parse(aim.start).start_date:
        return None
    return Verdict(NOT_STARTED, reason=texts.NOT_STARTED.format(start=format_period(aim.start)))


def without_aim() -> Verdict:
    """The verdict on a district that has no target of its own."""
    return Verdict(NO_AIM)


def _judge_after(case: Case, attainment: float | None) -> Verdict:
    aim, reading = case.aim, case.reading
    if reading.period < aim.due:
        reason = texts.LATE_DATA.format(
            due=format_period(aim.due), period=format_period(reading.period), value=_given(reading, aim)
        )
        return Verdict(NO_DATA, reason=reason, attainment=attainment)
    covered = _covered(case, aim.value)
    light = _light(attainment if covered is None else covered, case.yellow_from)
    # What is read later than due is no value of the due date.
    said = texts.MISSED if reading.period == aim.due else texts.MISSED_SINCE
    reason = said.format(
        due=format_period(aim.due),
        aim=format_aim(aim),
        period=format_period(reading.period),
        value=_given(reading, aim),
    )
    return Verdict(MISSED, light, reason, attainment)


def _judge_on_the_way(case: Case, value: float, attainment: float | None) -> Verdict:
    aim = case.aim
    expected, projected = _course_of(case, value)
    given = _given(case.reading, aim)
    if expected is None or case.baseline is None or aim.value is None:
        reason = texts.NO_COURSE.format(aim=format_aim(aim), value=given)
        return Verdict(UNDER_WAY, reason=reason, attainment=attainment)
    words = {"period": format_period(case.reading.period), "expected": _number(expected, aim), "value": given}
    outlook = ""
    if projected is not None:
        enough = case.reaches(projected, aim.value)
        said = texts.PROJECTED_ENOUGH if enough else texts.PROJECTED_SHORT
        outlook = said.format(projected=_number(projected, aim))
    if case.reaches(value, expected):
        reason = texts.ON_COURSE.format(**words) + outlook
        return Verdict(ON_COURSE, GREEN, reason, attainment, expected, projected)
    light = _light(_covered(case, expected), case.yellow_from)
    reason = texts.BEHIND.format(**words, gap=_gap(abs(expected - value), aim)) + outlook
    return Verdict(BEHIND, light, reason, attainment, expected, projected)


def _covered(case: Case, mark: float | None) -> float | None:
    """The part of the way from the baseline to a mark that is covered; None where there is no way to go."""
    if case.baseline is None or mark is None or case.reading.value is None or mark == case.baseline.value:
        return None
    return (case.reading.value - case.baseline.value) / (mark - case.baseline.value)


def _light(covered: float | None, yellow_from: float) -> str:
    return YELLOW if covered is not None and covered >= yellow_from - _HAIR else RED


def _course_of(case: Case, value: float) -> tuple[float | None, float | None]:
    """Give the value that the straight course asks for on the reading's day, and the one it leads to when due."""
    aim, start = case.aim, case.baseline
    if start is None or aim.value is None or not aim.due or not case.reading.period:
        return None, None
    due_day = Period.parse(aim.due).end_date
    day = min(Period.parse(case.reading.period).end_date, due_day)
    whole, gone = (due_day - start.day).days, (day - start.day).days
    if whole <= 0 or gone < 0:
        return None, None
    expected = start.value + (aim.value - start.value) * gone / whole
    projected = start.value + (value - start.value) * whole / gone if gone else None
    return expected, None if projected is None else _possible(projected, aim)


def _possible(value: float, aim: Aim) -> float:
    """Keep a projection to what there can be: nothing below nought, no share above all."""
    return min(max(value, 0.0), _ALL) if aim.unit == PERCENT else max(value, 0.0)


def _attainment(case: Case, value: float, target: float) -> float | None:
    """The part that is reached: of the target where the value rises, of the way down (0–1) where it falls."""
    if case.rises:
        return value / target if target > 0 else None
    if value <= target + _HAIR:
        return 1.0
    if case.baseline is not None and case.baseline.value > target:
        return max((case.baseline.value - value) / (case.baseline.value - target), 0.0)
    return target / value


def judge_duty(rate: float | None, elapsed: float, yellow_from: float) -> tuple[str, str]:
    """Give status and light of a duty: who has met it (0–1) and how much of its interval is over (1: all)."""
    if rate is None:
        return NO_DATA, NO_LIGHT
    if rate >= 1 - _HAIR:
        return DONE, GREEN
    ahead = rate / elapsed if elapsed > 0 else 1.0
    light = GREEN if ahead >= 1 else YELLOW if ahead >= yellow_from else RED
    if elapsed >= 1:
        return MISSED, light
    return (ON_COURSE if light == GREEN else BEHIND), light


def format_aim(aim: Aim) -> str:
    """Write a target with direction and unit: 不低于30节/学期; the paper's own words where it gives no number."""
    if aim.value is None:
        return aim.qualifier
    if aim.qualifier and aim.qualifier[0].isdigit():
        return aim.qualifier + aim.unit  # 2-3个: the number is its lower end
    direction = "" if aim.direction == EXACTLY else aim.direction
    return direction + format_count(aim.value) + aim.unit


def format_reading(reading: Reading, unit: str) -> str:
    """Write a value with qualifier and unit: 90余篇, 54.02%, —."""
    text = format_count(reading.value, reading.qualifier or None)
    return text if reading.value is None else text + unit


def _given(reading: Reading, aim: Aim) -> str:
    return format_reading(reading, aim.unit)


def _number(value: float, aim: Aim) -> str:
    return format_count(round(value, 1)) + aim.unit


def _gap(value: float, aim: Aim) -> str:
    """Write a difference: of shares in 百分点, never in per cent."""
    if aim.unit == PERCENT:
        return PERCENTAGE_POINTS.format(points=format_count(round(value, 1)))
    return _number(value, aim)
