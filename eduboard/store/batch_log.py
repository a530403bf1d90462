"""The log that outlives the database: a line for each event, appended and never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from eduboard.errors import StoreUnwritable
from eduboard.store.records import Batch, Explanation, Scope
from eduboard.store.store import Row, Session, Store


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
    values["explanations"] = tuple(Explanation(**item) for item in values.get("explanations", ()))
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
