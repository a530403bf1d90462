"""District × indicator, as an HTML table coloured by standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eduboard.charts.html_table import Box, captioned_table
from eduboard.charts.template import INK, MUTED, PAPER, RED
from eduboard.formats import format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import Caption, HeatCell, HeatTable
from eduboard.texts import charts as texts
from eduboard.texts.formats import UNDEFINED

# From worst to best: light to a blue on which dark text still reads (contrast 7 : 1).
_STANDINGS = ("#FFFFFF", "#EEF3F8", "#DCE7F1", "#C9DAEA", "#B5CCE2")
_UNRANKED = "#F1F2F4"

Link = Callable[[str, Metric], str]
"""Gives the address behind a district's number of a metric."""


@dataclass(frozen=True)
class HeatRows:
    """A heat table as shown: one header for each indicator, and for each district its name and its cells."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Box, ...]], ...]
    caption: Caption


def build_heat_rows(table: HeatTable, link: Link | None = None) -> HeatRows:
    """Format the cells of a heat table and colour them by standing; undefined is "—" and has no colour."""
    return HeatRows(
        headers=tuple(_header(metric) for metric in table.metrics),
        rows=tuple(
            (
                name,
                tuple(
                    _box(cell, metric, link(district, metric) if link and cell.value is not None else "")
                    for cell, metric in zip(cells, table.metrics, strict=True)
                ),
            )
            for district, name, cells in zip(table.districts, table.names, table.cells, strict=True)
        ),
        caption=table.caption,
    )


def heat_table(table: HeatTable, link: Link | None = None) -> str:
    """Show where every district stands in every indicator: an HTML table with heading and footnotes.

    The darker the better; red, with the word 未达标, is only what misses its target.  ``link`` gives the address
    at which a number is explained.
    """
    shown = build_heat_rows(table, link)
    headers = (texts.DISTRICT, *shown.headers)
    return captioned_table(table.caption, headers, shown.rows, notes=_notes(table))


def _notes(table: HeatTable) -> tuple[str, ...]:
    cells = [cell for row in table.cells for cell in row]
    notes = [texts.HEAT_KEY] if cells else []
    if any(cell.incomplete for cell in cells):
        notes.append(texts.HEAT_INCOMPLETE)
    if any(cell.reported and cell.value is not None for cell in cells):
        notes.append(texts.REPORTED)
    return tuple(notes)


def _header(metric: Metric) -> str:
    return (
        texts.HEAT_NAME_WITH_UNIT.format(name=metric.name, unit=metric.unit) if metric.unit else metric.name
    )


def _box(cell: HeatCell, metric: Metric, link: str) -> Box:
    text = format_value(cell.value, metric, cell.qualifier)
    if cell.reported and cell.value is not None:
        text += "*"
    missed = cell.missed_target and cell.value is not None
    remarks = [texts.MISSED] if missed else []
    if cell.incomplete:
        remarks.append(cell.incomplete)
    return Box(
        text=text,
        remark="，".join(remarks),
        background=_background(cell),
        colour=RED if missed else MUTED if text == UNDEFINED else INK,
        is_bold=missed,
        link=link,
    )


def _background(cell: HeatCell) -> str:
    if cell.value is None:
        return PAPER
    if cell.standing is None or cell.incomplete:
        return _UNRANKED
    return _STANDINGS[min(int(cell.standing * len(_STANDINGS)), len(_STANDINGS) - 1)]
