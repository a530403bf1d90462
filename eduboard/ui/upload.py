"""数据上报: files in, findings out; publish on a click, with a receipt; batches, withdraw, templates."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.check import CheckReport, check_file, close_all
from eduboard.intake.compare import Comparison, compare
from eduboard.intake.publish import LoadResult, load_file
from eduboard.store.originals import sha256_of
from eduboard.texts import pages as texts
from eduboard.ui.batch_list import show_batches, show_templates
from eduboard.ui.frame import frame
from eduboard.ui.hand_in_report import district_names, plain, show_comparison, show_report
from eduboard.ui.receipts import remember, show_receipts
from eduboard.ui.session import get_store, get_viewer

FILE_TYPES = ("csv", "txt", "tsv", "xlsx", "xls")


def show_upload() -> None:
    """Show the page."""
    with frame("upload"):
        show_receipts()
        st.markdown(texts.UPLOAD_HINT)
        datasets = {"": texts.DATASET_AUTO} | {name: item.title for name, item in load_contracts().items()}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            dataset = st.selectbox(
                texts.DATASET_LABEL, list(datasets), format_func=datasets.__getitem__, key="dataset"
            )
            explanation = st.text_input(texts.EXPLANATION, key="explanation", max_chars=500)
        files = st.file_uploader(
            texts.UPLOAD_LABEL, type=list(FILE_TYPES), accept_multiple_files=True, key="files"
        )
        for number, file in enumerate(files):
            _show_file(number, file.name, file.getvalue(), dataset or None, explanation)
        show_templates()
        show_batches()


@dataclass(frozen=True)
class _Checked:
    """What a check and the comparison found, kept while the file and the store stay the same."""

    reports: tuple[CheckReport, ...] = ()
    comparison: Comparison | None = None
    problem: str = ""

    @property
    def may_be_published(self) -> bool:
        return self.comparison is not None


def _check(name: str, data: bytes, dataset: str | None) -> _Checked:
    store = get_store()
    kept: dict[object, _Checked] = st.session_state.setdefault("checked", {})
    key = (name, sha256_of(data), dataset, store.version)
    if key not in kept:
        with st.spinner(texts.CHECKING):
            kept[key] = _check_anew(name, data, dataset)
    return kept[key]


def _check_anew(name: str, data: bytes, dataset: str | None) -> _Checked:
    store = get_store()
    try:
        tables = check_file(store, get_viewer(), data, name, dataset)
    except EduboardError as error:
        return _Checked(problem=str(error))
    try:
        reports = tuple(table.report for table in tables)
        clean = bool(reports) and all(report.is_clean for report in reports)
        return _Checked(reports, compare(store, tables) if clean else None)
    finally:
        close_all(tables)


def _show_file(number: int, name: str, data: bytes, dataset: str | None, explanation: str) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(name)}**")
        checked = _check(name, data, dataset)
        if checked.problem:
            st.error(checked.problem)
            return
        for position, report in enumerate(checked.reports):
            show_report(report, f"{number}:{position}")
        if checked.comparison is not None:
            show_comparison(checked.comparison)
        pressed = st.button(
            texts.PUBLISH,
            type="primary",
            disabled=not checked.may_be_published,
            help=texts.PUBLISH_HELP,
            key=f"publish:{number}",
        )
        if pressed:
            _publish(name, data, dataset, explanation)


def _publish(name: str, data: bytes, dataset: str | None, explanation: str) -> None:
    with st.spinner(texts.PUBLISHING):
        results = load_file(get_store(), get_viewer(), data, name, dataset=dataset, explanation=explanation)
    for result in results:
        remember(_receipt(result))
        if result.batch is not None:
            # What was just published is what the list below offers to take back, not what stood there before.
            st.session_state["batch"] = result.batch.batch
    st.session_state.pop("checked", None)
    st.rerun()


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
