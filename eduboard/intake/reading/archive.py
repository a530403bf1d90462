"""A look through an XLSX file before anything opens it: its true size, how far its cells reach, what failed.

The reader behind keeps a sheet as a full rectangle, so two cells in opposite corners would take all memory.
It also leaves out the result of a failed formula, which must not pass for an empty cell.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from eduboard.errors import UnusableFile
from eduboard.texts.files import FILE_KINDS

# Sheet name -> (row index, column index, error as shown) of each cell with a failed formula.
FailedFormulas = Mapping[str, list[tuple[int, int, str]]]

_UNPACKED_LIMIT = 2 * 1024**3
_RATIO_LIMIT, _RATIO_FROM = 400, 64 * 1024**2
_AREA_LIMIT = 30_000_000
_CHUNK = 1 << 20
_OVERLAP = 512

# Columns up to Z need no looking for: no sheet that narrow is too large.
_COLUMN = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_ROW = re.compile(rb'<(?:x:)?row [^>]*?r="([0-9]{1,7})"')
_FAILED = re.compile(
    rb'<(?:x:)?c (?=[^>]*t="e")[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<(?:x:)?f\b[^>]*(?:/>|>[^<]*</(?:x:)?f>))?'
    rb"<(?:x:)?v>(#[^<]{1,20})</"
)
_SHEET_PART = re.compile(r"worksheets/[^/]*\.xml$")
_SHEET_TAG = re.compile(r"<(?:x:)?sheet [^>]*>")
_RELATION_TAG = re.compile(r"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def look_through(data: bytes) -> FailedFormulas:
    """Return where formulas failed; raise UnusableFile for bombs, other archives and damaged ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_other_archives({member.filename for member in members})
            declared = sum(member.file_size for member in members)
            if declared > _UNPACKED_LIMIT or (declared > _RATIO_FROM and declared > _RATIO_LIMIT * len(data)):
                raise UnusableFile("file.bomb", size=_megabytes(declared), packed=_megabytes(len(data)))
            failed = {
                member.filename: _look_through_part(archive, member, len(data))
                for member in members
                if member.filename.endswith((".xml", ".bin"))
            }
            names = _sheet_names(archive) if any(failed.values()) else {}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as failure:
        raise UnusableFile("file.damaged") from failure
    return {names[part]: cells for part, cells in failed.items() if cells and part in names}


def _refuse_other_archives(names: set[str]) -> None:
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return
    kind = "archive"
    if any(name.startswith("word/") for name in names):
        kind = "word"
    elif any(name.startswith("ppt/") for name in names):
        kind = "slides"
    raise UnusableFile("file.binary", kind=FILE_KINDS[kind])


def _look_through_part(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int
) -> list[tuple[int, int, str]]:
    """Unpack a part without keeping it."""
    is_sheet = _SHEET_PART.search(member.filename) is not None
    size, carry, rows, columns = 0, b"", 1, 26
    failed: dict[tuple[int, int], str] = {}
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > _UNPACKED_LIMIT:
                raise UnusableFile("file.bomb", size=_megabytes(size), packed=_megabytes(packed))
            if not is_sheet:
                continue
            text = carry + chunk
            carry = text[-_OVERLAP:]
            columns = max([columns, *map(_column_number, set(_COLUMN.findall(text)))])
            rows = max([rows, *map(int, _ROW.findall(text))])
            if b't="e"' in text:
                for letters, row, error in _FAILED.findall(text):
                    failed[int(row) - 1, _column_number(letters) - 1] = error.decode("utf-8", "strict")
    if rows * columns > _AREA_LIMIT:
        raise UnusableFile("file.sparse", cell=f"{_column_letters(columns)}{rows}")
    return [(row, column, error) for (row, column), error in failed.items()]


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    workbook = archive.read("xl/workbook.xml").decode("utf-8")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for tag in _RELATION_TAG.findall(relations):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
    names = {}
    for tag in _SHEET_TAG.findall(workbook):
        attributes = dict(_ATTRIBUTE.findall(tag))
        name = attributes.get("name", "")
        for entity, character in _ENTITIES.items():
            name = name.replace(entity, character)
        names[targets.get(attributes.get("r:id", ""), "")] = name
    return names


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
