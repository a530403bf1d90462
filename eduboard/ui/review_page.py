"""One submittal: who handed in what, how it reads, what publishing it would bring; publish it or send it back."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from eduboard.access.roles import Right
from eduboard.errors import EduboardError
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.experience import Observation
from eduboard.intake.original import load_original
from eduboard.intake.progress import STEPS, Progress, Step
from eduboard.intake.publish import LoadResult
from eduboard.intake.report import CheckReport
from eduboard.intake.review import (
    LONGEST_REASON,
    Seen,
    accept,
    check_submittal,
    may_decide,
    send_back,
    unexplained_now,
)
from eduboard.store.submittals import Submittal, find_submittal
from eduboard.texts import experience as experience_texts
from eduboard.texts import review as texts
from eduboard.texts.sheets import SHEET
from eduboard.texts.submissions import MOMENT
from eduboard.ui.cache import cached
from eduboard.ui.finding_list import show_findings
from eduboard.ui.hand_in_report import district_names, show_comparison, show_read_as, show_skipped
from eduboard.ui.joined_sheets import show_sheet_list
from eduboard.ui.long_work import long_work, wait_for_stopped_work
from eduboard.ui.plain import plain
from eduboard.ui.receipts import open_receipts, remember, show_receipts
from eduboard.ui.review_marks import marks_of, show_marks_made, show_rows
from eduboard.ui.review_words import show_outcome
from eduboard.ui.session import PUBLISH, REVIEW, acting, acting_as, get_store, get_viewer, put_on_record
from eduboard.ui.superseding import show_superseded

CHECKING: tuple[Step, ...] = ("read", "type", "rules", "compare", "measure", "explain")


@dataclass(frozen=True)
class _Opened:
    """What the file reads as and would bring in one state of the store."""

    reports: tuple[CheckReport, ...]
    seen: Seen | None

    @property
    def observations(self) -> tuple[Observation, ...]:
        return self.seen.comparison.observations if self.seen else ()


def show_review(number: str) -> None:
    """Show one submittal; to who handed it in what became of it, to a reviewer all of it.

    Raises EduboardError ``review.unknown``, also for who is neither.
    """
    wait_for_stopped_work()
    show_receipts()
    if st.button(texts.BACK, icon=":material/arrow_back:", key="back"):
        st.query_params.clear()
        st.rerun()
    submittal = cached("submittal", number, lambda session, _: find_submittal(session, number))
    viewer = get_viewer()
    is_own = submittal.account == viewer.account
    if not viewer.has(Right.REVIEW) and not is_own:
        raise EduboardError("review.unknown", submittal=number)
    _show_facts(submittal)
    if not submittal.is_waiting:
        show_outcome(submittal)
    elif not may_decide(viewer, submittal):
        st.info(texts.OWN if is_own else texts.NOT_YOURS)
    else:
        _show_content(submittal)


def _show_facts(submittal: Submittal) -> None:
    st.markdown(f"### {texts.TITLE.format(submittal=submittal.submittal)}")
    st.markdown(
        texts.FACTS.format(
            state=submittal.state,
            name=plain(submittal.name),
            account=plain(submittal.account),
            submitted_at=MOMENT.format(date=submittal.submitted_at),
            file=plain(submittal.file_name),
        )
    )
    if submittal.remark:
        st.markdown(texts.REMARK.format(text=plain(submittal.remark)))
    if submittal.supersedes:
        show_superseded(submittal)


def _show_content(submittal: Submittal) -> None:
    opened = _open(submittal)
    for position, report in enumerate(opened.reports):
        key = f"review:{position}"
        show_read_as(report)
        if report.parts:
            show_sheet_list(report, key)
        _show_columns(report)
        show_findings(report, key)
        show_skipped(report, key)
    if opened.seen is not None:
        show_comparison(opened.seen.comparison)
    _show_explanations(submittal)
    unexplained = unexplained_now(submittal, opened.observations)
    if unexplained:
        _show_unexplained(unexplained)
    st.markdown(f"#### {texts.ROWS_TITLE}")
    for position, report in enumerate(opened.reports):
        if position < len(submittal.tables):
            if report.sheet is not None and not report.parts:
                st.markdown(texts.ROWS_OF.format(sheet=plain(report.sheet)))
            show_rows(submittal, position, report)
    show_marks_made(submittal.submittal)
    _show_decision(submittal, opened, is_ready=opened.seen is not None and not unexplained)


def _open(submittal: Submittal) -> _Opened:
    """Check and compare once for a state of the store."""
    kept: dict[object, _Opened] = st.session_state.setdefault("opened submittals", {})
    key = (submittal.submittal, get_store().version)
    if key not in kept:
        kept.clear()
        with long_work(texts.CHECKING, CHECKING, f"review:{submittal.submittal}") as progress:
            kept[key] = _open_anew(submittal, progress)
    return kept[key]


def _open_anew(submittal: Submittal, progress: Progress) -> _Opened:
    store = get_store()
    # A publication that comes while this compares is one that was not seen.
    version = store.version
    data = load_original(store, submittal.sha256)
    tables = check_submittal(store, get_viewer(), submittal, data, progress)
    try:
        reports = tuple(table.report for table in tables)
        is_clean = all(table.report.is_clean and table.incoming for table in tables)
        return _Opened(reports, Seen(version, compare(store, tables, progress)) if is_clean else None)
    finally:
        close_all(tables)


def _show_columns(report: CheckReport) -> None:
    with st.expander(texts.COLUMNS_TITLE):
        rows = [
            (
                plain(table.sheet or ""),
                plain(column.header),
                column.title or texts.NOT_READ,
                texts.ORIGINS[column.origin],
            )
            for table in report.tables
            for column in table.columns
        ]
        shown = pd.DataFrame(rows, columns=[SHEET, *texts.COLUMNS_HEADERS])
        if not report.parts:
            del shown[SHEET]
        st.table(shown, hide_index=True)


def _show_explanations(submittal: Submittal) -> None:
    """List what the clerk said, a line each: of a table a telephone would not show the sentence."""
    if submittal.explanations:
        lines = [
            texts.EXPLANATION.format(
                period=item.period,
                district=district_names([item.district]),
                observation=plain(item.observation),
                sentence=plain(item.sentence),
            )
            for item in submittal.explanations
        ]
        st.markdown("\n".join([f"**{texts.EXPLANATIONS_TITLE}**", "", *(f"- {line}" for line in lines)]))


def _show_unexplained(observations: list[Observation]) -> None:
    st.warning(texts.UNEXPLAINED.format(count=len(observations)))
    rows = [(item.period, item.place, plain(item.text)) for item in observations]
    st.table(pd.DataFrame(rows, columns=list(experience_texts.OTHER_COLUMNS)), hide_index=True)


def _show_decision(submittal: Submittal, opened: _Opened, *, is_ready: bool) -> None:
    number = submittal.submittal
    reason = st.text_area(texts.REASON_LABEL, key=f"reason:{number}", max_chars=LONGEST_REASON)
    with st.container(horizontal=True):
        accepted = st.button(
            texts.ACCEPT, type="primary", disabled=not is_ready, help=texts.ACCEPT_HELP, key="accept"
        )
        returned = st.button(
            texts.SEND_BACK, help=texts.SEND_BACK_HELP, key="return", icon=":material/assignment_return:"
        )
    if accepted and opened.seen is not None:
        _accept(submittal, opened.seen)
    if returned:
        _send_back(submittal, reason)


def _accept(submittal: Submittal, seen: Seen) -> None:
    # The script may be stopped at any look into the session's state: what has to be told is told without one.
    receipts, who, number = open_receipts(), acting(), submittal.submittal
    with long_work(texts.ACCEPTING, STEPS, f"accept:{number}") as progress:
        try:
            results = accept(get_store(), who.viewer, number, seen, progress)
        except EduboardError as error:
            receipts.remember(str(error), "note")
            results = []
        except BaseException as stop:
            if not isinstance(stop, Exception):
                receipts.remember(texts.ACCEPT_CANCELLED.format(submittal=number), "note")
            raise
        if results:
            receipts.remember(_receipt(number, results))
            with acting_as(who):
                put_on_record(REVIEW, number, texts.ACCEPT)
                for batch in _batches(results):
                    put_on_record(PUBLISH, batch, submittal.file_name)
    st.rerun()


def _receipt(number: str, results: list[LoadResult]) -> str:
    batches = texts.JOIN.join(_batches(results))
    template = texts.ACCEPTED if batches else texts.ACCEPTED_NOTHING
    return template.format(submittal=number, batches=batches)


def _batches(results: list[LoadResult]) -> list[str]:
    return [result.batch.batch for result in results if result.batch is not None]


def _send_back(submittal: Submittal, reason: str) -> None:
    number = submittal.submittal
    try:
        send_back(get_store(), get_viewer(), number, reason, marks_of(number))
    except EduboardError as error:
        st.error(str(error))
        return
    put_on_record(REVIEW, number, texts.SEND_BACK)
    marks_of(number).clear()
    remember(texts.SENT_BACK.format(submittal=number, name=plain(submittal.name)))
    st.rerun()
