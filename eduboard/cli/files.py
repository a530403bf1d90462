"""The files that a command was given, ZIPs taken apart, and what ``--column`` says of them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError, UnusableFile
from eduboard.intake.around import NAMED_SO
from eduboard.intake.bundling import (
    Group,
    Look,
    bundle,
    find_missing,
    look_at,
    missing_beside,
    repeated,
    sort_out,
)
from eduboard.intake.check import check_file
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.filling import read_given
from eduboard.intake.findings import WARNING, make_finding
from eduboard.intake.match import vocabulary
from eduboard.intake.packages import LeftOut, Package, PackedFile, unpack
from eduboard.intake.reading.bundles import sheet_in
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.tables import read_tables
from eduboard.intake.said import Asked, by_header, find_field
from eduboard.settings import Settings
from eduboard.store.store import Store
from eduboard.texts import columns as texts
from eduboard.texts.packages import LEFT_OUT_FINDING, MISSING_FINDING

WHOLE_TABLE_OPTIONS = {"period": "period", "district": "district", "school": "school_name"}
"""The options that give one value for a table which has no column for it, and the field of each."""
_HEADERS_SHOWN = 30


@dataclass(frozen=True)
class GivenFile:
    """A file of its own, one out of a ZIP, or a bundle of several; and what is not handed in with it."""

    name: str
    content: bytes | UnusableFile
    left_out: tuple[LeftOut, ...] = ()
    parts: tuple[str, ...] = ()
    sheets: frozenset[str | None] | None = None
    """What its tables are called, where it is one of several files."""

    def has_sheet(self, name: str) -> bool:
        """Tell whether a sheet is meant to be in it; a single file has to have every sheet that is named."""
        return self.sheets is None or name in self.sheets

    @property
    def data(self) -> bytes:
        """The file's bytes; raises UnusableFile when they cannot be had."""
        if isinstance(self.content, UnusableFile):
            raise self.content
        return self.content

    def add_left_out(self, reports: Sequence[dict[str, Any]]) -> None:
        """Warn in the first of the file's reports of what is not handed in."""
        for report in reports[:1]:
            report["warnings"] += [
                make_finding(
                    f"package.{item.kind}",
                    level=WARNING,
                    value=item.name,
                    reason=item.reason,
                    sentences=MISSING_FINDING if item.is_missing else LEFT_OUT_FINDING,
                ).as_json()
                for item in self.left_out
            ]


@dataclass(frozen=True)
class _Entry:
    """Where a file lies, a path and a number in the ZIP there, or what kept it from being read."""

    name: str
    path: Path
    number: int = 0
    problem: UnusableFile | None = None
    left_out: tuple[LeftOut, ...] = ()


class _GivenPaths:
    """The paths that a command was given, taken apart one at a time: together they need not fit into memory."""

    def __init__(self, paths: Sequence[Path], settings: Settings) -> None:
        self._paths = paths
        self._limit = settings.upload_limit_mb * 1024 * 1024
        self._last: tuple[Path, Package] | None = None

    def entries(self) -> Iterator[_Entry]:
        """Name the files in order, the first of a ZIP with what is no table in that."""
        for path in self._paths:
            try:
                package = self._package(path)
            except UnusableFile as problem:
                yield _Entry(name_of(path), path, problem=problem)
                continue
            left_out = package.left_out
            for number, file in enumerate(package.files):
                yield _Entry(file.name, path, number, left_out=left_out)
                left_out = ()
            for unusable in package.problems:
                yield _Entry(str(unusable.params["file"]), path, problem=unusable, left_out=left_out)
                left_out = ()

    def file(self, entry: _Entry) -> PackedFile:
        """Read a file."""
        return self._package(entry.path).files[entry.number]

    def _package(self, path: Path) -> Package:
        if self._last is None or self._last[0] != path:
            self._last = (path, unpack(read_bytes(path), name_of(path), self._limit))
        return self._last[1]


def given_files(
    store: Store, paths: Sequence[Path], asked: Asked, leave_out: Collection[str]
) -> Iterator[GivenFile]:
    """Read the files, those of one scope as one; what cannot be read or opened comes as its problem.

    ``asked`` is what the options say of all of them, ``leave_out`` the sheets that are not to be read.  Raises
    EduboardError ``sheet.not_there`` before anything is done when one of those is in none of several files.
    """
    given, looks = _GivenPaths(paths, store.settings), dict[int, Look]()
    entries = list(given.entries())
    files = [number for number, entry in enumerate(entries) if entry.problem is None]

    def look(number: int) -> Look:
        file = given.file(entries[files[number]])
        looks[number] = look_at(store, LOCAL_USER, file.data, file.name, asked)
        return looks[number]

    groups = sort_out(len(files), look)
    _require_sheets(leave_out, [(entries[files[number]].name, seen) for number, seen in looks.items()])
    seen = [(given.file(entries[files[number]]), look) for number, look in looks.items() if not look.cells]
    missing = find_missing(seen, (entry.name for entry in entries if entry.problem is not None))
    by_first = {files[group.members[0]]: group for group in groups}
    for number, entry in enumerate(entries):
        if entry.problem is not None:
            yield GivenFile(entry.name, entry.problem, entry.left_out)
        elif number in by_first:
            yield _bundled(given, [entries[at] for at in files], by_first[number], looks, missing)


def _require_sheets(names: Collection[str], seen: Sequence[tuple[str, Look]]) -> None:
    """Look for each sheet in at least one of several files; a single one says itself what it does not have."""
    there = [name for _, look in seen for name in look.sheets if name]
    there += [sheet_in(file, name) for file, look in seen for name in look.sheets]
    for name in names:
        if seen and not any(sheet == name or sheet.endswith(f"/{name}") for sheet in there):
            raise EduboardError(
                "sheet.not_there", sheet=name, sheets=texts.LISTED.join(there[:_HEADERS_SHOWN])
            )


def _bundled(
    given: _GivenPaths,
    entries: Sequence[_Entry],
    group: Group,
    looks: Mapping[int, Look],
    missing: Sequence[LeftOut],
) -> GivenFile:
    file = bundle([given.file(entries[number]) for number in group.members])
    left_out = [
        item
        for number in (*group.members, *(again for again, _ in group.repeats))
        for item in entries[number].left_out
    ]
    left_out += [
        repeated(given.file(entries[again]), given.file(entries[kept])) for again, kept in group.repeats
    ]
    left_out += missing_beside(file, missing)
    seen = [looks[number] for number in group.members if looks]
    sheets = None
    if file.parts:
        named = zip(file.parts, seen, strict=True)
        sheets = frozenset[str | None](sheet_in(part, name) for part, look in named for name in look.sheets)
    elif seen:
        sheets = frozenset(seen[0].sheets)
    return GivenFile(file.name, file.data, tuple(left_out), file.parts, sheets)


def read_bytes(file: Path) -> bytes:
    """Read a file; raises UnusableFile when it is not there or may not be read."""
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile("file.not_found", file=name_of(file)) from error
    except OSError as error:
        raise UnusableFile("file.unreadable", file=name_of(file)) from error


def name_of(file: Path) -> str:
    """The file's name as text; bytes that are none (an archive from elsewhere) become a mark."""
    return os.fsencode(file.name).decode("utf-8", "replace")


def said_values(options: argparse.Namespace) -> dict[str, str]:
    """Read ``--period``, ``--district`` and ``--school``; raises EduboardError for what is no period or district."""
    said = {field: getattr(options, name) or "" for name, field in WHOLE_TABLE_OPTIONS.items()}
    if options.school_by_name:
        said[WHOLE_TABLE_OPTIONS["school"]] = NAMED_SO
    return read_given(said)


def said_of_sheets(options: argparse.Namespace, columns: Mapping[str, str]) -> dict[str, Asked]:
    """Read ``--sheet-period``, ``--sheet-district`` and ``--sheet-school``, which say what single sheets are of.

    Raises EduboardError for what is no ``工作表=值``, no period or no district.
    """
    given: dict[str, dict[str, str]] = {}
    for name, field in WHOLE_TABLE_OPTIONS.items():
        for said in getattr(options, f"sheet_{name}"):
            sheet, _, value = said.rpartition("=")
            if not sheet.strip() or not value.strip():
                raise EduboardError("sheet.syntax", option=f"--sheet-{name}", text=said)
            given.setdefault(sheet, {})[field] = value
    return {
        sheet: Asked(options.dataset, columns, given=read_given(values)) for sheet, values in given.items()
    }


def check_given(
    store: Store, file: GivenFile, columns: dict[str, str], options: argparse.Namespace
) -> list[CheckedTable]:
    """Check a file with what the options say of it; a sheet that is to be left out has no dataset.

    Raises what ``check_file`` raises, and UnusableFile ``sheet.not_there`` for a sheet of which something is said.
    """
    said = said_of_sheets(options, columns)
    of_sheets = said | {sheet: Asked("") for sheet in options.leave_out}
    tables = check_file(
        store,
        LOCAL_USER,
        file.data,
        file.name,
        options.dataset,
        columns=columns,
        sheets={sheet: asked for sheet, asked in of_sheets.items() if file.has_sheet(sheet)},
        given=said_values(options),
    )
    there = [sheet for table in tables for sheet in table.report.sheets if sheet is not None]
    for sheet in said:
        if file.has_sheet(sheet) and sheet not in there:
            close_all(tables)
            raise UnusableFile("sheet.not_there", sheet=sheet, sheets=texts.LISTED.join(there))
    return tables


def said_columns(
    said: Sequence[str], dataset: str | None, paths: Sequence[Path], settings: Settings
) -> dict[str, str]:
    """Read ``表头=字段标题``; raises EduboardError before anything is done when it names what is not there."""
    columns: dict[str, str] = {}
    for text in said:
        header, sign, field = (part.strip() for part in text.rpartition("="))
        if not sign or not header_key(header):
            raise EduboardError("column.syntax", text=text)
        if columns.setdefault(header, field) != field:
            raise EduboardError("column.said_twice", header=header)
        if field:
            _require_field(field, dataset)
    if columns:
        _require_headers(columns, paths, settings)
    return columns


def _require_field(field: str, dataset: str | None) -> None:
    contracts = load_contracts()
    named = [contracts[dataset]] if dataset in contracts else list(contracts.values())
    if any(find_field(contract, field) for contract in named):
        return
    titles = dict.fromkeys(item.title for contract in named for item in contract.fields)
    where = texts.THE_DATASET.format(dataset=named[0].title) if len(named) == 1 else texts.ANY_DATASET
    raise EduboardError("column.no_such_field", field=field, dataset=where, allowed=texts.LISTED.join(titles))


def _require_headers(columns: Mapping[str, str], paths: Sequence[Path], settings: Settings) -> None:
    """Look for each header in at least one of the files; those that cannot be read say so later."""
    known = vocabulary() | set(by_header(columns))
    headers: dict[str, str] = {}
    given = _GivenPaths(paths, settings)
    for entry in given.entries():
        if entry.problem is not None:
            continue
        try:
            file = given.file(entry)
            tables = read_tables(file.data, file.name, known, settings.upload_limit_mb * 1024 * 1024)
        except UnusableFile:
            continue
        headers |= {header_key(text): text for table in tables for text in table.header if text}
    strange = [header for header in columns if header_key(header) not in headers]
    if headers and strange:
        shown = texts.LISTED.join(list(headers.values())[:_HEADERS_SHOWN])
        raise EduboardError("column.no_such_header", header=strange[0], headers=shown)
