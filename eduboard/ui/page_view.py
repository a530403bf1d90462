"""How a page is shown: to work with, as an official picture (?view=shot), on A4 (?view=print), on the big screen."""

from __future__ import annotations

import html
from enum import StrEnum

import streamlit as st

from eduboard.settings import PROJECT_ROOT
from eduboard.store.records import now
from eduboard.texts import outward as outward_texts
from eduboard.texts import pages as page_texts
from eduboard.texts import pictures as texts
from eduboard.ui.filters import choose_audience, forget_widgets_of_another_page, hide_below
from eduboard.ui.screens import screen_of
from eduboard.ui.session import get_settings

KEY = "view"
_STATIC = PROJECT_ROOT / "static"


class PageView(StrEnum):
    """The views; the values stand in the address."""

    SCREEN = ""
    SHOT = "shot"
    PRINT = "print"
    WALL = "wall"

    @property
    def is_official(self) -> bool:
        """Tell whether it is a picture or a paper: tables whole, nothing to press."""
        return self in (PageView.SHOT, PageView.PRINT)


def page_view() -> PageView:
    """The view that the address asks for; an unknown one is the ordinary page."""
    asked = st.query_params.get(KEY, "")
    return PageView(asked) if asked in set(PageView) else PageView.SCREEN


def show_style() -> None:
    """Give the page its look; the official views take away what is there to work with."""
    st.html(_STATIC / "style.css")
    view = page_view()
    if view.is_official:
        st.html(_STATIC / "shot.css")
    if view is PageView.PRINT:
        st.html(_STATIC / "paper.css")
    if view is PageView.WALL:
        st.html(_STATIC / "wall.css")


def show_title(page: str) -> None:
    """Show a page's title: with the ways to its other views, or under the bureau's name; the big screen has its own."""
    title, view = page_texts.PAGE_TITLES[page], page_view()
    if view is PageView.SCREEN:
        forget_widgets_of_another_page(page)
    choose_audience(shown=False)
    if view is PageView.WALL:
        st.html(f'<h1 class="eduboard-unseen">{html.escape(title)}</h1>')
        return
    if view.is_official:
        bureau, made = html.escape(get_settings().bureau), f"{now():%Y-%m-%d %H:%M}"
        st.html(
            f'<header class="eduboard-head"><div>{bureau}</div><h1>{html.escape(title)}</h1>'
            f"<div>{_mark()} {texts.MADE_AT.format(time=made)}</div></header>"
        )
        _explain_audience()
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(title, anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", width="content", key="ways"):
            # Where nothing is told outside the house, the way back from 对外 is all there is to offer.
            if screen_of(page).is_outward or hide_below():
                choose_audience(shown=True)
            st.html(("" if hide_below() else _mark()) + _ways(page))
    _explain_audience()


def _mark() -> str:
    """Say whom a page or its picture is for; a picture's name says so where it is for outside."""
    if hide_below():
        return f'<b class="eduboard-audience" data-audience="{outward_texts.EXTERNAL}">{outward_texts.EXTERNAL}</b>'
    return f'<b class="eduboard-audience">{outward_texts.INTERNAL}</b>'


def _explain_audience() -> None:
    """Say in one line what is told differently outside the house."""
    if least := hide_below():
        mark = "" if page_view().is_official else _mark()
        st.html(f'<p class="eduboard-outward">{mark}{outward_texts.AUDIENCE_NOTE.format(least=least)}</p>')


def _ways(page: str) -> str:
    section = screen_of(page).section
    return (
        '<div class="eduboard-ways">'
        + "".join(
            f'<button type="button" data-way="{way}" title="{texts.WAYS_HINTS[way]}">{label}</button>'
            for way, label in texts.WAYS
            if way != PageView.WALL or section == page_texts.NAV_BOARD
        )
        + "</div>"
    )
