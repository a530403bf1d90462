"""Backup and restoring: the record (originals and batch log), the accounts and the register of figures, in one ZIP.

The database itself is not in it: it is rebuilt from the record.  A backup may be made while the dashboard runs:
the log is read before the originals, and every original is on the disk before its line is in the log.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eduboard.errors import EduboardError
from eduboard.intake.rebuild import rebuild
from eduboard.settings import SETTINGS_FILE, Settings
from eduboard.store.records import KEEP_ROWS
from eduboard.store.store import StoreFolder
from eduboard.store.submittals import SUBMIT

_MANIFEST = "manifest.json"
_LOG = "batches.jsonl"
_ACCESS = "access.sqlite3"
_FIGURES = "figures.sqlite3"
_SETTINGS = "settings.toml"
_ORIGINALS = "originals"
_PROGRAMMES = "programmes"
_ONLY_OURS = 0o600
"""Password hashes are in it, and the originals."""


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds: so many batches, so many originals, of so many bytes."""

    batches: int
    originals: int
    size: int


def back_up(settings: Settings, out: Path) -> BackedUp:
    """Write a backup; the file appears under its name only when it is whole.

    Raises EduboardError ``backup.no_store`` where there is no store: an empty backup would be taken for one,
    ``backup.original_missing`` when the log names an original that is not there.
    """
    folder = StoreFolder(settings.store.resolve())
    if not folder.database.exists() and not folder.batch_log.exists():
        raise EduboardError("backup.no_store", path=folder.database)
    partial = out.with_name(f"{out.name}.part")
    digests: dict[str, str] = {}
    try:
        partial.touch(_ONLY_OURS)
        with (
            zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive,
            tempfile.TemporaryDirectory() as temporary,
        ):
            log = folder.batch_log.read_bytes() if folder.batch_log.exists() else b""
            # A line that is being written has no end yet and is not acknowledged.
            log = log[: log.rfind(b"\n") + 1]
            for name, data in _files(folder, log, Path(temporary)):
                archive.writestr(name, data)
                digests[name] = hashlib.sha256(data).hexdigest()
            archive.writestr(_MANIFEST, json.dumps({"files": digests}, ensure_ascii=False, indent=1))
        partial.replace(out)
    except OSError as error:
        raise EduboardError("output.unwritable", path=out) from error
    finally:
        partial.unlink(missing_ok=True)
    originals = sum(name.startswith(f"{_ORIGINALS}/") for name in digests)
    published = sum(entry["action"] == "publish" for entry in _entries(log))
    return BackedUp(published, originals, out.stat().st_size)


def _files(folder: StoreFolder, log: bytes, temporary: Path) -> Iterator[tuple[str, bytes]]:
    yield _LOG, log
    for sha256 in dict.fromkeys(_originals(log)):
        path = folder.originals / sha256[:2] / sha256
        if not path.exists():
            raise EduboardError("backup.original_missing", sha256=sha256)
        yield f"{_ORIGINALS}/{sha256}", path.read_bytes()
    for name, database in ((_ACCESS, _access_of(folder)), (_FIGURES, folder.figures)):
        if database.exists():
            yield name, _copy_of(database, temporary / name)
    for programme in sorted((folder.database.parent / _PROGRAMMES).glob("*.toml")):
        yield f"{_PROGRAMMES}/{programme.name}", programme.read_bytes()
    if SETTINGS_FILE.exists():
        yield _SETTINGS, SETTINGS_FILE.read_bytes()


def _copy_of(database: Path, copy: Path) -> bytes:
    """Copy a database that may be in use; one that is damaged is taken as it is, so that the record gets away."""
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error:
        return database.read_bytes()
    return copy.read_bytes()


def _access_of(folder: StoreFolder) -> Path:
    return folder.database.with_suffix(".access.sqlite3")


def _originals(log: bytes) -> Iterator[str]:
    """Name the originals that the log rests on: those of batches and of those that wait for review, and kept rows."""
    for entry in _entries(log):
        if entry["action"] == "publish":
            yield entry["registered"]["sha256"]
        elif entry["action"] == KEEP_ROWS:
            yield entry["detail"]
        elif entry["action"] == SUBMIT:
            yield json.loads(entry["detail"])["sha256"]


def _entries(log: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.split(b"\n") if line]


def restore_backup(settings: Settings, backup: Path) -> int:
    """Put a backup's files into an empty store folder and rebuild the database; return the number of batches.

    The settings in the backup are laid beside the store for the administrator to compare, not put in force.
    Raises EduboardError ``backup.unusable``, ``backup.damaged`` or ``backup.not_empty``; nothing is overwritten.
    """
    folder = StoreFolder(settings.store.resolve())
    kept = (folder.database, folder.batch_log, folder.figures, _access_of(folder))
    if any(file.exists() for file in kept):
        raise EduboardError("backup.not_empty", path=folder.database.parent)
    try:
        with zipfile.ZipFile(backup) as archive:
            digests: dict[str, str] = json.loads(archive.read(_MANIFEST))["files"]
            for name, digest in digests.items():
                if hashlib.sha256(archive.read(name)).hexdigest() != digest:
                    raise EduboardError("backup.damaged", name=name)
            places = {name: _place_of(folder, name) for name in digests}
            for name, target in places.items():
                _put_back(archive, name, target)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise EduboardError("backup.unusable", path=backup) from error
    return rebuild(folder.database, settings).batch_count


def _place_of(folder: StoreFolder, name: str) -> Path:
    """Where a file of the backup belongs; a name that leads elsewhere is no backup of ours."""
    parts = Path(name).parts
    places = {
        (_LOG,): folder.batch_log,
        (_ACCESS,): _access_of(folder),
        (_FIGURES,): folder.figures,
        (_SETTINGS,): folder.database.parent / "settings.from-backup.toml",
    }
    if parts in places:
        return places[parts]
    if len(parts) == 2 and parts[0] == _ORIGINALS and parts[1].isalnum():
        return folder.originals / parts[1][:2] / parts[1]
    if len(parts) == 2 and parts[0] == _PROGRAMMES and parts[1] != "..":
        return folder.database.parent / _PROGRAMMES / parts[1]
    raise EduboardError("backup.damaged", name=name)


def _put_back(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(_ONLY_OURS if name in (_ACCESS, _FIGURES) else 0o666)
    with archive.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
