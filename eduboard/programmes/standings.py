"""Where a place stands on an item: its value, what is asked of it, and the verdict.  No query runs here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eduboard.formats import format_count, format_period
from eduboard.metrics.catalogue import PERCENT
from eduboard.metrics.places import place_name
from eduboard.periods import Period
from eduboard.programmes.aims import own_aim
from eduboard.programmes.context import Context, gauges_of
from eduboard.programmes.duties import DutyRecord, Window, window_of
from eduboard.programmes.gauges import Gauges
from eduboard.programmes.judging import Baseline, Case, Verdict, judge, judge_duty, not_started, without_aim
from eduboard.programmes.model import AT_LEAST, COVERAGE, DUTY, RESULT, TARGET, Item
from eduboard.programmes.results import (
    DONE,
    NO_DATA,
    STATUSES,
    UNDER_WAY,
    Aim,
    ItemView,
    Reading,
    Standing,
)
from eduboard.texts import programmes as texts

_ALL = 100.0


@dataclass(frozen=True)
class Standings:
    """Everything that was read, and where each place stands by it."""

    context: Context
    gauges: Gauges
    duties: Mapping[Item, DutyRecord]

    def view(self, item: Item) -> ItemView:
        """Show an item: the place in sight, and its districts."""
        stand = {RESULT: self._result, TARGET: self._target, DUTY: self._duty, COVERAGE: self._coverage}[
            item.kind
        ]
        standings = [stand(item, place) for place in self.context.places]
        overall, districts = standings[0], tuple(standings[1:])
        is_unsummed = overall.value is None and any(standing.value is not None for standing in districts)
        if item.kind == RESULT and is_unsummed:
            overall = replace(overall, reason=texts.NOT_SUMMED)
        elif item.kind in (TARGET, COVERAGE) and districts and (item.each or is_unsummed):
            overall = _worst(overall, districts)
        aim = overall.aim
        return ItemView(
            item=item,
            unit=self.context.unit(item),
            overall=overall,
            districts=districts,
            days_left=(Period.parse(aim.due).end_date - self.context.moment).days
            if aim and aim.due
            else None,
            below=self._record(item, self.context.places[0]).below() if item in self.duties else (),
        )

    def _standing(self, place: str, reading: Reading, verdict: Verdict, aim: Aim | None) -> Standing:
        return Standing(
            district=place or self.context.programme.district,
            name=place_name(place or self.context.programme.district),
            reading=reading,
            aim=aim,
            attainment=verdict.attainment,
            expected=verdict.expected,
            projected=verdict.projected,
            status=verdict.status,
            light=verdict.light,
            reason=verdict.reason + _missing(reading),
        )

    def _result(self, item: Item, place: str) -> Standing:
        period = item.period or self.context.period
        if item.period and item.period > self.context.period:
            reading = Reading(None)
        elif (span := self.context.span(item, None)) is not None:
            reading = self.gauges.summed(item.gauge, place, span)
        else:
            reading = self.gauges.at(item.gauge, place, period, since=item.period)
        standing = self._standing(place, reading, Verdict(""), None)
        return replace(standing, points=self.gauges.points(item.gauge, place, period))

    def _target(self, item: Item, place: str) -> Standing:
        aim = self.context.aim(item, place)
        reading = self._reading(item, place, aim)
        if aim is None:
            return self._standing(place, reading, without_aim(), None)
        metric = self.context.metric(item)
        case = Case(
            aim=aim,
            reading=reading,
            baseline=self._baseline(item, place, aim),
            better=metric.direction if metric else "",
            moment=self.context.moment,
            yellow_from=self.context.programme.yellow_from,
        )
        verdict = judge(case)
        if verdict.status == NO_DATA and not item.gauge:
            verdict = replace(verdict, reason=texts.NOT_MEASURED)
        points = (
            self.gauges.points(item.gauge, place, self.context.period)
            if item.gauge and not item.stages
            else ()
        )
        return replace(self._standing(place, reading, verdict, aim), points=points)

    def _reading(self, item: Item, place: str, aim: Aim | None) -> Reading:
        if not item.gauge:
            return Reading(None)
        if (span := self.context.span(item, aim)) is not None:
            return self.gauges.summed(item.gauge, place, span)
        readings = [self.gauges.at(gauge, place, self.context.period) for gauge in gauges_of(item)]
        if any(reading.value is None for reading in readings):
            return Reading(None)
        # Where every stage has to reach the target, the one that is furthest from it speaks for all.
        best_is_most = aim is None or aim.direction == AT_LEAST
        return (min if best_is_most else max)(readings, key=lambda reading: reading.value or 0)

    def _baseline(self, item: Item, place: str, aim: Aim) -> Baseline | None:
        if not item.gauge or item.stages or not aim.start:
            return None
        begins = Period.parse(aim.start)
        if self.context.span(item, aim) is not None:
            return Baseline(begins.start_date, 0.0)
        if item.start_value is not None:
            return Baseline(begins.start_date, item.start_value)
        before = begins.shift(-1)
        reading = self.gauges.at(item.gauge, place, str(before))
        if reading.value is not None:
            return Baseline(before.end_date, reading.value)
        reading = self.gauges.first_after(item.gauge, place, aim.start, self.context.period)
        return (
            None if reading.value is None else Baseline(Period.parse(reading.period).end_date, reading.value)
        )

    def _coverage(self, item: Item, place: str) -> Standing:
        aim = replace(
            own_aim(self.context.programme, item, PERCENT),
            value=_ALL,
            direction=AT_LEAST,
            qualifier=item.qualifier,
        )
        part = self.gauges.at(item.gauge, place, self.context.period)
        reading = part
        if item.whole:
            whole = self.gauges.at(item.whole, place, self.context.period)
            share = _ALL * part.value / whole.value if part.value is not None and whole.value else None
            batches = tuple(sorted({*part.batches, *whole.batches}))
            reading = replace(
                part,
                value=share,
                numerator=part.value,
                denominator=whole.value,
                batches=batches,
                numbers=part.numbers + whole.numbers,
            )
        case = Case(aim, reading, None, "", self.context.moment, self.context.programme.yellow_from)
        return self._standing(place, reading, judge(case), aim)

    def _record(self, item: Item, place: str) -> DutyRecord:
        return self.duties[item].of((place,) if place else self.context.region.codes)

    def _duty(self, item: Item, place: str) -> Standing:
        aim = self.context.aim(item, place)
        if aim is not None and (ahead := not_started(aim, self.context.moment)) is not None:
            return self._standing(place, Reading(None), ahead, aim)
        share = self._share_of_people(item, place) if item.metric else self._share_on_record(item, place)
        elapsed = share.window.elapsed(self.context.moment)
        status, light = judge_duty(share.rate, elapsed, self.context.programme.yellow_from)
        if share.rate is None and share.reading.value is not None:
            status = UNDER_WAY
        verdict = Verdict(status, light, share.reason(item, status), attainment=share.rate)
        return replace(self._standing(place, share.reading, verdict, aim), met=share.met, owing=share.owing)

    def _share_of_people(self, item: Item, place: str) -> _Share:
        reading = self.gauges.at(item.gauge, place, self.context.period)
        window = window_of(item.interval, reading.period or self.context.period)
        rate = None if reading.value is None else reading.value / _ALL
        # A rate of people is no number of lessons or hours: it stands beside the quota, not in its place.
        return _Share(window, replace(reading, value=None), reading.numerator, reading.denominator, rate)

    def _share_on_record(self, item: Item, place: str) -> _Share:
        record = self._record(item, place)
        met, owing = record.met, record.owing or None
        times = round(record.times / owing, 2) if owing else None
        reading = Reading(times, record.period, batches=record.batches, numbers=record.numbers())
        return _Share(record.window, reading, met, owing, met / owing if met is not None and owing else None)


@dataclass(frozen=True)
class _Share:
    """How many of those who owe a duty have met it, in which interval."""

    window: Window
    reading: Reading
    met: float | None
    owing: float | None
    rate: float | None

    def reason(self, item: Item, status: str) -> str:
        """Say it in a sentence."""
        if status == NO_DATA:
            return texts.NOTHING_HANDED_IN
        if self.met is None or self.owing is None:
            return texts.NO_NUMBER.format(qualifier=item.qualifier)
        start, end = self.window.start, self.window.end
        span = format_period(start)
        if start != end:
            span = texts.WINDOW.format(start=span, end=format_period(end))
        said = texts.DUTY_MET if status == DONE else texts.DUTY_SHORT
        due, met, left = map(format_count, (self.owing, self.met, self.owing - self.met))
        return said.format(window=span, due=due, met=met, left=left)


def _missing(reading: Reading) -> str:
    if not reading.missing:
        return ""
    names = "、".join(map(place_name, reading.missing))
    return texts.MISSING_PARTS.format(missing=names)


def _worst(overall: Standing, districts: Sequence[Standing]) -> Standing:
    """Sum up a target held against each district: it stands where the district furthest behind stands."""
    worst = min(districts, key=lambda d: (STATUSES.index(d.status), d.attainment or 0.0))
    met = sum(standing.status == DONE for standing in districts)
    return replace(
        overall,
        name=texts.EVERY_DISTRICT,
        reading=worst.reading,
        aim=overall.aim or worst.aim,
        attainment=met / len(districts),
        expected=worst.expected,
        projected=worst.projected,
        status=worst.status,
        light=worst.light,
        reason=texts.EACH_SHORT.format(places=len(districts), met=met),
        met=float(met),
        owing=float(len(districts)),
    )
