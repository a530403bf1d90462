"""The pages, as data, and how one gets to them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from eduboard.settings import PROJECT_ROOT
from eduboard.texts import pages as texts

STATIC = PROJECT_ROOT / "static"


@dataclass(frozen=True)
class Screen:
    """One page: its file and title key, its address, its icon, its place in the menu."""

    id: str
    path: str
    icon: str
    section: str


SCREENS = (
    Screen("overview", "", ":material/dashboard:", texts.NAV_BOARD),
    Screen("talent", "talent", ":material/school:", texts.NAV_BOARD),
    Screen("research", "research", ":material/science:", texts.NAV_BOARD),
    Screen("class_size", "class-size", ":material/groups:", texts.NAV_BOARD),
    Screen("after_school", "after-school", ":material/schedule:", texts.NAV_BOARD),
    Screen("training", "training", ":material/menu_book:", texts.NAV_BOARD),
    Screen("upload", "upload", ":material/upload_file:", texts.NAV_DATA),
    Screen("dictionary", "dictionary", ":material/rule:", texts.NAV_DATA),
)


def run_navigation() -> None:
    """Set the page up, show the menu, run the page."""
    st.set_page_config(page_title=texts.PRODUCT, page_icon=str(STATIC / "icon.png"), layout="wide")
    st.html(STATIC / "style.css")
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    st.logo(str(STATIC / "logo.svg"), size="large")
    sections: dict[str, list[st.Page]] = {}
    for screen in SCREENS:
        page = st.Page(
            PROJECT_ROOT / "pages" / f"{screen.id}.py",
            title=texts.PAGE_TITLES[screen.id],
            icon=screen.icon,
            url_path=screen.path or None,
            default=screen.path == "",
        )
        sections.setdefault(screen.section, []).append(page)
    st.navigation(sections).run()
