"""The files that a command was given, ZIPs taken apart, and what ``--column`` says of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError, UnusableFile
from eduboard.intake.findings import WARNING, make_finding
from eduboard.intake.match import vocabulary
from eduboard.intake.packages import LeftOut, unpack
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.tables import read_tables
from eduboard.intake.said import by_header, find_field
from eduboard.settings import Settings
from eduboard.texts import columns as texts
from eduboard.texts.packages import LEFT_OUT_FINDING

_HEADERS_SHOWN = 30


@dataclass(frozen=True)
class GivenFile:
    """A file of its own or one out of a ZIP; the first of a ZIP also tells what in it is no table."""

    name: str
    content: bytes | UnusableFile
    left_out: tuple[LeftOut, ...] = ()

    @property
    def data(self) -> bytes:
        """The file's bytes; raises UnusableFile when they cannot be had."""
        if isinstance(self.content, UnusableFile):
            raise self.content
        return self.content

    def add_left_out(self, reports: Sequence[dict[str, Any]]) -> None:
        """Warn in the first of the file's reports of what was left in its ZIP."""
        for report in reports[:1]:
            report["warnings"] += [
                make_finding(
                    f"package.{item.kind}",
                    level=WARNING,
                    value=item.name,
                    reason=item.reason,
                    sentences=LEFT_OUT_FINDING,
                ).as_json()
                for item in self.left_out
            ]


def given_files(paths: Sequence[Path], settings: Settings) -> Iterator[GivenFile]:
    """Read the files one after the other; what cannot be read or opened comes as its problem."""
    for path in paths:
        try:
            package = unpack(read_bytes(path), name_of(path), settings.upload_limit_mb * 1024 * 1024)
        except UnusableFile as problem:
            yield GivenFile(name_of(path), problem)
            continue
        contents: list[tuple[str, bytes | UnusableFile]] = [(file.name, file.data) for file in package.files]
        contents += [(str(problem.params["file"]), problem) for problem in package.problems]
        for number, (name, content) in enumerate(contents):
            yield GivenFile(name, content, package.left_out if number == 0 else ())


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
    for file in given_files(paths, settings):
        try:
            tables = read_tables(file.data, file.name, known, settings.upload_limit_mb * 1024 * 1024)
        except UnusableFile:
            continue
        headers |= {header_key(text): text for table in tables for text in table.header if text}
    strange = [header for header in columns if header_key(header) not in headers]
    if headers and strange:
        shown = texts.LISTED.join(list(headers.values())[:_HEADERS_SHOWN])
        raise EduboardError("column.no_such_header", header=strange[0], headers=shown)
