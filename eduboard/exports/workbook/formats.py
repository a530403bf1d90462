"""Numbers in a spreadsheet: true percentages, counts without decimals, and the word that belongs to a number.

The word (余, 约, 年度) is part of the number's form: the cell stays a number that can be summed and drawn.
"""

from __future__ import annotations

from eduboard.exports.narrative import EXACTLY
from eduboard.exports.spreadsheet import COUNTS, number_format
from eduboard.exports.workbook.sheets import Number
from eduboard.metrics.catalogue import PERCENT, Metric
from eduboard.metrics.measure import MetricRow
from eduboard.metrics.results import Target
from eduboard.texts import workbook as texts
from eduboard.texts.formats import QUALIFIERS_BEHIND


def measured(row: MetricRow, metric: Metric, *, is_incomplete: bool = False) -> Number | None:
    """Give a figure as a cell; None where it is undefined."""
    if row.value is None:
        return None
    form = _as_given(row.value, is_share=metric.is_share) if row.qualifier else number_format(metric)
    form = _with_word(form, row.qualifier or "")
    return Number(row.value, form + (_quoted(texts.ANNUAL) if row.annual else ""), is_incomplete)


def aimed(target: Target, metric: Metric) -> Number:
    """Give a target as a cell: 不低于90%."""
    direction = "" if target.direction == EXACTLY else target.direction
    return Number(target.value, _quoted(direction) + _as_given(target.value, is_share=metric.is_share))


def read(value: float, unit: str, qualifier: str = "") -> Number:
    """Give a programme's value, whose shares are 0–100 beside their unit, as a cell with its unit."""
    if unit == PERCENT:
        return Number(value / 100, _with_word(_as_given(value / 100, is_share=True), qualifier))
    return Number(value, _with_word(_as_given(value, is_share=False), qualifier) + _quoted(unit))


def _as_given(value: float, *, is_share: bool) -> str:
    """The form of a number that gets no decimals its author did not give."""
    shown = round(float(100 * value if is_share else value), 10)
    return ("0" if is_share else COUNTS) + ("" if shown.is_integer() else ".0#") + ("%" if is_share else "")


def _with_word(form: str, qualifier: str) -> str:
    return form + _quoted(qualifier) if qualifier in QUALIFIERS_BEHIND else _quoted(qualifier) + form


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"' if word else ""
