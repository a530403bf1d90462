"""操作记录 and 记住的列名: who did what and when, and what was said of columns and still holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pandas as pd
import streamlit as st

from eduboard.access.roles import Right
from eduboard.contracts import load_contracts
from eduboard.exports.lists import build_list_csv, build_list_workbook
from eduboard.formats import format_count
from eduboard.intake.remembered import RememberedColumn, forget, list_remembered
from eduboard.store.history import Event, EventFilter, find_event_choices, find_events
from eduboard.store.record_check import find_altered
from eduboard.texts import admin as texts
from eduboard.ui.cache import cached
from eduboard.ui.downloads import offer_download
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.plain import plain
from eduboard.ui.receipts import remember
from eduboard.ui.review_words import REVIEW_STEPS, describe_step
from eduboard.ui.rows import show_rows
from eduboard.ui.session import get_store, get_viewer, reading, require

PAGE_EVENTS = 50


def show_trail() -> None:
    """List what was done, newest first."""
    st.caption(texts.TRAIL_HINT.format(path=get_store().folder.batch_log.name))
    _show_check()
    sought = _show_filter()
    start = page_start("trail", sought, PAGE_EVENTS)
    events, found = cached(
        "trail", (sought, start), lambda session, _: find_events(session, sought, start, PAGE_EVENTS)
    )
    if not events:
        st.info(texts.NO_EVENT_FOUND)
        return
    st.caption(texts.EVENTS_FOUND.format(count=format_count(found)))
    columns = list(texts.EVENT_COLUMNS)
    show_rows(
        pd.DataFrame(event_rows(events), columns=columns), hide_index=True, height="content", key="trail"
    )
    show_pages("trail", sought, PAGE_EVENTS, found)
    _show_downloads(sought)


def _show_check() -> None:
    """Say whether database and log tell the same, to who sees all that is in them."""
    if get_viewer().visible is not None:
        return
    altered = find_altered(get_store())
    if altered:
        st.error(texts.TRAIL_ALTERED.format(count=len(altered), event=altered[0]))


def _show_filter() -> EventFilter:
    people, actions = cached("trail choices", (), lambda session, _: find_event_choices(session))
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(texts.WHO, ["", *people], format_func=_or_all, key="trail who")
        action = st.selectbox(texts.ACTION, ["", *actions], format_func=_action, key="trail action")
        since = st.date_input(texts.SINCE, None, format="YYYY-MM-DD", key="trail since")
        until = st.date_input(texts.UNTIL, None, format="YYYY-MM-DD", key="trail until")
        text = st.text_input(texts.SEARCH, key="trail text", max_chars=100, placeholder=texts.SEARCH_EVENTS)
    return EventFilter(
        who=who or "",
        action=action or "",
        text=(text or "").strip(),
        since=_start_of(since),
        until=_start_of(until, days=1),
    )


def _start_of(day: object, days: int = 0) -> datetime | None:
    return datetime.combine(day + timedelta(days=days), time()) if isinstance(day, date) else None


def _or_all(name: str) -> str:
    return name or texts.ALL


def _action(name: str) -> str:
    return texts.ACTIONS.get(name, name) or texts.ALL


def event_rows(events: Sequence[Event]) -> list[tuple[str, ...]]:
    """Events as a reader understands them."""
    return [
        (
            str(event.event),
            f"{event.happened_at:%Y-%m-%d %H:%M:%S}",
            event.who,
            _action(event.action),
            event.batch,
            _detail(event),
        )
        for event in events
    ]


def _detail(event: Event) -> str:
    """Events of columns and reviews hold JSON, so that a rebuild can read them again."""
    if event.action in REVIEW_STEPS:
        return describe_step(event)
    if event.action not in ("map_column", "forget_column"):
        return event.detail
    said = json.loads(event.detail)
    contract = load_contracts()[said["dataset"]]
    if event.action == "forget_column":
        return texts.COLUMN_FORGOTTEN.format(dataset=contract.title, header=said["header"])
    field = contract.field(said["field"]).title if said["field"] else texts.NOT_READ
    return texts.COLUMN_DETAIL.format(dataset=contract.title, header=said["header"], field=field)


def _show_downloads(sought: EventFilter) -> None:
    """Offer all that was found, not just the page in sight; it is read when it is asked for."""

    def rows() -> list[tuple[str, ...]]:
        with reading() as (session, _):
            return event_rows(find_events(session, sought, 0, None)[0])

    with st.container(horizontal=True):
        offer_download(
            texts.DOWNLOAD_TRAIL_CSV,
            lambda: build_list_csv(texts.EVENT_COLUMNS, rows()),
            f"{texts.TRAIL_FILE}.csv",
            key="trail csv",
        )
        offer_download(
            texts.DOWNLOAD_TRAIL_XLSX,
            lambda: build_list_workbook(texts.TRAIL_FILE, texts.EVENT_COLUMNS, rows()),
            f"{texts.TRAIL_FILE}.xlsx",
            key="trail xlsx",
        )


def show_remembered_columns() -> None:
    """List what was said of columns by hand; each can be forgotten."""
    require(Right.ADMINISTER)
    st.caption(texts.COLUMNS_HINT)
    columns = cached("remembered columns", (), lambda session, _: tuple(list_remembered(session)))
    if not columns:
        st.info(texts.NO_COLUMNS)
    for number, column in enumerate(columns):
        _show_column(number, column)


def _show_column(number: int, column: RememberedColumn) -> None:
    contract = load_contracts()[column.dataset]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            texts.COLUMN_LINE.format(
                dataset=contract.title,
                header=plain(column.header),
                field=contract.field(column.field).title if column.field else texts.NOT_READ,
                who=plain(column.who),
                when=f"{column.happened_at:%Y-%m-%d}",
                whose=texts.COLUMN_OWN.format(account=plain(column.account)) if column.account else "",
            )
        )
        if st.button(texts.FORGET, key=f"forget:{number}"):
            forget(get_store(), get_viewer(), column.dataset, column.header, column.account)
            remember(texts.FORGOTTEN.format(dataset=contract.title, header=plain(column.header)))
            st.rerun()
