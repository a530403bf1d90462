"""One batch: how it was read, what has become of its scopes, what was said of it, its original, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.intake.publish import restore, withdraw
from eduboard.metrics.places import place_name
from eduboard.store.history import BatchRecord, BatchScope, find_batch
from eduboard.store.how_read import how_read
from eduboard.store.store import Session
from eduboard.store.submittals import waits_for_review
from eduboard.texts import admin as texts
from eduboard.texts import pages as page_texts
from eduboard.texts.review import MAY_NOT_TAKE_BACK
from eduboard.texts.sheets import AND_OTHERS, SHEETS_JOIN
from eduboard.ui.admin_original import show_original
from eduboard.ui.admin_trail import event_rows
from eduboard.ui.cache import cached
from eduboard.ui.confirmation_download import show_confirmation_download
from eduboard.ui.frame import mistakes_beside_the_form
from eduboard.ui.plain import plain
from eduboard.ui.receipts import remember
from eduboard.ui.rows import show_rows
from eduboard.ui.session import RESTORE, WITHDRAW, get_settings, get_store, get_viewer, put_on_record

SCOPES_LISTED = 500
SHEETS_NAMED = 8
"""Sheets of a batch that are named; the original lists them all."""
SCOPES_NAMED = 5
_CHANGING = "batch to change"


def show_batch(number: str) -> None:
    """Show a batch of which the viewer may see something; raises EduboardError ``batch.unknown``."""
    batch = cached("batch", number, lambda session, _: find_batch(session, number))
    contract = load_contracts()[batch.dataset]
    st.markdown(f"### {texts.BATCH_TITLE.format(batch=batch.batch, dataset=contract.title)}")
    _show_facts(batch)
    show_confirmation_download(batch.batch)
    # Who follows a number to its line has come for the line.
    parts = (_show_change, _show_scopes, _show_explanations)
    is_at_lines = "line" in st.query_params or "sheet" in st.query_params
    ordered = (show_original, *parts) if is_at_lines else (*parts, show_original)
    for show in ordered:
        show(batch)
    with st.expander(texts.EVENTS_TITLE):
        columns = list(texts.EVENT_COLUMNS)
        show_rows(
            pd.DataFrame(event_rows(batch.events), columns=columns), hide_index=True, key="batch events"
        )


def _show_facts(batch: BatchRecord) -> None:
    st.markdown(
        texts.FACTS.format(
            status=batch.state,
            kind=page_texts.BATCH_KINDS[batch.kind],
            published_by=plain(batch.published_by),
            published_at=f"{batch.published_at:%Y-%m-%d %H:%M:%S}",
            file_name=plain(batch.file_name),
            reading=plain(_reading(batch)),
            sha256=batch.sha256,
        )
    )
    if batch.explanation:
        st.markdown(texts.REMARK.format(text=plain(batch.explanation)))


def _reading(batch: BatchRecord) -> str:
    """How the file was read, as far as it was put on record."""
    how, contract = how_read(batch.reading), load_contracts()[batch.dataset]
    parts, [first, *_] = [], how.parts
    if how.is_joined:
        sheets = SHEETS_JOIN.join(map(str, how.sheets[:SHEETS_NAMED]))
        if len(how.sheets) > SHEETS_NAMED:
            sheets = AND_OTHERS.format(sheets=sheets)
        parts.append(texts.READ_TOGETHER.format(count=len(how.parts), sheets=sheets))
    elif first.sheet:
        parts.append(texts.READ_SHEET.format(sheet=first.sheet))
    if first.header_line and not how.is_joined:
        parts.append(texts.READ_HEADER.format(line=first.header_line))
    for header, name in how.columns.items():
        field = contract.field(name).title if name else texts.NOT_READ
        parts.append(texts.READ_COLUMN.format(header=header, field=field))
    return texts.JOIN.join(parts) or texts.NOTHING


def _show_scopes(batch: BatchRecord) -> None:
    st.markdown(f"#### {texts.SCOPES_TITLE}")
    if not batch.is_whole:
        st.info(texts.SCOPES_HIDDEN)
    rows = [
        (
            f"{scope.period}（{page_texts.CARD_ANNUAL}）" if scope.annual else scope.period,
            " ".join(filter(None, (place_name(scope.district), scope.school))),
            scope.row_count,
            _state(batch, scope),
        )
        for scope in batch.scopes[:SCOPES_LISTED]
    ]
    show_rows(pd.DataFrame(rows, columns=list(texts.SCOPE_COLUMNS)), hide_index=True, key="batch scopes")
    if len(batch.scopes) > SCOPES_LISTED:
        st.caption(texts.SCOPES_CUT.format(shown=SCOPES_LISTED, count=len(batch.scopes)))


def _state(batch: BatchRecord, scope: BatchScope) -> str:
    if scope.current_batch == batch.batch:
        return texts.SCOPE_CURRENT
    if batch.is_in_force:
        return texts.SCOPE_REPLACED.format(batch=scope.current_batch)
    if scope.current_batch is None:
        return texts.SCOPE_WITHDRAWN_EMPTY
    return texts.SCOPE_WITHDRAWN.format(batch=scope.current_batch)


def _show_explanations(batch: BatchRecord) -> None:
    if not batch.explanations:
        return
    st.markdown(f"#### {texts.EXPLANATIONS_TITLE}")
    schools = cached("school names", batch.batch, lambda session, _: _school_names(session, batch))
    # Where and what it was is one column: on a phone, six of them show neither what was seen nor what was said.
    rows = [
        (
            " ".join(
                filter(
                    None,
                    (
                        item.period,
                        place_name(item.district),
                        schools.get((item.district, item.school), item.school),
                    ),
                )
            ),
            item.observation,
            item.sentence,
        )
        for item in batch.explanations
    ]
    cells = [tuple(plain(cell) for cell in row) for row in rows]
    st.table(pd.DataFrame(cells, columns=list(texts.EXPLANATION_COLUMNS)), hide_index=True)


def _school_names(session: Session, batch: BatchRecord) -> dict[tuple[str, str], str]:
    districts = sorted({item.district for item in batch.explanations})
    rows = session.run("store/school_names", districts=districts)
    return {(row["district"], row["school"]): row["school_name"] for row in rows}


def _show_change(batch: BatchRecord) -> None:
    """Offer to take the batch back or restore it; say first what that will do."""
    viewer = get_viewer()
    if waits_for_review(get_settings(), viewer):
        st.caption(MAY_NOT_TAKE_BACK)
        return
    if not batch.is_whole or not all(
        viewer.may_hand_in(scope.district, scope.school) for scope in batch.scopes
    ):
        st.caption(texts.MAY_NOT_CHANGE)
        return
    if st.session_state.get(_CHANGING) != batch.batch:
        label = texts.WITHDRAW if batch.is_in_force else texts.RESTORE
        if st.button(label, key="change", icon=":material/undo:" if batch.is_in_force else ":material/redo:"):
            st.session_state[_CHANGING] = batch.batch
            st.rerun()
        return
    outcome = _outcome(batch)
    with st.container(border=True):
        title = texts.WITHDRAW_WILL if batch.is_in_force else texts.RESTORE_WILL
        st.warning("\n".join([title.format(batch=batch.batch), "", *(f"- {line}" for line in outcome)]))
        st.caption(texts.NOTHING_DELETED)
        with st.container(horizontal=True):
            label = texts.CONFIRM_WITHDRAW if batch.is_in_force else texts.CONFIRM_RESTORE
            confirmed = st.button(label, type="primary", key="confirm")
            if st.button(texts.CANCEL, key="cancel"):
                del st.session_state[_CHANGING]
                st.rerun()
        if confirmed:
            with mistakes_beside_the_form():
                _change(batch, outcome)


def _change(batch: BatchRecord, outcome: Sequence[str]) -> None:
    change, receipt = (withdraw, texts.WITHDRAWN) if batch.is_in_force else (restore, texts.RESTORED)
    change(get_store(), get_viewer(), batch.batch)
    del st.session_state[_CHANGING]
    put_on_record(WITHDRAW if batch.is_in_force else RESTORE, batch.batch, batch.file_name)
    remember(receipt.format(batch=batch.batch, outcome=texts.THEN.join(outcome)))
    st.rerun()


def _outcome(batch: BatchRecord) -> list[str]:
    """Say for all scopes which batch they will show."""
    after: dict[tuple[str | None, bool], list[BatchScope]] = {}
    for scope in batch.scopes:
        then = scope.batch_if_withdrawn if batch.is_in_force else scope.batch_if_restored
        after.setdefault((then, then == scope.current_batch), []).append(scope)
    lines = []
    for (then, stays), scopes in after.items():
        template = texts.WILL_BE_EMPTY if then is None else texts.WILL_STAY if stays else texts.WILL_BECOME
        lines.append(template.format(count=len(scopes), batch=then, scopes=_name(scopes)))
    return lines


def _name(scopes: Sequence[BatchScope]) -> str:
    named = texts.JOIN.join(
        texts.SCOPE.format(period=scope.period, district=place_name(scope.district))
        for scope in scopes[:SCOPES_NAMED]
    )
    return texts.SCOPES_AND_MORE.format(shown=named) if len(scopes) > SCOPES_NAMED else named
