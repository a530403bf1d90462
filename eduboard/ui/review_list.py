"""待审: what waits for a reviewer, a line each, on the page of who has handed in what."""

from __future__ import annotations

import streamlit as st

from eduboard.access.roles import Right
from eduboard.store.submittals import WAITING, Submittal, find_submittals
from eduboard.texts import review as texts
from eduboard.texts.submissions import MOMENT
from eduboard.ui.cache import cached
from eduboard.ui.review_words import name_datasets, name_districts
from eduboard.ui.row_choice import choose_row
from eduboard.ui.session import get_settings, get_viewer

ADDRESS = "submittal"
LISTED = 200


def is_reviewer() -> bool:
    """Tell whether there is review here, and the viewer does it."""
    access = get_settings().access
    return access.has_wall and access.review and get_viewer().has(Right.REVIEW)


def count_waiting() -> int:
    """Count what waits in the viewer's districts; 0 for who does not review."""
    return _waiting()[1] if is_reviewer() else 0


def _waiting() -> tuple[tuple[Submittal, ...], int]:
    return cached(
        "waiting submittals", (), lambda session, _: find_submittals(session, states=[WAITING], most=LISTED)
    )


def show_waiting() -> None:
    """List what waits; choosing a line opens it."""
    waiting, count = _waiting()
    st.markdown(f"### {texts.WAITING_TITLE.format(count=count)}")
    if not waiting:
        st.caption(texts.WAITING_NONE)
        return
    st.caption(texts.WAITING_HINT)
    rows = [
        (
            item.submittal,
            MOMENT.format(date=item.submitted_at),
            item.name,
            name_datasets(item),
            texts.JOIN.join(item.periods),
            name_districts(item),
            sum(table.row_count for table in item.tables),
            item.file_name,
            item.remark,
        )
        for item in waiting
    ]
    chosen = choose_row(rows, texts.WAITING_COLUMNS, f"waiting:{waiting[0].submittal}:{count}")
    if chosen is not None:
        st.query_params.from_dict({ADDRESS: waiting[chosen].submittal})
        st.rerun()
