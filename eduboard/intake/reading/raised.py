"""Raised figures in a workbook's texts: 45 with a raised 1 behind it points at a note, and is not 451."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

RAISED = b'"superscript"'
_STRING = re.compile(r"<(?:x:)?si\b[^>]*>(.*?)</(?:x:)?si>|<(?:x:)?si\s*/>", re.DOTALL)
_READING_AID = re.compile(r"<(?:x:)?rPh\b.*?</(?:x:)?rPh>", re.DOTALL)
_RUN = re.compile(r"<(?:x:)?r>(.*?)</(?:x:)?r>", re.DOTALL)
_TEXT = re.compile(r"<(?:x:)?t\b[^>]*>([^<]*)</(?:x:)?t>")
_IS_RAISED = re.compile(r'<(?:x:)?vertAlign\s[^>]*val="superscript"')
_POINTS_AT_NOTE = re.compile(r"[0-9]{1,2}")
_MEASURES = ("m", "M", "米")
"""Behind these a raised figure is part of a unit: m²."""
_SHOWS = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="s"[^>]*><v>([0-9]{1,9})</v>')
_HOLDS = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="inlineStr"[^>]*><is>((?:(?!</is>).)*)</is>', re.DOTALL
)


def find_raised(shared: str) -> dict[int, str]:
    """Give by their number the shared strings that point at a note, as text that says so: 45[注1]."""
    found = {}
    for number, match in enumerate(_STRING.finditer(shared)):
        text = _with_marks(match[1] or "")
        if text is not None:
            found[number] = text
    return found


def find_raised_inline(piece: bytes) -> Iterator[tuple[bytes, int, str]]:
    """Yield column, row and text of the cells of a sheet that hold such a text themselves."""
    for letters, row, item in _HOLDS.findall(piece):
        text = _with_marks(item.decode("utf-8", "replace"))
        if text is not None:
            yield letters, int(row), text


def _with_marks(item: str) -> str | None:
    if "superscript" not in item:
        return None
    text, is_marked = "", False
    for run in _RUN.findall(_READING_AID.sub("", item)):
        words = html.unescape("".join(_TEXT.findall(run)))
        if _IS_RAISED.search(run) and points_at_note(text, words):
            words, is_marked = as_mark(words), True
        text += words
    return text if is_marked else None


def points_at_note(before: str, raised: str) -> bool:
    """Tell whether a raised text, behind another, points at a note."""
    return _POINTS_AT_NOTE.fullmatch(raised) is not None and not before.endswith(_MEASURES)


def as_mark(raised: str) -> str:
    """Write a raised figure so that it is no part of what stands before it."""
    return f"[注{raised}]"


def cells_showing(pieces: Iterable[bytes], texts: Mapping[int, str]) -> Iterator[tuple[bytes, int, str]]:
    """Yield column, row and text of the cells of a sheet that show one of these strings."""
    for piece in pieces:
        for letters, row, number in _SHOWS.findall(piece):
            if int(number) in texts:
                yield letters, int(row), texts[int(number)]
