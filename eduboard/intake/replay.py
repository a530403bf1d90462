"""Doing again, in a new database, what the batch log says was done: event by event, each batch from its original.

What an original reads as today is held to what was published, value for value: to the digest in the log where this
engine made it, else to the rows in the database that is replaced, as far as that can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError, StoreDamaged, UnusableFile
from eduboard.intake.check import check_again
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.differences import Differences, Side, filled_columns, find_differences
from eduboard.store import batches
from eduboard.store.batch_log import batch_of_log_entry
from eduboard.store.content import digest_columns, has_content, recorded_columns
from eduboard.store.how_read import how_read
from eduboard.store.originals import keep_original, original_path, sha256_of
from eduboard.store.records import KEEP_ROWS, LEAVE_OUT, STATUS_AFTER, Batch, Incoming
from eduboard.store.store import Store
from eduboard.store.stored_rows import read_rows, show_stored_rows, write_rows

OF_THE_BATCH = (
    "store.original_missing",
    "store.original_damaged",
    "store.kept_damaged",
    "store.nothing_to_keep",
    "store.not_reproduced",
    "store.content_differs",
)
"""What is wrong with one batch alone, so that the others are looked at as well; anything else ends a rebuild."""


@dataclass(frozen=True)
class Trouble:
    """A batch that its original does not give back as it was published; whether the old database could."""

    batch: Batch
    error: EduboardError
    differences: Differences | None
    can_be_kept: bool


class NotRebuilt(EduboardError):
    """A rebuild met batches that it cannot give back, out of so many; as an error it is the first one's."""

    def __init__(self, troubles: Sequence[Trouble], batch_count: int) -> None:
        first = troubles[0].error
        super().__init__(first.code, **first.params)
        self.troubles = tuple(troubles)
        self.batch_count = batch_count


@dataclass
class Replay:
    """The replay of a log in the database ``fresh``; ``old`` is the one it replaces, None where that is unreadable.

    ``left_out`` come back without their rows, ``keep`` with those of the old database.  ``troubles`` are what stands in
    the way of putting the new database in the old one's place, and ``unproven`` counts the batches that could be held
    to nothing but the number of their rows.
    """

    fresh: Store
    old: Store | None
    entries: Sequence[dict[str, Any]]
    left_out: Collection[str]
    keep: Collection[str]
    troubles: list[Trouble] = field(default_factory=list)
    unproven: int = 0
    _kept: dict[str, bytes] = field(default_factory=dict)

    def run(self, report: Callable[[int, int], None] | None = None) -> None:
        """Do all events again; raises NotRebuilt when a batch cannot be given back, once all were looked at."""
        self._rowless = {*self.left_out, *self._batches_after(LEAVE_OUT)}
        self._kept_before = self._batches_after(KEEP_ROWS)
        for number, entry in enumerate(self.entries, start=1):
            self._do(entry)
            if report is not None:
                report(number, len(self.entries))
        if self.troubles:
            raise NotRebuilt(self.troubles, len(self._batches_after("publish")))
        for batch in self.left_out:
            with self.fresh.reading() as session:
                batches.leave_out(self.fresh, session, batch, no_refresh)
        for batch, data in self._kept.items():
            sha256 = sha256_of(data)
            keep_original(self.fresh, data, sha256)
            with self.fresh.reading() as session:
                batches.record_kept(self.fresh, session, batch, sha256)

    def _batches_after(self, action: str) -> dict[str, str]:
        return {entry["batch"]: entry["detail"] for entry in self.entries if entry["action"] == action}

    def _do(self, entry: dict[str, Any]) -> None:
        viewer = Viewer(name=entry["who"], role=LOCAL_USER.role)
        at = datetime.fromisoformat(entry["happened_at"])
        action, batch = entry["action"], entry["batch"]
        if action == "publish":
            self._publish(viewer, batch_of_log_entry(entry))
        elif action in STATUS_AFTER:
            batches.change_status(self.fresh, viewer, batch, action, no_refresh, at)
        else:
            with self.fresh.reading(viewer) as session:
                if action == LEAVE_OUT:
                    batches.leave_out(self.fresh, session, batch, no_refresh, at)
                elif action == KEEP_ROWS:
                    batches.record_kept(self.fresh, session, batch, entry["detail"], at)
                else:
                    batches.record(self.fresh, session, action, entry["detail"], at)

    def _publish(self, viewer: Viewer, batch: Batch) -> None:
        if batch.batch in self._rowless:
            self._put_back(viewer, batch, None)
            return
        try:
            if batch.batch in self.keep:
                self._put_back(viewer, batch, self._rows_to_keep(batch))
            elif batch.batch in self._kept_before:
                self._put_back(viewer, batch, self._bytes(batch, self._kept_before[batch.batch]))
            else:
                self._publish_again(viewer, batch)
        except EduboardError as error:
            if error.code not in OF_THE_BATCH:
                raise
            self._note(viewer, batch, error)

    def _put_back(self, viewer: Viewer, batch: Batch, data: bytes | None) -> None:
        """Publish a batch with the rows that were written down, or without any."""
        with self.fresh.reading(viewer) as session:
            rows = None if data is None else read_rows(session, data, batch)
            if rows is not None and has_content(session, rows, batch.content) is False:
                raise EduboardError("store.kept_damaged", batch=batch.batch)
            batches.republish(self.fresh, session, batch, rows, no_refresh)

    def _publish_again(self, viewer: Viewer, batch: Batch) -> None:
        """Publish a batch as its original reads today, which must be as it did."""
        tables = self._read_again(viewer, batch)
        try:
            session, incoming = tables[0].session, _find_rows(tables, batch)
            if incoming is None or incoming.scopes != batch.scopes:
                error = _not_reproduced(batch, incoming)
            elif self._is_as_published((session, incoming), batch):
                batches.republish(self.fresh, session, batch, incoming, no_refresh)
                return
            else:
                error = EduboardError("store.content_differs", batch=batch.batch, file=batch.file_name)
            side = (session, incoming) if incoming else None
            self._note(viewer, batch, error, side)
        finally:
            close_all(tables)

    def _is_as_published(self, read: Side, batch: Batch) -> bool:
        told = has_content(*read, batch.content)
        if told is None:
            with self._stored(batch) as stored:
                if stored is None:
                    self.unproven += 1
                    return True
                columns = _columns(batch, stored)
                return digest_columns(*read, columns) == digest_columns(*stored, columns)
        return told

    def _note(self, viewer: Viewer, batch: Batch, error: EduboardError, read: Side | None = None) -> None:
        """Remember a batch that cannot be given back, and go on as if it could: others rest on its rows."""
        differences, data = None, None
        with self._stored(batch) as stored:
            if stored is not None:
                data = write_rows(*stored)
                if read is not None:
                    differences = find_differences(stored, read, _columns(batch, stored))
        self.troubles.append(Trouble(batch, error, differences, can_be_kept=data is not None))
        self._put_back(viewer, batch, data)

    @contextmanager
    def _stored(self, batch: Batch) -> Iterator[Side | None]:
        """Give the rows that the old database has of a batch, if it has them all and can be read."""
        if self.old is None:
            yield None
            return
        with self.old.reading() as session:
            try:
                rows = show_stored_rows(session, batch)
                is_right = rows is not None and has_content(session, rows, batch.content) is not False
            except StoreDamaged:
                rows, is_right = None, False
            yield (session, rows) if rows and is_right else None

    def _rows_to_keep(self, batch: Batch) -> bytes:
        with self._stored(batch) as stored:
            if stored is None:
                raise EduboardError("store.nothing_to_keep", batch=batch.batch)
            data = self._kept[batch.batch] = write_rows(*stored)
            return data

    def _read_again(self, viewer: Viewer, batch: Batch) -> list[CheckedTable]:
        data = self._bytes(batch, batch.sha256)
        try:
            viewer = replace(viewer, school=batch.scopes[0].school if batch.scopes else "")
            return check_again(self.fresh, viewer, data, batch.file_name, batch.dataset, batch.reading)
        except UnusableFile as error:
            raise _not_reproduced(batch, None) from error

    def _bytes(self, batch: Batch, sha256: str) -> bytes:
        path = original_path(self.fresh, sha256)
        if not path.exists():
            raise EduboardError("store.original_missing", batch=batch.batch, sha256=sha256)
        data = path.read_bytes()
        if sha256_of(data) != sha256:
            raise EduboardError("store.original_damaged", batch=batch.batch, sha256=sha256)
        return data


def no_refresh(*_: Any) -> None:
    """The cube is computed once, when everything is back."""


def _find_rows(tables: Sequence[CheckedTable], batch: Batch) -> Incoming | None:
    """Find the batch's rows among the tables of its file."""
    sheets = how_read(batch.reading).sheets
    return next(
        (table.incoming for table in tables if table.incoming and table.report.sheets == sheets), None
    )


def _columns(batch: Batch, stored: Side) -> list[str]:
    """Name the columns that a batch was published with: a column that the contract has gained since is none."""
    return recorded_columns(batch.content) or filled_columns(*stored)


def _not_reproduced(batch: Batch, incoming: Incoming | None) -> EduboardError:
    rows = sum(scope.row_count for scope in incoming.scopes) if incoming else 0
    return EduboardError(
        "store.not_reproduced", batch=batch.batch, file=batch.file_name, rows=rows, registered=batch.row_count
    )
