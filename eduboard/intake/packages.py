"""A ZIP of table files: every member comes out as a file of its own, and nothing stays behind unnamed.

Windows writes Chinese names in GBK without saying so; such names are decoded like any other bytes of unknown
encoding.  No member's name is ever used as a path.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from eduboard.contracts import REGISTRY
from eduboard.errors import UnusableFile
from eduboard.intake.match import recognise, vocabulary
from eduboard.intake.reading.archive import megabytes, open_archive, read_member, refuse_bomb
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.tables import read_file
from eduboard.store.originals import sha256_of
from eduboard.texts.packages import LEFT_OUT, LISTED

TABLE_TYPES = ("csv", "txt", "tsv", "xlsx", "xlsm", "xls")
PACKAGE_TYPES = ("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz")
MEMBER_LIMIT = 1000
_NAMED_AT_MOST = 5
_REGISTER_AT_MOST = 1 << 20
"""Bytes: the schools of a district take a hundredth of it."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Each of these is in every workbook or document of its kind, and in no package of table files.
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "xl/workbook.xml", "content.xml"})
_UTF8_NAME = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER_FOLDERS = frozenset({"__macosx"})
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_LITTER_BEGINS = (".", "~$")


@dataclass(frozen=True)
class PackedFile:
    """A file to hand in; one that came in a ``package`` is named ``套表.zip/班额.csv``.

    A bundle names its ``parts``, the files that it was made of.
    """

    name: str
    data: bytes
    package: str = ""
    parts: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """What its bytes are known by."""
        return sha256_of(self.data)

    @cached_property
    def is_register(self) -> bool:
        """Tell whether it holds a registry (学校名录)."""
        if len(self.data) > _REGISTER_AT_MOST:
            return False
        try:
            tables = read_file(self.data, self.name, vocabulary()).tables
        except UnusableFile:
            return False
        matches = (recognise(table.header)[0] for table in tables)
        return any(match is not None and match.contract.name == REGISTRY for match in matches)


def registers_first(files: Sequence[PackedFile]) -> tuple[PackedFile, ...]:
    """Order files that are handed in together: a registry goes first, as it names the schools of the others."""
    return tuple(files if len(files) == 1 else sorted(files, key=lambda file: not file.is_register))


@dataclass(frozen=True)
class LeftOut:
    """What is not handed in, and of what ``kind`` it is.

    A member of a package that is no table: a folder, litter, another kind of file.  A file that only repeats the
    ``other``.  Or one that came with those that are handed in and may belong to them, if only it could be read.
    """

    name: str
    kind: str
    package: str = ""
    other: str = ""

    @property
    def reason(self) -> str:
        """Why it was not read."""
        return LEFT_OUT[self.kind].format(other=self.other)

    @property
    def is_missing(self) -> bool:
        """Tell whether it may be a part of what is handed in without it."""
        return self.kind in ("unread", "placeless")


@dataclass(frozen=True)
class Package:
    """What a ZIP holds: files to hand in, tables that cannot be had, and what is none."""

    files: tuple[PackedFile, ...]
    problems: tuple[UnusableFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def unpack(data: bytes, file_name: str, limit: int) -> Package:
    """Take a ZIP of files apart; anything else is a package of itself.

    ``limit`` is the most bytes that a package and its tables together may have.  Raises UnusableFile for a
    package that is not safe to open, or in which there is no table.
    """
    if not data.startswith(_ZIP):
        return Package((PackedFile(file_name, data),))
    if len(data) > limit:
        raise UnusableFile("file.too_large", size=megabytes(len(data)), limit=megabytes(limit))
    try:
        with open_archive(data) as archive:
            members = archive.infolist()
            if any(member.filename in _OFFICE_PARTS for member in members):
                return Package((PackedFile(file_name, data),))
            return _unpack(archive, members, file_name, limit, len(data))
    except (zipfile.BadZipFile, UnicodeDecodeError):
        # Too damaged to say what it was: the reader says so.
        return Package((PackedFile(file_name, data),))


def _unpack(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], file_name: str, limit: int, packed: int
) -> Package:
    if len(members) > MEMBER_LIMIT:
        raise UnusableFile("package.too_many", file=file_name, limit=MEMBER_LIMIT)
    sorted_out = [
        (name, member, _kind(name, member)) for name, member in zip(_names(members), members, strict=True)
    ]
    declared = sum(member.file_size for _, member, kind in sorted_out if kind == "table")
    refuse_bomb(declared, packed)
    if declared > limit:
        raise UnusableFile(
            "package.too_large", file=file_name, size=megabytes(declared), limit=megabytes(limit)
        )
    files: list[PackedFile] = []
    problems: list[UnusableFile] = []
    left_out = tuple(LeftOut(name, kind, file_name) for name, _, kind in sorted_out if kind in LEFT_OUT)
    for name, member, kind in sorted_out:
        whole_name = f"{file_name}/{name}"
        if kind == "nested":
            problems.append(UnusableFile("package.nested", file=whole_name))
        elif kind == "table":
            try:
                files.append(PackedFile(whole_name, _read(archive, member, whole_name), file_name))
            except UnusableFile as problem:
                problems.append(problem)
    if not files and not problems:
        _refuse_without_tables(file_name, left_out)
    return Package(registers_first(files), tuple(problems), left_out)


def _refuse_without_tables(file_name: str, left_out: Sequence[LeftOut]) -> None:
    names = [item.name for item in left_out if item.kind == "not_table"]
    if not names:
        raise UnusableFile("package.empty", file=file_name)
    raise UnusableFile("package.no_table", file=file_name, members=LISTED.join(names[:_NAMED_AT_MOST]))


def _kind(name: str, member: zipfile.ZipInfo) -> str:
    """Tell by its name what a member is: ``table``, ``nested`` or a key of ``LEFT_OUT``."""
    path = PurePosixPath(name)
    is_litter = (
        any(part.lower() in _LITTER_FOLDERS for part in path.parts)
        or path.name.lower() in _LITTER
        or path.name.startswith(_LITTER_BEGINS)
    )
    if is_litter:
        return "litter"
    if member.is_dir():
        return "folder"
    extension = path.suffix.lower().removeprefix(".")
    if extension in PACKAGE_TYPES:
        return "nested"
    return "table" if extension in TABLE_TYPES else "not_table"


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """Unpack a member, which is called by this name; a package is refused, whatever it calls itself."""
    try:
        data = read_member(archive, member)
    except UnusableFile as problem:
        problem.params["file"] = name
        raise
    if _is_package(data):
        raise UnusableFile("package.nested", file=name)
    return data


def _is_package(data: bytes) -> bool:
    """Tell whether a file that calls itself a table is a ZIP of files."""
    if not data.startswith(_ZIP):
        return False
    try:
        with open_archive(data) as archive:
            return _OFFICE_PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return False


def _names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Name the members so that a clerk knows them, no two alike and none of them a way out of a folder."""
    unmarked = [member for member in members if not member.flag_bits & _UTF8_NAME]
    decoded = dict(zip(map(id, unmarked), _decode_names(list(map(_raw_name, unmarked))), strict=True))
    return names_apart(
        plain_path(decoded.get(id(member), member.orig_filename)) or str(number)
        for number, member in enumerate(members, start=1)
    )


def names_apart(given: Iterable[str]) -> list[str]:
    """Number the names that are alike, also but for small and capital letters: no two files share one."""
    names: list[str] = []
    taken: set[str] = set()
    for name in given:
        path, numbered, again = PurePosixPath(name), name, 1
        while numbered.lower() in taken:
            again += 1
            numbered = str(path.with_name(f"{path.stem} ({again}){path.suffix}"))
        taken.add(numbered.lower())
        names.append(numbered)
    return names


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a name that is not marked as UTF-8; ``zipfile`` has read them as code page 437."""
    return member.orig_filename.encode("cp437")


def _decode_names(raw_names: Sequence[bytes]) -> Iterable[str]:
    """Decode names that one program wrote: together they say more of their encoding than each alone."""
    together = _decoded(b"\n".join(raw_names))
    names = together.split("\n") if together is not None else []
    if len(names) == len(raw_names):
        return names
    return _decode_one_by_one(raw_names)


def _decode_one_by_one(raw_names: Sequence[bytes]) -> Iterator[str]:
    for raw in raw_names:
        name = _decoded(raw)
        yield raw.decode("cp437") if name is None else name


def _decoded(raw: bytes) -> str | None:
    try:
        return decode(raw).text
    except UnusableFile:
        return None


def plain_path(name: str) -> str:
    """Keep of a path what names something: no drive, no root, no way up, nothing that does not print."""
    parts = ("".join(filter(str.isprintable, part)).strip() for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part.strip(".") and not _DRIVE.fullmatch(part))
