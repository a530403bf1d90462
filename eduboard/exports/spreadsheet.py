"""What every Excel file that is written has in common: how it is opened, and how a metric's numbers are shown."""

from __future__ import annotations

import io

import xlsxwriter

from eduboard.metrics.catalogue import Metric

COUNTS = "#,##0"
"""How whole numbers are shown."""


def open_workbook(buffer: io.BytesIO) -> xlsxwriter.Workbook:
    """Open a workbook in which text stays text: none of it becomes a formula or a link."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(buffer, options)


def number_format(metric: Metric | None) -> str:
    """How a spreadsheet shows a metric's numbers; without one, as it shows any."""
    if metric is None:
        return "General"
    if metric.is_share:
        return "0.0%"
    return COUNTS + ("." + "0" * metric.decimals if metric.decimals else "")
