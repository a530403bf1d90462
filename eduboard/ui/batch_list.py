"""Batches as a table from which one is chosen, and the newest of them on the page where files are handed in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.store.history import BatchFilter, ListedBatch, find_batches
from eduboard.store.records import DEMO
from eduboard.texts import admin as texts
from eduboard.texts import pages as page_texts
from eduboard.ui.cache import cached
from eduboard.ui.frame import show_data_kinds
from eduboard.ui.row_choice import choose_row

RECENT = 10
_ADMIN = "pages/admin.py"
_DATASET_WIDTH = 125
"""Pixels: 工作室与共同体 is the longest of their titles."""


def show_batches() -> None:
    """List the newest batches; choosing one opens it on the page where it can be taken back."""
    st.markdown(f"### {texts.RECENT_TITLE}")
    listed, _ = cached(
        "recent batches", (), lambda session, _: find_batches(session, BatchFilter(), 0, RECENT)
    )
    if not listed:
        st.info(page_texts.NO_BATCHES)
        return
    show_data_kinds(is_demo=any(item.kind == DEMO for item in listed))
    st.caption(texts.RECENT_HINT)
    chosen = choose_batch("recent", listed)
    if chosen is not None:
        st.switch_page(_ADMIN, query_params={"batch": chosen})


def choose_batch(name: str, listed: Sequence[ListedBatch]) -> str | None:
    """Show batches, a line each; return the number of the one that was chosen."""
    contracts = load_contracts()
    rows = [
        (
            item.batch,
            f"{item.published_at:%Y-%m-%d %H:%M}",
            item.published_by,
            contracts[item.dataset].title,
            _few(item.periods),
            _few([region_names().get(code, code) for code in item.districts]),
            item.row_count,
            item.status,
            item.file_name,
            item.explanation,
            texts.EXPLANATION_COUNT.format(count=item.explanation_count) if item.explanation_count else "",
            page_texts.BATCH_KINDS[item.kind],
        )
        for item in listed
    ]
    # Another list is another table: what was chosen in the one before says nothing of this one.
    dataset_column = texts.BATCH_COLUMNS[3]
    chosen = choose_row(rows, texts.BATCH_COLUMNS, f"batches:{name}", {dataset_column: _DATASET_WIDTH})
    return None if chosen is None else listed[chosen].batch


def _few(names: Sequence[str]) -> str:
    """Name them while there are few, else say how many there are."""
    if len(names) <= 3:
        return texts.JOIN.join(names)
    return texts.SEVERAL.format(first=names[0], count=len(names))
