"""资料篮: what was collected → order and words → one file; one's own, or another's by its link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from eduboard.exports.collection import Collected, build_collection, write_archive
from eduboard.exports.materials.writing import Material, write_material
from eduboard.exports.slides.arranging import write_deck
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.imprint import Figure
from eduboard.metrics.recipes import outward_recipe
from eduboard.metrics.retrace import Retraced, recorded_by_digest
from eduboard.store.baskets import Basket, BasketItem
from eduboard.store.figure_register import FigureRegister
from eduboard.store.records import now
from eduboard.texts import basket as texts
from eduboard.texts import outward as outward_texts
from eduboard.ui.collecting import get_baskets, note_count, own_basket, owner
from eduboard.ui.downloads import offer_download
from eduboard.ui.figure_codes import get_register, keep_exported
from eduboard.ui.filters import hide_below
from eduboard.ui.frame import frame, show_steps
from eduboard.ui.page_view import PageView, page_view
from eduboard.ui.plain import plain
from eduboard.ui.receipts import remember, show_receipts
from eduboard.ui.results import show_result
from eduboard.ui.session import get_settings, get_viewer, reading
from eduboard.ui.trace_page import retraced

_KEY = "list"
_RATIO = "16:9"
_DRAWN_AT_ONCE = 8


@dataclass(frozen=True)
class _Shown:
    """An item of a basket that the viewer may see, and its figure as the data is now."""

    item: BasketItem
    found: Retraced


def show_basket() -> None:
    """Show the page."""
    with frame("basket"):
        show_receipts()
        token = st.query_params.get(_KEY, "")
        basket = get_baskets().shared(token) if token else own_basket()
        is_own = not token or basket.owner == owner()
        st.caption(texts.INTRO if is_own else texts.SHARED_BY)
        if not is_own and st.button(texts.BACK, icon=":material/arrow_back:", key="own basket"):
            st.query_params.clear()
            st.rerun()
        if not basket.items:
            show_steps(texts.EMPTY, texts.EMPTY_STEPS)
            return
        shown = _look_up(get_register(), basket)
        if left_out := _untold(shown):
            st.caption(outward_texts.LEFT_OUT.format(count=left_out))
        if len(shown) < len(basket.items):
            st.warning(texts.LEFT_OUT.format(count=len(basket.items) - len(shown)))
        if is_own:
            _show_title(basket)
        _offer_files(basket, shown)
        _show_items(shown, is_own=is_own)
        if is_own:
            _show_sharing(basket)


def _look_up(register: FigureRegister, basket: Basket) -> list[_Shown]:
    """Make the figures again that the viewer may see; the others are left out."""
    viewer, found = get_viewer(), []
    for item in basket.items:
        recorded = recorded_by_digest(register, viewer, item.digest)
        if recorded is not None:
            found.append(_Shown(item, retraced(recorded)))
    return found


def _change(change: Callable[[Basket], Basket]) -> None:
    note_count(get_baskets().change(owner(), change))


def _show_title(basket: Basket) -> None:
    def keep() -> None:
        title = str(st.session_state["basket title"]).strip()
        _change(lambda current: replace(current, title=title))

    st.text_input(
        texts.TITLE_LABEL,
        basket.title or texts.DEFAULT_TITLE,
        max_chars=60,
        key="basket title",
        on_change=keep,
    )


def _offer_files(basket: Basket, shown: Sequence[_Shown]) -> None:
    """Offer the files; each is made when it is asked for, from the data and for the account as they are then."""
    register, least = get_register(), hide_below()

    def make(write: Callable[[Material, Sequence[Collected], Catalogue], bytes]) -> bytes:
        with reading() as (_, catalogue):
            items = [
                Collected(figure, entry.item.caption)
                for entry in _look_up(register, basket)
                if (figure := _figure(entry, least)) is not None
            ]
            material = build_collection(basket.title, get_settings().bureau, now(), items, catalogue, least)
            data = write(material, items, catalogue)
        keep_exported(item.figure.caption for item in items)
        return data

    if not shown:
        return
    name = build_collection(basket.title, "", now(), (), Catalogue((), {}), least).file_name
    with st.container(horizontal=True):
        for label, ending, write in (
            (texts.WORD, "docx", lambda material, *_: write_material(material)),
            (texts.SLIDES, "pptx", lambda material, *_: write_deck(material, _RATIO)),
            (texts.ARCHIVE, "zip", write_archive),
        ):
            offer_download(
                label,
                lambda write=write: make(write),  # type: ignore[misc]
                f"{name}.{ending}",
                key=f"basket {ending}",
                help=texts.EXPORT_HELP,
            )


def _untold(shown: Sequence[_Shown]) -> int:
    """Count what cannot be told to whom the page is for."""
    least = int(hide_below() or 0)
    return sum(outward_recipe(entry.found.recorded.recipe, least) is None for entry in shown) if least else 0


def _figure(entry: _Shown, least: str) -> Figure | None:
    """The figure as it is told to whom the file is for."""
    if not least:
        return entry.found.figure
    recipe = outward_recipe(entry.found.recorded.recipe, int(least))
    return None if recipe is None else retraced(replace(entry.found.recorded, recipe=recipe)).figure


def _show_items(shown: Sequence[_Shown], *, is_own: bool) -> None:
    least = hide_below()
    is_drawn = st.toggle(texts.DRAW, len(shown) <= _DRAWN_AT_ONCE, key="basket drawn")
    for number, entry in enumerate(shown, start=1):
        recorded, digest = entry.found.recorded, entry.item.digest
        with st.container(border=True, key=f"item {digest}"):
            title = texts.ITEM.format(number=number, place=recorded.place, title=recorded.title)
            st.markdown(f"**{plain(title)}**")
            if is_own and page_view() is PageView.SCREEN:
                _show_controls(entry.item, is_first=number == 1, is_last=number == len(shown))
            elif entry.item.caption:
                st.markdown(plain(entry.item.caption))
            if entry.found.problem:
                st.warning(entry.found.problem)
            elif entry.found.changes:
                st.caption(texts.CHANGED.format(code=recorded.code))
            if is_drawn and (figure := _figure(entry, least)) is not None:
                show_result(f"basket {digest[:10]}", figure, recorded.recipe)


def _show_controls(item: BasketItem, *, is_first: bool, is_last: bool) -> None:
    digest = item.digest
    key = f"basket caption {digest}"

    def keep() -> None:
        said = str(st.session_state[key])
        _change(lambda basket: basket.captioned(digest, said))

    st.text_area(texts.CAPTION_LABEL, item.caption, height=80, max_chars=1000, key=key, on_change=keep)
    with st.container(horizontal=True):
        for label, icon, change, is_off in (
            (texts.UP, ":material/arrow_upward:", lambda basket: basket.moved(digest, -1), is_first),
            (texts.DOWN, ":material/arrow_downward:", lambda basket: basket.moved(digest, 1), is_last),
            (texts.REMOVE, ":material/delete:", lambda basket: basket.without(digest), False),
        ):
            st.button(
                label,
                icon=icon,
                key=f"{label} {digest}",
                disabled=is_off,
                type="tertiary",
                on_click=_change,
                args=(change,),
            )


def _show_sharing(basket: Basket) -> None:
    with st.expander(texts.SHARE, icon=":material/share:"):
        st.caption(texts.SHARE_HINT)
        st.code(texts.SHARE_ADDRESS.format(token=basket.token), language=None)
        if st.button(texts.RENEW, key="renew basket"):
            get_baskets().renew(owner())
            remember(texts.RENEWED)
            st.rerun()
    if st.button(texts.CLEAR, icon=":material/delete_sweep:", key="clear basket"):
        _change(lambda current: replace(current, items=()))
        remember(texts.CLEARED)
        st.rerun()
