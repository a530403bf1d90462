"""What nobody sees of the tables in an ODS: its rows and columns that are collapsed or filtered away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from eduboard.intake.reading.marks import Marks

VISIBILITY = b'table:visibility="'
"""What stands in a document that hides anything; most say visible of it, or nothing."""
_TAG = re.compile(rb"<table:(table|table-row|table-column)(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_UNSEEN = ("collapse", "filter")
_LONGEST_RUN = 100_000
"""Rows that one tag hides are counted so far; a sheet's whole unused end may be hidden by one."""


@dataclass
class _Sheet:
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    next_row: int = 0
    next_column: int = 0


def find_hidden(pieces: Iterable[bytes]) -> dict[str, Marks]:
    """Give what is hidden by the name of the sheet; ``pieces`` are the document's content, no tag cut in two."""
    sheets: dict[str, _Sheet] = {}
    sheet = _Sheet()
    for kind, text in (tag.groups() for piece in pieces for tag in _TAG.finditer(piece)):
        values = dict(_ATTRIBUTE.findall(text.decode("utf-8", "replace")))
        if kind == b"table":
            sheet = sheets.setdefault(html.unescape(values.get("table:name", "")), _Sheet())
            continue
        axis = "rows" if kind == b"table-row" else "columns"
        repeated = values.get(f"table:number-{axis}-repeated", "")
        count = int(repeated[:7]) if repeated.isdecimal() else 1
        is_unseen = values.get("table:visibility") in _UNSEEN
        if axis == "rows":
            first, sheet.next_row = sheet.next_row, sheet.next_row + count
        else:
            first, sheet.next_column = sheet.next_column, sheet.next_column + count
        if is_unseen:
            hidden = sheet.rows if axis == "rows" else sheet.columns
            hidden += range(first, first + min(count, _LONGEST_RUN))
    return {
        name: Marks((), (), found.rows, found.columns)
        for name, found in sheets.items()
        if found.rows or found.columns
    }
