"""A workbook as values: sheets of texts and numbers, each number with the form it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eduboard.metrics.results import Caption


@dataclass(frozen=True)
class Number:
    """A number, unrounded, and how a spreadsheet shows it; ``is_incomplete`` where part of the hand-in is missing."""

    value: float
    form: str
    is_incomplete: bool = False


Cell = str | Number


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters (a Chinese one takes two), and whether its texts are long."""

    title: str
    width: float
    is_prose: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table on a sheet: ``filtered`` of its rows can be sorted and filtered, further ones are totals and targets.

    The first ``fixed`` columns stay in sight; ``notes`` stand beneath, each with its label.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    filtered: int
    fixed: int = 1
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Book:
    """A workbook: what its cover says (``lines``, each with its label), its sheets, what can be traced in it."""

    title: str
    author: str
    made_at: datetime
    lines: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    mark: str
    sheets: tuple[Sheet, ...]
    captions: tuple[Caption, ...]
