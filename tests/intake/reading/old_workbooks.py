"""Workbooks of Excel 95 (BIFF5), written record by record: no program at hand writes them any more."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def old_stream(rows: Sequence[Sequence[str | int]], sheet: str = "班额") -> bytes:
    """The records of a workbook with one sheet; its texts are bytes of the code page 936."""
    start = len(_globals(sheet, 0))
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    )
    return (
        _globals(sheet, start)
        + _record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0))
        + cells
        + _record(0x0A)
    )


def old_workbook(rows: Sequence[Sequence[str | int]]) -> bytes:
    """The same in the container in which Excel 95 keeps it."""
    stream = old_stream(rows).ljust(8 * _SECTOR, b"\0")
    sectors = len(stream) // _SECTOR
    fat = [_FAT, _END, *range(3, sectors + 2), _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Book", 2, 2, len(stream))
    return header + struct.pack("<128I", *fat) + directory.ljust(_SECTOR, b"\0") + stream


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _globals(sheet: str, start: int) -> bytes:
    name = sheet.encode("gbk")
    return (
        _record(0x0809, struct.pack("<4H", 0x0500, 5, 0, 0))
        + _record(0x42, struct.pack("<H", 936))
        + _record(0x85, struct.pack("<IBBB", start, 0, 0, len(name)) + name)
        + _record(0x0A)
    )


def _cell(row: int, column: int, value: str | int) -> bytes:
    if isinstance(value, str):
        text = value.encode("gbk")
        return _record(0x0204, struct.pack("<4H", row, column, 0, len(text)) + text)
    return _record(0x0203, struct.pack("<3Hd", row, column, 0, value))


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
