"""The frame of every page: title, demo mark, error boundary; and the two ways a page can have nothing to show."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from eduboard.errors import AccessDenied, EduboardError
from eduboard.formats import format_period
from eduboard.metrics.results import Source
from eduboard.metrics.scene import Filters
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.texts import outward as outward_texts
from eduboard.texts import pages as texts
from eduboard.ui.figure_codes import show_register_problem
from eduboard.ui.filters import hide_below, write_address
from eduboard.ui.hidden_places import note_hidden_places
from eduboard.ui.page_view import show_title
from eduboard.ui.plain import plain
from eduboard.ui.screens import screen_of
from eduboard.ui.session import REFUSED, freeze_after_warm_up, get_viewer, put_on_record, refusal_of

_LOG = logging.getLogger("eduboard.pages")
_NOT_TO_BE_TOLD_APART = ("batch.unknown", "school.unknown", "review.unknown", "figure.hidden")
"""What is not there, and what is there for others: both read the same, and both are put on record."""


@contextmanager
def frame(page: str) -> Iterator[None]:
    """Show a page's title and turn whatever goes wrong inside into a sentence.

    Known errors say what to do; anything else gets a number that stands in the server's log as well.
    """
    show_title(page)
    missing = screen_of(page).missing(get_viewer())
    if missing is not None:
        _show_refusal(page, refusal_of(missing))
        st.stop()
    note_hidden_places(page)
    if hide_below() and not screen_of(page).is_outward:
        write_address({})
        st.info(outward_texts.PAGE_INSIDE)
        st.stop()
    try:
        yield
    except EduboardError as error:
        _show_refusal(page, error)
    except Exception as error:
        if _is_control_flow(error):
            raise
        code = secrets.token_hex(3).upper()
        _LOG.exception("page %s failed, number %s", page, code)
        st.error(f"**{texts.ERROR_TITLE}**\n\n{texts.UNEXPECTED_ERROR.format(code=code)}")
    write_address({})
    show_register_problem()
    freeze_after_warm_up()


@contextmanager
def mistakes_beside_the_form() -> Iterator[None]:
    """Say what is wrong with an entry where it was made; what else is on the page stays.

    What the viewer may not have at all is the page's affair, and goes on record there.
    """
    try:
        yield
    except AccessDenied:
        raise
    except EduboardError as error:
        st.error(plain(str(error)))


def _show_refusal(page: str, error: EduboardError) -> None:
    """Say what went wrong; what somebody asked for and may not have is put on record.

    Who may see nothing of a batch is told that there is none.
    """
    if isinstance(error, AccessDenied) or error.code in _NOT_TO_BE_TOLD_APART:
        put_on_record(REFUSED, texts.PAGE_TITLES[page], str(error), worked=False)
    st.error(f"**{texts.ERROR_TITLE}**\n\n{error}")


def _is_control_flow(error: Exception) -> bool:
    """Streamlit stops and reruns a script by raising; those pass through."""
    return type(error).__module__.startswith("streamlit.runtime.scriptrunner")


def show_place(place: str, filters: Filters, sources: Sequence[Source]) -> None:
    """Say which place and period the page is about, and what kind of data it rests on."""
    st.markdown(f"### {texts.HEADING.format(place=place, period=format_period(filters.period))}")
    kinds = {source.kind for source in sources}
    show_data_kinds(is_demo=DEMO in kinds, is_published=PUBLISHED in kinds)


def show_data_kinds(*, is_demo: bool, is_published: bool = False) -> None:
    """Say that there is invented data on the page, or data from publications."""
    if is_demo:
        # By the container's name the browser knows what to call the page's picture (static/figures.js).
        with st.container(key="demo"):
            st.warning(texts.DEMO_NOTE, icon=":material/science:")
    if is_published:
        st.info(texts.PUBLISHED_NOTE, icon=":material/menu_book:")


def show_steps(sentence: str, steps: Sequence[str]) -> None:
    """Say that there is nothing to show, and what to do about it, in numbered steps."""
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    st.info(f"{sentence}\n\n{numbered}")


def show_empty_store() -> None:
    """Say that the store has no data."""
    show_steps(texts.EMPTY_STORE, texts.EMPTY_STORE_STEPS)
