"""Which of the files that are handed in together are one: those whose tables share a period and district.

A clerk collects a table per school.  Published one after the other, each would replace the one before; as one bundle
they are checked, shown, published and withdrawn together.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from eduboard.access.viewer import Viewer
from eduboard.contracts import SCOPE_FIELDS
from eduboard.errors import UnusableFile
from eduboard.intake.around import FILE
from eduboard.intake.bulk import read_in_columns
from eduboard.intake.choosing import choose_tables
from eduboard.intake.filling import find_filling
from eduboard.intake.match import recognise, vocabulary
from eduboard.intake.normalise import ReadRows, read_columns
from eduboard.intake.packages import LeftOut, PackedFile, names_apart, plain_path
from eduboard.intake.reading.bundles import Part, build_bundle
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.tables import RawTable
from eduboard.intake.remembered import remembered_columns
from eduboard.intake.said import Asked, Said, said_of
from eduboard.intake.sharing import group_sharing
from eduboard.intake.staging import stage
from eduboard.store.originals import sha256_of
from eduboard.store.store import Store
from eduboard.texts import packages as texts

_LONGEST_NAME = 255
_COUNTED = re.compile(re.escape(texts.BUNDLE_COUNT.format(count="#")).replace(r"\#", "[0-9]+") + "$")
"""What the name of a bundle ends in; one that is handed in again is not counted twice."""

Cell = tuple[str, str, str]
"""Dataset, period and district: what one publication replaces."""


@dataclass(frozen=True)
class Look:
    """What a first look at a file sees: its bytes, its tables, and where their rows belong.

    ``name`` is the file's own where what its rows are about may stand in that alone: such files are not the same,
    whatever their bytes.  A file that cannot be read has neither tables nor a place.
    """

    sha256: str
    sheets: tuple[str | None, ...] = ()
    cells: frozenset[Cell] = frozenset()
    name: str = ""


@dataclass(frozen=True)
class Group:
    """Files that are one, by their numbers; ``repeats`` pairs those that are left out with the one they repeat."""

    members: tuple[int, ...]
    repeats: tuple[tuple[int, int], ...] = ()


def look_at(store: Store, viewer: Viewer, data: bytes, file_name: str, asked: Asked) -> Look:
    """Look where the rows of a file belong, with the readers that check it; what is wrong with it, the check says."""
    with store.reading(viewer) as session:
        said = said_of(asked, remembered_columns(session))
    limit, known = store.settings.upload_limit_mb * 1024 * 1024, vocabulary() | said.words
    sha256 = sha256_of(data)
    try:
        reading = read_in_columns(data, file_name, known, limit)
        seen = [
            _look_at_table(table, stage(table), file_name, said) for table in choose_tables(reading, said)
        ]
    except UnusableFile:
        return Look(sha256)
    return Look(
        sha256,
        tuple(dict.fromkeys(table.sheet for table in (*reading.tables, *reading.unknown))),
        frozenset().union(*(cells for cells, _ in seen)),
        file_name if any(needs_name for _, needs_name in seen) else "",
    )


def _look_at_table(
    table: RawTable, staged: Staged, file_name: str, said: Said
) -> tuple[frozenset[Cell], bool]:
    """Give the places that occur in a table, and whether the file's name tells something of it.

    A table that lacks other columns has its places, too, so that its errors are seen with the other tables.
    """
    match, _ = recognise(table.header, said.of(table.sheet))
    if match is None:
        return frozenset(), False
    # Which schools are known has no bearing on the place.
    filling = find_filling(table, staged, match, file_name, said, dict)
    about = (*SCOPE_FIELDS, *(("school_name",) if match.contract.has_school else ()))
    from_name = {value.field for value in filling.values if value.origin == FILE}
    columns = filling.match.columns
    needs_name = any(name in from_name or name not in columns for name in about)
    if not columns.keys() >= set(SCOPE_FIELDS):
        return frozenset(), needs_name
    staged = filling.fill(staged)
    of_place = replace(match, columns={name: columns[name] for name in SCOPE_FIELDS})
    rows = ReadRows(staged, tuple(read_columns(staged, of_place, {})))
    return frozenset((match.contract.name, *cell) for cell in rows.cells), needs_name


def sort_out(count: int, look: Callable[[int], Look]) -> tuple[Group, ...]:
    """Bring together the files that share a place, groups in the order in which the first of each came.

    ``look`` gives the look at a file by its number; a single file needs none.
    """
    if count == 1:
        return (Group((0,)),)
    kept: dict[Look, int] = {}
    repeats: dict[int, list[int]] = {}
    for number, seen in enumerate(map(look, range(count))):
        if seen in kept:
            repeats.setdefault(kept[seen], []).append(number)
        else:
            kept[seen] = number
    groups = group_sharing({number: frozenset(seen.cells) for seen, number in kept.items()})
    return tuple(
        Group(members, tuple((again, member) for member in members for again in repeats.get(member, ())))
        for members in groups
    )


def bundle(files: Sequence[PackedFile]) -> PackedFile:
    """Make one file of several that share a place; a single one stays what it is."""
    if len(files) == 1:
        return files[0]
    packages = {file.package for file in files}
    package = packages.pop() if len(packages) == 1 else ""
    own_names = [_own_name(file, package) for file in files]
    # Whatever order they came in, they make the same bundle.
    order = sorted(range(len(files)), key=lambda number: (own_names[number], files[number].sha256))
    names = dict(zip(order, names_apart(own_names[number] for number in order), strict=True))
    parts = [Part(names[number], file.data) for number, file in enumerate(files)]
    return PackedFile(
        _name(parts, package),
        build_bundle(parts, from_package=bool(package)),
        package,
        tuple(part.name for part in parts),
    )


def _own_name(file: PackedFile, package: str) -> str:
    """Name a file as in the ZIP it came in, but for what no ZIP can hold as a name."""
    return plain_path(_name_within(file, package))[-_LONGEST_NAME:] or file.sha256


def _name_within(file: PackedFile, package: str) -> str:
    return file.name.removeprefix(f"{package}/") if package else file.name


def repeated(file: PackedFile, other: PackedFile) -> LeftOut:
    """Say of a file that it is left out because another has the same bytes for the same place."""
    return LeftOut(_name_within(file, file.package), "repeated", file.package, other.name)


def find_missing(seen: Iterable[tuple[PackedFile, Look]], unopened: Iterable[str]) -> list[LeftOut]:
    """List the files of which nobody can tell to which of the others they belong, and the names of those unopened.

    Mended and handed in by itself, such a file would take the place of those that it should have been handed in with.
    """
    missing = [
        LeftOut(_name_within(file, file.package), "placeless" if look.sheets else "unread", file.package)
        for file, look in seen
        if not look.cells
    ]
    return missing + [LeftOut(name, "unread") for name in unopened]


def missing_beside(file: PackedFile, missing: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Leave out what is the file itself."""
    return tuple(
        item
        for item in missing
        if (item.package, item.name) != (file.package, _name_within(file, file.package))
    )


def _name(parts: Sequence[Part], package: str) -> str:
    paths = sorted(PurePosixPath(part.name) for part in parts)
    if not package:
        return texts.BUNDLE_OF_FILES.format(first=paths[0].stem, count=len(parts))
    folder = os.path.commonpath([path.parent for path in paths])
    name = f"{package}/{folder}" if folder else _COUNTED.sub("", PurePosixPath(package).stem)
    return texts.BUNDLE_OF_PACKAGE.format(package=name, count=texts.BUNDLE_COUNT.format(count=len(parts)))
