"""材料生成: choose what is told → read it → take it along as Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from eduboard.codes import region_names
from eduboard.exports.blocks import Figure
from eduboard.exports.materials.build import build_material
from eduboard.exports.materials.order import (
    BULLETIN,
    DOCUMENTS,
    MATERIAL,
    ONE_PAGER,
    RATIOS,
    THEME,
    Order,
)
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.writing import Heading, Material, Text, Title, write_material
from eduboard.exports.slides.arranging import write_deck
from eduboard.exports.workbook.build import build_book
from eduboard.exports.workbook.writing import write_book
from eduboard.formats import format_period
from eduboard.metrics.catalogue import THEMES
from eduboard.metrics.places import Place, list_places
from eduboard.metrics.scene import COMPARISONS, PREVIOUS_QUARTER
from eduboard.metrics.themes import THEME_PAGES
from eduboard.programmes.shelf import load_shelf, shelf_stamp
from eduboard.store.records import now
from eduboard.texts import materials as texts
from eduboard.texts import pages as page_texts
from eduboard.ui.cache import cached
from eduboard.ui.downloads import offer_download
from eduboard.ui.figure_codes import keep_exported
from eduboard.ui.filters import (
    choose,
    forget_widgets_of_another_page,
    hide_below,
    list_cities,
    list_periods,
    write_address,
)
from eduboard.ui.frame import frame, show_data_kinds, show_empty_store
from eduboard.ui.plain import plain
from eduboard.ui.session import get_settings, reading

_SEVERAL = "materials:"


def show_materials() -> None:
    """Show the page."""
    with frame("materials"):
        st.caption(texts.INTRO)
        places = cached("places", (), lambda session, _: list_places(session))
        if not places:
            show_empty_store()
            return
        order = _choose_order(places)
        material = _build(order)
        _offer_files(order, material)
        _show_preview(material)


def _offer_files(order: Order, material: Material) -> None:
    """Show the buttons; a file is made when its button is pressed, for who is looking then."""
    with st.container(horizontal=True):
        offer_download(
            texts.DOWNLOAD,
            lambda: _print(order, write_material),
            f"{material.file_name}.docx",
            key="material",
            icon=":material/description:",
            help=texts.DOWNLOAD_HELP,
        )
        for ratio in RATIOS:
            offer_download(
                texts.DOWNLOAD_SLIDES.format(ratio=ratio),
                lambda ratio=ratio: _print(order, lambda made: write_deck(made, ratio)),  # type: ignore[misc]
                f"{material.file_name}_{texts.RATIO_IN_NAME[ratio]}.pptx",
                key=f"slides {ratio}",
                icon=":material/slideshow:",
                help=texts.DOWNLOAD_SLIDES_HELP,
            )
        offer_download(
            texts.DOWNLOAD_WORKBOOK,
            lambda: _print_workbook(order),
            f"{material.file_name}.xlsx",
            key="workbook",
            icon=":material/table_view:",
            help=texts.DOWNLOAD_WORKBOOK_HELP,
        )


def _print(order: Order, write: Callable[[Material], bytes]) -> bytes:
    material = replace(_build(order), made_at=now())
    keep_exported(material.captions)
    return write(material)


def _print_workbook(order: Order) -> bytes:
    with reading() as (session, catalogue):
        book = build_book(Desk(session, catalogue, get_settings(), order, now()))
    keep_exported(book.captions)
    return write_book(book)


def _build(order: Order) -> Material:
    settings, moment = get_settings(), now()
    return cached(
        "material",
        (order, settings.bureau, shelf_stamp(settings), moment.date()),
        lambda session, catalogue: build_material(Desk(session, catalogue, settings, order, moment)),
    )


def _choose_order(places: Sequence[Place]) -> Order:
    """Show the choices, which the address carries, and give what they ask for."""
    forget_widgets_of_another_page("materials")
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        document = choose("document", texts.DOCUMENT, DOCUMENTS, MATERIAL, texts.DOCUMENTS.__getitem__)
        cities = list_cities(places)
        names = region_names()
        city = choose("city", page_texts.CITY, cities, cities[0], names.__getitem__, shown=len(cities) > 1)
        in_city = [place for place in places if place.city == city]
        latest = max(place.last_period for place in in_city)
        period = choose("period", page_texts.PERIOD, list_periods(in_city), latest, format_period)
        compared = page_texts.COMPARE_OPTIONS.__getitem__
        compare = choose("compare", page_texts.COMPARE, COMPARISONS, PREVIOUS_QUARTER, compared)
        programme = _choose_programme(in_city, city) if document != ONE_PAGER else ""
    districts = _choose_districts(in_city, city) if document != BULLETIN else ()
    themes = _choose_themes(document)
    choices = {"document": document, "city": city, "period": period, "compare": compare}
    themed = "theme" if document == THEME else "themes"
    several = {"district": ",".join(districts), themed: ",".join(themes), "programme": programme}
    write_address({**choices, **several})
    return Order(document, period, city, districts, compare, themes, programme, hide_below=hide_below())


def _choose_programme(in_city: Sequence[Place], city: str) -> str:
    settings = get_settings()
    shelf = cached(
        "programme names",
        shelf_stamp(settings),
        lambda session, catalogue: load_shelf(session, catalogue, settings).programmes,
    )
    codes = {city, *(place.district for place in in_city)}
    names = {"": texts.NO_PROGRAMME} | {item.id: item.name for item in shelf if item.district in codes}
    return choose("programme", texts.PROGRAMME, list(names), "", names.__getitem__, shown=len(names) > 1)


def _choose_districts(in_city: Sequence[Place], city: str) -> tuple[str, ...]:
    own = {place.district: place.name for place in in_city if place.district != city}
    return _choose_several("district", texts.DISTRICTS, own) if len(own) > 1 else ()


def _choose_themes(document: str) -> tuple[str, ...]:
    if document == THEME:
        names = list(THEME_PAGES)
        return (choose("theme", texts.THEME, names, names[0], THEMES.__getitem__),)
    return _choose_several("themes", texts.THEMES, {name: THEMES[name] for name in THEME_PAGES})


def _choose_several(key: str, label: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Offer any number of choices; an address that somebody sent is where they begin."""
    widget = f"{_SEVERAL}{key}"
    chosen = st.session_state.get(widget)
    if chosen is None:
        chosen = st.query_params.get(key, "").split(",")
    st.session_state[widget] = [name for name in chosen if name in names]
    return tuple(st.multiselect(label, list(names), format_func=names.__getitem__, key=widget))


def _show_preview(material: Material) -> None:
    """Show what the paper says, and where its figures and tables stand."""
    show_data_kinds(is_demo=material.is_demo, is_published=material.is_published)
    if material.hide_below:
        st.info(material.notices[-1], icon=":material/visibility_off:")
    with st.container(border=True):
        for block in material.blocks:
            match block:
                case Title():
                    st.markdown(f"#### {plain(block.text)}")
                case Heading():
                    st.markdown(f"**{plain(block.text)}**")
                case Text():
                    st.markdown(plain(block.text))
                case Figure():
                    st.caption(texts.FIGURE_LINE.format(caption=plain(block.caption)))
                case _:
                    st.caption(texts.TABLE_LINE.format(caption=plain(block.caption)))
