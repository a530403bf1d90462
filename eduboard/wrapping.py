"""Breaking Chinese text into lines where nothing else does it: widths in em, numbers and words kept whole.

Widths are estimated: a Chinese character is one em wide in every font, and Latin letters are taken a little wider
than they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import east_asian_width

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


@lru_cache(maxsize=4096)
def wrap(text: str, ems: float) -> tuple[str, ...]:
    """Break a text into lines of at most ``ems``.

    Numbers and words stay whole, and no line starts with a comma or ends with an opening bracket, unless a
    line is too short for that.  Nothing but white space at a break is lost.
    """
    return tuple(line for paragraph in text.splitlines() for line in _fill(_units(paragraph, ems), ems))


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
