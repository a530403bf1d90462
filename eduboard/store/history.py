"""The register of batches and the trail of events, a page at a time, as far as a viewer may see them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from eduboard.errors import EduboardError
from eduboard.store.records import IN_FORCE, Explanation
from eduboard.store.store import Session

STATES = ("生效中", "部分生效", "已被替换", "已撤回")
"""What can have become of a batch, as ``batch_history`` calls it."""


@dataclass(frozen=True)
class BatchFilter:
    """Which batches are looked for; '' leaves a condition out.  ``text`` is sought in number, file, name, remark."""

    dataset: str = ""
    district: str = ""
    period: str = ""
    status: str = ""
    text: str = ""


@dataclass(frozen=True)
class BatchChoices:
    """What batches can be narrowed down to; periods newest first."""

    datasets: tuple[str, ...]
    districts: tuple[str, ...]
    periods: tuple[str, ...]


@dataclass(frozen=True)
class ListedBatch:
    """A batch in the list, with the scopes and rows that the viewer may see."""

    batch: str
    dataset: str
    file_name: str
    row_count: int
    published_by: str
    published_at: datetime
    kind: str
    explanation: str
    status: str
    periods: tuple[str, ...]
    districts: tuple[str, ...]
    explanation_count: int


@dataclass(frozen=True)
class BatchScope:
    """A scope of a batch: which batch is shown there now, and which would be after it is taken back or restored."""

    period: str
    district: str
    row_count: int
    annual: bool
    current_batch: str | None
    batch_if_withdrawn: str | None
    batch_if_restored: str | None
    school: str = ""


@dataclass(frozen=True)
class BatchRecord:
    """All that is on record of a batch.  ``is_whole`` is false where some of its districts may not be seen."""

    batch: str
    dataset: str
    file_name: str
    sha256: str
    published_by: str
    published_at: datetime
    kind: str
    explanation: str
    reading: dict[str, Any]
    status: str
    is_whole: bool
    scopes: tuple[BatchScope, ...]
    explanations: tuple[Explanation, ...]
    events: tuple[Event, ...]

    @property
    def is_in_force(self) -> bool:
        """Tell whether it has not been withdrawn."""
        return self.status == IN_FORCE

    @property
    def state(self) -> str:
        """What has become of it, one of ``STATES``, as far as the viewer may see."""
        current = [scope.current_batch == self.batch for scope in self.scopes]
        if not self.is_in_force:
            return STATES[3]
        return STATES[0] if all(current) else STATES[1] if any(current) else STATES[2]


@dataclass(frozen=True)
class Event:
    """A line of the trail; ``batch`` is '' where it concerns none."""

    event: int
    happened_at: datetime
    who: str
    action: str
    batch: str
    detail: str


@dataclass(frozen=True)
class EventFilter:
    """Which events are looked for; '' and None leave a condition out.  ``until`` is not included."""

    who: str = ""
    action: str = ""
    batch: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


def find_batches(
    session: Session, sought: BatchFilter, start: int, most: int
) -> tuple[tuple[ListedBatch, ...], int]:
    """Find a page of batches, newest first, and how many there are in all."""
    rows = session.run("pages/batch_history", **_conditions(sought), start=start, most=most)
    found = rows[0]["found"] if rows else 0
    for row in rows:
        row |= {"periods": tuple(row["periods"]), "districts": tuple(row["districts"])}
        del row["found"]
    return tuple(ListedBatch(**row) for row in rows), found


def find_batch_choices(session: Session) -> BatchChoices:
    """Find the datasets, districts and periods that batches are of."""
    rows = session.run("pages/batch_choices")
    datasets, districts, periods = (
        sorted({row[name] for row in rows}) for name in ("dataset", "district", "period")
    )
    return BatchChoices(tuple(datasets), tuple(districts), tuple(reversed(periods)))


def find_batch(session: Session, batch: str) -> BatchRecord:
    """Find what is on record of a batch.

    Raises EduboardError ``batch.unknown``, also for a batch of which the viewer may see nothing.
    """
    found = session.run("pages/batch_register", batch=batch)
    if not found:
        raise EduboardError("batch.unknown", batch=batch)
    register = found[0]
    events, _ = find_events(session, EventFilter(batch=batch), 0, None)
    return BatchRecord(
        **{**register, "reading": json.loads(register["reading"])},
        scopes=tuple(BatchScope(**row) for row in session.run("pages/batch_scopes", batch=batch)),
        explanations=tuple(Explanation(**row) for row in session.run("pages/batch_sentences", batch=batch)),
        events=events,
    )


def find_events(
    session: Session, sought: EventFilter, start: int, most: int | None
) -> tuple[tuple[Event, ...], int]:
    """Find a page of events (all of them without ``most``), newest first, and how many there are in all."""
    rows = session.run("pages/audit_trail", **_conditions(sought), start=start, most=most)
    found = rows[0]["found"] if rows else 0
    for row in rows:
        del row["found"]
    return tuple(Event(**row) for row in rows), found


def find_event_choices(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find who has done something, and what kinds of things were done."""
    rows = session.run("pages/audit_choices")
    return tuple(sorted({row["who"] for row in rows})), tuple(sorted({row["action"] for row in rows}))


def _conditions(sought: BatchFilter | EventFilter) -> dict[str, Any]:
    return {name: value or None for name, value in asdict(sought).items()}
