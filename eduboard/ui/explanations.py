"""What has to be explained before a file can be published (经验校验), and where the clerk writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from eduboard.formats import format_line
from eduboard.intake.experience import LEAST_CHARACTERS, Observation, Sentences
from eduboard.store.how_read import FileLine
from eduboard.texts import experience as texts
from eduboard.ui.plain import plain
from eduboard.ui.rows import show_rows

ASKED_SINGLY = 30
"""Observations with a place of their own to explain them; more are explained together."""
LONGEST = 500


def ask_for_explanations(
    observations: Sequence[Observation], said: Mapping[Observation, str], key: str
) -> Sentences | None:
    """List the unlikely values with a place to explain each, and all; None while one is not explained.

    What was ``said`` of them when the quarter was handed in before stands there already.
    """
    if not observations:
        return Sentences()
    with st.container(border=True):
        st.markdown(f"**{texts.ASK_TITLE.format(count=len(observations))}**")
        st.caption(texts.ASK_HINT)
        if said:
            st.caption(texts.SAID_BEFORE.format(count=len(said)))
        for_all = st.text_input(texts.FOR_ALL, key=f"explain:{key}", max_chars=LONGEST)
        singly, others = observations[:ASKED_SINGLY], observations[ASKED_SINGLY:]
        each = {item: _ask(item, said.get(item, ""), f"explain:{key}:{hash(item)}") for item in singly}
        _list_others(others, said)
        if not for_all.strip():
            each |= {item: said[item] for item in others if item in said}
        sentences = Sentences(for_all, each)
        missing = len(sentences.unexplained(observations))
        if missing:
            st.warning(texts.TOO_SHORT.format(count=missing, least=LEAST_CHARACTERS))
            return None
    return sentences


def _seen(item: Observation) -> str:
    return texts.OBSERVED.format(period=item.period, district=item.place, observation=item.text)


def _ask(item: Observation, said: str, key: str) -> str:
    where = (
        "" if item.line is None else texts.AT_LINE.format(line=format_line(FileLine(item.sheet, item.line)))
    )
    return st.text_input(
        plain(_seen(item) + where),
        said,
        key=key,
        max_chars=LONGEST,
        help=plain(item.remedy),
        placeholder=item.remedy,
    )


def _list_others(observations: Sequence[Observation], said: Mapping[Observation, str]) -> None:
    if not observations:
        return
    st.markdown(texts.OTHERS.format(count=len(observations)))
    rows = [(item.period, item.place, item.text, said.get(item, "")) for item in observations]
    show_rows(pd.DataFrame(rows, columns=list(texts.OTHER_COLUMNS)), hide_index=True)
