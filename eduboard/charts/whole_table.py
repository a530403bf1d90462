"""A table with all its rows, in the frame of a figure: for pictures and paper, where nothing can be scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eduboard.charts.html_table import Box, captioned_table
from eduboard.formats import format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import DataTable, Qualified
from eduboard.texts.formats import UNDEFINED


def whole_table(table: DataTable, titles: Sequence[str]) -> str:
    """Set a table under its column titles."""
    aligns = ["left" if metric is None else "right" for metric in table.metrics[1:]]
    rows = [
        (
            str(row[0]),
            [
                Box(_format_cell(value, metric), align=side)
                for value, metric, side in zip(row[1:], table.metrics[1:], aligns, strict=True)
            ],
        )
        for row in table.rows
    ]
    return captioned_table(table.caption, titles, rows, align=aligns)


def _format_cell(value: Any, metric: Metric | None) -> str:
    if isinstance(value, str):
        return value
    if metric is None:
        return UNDEFINED if value is None else str(value)
    if isinstance(value, Qualified):
        return format_value(value.value, metric, value.qualifier)
    return format_value(value, metric)
