"""Cells merged down over several rows of data: each of the rows has what is written in the first.

Excel keeps the text in the first row only, so that the others would read as empty: the school that stands
once beside its six classes.  Figures are never spread: one number for two rows is not one for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.locate import Header, Merged, Row
from eduboard.intake.reading.rowkinds import is_figure

_SAYS_WHICH = re.compile(
    r"学校|年级|班级|班号"
    r"|.*(?:统计期|时间|时点|日期|季度|月份|年度|学年|学期|代码|标识码|编号|编码|名称)"
)
_DIGIT = re.compile(r"\d")


def spread_merged(rows: list[Row], header: Header, merged: Merged) -> list[Row]:
    """Write what was merged down over rows of data into each of them; the rows given stay as they are."""
    if not merged:
        return rows
    found = list(rows)
    left = sum(len(cells) for _, cells in rows)
    for (top, column), (bottom, _) in merged:
        last = min(bottom, len(rows) - 1)
        if top <= header.last or last <= top or column >= len(header.names):
            continue
        left -= last - top + 1
        if left < 0:
            # Ranges lie upon one another: no clerk's program writes such a file.
            return rows
        text = rows[top][1][column] if column < len(rows[top][1]) else ""
        if not _may_stand_again(text, header.names[column]):
            continue
        for index in range(top + 1, last + 1):
            line, cells = found[index]
            found[index] = (line, _with(cells, column, text))
    return found


def _may_stand_again(text: str, name: str) -> bool:
    """Tell whether a text says which rows they are, rather than how many of something they have."""
    if not text.strip():
        return False
    return _SAYS_WHICH.fullmatch(header_key(name)) is not None or not (is_figure(text) or _DIGIT.search(text))


def _with(cells: Sequence[str], column: int, text: str) -> list[str]:
    padded = [*cells, *[""] * (column + 1 - len(cells))]
    padded[column] = padded[column] if padded[column].strip() else text
    return padded
