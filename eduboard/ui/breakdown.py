"""按学校名录分: a theme's figures by 学区, 学校分层, 城乡 or 办别, when somebody asks for them."""

from __future__ import annotations

import streamlit as st

from eduboard import charts
from eduboard.metrics.breakdown import ATTRIBUTES, attribute_title
from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.scene import build_scene
from eduboard.metrics.themes import ThemeView
from eduboard.store.store import Session
from eduboard.texts import breakdown as texts
from eduboard.ui import blocks
from eduboard.ui.cache import cached
from eduboard.ui.filters import choose, write_address


def show_breakdown(view: ThemeView) -> None:
    """Offer the breakdowns of a theme's figures and show the chosen one; the address carries the choice."""
    left, _ = st.columns((1, 3))
    with left:
        attribute = choose("by", texts.LABEL, ("", *ATTRIBUTES), "", _option)
    write_address({"by": attribute})
    if not attribute:
        return
    found = cached(
        "breakdown",
        (view.theme.id, view.filters, view.focus.id, attribute),
        lambda session, catalogue: _build(session, catalogue, view, attribute),
    )
    if found.problem:
        st.info(found.problem)
        return
    blocks.show_figure("breakdown", found, charts.breakdown)
    blocks.show_table("breakdown", found.table)
    st.caption(texts.EXPLAIN.format(attribute=attribute_title(attribute)))


def _build(session: Session, catalogue: Catalogue, view: ThemeView, attribute: str) -> Breakdown:
    metrics = (view.focus, *(metric for metric in view.choices if metric is not view.focus))
    scene = build_scene(session, catalogue, view.filters, metrics)
    return build_breakdown(session, catalogue, scene, metrics, attribute)


def _option(attribute: str) -> str:
    return texts.OPTION.format(attribute=attribute_title(attribute)) if attribute else texts.NONE
