"""How one gets to the pages: who is looking, and the menu that they have."""

from __future__ import annotations

import html
from collections.abc import Callable

import streamlit as st

from eduboard.access.viewer import Viewer
from eduboard.errors import EduboardError
from eduboard.settings import PROJECT_ROOT
from eduboard.texts import access as access_texts
from eduboard.texts import basket as basket_texts
from eduboard.texts import pages as texts
from eduboard.texts import review as review_texts
from eduboard.ui.collecting import count_collected
from eduboard.ui.frame import frame
from eduboard.ui.page_view import PageView, page_view, show_style
from eduboard.ui.review_list import count_waiting
from eduboard.ui.screens import SCREENS, Screen
from eduboard.ui.session import get_viewer, identify
from eduboard.ui.wall import show_wall

STATIC = PROJECT_ROOT / "static"
_COUNTED: dict[str, tuple[Callable[[], int], str]] = {
    "submissions": (count_waiting, review_texts.MENU_COUNT),
    "basket": (count_collected, basket_texts.MENU_COUNT),
}
"""Pages whose name in the menu says how much is there."""


def run_navigation() -> None:
    """Find out who is looking, set the page up, show them their menu, run the page."""
    viewer, problem = _identify()
    # The pictures are given to whom the page belongs to: that is known by now.
    st.set_page_config(page_title=texts.PRODUCT, page_icon=str(STATIC / "icon.png"), layout="wide")
    show_style()
    st.logo(str(STATIC / "logo.svg"), size="large")
    if viewer is None:
        st.error(problem)
        st.html(f'<a href="/login" target="_self">{access_texts.SIGN_IN_AGAIN}</a>')
        return
    sections: dict[str, list[st.Page]] = {}
    for screen in SCREENS:
        may = screen.missing(viewer) is None
        page = st.Page(
            PROJECT_ROOT / "pages" / f"{screen.id}.py" if may else _refusal_of(screen),
            title=_title_of(screen),
            icon=screen.icon,
            url_path=screen.path or None,
            default=screen.path == "",
            visibility="visible" if may else "hidden",
        )
        sections.setdefault(screen.section, []).append(page)
    page = st.navigation(sections, expanded=True)
    if viewer.account:
        _show_who(viewer)
    if page_view() is PageView.WALL:
        show_wall()
    else:
        page.run()


def _identify() -> tuple[Viewer | None, str]:
    try:
        return identify(), ""
    except EduboardError as error:
        return None, str(error)


def _title_of(screen: Screen) -> str:
    """A page's name in the menu, with how much waits there for a reviewer, or has been collected."""
    title = texts.PAGE_TITLES[screen.id]
    if screen.id not in _COUNTED:
        return title
    count_items, words = _COUNTED[screen.id]
    try:
        count = count_items()
    except EduboardError:
        # The page itself says what is wrong with the store.
        return title
    return words.format(title=title, count=count) if count else title


def _refusal_of(screen: Screen) -> Callable[[], None]:
    """What stands at the address of a page for who may not open it: not in the menu, and without the page's code.

    A school's account, which comes to the first page when it signs in, is led to its own.
    """

    def refuse() -> None:
        if screen.path == "" and page_view() is PageView.SCREEN and get_viewer().only_school:
            st.switch_page("pages/school.py")
        with frame(screen.id):
            pass  # the frame itself refuses

    return refuse


def _show_who(viewer: Viewer) -> None:
    """Say who is signed in and where else, and where to change the password or sign out."""
    who = html.escape(access_texts.WHO.format(name=viewer.name, role=viewer.role))
    links = " · ".join(
        f'<a href="{path}" target="_self">{label}</a>'
        for path, label in (
            ("/sessions", access_texts.MY_SESSIONS),
            ("/password", access_texts.PASSWORD_TITLE),
            ("/logout", access_texts.SIGN_OUT_TITLE),
        )
    )
    with st.sidebar:
        st.html(f'<p class="eduboard-who">{who}<br>{links}</p>')
