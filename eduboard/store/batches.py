"""Batches: immutable hand-ins, which of them is current for each scope, and the log that outlives the database.

A scope is dataset × period × district.  Publishing replaces the scopes that a file covers; withdrawing a
batch brings back, scope by scope, the newest one before it.  Rows are never deleted.

A school that hands in for itself has a scope of its own, laid over its district's: its rows stand in the place of
those that the district has given for it, until the district hands in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime

from eduboard.access.roles import Right
from eduboard.access.viewer import Viewer
from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.store.batch_log import complete_log
from eduboard.store.content import digest_content
from eduboard.store.queries import load_query
from eduboard.store.records import (
    KEEP_ROWS,
    LEAVE_OUT,
    STATUS_AFTER,
    Batch,
    Explanation,
    HandIn,
    Incoming,
    Scope,
    now,
)
from eduboard.store.store import Row, Session, Store, row_columns
from eduboard.store.submittals import RIGHTS, waits_for_review

SCHOOL_OR_DISTRICT = "school_or_district"
"""The grain of a table whose rows may be totals of a district."""

Refresh = Callable[[Session, Iterable[str], Sequence[Scope]], None]
"""Brings everything derived up to date for some datasets' scopes, inside the same transaction."""

Explain = Callable[[Session, Batch], tuple[Explanation, ...]]
"""Gives the explanations to keep with a batch whose rows and indicators can be seen; raises to publish nothing."""

Then = Callable[[Session, Sequence[Batch]], None]
"""Puts on record, in the same transaction, what the publication of these batches came of."""


def then_nothing(_session: Session, _batches: Sequence[Batch]) -> None:
    """Publish without anything more to record."""


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
    then: Then = then_nothing,
) -> list[Batch]:
    """Publish the tables of one file, a batch each, in one transaction: all of them or none.

    Raises AccessDenied when the viewer may not hand in for one of the districts or only for review, and what
    ``explain`` raises.
    """
    require_no_review(store, session.viewer)
    require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    _prepare(store, [scope for table in tables for scope in table.scopes])
    with store.writing(session):
        published = []
        for table in tables:
            batch = replace(_new_batch(session, table, hand_in), content=digest_content(session, table))
            _register(session, batch, table)
            published.append(batch)
        _refresh_all(session, published, refresh)
        published = [replace(batch, explanations=explain(session, batch)) for batch in published]
        for batch in published:
            _add_explanations(session, batch)
        then(session, published)
    complete_log(store, session)
    return published


@contextmanager
def trial(store: Store, session: Session, tables: Sequence[Incoming], refresh: Refresh) -> Iterator[None]:
    """Publish for the length of a block and take it back: the session sees what publishing would bring."""
    require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    _prepare(store, [scope for table in tables for scope in table.scopes])
    with store.trying(session):
        made = []
        for table in tables:
            batch = _new_batch(session, table, HandIn("", ""))
            _register(session, batch, table)
            made.append(batch)
        _refresh_all(session, made, refresh)
        yield


def republish(store: Store, session: Session, batch: Batch, table: Incoming | None, refresh: Refresh) -> None:
    """Publish a batch of the log again under its own name, as a rebuild does; without a table it has no rows."""
    _prepare(store, batch.scopes)
    with store.writing(session):
        _register(session, batch, table)
        _add_explanations(session, batch)
        _refresh_all(session, [batch], refresh)
    complete_log(store, session)


def leave_out(
    store: Store, session: Session, batch: str, refresh: Refresh, happened_at: datetime | None = None
) -> None:
    """Put on record that a rebuild has brought a batch back without its rows: for good, it is in force no more."""
    scopes = tuple(Scope(**row) for row in session.run("store/batch_scopes_of", batch=batch))
    dataset = scopes[0].dataset
    with store.writing(session):
        _add_event(session, happened_at or now(), LEAVE_OUT, batch, "")
        _register_current(session, dataset, scopes)
        refresh(session, (dataset,), scopes)
    complete_log(store, session)


def record_kept(
    store: Store, session: Session, batch: str, sha256: str, happened_at: datetime | None = None
) -> None:
    """Put on record that a batch keeps the rows it has: they are kept beside the originals under this SHA-256."""
    with store.writing(session):
        _add_event(session, happened_at or now(), KEEP_ROWS, batch, sha256)
    complete_log(store, session)


def _prepare(store: Store, scopes: Iterable[Scope]) -> None:
    """Make the views ready for schools before the first of them is laid over its district."""
    if not any(scope.school for scope in scopes):
        return
    with store.write_lock, store.reading() as session:
        if not session.run("store/has_schools")[0]["has_schools"]:
            store.show_schools()


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
        published_by=hand_in.handed_in_by or session.viewer.name,
        published_at=published_at,
        kind=hand_in.kind,
        explanation=hand_in.explanation,
        reading=table.reading,
        scopes=table.scopes,
    )


def _register(session: Session, batch: Batch, table: Incoming | None) -> None:
    first_scope = session.run("store/next_scope")[0]["scope"]
    if table is not None:
        _add_rows(session, table, first_scope)
    places = range(len(batch.scopes)) if table is None else table.scope_numbers
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
        scopes=[first_scope + place for place in places],
        schools=[scope.school for scope in batch.scopes],
    )
    _add_event(session, batch.published_at, "publish", batch.batch, batch.file_name)
    _register_current(session, batch.dataset, batch.scopes)


def _add_rows(session: Session, table: Incoming, first_scope: int) -> None:
    contract = load_contracts()[table.dataset]
    columns = ", ".join(f'"{name}"' for name in row_columns(contract))
    session.execute(
        f"INSERT INTO store.rows_{table.dataset} (scope, {columns}) "  # noqa: S608 - names come from contracts
        f"SELECT ? + {table.scope_number_sql}, {columns} FROM {table.table}",
        [first_scope],
    )


def record(
    store: Store, session: Session, action: str, detail: str, happened_at: datetime | None = None
) -> None:
    """Put on record what concerns no single batch, such as a column that the bureau has mapped by hand."""
    if not session.viewer.has(RIGHTS.get(action, Right.HAND_IN)):
        raise AccessDenied("access.right", role=session.viewer.role)
    with store.writing(session):
        add_event(session, action, detail, happened_at)
    complete_log(store, session)


def add_event(session: Session, action: str, detail: str, happened_at: datetime | None = None) -> None:
    """Add to a running transaction the event of something that concerns no single batch."""
    _add_event(session, happened_at or now(), action, "", detail)


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
            require_no_review(store, viewer)
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
    if session.run("store/is_left_out", batch=batch)[0]["is_left_out"]:
        raise EduboardError("batch.left_out", batch=batch)
    return scopes


def require_no_review(store: Store, viewer: Viewer) -> None:
    """Raise AccessDenied when what the viewer does takes effect only after a review."""
    if waits_for_review(store.settings, viewer):
        raise AccessDenied("review.needed")


def require_districts(viewer: Viewer, scopes: Iterable[Scope]) -> None:
    """Raise AccessDenied when the viewer hands nothing in, or a scope is of a district or school not theirs."""
    if not viewer.has(Right.HAND_IN):
        raise AccessDenied("access.right", role=viewer.role)
    scopes = tuple(scopes)
    denied = sorted(
        {scope.district for scope in scopes if not viewer.may_hand_in(scope.district, viewer.school)}
    )
    if denied:
        raise AccessDenied(
            "access.district", districts="、".join(region_names().get(code, code) for code in denied)
        )
    if viewer.school and any(scope.school != viewer.school for scope in scopes):
        raise AccessDenied("access.school", school=viewer.school)


def _add_event(session: Session, happened_at: datetime, action: str, batch: str, detail: str) -> None:
    who = session.viewer.name
    session.run(
        "store/add_event", happened_at=happened_at, who=who, action=action, batch=batch, detail=detail
    )


def _register_current(session: Session, dataset: str, scopes: Sequence[Scope]) -> None:
    cells = sorted({scope.cell for scope in scopes})
    session.run("store/drop_current", dataset=dataset, scopes=cells)
    session.run("store/set_current", dataset=dataset, scopes=cells)
    if session.run("store/has_schools")[0]["has_schools"]:
        _refuse_double_counting(session, dataset, cells)


def _refuse_double_counting(session: Session, dataset: str, cells: list[str]) -> None:
    """Raise EduboardError where a school's own rows would come beside a district's total, or beside a stand-in."""
    contract = load_contracts()[dataset]
    found = []
    if contract.grain == SCHOOL_OR_DISTRICT:
        within = "".join(f", {name}" for name in ("stage", "standard") if name in contract.key)
        sql = load_query("store/school_beside_total").sql.format(dataset=dataset, within=within)
        found = session.fetch(sql, {"scopes": cells})
    for detailed in load_contracts().values():
        if detailed.instead and dataset in (detailed.name, detailed.instead):
            found += session.run(
                "store/school_beside_stand_in",
                dataset=detailed.name,
                stand_in=detailed.instead,
                scopes=cells,
            )
    if found:
        places = (f"{row['period']} {region_names().get(row['district'], row['district'])}" for row in found)
        raise EduboardError("school.beside_total", places="、".join(places), dataset=contract.title)


def list_batches(store: Store, viewer: Viewer) -> list[Row]:
    """List the batches that touch districts the viewer may see, newest first."""
    with store.reading(viewer) as session:
        return session.run("store/list_batches")
