"""Publishing checked tables, and taking batches back.

A file with errors publishes nothing, and neither does one with unlikely values that nobody explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from eduboard.access.viewer import Viewer
from eduboard.contracts import REGISTRY
from eduboard.intake.changes import is_published_already
from eduboard.intake.check import check_file
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.experience import NeedsExplanation, Sentences, explain, observe
from eduboard.intake.progress import Progress, unobserved
from eduboard.intake.remembered import remember
from eduboard.intake.report import CheckReport
from eduboard.intake.said import Asked
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.cube import refresh_with
from eduboard.store import batches
from eduboard.store.batches import Refresh, Then
from eduboard.store.originals import drop_unused_original, keep_original, original_path, sha256_of
from eduboard.store.records import SUBMITTED, Batch, Explanation, HandIn, Incoming, Scope
from eduboard.store.store import Session, Store

NOTHING_SAID = Sentences()


@dataclass(frozen=True)
class OnBehalf:
    """Whose hand-in somebody else publishes, and what that puts on record in the same transaction."""

    handed_in_by: str
    then: Then


NOBODY = OnBehalf("", batches.then_nothing)


@dataclass(frozen=True)
class LoadResult:
    """What became of one table: published as a batch, unchanged, or refused because of errors."""

    report: CheckReport
    batch: Batch | None
    is_unchanged: bool = False


def refresh_for(store: Store, session: Session) -> Refresh:
    """The refresh that keeps the cube of this store up to date."""
    return refresh_with(load_catalogue(session, store.settings))


def publish_tables(  # noqa: PLR0913 - all that one press of a button is about
    store: Store,
    tables: list[CheckedTable],
    data: bytes,
    *,
    explanation: str = "",
    sentences: Sentences = NOTHING_SAID,
    kind: str = SUBMITTED,
    on_behalf: OnBehalf = NOBODY,
    progress: Progress = unobserved,
) -> list[LoadResult]:
    """Publish the tables of one file in one transaction, all or none: one with errors keeps back the others.

    A table whose rows are already what is published is left out.  What columns were said to be by hand is
    remembered.  ``explanation`` goes with the batches, and ``sentences`` with what the rules of experience see in
    a hand-in; demo data and excerpts (the other kinds) tell of no bureau's quarter and are not asked about.

    Raises NeedsExplanation when a sentence is missing, AccessDenied when a district is outside the viewer's scope or
    the viewer only hands in for review, and whatever ``progress`` raises; then nothing is published, and no original
    is left behind.
    """
    if not tables or not all(table.report.is_clean and table.incoming for table in tables):
        return [LoadResult(table.report, None) for table in tables]
    session = tables[0].session
    batches.require_districts(session.viewer, (scope for table in tables for scope in table.scopes))
    batches.require_no_review(store, session.viewer)
    hand_in = HandIn(
        tables[0].report.file, sha256_of(data), kind, explanation, handed_in_by=on_behalf.handed_in_by
    )
    # Two people may hand in the same file at the same moment: the second finds it published.
    with store.write_lock:
        progress("compare")
        # A registry goes first: by it the names of schools in the other tables are read, again in a rebuild.
        new = {
            number: table.incoming
            for number, table in sorted(enumerate(tables), key=lambda item: not _is_register(item[1]))
            if table.incoming and not is_published_already(session, table.incoming, hand_in.sha256, kind)
        }
        publication = _Publication(store, tuple(new.values()), hand_in, sentences, on_behalf.then, progress)
        published = dict(zip(new, publication.run(session, data), strict=True)) if new else {}
        for table in tables:
            if table.incoming is not None:
                remember(store, session, table.incoming.dataset, table.report.by_hand)
    return [
        LoadResult(table.report, published.get(number), is_unchanged=number not in published)
        for number, table in enumerate(tables)
    ]


def _is_register(table: CheckedTable) -> bool:
    return table.incoming is not None and table.incoming.dataset == REGISTRY


class _Publication:
    """One file's publication; the caller holds the write lock."""

    def __init__(
        self,
        store: Store,
        tables: Sequence[Incoming],
        hand_in: HandIn,
        sentences: Sentences,
        then: Then,
        progress: Progress,
    ) -> None:
        self._store = store
        self._tables = tables
        self._hand_in = hand_in
        self._sentences = sentences
        self._then = then
        self._progress = progress
        self._kept: Future[None] | None = None
        self._explanations: list[tuple[Explanation, ...]] = []

    def run(self, session: Session, data: bytes) -> list[Batch]:
        """Publish; whatever goes wrong, the original stays only if there was one before or a batch came of it."""
        sha256 = self._hand_in.sha256
        was_there = original_path(self._store, sha256).exists()
        try:
            # The disk keeps the original while the rows go in.
            with ThreadPoolExecutor(1) as disk:
                self._progress("store")
                self._kept = disk.submit(keep_original, self._store, data, sha256)
                return batches.publish(
                    self._store,
                    session,
                    self._tables,
                    self._hand_in,
                    self._refresh,
                    self._explain,
                    self._then,
                )
        except BaseException:
            if not was_there:
                drop_unused_original(self._store, sha256)
            raise

    def _refresh(self, session: Session, datasets: Iterable[str], scopes: Sequence[Scope]) -> None:
        self._progress("measure")
        refresh_for(self._store, session)(session, datasets, scopes)
        self._progress("explain")
        self._explanations = self._look_at(session)
        self._progress("keep")
        if self._kept is not None:
            # Nothing is committed before the original is safe.
            self._kept.result()

    def _look_at(self, session: Session) -> list[tuple[Explanation, ...]]:
        """Run the rules of experience over what is about to be published, whatever a page has shown before."""
        if self._hand_in.kind != SUBMITTED:
            return [() for _ in self._tables]
        catalogue = load_catalogue(session, self._store.settings)
        observed = observe(session, catalogue, self._store.settings, self._tables)
        unexplained = self._sentences.unexplained(item for found in observed for item in found)
        if unexplained:
            raise NeedsExplanation(unexplained)
        return [explain(found, self._sentences) for found in observed]

    def _explain(self, _session: Session, _batch: Batch) -> tuple[Explanation, ...]:
        return self._explanations.pop(0)


def load_file(  # noqa: PLR0913 - what a check and a publication take together
    store: Store,
    viewer: Viewer,
    data: bytes,
    file_name: str,
    *,
    dataset: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheets: Mapping[str, Asked] | None = None,
    given: Mapping[str, str] | None = None,
    explanation: str = "",
    kind: str = SUBMITTED,
    progress: Progress = unobserved,
) -> list[LoadResult]:
    """Check a file and publish it when it has no errors; ``explanation`` also explains what is unlikely in it.

    Raises what ``check_file`` and ``publish_tables`` raise.
    """
    tables = check_file(
        store,
        viewer,
        data,
        file_name,
        dataset,
        columns=columns,
        sheets=sheets,
        given=given,
        progress=progress,
    )
    try:
        return publish_tables(
            store,
            tables,
            data,
            explanation=explanation,
            sentences=Sentences(explanation),
            kind=kind,
            progress=progress,
        )
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
