"""Rebuilding the database from the record: the originals and the batch log."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError, StoreDamaged, UnusableFile
from eduboard.intake.check import check_again
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.metrics.cube import ensure_cube
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.store.batch_log import batch_of_log_entry, complete_log, missing_events, read_log
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.records import Batch, Incoming, now
from eduboard.store.store import Store, StoreFolder, open_store


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: how many batches, and where the old database was put."""

    batch_count: int
    set_aside: Path | None


def _no_refresh(*_: Any) -> None:
    """The cube is computed once, when everything is back."""


def rebuild(path: Path, settings: Settings, report: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Make a new database beside the old one from originals and log, then put it in the old one's place.

    Accepted batches are published as they were, without asking today's rules again.  The old database stays
    where it is when that fails: StoreBusy while another process owns it, else EduboardError ``store.log_missing``,
    ``store.log_incomplete``, ``store.original_missing``, ``store.original_damaged`` or ``store.not_reproduced``.
    """
    folder = StoreFolder(path.resolve())
    _complete_log(folder, settings)
    entries = read_log(folder.batch_log)
    if missing := missing_events(entries):
        raise EduboardError(
            "store.log_incomplete", path=folder.batch_log, count=len(missing), event=missing[0]
        )
    fresh = StoreFolder(
        folder.database.with_name(f"{folder.database.stem}.rebuilding{folder.database.suffix}")
    )
    _remove(fresh)
    try:
        _replay_all(fresh, entries, settings, report)
        set_aside = _swap(folder.database, fresh.database)
    finally:
        _remove(fresh)
    return Rebuilt(sum(entry["action"] == "publish" for entry in entries), set_aside)


def _complete_log(folder: StoreFolder, settings: Settings) -> None:
    """Save what a readable database knows and the log does not; refuse while another process owns the file."""
    if not folder.database.exists():
        return
    try:
        store = open_store(folder.database, settings)
        try:
            with store.reading() as session:
                complete_log(store, session)
        finally:
            store.close()
    except StoreDamaged as damaged:
        if not read_log(folder.batch_log):
            raise EduboardError(
                "store.log_missing", path=folder.batch_log, database=folder.database
            ) from damaged


def _replay_all(
    fresh: StoreFolder,
    entries: list[dict[str, Any]],
    settings: Settings,
    report: Callable[[int, int], None] | None,
) -> None:
    store = open_store(fresh.database, settings)
    try:
        for number, entry in enumerate(entries, start=1):
            _replay(store, entry)
            if report is not None:
                report(number, len(entries))
        ensure_cube(store)
    finally:
        store.close()


def _remove(folder: StoreFolder) -> None:
    for leftover in (folder.database, _wal(folder.database), folder.batch_log):
        leftover.unlink(missing_ok=True)
    if folder.spill.exists():
        shutil.rmtree(folder.spill)


def _wal(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _swap(database: Path, fresh: Path) -> Path | None:
    set_aside = None
    if database.exists():
        set_aside = _unused_name(database)
        database.replace(set_aside)
        if _wal(database).exists():
            _wal(database).replace(_wal(set_aside))
    fresh.replace(database)
    if _wal(fresh).exists():
        _wal(fresh).replace(_wal(database))
    return set_aside


def _unused_name(database: Path) -> Path:
    moment = f"{now():%Y%m%d%H%M%S}"
    names = (
        database.with_name(f"{database.stem}.{moment}{again}.old{database.suffix}")
        for again in itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    )
    return next(name for name in names if not name.exists())


def _replay(store: Store, entry: dict[str, Any]) -> None:
    viewer = Viewer(name=entry["who"], role=LOCAL_USER.role)
    at = datetime.fromisoformat(entry["happened_at"])
    if not entry["batch"]:
        with store.reading(viewer) as session:
            batches.record(store, session, entry["action"], entry["detail"], at)
        return
    if entry["action"] != "publish":
        batches.change_status(store, viewer, entry["batch"], entry["action"], _no_refresh, at)
        return
    batch = batch_of_log_entry(entry)
    tables = _read_again(store, viewer, batch)
    try:
        incoming = _incoming_of(tables, batch)
        batches.republish(store, tables[0].session, batch, incoming, _no_refresh)
    finally:
        close_all(tables)


def _read_again(store: Store, viewer: Viewer, batch: Batch) -> list[CheckedTable]:
    path = original_path(store, batch.sha256)
    if not path.exists():
        raise EduboardError("store.original_missing", batch=batch.batch, sha256=batch.sha256)
    data = path.read_bytes()
    if sha256_of(data) != batch.sha256:
        raise EduboardError("store.original_damaged", batch=batch.batch, sha256=batch.sha256)
    try:
        school = batch.scopes[0].school if batch.scopes else ""
        viewer = replace(viewer, school=school)
        return check_again(store, viewer, data, batch.file_name, batch.dataset, batch.reading)
    except UnusableFile as error:
        raise _not_reproduced(batch, 0) from error


def _incoming_of(tables: list[CheckedTable], batch: Batch) -> Incoming:
    """Find the batch's rows among the tables of its file; raise when they are not the rows that were accepted."""
    sheet = json.loads(batch.reading).get("sheet")
    incoming = next(
        (table.incoming for table in tables if table.incoming and table.report.sheet == sheet), None
    )
    rows = sum(scope.row_count for scope in incoming.scopes) if incoming else 0
    if incoming is None or incoming.scopes != batch.scopes:
        raise _not_reproduced(batch, rows)
    return incoming


def _not_reproduced(batch: Batch, rows: int) -> EduboardError:
    return EduboardError(
        "store.not_reproduced", batch=batch.batch, file=batch.file_name, rows=rows, registered=batch.row_count
    )
