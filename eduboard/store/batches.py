"""Batches: immutable hand-ins, which of them is current for each scope, and the log that outlives the database.

A scope is dataset × period × district.  Publishing replaces the scopes that a file covers; withdrawing a
batch brings back, scope by scope, the newest one before it.  Rows are never deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime

from eduboard.access.viewer import Viewer
from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.store.batch_log import complete_log
from eduboard.store.records import STATUS_AFTER, Batch, Explanation, HandIn, Incoming, Scope, now
from eduboard.store.store import Row, Session, Store, stored_columns

Refresh = Callable[[Session, Iterable[str], Sequence[Scope]], None]
"""Brings everything derived up to date for some datasets' scopes, inside the same transaction."""

Explain = Callable[[Session, Batch], tuple[Explanation, ...]]
"""Gives the explanations to keep with a batch whose rows and indicators can be seen; raises to publish nothing."""


def explain_nothing(_session: Session, _batch: Batch) -> tuple[Explanation, ...]:
    """Publish without looking for implausible values."""
    return ()


def publish(
    store: Store,
    session: Session,
    tables: Sequence[Incoming],
    hand_in: HandIn,
    refresh: Refresh,
    explain: Explain = explain_nothing,
) -> list[Batch]:
    """Publish the tables of one file, a batch each, in one transaction: all of them or none.

    Raises AccessDenied when the viewer may not hand in for one of the districts, and what ``explain`` raises.
    """
    require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    with store.writing(session):
        published = []
        for table in tables:
            batch = _new_batch(session, table, hand_in)
            _register(session, batch, table)
            published.append(batch)
        _refresh_all(session, published, refresh)
        published = [replace(batch, explanations=explain(session, batch)) for batch in published]
        for batch in published:
            _add_explanations(session, batch)
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
        _add_explanations(session, batch)
        _refresh_all(session, [batch], refresh)
    complete_log(store, session)


def _add_explanations(session: Session, batch: Batch) -> None:
    for explanation in batch.explanations:
        session.run("store/add_explanation", batch=batch.batch, **asdict(explanation))


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
    listed_apart = ("scopes", "explanations")
    session.run("store/add_batch", **{k: v for k, v in asdict(batch).items() if k not in listed_apart})
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


def record(
    store: Store, session: Session, action: str, detail: str, happened_at: datetime | None = None
) -> None:
    """Put on record what concerns no batch, such as a column that the bureau has mapped by hand."""
    with store.writing(session):
        _add_event(session, happened_at or now(), action, "", detail)
    complete_log(store, session)


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
