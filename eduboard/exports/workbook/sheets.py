"""A workbook as values: sheets of texts and numbers, each number with the form it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eduboard.metrics.results import Caption
from eduboard.texts.workbook import CODE_OF, CODES_JOIN


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

    The first ``fixed`` columns stay in sight; ``notes`` stand beneath, each with its label.  ``traced`` are the
    captions of the results that are shown, whose codes stand there as well; a sheet that ``is_reference`` says what
    others mean or rest on.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    filtered: int
    fixed: int = 1
    notes: tuple[tuple[str, str], ...] = ()
    traced: tuple[Caption, ...] = ()
    is_reference: bool = False

    @property
    def codes(self) -> str:
        """The codes of what is shown: one, or that of each place with its name."""
        coded = [caption for caption in self.traced if caption.code]
        if len(coded) == 1:
            return coded[0].code
        return CODES_JOIN.join(CODE_OF.format(place=item.place, code=item.code) for item in coded)


@dataclass(frozen=True)
class Book:
    """A workbook: what its cover says (``lines``, each with its label), and its sheets."""

    title: str
    author: str
    made_at: datetime
    lines: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    mark: str
    sheets: tuple[Sheet, ...]

    @property
    def captions(self) -> tuple[Caption, ...]:
        """The captions of what can be traced, each once."""
        return tuple(dict.fromkeys(caption for sheet in self.sheets for caption in sheet.traced))
