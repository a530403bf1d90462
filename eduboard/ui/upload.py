"""数据上报: files in, findings out; publish on a click, with a receipt; batches, withdraw, templates."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports.templates import build_csv_template, build_workbook_template
from eduboard.intake.check import CheckedTable, CheckReport, check_file, close_all
from eduboard.intake.findings import Finding
from eduboard.intake.publish import LoadResult, publish_tables, restore, withdraw
from eduboard.store.batches import IN_FORCE, list_batches
from eduboard.texts import pages as texts
from eduboard.ui.frame import frame
from eduboard.ui.session import get_store, get_viewer

FILE_TYPES = ("csv", "txt", "tsv", "xlsx", "xls")
LISTED_FINDINGS = 500
_RECEIPTS = "receipts"


def show_upload() -> None:
    """Show the page."""
    with frame("upload"):
        _show_receipts()
        st.markdown(texts.UPLOAD_HINT)
        datasets = {"": texts.DATASET_AUTO} | {name: item.title for name, item in load_contracts().items()}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            dataset = st.selectbox(
                texts.DATASET_LABEL, list(datasets), format_func=datasets.__getitem__, key="dataset"
            )
            explanation = st.text_input(texts.EXPLANATION, key="explanation", max_chars=500)
        files = st.file_uploader(
            texts.UPLOAD_LABEL, type=list(FILE_TYPES), accept_multiple_files=True, key=_uploader_key()
        )
        for number, file in enumerate(files):
            _show_file(number, file.name, file.getvalue(), dataset or None, explanation)
        _show_templates()
        _show_batches()


def _uploader_key() -> str:
    """A new key empties the uploader after a publication."""
    return f"files:{st.session_state.setdefault('uploads', 0)}"


def _show_receipts() -> None:
    for sentence in st.session_state.pop(_RECEIPTS, []):
        st.success(sentence)


def _remember(sentence: str) -> None:
    st.session_state.setdefault(_RECEIPTS, []).append(sentence)


def _show_file(number: int, name: str, data: bytes, dataset: str | None, explanation: str) -> None:
    with st.container(border=True):
        st.markdown(f"**{_plain(name)}**")
        try:
            tables = check_file(get_store(), get_viewer(), data, name, dataset)
        except EduboardError as error:
            st.error(str(error))
            return
        try:
            for position, table in enumerate(tables):
                _show_report(table.report, f"{number}:{position}")
            clean = all(table.report.is_clean for table in tables)
            pressed = st.button(
                texts.PUBLISH,
                type="primary",
                disabled=not clean,
                help=texts.PUBLISH_HELP,
                key=f"publish:{number}",
            )
            if pressed:
                _publish(tables, data, explanation)
        finally:
            close_all(tables)


def _publish(tables: list[CheckedTable], data: bytes, explanation: str) -> None:
    for result in publish_tables(get_store(), tables, data, explanation=explanation):
        _remember(_receipt(result))
    st.session_state["uploads"] += 1
    st.rerun()


def _receipt(result: LoadResult) -> str:
    if result.batch is None:
        return texts.NOTHING_CHANGED
    report = result.report
    return texts.RECEIPT.format(
        batch=result.batch.batch,
        dataset=report.dataset_title,
        rows=result.batch.row_count,
        periods="、".join(report.periods),
        districts=_district_names(report.districts),
    )


def _district_names(codes: tuple[str, ...] | list[str]) -> str:
    return "、".join(region_names().get(code, code) for code in codes)


def _plain(text: str) -> str:
    """Text of a user's file, with nothing in it that Markdown or HTML would act on."""
    return "".join(
        f"\\{character}" if character in "\\`*_{}[]<>()#+-.!|~$:&" else character for character in text
    )


def _show_report(report: CheckReport, key: str) -> None:
    st.markdown(_read_as(report))
    if report.dataset_title:
        st.markdown(
            texts.RECOGNISED.format(
                dataset=report.dataset_title,
                periods="、".join(report.periods) or "—",
                districts=_district_names(report.districts) or "—",
            )
        )
    if report.errors:
        st.error(texts.HAS_ERRORS.format(count=len(report.errors)))
        _show_findings(report.errors, f"errors:{key}")
    else:
        st.success(texts.CLEAN)
    if report.warnings:
        st.warning(texts.HAS_WARNINGS.format(count=len(report.warnings)))
        _show_findings(report.warnings, f"warnings:{key}")
    _show_reading(report, key)


def _read_as(report: CheckReport) -> str:
    if report.sheet is not None:
        return texts.READ_AS_SHEET.format(
            sheet=_plain(report.sheet), header_line=report.header_line, rows=report.rows
        )
    return texts.READ_AS.format(
        encoding=texts.ENCODINGS.get(report.encoding or "", report.encoding),
        delimiter=texts.DELIMITERS.get(report.delimiter or "", report.delimiter),
        header_line=report.header_line,
        rows=report.rows,
    )


def _show_findings(findings: tuple[Finding, ...], key: str) -> None:
    rows = [
        (item.line, item.column, item.value, item.reason, item.remedy) for item in findings[:LISTED_FINDINGS]
    ]
    st.dataframe(pd.DataFrame(rows, columns=list(texts.FINDING_COLUMNS)), hide_index=True, key=key)
    if len(findings) > LISTED_FINDINGS:
        st.caption(texts.FINDINGS_CUT.format(shown=LISTED_FINDINGS, count=len(findings)))


def _show_reading(report: CheckReport, key: str) -> None:
    with st.expander(texts.MAPPING_TITLE):
        mapping = [(column, field or texts.MAPPING_NONE) for column, field in report.mapping]
        st.dataframe(
            pd.DataFrame(mapping, columns=list(texts.MAPPING_COLUMNS)), hide_index=True, key=f"mapping:{key}"
        )
        titles = [f"{position}. {column}" for position, (column, _) in enumerate(report.mapping, start=1)]
        st.dataframe(
            pd.DataFrame(list(report.preview), columns=titles), hide_index=True, key=f"preview:{key}"
        )
    if report.skipped:
        with st.expander(texts.SKIPPED_TITLE.format(count=len(report.skipped))):
            rows = [(row.line, texts.SKIPPED_KINDS[row.kind], " ".join(row.cells)) for row in report.skipped]
            frame_ = pd.DataFrame(rows, columns=list(texts.SKIPPED_COLUMNS))
            st.dataframe(frame_, hide_index=True, key=f"skipped:{key}")


def _show_templates() -> None:
    with st.expander(texts.TEMPLATES_TITLE, icon=":material/download:"):
        contracts = load_contracts()
        name = st.selectbox(
            texts.DATASET_LABEL,
            list(contracts),
            format_func=lambda item: contracts[item].title,
            key="template",
        )
        contract = contracts[name]
        with st.container(horizontal=True):
            for label, extension, build in (
                (texts.TEMPLATE_XLSX, "xlsx", build_workbook_template),
                (texts.TEMPLATE_CSV, "csv", build_csv_template),
            ):
                st.download_button(
                    label,
                    lambda build=build: build(contract),  # type: ignore[misc]
                    texts.TEMPLATE_FILE.format(dataset=contract.title, format=extension),
                    key=f"template:{extension}",
                    on_click="ignore",
                )


def _show_batches() -> None:
    st.markdown(f"### {texts.BATCHES_TITLE}")
    batches = list_batches(get_store(), get_viewer())
    if not batches:
        st.info(texts.NO_BATCHES)
        return
    contracts = load_contracts()
    rows = [
        (
            row["batch"],
            row["status"],
            texts.BATCH_KINDS[row["kind"]],
            contracts[row["dataset"]].title,
            row["row_count"],
            "、".join(row["periods"]),
            _district_names(row["districts"]),
            row["published_by"],
            f"{row['published_at']:%Y-%m-%d %H:%M}",
            row["file_name"],
            row["explanation"],
        )
        for row in batches
    ]
    st.dataframe(pd.DataFrame(rows, columns=list(texts.BATCH_COLUMNS)), hide_index=True, key="batches")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = {row["batch"]: f"{row['batch']}　{row['status']}　{row['file_name']}" for row in batches}
        chosen = st.selectbox(texts.WITHDRAW_LABEL, list(labels), format_func=labels.__getitem__, key="batch")
        status = next(row["status"] for row in batches if row["batch"] == chosen)
        if status == IN_FORCE:
            if st.button(texts.WITHDRAW, key="withdraw"):
                withdraw(get_store(), get_viewer(), chosen)
                _remember(texts.WITHDRAWN.format(batch=chosen))
                st.rerun()
        elif st.button(texts.RESTORE, key="restore"):
            restore(get_store(), get_viewer(), chosen)
            _remember(texts.RESTORED.format(batch=chosen))
            st.rerun()
