"""Builds what pages show of single schools and classes: those of the district in sight.

Single schools are for the house: of most there is little to count, and their districts are told (对外) beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eduboard.metrics import recipe
from eduboard.metrics.catalogue import LOWER_IS_BETTER, Catalogue, Metric
from eduboard.metrics.imprint import stamped
from eduboard.metrics.measure import MetricRow, measure
from eduboard.metrics.origins import Origin, origin_of_class
from eduboard.metrics.places import load_school_names, place_name
from eduboard.metrics.results import DataTable, SchoolCoverage, SchoolValue
from eduboard.metrics.scene import Scene
from eduboard.metrics.views import spread_request
from eduboard.periods import Period, period_range
from eduboard.store.store import Session
from eduboard.texts.views import (
    LARGEST_CLASSES_COLUMNS,
    LARGEST_CLASSES_TITLE,
    SCHOOL,
    SCHOOLS_TITLE,
    STAGE,
)

LARGEST_CLASSES = 20


def build_largest_classes(session: Session, scene: Scene, metric: Metric) -> DataTable:
    """The classes with most students in sight."""
    districts = [scene.filters.district] if scene.filters.district else list(scene.districts)
    found = session.run(
        "pages/largest_classes",
        period=scene.filters.period,
        districts=districts,
        stage=scene.filters.stage or None,
        most=LARGEST_CLASSES,
    )
    names = load_school_names(session, districts)
    for row in found:
        row["school_name"] = names.get((row["district"], row["school"]), row["school"])
    found.sort(key=lambda row: (-row["students"], row["district"], row["school_name"]))
    table = DataTable(
        columns=LARGEST_CLASSES_COLUMNS,
        rows=tuple(
            (
                place_name(row["district"]),
                row["school_name"],
                row["stage"],
                row["grade"],
                row["class_no"],
                row["students"],
            )
            for row in found
        ),
        caption=scene.caption(LARGEST_CLASSES_TITLE, [metric]),
        metrics=(None,) * len(LARGEST_CLASSES_COLUMNS),
        origins=tuple(
            origin_of_class(scene.filters.period, row["district"], row["school"], row) for row in found
        ),
    )
    return stamped(scene, table, recipe.LARGEST, [metric])


def measure_schools(
    session: Session, catalogue: Catalogue, scene: Scene, metrics: Sequence[Metric]
) -> tuple[MetricRow, ...] | None:
    """Measure the schools of the district in sight; None while no district is chosen."""
    if not scene.filters.district:
        return None
    # All stages and the whole year, so that who turns to another one finds them measured: to plan the statement takes
    # the engine longer than to run it.
    year = Period.parse(scene.filters.period).year
    request = replace(
        spread_request(scene, metrics[0], ("period", "district", "school", "stage")),
        metrics=tuple(metric.id for metric in metrics),
        periods=period_range(f"{year}Q1", f"{year}Q4"),
        stage=None,
    )
    rows = session.recall(
        ("schools", tuple(metrics), request), lambda: tuple(measure(session, catalogue, request))
    )
    return tuple(
        row
        for row in rows
        if row.school and row.period == scene.filters.period and scene.filters.stage in ("", row.stage)
    )


def build_coverage(scene: Scene, metric: Metric, rows: Sequence[MetricRow]) -> SchoolCoverage:
    """Every measured school by the metric, furthest behind first."""
    schools = [
        SchoolValue(
            district=row.district or "",
            district_name=row.district_name or "",
            school=row.school or "",
            name=row.school_name or row.school or "",
            stage=row.stage or "",
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
        )
        for row in rows
        if row.metric == metric.id
    ]
    sign = -1 if metric.direction == LOWER_IS_BETTER else 1
    schools.sort(key=lambda school: (school.value is None, sign * (school.value or 0), school.name))
    caption = scene.caption(SCHOOLS_TITLE.format(metric=metric.name), [metric], of_schools=True)
    found = SchoolCoverage(metric, tuple(schools), scene.target(metric), caption)
    return stamped(scene, found, recipe.COVERAGE, [metric])


def build_school_table(scene: Scene, metrics: Sequence[Metric], rows: Sequence[MetricRow]) -> DataTable:
    """The measured schools by several metrics."""
    table: dict[tuple[str, str, str], dict[str, float | None]] = {}
    for row in rows:
        key = (row.school_name or "", row.stage or "", row.school or "")
        table.setdefault(key, {})[row.metric] = row.value
    found = DataTable(
        columns=(SCHOOL, STAGE, *(metric.name for metric in metrics)),
        rows=tuple(
            (name, stage, *(values.get(metric.id) for metric in metrics))
            for (name, stage, _), values in sorted(table.items())
        ),
        caption=scene.caption(SCHOOLS_TITLE.format(metric=""), metrics, of_schools=True),
        metrics=(None, None, *metrics),
        origins=tuple(
            Origin(scene.filters.period, (scene.filters.district,), stage, school)
            for _, stage, school in sorted(table)
        ),
    )
    return stamped(scene, found, recipe.SCHOOLS, metrics)
