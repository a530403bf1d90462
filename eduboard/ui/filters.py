"""The shared filters: period, comparison, city, district, stage; two-way with the address, so a link shows the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from eduboard.codes import load_code_table, region_names
from eduboard.exports.materials.order import AUDIENCES, INTERNAL
from eduboard.formats import format_period
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.places import Place, list_places
from eduboard.metrics.scene import COMPARISONS, PREVIOUS_QUARTER, Filters
from eduboard.metrics.submissions import ReportingCity
from eduboard.periods import period_range
from eduboard.texts import outward as outward_texts
from eduboard.texts import pages as texts
from eduboard.ui.cache import cached
from eduboard.ui.session import get_settings, get_viewer

_ADOPTED = "address:"
_CHOSEN = "chosen:"
_WIDGET = "filter:"
_PAGE = "filters of"
_AUDIENCE = "audience"


def choose(  # noqa: PLR0913 - what a choice is, and how it is drawn and kept
    key: str,
    label: str,
    options: Sequence[str],
    default: str,
    format_option: Callable[[str], str],
    *,
    shown: bool = True,
    memory: str = "",
    draw: Callable[..., Any] = st.selectbox,
) -> str:
    """Offer one choice that the address carries as ``?key=value``.

    An address that was opened or changed by hand wins over what was chosen before; unknown values are ignored.
    The choice outlives a change of page, which clears the address; pages with a ``memory`` of their own, which
    begin with another choice than the others, neither take part in that nor disturb it.
    """
    name = memory + key
    stated = st.query_params.get(key)
    if stated is not None and stated != st.session_state.get(_ADOPTED + name) and not _is_choosing():
        st.session_state[_CHOSEN + name] = stated
        st.session_state.pop(_WIDGET + name, None)
    current = str(st.session_state.get(_CHOSEN + name, default))
    if current not in options:
        current = default
        st.session_state.pop(_WIDGET + name, None)
    if shown:
        if st.session_state.get(_WIDGET + name) not in options:
            st.session_state[_WIDGET + name] = current
        current = str(draw(label, options, format_func=format_option, key=_WIDGET + name))
    st.session_state[_CHOSEN + name] = st.session_state[_ADOPTED + name] = current
    return current


def newly_stated(key: str, memory: str = "") -> str:
    """What the address asks for that was not chosen here before: it was opened or changed by hand; '' for nothing."""
    stated = st.query_params.get(key, "")
    return "" if stated == st.session_state.get(_ADOPTED + memory + key) or _is_choosing() else stated


def forget(key: str, memory: str = "") -> None:
    """Forget what was chosen, so that the next ``choose`` begins with its default."""
    for kept in (_CHOSEN, _ADOPTED, _WIDGET):
        st.session_state.pop(kept + memory + key, None)


def write_address(choices: Mapping[str, str]) -> None:
    """Bring the address in step in one move, so that one press of 后退 leaves the page.

    Whom the page is for always stands in it: the page's other views and its links are opened by their address.
    """
    before = st.query_params.to_dict()
    after = {
        key: value for key, value in {**before, **choices, _AUDIENCE: _address_audience()}.items() if value
    }
    if after != before:
        st.query_params.from_dict(after)


def choose_audience(*, shown: bool) -> None:
    """Offer whom the page is for; it is for the house (内部) unless somebody chose otherwise."""
    choose(
        _AUDIENCE,
        outward_texts.AUDIENCE,
        AUDIENCES,
        INTERNAL,
        outward_texts.AUDIENCES.__getitem__,
        shown=shown,
        draw=partial(
            st.segmented_control,
            required=True,
            label_visibility="collapsed",
            help=outward_texts.AUDIENCE_HELP.format(least=get_settings().hide_below),
        ),
    )


def hide_below() -> str:
    """The least count that is told to whom the page is for (对外), in digits; '' where it is for the house."""
    return str(get_settings().hide_below) if _address_audience() else ""


def _address_audience() -> str:
    """Whom the page is for as the address has it: nothing for the house."""
    chosen = str(st.session_state.get(_CHOSEN + _AUDIENCE, INTERNAL))
    return "" if chosen == INTERNAL else chosen


def _is_choosing() -> bool:
    """Tell whether this run comes from a choice: over a slow link it still carries the address before the last one."""
    return any(
        value != st.session_state.get(_CHOSEN + str(name).removeprefix(_WIDGET), value)
        for name, value in st.session_state.items()
        if str(name).startswith(_WIDGET)
    )


def list_cities(places: Sequence[Place]) -> list[str]:
    """The cities with data, the one with most districts first."""
    return [city for city, _ in Counter(place.city for place in places).most_common()]


def list_periods(places: Sequence[Place]) -> list[str]:
    """Every quarter from the first to the last with data, the newest first."""
    from_first = min(place.first_period for place in places)
    to_last = max(place.last_period for place in places)
    return list(reversed(period_range(from_first, to_last)))


def forget_widgets_of_another_page(page: str) -> None:
    """A page's widgets are new ones under the old keys: told nothing, they start with their first option."""
    if st.session_state.get(_PAGE) == page:
        return
    st.session_state[_PAGE] = page
    for name in [str(name) for name in st.session_state if str(name).startswith(_WIDGET)]:
        del st.session_state[name]


def show_filters(page: str, *, has_stage: bool = True, focus: Sequence[Metric] = ()) -> Filters | None:
    """Show a page's filter row and return the choices; None while the store has no data."""
    places = cached("places", (), lambda session, _: list_places(session))
    if not places:
        return None
    forget_widgets_of_another_page(page)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        cities = list_cities(places)
        city = choose("city", texts.CITY, cities, cities[0], _place, shown=len(cities) > 1)
        in_city = [place for place in places if place.city == city]
        periods = list_periods(in_city)
        latest = max(place.last_period for place in in_city)
        period = choose("period", texts.PERIOD, periods, latest, format_period)
        districts = [place.district for place in in_city if place.district != city]
        if get_viewer().visible is None or len(districts) != 1:
            districts.insert(0, "")
        district = choose(
            "district", texts.DISTRICT, districts, districts[0], _district, shown=len(districts) > 1
        )
        stages = ["", *load_code_table("stages").values]
        stage = choose("stage", texts.STAGE, stages, "", _stage) if has_stage else ""
        compare = choose(
            "compare", texts.COMPARE, COMPARISONS, PREVIOUS_QUARTER, texts.COMPARE_OPTIONS.__getitem__
        )
        names = {"": texts.AUTOMATIC} | {metric.id: metric.name for metric in focus}
        metric = choose("metric", texts.FOCUS, list(names), "", names.__getitem__) if focus else ""
    choices = {"city": city, "period": period, "district": district, "stage": stage, "compare": compare}
    write_address({**choices, "metric": metric})
    return Filters(period, compare, city, district, stage, focus=metric, hide_below=hide_below())


@dataclass(frozen=True)
class SubmissionFilters:
    """The choices of the progress page; ``district`` is '' for all."""

    city: ReportingCity
    period: str
    district: str


def show_submission_filters(cities: Sequence[ReportingCity], newest: str) -> SubmissionFilters:
    """Show the filter row of the progress page, which begins with the newest quarter that has ended."""
    forget_widgets_of_another_page("submissions")
    by_code = {city.city: city for city in cities}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        code = choose("city", texts.CITY, list(by_code), cities[0].city, _place, shown=len(cities) > 1)
        city = by_code[code]
        # The other pages begin with the newest quarter that has data.
        period = choose("period", texts.PERIOD, city.periods, newest, format_period, memory="submissions:")
        districts = ["", *city.districts]
        district = choose("district", texts.DISTRICT, districts, "", _district, shown=len(city.districts) > 1)
    write_address({"city": code, "period": period, "district": district})
    return SubmissionFilters(city, period, district)


def _place(code: str) -> str:
    return region_names().get(code, code)


def _district(code: str) -> str:
    return _place(code) if code else texts.ALL_DISTRICTS


def _stage(stage: str) -> str:
    return stage or texts.ALL_STAGES
