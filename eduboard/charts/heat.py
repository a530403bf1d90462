"""District × indicator, as an HTML table.

A dozen indicators do not fit a phone as a picture; a table scrolls sideways under its fixed first column, is
read out by screen readers, and can be copied into a paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.charts.caption import footnotes, heading_parts
from eduboard.charts.template import (
    FONT_FAMILY,
    GRID,
    INK,
    LABEL_SIZE,
    MUTED,
    PAPER,
    RED,
    SMALL_SIZE,
    TITLE_SIZE,
)
from eduboard.charts.wrapping import escape
from eduboard.formats import format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import Caption, HeatCell, HeatTable
from eduboard.texts import charts as texts
from eduboard.texts.formats import UNDEFINED

# From worst to best: light to a blue on which dark text still reads (contrast 7 : 1).
_STANDINGS = ("#FFFFFF", "#EEF3F8", "#DCE7F1", "#C9DAEA", "#B5CCE2")
_UNRANKED = "#F1F2F4"
_CELL = f"padding:6px 8px;border-bottom:1px solid {GRID}"
_FIRST = f"position:sticky;left:0;text-align:left;background:{PAPER};min-width:4.5em;max-width:9em"


@dataclass(frozen=True)
class HeatBox:
    """A cell as shown: ``remark`` says in words what the colours say, and why a value is not compared."""

    text: str
    background: str
    missed: bool
    remark: str


@dataclass(frozen=True)
class HeatRows:
    """A heat table as shown: one header for each indicator, and for each district its name and its cells."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatBox, ...]], ...]
    caption: Caption


def build_heat_rows(table: HeatTable) -> HeatRows:
    """Format the cells of a heat table and colour them by standing; undefined is "—" and has no colour."""
    return HeatRows(
        headers=tuple(_header(metric) for metric in table.metrics),
        rows=tuple(
            (name, tuple(_box(cell, metric) for cell, metric in zip(cells, table.metrics, strict=True)))
            for name, cells in zip(table.names, table.cells, strict=True)
        ),
        caption=table.caption,
    )


def heat_table(table: HeatTable) -> str:
    """Show where every district stands in every indicator: an HTML table with heading and footnotes.

    The darker the better; red, with the word 未达标, is only what misses its target.
    """
    shown = build_heat_rows(table)
    caption = table.caption
    heading = "&emsp;".join(escape(part) for part in heading_parts(caption))
    notes = "<br>".join(escape(note) for note in footnotes(caption, _notes(table)))
    head = "".join(
        f'<th scope="col" style="{_CELL};min-width:4.2em;text-align:right;vertical-align:bottom;font-weight:normal;'
        f'color:{MUTED};font-size:{SMALL_SIZE}px">{escape(header)}</th>'
        for header in shown.headers
    )
    corner = f'<th scope="col" style="{_CELL};{_FIRST};vertical-align:bottom;font-weight:normal">{texts.DISTRICT}</th>'
    body = "".join(
        f'<tr><th scope="row" style="{_CELL};{_FIRST};font-weight:normal">{escape(name)}</th>'
        + "".join(_cell_html(box) for box in boxes)
        + "</tr>"
        for name, boxes in shown.rows
    )
    if not shown.rows or not shown.headers:
        body = f'<tr><td style="{_CELL}" colspan="{len(shown.headers) + 1}">{texts.NO_DATA}</td></tr>'
    return (
        f'<figure style="margin:0;font-family:{FONT_FAMILY};color:{INK};background:{PAPER}">'
        f'<div style="font-size:{TITLE_SIZE}px;font-weight:bold">{escape(caption.title)}</div>'
        f'<div style="font-size:{SMALL_SIZE}px;color:{MUTED};margin:4px 0 8px">{heading}</div>'
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{escape(caption.title)}">'
        f'<table style="border-collapse:collapse;width:100%;font-size:{LABEL_SIZE}px">'
        f"<thead><tr>{corner}{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<figcaption style="font-size:{SMALL_SIZE}px;color:{MUTED};margin-top:8px;line-height:1.5">{notes}'
        "</figcaption></figure>"
    )


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


def _box(cell: HeatCell, metric: Metric) -> HeatBox:
    text = format_value(cell.value, metric, cell.qualifier)
    if cell.reported and cell.value is not None:
        text += "*"
    missed = cell.missed_target and cell.value is not None
    remarks = [texts.MISSED] if missed else []
    if cell.incomplete:
        remarks.append(cell.incomplete)
    return HeatBox(text=text, background=_background(cell), missed=missed, remark="，".join(remarks))


def _background(cell: HeatCell) -> str:
    if cell.value is None:
        return PAPER
    if cell.standing is None or cell.incomplete:
        return _UNRANKED
    return _STANDINGS[min(int(cell.standing * len(_STANDINGS)), len(_STANDINGS) - 1)]


def _cell_html(box: HeatBox) -> str:
    colour = RED if box.missed else MUTED if box.text == UNDEFINED else INK
    remark = f'<div style="font-size:{SMALL_SIZE - 1}px">{escape(box.remark)}</div>' if box.remark else ""
    weight = "bold" if box.missed else "normal"
    return (
        f'<td style="{_CELL};text-align:right;background:{box.background};color:{colour};font-weight:{weight}">'
        f"{escape(box.text)}{remark}</td>"
    )
