"""What a parsed cell is, and the cleaning that every parser begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell's value; ``value`` and ``problem`` both None means missing.

    ``qualifier`` is what the file says about the value (余, 约, 至少, annual, 月 …), ``unit`` what it is
    counted in when the cell itself says so, ``problem`` a key of ``texts.CELL_PROBLEMS``.
    """

    value: object | None
    qualifier: str | None = None
    problem: str | None = None
    unit: str | None = None


MISSING_VALUE = Parsed(None)
EXCEL_DATE = re.compile(
    r"[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}(?:-[0-9]{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}-[0-9]{1,4}"
    r"|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ t]?[0-9:.]{4,12})?|[0-9]{1,2}:[0-9]{2}:[0-9]{2}",
    re.IGNORECASE,
)
SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?e\+[0-9]+|[+-]?[0-9]+\.[0-9]+e[0-9]+", re.IGNORECASE)

FOOTNOTE = re.compile(
    # Begins at the first blank of a run, and goes on for a few marks: a long run of either is looked at once.
    r"(?<!\s)\s*(?:[①-⑳❶-❿*※]|[(（]注[0-9]{0,2}[)）]|[\[【〔]注?[0-9]{1,2}[\]】〕]){1,9}$"
)
"""Marks behind a value that point at a note: 45①, 46*, 47[注1]. A raised figure (m²) may be part of it."""

_BROKEN_FORMULA = re.compile(
    r"#(?:N/A|REF!?|DIV/0!?|VALUE!?|NAME\??|NULL!?|NUM!?|SPILL!?|CALC!?|GETTING_DATA|未计算)|#{2,}",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# In sentences the Chinese punctuation marks stay what they are.
_WIDE_IN_TEXT = {code: half for code, half in _WIDE.items() if chr(code) not in "，：；！？"}
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD])
_TO_HALF: dict[int, int | str | None] = {
    **_WIDE,
    **_UNSEEN,
    0x3000: " ",
    0x00A0: " ",
    0x2007: " ",
    0x202F: " ",
}
_TO_HALF_TEXT: dict[int, int | str | None] = {
    **_TO_HALF,
    **{ord(c): ord(c) for c in "，：；！？"},
    **_WIDE_IN_TEXT,
}


def problem(code: str) -> Parsed:
    """Return what stands for an unreadable cell."""
    return Parsed(None, None, code)


def half_width(raw: str) -> str:
    """Turn every full-width character to half-width and odd spaces to plain ones; strip the edges."""
    return raw.strip() if raw.isascii() else raw.translate(_TO_HALF).strip()


def squeeze(raw: str) -> str:
    """Turn letters, digits and brackets to half-width, runs of space to one; strip the edges."""
    text = raw if raw.isascii() else raw.translate(_TO_HALF_TEXT)
    return _SPACES.sub(" ", text).strip()


def broken_formula(text: str) -> bool:
    """Return whether the text is what Excel shows for a failed formula or a column too narrow."""
    return text[:1] == "#" and _BROKEN_FORMULA.fullmatch(text) is not None
