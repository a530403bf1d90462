"""The schools of a district or 学区 side by side."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.metrics.catalogue import Catalogue, Metric, join_definitions, join_units
from eduboard.metrics.imprint import stamp
from eduboard.metrics.origins import Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.recipe import AREA, Recipe, sorted_pairs
from eduboard.metrics.results import Caption, DataTable
from eduboard.metrics.schools import School, SchoolFigures, measure_schools, read_schools
from eduboard.store.store import Session
from eduboard.texts import school as texts


def build_area_table(
    session: Session, district: str, cluster: str, schools: Sequence[School], figures: SchoolFigures
) -> DataTable:
    """Schools × metrics, of all 学区 of a district where ``cluster`` is ''; ``figures`` are of one period."""
    [period], metrics = figures.periods, figures.metrics
    place = place_name(district)
    named = {dataset for metric in metrics for dataset in metric.datasets}
    is_divided = len({school.cluster for school in schools}) > 1
    columns = (texts.SCHOOL_COLUMN, *((texts.CLUSTER_COLUMN,) if is_divided else ()), texts.TYPE_COLUMN)
    table = DataTable(
        columns=(*columns, *(metric.name for metric in metrics)),
        rows=tuple(
            (
                school.name,
                *((school.cluster or None,) if is_divided else ()),
                school.school_type or None,
                *(figures.value(metric, period, school.school) for metric in metrics),
            )
            for school in schools
        ),
        caption=Caption(
            title=texts.SCHOOLS_TITLE.format(count=len(schools)),
            unit=join_units(metrics),
            period=period,
            place=texts.AREA.format(district=place, cluster=cluster) if cluster else place,
            definition=join_definitions(metrics),
            sources=tuple(source for source in figures.sources if source.dataset in named),
        ),
        metrics=(*(None for _ in columns), *metrics),
        origins=tuple(Origin(period, (district,), "", school.school) for school in schools),
        leading=len(columns),
    )
    filters = sorted_pairs({"period": period, "district": district})
    recipe = Recipe(AREA, tuple(m.id for m in figures.asked), filters, sorted_pairs({"cluster": cluster}))
    visible = None if session.viewer.visible is None else (district,)
    return stamp(table, recipe, figures.asked, (district,), visible)


def rebuild_area_table(
    session: Session, catalogue: Catalogue, recipe: Recipe, metrics: Sequence[Metric]
) -> DataTable:
    """Make the table of a recipe again."""
    period, district = recipe.filter_values["period"], recipe.filter_values["district"]
    cluster = dict(recipe.details).get("cluster", "")
    schools = [
        school
        for school in read_schools(session, period, [district])
        if cluster in ("", school.cluster or texts.NO_CLUSTER)
    ]
    figures = measure_schools(session, catalogue, district, (period,), metrics)
    return build_area_table(session, district, cluster, schools, figures)
