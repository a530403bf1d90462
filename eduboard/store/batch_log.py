"""The log that outlives the database: a line for each event, appended and never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from eduboard.errors import StoreUnwritable
from eduboard.store.records import Batch, Explanation, Scope
from eduboard.store.store import Row, Session, Store


def read_log(path: Path) -> list[dict[str, Any]]:
    """Read the batch log in the order of its events.

    A line that cannot be read is left out: it was cut short by a crash and its event written again on a line of its
    own, or something has damaged it, and then ``missing_events`` names what it held.
    Raises StoreUnwritable ``store.log_unreadable`` when the file is there and may not be read.
    """
    if not path.exists():
        return []
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreUnwritable("store.log_unreadable", path=path, detail=str(error)) from error
    entries: dict[int, dict[str, Any]] = {}
    # Bytes, because a cut line may end inside a character, and a file's name may hold any line separator but \n.
    for line in data.split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("event"), int):
            entries.setdefault(entry["event"], entry)
    return [entries[event] for event in sorted(entries)]


def missing_events(entries: Sequence[Mapping[str, Any]]) -> list[int]:
    """List the events before the last that have no line which can be read."""
    events = {entry["event"] for entry in entries}
    return [event for event in range(1, max(events, default=0)) if event not in events]


def last_logged(path: Path) -> int:
    """Give the number of the last event in the log, 0 when there is none."""
    return max((entry["event"] for entry in read_log(path)), default=0)


def batch_of_log_entry(entry: dict[str, Any]) -> Batch:
    """Rebuild a batch from its ``publish`` line of the log."""
    values = dict(entry["registered"])
    values["published_at"] = datetime.fromisoformat(values["published_at"])
    values["scopes"] = tuple(Scope(**scope) for scope in values["scopes"])
    values["explanations"] = tuple(Explanation(**item) for item in values.get("explanations", ()))
    return Batch(**values)


def complete_log(store: Store, session: Session) -> int:
    """Append to the log every event that the database has and the log lacks; return how many those were.

    The database commits first and the log follows, so a crash between the two is mended by the next call; so is a
    line that something has damaged since, when the store is opened the next time.
    Raises StoreUnwritable ``store.log_unwritable`` when the log cannot be written; what was committed stays.
    """
    path = store.folder.batch_log
    with store.write_lock:
        logged: set[int] = set()
        after = store.logged_event
        if after is None:
            entries = read_log(path)
            logged = {entry["event"] for entry in entries}
            after = min(missing_events(entries), default=max(logged, default=0) + 1) - 1
        events = [row for row in session.run("store/events_after", event=after) if row["event"] not in logged]
        # Unknown until everything is written: a full disk may take some of the lines.
        store.logged_event = None
        if events:
            try:
                _append(path, [_log_entry(session, row) for row in events])
            except OSError as error:
                raise StoreUnwritable("store.log_unwritable", path=path, detail=str(error)) from error
        store.logged_event = max([after, *logged, *(row["event"] for row in events)])
        return len(events)


def _log_entry(session: Session, event: Row) -> dict[str, Any]:
    entry = event | {"happened_at": event["happened_at"].isoformat()}
    if event["action"] == "publish":
        row = session.run("store/batch", batch=event["batch"])[0]
        scopes = [Scope(**scope) for scope in session.run("store/batch_scopes_of", batch=event["batch"])]
        entry["registered"] = row | {
            "published_at": row["published_at"].isoformat(),
            "scopes": [asdict(scope) for scope in scopes],
            "explanations": session.run("store/batch_explanations", batch=event["batch"]),
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
