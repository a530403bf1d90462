"""Chinese text in figures, in lines, since Plotly never breaks it.

A figure does not know how wide it will be, so text is broken for a phone (`PHONE_WIDTH`) and stands in a
column at the left on wider screens.
"""

from __future__ import annotations

from collections.abc import Iterable

PHONE_WIDTH = 350  # px that are left of a 390 px screen
EDGE = 8  # px left and right of all text
LINE_HEIGHT = 1.3  # em, as Plotly sets lines


def phone_ems(font_size: float) -> float:
    """Tell how many em of a font fit in a line on a phone."""
    return line_ems(PHONE_WIDTH, font_size)


def line_ems(width: float, font_size: float) -> float:
    """Tell how many em of a font fit in a line of a figure that is so many pixels wide."""
    return (width - 2 * EDGE) / font_size


def line_pixels(lines: int, font_size: float) -> int:
    """Tell how high that many lines are."""
    return round(lines * font_size * LINE_HEIGHT)


def wrap_parts(parts: Iterable[tuple[float, str]], ems: float, gap: float) -> list[list[str]]:
    """Break a row of parts, each with its width and its markup, into lines; parts stay whole."""
    lines: list[list[str]] = []
    room = 0.0
    for width, markup in parts:
        if not lines or width > room:
            lines.append([])
            room = ems
        lines[-1].append(markup)
        room -= width + gap
    return lines


def escape(text: str) -> str:
    """Make a text safe for Plotly's and HTML's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def markup(lines: Iterable[str]) -> str:
    """Join plain lines as Plotly's markup."""
    return "<br>".join(escape(line) for line in lines)
