"""管理: what it shows depends on the address: one batch, one number's origin, or else the lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from eduboard.access.roles import Right
from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.formats import format_count
from eduboard.store.history import STATES, BatchFilter, find_batch_choices, find_batches
from eduboard.texts import admin as texts
from eduboard.ui.admin_accounts import show_accounts
from eduboard.ui.admin_audit import show_audit
from eduboard.ui.admin_batch import show_batch
from eduboard.ui.admin_trail import show_remembered_columns, show_trail
from eduboard.ui.batch_list import choose_batch
from eduboard.ui.cache import cached
from eduboard.ui.filters import choose, forget_widgets_of_another_page, write_address
from eduboard.ui.frame import frame
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.programmes_editing import show_programme_editing
from eduboard.ui.receipts import show_receipts
from eduboard.ui.session import REFUSED, get_settings, get_viewer, put_on_record
from eduboard.ui.trace_address import FURTHER
from eduboard.ui.tracing import show_addressed

PAGE_BATCHES = 20
_SECTION, _ADOPTED_SECTION = "admin section", "admin section:address"


def show_admin() -> None:
    """Show the page."""
    with frame("admin"):
        show_receipts()
        if "metric" in st.query_params:
            _show_way_back()
            show_addressed(st.query_params.to_dict(), st.query_params.get_all(FURTHER))
        elif "batch" in st.query_params:
            _show_way_back()
            show_batch(st.query_params["batch"])
        else:
            _show_lists()


def _show_way_back() -> None:
    if st.button(texts.BACK, icon=":material/arrow_back:", key="back"):
        st.query_params.clear()
        st.rerun()


def _show_lists() -> None:
    forget_widgets_of_another_page("admin")
    section = _choose_section()
    {
        "batches": _show_batches,
        "trail": show_trail,
        "columns": show_remembered_columns,
        "programmes": show_programme_editing,
        "accounts": show_accounts,
        "audit": show_audit,
    }[section]()


def _sections() -> list[str]:
    """The lists that this viewer may see; accounts and the audit trail are there where one signs in."""
    if not get_viewer().has(Right.SEE_DISTRICTS):
        return ["batches"]
    if not get_viewer().has(Right.ADMINISTER):
        return ["batches", "trail"]
    with_wall = get_settings().access.has_wall
    return [name for name in texts.SECTIONS if with_wall or name not in ("accounts", "audit")]


def _choose_section() -> str:
    """Offer the lists; the address says which one, and wins when it was opened or changed by hand."""
    offered = _sections()
    stated, adopted = st.query_params.get("section"), st.session_state.get(_ADOPTED_SECTION, "batches")
    if stated in offered and stated != adopted:
        st.session_state[_SECTION] = stated
    elif stated in texts.SECTIONS and stated not in offered:
        put_on_record(REFUSED, texts.SECTIONS[stated], worked=False)
    if st.session_state.get(_SECTION, adopted) not in offered:
        # The account has lost a right meanwhile.
        st.session_state[_SECTION] = adopted = offered[0]
    # A widget that was not drawn for a while has forgotten what was chosen.
    st.session_state.setdefault(_SECTION, adopted)
    section = st.segmented_control(
        texts.SECTION_LABEL,
        offered,
        format_func=texts.SECTIONS.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=_SECTION,
    )
    st.session_state[_ADOPTED_SECTION] = section = str(section)
    write_address({"section": section})
    return section


def _show_batches() -> None:
    sought = _show_filter()
    start = page_start("batches", sought, PAGE_BATCHES)
    listed, found = cached(
        "batches", (sought, start), lambda session, _: find_batches(session, sought, start, PAGE_BATCHES)
    )
    if not listed:
        st.info(texts.NO_BATCH_FOUND)
        return
    st.caption(texts.BATCHES_FOUND.format(count=format_count(found)))
    chosen = choose_batch("batches", listed)
    show_pages("batches", sought, PAGE_BATCHES, found)
    if chosen is not None:
        st.query_params.from_dict({"batch": chosen})
        st.rerun()


def _show_filter() -> BatchFilter:
    choices = cached("batch choices", (), lambda session, _: find_batch_choices(session))
    contracts, names = load_contracts(), region_names()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        dataset = _choose("dataset", texts.DATASET, choices.datasets, lambda name: contracts[name].title)
        district = _choose("district", texts.DISTRICT, choices.districts, lambda code: names.get(code, code))
        period = _choose("period", texts.PERIOD, choices.periods, str)
        status = _choose("status", texts.STATUS, STATES, str)
        text = st.text_input(
            texts.SEARCH,
            st.query_params.get("text", ""),
            key="batch text",
            max_chars=100,
            placeholder=texts.SEARCH_BATCHES,
        )
    sought = BatchFilter(dataset, district, period, status, (text or "").strip())
    write_address(asdict(sought))
    return sought


def _choose(name: str, label: str, options: Sequence[str], format_option: Callable[[str], str]) -> str:
    """One condition; '' is none.  It is remembered apart from the board's own choices."""
    return choose(
        name,
        label,
        ["", *options],
        "",
        lambda option: format_option(option) if option else texts.ALL,
        memory="admin:",
    )
