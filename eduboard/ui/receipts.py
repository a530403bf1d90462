"""Receipts: sentences that outlive the rerun in which they were earned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from eduboard.ui.confirmation_download import show_confirmation_download

_RECEIPTS = "receipts"
Kind = Literal["done", "note"]


@dataclass
class Receipts:
    """What is to be said in the next run.

    Take them before a piece of work and write to them after it: a script that is being stopped is stopped at its
    next look into the session's state, and what has happened by then must be told all the same.
    """

    sentences: list[tuple[Kind, str]] = field(default_factory=list)
    batches: list[str] = field(default_factory=list)
    """Those just published, to be confirmed on paper."""
    is_shown: bool = False
    is_told: bool = False
    """A page on which long work may follow says at its end that they were told: a run that was stopped has not."""

    def remember(self, sentence: str, kind: Kind = "done") -> None:
        """Keep a sentence for the next run."""
        self.sentences.append((kind, sentence))


def open_receipts() -> Receipts:
    """The receipts of this visit that are still to be shown."""
    receipts: Receipts | None = st.session_state.get(_RECEIPTS)
    if receipts is None or receipts.is_shown:
        receipts = st.session_state[_RECEIPTS] = Receipts()
    return receipts


def remember(sentence: str) -> None:
    """Keep a sentence for the next run."""
    open_receipts().remember(sentence)


def show_receipts() -> None:
    """Show the kept sentences once."""
    show_receipts_until_told().is_told = True


def show_receipts_until_told() -> Receipts:
    """Show the kept sentences, in every run until they are said to be told."""
    receipts: Receipts = st.session_state.get(_RECEIPTS, Receipts())
    if receipts.is_told:
        return receipts
    receipts.is_shown = True
    for kind, sentence in receipts.sentences:
        (st.success if kind == "done" else st.warning)(sentence)
    if receipts.batches:
        with st.container(horizontal=True):
            for batch in receipts.batches:
                show_confirmation_download(batch)
    return receipts
