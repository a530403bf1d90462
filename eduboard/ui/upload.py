"""数据上报: files in, findings out; publish on a click, with a receipt; batches, withdraw, templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from eduboard.contracts import REGISTRY, load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.beside import waits_for_register
from eduboard.intake.check import check_file
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.compare import Comparison, compare
from eduboard.intake.experience import NeedsExplanation, Observation, Sentences, warn_of
from eduboard.intake.packages import TABLE_TYPES, LeftOut, PackedFile
from eduboard.intake.progress import STEPS, Progress, Step
from eduboard.intake.publish import LoadResult, publish_tables
from eduboard.intake.report import CheckReport
from eduboard.intake.review import submit
from eduboard.intake.said import Asked
from eduboard.intake.superseding import Overlap, find_overlaps
from eduboard.store.batches import require_districts
from eduboard.store.submittals import Submittal, waits_for_review
from eduboard.texts import access as access_texts
from eduboard.texts import experience as work_texts
from eduboard.texts import pages as texts
from eduboard.texts import review as review_texts
from eduboard.ui.batch_list import show_batches
from eduboard.ui.choices import Choice, choice_for
from eduboard.ui.column_mapping import show_unread_sheets
from eduboard.ui.explanations import ask_for_explanations
from eduboard.ui.finding_list import show_downloads
from eduboard.ui.frame import frame, mistakes_beside_the_form
from eduboard.ui.hand_in_report import district_names, show_comparison, show_report
from eduboard.ui.joined_sheets import choose_left_out
from eduboard.ui.long_work import long_work, wait_for_stopped_work
from eduboard.ui.my_submittals import describe_receipt, show_my_submittals
from eduboard.ui.packed_files import show_missing, show_packages, show_parts
from eduboard.ui.plain import plain
from eduboard.ui.receipts import open_receipts, show_receipts_until_told
from eduboard.ui.review_words import describe_superseding
from eduboard.ui.session import (
    PUBLISH,
    REFUSED,
    SUBMIT,
    UPLOAD,
    acting,
    acting_as,
    get_settings,
    get_store,
    get_viewer,
    put_on_record,
)
from eduboard.ui.superseding import show_overlaps
from eduboard.ui.template_list import show_templates

FILE_TYPES = (*TABLE_TYPES, "zip")
CHECKING: tuple[Step, ...] = ("read", "type", "rules", "compare", "measure", "explain")
"""The steps of a check on this page, which also tries out what publishing would bring."""


def show_upload() -> None:
    """Show the page."""
    with frame("upload"):
        wait_for_stopped_work()
        receipts = show_receipts_until_told()
        waits = waits_for_review(get_settings(), get_viewer())
        st.markdown(review_texts.UPLOAD_HINT if waits else texts.UPLOAD_HINT)
        datasets = {"": texts.DATASET_AUTO} | {name: item.title for name, item in load_contracts().items()}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            dataset = st.selectbox(
                texts.DATASET_LABEL, list(datasets), format_func=datasets.__getitem__, key="dataset"
            )
            explanation = st.text_input(texts.EXPLANATION, key="explanation", max_chars=500)
        files = st.file_uploader(
            texts.UPLOAD_LABEL, type=list(FILE_TYPES), accept_multiple_files=True, key="files"
        )
        registers: list[CheckReport] = []
        handed_in = show_packages(files, dataset or None)
        for number, file in enumerate(handed_in.files):
            choice = choice_for(file.sha256)
            one = _File(number, file, dataset or None, choice, handed_in.missing)
            registers += _show_file(one, explanation, registers)
        if waits:
            show_my_submittals()
        show_templates()
        show_batches()
        # What was just published is checked once more above: whoever stops that has to read the receipt all the same.
        receipts.is_told = True


@dataclass(frozen=True)
class _File:
    """One file on the page, and what was chosen of how to read it."""

    number: int
    packed: PackedFile
    dataset: str | None
    choice: Choice
    missing: tuple[LeftOut, ...]

    @property
    def name(self) -> str:
        """Its name, of one out of a ZIP with the ZIP's before it."""
        return self.packed.name

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.packed.data

    @property
    def key(self) -> tuple[object, ...]:
        """What a check of it depends on."""
        return (self.name, self.packed.sha256, self.dataset, self.choice.key)

    @property
    def asked(self) -> Asked:
        """What was said of it by hand; for the whole file, or for what nothing else was said of, at the top."""
        asked = self.choice.asked
        return replace(asked, dataset=asked.dataset or self.dataset)

    def check(self, progress: Progress) -> list[CheckedTable]:
        """Check it; the caller closes the tables."""
        return check_file(
            get_store(),
            get_viewer(),
            self.data,
            self.name,
            self.asked.dataset,
            columns=self.asked.columns,
            sheets=self.asked.sheets,
            given=self.asked.given,
            progress=progress,
        )


@dataclass(frozen=True)
class _Checked:
    """What a check and the comparison found, kept while the file and the store stay the same."""

    reports: tuple[CheckReport, ...] = ()
    comparison: Comparison | None = None
    problem: str = ""
    overlaps: tuple[Overlap, ...] = ()

    @property
    def observations(self) -> tuple[Observation, ...]:
        return self.comparison.observations if self.comparison else ()

    @property
    def given_back(self) -> tuple[CheckReport, ...]:
        """The reports with what wants an explanation among their warnings, as they go into the downloads."""
        observed = self.comparison.observed if self.comparison else ()
        return tuple(map(warn_of, self.reports, observed)) or self.reports

    @property
    def registers(self) -> tuple[CheckReport, ...]:
        """The registries in it that are not what is published already."""
        changes = self.comparison.rows if self.comparison else (None,) * len(self.reports)
        return tuple(
            report
            for report, change in zip(self.reports, changes, strict=True)
            if report.dataset == REGISTRY and not (change and change.is_nothing)
        )


def _check(file: _File) -> _Checked | None:
    """Check a file once for a state of the store; None where the reader has stopped that."""
    kept: dict[object, _Checked] = st.session_state.setdefault("checked", {})
    stopped: set[object] = st.session_state.setdefault("stopped", set())
    how, key = file.key, (*file.key, get_store().version)
    if key not in kept and how in stopped:
        st.info(work_texts.CHECK_CANCELLED)
        st.button(work_texts.CHECK_AGAIN, key=f"check:{file.number}", on_click=lambda: stopped.discard(how))
        return None
    if key not in kept:
        with long_work(
            texts.CHECKING, CHECKING, f"check:{file.number}", lambda: stopped.add(how)
        ) as progress:
            kept[key] = _check_anew(file, progress)
    stopped.discard(how)
    return kept[key]


def _check_anew(file: _File, progress: Progress) -> _Checked:
    try:
        tables = file.check(progress)
    except EduboardError as error:
        _note(file, UPLOAD, str(error), worked=False)
        return _Checked(problem=str(error))
    try:
        require_districts(get_viewer(), (scope for table in tables for scope in table.scopes))
        reports = tuple(table.report for table in tables)
        clean = bool(reports) and all(report.is_clean for report in reports)
        _note(file, UPLOAD, _outcome(reports), worked=clean)
        if not clean:
            return _Checked(reports)
        comparison = compare(get_store(), tables, progress)
        if not waits_for_review(get_settings(), get_viewer()):
            return _Checked(reports, comparison)
        overlaps = find_overlaps(get_store(), tables, file.packed.sha256)
        return _Checked(reports, comparison, overlaps=overlaps)
    except AccessDenied as error:
        _note(file, REFUSED, str(error), worked=False)
        return _Checked(problem=str(error))
    finally:
        close_all(tables)


def _note(file: _File, action: str, outcome: str, *, worked: bool) -> None:
    """Put a check on record, but not again when a publication makes it necessary to check what still lies there."""
    noted: set[object] = st.session_state.setdefault("checks noted", set())
    if (file.key, outcome) not in noted:
        noted.add((file.key, outcome))
        put_on_record(action, file.name, outcome, worked=worked)


def _outcome(reports: Sequence[CheckReport]) -> str:
    """What the audit trail says of a check."""
    return access_texts.AUDIT_CHECKED.format(
        tables="、".join(dict.fromkeys(report.dataset_title or "—" for report in reports)),
        errors=sum(len(report.errors) for report in reports),
    )


def _show_file(file: _File, explanation: str, registers: Iterable[CheckReport]) -> tuple[CheckReport, ...]:
    """Show a file beside the registries that wait above it; give those that it adds to them."""
    with st.container(border=True):
        st.markdown(f"**{plain(file.name)}**")
        show_parts(file.packed, file.number)
        show_missing(file.packed, file.missing)
        checked = _check(file)
        if checked is None:
            return ()
        if checked.problem:
            st.error(checked.problem)
            return ()
        for position, report in enumerate(checked.reports):
            show_report(report, f"{file.number}:{position}", file.choice)
        show_unread_sheets(checked.reports, f"{file.number}", file.choice)
        choose_left_out(checked.reports, f"{file.number}", file.choice)
        show_downloads(file.data, file.name, checked.given_back, f"{file.number}")
        if checked.comparison is not None:
            show_comparison(checked.comparison)
        said = checked.comparison.said if checked.comparison else {}
        sentences = ask_for_explanations(checked.observations, said, f"{file.number}")
        waits = waits_for_review(get_settings(), get_viewer())
        show_overlaps(checked.overlaps, file.packed.sha256)
        is_early = not waits and waits_for_register(checked.reports, registers)
        if is_early:
            st.info(texts.REGISTER_FIRST)
        pressed = st.button(
            review_texts.SUBMIT if waits else texts.PUBLISH,
            type="primary",
            disabled=checked.comparison is None or sentences is None or is_early,
            help=review_texts.SUBMIT_HELP if waits else texts.PUBLISH_HELP,
            key=f"publish:{file.number}",
        )
        if pressed and sentences is not None:
            with mistakes_beside_the_form():
                (_submit if waits else _publish)(file, explanation, sentences)
        return checked.registers


def _submit(file: _File, explanation: str, sentences: Sentences) -> None:
    receipts, who = open_receipts(), acting()
    with long_work(review_texts.SUBMITTING, STEPS, f"submit:{file.number}") as progress:
        try:
            item = _submit_anew(file, explanation, sentences, progress)
        except NeedsExplanation as error:
            receipts.remember(str(error), "note")
        except BaseException as stop:
            if not isinstance(stop, Exception):
                receipts.remember(review_texts.CANCELLED.format(file=plain(file.name)), "note")
            raise
        else:
            with acting_as(who):
                for sentence in describe_receipt(item) if item else [texts.NOTHING_CHANGED]:
                    receipts.remember(sentence)
                if item is not None:
                    put_on_record(SUBMIT, item.submittal, file.name + describe_superseding(item.supersedes))
    st.session_state.pop("checked", None)
    st.rerun()


def _submit_anew(file: _File, explanation: str, sentences: Sentences, progress: Progress) -> Submittal | None:
    tables = file.check(progress)
    try:
        return submit(
            get_store(),
            tables,
            file.data,
            file.asked,
            remark=explanation,
            sentences=sentences,
            progress=progress,
        )
    finally:
        close_all(tables)


def _publish(file: _File, explanation: str, sentences: Sentences) -> None:
    # The script may be stopped at any look into the session's state: what has to be told is told without one.
    receipts, who = open_receipts(), acting()
    with long_work(texts.PUBLISHING, STEPS, f"publish:{file.number}") as progress:
        try:
            results = _publish_anew(file, explanation, sentences, progress)
        except NeedsExplanation as error:
            # Somebody has published something since the page asked.
            receipts.remember(str(error), "note")
            results = []
        except BaseException as stop:
            if not isinstance(stop, Exception):
                receipts.remember(work_texts.PUBLISH_CANCELLED.format(file=plain(file.name)), "note")
            raise
        for result in results:
            receipts.remember(_receipt(result))
            if result.batch is not None:
                receipts.batches.append(result.batch.batch)
                with acting_as(who):
                    put_on_record(PUBLISH, result.batch.batch, file.name)
    st.session_state.pop("checked", None)
    st.rerun()


def _publish_anew(
    file: _File, explanation: str, sentences: Sentences, progress: Progress
) -> list[LoadResult]:
    tables = file.check(progress)
    try:
        return publish_tables(
            get_store(), tables, file.data, explanation=explanation, sentences=sentences, progress=progress
        )
    finally:
        close_all(tables)


def _receipt(result: LoadResult) -> str:
    if result.batch is None:
        errors = len(result.report.errors)
        return texts.NOTHING_CHANGED if result.is_unchanged else texts.HAS_ERRORS.format(count=errors)
    report = result.report
    return texts.RECEIPT.format(
        batch=result.batch.batch,
        dataset=report.dataset_title,
        rows=result.batch.row_count,
        periods="、".join(report.periods),
        districts=district_names(report.districts),
    )
