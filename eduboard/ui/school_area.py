"""The schools of a district or 学区: the 学区 side by side, and every school with its main figures and its link."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from eduboard.formats import format_period
from eduboard.metrics.breakdown import CLUSTER
from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.places import list_places, place_name
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters, build_scene
from eduboard.metrics.schools import School, SchoolFigures, measure_schools
from eduboard.metrics.themes import OVERVIEW_TABLE
from eduboard.store.records import DEMO
from eduboard.store.store import Session
from eduboard.texts import school as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.ui.blocks import column_title, show_definitions, show_table
from eduboard.ui.cache import cached
from eduboard.ui.frame import show_data_kinds, show_steps
from eduboard.ui.rows import rows_height, show_rows
from eduboard.ui.school_links import school_address, school_column

_TYPE_WIDTH = 120  # 九年一贯制学校, in pixels


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
    _show_schools(period, schools, figures, metrics)
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


def _show_schools(
    period: str, schools: Sequence[School], figures: SchoolFigures, metrics: Sequence[Metric]
) -> None:
    st.markdown(f"**{texts.SCHOOLS_TITLE.format(count=len(schools))}**")
    st.caption(texts.SCHOOLS_HINT)
    shown: dict[str, list[object]] = {
        texts.SCHOOL_COLUMN: [school_address(s.name, s.district, s.school, period) for s in schools],
        texts.CLUSTER_COLUMN: [school.cluster or UNDEFINED for school in schools],
        texts.TYPE_COLUMN: [school.school_type or UNDEFINED for school in schools],
    }
    if len({school.cluster for school in schools}) == 1:
        del shown[texts.CLUSTER_COLUMN]
    columns = {
        texts.SCHOOL_COLUMN: school_column(texts.SCHOOL_COLUMN),
        texts.TYPE_COLUMN: st.column_config.TextColumn(width=_TYPE_WIDTH),
    }
    for metric in metrics:
        title = column_title(metric.name, metric)
        values = [figures.value(metric, period, school.school) for school in schools]
        shown[title] = [100 * v if v is not None and metric.is_share else v for v in values]
        columns[title] = st.column_config.NumberColumn(
            format="%.1f%%" if metric.is_share else f"%.{metric.decimals}f"
        )
    show_rows(
        pd.DataFrame(shown),
        hide_index=True,
        height=rows_height(len(schools)),
        placeholder=UNDEFINED,
        column_config=columns,
        key="schools of the area",
    )
