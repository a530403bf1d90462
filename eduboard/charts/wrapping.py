"""Breaking Chinese text into lines, since Plotly never does.

A figure does not know how wide it will be, so text is broken for a phone (`PHONE_WIDTH`) and stands in a
column at the left on wider screens.  Widths are estimated in em: a Chinese character is one em wide in every
font, and Latin letters are taken a little wider than they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import east_asian_width

PHONE_WIDTH = 350  # px that are left of a 390 px screen
EDGE = 8  # px left and right of all text
LINE_HEIGHT = 1.3  # em, as Plotly sets lines

_OPENING = "（《〈“‘「『〔【"
_CLOSING = "，。、；：！？）》〉”’」』〕】％…·"
# What must stay in one line: a word or number, or a character, with the punctuation that belongs to it.
_UNIT = re.compile(rf"[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*", re.DOTALL)


def em_width(text: str) -> float:
    """Estimate how wide a text is, in em."""
    return sum(_character_width(character) for character in text)


@lru_cache(maxsize=1024)
def _character_width(character: str) -> float:
    if east_asian_width(character) in "WFA":
        return 1.0
    return 0.7 if character.isupper() or character in "%@&+=<>" else 0.58


def phone_ems(font_size: float) -> float:
    """Tell how many em of a font fit in a line on a phone."""
    return (PHONE_WIDTH - 2 * EDGE) / font_size


def line_pixels(lines: int, font_size: float) -> int:
    """Tell how high that many lines are."""
    return round(lines * font_size * LINE_HEIGHT)


@lru_cache(maxsize=4096)
def wrap(text: str, ems: float) -> tuple[str, ...]:
    """Break a text into lines of at most ``ems``.

    Numbers and words stay whole, and no line starts with a comma or ends with an opening bracket, unless a
    line is too short for that.  Nothing but white space at a break is lost.
    """
    return tuple(line for paragraph in text.splitlines() for line in _fill(_units(paragraph, ems), ems))


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


def _units(paragraph: str, ems: float) -> Iterable[str]:
    for unit in _UNIT.findall(paragraph):
        if em_width(unit) <= ems:
            yield unit
        else:
            yield from unit


def _fill(units: Iterable[str], ems: float) -> Iterable[str]:
    line, room = "", ems
    for unit in units:
        width = em_width(unit)
        if line and width > room + 1e-9:
            yield line.rstrip()
            line, room = "", ems
            if unit.isspace():
                continue
        line += unit
        room -= width
    if line.strip():
        yield line.rstrip()


def escape(text: str) -> str:
    """Make a text safe for Plotly's and HTML's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def markup(lines: Iterable[str]) -> str:
    """Join plain lines as Plotly's markup."""
    return "<br>".join(escape(line) for line in lines)
