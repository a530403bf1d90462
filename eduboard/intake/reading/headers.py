"""Column names in the one form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from eduboard.intake.reading.words import HEADER_UNITS

_INVISIBLE = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = str.maketrans("[【〔{〕】]}", "(((())))")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_NUMBERING = re.compile(r"^[0-9]{1,2}[.、](?=[^0-9])")
_EDGES = "*:;,.、。·-_#'\"“”‘’"


@lru_cache(maxsize=16384)
def header_key(text: str) -> str:
    """Return the canonical form of a column's name.

    Full-width is half-width, spaces and line breaks are gone, units in brackets are dropped unless nothing
    else is left (``学生数(人)`` is ``学生数``), other brackets stay (``区(县)`` is not ``区``).
    """
    key = unicodedata.normalize("NFKC", text)
    key = _INVISIBLE.sub("", key).translate(_BRACKETS).lower()
    key = _NUMBERING.sub("", key).strip(_EDGES)
    without_units = _BRACKETED.sub(_drop_unit, key).strip(_EDGES)
    return without_units or key


def _drop_unit(match: re.Match[str]) -> str:
    content = match[1].strip(_EDGES)
    return "" if not content or content.removeprefix("单位:") in HEADER_UNITS else match[0]
