"""What calamine leaves out of an XLS: failed formulas, which would pass for blanks, shares, and what is hidden.

An XLS is a small file system (MS-CFB) with a stream of records (MS-XLS), of which only the few that say where a
sheet begins, which cells are marked and which rows and columns are hidden are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from eduboard.intake.reading.marks import PERCENT_FORMATS, Marks, is_percent_format

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_STREAMS = ("workbook", "book")
_DIRECTORY_ENTRY, _HEADER = 128, 512
_NO_SECTOR = 0xFFFFFFFA
_FORMULA, _EOF, _BOUNDSHEET, _BOOL_OR_ERROR = 0x0006, 0x000A, 0x0085, 0x0205
_NUMBER, _RK, _SEVERAL_RK = 0x0203, 0x027E, 0x00BD
_ROW, _COLUMNS, _FORMAT, _CELL_FORMAT = 0x0208, 0x007D, 0x041E, 0x00E0
_IS_HIDDEN_ROW, _IS_HIDDEN_COLUMN = 0x20, 0x01
_NO_NUMBER = 0xFFFF
"""Marks the result of a formula that is a text, a truth or an error."""
_LAST_COLUMN = 255
_WORKSHEET = 0
_SINCE_97 = 0x0600
_BEGINS = (0x0009, 0x0209, 0x0409, 0x0809)


def is_old(data: bytes) -> bool:
    """Tell whether a workbook is of Excel 95 or earlier, whose Chinese the reader behind takes for something else."""
    try:
        kind, _, version = struct.unpack_from("<HHH", _workbook_stream(data), 0)
    except (struct.error, IndexError, ValueError):
        return False
    return kind in _BEGINS and version < _SINCE_97


def sheet_marks(data: bytes) -> list[Marks]:
    """Give what is to be put back into each worksheet, in the workbook's order.

    Raises ValueError when the bytes are no workbook of that kind.
    """
    try:
        stream = _workbook_stream(data)
        percent = _percent_formats(stream)
        sheets = (
            struct.unpack_from("<IBB", stream, at)
            for kind, at, _ in _records(stream, 0)
            if kind == _BOUNDSHEET
        )
        starts = [start for start, _, kind in sheets if kind == _WORKSHEET]
        return [_marks_of(stream, start, percent) for start in starts]
    except (struct.error, IndexError) as error:
        raise ValueError(error) from error


def _percent_formats(stream: bytes) -> frozenset[int]:
    """Number the cell formats that show a share."""
    percent, formats = set(PERCENT_FORMATS), list[int]()
    for kind, at, length in _records(stream, 0):
        if kind == _FORMAT:
            # The text is of one or two bytes a character, behind its length: a % is a % in both.
            code = stream[at + 2 : at + length].decode("latin-1").replace("\x00", "")
            if is_percent_format(code):
                percent.add(struct.unpack_from("<H", stream, at)[0])
        elif kind == _CELL_FORMAT:
            formats.append(struct.unpack_from("<H", stream, at + 2)[0])
    return frozenset(number for number, used in enumerate(formats) if used in percent)


def _marks_of(stream: bytes, start: int, percent: frozenset[int]) -> Marks:
    failed, shares = list[tuple[int, int, str]](), list[tuple[int, int]]()
    rows, columns = list[int](), list[int]()
    for kind, at, length in _records(stream, start):
        if kind == _ROW and length >= 16 and stream[at + 12] & _IS_HIDDEN_ROW:
            rows.append(struct.unpack_from("<H", stream, at)[0])
        elif kind == _COLUMNS and length >= 10 and stream[at + 8] & _IS_HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", stream, at)
            columns += range(first, min(last, _LAST_COLUMN) + 1)
        elif error := _error_of(stream, kind, at, length):
            failed.append((*struct.unpack_from("<HH", stream, at), error))
        else:
            shares += (place for place, used in _numbers_of(stream, kind, at, length) if used in percent)
    return Marks(failed, shares, rows, columns)


def _error_of(stream: bytes, kind: int, at: int, length: int) -> str | None:
    """Return the error that a cell shows."""
    if kind == _FORMULA and length >= 14:
        result, _, code, mark = struct.unpack_from("<BBB3xH", stream, at + 6)
        return _ERRORS.get(code, _ERRORS[0x2A]) if mark == _NO_NUMBER and result == 2 else None
    if kind == _BOOL_OR_ERROR and length >= 8:
        code, is_error = struct.unpack_from("<BB", stream, at + 6)
        return _ERRORS.get(code, _ERRORS[0x2A]) if is_error else None
    return None


def _numbers_of(stream: bytes, kind: int, at: int, length: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the place and the format of the numbers in a record."""
    if kind == _SEVERAL_RK:
        row, first = struct.unpack_from("<HH", stream, at)
        for number, cell in enumerate(range(at + 4, at + length - 6, 6)):
            yield (row, first + number), struct.unpack_from("<H", stream, cell)[0]
    elif kind in (_NUMBER, _RK) or (
        kind == _FORMULA and length >= 14 and struct.unpack_from("<H", stream, at + 12)[0] != _NO_NUMBER
    ):
        row, column, used = struct.unpack_from("<HHH", stream, at)
        yield (row, column), used


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of the records of one part of the stream; parts may hold others (charts)."""
    depth, at, end = 0, start, len(stream) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _BEGINS:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, at + 4, length
        at += 4 + length


def _workbook_stream(data: bytes) -> bytes:
    """Cut the workbook out of its file system."""
    sector_size, mini_size = 1 << data[30], 1 << data[32]
    fat_count, directory_start = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
    cutoff, mini_start = struct.unpack_from("<II", data, 56)
    if sector_size not in (512, 4096) or mini_size > sector_size:
        raise ValueError(sector_size)

    def sector(number: int) -> bytes:
        start = (number + 1) * sector_size
        return data[start : start + sector_size]

    # The table has a number for each sector of the file; one much longer is no table.
    if fat_count * sector_size > len(data) // 32 + 16 * sector_size:
        raise ValueError(fat_count)
    fat = _numbers(b"".join(map(sector, _fat_sectors(data, sector_size, fat_count))))
    directory = b"".join(map(sector, _chain(fat, directory_start)))
    root = directory[:_DIRECTORY_ENTRY]
    for start in range(0, len(directory), _DIRECTORY_ENTRY):
        entry = directory[start : start + _DIRECTORY_ENTRY]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if name.lower() not in _STREAMS:
            continue
        first, size = struct.unpack_from("<II", entry, 116)
        if size >= cutoff:
            return b"".join(map(sector, _chain(fat, first)))[:size]
        small = b"".join(map(sector, _chain(fat, struct.unpack_from("<I", root, 116)[0])))
        mini_fat = _numbers(b"".join(map(sector, _chain(fat, mini_start))))
        parts = (small[at * mini_size : (at + 1) * mini_size] for at in _chain(mini_fat, first))
        return b"".join(parts)[:size]
    raise ValueError(directory_start)


def _fat_sectors(data: bytes, sector_size: int, count: int) -> list[int]:
    """List the sectors of the allocation table: 109 of them in the header, the others chained."""
    found = list(_numbers(data[76:_HEADER]))
    following = struct.unpack_from("<I", data, 68)[0]
    while following < _NO_SECTOR and len(found) < count:
        start = (following + 1) * sector_size
        *more, following = _numbers(data[start : start + sector_size])
        found += more
    return [number for number in found[:count] if number < _NO_SECTOR]


def _chain(fat: tuple[int, ...], first: int) -> Iterator[int]:
    """Follow a chain of sectors; one that goes round in circles is no chain."""
    for _ in range(len(fat)):
        if first >= _NO_SECTOR:
            return
        yield first
        first = fat[first]
    if first < _NO_SECTOR:
        raise ValueError(first)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)
