"""The tables of the 上报确认单: values in, cells out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from eduboard.codes import region_names
from eduboard.exports.blocks import Align, Cell, Table
from eduboard.exports.confirmation import Checks, Confirmation
from eduboard.exports.word.markup import TEXT_WIDTH_MM
from eduboard.formats import format_count, format_period, format_value, format_value_with_unit
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.measure import MetricRow
from eduboard.store.history import BatchScope
from eduboard.texts import confirmation as texts
from eduboard.texts.formats import UNDEFINED

_FACT_WIDTHS = (24.0, 54.0, 24.0, 54.0)
_FIGURES_A_ROW = 3
_FIGURE_WIDTHS = (30.0, 22.0) * _FIGURES_A_ROW
_EXPLANATION_WIDTHS = (36.0, 60.0, 60.0)
_EXPLANATION_WIDTHS_OF_ONE_PLACE = (90.0, 66.0)
_SIGNATURE_WIDTHS = (50.0, 44.0, 18.0, 44.0)
_SIGNATURE_HEIGHT = 10.0
_DISTRICTS_A_TABLE = 6
_METRIC_WIDTH = 44.0
_DISTRICTS_NAMED = 4
_PERIODS_NAMED = 2
_DIGEST = 12
NOTE_ON_PAGE = 80

_Write = Callable[[float | None, Metric, str | None], str]


def facts(confirmation: Confirmation, *, explanations_on_page: bool) -> Table:
    """Which batch it is, who handed it in, from which file, and what the check says of it."""
    pairs = (
        (texts.DATASET, confirmation.contract.title),
        (texts.BATCH, confirmation.record.batch),
        (texts.DISTRICT, _districts(confirmation)),
        (texts.PERIOD, _periods(confirmation)),
        (texts.HANDED_IN_BY, confirmation.record.published_by),
        (texts.HANDED_IN_AT, f"{confirmation.record.published_at:%Y-%m-%d %H:%M}"),
        (texts.ROWS, format_count(confirmation.row_count)),
        (texts.STATUS, confirmation.record.state),
    )
    wide = [
        (texts.FILE, confirmation.record.file_name),
        (texts.SHA256, confirmation.record.sha256),
        (texts.CHECKS, _checks(confirmation, on_page=explanations_on_page)),
    ]
    if confirmation.record.explanation:
        wide.append((texts.NOTE, _shortened(confirmation.record.explanation)))
    cells = [(_head(label), Cell(value)) for label, value in pairs]
    rows: list[tuple[Cell, ...]] = [
        (*cells[number], *cells[number + 1]) for number in range(0, len(cells), 2)
    ]
    rows += [(_head(label), Cell(value, span=3)) for label, value in wide]
    return Table(_FACT_WIDTHS, tuple(rows))


def _head(text: str) -> Cell:
    return Cell(text, is_head=True)


def _place(code: str) -> str:
    return region_names().get(code, code)


def _districts(confirmation: Confirmation) -> str:
    names = [_place(code) for code in confirmation.districts]
    if len(names) <= _DISTRICTS_NAMED:
        return "、".join(names)
    return texts.DISTRICTS.format(first=names[0], count=len(names))


def _periods(confirmation: Confirmation) -> str:
    names = [_period(confirmation, period) for period in confirmation.periods]
    if len(names) <= _PERIODS_NAMED:
        return "、".join(names)
    return texts.PERIODS.format(first=names[0], last=names[-1], count=len(names))


def _period(confirmation: Confirmation, period: str) -> str:
    annual = all(scope.annual for scope in confirmation.record.scopes if scope.period == period)
    return format_period(period, annual=annual)


def _checks(confirmation: Confirmation, *, on_page: bool) -> str:
    said = _checked(confirmation.checks)
    if not confirmation.record.explanations:
        return said
    template = texts.EXPLAINED if on_page else texts.EXPLAINED_IN_ANNEX
    return said + template.format(count=len(confirmation.record.explanations))


def _checked(checks: Checks) -> str:
    if checks.problem:
        return texts.NOT_CHECKED.format(reason=checks.problem)
    return texts.CHECKED.format(
        columns=checks.columns,
        rules=checks.rules,
        errors=format_count(checks.errors),
        warnings=format_count(checks.warnings),
    )


def _shortened(note: str) -> str:
    return note if len(note) <= NOTE_ON_PAGE else texts.SEE_ANNEX.format(text=note[:NOTE_ON_PAGE])


def figures(confirmation: Confirmation) -> Table | None:
    """The newest quarter's figures, of all districts together; None when there are none."""
    if not confirmation.totals:
        return None
    newest = max(row.period or "" for row in confirmation.totals)
    rows = [row for row in confirmation.totals if row.period == newest]
    in_force = [scope for scope in confirmation.in_force if scope.period == newest]
    place = _place(in_force[0].district) if len(in_force) == 1 else texts.ALL_OF.format(count=len(in_force))
    cells = [
        (Cell(metric.name), _number(_value(metric, rows, format_value_with_unit)))
        for metric in confirmation.metrics
    ]
    header = tuple(_head(title) for title in texts.FIGURE_COLUMNS) * _FIGURES_A_ROW
    lines = [
        tuple(cell for pair in _filled(cells[start : start + _FIGURES_A_ROW]) for cell in pair)
        for start in range(0, len(cells), _FIGURES_A_ROW)
    ]
    return Table(
        _FIGURE_WIDTHS,
        (header, *lines),
        header_rows=1,
        caption=texts.FIGURES.format(place=place, period=_period(confirmation, newest)),
        notes=(
            *_remarks(confirmation, rows),
            texts.MADE_FROM + (texts.MORE_FIGURES if has_annex(confirmation) else ""),
        ),
    )


def _filled(pairs: Sequence[tuple[Cell, Cell]]) -> list[tuple[Cell, Cell]]:
    return [*pairs, *[(Cell(""), Cell(""))] * (_FIGURES_A_ROW - len(pairs))]


def _value(metric: Metric, rows: Sequence[MetricRow], write: _Write = format_value) -> str:
    found = next((row for row in rows if row.metric == metric.id), None)
    return UNDEFINED if found is None else write(found.value, metric, found.qualifier)


def _remarks(confirmation: Confirmation, rows: Sequence[MetricRow]) -> Iterator[str]:
    """What must be said of some of the figures, once for all that it holds for."""
    names = {metric.id: metric.name for metric in confirmation.metrics}
    lacking: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        lacking[row.missing].append(names[row.metric])
    for codes, metrics in lacking.items():
        if codes:
            districts = "、".join(map(_place, codes))
            yield texts.LACKING.format(metrics="、".join(metrics), districts=districts)
    if reported := [names[row.metric] for row in rows if row.reported]:
        yield texts.REPORTED.format(metrics="、".join(reported))


def explanations(confirmation: Confirmation) -> Table:
    """What the rules of experience saw, and what was said of it; one sentence for many stands once."""
    rows = [tuple(map(_head, texts.EXPLANATION_COLUMNS))]
    before = ""
    for item in confirmation.record.explanations:
        rows.append(
            (
                Cell(f"{_place(item.district)} {format_period(item.period)}"),
                Cell(item.observation),
                Cell(texts.SAME_AS_ABOVE if item.sentence == before else item.sentence),
            )
        )
        before = item.sentence
    widths: tuple[float, ...] = _EXPLANATION_WIDTHS
    if not has_annex(confirmation):
        widths, rows = _EXPLANATION_WIDTHS_OF_ONE_PLACE, [row[1:] for row in rows]
    return Table(widths, tuple(rows), header_rows=1, caption=texts.EXPLANATIONS)


def signatures(confirmation: Confirmation) -> Table:
    """The statement, and a line for each of the three who sign it."""
    statement = Cell(texts.STATEMENT.format(digest=confirmation.record.sha256[:_DIGEST]), span=4)
    lines = [
        (_head(role), Cell(""), _head(texts.DATE), Cell(texts.DATE_BLANK, align=Align.RIGHT))
        for role in texts.SIGNATURES
    ]
    return Table(
        _SIGNATURE_WIDTHS,
        ((statement,), *lines),
        caption=texts.SIGNED,
        row_height=_SIGNATURE_HEIGHT,
        kept_together=True,
    )


def has_annex(confirmation: Confirmation) -> bool:
    """Tell whether there is more than one district or quarter to list."""
    return len(confirmation.record.scopes) > 1


def figures_by_district(confirmation: Confirmation) -> Iterator[Table]:
    """Every scope with its rows and figures: a table for each quarter and for every six districts."""
    for period in reversed(confirmation.periods):
        scopes = [scope for scope in confirmation.record.scopes if scope.period == period]
        parts = _even_parts(scopes)
        for number, part in enumerate(parts, start=1):
            template = texts.ANNEX_FIGURES if len(parts) == 1 else texts.ANNEX_FIGURES_PART
            caption = template.format(period=_period(confirmation, period), number=number)
            yield _by_district(confirmation, part, caption)


def _even_parts(scopes: Sequence[BatchScope]) -> list[Sequence[BatchScope]]:
    """Split eight districts into four and four, not into six and two."""
    size = math.ceil(len(scopes) / math.ceil(len(scopes) / _DISTRICTS_A_TABLE))
    return [scopes[start : start + size] for start in range(0, len(scopes), size)]


def _by_district(confirmation: Confirmation, scopes: Sequence[BatchScope], caption: str) -> Table:
    header = (_head(texts.ANNEX_METRIC), *(_head(_place(scope.district)) for scope in scopes))
    counts = (Cell(texts.ANNEX_ROWS), *(_number(format_count(scope.row_count)) for scope in scopes))
    found = [
        [row for row in confirmation.figures if (row.period, row.district) == (scope.period, scope.district)]
        for scope in scopes
    ]
    lines = [
        (
            Cell(metric.name if metric.is_share else f"{metric.name}（{metric.unit}）"),
            *(_number(_value(metric, rows)) for rows in found),
        )
        for metric in confirmation.metrics
    ]
    return Table(
        (_METRIC_WIDTH, *[(TEXT_WIDTH_MM - _METRIC_WIDTH) / len(scopes)] * len(scopes)),
        (header, counts, *lines),
        header_rows=1,
        caption=caption,
        notes=tuple(_replaced(confirmation, scopes)),
    )


def _number(text: str) -> Cell:
    return Cell(text, align=Align.RIGHT)


def _replaced(confirmation: Confirmation, scopes: Sequence[BatchScope]) -> Iterator[str]:
    for scope in scopes:
        if scope in confirmation.in_force:
            continue
        holder = scope.current_batch
        reason = texts.ANNEX_REPLACED.format(batch=holder) if holder else texts.ANNEX_NO_BATCH
        yield texts.ANNEX_SCOPE.format(district=_place(scope.district), reason=reason)
