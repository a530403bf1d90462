"""学区与学校: choose a district, a 学区, a school → the schools of the place, or the school's own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from eduboard.errors import AccessDenied, EduboardError
from eduboard.formats import format_period
from eduboard.metrics.breakdown import by_number
from eduboard.metrics.places import Place, list_places, place_name
from eduboard.metrics.scene import HISTORY
from eduboard.metrics.schools import School, find_school, read_schools
from eduboard.periods import Period, period_range
from eduboard.texts import pages as page_texts
from eduboard.texts import school as texts
from eduboard.ui.cache import cached
from eduboard.ui.filters import (
    choose,
    forget,
    forget_widgets_of_another_page,
    list_cities,
    list_periods,
    newly_stated,
    write_address,
)
from eduboard.ui.frame import frame, show_empty_store, show_steps
from eduboard.ui.plain import plain
from eduboard.ui.school_area import show_area
from eduboard.ui.school_sections import show_school
from eduboard.ui.session import get_viewer

_MEMORY = "school:"
"""A district is always chosen here, which must not become the choice of pages that begin with all of them."""
_UNFILLED = "-"
_NEWEST = "9999Q4"


@dataclass(frozen=True)
class _Choice:
    """What is looked at: a school, or else the schools of a 学区 ('' for all of the district)."""

    period: str
    district: str
    cluster: str
    schools: tuple[School, ...]
    code: str
    school: School | None


def show_school_page() -> None:
    """Show the page."""
    with frame("school"):
        places = cached("places", (), lambda session, _: list_places(session))
        if not places:
            show_empty_store()
            return
        choice = _choose(places)
        if choice.code and choice.school is None:
            if choice.code == get_viewer().school:
                show_steps(texts.OWN_UNKNOWN.format(school=plain(choice.code)), texts.NO_SCHOOLS_STEPS)
                return
            raise EduboardError("school.unknown", school=plain(choice.code))
        if choice.school is None:
            cluster = _cluster(choice.cluster) if choice.cluster else ""
            show_area(choice.district, cluster, choice.period, choice.schools)
        else:
            show_school(choice.school, choice.period, _periods(places, choice))


def _choose(places: Sequence[Place]) -> _Choice:
    forget_widgets_of_another_page("school")
    stated = _stated_school()
    viewer = get_viewer()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        cities = list_cities(places)
        city = choose("city", page_texts.CITY, cities, cities[0], place_name, shown=len(cities) > 1)
        in_city = [place for place in places if place.city == city]
        latest = max(place.last_period for place in in_city)
        period = choose("period", page_texts.PERIOD, list_periods(in_city), latest, format_period)
        districts = [
            place.district
            for place in in_city
            if not viewer.school or place.district in (viewer.districts or ())
        ]
        looked_at = str(st.session_state.get("chosen:district", ""))
        district = choose(
            "district",
            page_texts.DISTRICT,
            districts,
            looked_at if looked_at in districts else _first(districts, city),
            place_name,
            shown=len(districts) > 1,
            memory=_MEMORY,
        )
        listed = cached(
            "register", (period, district), lambda session, _: read_schools(session, period, [district])
        )
        clusters = sorted({*map(_cluster_of, listed)}, key=lambda name: (name == _UNFILLED, by_number(name)))
        is_divided = len(clusters) > 1 and not viewer.school
        cluster = choose(
            "cluster", texts.CLUSTER, ["", *clusters], "", _cluster, shown=is_divided, memory=_MEMORY
        )
        code = _choose_school(listed, cluster, stated, district)
    choices = {"city": city, "period": period, "district": district, "cluster": cluster, "school": code}
    write_address({**choices, "name": ""})
    in_cluster = tuple(school for school in listed if cluster in ("", _cluster_of(school)))
    return _Choice(
        period, district, cluster, in_cluster, code, _find(code, district, period) if code else None
    )


def _first(districts: Sequence[str], city: str) -> str:
    """Begin with a district, not with the city's own schools."""
    return next((code for code in districts if code != city), districts[0])


def _stated_school() -> str:
    """The school that a link asks for, its district written beside it; '' where the address asks for none anew.

    Raises AccessDenied for a school account that asks for another school, and EduboardError ``school.unknown``.
    """
    viewer, code = get_viewer(), newly_stated("school", _MEMORY)
    if not code:
        return ""
    school = _find(code, st.query_params.get("district", ""), _NEWEST)
    if school is None or (viewer.school and code != viewer.school):
        # What was asked for in vain is not asked for again by the next choice.
        del st.query_params["school"]
        if viewer.school:
            raise AccessDenied("access.other_school")
        raise EduboardError("school.unknown", school=plain(code))
    st.query_params["district"] = school.district
    if "cluster" not in st.query_params:
        forget("cluster", _MEMORY)
    return code


def _find(code: str, district: str, period: str) -> School | None:
    return cached(
        "school", (code, district, period), lambda session, _: find_school(session, code, district, period)
    )


def _choose_school(listed: Sequence[School], cluster: str, stated: str, district: str) -> str:
    """Offer the schools of the 学区, and one that the register does not list any more where it is looked at."""
    viewer = get_viewer()
    if viewer.school:
        return viewer.school
    names = {school.school: school.name for school in listed if cluster in ("", _cluster_of(school))}
    looked_at = stated or str(st.session_state.get(f"chosen:{_MEMORY}school", ""))
    if looked_at and looked_at not in {school.school for school in listed}:
        former = _find(looked_at, district, _NEWEST)
        if former is not None:
            names[looked_at] = former.name
    names = {"": texts.CHOOSE_SCHOOL} | names
    return choose("school", texts.SCHOOL, list(names), "", names.__getitem__, memory=_MEMORY)


def _cluster_of(school: School) -> str:
    return school.cluster or _UNFILLED


def _cluster(name: str) -> str:
    return {"": texts.ALL_CLUSTERS, _UNFILLED: texts.NO_CLUSTER}.get(name, name)


def _periods(places: Sequence[Place], choice: _Choice) -> tuple[str, ...]:
    """The quarters that are shown of a school, as far back as its district has handed anything in."""
    first = min(place.first_period for place in places if place.district == choice.district)
    earliest = str(Period.parse(choice.period).shift(1 - HISTORY))
    return tuple(period_range(max(min(first, choice.period), earliest), choice.period))
