"""Receipts: sentences that outlive the rerun in which they were earned."""

from __future__ import annotations

import streamlit as st

_RECEIPTS = "receipts"


def remember(sentence: str) -> None:
    """Keep a sentence for the next run."""
    st.session_state.setdefault(_RECEIPTS, []).append(sentence)


def show_receipts() -> None:
    """Show the kept sentences once."""
    for sentence in st.session_state.pop(_RECEIPTS, []):
        st.success(sentence)
