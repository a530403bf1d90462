"""What a row below the header is when it is not data: a total, a note, a unit row, a heading, a repeated header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from eduboard.intake.reading import words

_SPACE = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\u2060\ufeff]+")
_FIGURE = re.compile(
    r"[-+]?[¥￥$€£]?[0-9０-９][0-9０-９,，. ]*[%％‰]?"
    r"|[0-9]{1,4}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,4}日?|月)?(?:[ T][0-9:.]+)?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{4}q[1-4]|[0-9]{4}年?第?[一二三四]季度"
    r"|[0-9]+(?:\.[0-9]+)?e\+?[0-9]+|[-—–/]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,2}[)）]?[.．、:：)）]\s*\S")
_SENTENCE_MARKS = re.compile("[。；！？]|[，,].*[，,]")
NEAR_START = 5
"""How many cells from its start what a row is may be said in."""
_LONG_SENTENCE = 30
_PAIR = 2
_SHORTEST_TITLE = 4


@dataclass(frozen=True)
class SkippedRow:
    """A row recognised as something other than data; ``line`` is where it stands in the file, from 1.

    ``kind`` is one of title, unit, total, note, section, blank, repeated_header. A run of blank rows is listed once.
    """

    line: int
    kind: str
    cells: tuple[str, ...]


def plain_cell(cell: str) -> str:
    """Return a cell without any space."""
    return _SPACE.sub("", cell)


def plain_heading(cell: str) -> str:
    """Return a heading between the rows without its number and any space: 城区 for 一、城 区."""
    return words.SECTION_NUMBER.sub("", plain_cell(cell), count=1)


def is_figure(cell: str) -> bool:
    """Return whether a cell is a number, a date, a period or a dash: what data is made of, not headers."""
    return _FIGURE.fullmatch(cell.strip()) is not None


def is_blank(cells: Sequence[str]) -> bool:
    """Return whether no cell of the row has any text."""
    return not any(map(str.strip, cells))


def is_unit_row(filled: Sequence[str]) -> bool:
    """Return whether a row only says what the figures are counted in."""
    if len(filled) == 1 and words.UNIT_SENTENCE.fullmatch(plain_cell(filled[0])):
        return True
    units = [plain_cell(cell).strip("()（）") for cell in filled]
    return len(units) >= 2 and words.HEADER_UNITS.issuperset(units) and not words.SURE_UNITS.isdisjoint(units)


def is_column_numbers(filled: Sequence[str]) -> bool:
    """Return whether a row under the header numbers the columns: 甲, 乙, 1, 2=3+4, 3."""
    numbers = [plain_cell(cell) for cell in filled]
    if len(numbers) < 3 or not all(map(words.COLUMN_NUMBER.fullmatch, numbers)):
        return False
    bare = [number.strip("()（）") for number in numbers]
    return "1" in bare and (bare[0] in words.COLUMN_NUMBERS_LEAD or any("=" in number for number in bare))


def is_obligation_row(filled: Sequence[str]) -> bool:
    """Return whether a row under the header only says which columns have to be filled in."""
    return len(filled) > 1 and words.OBLIGATIONS.issuperset(map(plain_cell, filled))


class RowSorter:
    """Tells the data rows under one header from the others. Rows are to be given from top to bottom."""

    def __init__(
        self, header_rows: Sequence[Sequence[str]], width: int, above: Sequence[SkippedRow] = ()
    ) -> None:
        self._above = {_keys(row.cells): row.kind for row in above if row.kind in ("title", "unit")}
        self._headers = [keys for keys in map(_keys, header_rows) if keys]
        self._levels = self._columns_named(words.LEVEL_NAME)
        self._places = self._columns_named(words.OF_PLACES)
        self._days = self._columns_named(words.OF_DAYS)
        self._sorted_by = self._columns_named(words.SORTED_BY)
        first_cells = [next(key for key in keys if key) for keys in self._headers]
        self.first_characters = frozenset(cell[:1] for cell in first_cells)
        self._width = width
        self._after_note = self._after_total = False

    def _columns_named(self, name: re.Pattern[str]) -> set[int]:
        return {column for keys in self._headers for column, key in enumerate(keys) if name.fullmatch(key)}

    def kind_of(self, cells: Sequence[str]) -> str | None:
        """Return the kind of a row that is not data, None for data."""
        start = cells[:NEAR_START]
        head = "".join(start)
        first = head.lstrip()[:1]
        single, kind = False, None
        if not cells or not cells[0].strip() or not cells[-1].strip() or len(cells) == 1:
            filled = list(islice(filter(str.strip, cells), 3))
            if not filled:
                return "blank"
            first = filled[0].strip()[:1]
            single = self._width > 1 and len(filled) == 1
            if self._width > 2 and len(filled) < 3:
                kind = self._page_kind(cells, filled) or self._signed_kind(cells)
        if kind is None and (first in words.MARKER_CHARACTERS or (single and self._after_note)):
            kind = self._note_kind(cells, single)
        if kind is None and words.TOTAL_HINT.search(head):
            kind = self._total_kind(cells, single)
        if kind is None and first in self.first_characters and _keys(cells) in self._headers:
            kind = "repeated_header"
        if kind is None and single:
            kind = self._lone_kind(cells)
        if kind is None and self._after_total and first == words.OF_WHICH[0]:
            kind = self._share_kind(cells)
        self._after_note, self._after_total = kind == "note", kind == "total"
        return kind

    def begins_data(self, start: Sequence[str]) -> bool:
        """Tell whether a row that begins with these cells can be no note, no blank row and no header again."""
        if len(start) < 2 or not start[0].strip() or not start[1].strip():
            return False
        if len(start) > _PAIR and not any(map(str.strip, start[_PAIR:])):
            # Who signed, and on which day.
            return False
        first = start[0].lstrip()[0]
        return first not in words.MARKER_CHARACTERS and first not in self.first_characters

    def _page_kind(self, cells: Sequence[str], filled: Sequence[str]) -> str | None:
        """Say what stands between the pages of a printed table: a page's number, or the title again."""
        if all(words.PAGE_CELL.fullmatch(plain_cell(cell)) for cell in filled):
            return "note"
        # Of several cells it may be data: what lies above a header need not be a title.
        if len(filled) > 1:
            return None
        text = plain_cell(filled[0])
        title = words.CONTINUED.sub("", text)
        if not title or (title != text and any(_begins_title(keys, title) for keys in self._above)):
            return "title"
        return self._above.get(_keys(cells))

    def _signed_kind(self, cells: Sequence[str]) -> str | None:
        """Say whether a row has nothing but who signed and on which day, each where it is no value of its column.

        A district's office in the column of the districts is a row that nobody filled in, and so is a day among days.
        """
        filled = [(column, plain_cell(cell)) for column, cell in enumerate(cells) if cell.strip()]
        is_signed = all(
            words.SEALED_CELL.fullmatch(text)
            or (words.SIGNING_OFFICE_CELL.fullmatch(text) and column not in self._places)
            or (words.SIGNED_ON_CELL.fullmatch(text) and column not in self._days)
            for column, text in filled
        )
        return "note" if is_signed else None

    def _note_kind(self, cells: Sequence[str], single: bool) -> str | None:
        filled = [cell.strip() for cell in cells if cell.strip()]
        text = filled[0]
        if words.EXAMPLE_CELL.fullmatch(plain_cell(text)) and self._width > 1:
            return "note"
        if single and is_unit_row(filled):
            return "unit"
        few = len(filled) <= max(1, self._width // 2) or len(filled) <= 2 < self._width
        labelled = sum(1 for cell in filled if words.NOTE_CELL.match(cell))
        if words.NOTE_CELL.match(text) and (few or labelled >= len(filled) / 2):
            return "note"
        if (few and self._is_signature(filled)) or _is_signed_in_pairs(filled):
            return "note"
        is_footnote = single and self._width > _PAIR and words.FOOTNOTE_CELL.fullmatch(text)
        is_bare = few and self._width > 2 and words.BARE_NOTE_CELL.fullmatch(plain_cell(text))
        goes_on = single and self._after_note and (_NUMBERED.match(text) or _is_sentence(text))
        return "note" if is_bare or is_footnote or goes_on else None

    def _is_signature(self, filled: Sequence[str]) -> bool:
        """Tell whether all that a row has are the places to sign at, and days."""
        plain = [plain_cell(cell) for cell in filled]
        signs = [cell for cell in plain if words.SIGNATURE_CELL.fullmatch(cell)]
        days = [cell for cell in plain if words.SIGNED_ON_CELL.fullmatch(cell)]
        return len(signs) + len(days) == len(plain) and (bool(signs) or self._after_note)

    def _total_kind(self, cells: Sequence[str], single: bool) -> str | None:
        """Return ``total`` where a text cell among the first says so, and what stands beside it allows it.

        For a level (级别) 合计 is a value: all levels together.
        """
        start = cells[:NEAR_START]
        for index, cell in enumerate(start):
            text = plain_cell(cell)
            if not text or index in self._levels:
                continue
            if words.EXACT_TOTAL_CELL.fullmatch(text):
                return "total"
            if words.TOTAL_CELL.fullmatch(text) and all(not c.strip() or is_figure(c) for c in start[:index]):
                return "total"
            if single and words.TOTAL_SENTENCE.fullmatch(text):
                return "total"
            if words.TOTAL_OF_GROUP_CELL.fullmatch(text) and _others_are_figures(cells, index):
                return "total"
        return None

    def _share_kind(self, cells: Sequence[str]) -> str | None:
        """Tell whether a row right below a total only says what of it: 其中：小学."""
        index = next(position for position, cell in enumerate(cells) if cell.strip())
        is_part = plain_cell(cells[index]).startswith(words.OF_WHICH) and _others_are_figures(cells, index)
        return "total" if is_part else None

    def _lone_kind(self, cells: Sequence[str]) -> str | None:
        """Say what a row with one single cell is in a table of several columns."""
        column, text = next((column, cell.strip()) for column, cell in enumerate(cells) if cell.strip())
        if (self._width > 2 or len(cells) == 1) and _is_sentence(text):
            return "note"
        return "section" if self._width > 2 and self._is_section(column, plain_cell(text)) else None

    def _is_section(self, column: int, text: str) -> bool:
        """Tell whether a text is a heading between the rows: numbered, or of schools and no value of its column."""
        name = plain_heading(text)
        if words.GROUP_CELL.fullmatch(name):
            return name != text or (column < _PAIR and column not in self._sorted_by)
        return name != text and words.COLLECTIVE_CELL.fullmatch(name) is not None


def _begins_title(keys: Sequence[str], text: str) -> bool:
    """Tell whether a line above the header begins with a text that comes again on the next page."""
    return len(text) >= _SHORTEST_TITLE and any(key.startswith(text) for key in keys)


def _is_signed_in_pairs(filled: Sequence[str]) -> bool:
    """Tell whether labels and what belongs to them stand in turn: 填表人, 张三, 联系电话, 12345."""
    labels = filled[::_PAIR]
    return len(filled) >= _PAIR and all(words.SIGNER_CELL.fullmatch(plain_cell(cell)) for cell in labels)


def _is_sentence(text: str) -> bool:
    return len(text) >= _LONG_SENTENCE or (len(text) >= 8 and _SENTENCE_MARKS.search(text) is not None)


def _keys(cells: Sequence[str]) -> tuple[str, ...]:
    keys = [plain_cell(cell) for cell in cells]
    while keys and not keys[-1]:
        keys.pop()
    return tuple(keys)


def may_name_total(cell: str) -> bool:
    """Return whether a cell has what every name of a total has: the cheap test before ``may_be_total``."""
    return words.TOTAL_HINT.search(cell) is not None


def may_be_total(cell: str) -> bool:
    """Return whether a cell, standing near the start of a row, may make it a total."""
    text = plain_cell(cell)
    return (words.TOTAL_CELL.fullmatch(text) or words.TOTAL_OF_GROUP_CELL.fullmatch(text)) is not None


def _others_are_figures(cells: Sequence[str], index: int) -> bool:
    others = [cell for position, cell in enumerate(cells) if position != index and cell.strip()]
    return bool(others) and all(map(is_figure, others))
