"""Column names in the one form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from eduboard.intake.reading.parsed import FOOTNOTE
from eduboard.intake.reading.words import HEADER_HINTS, HEADER_UNITS, UNITS

_INVISIBLE = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = str.maketrans("[【〔{〕】]}", "(((())))")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_NUMBERING = re.compile(r"^[0-9]{1,2}[.、](?=[^0-9])")
_OF_WHICH = re.compile(r"^(?:其中:?)+(?=.)")
_EDGES = "*:;,.、。·-_#'\"“”‘’★☆▲△●◆※√"
_SCALES = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_SCALED_UNIT = re.compile(rf"({'|'.join(_SCALES)})(?:{'|'.join(map(re.escape, UNITS))})?")


@lru_cache(maxsize=16384)
def header_key(text: str) -> str:
    """Return the canonical form of a column's name.

    Full-width is half-width, spaces and line breaks are gone, units in brackets are dropped unless nothing
    else is left (``学生数(人)`` is ``学生数``), other brackets stay (``区(县)`` is not ``区``); 其中 before a name
    only says where it stands.
    """
    plain = _plain(FOOTNOTE.sub("", text) or text)
    key = _OF_WHICH.sub("", _NUMBERING.sub("", plain).strip(_EDGES)).strip(_EDGES)
    without_units = _BRACKETED.sub(_drop_unit, key).strip(_EDGES)
    return without_units or key


def header_units(text: str) -> tuple[str, ...]:
    """Return the units that a column's name gives in brackets: 万人 for ``在校生数（单位：万人）``."""
    contents = (match[1].strip(_EDGES).removeprefix("单位:") for match in _BRACKETED.finditer(_plain(text)))
    return tuple(content for content in contents if content in HEADER_UNITS)


def unit_scale(unit: str) -> int:
    """Return by which power of ten a unit counts: 4 for 万人, 0 for 人."""
    scaled = _SCALED_UNIT.fullmatch(unit)
    return _SCALES[scaled[1]] if scaled else 0


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS).lower()


def _drop_unit(match: re.Match[str]) -> str:
    content = match[1].strip(_EDGES)
    said = content.removeprefix("单位:")
    return "" if not content or said in HEADER_UNITS or said in HEADER_HINTS else match[0]
