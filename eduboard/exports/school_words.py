"""A school's figures in words, as a table."""

from __future__ import annotations

from eduboard.formats import format_delta, format_value
from eduboard.metrics.results import DataTable
from eduboard.metrics.school_indicators import SchoolFigure, SchoolIndicators
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.materials import WITH_UNIT
from eduboard.texts.school import FIGURE_COLUMNS


def indicator_words(shown: SchoolIndicators) -> DataTable:
    """Give each figure under ``FIGURE_COLUMNS``."""
    return DataTable(
        columns=FIGURE_COLUMNS,
        rows=tuple(map(_row, shown.figures)),
        caption=shown.caption,
        metrics=(None,) * len(FIGURE_COLUMNS),
        cells=tuple(((), figure.numbers, figure.numbers_of_change, ()) for figure in shown.figures),
    )


def _row(figure: SchoolFigure) -> tuple[str, ...]:
    metric = figure.metric
    return (
        WITH_UNIT.format(name=metric.name, unit=metric.unit),
        format_value(figure.value, metric, figure.qualifier),
        format_delta(figure.delta.change, metric) if figure.delta else UNDEFINED,
        format_value(figure.average, metric),
    )
