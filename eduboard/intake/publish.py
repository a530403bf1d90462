"""Publishing checked tables, and taking batches back.  A file with errors publishes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from eduboard.access.viewer import Viewer
from eduboard.intake.check import CheckedTable, CheckReport, check_file, close_all
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.cube import refresh_with
from eduboard.store import batches
from eduboard.store.batches import Refresh
from eduboard.store.originals import keep_original, sha256_of
from eduboard.store.records import SUBMITTED, Batch, HandIn, Scope
from eduboard.store.store import Session, Store


@dataclass(frozen=True)
class LoadResult:
    """What became of one table: published as a batch, unchanged, or refused because of errors."""

    report: CheckReport
    batch: Batch | None
    is_unchanged: bool = False


def refresh_for(store: Store, session: Session) -> Refresh:
    """The refresh that keeps the cube of this store up to date."""
    return refresh_with(load_catalogue(session, store.settings))


def is_published_already(table: CheckedTable, sha256: str) -> bool:
    """Tell whether this very file is what all its scopes already show."""
    if table.incoming is None:
        return False
    rows = table.session.run(
        "store/current_batches_of_scopes",
        dataset=table.incoming.dataset,
        scopes=[scope.key for scope in table.incoming.scopes],
    )
    return len(rows) == len(table.incoming.scopes) and all(row["sha256"] == sha256 for row in rows)


def publish_tables(
    store: Store,
    tables: list[CheckedTable],
    data: bytes,
    *,
    explanation: str = "",
    kind: str = SUBMITTED,
) -> list[LoadResult]:
    """Publish the tables of one file in one transaction, all or none: one with errors keeps back the others.

    Raises AccessDenied when a district is outside the viewer's scope.
    """
    if not tables or not all(table.report.is_clean and table.incoming for table in tables):
        return [LoadResult(table.report, None) for table in tables]
    session = tables[0].session
    batches.require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    sha256 = sha256_of(data)
    # Two people may hand in the same file at the same moment: the second finds it published.
    with store.write_lock:
        new = [table for table in tables if not is_published_already(table, sha256)]
        published: dict[int, Batch] = {}
        if new:
            hand_in = HandIn(tables[0].report.file, sha256, kind, explanation)
            waiting = [table.incoming for table in new if table.incoming]
            with ThreadPoolExecutor(1) as disk:
                kept = disk.submit(keep_original, store, data, sha256)
                refresh = _after(kept, refresh_for(store, session))
                made = batches.publish(store, session, waiting, hand_in, refresh)
            published = {id(table): batch for table, batch in zip(new, made, strict=True)}
    return [
        LoadResult(table.report, published.get(id(table)), is_unchanged=id(table) not in published)
        for table in tables
    ]


def _after(kept: Future[None], refresh: Refresh) -> Refresh:
    """Let the disk keep the original while the rows go in, but commit nothing before it is safe."""

    def refresh_and_wait(session: Session, datasets: Iterable[str], scopes: Sequence[Scope]) -> None:
        refresh(session, datasets, scopes)
        kept.result()

    return refresh_and_wait


def load_file(
    store: Store,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    *,
    dataset: str | None = None,
    explanation: str = "",
    kind: str = SUBMITTED,
) -> list[LoadResult]:
    """Check a file and publish it when it has no errors; raises what ``check_file`` raises."""
    tables = check_file(store, viewer, data, file_name, dataset)
    try:
        return publish_tables(store, tables, data, explanation=explanation, kind=kind)
    finally:
        close_all(tables)


def withdraw(store: Store, viewer: Viewer, batch: str) -> tuple[Scope, ...]:
    """Take a batch back; the one before it becomes current again, scope by scope."""
    return _change(store, viewer, batch, "withdraw")


def restore(store: Store, viewer: Viewer, batch: str) -> tuple[Scope, ...]:
    """Put a withdrawn batch back in its place."""
    return _change(store, viewer, batch, "restore")


def _change(store: Store, viewer: Viewer, batch: str, action: str) -> tuple[Scope, ...]:
    with store.reading(viewer) as session:
        refresh = refresh_for(store, session)
    return batches.change_status(store, viewer, batch, action, refresh)
