"""审计记录: who signed in, handed in, took along and changed what, and whether the trail is whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import streamlit as st

from eduboard.access.audit import Search
from eduboard.access.roles import Right
from eduboard.exports.lists import build_list_csv
from eduboard.formats import format_count
from eduboard.store.records import LOCAL_ZONE
from eduboard.texts import access as texts
from eduboard.ui.downloads import offer_download
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.rows import show_rows
from eduboard.ui.session import get_directory, get_settings, require

PAGE_LINES = 50


def show_audit() -> None:
    """Show the trail, newest first."""
    if not get_settings().access.has_wall:
        st.info(texts.NO_ACCOUNTS_MODE)
        return
    require(Right.ADMINISTER)
    audit = get_directory().audit
    st.caption(texts.AUDIT_HINT.format(days=get_settings().access.audit_days))
    if st.button(texts.AUDIT_CHECK, key="audit check"):
        _show_check()
    search = _show_filter()
    start, found = page_start("audit", search, PAGE_LINES), audit.count(search)
    if not found:
        st.info(texts.AUDIT_NONE)
        return
    st.caption(texts.AUDIT_FOUND.format(count=format_count(found)))
    shown = pd.DataFrame(_rows(search, PAGE_LINES, start), columns=list(texts.AUDIT_COLUMNS))
    show_rows(shown, hide_index=True, height="content", key="audit")
    show_pages("audit", search, PAGE_LINES, found)
    offer_download(
        texts.AUDIT_DOWNLOAD,
        lambda: build_list_csv(texts.AUDIT_COLUMNS, _rows(search, found)),
        f"{texts.AUDIT_FILE}.csv",
        key="audit csv",
    )


def _show_check() -> None:
    audit = get_directory().audit
    broken = audit.first_broken()
    if broken is None:
        entry, head = audit.head()
        st.success(texts.AUDIT_WHOLE.format(count=format_count(entry), hash=head[:16]))
    else:
        st.error(texts.AUDIT_BROKEN.format(entry=broken))


def _show_filter() -> Search:
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        account = st.text_input(texts.AUDIT_ACCOUNT, key="audit account", max_chars=64)
        actions = ["", *texts.AUDIT_ACTIONS]
        action = st.selectbox(
            texts.AUDIT_ACTION,
            actions,
            format_func=lambda name: texts.AUDIT_ACTIONS.get(name, texts.ALL_DISTRICTS),
            key="audit action",
        )
        since = st.date_input(texts.AUDIT_SINCE, None, format="YYYY-MM-DD", key="audit since")
        until = st.date_input(texts.AUDIT_UNTIL, None, format="YYYY-MM-DD", key="audit until")
        text = st.text_input(texts.AUDIT_TEXT, key="audit text", max_chars=100)
        only_failed = st.checkbox(texts.AUDIT_FAILED, key="audit failed")
    return Search(
        account=(account or "").strip().lower(),
        action=action or "",
        text=(text or "").strip(),
        since=_start_of(since),
        until=_start_of(until, days=1),
        only_failed=only_failed,
    )


def _start_of(day: object, days: int = 0) -> int | None:
    """The first second of a day in China, since 1970."""
    if not isinstance(day, date):
        return None
    return int(datetime.combine(day + timedelta(days=days), time(), LOCAL_ZONE).timestamp())


def _rows(search: Search, limit: int, start: int = 0) -> list[tuple[str, ...]]:
    return [
        (
            str(line["entry"]),
            f"{datetime.fromtimestamp(line['happened_at'], UTC).astimezone(LOCAL_ZONE):%Y-%m-%d %H:%M:%S}",
            line["account"],
            line["address"],
            str(texts.AUDIT_ACTIONS.get(line["action"], line["action"])),
            line["subject"],
            line["detail"],
            texts.WORKED if line["worked"] else texts.FAILED,
        )
        for line in get_directory().audit.search(search, limit=limit, offset=start)
    ]
