"""What is looked at on 工程推进: programme, period and district, two-way with the address, and what is made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from eduboard.codes import load_regions
from eduboard.formats import format_period
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.places import list_places, place_name
from eduboard.periods import period_range
from eduboard.programmes.evaluation import ProgrammeData, evaluate_data, latest_period, read_programme
from eduboard.programmes.model import Programme
from eduboard.programmes.outward import find_untold, turn_view_outward
from eduboard.programmes.results import ProgrammeView
from eduboard.programmes.shelf import Shelf, load_shelf, shelf_stamp
from eduboard.store.records import now
from eduboard.store.store import Session
from eduboard.texts import pages as page_texts
from eduboard.texts import programme_page as texts
from eduboard.ui.cache import cached
from eduboard.ui.filters import choose, forget_widgets_of_another_page, hide_below, write_address
from eduboard.ui.session import get_settings, get_viewer

T = TypeVar("T")
_VIEW, _ADOPTED_VIEW = "programmes view", "programmes view:address"


@dataclass(frozen=True)
class Sight:
    """A programme's view and data, the part of the page that was asked for, and the key of whatever is made of them."""

    data: ProgrammeData
    view: ProgrammeView
    part: str
    key: Hashable

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts in sight."""
        whole = self.view.district == self.view.programme.district
        return self.data.region.districts if whole else (self.view.district,)

    def cached(self, name: str, build: Callable[[Session, Catalogue], T], *more: Hashable) -> T:
        """Keep what is made of this sight."""
        return cached(f"programme {name}", (self.key, *more), build)


def load_programmes() -> Shelf:
    """Read the programme files, anew when one of them has changed."""
    settings = get_settings()
    return cached("shelf", shelf_stamp(settings), lambda session, found: load_shelf(session, found, settings))


def choose_sight(shelf: Shelf) -> Sight | None:
    """Show the filter row and evaluate what is chosen; None without any programme."""
    forget_widgets_of_another_page("programmes")
    programmes = _offered(shelf)
    if not programmes:
        return None
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        options = {programme.id: label for programme, label in programmes.items()}
        chosen = choose("programme", texts.PROGRAMME, list(options), _first(programmes), options.__getitem__)
        programme = next(found for found in programmes if found.id == chosen)
        data = load_data(programme)
        known = data.scopes.periods
        latest = known[-1] if known else _latest(programme)
        periods = list(reversed(period_range(known[0], latest))) if known else [latest]
        period = choose("period", page_texts.PERIOD, periods, latest, format_period)
        districts = ["", *(code for code in data.region.districts if code != programme.district)]
        district = (
            choose("district", page_texts.DISTRICT, districts, "", _district) if len(districts) > 2 else ""
        )
    part = _choose_part()
    write_address({"programme": programme.id, "period": period, "district": district, "part": part})
    return look_at(data, period, district, part)


def load_data(programme: Programme) -> ProgrammeData:
    """Read what a programme is judged by, anew when its file has changed."""
    return cached(
        "programme data",
        (programme.id, shelf_stamp(get_settings())),
        lambda session, catalogue: read_programme(session, catalogue, programme),
    )


def look_at(data: ProgrammeData, period: str, district: str, part: str) -> Sight:
    """Evaluate a programme for a period and a district, '' for all of them, as of today."""
    today, least = now().date(), hide_below()
    key = (data.programme.id, shelf_stamp(get_settings()), period, district, today, least)

    def build(session: Session, catalogue: Catalogue) -> ProgrammeView:
        found = evaluate_data(session, data, period, district or None, today=today)
        if not least:
            return found
        return turn_view_outward(found, find_untold(session, catalogue, found, int(least)))

    view = cached("programme view", key, build)
    return Sight(data, view, part, key)


def _latest(programme: Programme) -> str:
    today = now().date()
    return cached(
        "programme period",
        (programme.id, shelf_stamp(get_settings()), today),
        lambda session, _: latest_period(session, programme, today),
    )


def _offered(shelf: Shelf) -> dict[Programme, str]:
    """The programmes and how the box names them: that of the place with most districts first, those without data last.

    Who sees some districts only is not offered the programmes of other places.
    """
    places = cached("places", (), lambda session, _: list_places(session))
    filled = Counter(code for place in places for code in {place.district, place.city})
    viewer = get_viewer()
    own = {region.parent_code for region in load_regions() if viewer.may_see(region.code)}
    found = {}
    for programme in sorted(shelf.programmes, key=lambda programme: -filled[programme.district]):
        if viewer.may_see(programme.district) or programme.district in own:
            label = texts.PROGRAMME_OPTION if programme.district in filled else texts.PROGRAMME_WITHOUT_DATA
            found[programme] = label.format(place=place_name(programme.district), name=programme.name)
    return found


def _first(programmes: dict[Programme, str]) -> str:
    """The programme to begin with: of the city or district looked at on the other pages, or else the first."""
    looked_at = {st.session_state.get(f"chosen:{key}") for key in ("city", "district")}
    ids = [programme.id for programme in programmes if programme.district in looked_at]
    return (ids or [programme.id for programme in programmes])[0]


def _choose_part() -> str:
    """Offer the parts of the page; the address says which one, and wins when it was opened or changed by hand."""
    stated, adopted = st.query_params.get("part"), st.session_state.get(_ADOPTED_VIEW, "progress")
    if stated in texts.VIEWS and stated != adopted:
        st.session_state[_VIEW] = stated
    # A widget that was not drawn for a while has forgotten what was chosen.
    st.session_state.setdefault(_VIEW, adopted)
    part = st.segmented_control(
        texts.VIEW_LABEL,
        list(texts.VIEWS),
        format_func=texts.VIEWS.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=_VIEW,
    )
    st.session_state[_ADOPTED_VIEW] = part
    return str(part)


def _district(code: str) -> str:
    return place_name(code) if code else page_texts.ALL_DISTRICTS
