"""Long lists a page at a time; a list of other things starts with its first page."""

from __future__ import annotations

import math
from collections.abc import Hashable

import streamlit as st


def page_start(name: str, sought: Hashable, size: int, *, first: int = 1) -> int:
    """The position of the first entry of the page that was chosen; it opens on the ``first``."""
    return size * (int(st.session_state.get(_key(name, sought), first)) - 1)


def show_pages(name: str, sought: Hashable, size: int, found: int, *, first: int = 1) -> None:
    """Offer the pages of a list of ``found`` entries, where there are several."""
    count = math.ceil(found / size)
    if count > 1:
        st.pagination(count, default=first, key=_key(name, sought))


def _key(name: str, sought: Hashable) -> str:
    return f"pages:{name}:{hash(sought)}"
