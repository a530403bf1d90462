"""The batches, to take back or restore, and the templates to hand in with."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.exports.templates import build_csv_template, build_workbook_template
from eduboard.intake.publish import restore, withdraw
from eduboard.store.batches import list_batches
from eduboard.store.records import DEMO, IN_FORCE
from eduboard.texts import pages as texts
from eduboard.ui.hand_in_report import district_names
from eduboard.ui.receipts import remember
from eduboard.ui.session import get_store, get_viewer


def show_templates() -> None:
    """Offer every dataset's template."""
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


def show_batches() -> None:
    """List the batches; withdraw one, or restore it."""
    st.markdown(f"### {texts.BATCHES_TITLE}")
    batches = list_batches(get_store(), get_viewer())
    if not batches:
        st.info(texts.NO_BATCHES)
        return
    if any(row["kind"] == DEMO for row in batches):
        st.warning(texts.DEMO_NOTE, icon=":material/science:")
    contracts = load_contracts()
    rows = [
        (
            row["batch"],
            row["status"],
            texts.BATCH_KINDS[row["kind"]],
            contracts[row["dataset"]].title,
            row["row_count"],
            "、".join(row["periods"]),
            district_names(row["districts"]),
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
                remember(texts.WITHDRAWN.format(batch=chosen))
                st.rerun()
        elif st.button(texts.RESTORE, key="restore"):
            restore(get_store(), get_viewer(), chosen)
            remember(texts.RESTORED.format(batch=chosen))
            st.rerun()
