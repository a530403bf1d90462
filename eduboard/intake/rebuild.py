"""Rebuilding the database from the record: the originals and the batch log."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eduboard.errors import EduboardError, StoreDamaged
from eduboard.intake.replay import Replay
from eduboard.metrics.cube import ensure_cube
from eduboard.settings import Settings
from eduboard.store.batch_log import complete_log, missing_events, read_log
from eduboard.store.records import LEAVE_OUT, now
from eduboard.store.store import Store, StoreFolder, open_store


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: how many batches came back, where the old database was put, and what it went on without.

    ``kept`` are the batches whose rows were taken over as they stood; ``unproven`` counts those that could be held to
    nothing but their number of rows.
    """

    batch_count: int
    set_aside: Path | None
    left_out: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unproven: int = 0


def rebuild(
    path: Path,
    settings: Settings,
    report: Callable[[int, int], None] | None = None,
    without: Collection[str] = (),
    keep: Collection[str] = (),
) -> Rebuilt:
    """Make a new database beside the old one from originals and log, then put it in the old one's place.

    Accepted batches are published as they were, without asking today's rules again.  The old database stays
    where it is when that fails: StoreBusy while another process owns it, EduboardError ``store.log_missing`` or
    ``store.log_incomplete``, or NotRebuilt with every batch that its original does not give back.

    ``without`` are batches that cannot be given back: they come back without their rows and count as withdrawn.
    ``keep`` are batches whose rows are taken over from the old database, and kept beside the originals.  Both are on
    record; no later rebuild asks for them again.  Raises ``batch.unknown`` for what is none.
    """
    folder = StoreFolder(path.resolve())
    old = _open_old(folder, settings)
    try:
        entries = _read_entries(folder)
        published = [entry["batch"] for entry in entries if entry["action"] == "publish"]
        _require_batches(published, without, keep)
        before = {entry["batch"] for entry in entries if entry["action"] == LEAVE_OUT}
        if gone := sorted(before & set(keep)):
            raise EduboardError("store.nothing_to_keep", batch=gone[0])
        left_out = tuple(batch for batch in published if batch in without and batch not in before)
        fresh = StoreFolder(
            folder.database.with_name(f"{folder.database.stem}.rebuilding{folder.database.suffix}")
        )
        _remove(fresh)
        try:
            unproven = _replay_all(fresh, old, entries, left_out, keep, settings, report)
            _close(old)
            set_aside = _swap(folder.database, fresh.database)
        finally:
            _remove(fresh)
    finally:
        _close(old)
    kept = tuple(batch for batch in published if batch in keep)
    return Rebuilt(len(set(published) - before - set(left_out)), set_aside, left_out, kept, unproven)


def _open_old(folder: StoreFolder, settings: Settings) -> Store | None:
    """Open the database that is replaced, and save what it knows and the log does not; None when it is unreadable.

    Refuses while another process owns the file.
    """
    if not folder.database.exists():
        return None
    store = None
    try:
        store = open_store(folder.database, settings)
        with store.reading() as session:
            complete_log(store, session)
    except StoreDamaged as damaged:
        _close(store)
        if not read_log(folder.batch_log):
            raise EduboardError(
                "store.log_missing", path=folder.batch_log, database=folder.database
            ) from damaged
        return None
    except BaseException:
        _close(store)
        raise
    return store


def _close(store: Store | None) -> None:
    if store is not None:
        store.close()


def _read_entries(folder: StoreFolder) -> list[dict[str, Any]]:
    entries = read_log(folder.batch_log)
    if missing := missing_events(entries):
        raise EduboardError(
            "store.log_incomplete", path=folder.batch_log, count=len(missing), event=missing[0]
        )
    return entries


def _require_batches(published: Sequence[str], without: Collection[str], keep: Collection[str]) -> None:
    if unknown := sorted({*without, *keep} - set(published)):
        raise EduboardError("batch.unknown", batch=unknown[0])
    if both := sorted(set(without) & set(keep)):
        raise EduboardError("store.kept_and_left_out", batch=both[0])


def _replay_all(
    fresh: StoreFolder,
    old: Store | None,
    entries: Sequence[dict[str, Any]],
    left_out: Sequence[str],
    keep: Collection[str],
    settings: Settings,
    report: Callable[[int, int], None] | None,
) -> int:
    """Fill the new database; return how many batches could be held to nothing but their number of rows."""
    store = open_store(fresh.database, settings)
    try:
        replay = Replay(store, old, entries, left_out, keep)
        replay.run(report)
        ensure_cube(store)
    finally:
        store.close()
    return replay.unproven


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
