"""Whether database and log still tell the same.

Both are only ever added to, one line for one event.  Where they differ, one of them was changed behind the product's
back: a rebuild would make of the log what it says now, and nobody would see what it said before.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from eduboard.store.batch_log import read_log
from eduboard.store.store import Row, Session, Store

_LISTS = {"scopes": "store/registered_scopes", "explanations": "store/registered_explanations"}


def find_altered(store: Store) -> tuple[int, ...]:
    """List the events that the database and the log tell differently, or that one of them lacks.

    What the database has beyond the end of the log has not been written there yet, and is not looked at.
    """
    # The log first: whatever is in it was committed before.
    logged = {entry["event"]: entry for entry in read_log(store.folder.batch_log)}
    with store.reading() as session:
        kept = {row["event"]: row for row in session.run("store/events_after", event=0)}
        registered = _registered(session)
    last = max(logged, default=0)
    return tuple(
        number
        for number in sorted(logged.keys() | {number for number in kept if number <= last})
        if number not in logged
        or number not in kept
        or not _is_told_alike(logged[number], kept[number], registered)
    )


def _registered(session: Session) -> Mapping[str, Row]:
    """Give what is registered of every batch, as a line of the log has it."""
    lists: dict[str, defaultdict[str, list[Row]]] = {name: defaultdict(list) for name in _LISTS}
    for name, query in _LISTS.items():
        for row in session.run(query):
            lists[name][row.pop("batch")].append(row)
    return {
        row["batch"]: row
        | {"published_at": row["published_at"].isoformat()}
        | {name: lists[name][row["batch"]] for name in _LISTS}
        for row in session.run("store/registered_batches")
    }


def _is_told_alike(entry: Mapping[str, Any], event: Row, registered: Mapping[str, Row]) -> bool:
    if {name: entry.get(name) for name in event} != event | {"happened_at": event["happened_at"].isoformat()}:
        return False
    if "registered" not in entry:
        return bool(event["action"] != "publish")
    batch, logged = registered.get(event["batch"]), entry["registered"]
    if batch is None or not isinstance(logged, dict):
        return False
    return all(_is_same(name, value, batch.get(name)) for name, value in logged.items())


def _is_same(name: str, logged: Any, kept: Any) -> bool:
    """Compare a value; lists regardless of their order, and as far as an earlier version wrote of their items."""
    if name not in _LISTS:
        return bool(logged == kept)
    if not isinstance(logged, list) or not all(isinstance(item, dict) for item in logged):
        return False
    names = set().union(*logged)
    return _sorted(logged, names) == _sorted(kept, names)


def _sorted(items: Iterable[Mapping[str, Any]], names: set[str]) -> list[str]:
    return sorted(
        json.dumps({name: item[name] for name in sorted(names & item.keys())}, ensure_ascii=False)
        for item in items
    )
