"""Hand-ins under review (审核): what was submitted and what became of it, as the trail of events tells.

Nothing else is kept of a review, so that log and rebuild bring it back, and nobody can change its history.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from eduboard.access.roles import Right
from eduboard.access.viewer import Viewer
from eduboard.errors import EduboardError
from eduboard.settings import Settings
from eduboard.store.records import Explanation, Scope
from eduboard.store.store import Row, Session

SUBMIT, ACCEPT, RETURN, RECALL = "submit", "accept", "return", "recall"
"""The steps of a review, as events call them."""
RIGHTS = {ACCEPT: Right.REVIEW, RETURN: Right.REVIEW}
"""The right that a step takes; the others take that of handing in."""

WAITING, RETURNED, ACCEPTED, RECALLED, SUPERSEDED = "待审", "已退回", "已发布", "已收回", "已被取代"
"""What can have become of a submittal, as ``review_states`` calls it."""


@dataclass(frozen=True)
class Mark:
    """What a reviewer says of a cell, or of a whole row where ``column`` is ''; line and value as in the file."""

    sheet: str | None
    line: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True)
class SubmittedTable:
    """One table of a submitted file: its dataset, how it was read (as in ``Batch.reading``), and its scopes."""

    dataset: str
    reading: str
    scopes: tuple[Scope, ...]

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return sum(scope.row_count for scope in self.scopes)


@dataclass(frozen=True)
class Submittal:
    """A file that somebody has handed in for review, and the reviewer's word on it ('' and () while there is none).

    ``dataset``, ``columns`` and ``sheets`` are what was said of the file by hand, as ``check_file`` takes it;
    ``supersedes`` names the submittals that were waiting for one of its scopes when it came; one that is
    superseded itself was decided on by who handed in the other, and when they did.
    """

    submittal: str
    submitted_at: datetime
    name: str
    account: str
    state: str
    file_name: str
    sha256: str
    dataset: str | None
    columns: dict[str, str]
    tables: tuple[SubmittedTable, ...]
    explanations: tuple[Explanation, ...]
    remark: str
    supersedes: tuple[str, ...]
    superseded_by: str
    decided_at: datetime | None
    decided_by: str
    reason: str
    marks: tuple[Mark, ...]
    batches: tuple[str, ...]
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes of all its tables."""
        return tuple(scope for table in self.tables for scope in table.scopes)

    @property
    def school(self) -> str:
        """The school that has handed it in for itself, '' where a district has."""
        return next((scope.school for scope in self.scopes), "")

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts that it is about."""
        return tuple(sorted({scope.district for scope in self.scopes}))

    @property
    def periods(self) -> tuple[str, ...]:
        """The quarters that it is about."""
        return tuple(sorted({scope.period for scope in self.scopes}))

    @property
    def is_waiting(self) -> bool:
        """Tell whether it still waits for a word."""
        return self.state == WAITING


def waits_for_review(settings: Settings, viewer: Viewer) -> bool:
    """Tell whether what the viewer hands in or takes back has to be looked at by somebody else first."""
    return settings.access.has_wall and settings.access.review and not viewer.has(Right.REVIEW)


def find_submittals(
    session: Session,
    *,
    account: str | None = None,
    states: Sequence[str] | None = None,
    most: int | None = None,
) -> tuple[tuple[Submittal, ...], int]:
    """Find submittals, newest first, of one account or in some states, and how many there are in all."""
    listed = None if states is None else list(states)
    rows = session.run("pages/submittals", submittal=None, account=account, states=listed, most=most)
    return tuple(map(_submittal_of, rows)), rows[0]["found"] if rows else 0


def find_submittal(session: Session, number: str) -> Submittal:
    """Find one by its number; raise EduboardError ``review.unknown``, also for one that may not be seen."""
    rows = session.run("pages/submittals", submittal=number, account=None, states=None, most=None)
    if not rows:
        raise EduboardError("review.unknown", submittal=number)
    return _submittal_of(rows[0])


def _submittal_of(row: Row) -> Submittal:
    said, decision = json.loads(row["detail"]), json.loads(row["decision"] or "{}")
    return Submittal(
        submittal=row["submittal"],
        submitted_at=row["submitted_at"],
        name=row["name"],
        account=row["account"],
        state=row["state"],
        file_name=said["file_name"],
        sha256=said["sha256"],
        dataset=said["dataset"],
        columns=said["columns"],
        sheets=said.get("sheets", {}),
        tables=tuple(_table_of(table, said["scopes"]) for table in said["tables"]),
        explanations=tuple(Explanation(**item) for item in said["explanations"]),
        remark=said["remark"],
        supersedes=tuple(said["supersedes"]),
        superseded_by=row["superseded_by"] or "",
        decided_at=row["decided_at"],
        decided_by=row["decided_by"] or "",
        reason=decision.get("reason", ""),
        marks=tuple(Mark(**mark) for mark in decision.get("marks", ())),
        batches=tuple(decision.get("batches", ())),
    )


def _table_of(table: dict[str, Any], scopes: Sequence[dict[str, Any]]) -> SubmittedTable:
    start, end = table["scopes"]
    return SubmittedTable(
        table["dataset"], table["reading"], tuple(Scope(**scope) for scope in scopes[start:end])
    )


def describe_submittal(submittal: Submittal) -> str:
    """Write a submittal as its event keeps it; the rest is the event's own or comes with later events."""
    tables, scopes = [], list[dict[str, Any]]()
    for table in submittal.tables:
        start = len(scopes)
        scopes += map(asdict, table.scopes)
        tables.append({"dataset": table.dataset, "reading": table.reading, "scopes": [start, len(scopes)]})
    kept = {
        name: getattr(submittal, name)
        for name in (
            "submittal", "districts", "account", "file_name", "sha256", "dataset", "columns", "sheets", "remark",
            "supersedes",
        )
    }  # fmt: skip
    explanations = [asdict(item) for item in submittal.explanations]
    return _as_json(kept | {"tables": tables, "scopes": scopes, "explanations": explanations})


def describe_decision(
    submittal: Submittal, *, reason: str = "", marks: Sequence[Mark] = (), batches: Sequence[str] = ()
) -> str:
    """Write a later step as its event keeps it; the districts decide who may see it."""
    detail = {
        "submittal": submittal.submittal,
        "districts": submittal.districts,
        "reason": reason,
        "marks": [asdict(mark) for mark in marks],
        "batches": list(batches),
    }
    return _as_json({name: value for name, value in detail.items() if value})


def _as_json(detail: dict[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False)
