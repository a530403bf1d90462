"""A table in HTML in the frame of a figure: heading above, footnotes below, the first column stays in sight.

A dozen columns do not fit a phone as a picture; a table scrolls sideways, is read out by screen readers, and can be
copied into a paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eduboard.charts.caption import footnotes, heading_parts
from eduboard.charts.config import image_name, picture_name
from eduboard.charts.template import (
    FONT_FAMILY,
    GRID,
    INK,
    LABEL_SIZE,
    MUTED,
    PAPER,
    SMALL_SIZE,
    TITLE_SIZE,
)
from eduboard.charts.wrapping import escape
from eduboard.metrics.results import Caption
from eduboard.texts import charts as texts

_CELL = f"padding:6px 8px;border-bottom:1px solid {GRID}"
_FIRST = f"position:sticky;left:0;text-align:left;background:{PAPER};min-width:5.5em;max-width:9em"
_SENTENCE = 20  # characters


@dataclass(frozen=True)
class Box:
    """A cell as shown: its text, what is said below it in small letters, and how it looks."""

    text: str
    remark: str = ""
    background: str = PAPER
    colour: str = INK
    is_bold: bool = False
    align: str = "right"
    link: str = ""
    is_short: bool = False  # the remark stays on one line


def html_table(
    title: str,
    heading: Sequence[str],
    headers: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Box]]],
    notes: Sequence[str],
    align: str | Sequence[str] = "right",
    name: str = "",
) -> str:
    """Make the table: ``headers`` begin with that of the first column, each row with its name.

    ``align`` is that of all headers, or of each behind the first.  A picture of the table is called ``name``, or
    after its title and heading.
    """
    corner, *columns = (escape(header) for header in headers)
    aligns = [align] * len(columns) if isinstance(align, str) else align
    head = "".join(
        f'<th scope="col" style="{_CELL};min-width:4.2em;text-align:{side};vertical-align:bottom;font-weight:normal;'
        f'color:{MUTED};font-size:{SMALL_SIZE}px">{header}</th>'
        for header, side in zip(columns, aligns, strict=True)
    )
    first = f'<th scope="col" style="{_CELL};{_FIRST};vertical-align:bottom;font-weight:normal">{corner}</th>'
    body = "".join(
        f'<tr><th scope="row" style="{_CELL};{_FIRST};font-weight:normal">{escape(name)}</th>'
        + "".join(_cell(box) for box in boxes)
        + "</tr>"
        for name, boxes in rows
    )
    if not rows or not columns:
        body = f'<tr><td style="{_CELL}" colspan="{len(columns) + 1}">{texts.NO_DATA}</td></tr>'
    table = (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table style="border-collapse:collapse;width:100%;font-size:{LABEL_SIZE}px">'
        f"<thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return in_frame(title, heading, table, notes, name)


def captioned_table(
    caption: Caption,
    headers: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Box]]],
    *,
    align: str | Sequence[str] = "right",
    more: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> str:
    """Make the table of a result, with all that travels with it; ``more`` stands beside the heading."""
    return html_table(
        caption.title,
        (*heading_parts(caption), *more),
        headers,
        rows,
        footnotes(caption, tuple(notes)),
        align,
        image_name(caption),
    )


def in_frame(title: str, heading: Sequence[str], body: str, notes: Sequence[str], name: str = "") -> str:
    """Frame a table's HTML as a figure that can be pictured: heading above, footnotes below."""
    picture = escape(name or picture_name([title, *heading]))
    return (
        f'<figure data-picture="{picture}" style="margin:0;font-family:{FONT_FAMILY};color:{INK};background:{PAPER}">'
        f'<div style="font-size:{TITLE_SIZE}px;font-weight:bold">{escape(title)}</div>'
        f'<div style="font-size:{SMALL_SIZE}px;color:{MUTED};margin:4px 0 8px">'
        f"{'&emsp;'.join(escape(part) for part in heading)}</div>"
        f"{body}"
        f'<figcaption style="font-size:{SMALL_SIZE}px;color:{MUTED};margin-top:8px;line-height:1.5">'
        f"{'<br>'.join(escape(note) for note in notes)}</figcaption></figure>"
    )


def _cell(box: Box) -> str:
    style = f"font-size:{SMALL_SIZE - 1}px" + (";white-space:nowrap" if box.is_short else "")
    remark = f'<div style="{style}">{escape(box.remark)}</div>' if box.remark else ""
    weight = "bold" if box.is_bold else "normal"
    text = escape(box.text)
    if box.link:
        # A page full of blue underlined numbers is no table any more.
        look = f"color:inherit;text-decoration:underline dotted {MUTED};white-space:nowrap"
        text = f'<a href="{escape(box.link)}" style="{look}">{text}</a>'
    # A sentence in a narrow window breaks after every few words, not after every character.
    room = ";min-width:14em" if max(len(box.text), len(box.remark)) > _SENTENCE else ""
    return (
        f'<td style="{_CELL}{room};text-align:{box.align};background:{box.background};color:{box.colour};'
        f'font-weight:{weight}">{text}{remark}</td>'
    )
