"""The schools of a district or 学区: the 学区 side by side, and every school with its main figures and its link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.formats import format_period
from eduboard.metrics.area import build_area_table
from eduboard.metrics.breakdown import CLUSTER
from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.places import list_places, place_name
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters, build_scene
from eduboard.metrics.schools import School, SchoolFigures, measure_schools
from eduboard.metrics.themes import OVERVIEW_TABLE
from eduboard.store.records import DEMO
from eduboard.store.store import Session
from eduboard.texts import school as texts
from eduboard.ui.blocks import show_definitions, show_table
from eduboard.ui.cache import cached
from eduboard.ui.frame import show_data_kinds, show_steps


def show_area(district: str, cluster: str, period: str, schools: Sequence[School]) -> None:
    """Show the schools of a 学区, or of the whole district for ''."""
    place = place_name(district)
    named = texts.AREA.format(district=place, cluster=cluster) if cluster else place
    st.markdown(f"### {texts.AREA_HEADING.format(place=named, period=format_period(period))}")
    if not schools:
        show_steps(texts.NO_SCHOOLS.format(place=named, period=format_period(period)), texts.NO_SCHOOLS_STEPS)
        return
    figures = cached(
        "area figures", (district, period), lambda session, found: _measure(session, found, district, period)
    )
    show_data_kinds(is_demo=any(source.kind == DEMO for source in figures.sources))
    metrics = figures.metrics
    if not cluster and len({school.cluster for school in schools}) > 1:
        clusters = cached(
            "area clusters",
            (district, period),
            lambda session, found: _clusters(session, found, district, period),
        )
        show_table("area clusters", clusters.table)
    table = cached(
        "area",
        (district, cluster, period),
        lambda session, _: build_area_table(session, district, cluster, schools, figures),
    )
    show_table("area", table)
    st.caption(texts.SCHOOLS_HINT)
    show_definitions(metrics, figures.sources, ())


def _measure(session: Session, catalogue: Catalogue, district: str, period: str) -> SchoolFigures:
    metrics = [catalogue[name] for name in OVERVIEW_TABLE]
    return measure_schools(session, catalogue, district, (period,), metrics)


def _clusters(session: Session, catalogue: Catalogue, district: str, period: str) -> Breakdown:
    place = next(place for place in list_places(session) if place.district == district)
    metrics = [catalogue[name] for name in OVERVIEW_TABLE]
    filters = Filters(period=period, compare=PREVIOUS_QUARTER, city=place.city, district=district)
    scene = build_scene(session, catalogue, filters, metrics)
    return build_breakdown(session, catalogue, scene, metrics, CLUSTER)
