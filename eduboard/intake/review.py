"""审核: a hand-in waits until somebody else has looked at it, publishes it or sends it back with a reason.

The submitted file is kept as an original, the review as events.  What is published is the file as it reads by the
rules of the day on which it is accepted, in one transaction with the word on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from eduboard.access.roles import Right
from eduboard.access.viewer import Viewer
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.changes import is_published_already
from eduboard.intake.check import check_as_said, kept_values
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.compare import Comparison, compare
from eduboard.intake.experience import NeedsExplanation, Observation, Sentences, explain
from eduboard.intake.findings import Finding, make_finding
from eduboard.intake.original import load_original
from eduboard.intake.progress import Progress, unobserved
from eduboard.intake.publish import NOTHING_SAID, LoadResult, OnBehalf, publish_tables
from eduboard.intake.report import CheckReport
from eduboard.intake.said import Asked, by_header, said_of
from eduboard.store import batches
from eduboard.store.how_read import how_read
from eduboard.store.originals import drop_unused_original, keep_original, original_path, sha256_of
from eduboard.store.records import SUBMITTED, Batch, Explanation, Incoming, Scope, now
from eduboard.store.store import Session, Store
from eduboard.store.submittals import (
    ACCEPT,
    RECALL,
    RETURN,
    SUBMIT,
    WAITING,
    Mark,
    Submittal,
    SubmittedTable,
    describe_decision,
    describe_submittal,
    find_submittal,
    find_submittals,
)
from eduboard.texts.review import MARK_FINDING

LONGEST_REASON = 1_000
MOST_MARKS = 200


@dataclass(frozen=True)
class Seen:
    """What a reviewer was shown, and in which state of the store: only that is accepted."""

    version: int
    comparison: Comparison


def submit(
    store: Store,
    tables: Sequence[CheckedTable],
    data: bytes,
    asked: Asked,
    *,
    remark: str = "",
    sentences: Sentences = NOTHING_SAID,
    progress: Progress = unobserved,
) -> Submittal | None:
    """Hand the tables of one file in for review; None when all of them are published already.

    Raises EduboardError ``review.errors`` for a file with errors, NeedsExplanation as publishing would, AccessDenied,
    and whatever ``progress`` raises; then nothing waits, and no original is left behind.
    """
    errors = sum(len(table.report.errors) for table in tables)
    if errors or not all(table.incoming for table in tables):
        raise EduboardError("review.errors", count=errors)
    session = tables[0].session
    incoming = [table.incoming for table in tables if table.incoming]
    batches.require_districts(session.viewer, (scope for table in incoming for scope in table.scopes))
    sha256 = sha256_of(data)
    with store.write_lock:
        if all(is_published_already(session, table, sha256, SUBMITTED) for table in incoming):
            return None
        observations = compare(store, tables, progress).observations
        if unexplained := sentences.unexplained(observations):
            raise NeedsExplanation(unexplained)
        submittal = Submittal(
            submittal=_next_number(session),
            submitted_at=now(),
            name=session.viewer.name,
            account=session.viewer.account,
            state=WAITING,
            file_name=tables[0].report.file,
            sha256=sha256,
            dataset=asked.dataset,
            columns=dict(asked.columns),
            sheets={sheet: asdict(of_sheet) for sheet, of_sheet in asked.sheets.items()},
            tables=tuple(SubmittedTable(table.dataset, table.reading, table.scopes) for table in incoming),
            explanations=explain(observations, sentences),
            remark=remark,
            supersedes=tuple(item.submittal for item in waiting_for(store, incoming)),
            superseded_by="",
            decided_at=None,
            decided_by="",
            reason="",
            marks=(),
            batches=(),
        )
        progress("keep")
        _keep(store, session, submittal, data)
    return submittal


def _next_number(session: Session) -> str:
    day = f"{now():%Y%m%d}"
    number = session.run("store/next_submittal_number", day=day)[0]["number"]
    return f"S{day}-{number:03d}"


def waiting_for(store: Store, tables: Sequence[Incoming]) -> list[Submittal]:
    """List the submittals that wait for one of the scopes, also those that the viewer does not see all of."""
    scopes = identify(scope for table in tables for scope in table.scopes)
    with store.reading() as session:
        waiting, _ = find_submittals(session, states=[WAITING])
    return [item for item in waiting if not scopes.isdisjoint(identify(item.scopes))]


def identify(scopes: Iterable[Scope]) -> set[tuple[str, str]]:
    """Give what tells scopes apart, whatever their rows are."""
    return {(scope.dataset, scope.key) for scope in scopes}


def _keep(store: Store, session: Session, submittal: Submittal, data: bytes) -> None:
    """Keep the original before the event that names it; the caller holds the write lock."""
    was_there = original_path(store, submittal.sha256).exists()
    try:
        keep_original(store, data, submittal.sha256)
        batches.record(store, session, SUBMIT, describe_submittal(submittal), submittal.submitted_at)
    except BaseException:
        if not was_there:
            drop_unused_original(store, submittal.sha256)
        raise


def check_submittal(
    store: Store, viewer: Viewer, submittal: Submittal, data: bytes, progress: Progress = unobserved
) -> list[CheckedTable]:
    """Check a submitted file by today's rules, its columns read as they were when it was handed in.

    The caller closes the tables.  Raises what ``check_file`` raises.
    """
    remembered = {table.dataset: by_header(how_read(table.reading).columns) for table in submittal.tables}
    sheets = {sheet: Asked(**of_sheet) for sheet, of_sheet in submittal.sheets.items()}
    said = said_of(Asked(submittal.dataset, submittal.columns, sheets), remembered)
    # What holds for whole tables is what the clerk was shown.
    said = replace(said, kept=kept_values(table.reading for table in submittal.tables))
    # What a school has handed in for itself is that, whoever looks at it.
    viewer = replace(viewer, school=submittal.school or viewer.school)
    return check_as_said(store, viewer, data, submittal.file_name, said, progress)


def accept(
    store: Store, viewer: Viewer, number: str, seen: Seen | None = None, progress: Progress = unobserved
) -> list[LoadResult]:
    """Publish a waiting hand-in in the name of who handed it in, and put on record who looked at it.

    It is checked and compared anew.  Raises AccessDenied, EduboardError ``review.*`` when it no longer waits, no
    longer passes, reads differently or would bring something else than was ``seen``, and NeedsExplanation when the
    store has changed so that something is unlikely now of which the clerk has said nothing.
    """
    with store.write_lock:
        submittal = _require_decidable(store, viewer, number)
        data = load_original(store, submittal.sha256)
        tables = check_submittal(store, viewer, submittal, data, progress)
        try:
            _require_unchanged(store, submittal, tables, seen)

            def then(session: Session, published: Sequence[Batch]) -> None:
                batches.add_event(session, ACCEPT, _accepted(submittal, published))

            results = publish_tables(
                store,
                tables,
                data,
                explanation=submittal.remark,
                sentences=_KeptSentences(submittal.explanations),
                on_behalf=OnBehalf(submittal.name, then),
                progress=progress,
            )
            if not any(result.batch for result in results):
                # All of it has been published by somebody else meanwhile.
                batches.record(store, tables[0].session, ACCEPT, _accepted(submittal, ()))
        finally:
            close_all(tables)
    return results


def _accepted(submittal: Submittal, published: Sequence[Batch]) -> str:
    return describe_decision(submittal, batches=[batch.batch for batch in published])


def _require_unchanged(
    store: Store, submittal: Submittal, tables: Sequence[CheckedTable], seen: Seen | None
) -> None:
    errors = sum(len(table.report.errors) for table in tables)
    if errors or not all(table.incoming for table in tables):
        raise EduboardError("review.no_longer_clean", submittal=submittal.submittal, count=errors)
    if [table.scopes for table in tables] != [table.scopes for table in submittal.tables]:
        raise EduboardError("review.reads_differently", submittal=submittal.submittal)
    if seen is not None and seen.version != store.version and compare(store, tables) != seen.comparison:
        raise EduboardError("review.store_changed", submittal=submittal.submittal)


class _KeptSentences(Sentences):
    """What the clerk said, found again by what was seen: a file's lines count, what is published may have moved."""

    def __init__(self, explanations: Sequence[Explanation]) -> None:
        super().__init__()
        self._said = {_what(item, item.observation): item.sentence for item in explanations}

    def of(self, observation: Observation) -> str:
        return self._said.get(_what(observation, observation.text), "")


def unexplained_now(submittal: Submittal, observations: Sequence[Observation]) -> list[Observation]:
    """List what is unlikely by now and was not when the clerk explained the rest."""
    return _KeptSentences(submittal.explanations).unexplained(observations)


def _what(item: Explanation | Observation, seen: str) -> tuple[str, ...]:
    return (item.rule, item.period, item.district, item.school, item.metric, seen)


def send_back(
    store: Store, viewer: Viewer, number: str, reason: str, marks: Sequence[Mark] = ()
) -> Submittal:
    """Send a waiting hand-in back, with a reason for the whole of it or marks on its cells and rows, or both.

    Raises AccessDenied, EduboardError ``review.no_reason`` or what ``accept`` raises of its state.
    """
    reason = reason.strip()[:LONGEST_REASON]
    marks = [mark for mark in marks if mark.sentence.strip()][:MOST_MARKS]
    if not reason and not marks:
        raise EduboardError("review.no_reason")
    with store.write_lock, store.reading(viewer) as session:
        submittal = _require_decidable(store, viewer, number)
        batches.record(store, session, RETURN, describe_decision(submittal, reason=reason, marks=marks))
    return submittal


def recall(store: Store, viewer: Viewer, number: str) -> Submittal:
    """Take back what one has handed in oneself and nobody has decided on.

    Raises AccessDenied for another's, EduboardError ``review.unknown`` or ``review.decided``.
    """
    with store.write_lock, store.reading(viewer) as session:
        submittal = _require_waiting(session, number)
        if submittal.account != viewer.account:
            raise AccessDenied("review.not_own")
        batches.record(store, session, RECALL, describe_decision(submittal))
    return submittal


def may_decide(viewer: Viewer, submittal: Submittal) -> bool:
    """Tell whether the viewer may publish or send back a hand-in: never one's own, and only of one's districts."""
    return (
        viewer.has(Right.REVIEW)
        and submittal.account != viewer.account
        and all(map(viewer.may_hand_in, submittal.districts))
    )


def _require_decidable(store: Store, viewer: Viewer, number: str) -> Submittal:
    if not viewer.has(Right.REVIEW):
        raise AccessDenied("access.right", role=viewer.role)
    with store.reading(viewer) as session:
        submittal = _require_waiting(session, number)
    batches.require_districts(viewer, submittal.scopes)
    if not may_decide(viewer, submittal):
        # Who has become a reviewer since recalls it and publishes it in their own name.
        raise AccessDenied("review.own")
    return submittal


def _require_waiting(session: Session, number: str) -> Submittal:
    submittal = find_submittal(session, number)
    if not submittal.is_waiting:
        raise EduboardError("review.decided", submittal=number, state=submittal.state)
    return submittal


def mark_reports(reports: Sequence[CheckReport], submittal: Submittal) -> list[CheckReport]:
    """Put what a reviewer said among the errors of the tables it was said of, to be marked in the clerk's own file."""
    marked = []
    for number, report in enumerate(reports):
        said = [_finding(mark, report) for mark in submittal.marks if mark.sheet in report.sheets]
        if submittal.reason and number == 0:
            said.insert(0, _finding(Mark(report.sheets[0], 0, "", "", submittal.reason), report))
        marked.append(replace(report, errors=(*report.errors, *said)))
    return marked


def _finding(mark: Mark, report: CheckReport) -> Finding:
    return make_finding(
        "review.returned",
        sheet=mark.sheet if report.parts else None,
        line=mark.line or None,
        column=mark.column or None,
        value=mark.value or None,
        sentences=MARK_FINDING,
        said=mark.sentence,
    )
