"""An original as it lies in the store: its bytes, and a page of its lines as text, nothing interpreted.

The lines are numbered as the check numbers them, so that a stored row is found again in the clerk's own file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eduboard.contracts import Contract
from eduboard.errors import EduboardError
from eduboard.formats import mask_person
from eduboard.intake.reading.bundles import find_part, is_bundle
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.dialect import find_dialect
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.markup import is_markup, read_markup
from eduboard.intake.reading.splitting import split_lines, split_text
from eduboard.intake.reading.workbook import is_workbook, read_workbook
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.store import Store
from eduboard.texts.files import NUMBERED_TABLE

HEADER_ROWS = 3
"""The most lines a header takes."""

Line = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class OriginalPage:
    """Some lines of an original: (line number, cells), the header's among them apart; ``line_count`` of all.

    ``part`` names the file of a bundle in which they stand.
    """

    sheet: str | None
    encoding: str | None
    delimiter: str | None
    line_count: int
    header: tuple[Line, ...]
    lines: tuple[Line, ...]
    part: str | None = None


def load_original(store: Store, sha256: str) -> bytes:
    """Read an original's bytes; raise EduboardError ``original.missing`` or ``original.damaged``."""
    path = original_path(store, sha256)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EduboardError("original.missing", path=path) from error
    if sha256_of(data) != sha256:
        raise EduboardError("original.damaged", path=path)
    return data


def read_page(
    data: bytes, sheet: str | None, header_line: int | None, first_line: int, most: int
) -> OriginalPage:
    """Read ``most`` lines of a table file from a line on, with those that its header stands in.

    ``sheet`` names the sheet of a workbook or the table of a bundle, the first one without.  Raises UnusableFile for
    bytes that hold no lines of text.
    """
    if is_bundle(data):
        part, inner = find_part(data, sheet)
        page = _read_page(part.data, inner, header_line, first_line, most)
        return replace(page, part=part.name)
    return _read_page(data, sheet, header_line, first_line, most)


def _read_page(
    data: bytes, sheet: str | None, header_line: int | None, first_line: int, most: int
) -> OriginalPage:
    header_first = max(1, (header_line or 0) - HEADER_ROWS + 1)
    header_count = (header_line or 0) - header_first + 1
    if is_workbook(data):
        sheets = read_workbook(data)
        grid = next((found for found in sheets if found.name == sheet), sheets[0])
        page = _page_of_grid(grid.rows, first_line, most, header_first, header_count)
        return replace(page, sheet=grid.name)
    decoded = decode(data)
    if is_markup(decoded.text):
        tables = read_markup(decoded.text)
        names = [
            table.name or NUMBERED_TABLE.format(number=number) for number, table in enumerate(tables, start=1)
        ]
        rows = next((table.rows for name, table in zip(names, tables, strict=True) if name == sheet), None)
        rows = rows if rows is not None else tables[0].rows if tables else []
        page = _page_of_grid(rows, first_line, most, header_first, header_count)
        return replace(page, sheet=sheet, encoding=decoded.encoding)
    dialect = find_dialect(decoded.text)
    physical = split_lines(decoded.text)
    if dialect.quote in decoded.text:
        rows_with_lines: Sequence[Line] = split_text(decoded.text, dialect)
        header = _between(rows_with_lines, header_first, header_count)
        lines = _between(rows_with_lines, first_line, most)
    else:
        # Without quotes a line is a row, and only those that are shown need to be taken apart.
        header, lines = (
            tuple(
                (start + number - 1, cells)
                for number, cells in split_text("".join(physical[start - 1 : start - 1 + count]), dialect)
            )
            for start, count in ((header_first, header_count), (first_line, most))
        )
    return OriginalPage(None, decoded.encoding, dialect.delimiter, len(physical), header, lines)


def _page_of_grid(
    rows: Sequence[Sequence[str]], first_line: int, most: int, header_first: int, header_count: int
) -> OriginalPage:
    def cut(start: int, count: int) -> tuple[Line, ...]:
        return tuple((start + at, tuple(row)) for at, row in enumerate(rows[start - 1 : start - 1 + count]))

    return OriginalPage(None, None, None, len(rows), cut(header_first, header_count), cut(first_line, most))


def _between(rows: Sequence[Line], start: int, count: int) -> tuple[Line, ...]:
    """The rows that begin on one of these lines."""
    first = bisect_left(rows, start, key=lambda row: row[0])
    last = bisect_left(rows, start + count, key=lambda row: row[0])
    return tuple(rows[first:last])


def mask_persons(page: OriginalPage, contract: Contract, said: Mapping[str, str]) -> OriginalPage:
    """Mask the names of persons below the header; ``said`` gives the headers that were mapped by hand."""
    persons = {field.name for field in contract.fields if field.kind == "person"}
    titles = {header_key(title) for name in persons for title in contract.field(name).titles}
    titles |= {header_key(header) for header, name in said.items() if name in persons}
    columns = {
        position
        for _, cells in page.header
        for position, text in enumerate(cells)
        if header_key(text) in titles
    }
    last = max((line for line, _ in page.header), default=0)
    return replace(
        page,
        lines=tuple(
            (
                line,
                tuple(
                    mask_person(text) if line > last and position in columns else text
                    for position, text in enumerate(cells)
                ),
            )
            for line, cells in page.lines
        ),
    )
