"""What a workbook says of its cells that the reader behind leaves out, and putting it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

PERCENT_FORMATS = frozenset({9, 10})
"""The numbers that 0% and 0.00% have in every workbook."""


@dataclass(frozen=True)
class Marks:
    """Of one sheet, rows and columns counted from 0.

    ``failed`` are the cells with a failed formula, which would come out blank and pass for missing, and the error each
    shows; ``shares`` the cells whose number is shown times a hundred and with a %; ``noted`` those whose text has a
    raised figure that points at a note, and how it is told from the others; the rest is not shown at all.
    """

    failed: Sequence[tuple[int, int, str]] = ()
    shares: Sequence[tuple[int, int]] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    noted: Sequence[tuple[int, int, str]] = ()


def put_back(rows: list[list[str]], marks: Marks) -> None:
    """Write into the rows of a sheet what a clerk sees in the marked cells."""
    for row, column, text in (*marks.failed, *marks.noted):
        if _has(rows, row, column):
            rows[row][column] = text
    for row, column in marks.shares:
        if _has(rows, row, column):
            rows[row][column] = as_share(rows[row][column])


def is_percent_format(code: str) -> bool:
    """Tell whether a number format shows shares: a % that is neither quoted nor escaped."""
    outside = "".join(code.split('"')[::2])
    return "%" in outside.replace("\\%", "")


def _has(rows: list[list[str]], row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row])


def as_share(text: str) -> str:
    """Write a number as a cell shows it that is formatted as a share: 95.4% for 0.954; other text stays."""
    try:
        number = Decimal(text) * 100
    except InvalidOperation:
        return text
    shown = f"{number:f}"
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) + "%"
