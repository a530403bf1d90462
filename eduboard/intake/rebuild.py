"""Rebuilding the database from the record: the originals and the batch log."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Collection, Sequence
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
from eduboard.store.content import has_content
from eduboard.store.how_read import how_read
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.records import LEAVE_OUT, Batch, Incoming, now
from eduboard.store.store import Store, StoreFolder, open_store


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: how many batches came back, where the old database was put, and what it went on without."""

    batch_count: int
    set_aside: Path | None
    left_out: tuple[str, ...] = ()


def _no_refresh(*_: Any) -> None:
    """The cube is computed once, when everything is back."""


def rebuild(
    path: Path,
    settings: Settings,
    report: Callable[[int, int], None] | None = None,
    without: Collection[str] = (),
) -> Rebuilt:
    """Make a new database beside the old one from originals and log, then put it in the old one's place.

    Accepted batches are published as they were, without asking today's rules again.  The old database stays
    where it is when that fails: StoreBusy while another process owns it, else EduboardError ``store.log_missing``,
    ``store.log_incomplete``, ``store.original_missing``, ``store.original_damaged``, ``store.not_reproduced`` or
    ``store.content_differs``.

    ``without`` are batches that cannot be given back: they come back without their rows and count as withdrawn, and
    that is on record; no later rebuild asks for them again.  Raises ``batch.unknown`` for what is none.
    """
    folder = StoreFolder(path.resolve())
    _complete_log(folder, settings)
    entries = read_log(folder.batch_log)
    if missing := missing_events(entries):
        raise EduboardError(
            "store.log_incomplete", path=folder.batch_log, count=len(missing), event=missing[0]
        )
    published = [entry["batch"] for entry in entries if entry["action"] == "publish"]
    if unknown := sorted(set(without) - set(published)):
        raise EduboardError("batch.unknown", batch=unknown[0])
    before = {entry["batch"] for entry in entries if entry["action"] == LEAVE_OUT}
    left_out = tuple(batch for batch in published if batch in without and batch not in before)
    fresh = StoreFolder(
        folder.database.with_name(f"{folder.database.stem}.rebuilding{folder.database.suffix}")
    )
    _remove(fresh)
    try:
        _replay_all(fresh, entries, left_out, settings, report)
        set_aside = _swap(folder.database, fresh.database)
    finally:
        _remove(fresh)
    return Rebuilt(len(set(published) - before - set(left_out)), set_aside, left_out)


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
    left_out: Sequence[str],
    settings: Settings,
    report: Callable[[int, int], None] | None,
) -> None:
    rowless = {*left_out, *(entry["batch"] for entry in entries if entry["action"] == LEAVE_OUT)}
    store = open_store(fresh.database, settings)
    try:
        for number, entry in enumerate(entries, start=1):
            _replay(store, entry, rowless)
            if report is not None:
                report(number, len(entries))
        for batch in left_out:
            with store.reading() as session:
                batches.leave_out(store, session, batch, _no_refresh)
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


def _replay(store: Store, entry: dict[str, Any], rowless: Collection[str]) -> None:
    viewer = Viewer(name=entry["who"], role=LOCAL_USER.role)
    at = datetime.fromisoformat(entry["happened_at"])
    if not entry["batch"]:
        with store.reading(viewer) as session:
            batches.record(store, session, entry["action"], entry["detail"], at)
        return
    if entry["action"] == LEAVE_OUT:
        with store.reading(viewer) as session:
            batches.leave_out(store, session, entry["batch"], _no_refresh, at)
        return
    if entry["action"] != "publish":
        batches.change_status(store, viewer, entry["batch"], entry["action"], _no_refresh, at)
        return
    batch = batch_of_log_entry(entry)
    if batch.batch in rowless:
        with store.reading(viewer) as session:
            batches.republish(store, session, batch, None, _no_refresh)
        return
    tables = _read_again(store, viewer, batch)
    try:
        incoming = _incoming_of(tables, batch)
        if not has_content(tables[0].session, incoming, batch.content):
            raise EduboardError("store.content_differs", batch=batch.batch, file=batch.file_name)
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
    sheets = how_read(batch.reading).sheets
    incoming = next(
        (table.incoming for table in tables if table.incoming and table.report.sheets == sheets), None
    )
    rows = sum(scope.row_count for scope in incoming.scopes) if incoming else 0
    if incoming is None or incoming.scopes != batch.scopes:
        raise _not_reproduced(batch, rows)
    return incoming


def _not_reproduced(batch: Batch, rows: int) -> EduboardError:
    return EduboardError(
        "store.not_reproduced", batch=batch.batch, file=batch.file_name, rows=rows, registered=batch.row_count
    )
