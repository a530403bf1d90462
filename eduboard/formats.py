"""Numbers and periods as text: the one place that rounds, for screens, figures and papers alike.

Rounding is half up on the decimal number a reader would write down, thousands are grouped (1,234), shares are
shown in per cent and their changes in 百分点, and what is undefined is "—".
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TypeGuard, TypeVar

from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import Target
from eduboard.periods import Period
from eduboard.store.how_read import FileLine
from eduboard.texts.formats import (
    HARDLY_ANY_CHANGE,
    NO_CHANGE,
    PERCENTAGE_POINTS,
    QUALIFIERS_BEHIND,
    QUARTER,
    QUARTER_NUMERALS,
    UNDEFINED,
    YEAR,
)
from eduboard.texts.sheets import LINE, LINE_OF_SHEET

T = TypeVar("T")
SHARE_DECIMALS = 1
GIVEN_DECIMALS = 2  # of figures that are shown as they were handed in
_PERIOD = re.compile(r"\b\d{4}Q[1-4]\b")
_NAME = re.compile(r"[^\s、，,；;/]+")
_CONTEXT = Context(
    prec=400, rounding=ROUND_HALF_UP
)  # room for any float: a typing error must not break a page


def drop_point(value: T) -> T | int:
    """Give whole numbers without a decimal point: the store keeps all as doubles, but a count is 33 and not 33.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def format_number(value: float, decimals: int = 0, *, trim: bool = False) -> str:
    """Round half up and group thousands; ``trim`` drops zeros behind the decimal point."""
    text = f"{_round(value, decimals):,}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def format_count(value: float | None, qualifier: str | None = None) -> str:
    """Write a count as it is, without decimals unless it was handed in with some: 12, 90余."""
    if not _is_defined(value):
        return UNDEFINED
    return _qualified(format_number(value, GIVEN_DECIMALS, trim=True), qualifier)


def format_share(share: float | None, decimals: int = SHARE_DECIMALS) -> str:
    """Write a share 0–1 in per cent: 4.3%; nothing and everything are 0% and 100% sharp."""
    if not _is_defined(share):
        return UNDEFINED
    return f"{format_number(100 * share, 0 if share in (0, 1) else decimals)}%"


def format_value(value: float | None, metric: Metric, qualifier: str | None = None) -> str:
    """Write a metric's value as its catalogue entry says, without unit except per cent: 12, 4.3%, 52.1, 90余.

    A value with a qualifier is a round figure and gets no decimals that its author did not give.
    """
    if not _is_defined(value):
        return UNDEFINED
    if qualifier:
        given = 100 * value if metric.is_share else value
        return _qualified(
            format_number(given, GIVEN_DECIMALS, trim=True) + ("%" if metric.is_share else ""), qualifier
        )
    if metric.is_share:
        return format_share(value, _decimals(metric))
    if metric.is_ratio or metric.decimals:
        return format_number(value, metric.decimals)
    return format_count(value)


def _qualified(text: str, qualifier: str | None) -> str:
    if not qualifier:
        return text
    return text + qualifier if qualifier in QUALIFIERS_BEHIND else qualifier + text


def format_value_with_unit(value: float | None, metric: Metric, qualifier: str | None = None) -> str:
    """Write a value with its unit, for running text: 12个, 90余篇, 4.3%."""
    text = format_value(value, metric, qualifier)
    return text if metric.is_share or text == UNDEFINED else text + metric.unit


def format_delta(change: float | None, metric: Metric) -> str:
    """Write a change with its sign: +12, -3.5; of a share in 百分点, never in per cent.

    The minus is the one of the keyboard: Streamlit and spreadsheets read it as a sign.
    """
    if not _is_defined(change):
        return UNDEFINED
    if change == 0:
        return NO_CHANGE
    shown = 100 * change if metric.is_share else change
    as_given = not (metric.is_share or metric.is_ratio or metric.decimals)
    decimals = GIVEN_DECIMALS if as_given else _decimals(metric)
    if _round(shown, decimals) == 0:
        return HARDLY_ANY_CHANGE
    text = ("+" if shown > 0 else "") + format_number(shown, decimals, trim=as_given)
    return PERCENTAGE_POINTS.format(points=text) if metric.is_share else text


def format_target(target: Target, metric: Metric) -> str:
    """Write a target with its direction: 不高于5%, 不低于1,200."""
    value = 100 * target.value if metric.is_share else target.value
    return (
        f"{target.direction}{format_number(value, GIVEN_DECIMALS, trim=True)}{'%' if metric.is_share else ''}"
    )


@lru_cache(maxsize=1024)
def format_period(period: str, *, annual: bool = False) -> str:
    """Write ``2025Q3`` as 2025年第三季度, an annual figure's period as 2025年; raise ValueError for anything else."""
    parsed = Period.parse(period)
    if annual:
        return YEAR.format(year=parsed.year)
    return QUARTER.format(year=parsed.year, quarter=QUARTER_NUMERALS[parsed.quarter - 1])


def format_periods(text: str) -> str:
    """Write out the periods in a text; its other words stay."""
    return _PERIOD.sub(lambda match: format_period(match[0]), text)


def format_line(place: FileLine) -> str:
    """Say where a line is: 第 5 行, or “实验小学”第 5 行 where a table is several sheets."""
    template = LINE if place.sheet is None else LINE_OF_SHEET
    return template.format(sheet=place.sheet, line=place.line)


def mask_person(names: str) -> str:
    """Leave of each person's name the first character: 张三、李四 becomes 张*、李*."""
    return _NAME.sub(lambda name: f"{name[0][0]}*", names)


def _is_defined(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(100 * value)


def _decimals(metric: Metric) -> int:
    return max(metric.decimals, SHARE_DECIMALS) if metric.is_share else metric.decimals


def _round(value: float, decimals: int) -> Decimal:
    # Fifteen digits: 100 * 0.285 is 28.499999999999996 to the machine and 28.5 to everybody else.
    exact = Decimal(f"{value:.15g}")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), context=_CONTEXT)
    return abs(rounded) if rounded == 0 else rounded
