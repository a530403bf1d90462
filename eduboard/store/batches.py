"""Batches: immutable hand-ins, which of them is current for each scope, and the log that outlives the database.

A scope is dataset × period × district.  Publishing replaces the scopes that a file covers; withdrawing a
batch brings back, scope by scope, the newest one before it.  Rows are never deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from eduboard.access.viewer import Viewer
from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied, EduboardError, StoreUnwritable
from eduboard.store.store import Row, Session, Store, stored_columns

SUBMITTED = "submitted"
DEMO = "demo"
PUBLISHED = "published"
"""Kinds of batches: a full hand-in, invented demo data, an excerpt from a published paper (what an excerpt
does not mention is unknown, not zero)."""


IN_FORCE = "已发布"
TAKEN_BACK = "已撤回"
"""What a batch's status is called, here and in ``batch_status``."""
STATUS_AFTER = {"withdraw": TAKEN_BACK, "restore": IN_FORCE}

LOCAL_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Scope:
    """What one publication replaces: a dataset's rows of one period and district."""

    dataset: str
    period: str
    district: str
    row_count: int
    annual: bool

    @property
    def key(self) -> str:
        """``period/district``, as the queries take it."""
        return f"{self.period}/{self.district}"


@dataclass(frozen=True)
class Batch:
    """One hand-in as it is registered."""

    sequence: int
    batch: str
    dataset: str
    file_name: str
    sha256: str
    row_count: int
    published_by: str
    published_at: datetime
    kind: str
    explanation: str
    reading: str
    scopes: tuple[Scope, ...]


Refresh = Callable[[Session, Iterable[str], Sequence[Scope]], None]
"""Brings everything derived up to date for some datasets' scopes, inside the same transaction."""


def now() -> datetime:
    """The time in China, without zone, as the store keeps it."""
    return datetime.now(LOCAL_ZONE).replace(tzinfo=None)


def sha256_of(data: bytes) -> str:
    """The name under which an original is kept."""
    return hashlib.sha256(data).hexdigest()


def original_path(store: Store, sha256: str) -> Path:
    """Where the original with this hash is kept."""
    return store.folder.originals / sha256[:2] / sha256


def keep_original(store: Store, data: bytes, sha256: str) -> None:
    """Keep an uploaded file, byte for byte, under its SHA-256; keeping it twice changes nothing."""
    path = original_path(store, sha256)
    try:
        if path.exists() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_durably(path, data)
    except OSError as error:
        raise StoreUnwritable("store.unwritable", path=path.parent, detail=str(error)) from error


def _sync_folder(folder: Path) -> None:
    """Make a renamed file's name as durable as its content; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_durably(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.{id(data)}.part")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


@dataclass(frozen=True)
class Incoming:
    """Checked rows that wait to be published: the session's temporary table that holds them, and their scopes.

    ``places`` are the scopes' numbers in the table's column ``place``; a single scope needs none.  ``reading`` says
    how the table was found in its file, so that a rebuild finds the same one.
    """

    dataset: str
    table: str
    scopes: tuple[Scope, ...]
    places: tuple[int, ...] = (0,)
    reading: str = "{}"


@dataclass(frozen=True)
class HandIn:
    """What all batches of one uploaded file have in common."""

    file_name: str
    sha256: str
    kind: str = SUBMITTED
    explanation: str = ""


def publish(
    store: Store, session: Session, tables: Sequence[Incoming], hand_in: HandIn, refresh: Refresh
) -> list[Batch]:
    """Publish the tables of one file, a batch each, in one transaction: all of them or none.

    Raises AccessDenied when the viewer may not hand in for one of the districts.
    """
    require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    with store.writing(session):
        published = []
        for table in tables:
            batch = _new_batch(session, table, hand_in)
            _register(session, batch, table)
            published.append(batch)
        _refresh_all(session, published, refresh)
    complete_log(store, session)
    return published


@contextmanager
def trial(store: Store, session: Session, tables: Sequence[Incoming], refresh: Refresh) -> Iterator[None]:
    """Publish for the length of a block and take it back: the session sees what publishing would bring."""
    require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    with store.trying(session):
        made = []
        for table in tables:
            batch = _new_batch(session, table, HandIn("", ""))
            _register(session, batch, table)
            made.append(batch)
        _refresh_all(session, made, refresh)
        yield


def republish(store: Store, session: Session, batch: Batch, table: Incoming, refresh: Refresh) -> None:
    """Publish a batch of the log again under its own name, as a rebuild does."""
    with store.writing(session):
        _register(session, batch, table)
        _refresh_all(session, [batch], refresh)
    complete_log(store, session)


def _new_batch(session: Session, table: Incoming, hand_in: HandIn) -> Batch:
    published_at = now()
    day = f"{published_at:%Y%m%d}"
    number = session.run("store/next_batch_number", day=day)[0]["number"]
    return Batch(
        sequence=session.run("store/next_sequence")[0]["sequence"],
        batch=f"{day}-{number:03d}",
        dataset=table.dataset,
        file_name=hand_in.file_name,
        sha256=hand_in.sha256,
        row_count=sum(scope.row_count for scope in table.scopes),
        published_by=session.viewer.name,
        published_at=published_at,
        kind=hand_in.kind,
        explanation=hand_in.explanation,
        reading=table.reading,
        scopes=table.scopes,
    )


def _register(session: Session, batch: Batch, table: Incoming) -> None:
    contract = load_contracts()[batch.dataset]
    columns = ", ".join(f'"{name}"' for name in stored_columns(contract) if name != "scope")
    place = "place" if len(table.scopes) > 1 else "0"
    first_scope = session.run("store/next_scope")[0]["scope"]
    session.execute(
        f"INSERT INTO store.rows_{batch.dataset} (scope, {columns}) "  # noqa: S608 - names come from contracts
        f"SELECT ? + {place}, {columns} FROM {table.table}",
        [first_scope],
    )
    session.run("store/add_batch", **{k: v for k, v in asdict(batch).items() if k != "scopes"})
    session.run(
        "store/add_batch_scopes",
        batch=batch.batch,
        dataset=batch.dataset,
        periods=[scope.period for scope in batch.scopes],
        districts=[scope.district for scope in batch.scopes],
        row_counts=[scope.row_count for scope in batch.scopes],
        annuals=[scope.annual for scope in batch.scopes],
        scopes=[first_scope + place for place in (table.places if len(table.scopes) > 1 else (0,))],
    )
    _add_event(session, batch.published_at, "publish", batch.batch, batch.file_name)
    _register_current(session, batch.dataset, batch.scopes)


def _refresh_all(session: Session, published: Sequence[Batch], refresh: Refresh) -> None:
    scopes = [scope for batch in published for scope in batch.scopes]
    refresh(session, {batch.dataset for batch in published}, scopes)


def change_status(
    store: Store,
    viewer: Viewer,
    batch: str,
    action: str,
    refresh: Refresh,
    happened_at: datetime | None = None,
) -> tuple[Scope, ...]:
    """Withdraw or restore a batch and return the scopes whose current batch may have changed.

    Raises EduboardError ``batch.unknown`` or ``batch.already`` (with the status it already has).
    """
    session = store.session(viewer)
    try:
        with store.write_lock:
            scopes = _changeable(session, batch, STATUS_AFTER[action])
            dataset = scopes[0].dataset
            with store.writing(session):
                _add_event(session, happened_at or now(), action, batch, "")
                _register_current(session, dataset, scopes)
                refresh(session, (dataset,), scopes)
            complete_log(store, session)
        return scopes
    finally:
        session.close()


def _changeable(session: Session, batch: str, status_after: str) -> tuple[Scope, ...]:
    """Give a batch's scopes; raise when the viewer may not change it or there is nothing to change."""
    found = [row for row in session.run("store/list_batches") if row["batch"] == batch]
    if not found:
        raise EduboardError("batch.unknown", batch=batch)
    scopes = tuple(Scope(**row) for row in session.run("store/batch_scopes_of", batch=batch))
    require_districts(session.viewer, scopes)
    if found[0]["status"] == status_after:
        raise EduboardError("batch.already", batch=batch, status=status_after)
    return scopes


def require_districts(viewer: Viewer, scopes: Iterable[Scope]) -> None:
    """Raise AccessDenied when one of the scopes is of a district that is not the viewer's."""
    denied = sorted({scope.district for scope in scopes if not viewer.may_see(scope.district)})
    if denied:
        raise AccessDenied(
            "access.district", districts="、".join(region_names().get(code, code) for code in denied)
        )


def _add_event(session: Session, happened_at: datetime, action: str, batch: str, detail: str) -> None:
    who = session.viewer.name
    session.run(
        "store/add_event", happened_at=happened_at, who=who, action=action, batch=batch, detail=detail
    )


def _register_current(session: Session, dataset: str, scopes: Sequence[Scope]) -> None:
    keys = [scope.key for scope in scopes]
    session.run("store/drop_current", dataset=dataset, scopes=keys)
    session.run("store/set_current", dataset=dataset, scopes=keys)


def list_batches(store: Store, viewer: Viewer) -> list[Row]:
    """List the batches that touch districts the viewer may see, newest first."""
    with store.reading(viewer) as session:
        return session.run("store/list_batches")


# -- the log ---------------------------------------------------------------------------------------------


def read_log(path: Path) -> list[dict[str, Any]]:
    """Read the batch log; a line cut short by a crash was never acknowledged and is left out."""
    if not path.exists():
        return []
    entries = []
    # Bytes, because a cut line may end inside a character, and a file's name may hold any line separator but \n.
    for line in path.read_bytes().split(b"\n"):
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return entries


def last_logged(path: Path) -> int:
    """Give the number of the last event in the log, 0 when there is none."""
    return max((entry["event"] for entry in read_log(path)), default=0)


def batch_of_log_entry(entry: dict[str, Any]) -> Batch:
    """Rebuild a batch from its ``publish`` line of the log."""
    values = dict(entry["registered"])
    values["published_at"] = datetime.fromisoformat(values["published_at"])
    values["scopes"] = tuple(Scope(**scope) for scope in values["scopes"])
    return Batch(**values)


def complete_log(store: Store, session: Session) -> int:
    """Append to the log every event that the database has and the log lacks; return how many those were.

    The database commits first and the log follows, so a crash between the two is mended by the next call.
    Raises StoreUnwritable ``store.log_unwritable`` when the log cannot be written; what was committed stays.
    """
    with store.write_lock:
        if store.logged_event is None:
            store.logged_event = last_logged(store.folder.batch_log)
        events = session.run("store/events_after", event=store.logged_event)
        if events:
            try:
                _append(store.folder.batch_log, [_log_entry(session, row) for row in events])
            except OSError as error:
                path = store.folder.batch_log
                raise StoreUnwritable("store.log_unwritable", path=path, detail=str(error)) from error
            store.logged_event = events[-1]["event"]
        return len(events)


def _log_entry(session: Session, event: Row) -> dict[str, Any]:
    entry = event | {"happened_at": event["happened_at"].isoformat()}
    if event["action"] == "publish":
        row = session.run("store/batch", batch=event["batch"])[0]
        scopes = [Scope(**scope) for scope in session.run("store/batch_scopes_of", batch=event["batch"])]
        entry["registered"] = row | {
            "published_at": row["published_at"].isoformat(),
            "scopes": [asdict(scope) for scope in scopes],
        }
    return entry


def _append(path: Path, entries: Sequence[dict[str, Any]]) -> None:
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    with path.open("ab+") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                text = "\n" + text
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
