"""``.xls`` files that are HTML or Excel-2003 XML inside: the tables in them as rows of cells."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from eduboard.errors import UnusableFile
from eduboard.intake.reading.marks import as_share, is_percent_format
from eduboard.intake.reading.model import CELL_LIMIT
from eduboard.intake.reading.raised import as_mark, points_at_note

_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*(?:<\?mso[^>]*\?>\s*)?)?<(?:!doctype\s+html|html|head|meta|style|table|div|body"
    r"|(?:ss:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
# In Excel-2003 XML: the styles stand before the first sheet, each with its format of numbers.
_STYLE = re.compile(
    r'<(?:ss:)?Style\b[^<>]*\bss:ID="([^"]{1,60})"(?:(?!</(?:ss:)?Style>).){0,4000}?\bss:Format="([^"]{1,200})"',
    re.DOTALL,
)
_STYLES_END = 1 << 20
_SHEET_OF_STYLES = re.compile(r"<style\b", re.IGNORECASE)
_CLASS = re.compile(r"\s*[a-z]*\.([\w-]+)\s*", re.IGNORECASE)
_NOT_SHOWN = "display:none"
_SPACES = re.compile(r"[ \t\r\n]+")
# No part of a tag is looked at twice, whatever is left open: a file of nothing but "<a" takes no longer than another.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][\w:.-]*+)((?:[^<>\"']++|\"[^\"]{0,4096}+\"|'[^']{0,4096}+'|[\"'])*+)>", re.ASCII
)
_ATTRIBUTE = re.compile(
    r"(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.ASCII
)
_LONGEST_ATTRIBUTES = 20_000
_MOST_TAGS = 2_500_000
"""A hundred thousand rows of ten columns, and more; each tag takes its time, and a hand-in is waited for."""
_MOST_SPAN = 500
_MOST_CELLS = 5_000_000
_LONGEST_NUMBER = 7


@dataclass
class MarkupTable:
    """One table: its rows, its merged ranges, what of it is hidden (as indices), and its name where it has one."""

    name: str | None = None
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def is_markup(text: str) -> bool:
    """Return whether a text is HTML or Excel-2003 XML."""
    return _MARKUP.match(text[:4096]) is not None and "<t" in text[:1_000_000].lower()


def read_markup(text: str) -> list[MarkupTable]:
    """Return every table that has rows; text around the tables is left out.

    Raises UnusableFile when there is more of anything than a file of this kind may hold.
    """
    if text.count("<") > _MOST_TAGS:
        raise UnusableFile("file.too_many_tags", limit=_MOST_TAGS)
    reader = _TableReader(_share_styles(text), _hidden_classes(text))
    for token in _tokens(text):
        if isinstance(token, str):
            reader.add_text(token)
            continue
        if token.begins:
            reader.start_tag(token.name, token.attributes)
        if token.ends:
            reader.end_tag(token.name)
    reader.end_cell()
    return [table for table in reader.tables if any(any(cell.strip() for cell in row) for row in table.rows)]


def _share_styles(text: str) -> frozenset[str]:
    """Name the styles of Excel-2003 XML that show a number as a share."""
    end = text.find("<Worksheet", 0, _STYLES_END)
    styles = _STYLE.findall(text, 0, end) if end > 0 else []
    return frozenset(name for name, code in styles if code == "Percent" or is_percent_format(_unescape(code)))


def _hidden_classes(text: str) -> frozenset[str]:
    """Name, in small letters, the classes whose rows, columns and cells a page's styles do not show."""
    found, position = set[str](), 0
    while begins := _SHEET_OF_STYLES.search(text, position):
        position = _end_of(text, "style", begins.end())
        for rule in text[text.find(">", begins.end()) + 1 : position].split("}"):
            selectors, _, style = rule.replace("<!--", "").partition("{")
            if _NOT_SHOWN in "".join(style.lower().split()):
                found |= {name[1].lower() for name in map(_CLASS.fullmatch, selectors.split(",")) if name}
    return frozenset(found)


class _Tag(NamedTuple):
    """A tag, with its name and attributes in small letters and without the prefix of Excel's own vocabulary."""

    name: str
    begins: bool
    ends: bool
    attributes: dict[str, str]


_IGNORED = ("style", "script", "title")
_WITH_ATTRIBUTES = frozenset({"td", "th", "tr", "col", "cell", "row", "column", "worksheet", "data"})


def _tokens(text: str) -> Iterator[str | _Tag]:
    """Yield text and tags in order; comments, declarations and what stands in scripts and styles are left out."""
    position = 0
    while position < len(text):
        start = text.find("<", position)
        if start < 0:
            start = len(text)
        if start > position:
            yield text[position:start]
        if text.startswith("<!--", start):
            position = _after(text, "-->", start + 4)
        elif text.startswith(("<!", "<?"), start):
            position = _after(text, ">", start)
        elif tag := _TAG.match(text, start):
            name, is_end, is_whole = tag[2].lower().removeprefix("ss:"), tag[1] == "/", tag[3].endswith("/")
            attributes = _attributes(tag[3]) if name in _WITH_ATTRIBUTES else {}
            yield _Tag(name, not is_end, is_end or is_whole, attributes)
            position = tag.end()
            if name in _IGNORED and not (is_end or is_whole):
                position = _end_of(text, name, position)
        else:
            yield text[start : start + 1]
            position = start + 1


def _after(text: str, mark: str, start: int) -> int:
    """Return where a text goes on behind a mark; what is never closed reaches to the end."""
    end = text.find(mark, start)
    return len(text) if end < 0 else end + len(mark)


def _end_of(text: str, name: str, start: int) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(text, start)
    return len(text) if end is None else end.start()


def _attributes(text: str) -> dict[str, str]:
    if len(text) > _LONGEST_ATTRIBUTES:
        return {}
    return {
        found[1].lower().removeprefix("ss:"): _unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(text)
    }


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:
        # A character's number of thousands of digits is no character.
        return text


class _TableReader:
    """Collects rows and cells; a table inside a cell is a table of its own."""

    def __init__(self, share_styles: frozenset[str], hidden_classes: frozenset[str]) -> None:
        self.tables: list[MarkupTable] = []
        self._share_styles, self._hidden_classes = share_styles, hidden_classes
        self._may_be_share = self._is_share = False
        self._open: list[MarkupTable] = []
        # Columns that a rowspan from above still covers: column -> rows left.
        self._covered: list[dict[int, int]] = []
        self._cell: list[str] | None = None
        # How many pieces of text the cell had when what is raised began.
        self._raised_from: int | None = None
        self._length = 0
        self._span = (1, 1)
        self._sheet_name: str | None = None
        self._cells = self._column = 0

    def start_tag(self, tag: str, values: dict[str, str]) -> None:
        if tag == "worksheet":
            self._sheet_name = values.get("name")
        elif tag == "table":
            self.end_cell()
            table = MarkupTable(self._sheet_name)
            self.tables.append(table)
            self._open.append(table)
            self._covered.append({})
            self._column = 0
        elif tag in ("col", "column") and self._open:
            self._describe_columns(values)
        elif tag in ("tr", "row") and self._open:
            self.end_cell()
            self._begin_row(values)
        elif tag in ("td", "th", "cell") and self._open:
            self.end_cell()
            self._begin_cell(tag, values)
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")
        elif tag == "sup" and self._cell is not None:
            self._raised_from = len(self._cell)
        elif tag == "data":
            self._is_share = self._may_be_share and values.get("type") == "Number"

    def end_tag(self, tag: str) -> None:
        if tag in ("td", "th", "cell", "tr", "row"):
            self.end_cell()
        elif tag == "table" and self._open:
            self.end_cell()
            self._open.pop()
            self._covered.pop()
        elif tag == "sup":
            self._end_raised()

    def _end_raised(self) -> None:
        """Keep a raised figure that points at a note apart from the figure before it."""
        if self._cell is None or self._raised_from is None:
            return
        before, raised = "".join(self._cell[: self._raised_from]), "".join(self._cell[self._raised_from :])
        if points_at_note(before.strip(), raised.strip()):
            self._cell[self._raised_from :] = [as_mark(raised.strip())]
        self._raised_from = None

    def add_text(self, text: str) -> None:
        if self._cell is None:
            return
        self._length += len(text)
        if self._length > CELL_LIMIT:
            line = len(self._open[-1].rows) if self._open else 1
            raise UnusableFile("file.cell_too_long", line=line, limit=CELL_LIMIT)
        self._cell.append(_unescape(text))

    def _count(self, more: int) -> None:
        """Refuse a table that a few tags blow up to more cells than anybody fills in."""
        self._cells += more
        if self._cells > _MOST_CELLS:
            raise UnusableFile("file.too_many_cells", limit=_MOST_CELLS)

    def _describe_columns(self, values: dict[str, str]) -> None:
        """Note which columns are hidden: HTML counts those that a tag is about, Excel's XML those that follow it."""
        index = _number(values.get("index", ""))
        first = index - 1 if index else self._column
        more = values.get("span", "")
        self._column = first + (_span(more) if self._sheet_name is None else 1 + _number(more))
        if self._is_hidden(values):
            self._open[-1].hidden_columns.update(range(first, min(self._column, first + _MOST_SPAN)))

    def _begin_row(self, values: dict[str, str]) -> None:
        rows = self._open[-1].rows
        index = _number(values.get("index", ""))
        if len(rows) < index - 1 < len(rows) + 100_000:
            self._count(index - 1 - len(rows))
            rows.extend([] for _ in range(index - 1 - len(rows)))
        rows.append([])
        if self._is_hidden(values):
            self._open[-1].hidden_rows.add(len(rows) - 1)
        covered = self._covered[-1]
        self._skip_covered(rows[-1], covered)

    def _skip_covered(self, row: list[str], covered: dict[int, int]) -> None:
        while covered.get(len(row), 0) > 0:
            self._count(1)
            covered[len(row)] -= 1
            row.append("")

    def _begin_cell(self, tag: str, values: dict[str, str]) -> None:
        if not self._open[-1].rows:
            self._begin_row({})
        if tag == "cell":
            across, down = values.get("mergeacross", "0"), values.get("mergedown", "0")
            self._span = (_span(across) + 1 if across != "0" else 1, _span(down) + 1 if down != "0" else 1)
            index = _number(values.get("index", ""))
            row = self._open[-1].rows[-1]
            if len(row) < index - 1 < 20_000:
                self._count(index - 1 - len(row))
                row.extend([""] * (index - 1 - len(row)))
        else:
            self._span = (_span(values.get("colspan", "1")), _span(values.get("rowspan", "1")))
        if self._is_hidden(values):
            self._open[-1].hidden_columns.add(len(self._open[-1].rows[-1]))
        self._cell, self._length, self._raised_from = [], 0, None
        self._may_be_share = values.get("styleid", "") in self._share_styles
        self._is_share = False

    def end_cell(self) -> None:
        if self._cell is None or not self._open or not self._open[-1].rows:
            self._cell = None
            return
        table, covered = self._open[-1], self._covered[-1]
        row = table.rows[-1]
        text = _SPACES.sub(" ", "".join(self._cell)).strip()
        text = as_share(text) if self._is_share else text
        self._cell = None
        across, down = self._span
        column = len(row)
        self._count(across)
        row.append(text)
        row.extend([""] * (across - 1))
        if across > 1 or down > 1:
            at = len(table.rows) - 1
            table.merged.append(((at, column), (at + down - 1, column + across - 1)))
        if down > 1:
            for covered_column in range(column, column + across):
                covered[covered_column] = down - 1
        self._skip_covered(row, covered)

    def _is_hidden(self, values: dict[str, str]) -> bool:
        """Tell whether a row, column or cell is not shown: by its style or class in HTML, by an attribute in XML."""
        style = "".join(values.get("style", "").lower().split())
        return (
            _NOT_SHOWN in style
            or values.get("hidden") == "1"
            or (
                bool(self._hidden_classes)
                and not self._hidden_classes.isdisjoint(values.get("class", "").lower().split())
            )
        )


def _span(value: str) -> int:
    return max(1, min(_number(value), _MOST_SPAN))


def _number(value: str) -> int:
    """Read an attribute that counts; 0 for what counts nothing that a sheet has."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER else 0
