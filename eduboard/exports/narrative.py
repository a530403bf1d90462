"""Figures in sentences, as papers put them: values in, Chinese out.

The words for a metric stand beside it (叙述), the patterns in ``texts.narrative``.  Counts change by their unit and
shares by 百分点; what is missing, incomplete or not comparable is said; a target is never told as a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from eduboard.formats import format_delta, format_period, format_target, format_value_with_unit
from eduboard.metrics.catalogue import LOWER_IS_BETTER, NEUTRAL, STOCK, Metric
from eduboard.metrics.results import Delta, Mover, Progress, RankedDistrict, Ranking, Target
from eduboard.metrics.scene import SAME_QUARTER_LAST_YEAR
from eduboard.texts import formats as format_texts
from eduboard.texts import narrative as texts

DISTRICTS_NAMED = 3
EXACTLY = "等于"
"""The direction of a target that goes without saying."""


@dataclass(frozen=True)
class Place:
    """A rank among the districts that can be ranked; ``is_whole`` tells whether those are all."""

    rank: int
    count: int
    is_tied: bool
    is_whole: bool


@dataclass(frozen=True)
class Statement:
    """All that a sentence says of one figure.

    ``base`` is the value to compare with, as it was written then; ``delta`` is None where the two are not comparable.
    ``levels`` are the parts by level, ``incomplete`` says what the figure lacks, ``absent`` why there is none.
    """

    metric: Metric
    period: str
    compare: str
    value: float | None
    qualifier: str | None = None
    annual: bool = False
    base: float | None = None
    base_qualifier: str | None = None
    delta: Delta | None = None
    is_first: bool = False
    levels: tuple[tuple[str, float, str | None], ...] = ()
    incomplete: str = ""
    absent: str = ""
    place: Place | None = None
    target: Target | None = None
    progress: Progress | None = None

    @property
    def written(self) -> str:
        """The value with its unit and qualifier: 90余篇."""
        return format_value_with_unit(self.value, self.metric, self.qualifier)

    @property
    def baseline(self) -> str:
        """What is compared with: 上季度, 去年同期, 上年."""
        if self.annual and self.compare == SAME_QUARTER_LAST_YEAR:
            return texts.LAST_YEAR
        return texts.BASELINES[self.compare]


def write_nothing(place: str, period: str, themes: Sequence[str]) -> str:
    """Say of which themes there is nothing."""
    time = texts.IN.format(period=format_period(period))
    return texts.NOTHING.format(time=time, place=place, themes=texts.PARTS_JOIN.join(themes))


def write_paragraph(place: str, statements: Sequence[Statement]) -> str:
    """Tell a place's figures, stocks before flows, then what is missing or not comparable; '' for no figures."""
    known = [item for item in statements if item.value is not None]
    if not known:
        return ""
    said = [
        _write_group(place if not number else "", list(group))
        for number, (_, group) in enumerate(groupby(sorted(known, key=_time_key), key=_time_key))
    ]
    return "".join([*said, *_write_missing(statements), *_write_not_compared(known)])


def _time_key(item: Statement) -> tuple[bool, bool]:
    return (item.metric.time_kind != STOCK, item.annual)


def _write_group(place: str, group: Sequence[Statement]) -> str:
    """Tell figures of one kind of time behind one 截至…末 or …季度."""
    first = group[0]
    period = format_period(first.period, annual=first.annual)
    time = (texts.AT_THE_END_OF if first.metric.time_kind == STOCK else texts.IN).format(period=period)
    lacks = Counter(item.incomplete for item in group if item.incomplete)
    shared = [lack for lack, count in lacks.items() if count > 1]
    told = [replace(item, incomplete="") if item.incomplete in shared else item for item in group]
    said = time + place + texts.CLAUSES_JOIN.join(map(write_clause, told)) + texts.END
    return said + "".join(_write_shared_lack(lack, group) for lack in shared)


def _write_shared_lack(lack: str, group: Sequence[Statement]) -> str:
    """Say once what several figures lack."""
    names = [item.metric.name for item in group if item.incomplete == lack]
    if len(names) == len(group):
        return texts.ALL_INCOMPLETE.format(count=len(names), reason=lack)
    return texts.SOME_INCOMPLETE.format(names=texts.PARTS_JOIN.join(names), reason=lack)


def write_clause(item: Statement) -> str:
    """Tell one figure: what it is, of which levels, how it moved, where it stands, what it lacks."""
    head = item.metric.narrative_head
    if _is_unwanted(item) and item.delta is not None and _amount(item):
        rises = item.delta.change > 0
        span = texts.FROM_TO.format(
            before=format_value_with_unit(item.delta.base_value, item.metric),
            verb=texts.UNWANTED_UP if rises else texts.UNWANTED_DOWN,
            after=item.written,
        )
        said = head.format(value=span)
    else:
        said = _write_movement(item)
    return said + _write_rank(item.place) + _write_lack(item)


def write_point(place: str, item: Statement) -> str:
    """Tell one figure of a place as a headline does: how much, how it moved; without full stop, '' for none."""
    return "" if item.value is None else place + write_clause(replace(item, levels=(), place=None))


def _is_unwanted(item: Statement) -> bool:
    """Tell whether it is a count of what there shall be less of: 大班额从31个下降到13个."""
    metric = item.metric
    return not metric.is_ratio and metric.direction == LOWER_IS_BETTER and not _is_round(item)


def _is_round(item: Statement) -> bool:
    """Tell whether a difference would pretend to know more than 90余 does."""
    return bool(item.qualifier or item.base_qualifier)


def _write_movement(item: Statement) -> str:
    value = item.written + _write_levels(item)
    head = item.metric.narrative_head.format(value=value)
    if item.delta is None:
        return head
    if _is_round(item):
        before = format_value_with_unit(item.base, item.metric, item.base_qualifier)
        return head + texts.BESIDE.format(baseline=item.baseline, value=before)
    amount = _amount(item)
    if not amount:
        same = texts.SAME if item.delta.change == 0 else texts.HARDLY_CHANGED
        return head + same.format(baseline=item.baseline)
    return item.metric.narrative.format(
        value=value, baseline=item.baseline, change=_write_change(item.metric, item.delta.change)
    )


def _amount(item: Statement) -> str:
    """The size of the change; '' where there is none, or none that rounding leaves."""
    return "" if item.delta is None else _write_amount(item.metric, item.delta.change)


def _write_amount(metric: Metric, change: float) -> str:
    size = format_delta(abs(change), metric)
    if size in (format_texts.NO_CHANGE, format_texts.HARDLY_ANY_CHANGE):
        return ""
    size = size.removeprefix("+")
    return size if metric.is_share else size + metric.unit


def _write_change(metric: Metric, change: float) -> str:
    """Counts grow and shrink, shares and averages rise and fall: 增加3名, 下降1.2个百分点."""
    words = (texts.UP, texts.DOWN) if metric.is_ratio else (texts.MORE, texts.LESS)
    if metric.is_ratio and metric.direction == LOWER_IS_BETTER:
        words = (texts.UNWANTED_UP, texts.UNWANTED_DOWN)
    return texts.CHANGE.format(verb=words[change < 0], amount=_write_amount(metric, change))


def _write_levels(item: Statement) -> str:
    if not item.levels:
        return ""
    if len(item.levels) == 1:
        return texts.ONE_LEVEL.format(level=item.levels[0][0])
    parts = (
        texts.LEVEL.format(level=level, value=format_value_with_unit(value, item.metric, qualifier))
        for level, value, qualifier in item.levels
    )
    return texts.LEVELS.format(parts=texts.PARTS_JOIN.join(parts))


def _write_rank(place: Place | None) -> str:
    if place is None:
        return ""
    if place.is_whole:
        pattern = texts.RANK_TIED if place.is_tied else texts.RANK
    else:
        pattern = texts.RANK_OF_COMPLETE_TIED if place.is_tied else texts.RANK_OF_COMPLETE
    return pattern.format(count=place.count, rank=place.rank)


def _write_lack(item: Statement) -> str:
    return texts.INCOMPLETE.format(reason=item.incomplete) if item.incomplete else ""


def _write_missing(statements: Iterable[Statement]) -> list[str]:
    """Say which figures there are not, and why."""
    names: dict[str, list[str]] = {}
    for item in statements:
        if item.value is None:
            reason = texts.MISSING_REASONS.get(item.absent)
            if reason is None:
                reason = texts.PARTLY.format(reason=item.absent) if item.absent else texts.UNDEFINED
            names.setdefault(reason, []).append(item.metric.name)
    return [
        texts.MISSING.format(names=texts.PARTS_JOIN.join(found), reason=reason)
        for reason, found in names.items()
    ]


def _write_not_compared(known: Sequence[Statement]) -> list[str]:
    if all(item.is_first for item in known):
        return [texts.FIRST_FIGURES]
    names: dict[str, list[str]] = {}
    for item in known:
        if item.delta is None:
            names.setdefault(item.baseline, []).append(item.metric.name)
    return [
        texts.NOT_COMPARED.format(names=texts.PARTS_JOIN.join(found), baseline=baseline)
        for baseline, found in names.items()
    ]


# -- targets -----------------------------------------------------------------------------------------------------


def write_targets(statements: Sequence[Statement]) -> str:
    """Tell what is asked for beside what is there; '' where nothing is asked for."""
    said = [
        _write_target(item, item.progress.target, item.progress)
        if item.progress is not None
        else _write_target(item, item.target, None)
        for item in statements
        if item.progress is not None or item.target is not None
    ]
    return texts.CLAUSES_JOIN.join(said) + texts.END if said else ""


def _write_target(item: Statement, target: Target | None, progress: Progress | None) -> str:
    if target is None:
        return ""
    unit = "" if item.metric.is_share else item.metric.unit
    due = texts.TARGET_DUE.format(due=format_period(target.due_period)) if target.due_period else ""
    asked = texts.TARGET.format(
        name=item.metric.name,
        target=format_target(target, item.metric).removeprefix(EXACTLY) + unit,
        due=due,
        basis=texts.TARGET_BASIS.format(basis=target.basis) if target.basis else "",
    )
    return asked + (_write_attained(item, target) if progress is None else _write_progress(item, progress))


def _write_attained(item: Statement, target: Target) -> str:
    if item.value is None:
        return texts.TARGET_WITHOUT_VALUE
    if item.incomplete:
        return texts.TARGET_INCOMPLETE.format(value=item.written, reason=item.incomplete)
    if target.is_met_by(item.value):
        return texts.TARGET_MET.format(value=item.written)
    pattern = texts.TARGET_MISSED_AT_END if target.due_period == item.period else texts.TARGET_MISSED
    gap = _write_amount(item.metric, target.value - item.value) or format_texts.HARDLY_ANY_CHANGE
    return pattern.format(value=item.written, gap=gap)


def _write_progress(item: Statement, progress: Progress) -> str:
    start = format_period(progress.start_period)
    value = format_value_with_unit(progress.value, item.metric)
    if progress.value is None:
        return texts.TARGET_WITHOUT_VALUE
    if progress.target.is_met_by(progress.value):
        return texts.PROGRESS_MET.format(start=start, value=value)
    gap = progress.target.value - progress.value
    pattern = texts.PROGRESS_MISSED if gap > 0 else texts.PROGRESS_OVER
    return pattern.format(start=start, value=value, gap=_write_amount(item.metric, gap))


# -- districts ---------------------------------------------------------------------------------------------------


def write_extremes(ranking: Ranking) -> str:
    """Tell which districts lead and which lag, and who is not ranked and why; without the full stop."""
    ranked = [row for row in ranking.rows if row.rank is not None]
    name = ranking.metric.name
    if not ranked:
        said = (texts.WITHHELD if ranking.is_withheld else texts.NOBODY).format(name=name)
    elif len(ranked) == 1:
        said = texts.ONLY_ONE.format(
            district=ranked[0].name, name=name, value=_value_of(ranked[0], ranking.metric)
        )
    elif ranked[0].rank == ranked[-1].rank:
        value = _value_of(ranked[0], ranking.metric)
        said = texts.ALL_EQUAL.format(count=len(ranked), name=name, value=value)
    else:
        high, low = (texts.HIGHEST, texts.LOWEST) if ranking.metric.is_ratio else (texts.MOST, texts.FEWEST)
        best, worst = (low, high) if ranking.metric.direction == LOWER_IS_BETTER else (high, low)
        said = texts.EXTREMES.format(
            name=name,
            best_word=best,
            best=_name_tied(ranked, ranked[0].rank, ranking.metric),
            worst_word=worst,
            worst=_name_tied(ranked, ranked[-1].rank, ranking.metric),
        )
    return said + _write_unranked(ranking)


def _name_tied(ranked: Sequence[RankedDistrict], rank: int | None, metric: Metric) -> str:
    tied = [row for row in ranked if row.rank == rank]
    pattern = texts.DISTRICT_VALUE if len(tied) == 1 else texts.DISTRICTS_TIED
    return pattern.format(
        districts=name_districts([row.name for row in tied]), value=_value_of(tied[0], metric)
    )


def _value_of(row: RankedDistrict, metric: Metric) -> str:
    return format_value_with_unit(row.value, metric, row.qualifier)


def _write_unranked(ranking: Ranking) -> str:
    """Say who is not ranked; nobody is where the figures have no better and worse end."""
    reasons: dict[str, list[str]] = {}
    for row in ranking.rows:
        if row.rank is None and not ranking.is_withheld:
            reasons.setdefault(row.incomplete or texts.NO_VALUE, []).append(row.name)
    if not reasons:
        return ""
    listed = [
        texts.NOT_RANKED.format(districts=name_districts(names), reason=reason)
        for reason, names in reasons.items()
    ]
    return texts.NOT_RANKED_END.format(districts=texts.PARTS_JOIN.join(listed))


def name_districts(names: Sequence[str]) -> str:
    """List districts; of many the first few and how many."""
    listed = texts.PARTS_JOIN.join(names[:DISTRICTS_NAMED])
    if len(names) <= DISTRICTS_NAMED:
        return listed
    return texts.DISTRICTS_MANY.format(districts=listed, count=len(names))


def place_among(ranking: Ranking, district: str) -> Place | None:
    """Where a district stands in a ranking; None where it is not ranked, is alone, or nothing is better or worse."""
    ranked = [row for row in ranking.rows if row.rank is not None]
    own = next((row for row in ranked if row.district == district), None)
    if own is None or own.rank is None or len(ranked) < 2 or ranking.metric.direction == NEUTRAL:
        return None
    tied = sum(row.rank == own.rank for row in ranked) > 1
    return Place(own.rank, len(ranked), tied, len(ranked) == len(ranking.rows))


# -- movers ------------------------------------------------------------------------------------------------------


def write_movement(mover: Mover, compare: str) -> str:
    """Say what moved, by how much, and against what: 大班额占比4.3%，较上季度下降1.2个百分点."""
    item = Statement(
        metric=mover.metric,
        period=mover.delta.base_period,
        compare=compare,
        value=mover.value,
        base=mover.delta.base_value,
        delta=mover.delta,
    )
    return _write_movement(item)


def write_movers(improved: Sequence[Mover], worsened: Sequence[Mover], compare: str) -> tuple[str, str]:
    """Tell what improved most and what worsened most."""
    baseline = texts.BASELINES[compare]
    return (
        _write_side(improved, texts.IMPROVED, texts.NOTHING_IMPROVED.format(baseline=baseline), compare),
        _write_side(worsened, texts.WORSENED, texts.NOTHING_WORSENED.format(baseline=baseline), compare),
    )


def _write_side(movers: Sequence[Mover], pattern: str, nothing: str, compare: str) -> str:
    if not movers:
        return nothing + texts.END
    items = (
        texts.MOVED.format(district=mover.name, sentence=write_movement(mover, compare)) for mover in movers
    )
    return pattern.format(items=texts.CLAUSES_JOIN.join(items)) + texts.END
