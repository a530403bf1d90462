"""What stands under every figure: its code, which leads to where it comes from, and the way into the basket."""

from __future__ import annotations

from functools import cache

import streamlit as st

from eduboard.errors import EduboardError
from eduboard.metrics.imprint import Figure
from eduboard.metrics.results import Caption
from eduboard.store.baskets import Basket, Baskets
from eduboard.store.figure_register import FigureRegister
from eduboard.texts import basket as texts
from eduboard.ui.figure_codes import get_register
from eduboard.ui.page_view import PageView, page_view
from eduboard.ui.session import get_viewer

_COUNTS: dict[tuple[str, str], int] = {}
"""How many figures are in each basket, by register and owner: the menu asks in every run."""


@cache
def _baskets(register: FigureRegister) -> Baskets:
    return Baskets(register)


def get_baskets() -> Baskets:
    """The baskets of this deployment."""
    return _baskets(get_register())


def owner() -> str:
    """Whose basket it is: the account's; in local mode there is one, whose owner has no name."""
    return get_viewer().account


def own_basket() -> Basket:
    """The viewer's own basket; raises EduboardError ``figures.unusable``."""
    return note_count(get_baskets().load(owner()))


def note_count(basket: Basket) -> Basket:
    """Remember for the menu how much is in a basket."""
    _COUNTS[str(get_register().path), basket.owner] = len(basket.items)
    return basket


def count_collected() -> int:
    """Count the figures in the viewer's basket."""
    key = str(get_register().path), owner()
    return _COUNTS[key] if key in _COUNTS else len(own_basket().items)


def show_code(name: str, result: Figure) -> None:
    """Show a figure's code as a link, and the button that collects it; nothing where the page is a picture."""
    if result.caption.imprint is None or page_view() is not PageView.SCREEN:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"code:{name}"):
        offer_collecting(name, result)


def offer_collecting(name: str, result: Figure) -> None:
    """Show the code and the button beside what stands there already."""
    caption = result.caption
    if caption.imprint is None or page_view() is not PageView.SCREEN:
        return
    st.button(
        texts.COLLECT,
        key=f"collect:{name}",
        icon=":material/add_shopping_cart:",
        type="tertiary",
        on_click=_collect,
        args=(caption,),
    )
    st.caption(texts.CODE_LINK.format(code=caption.code))


def _collect(caption: Caption) -> None:
    assert caption.imprint is not None  # noqa: S101 - the button stands under coded figures only
    digest = caption.imprint.digest
    try:
        if own_basket().holds(digest):
            said = texts.ALREADY
        else:
            note_count(get_baskets().change(owner(), lambda basket: basket.with_item(digest)))
            said = texts.COLLECTED
        st.toast(said.format(title=caption.title))
    except EduboardError as error:
        st.toast(str(error))
