"""A bundle: several files that are handed in as one, byte for byte, in a ZIP of our own making.

The same files make the same bytes, whoever bundles them and in whatever order they came, so that a bundle is known
by its SHA-256 as any file is.  Its tables are told apart by their sheet: ``甲小学.csv``, ``报表.xlsx/Sheet1``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eduboard.errors import UnusableFile
from eduboard.intake.reading.archive import open_archive, read_member

PART_LIMIT = 1000
_ZIP = b"PK\x03\x04"
_FROM_PACKAGE, _FROM_FILES = b"eduboard:bundle:package", b"eduboard:bundle:files"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Part:
    """One file of a bundle, under the name by which its clerk knows it."""

    name: str
    data: bytes


def sheet_in(part: str, sheet: str | None) -> str:
    """Name a table of one file among those of the whole bundle."""
    return part if sheet is None else f"{part}/{sheet}"


def build_bundle(parts: Iterable[Part], *, from_package: bool) -> bytes:
    """Put files into one; ``from_package`` says that they came in a ZIP, whose name tells of all of them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for part in sorted(parts, key=lambda part: part.name):
            entry = zipfile.ZipInfo(part.name, _LONG_AGO)
            # The same bytes on every system.
            entry.create_system = 0
            archive.writestr(entry, part.data)
        archive.comment = _FROM_PACKAGE if from_package else _FROM_FILES
    return buffer.getvalue()


def is_bundle(data: bytes) -> bool:
    """Tell whether bytes are a bundle; any other ZIP is taken apart, never read as one."""
    return data.startswith(_ZIP) and data.endswith((_FROM_PACKAGE, _FROM_FILES))


def is_from_package(data: bytes) -> bool:
    """Tell whether the name of a bundle is that of the ZIP in which its files came."""
    return data.endswith(_FROM_PACKAGE)


def read_parts(data: bytes) -> Iterator[Part]:
    """Take a bundle apart, a file at a time; raise UnusableFile ``file.damaged`` for one that we have not made."""
    try:
        with open_archive(data) as archive:
            members = archive.infolist()
            if not _is_ours(members, len(data)):
                raise UnusableFile("file.damaged")
            for member in members:
                yield Part(member.filename, read_member(archive, member))
    except (zipfile.BadZipFile, UnicodeDecodeError) as failure:
        raise UnusableFile("file.damaged") from failure


def _is_ours(members: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """Tell whether the members lie side by side as they are, so that all of them take no more room than the bundle."""
    return (
        0 < len(members) <= PART_LIMIT
        and len({member.filename for member in members}) == len(members)
        and all(member.compress_type == zipfile.ZIP_STORED for member in members)
        and sum(member.file_size for member in members) <= size
    )


def find_part(data: bytes, sheet: str | None) -> tuple[Part, str | None]:
    """Find the file of a bundle in which a table stands, and the table's sheet in that file.

    The first file where no table has that name.
    """
    parts = list(read_parts(data))
    for part in parts:
        if sheet == part.name:
            return part, None
    for part in parts:
        if sheet is not None and sheet.startswith(f"{part.name}/"):
            return part, sheet.removeprefix(f"{part.name}/")
    return parts[0], None
