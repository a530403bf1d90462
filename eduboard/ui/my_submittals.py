"""我的报送: what a clerk has handed in for review, what has become of it, and why it was sent back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.errors import EduboardError
from eduboard.exports.marked import build_marked_workbook, marked_name
from eduboard.intake.checked import close_all
from eduboard.intake.original import load_original
from eduboard.intake.review import check_submittal, mark_reports, recall
from eduboard.store.submittals import RETURNED, Submittal, find_submittal, find_submittals
from eduboard.texts import review as texts
from eduboard.texts.submissions import MOMENT
from eduboard.ui.cache import cached
from eduboard.ui.downloads import TO_HAND_IN, offer_download
from eduboard.ui.plain import plain
from eduboard.ui.receipts import remember
from eduboard.ui.review_words import (
    describe_outcome,
    name_datasets,
    name_districts,
    name_scopes,
    show_reason,
)
from eduboard.ui.session import RECALL, get_store, get_viewer, put_on_record, reading

LISTED = 20
OPEN_AT_FIRST = 3


def show_my_submittals() -> None:
    """List the newest, those sent back open with their reasons."""
    st.markdown(f"### {texts.MINE_TITLE}")
    account = get_viewer().account
    mine = cached(
        "my submittals", account, lambda session, _: find_submittals(session, account=account, most=LISTED)[0]
    )
    if not mine:
        st.info(texts.MINE_NONE)
        return
    st.caption(texts.MINE_HINT.format(count=len(mine)))
    newest_returned = [item.submittal for item in mine if item.state == RETURNED][:OPEN_AT_FIRST]
    for item in mine:
        with st.container(border=True):
            _show_one(item, is_open=item.submittal in newest_returned)


def _show_one(item: Submittal, *, is_open: bool) -> None:
    st.markdown(
        texts.MINE_LINE.format(
            state=item.state,
            file=plain(item.file_name),
            datasets=name_datasets(item),
            periods=texts.JOIN.join(item.periods),
            districts=name_districts(item),
            submitted_at=MOMENT.format(date=item.submitted_at),
            submittal=item.submittal,
        )
    )
    if item.is_waiting:
        _offer_recall(item)
    elif item.state == RETURNED:
        with st.expander(describe_outcome(item), expanded=is_open, icon=":material/assignment_return:"):
            show_reason(item)
            offer_download(
                texts.DOWNLOAD_MARKED,
                lambda: _marked(item.submittal),
                marked_name(item.file_name, texts.MARKED_NAME),
                key=f"returned:{item.submittal}",
                rights=TO_HAND_IN,
            )
    else:
        st.caption(describe_outcome(item))


def _offer_recall(item: Submittal) -> None:
    if st.button(
        texts.RECALL, key=f"recall:{item.submittal}", help=texts.RECALL_HELP, icon=":material/undo:"
    ):
        recall(get_store(), get_viewer(), item.submittal)
        put_on_record(RECALL, item.submittal, item.file_name)
        remember(texts.RECALLED.format(submittal=item.submittal))
        st.rerun()


def _marked(number: str) -> bytes:
    """Mark the clerk's own file with what the reviewer said; who asks is looked at when the file is made."""
    store, viewer = get_store(), get_viewer()
    with reading() as (session, _):
        item = find_submittal(session, number)
    if item.account != viewer.account:
        raise EduboardError("review.unknown", submittal=number)
    data = load_original(store, item.sha256)
    tables = check_submittal(store, viewer, item, data)
    try:
        reports = mark_reports([table.report for table in tables], item)
    finally:
        close_all(tables)
    return build_marked_workbook(data, item.file_name, reports)


def describe_receipt(item: Submittal) -> list[str]:
    """Say what now waits for review, and what no longer does."""
    sentences = [
        texts.RECEIPT.format(
            submittal=item.submittal,
            datasets=name_datasets(item),
            rows=sum(table.row_count for table in item.tables),
            periods=texts.JOIN.join(item.periods),
            districts=name_districts(item),
        )
    ]
    if item.supersedes:
        left = _left_over(item)
        sentences.append(
            texts.SUPERSEDED.format(
                submittals=texts.JOIN.join(item.supersedes),
                left=texts.LEFT.format(scopes=left) if left else "",
            )
        )
    return sentences


def _left_over(item: Submittal) -> str:
    """Name what the superseded ones had beside the new one, as far as it may be seen."""
    covered = {(scope.dataset, scope.key) for scope in item.scopes}
    with reading() as (session, _):
        older: Sequence[Submittal] = find_submittals(session, most=None)[0]
    return name_scopes(
        scope
        for other in older
        if other.submittal in item.supersedes
        for scope in other.scopes
        if (scope.dataset, scope.key) not in covered
    )
