"""The slides of the big screen (?view=wall): dark, in large type; figures in the one template's dark variant.

A slide is set on a sheet of 1280 × 720 pixels, which the browser enlarges to its window (static/wall.js).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from eduboard.charts.picture_sizes import COLUMN
from eduboard.charts.template import DARK
from eduboard.charts.wrapping import escape
from eduboard.wrapping import em_width

_ROWS_HEIGHT, _BAR_HEIGHT, _NAME_SIZE, _NAME_ROOM = 500, 34, 24, 240  # px (static/wall.css)
_COLOUR = re.compile(r"#[0-9A-F]{6}|rgba\([^)]*\)")


@dataclass(frozen=True)
class WallCard:
    """One number as shown: ``tone`` colours its movement (green, orange, gray), ``remarks`` stand below."""

    name: str
    value: str
    movement: str
    tone: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class WallLights:
    """How many lights of each colour a district has."""

    name: str
    red: int
    yellow: int
    green: int


def on_wall(figure: go.Figure) -> go.Figure:
    """Draw a figure for the big screen: dark, and in the frame of a picture of fixed width."""
    drawn = figure.to_plotly_json()
    layout = drawn["layout"]
    frame = layout.pop("meta")["pictures"][COLUMN.id]
    framed = {
        **layout,
        **frame["layout"],
        "annotations": [
            frame["annotations"].get(item.get("name"), item) for item in layout.get("annotations", ())
        ],
    }
    return go.Figure({"data": _darkened(drawn["data"]), "layout": _darkened(framed)}, _validate=False)


def wall_head(title: str, place: str, period: str, mark: str) -> str:
    """Set the line at the top of a slide; ``mark`` is that of invented data."""
    badge = f'<span class="mark">{escape(mark)}</span>' if mark else ""
    return f"<header><h2>{escape(title)}</h2>{badge}<p>{escape(place)}　{escape(period)}</p></header>"


def wall_cards(cards: Sequence[WallCard]) -> str:
    """Set numbers in large type."""
    return '<div class="cards">' + "".join(map(_card, cards)) + "</div>"


def wall_lists(lists: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Set lists of sentences side by side, each under its heading."""
    return f'<div class="lists">{"".join(_list(*item) for item in lists)}</div>'


def wall_lights(counts: tuple[tuple[str, str, int], ...], districts: Sequence[WallLights], note: str) -> str:
    """Set a programme's lights: the whole in three numbers (colour, word, count), the districts as bars."""
    numbers = "".join(
        f'<div class="{colour}"><b>{count}</b>{escape(word)}</div>' for colour, word, count in counts
    )
    most = max((item.red + item.yellow + item.green for item in districts), default=1) or 1
    rows = "".join(
        f"<tr><th>{escape(item.name)}</th><td>{_bar(item.red, most, 'red')}{_bar(item.yellow, most, 'yellow')}"
        f"{_bar(item.green, most, 'green')}</td></tr>"
        for item in districts
    )
    return (
        f'<div class="lightsum">{numbers}</div>'
        f'<table class="lightbars" style="{_row_sizes(districts)}">{rows}</table>'
        f'<p class="note">{escape(note)}</p>'
    )


def _row_sizes(districts: Sequence[WallLights]) -> str:
    """Make rows as high as forty of them fit, and names as large as the longest fits before its bar."""
    row = _ROWS_HEIGHT / max(len(districts), 1)
    longest = max((em_width(item.name) for item in districts), default=1.0)
    bar = min(_BAR_HEIGHT, round(row * 0.75))
    name = min(_NAME_SIZE, round(row * 0.8), int(_NAME_ROOM / longest))
    return f"--bar:{bar}px;--name:{name}px"


def _list(heading: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<section><h3>{escape(heading)}</h3><ul>{items}</ul></section>"


def _card(card: WallCard) -> str:
    remarks = "".join(f"<small>{escape(remark)}</small>" for remark in card.remarks)
    movement = f'<span class="{card.tone}">{escape(card.movement)}</span>' if card.movement else ""
    return f"<div><p>{escape(card.name)}</p><b>{escape(card.value)}</b>{movement}{remarks}</div>"


def _bar(count: int, most: int, colour: str) -> str:
    return f'<i class="{colour}" style="width:{100 * count / most:.1f}%">{count}</i>' if count else ""


def _darkened(part: Any) -> Any:
    """Replace the template's colours, wherever they stand, by those for a dark ground."""
    if isinstance(part, str):
        return _COLOUR.sub(lambda match: DARK.get(match[0], match[0]), part)
    if isinstance(part, dict):
        return {name: _darkened(value) for name, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_darkened(item) for item in part]
    return part
