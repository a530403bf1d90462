"""A place's own figures side by side: now, in the base period, and what is aimed at."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.metrics import recipe
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.imprint import stamped
from eduboard.metrics.origins import Origin
from eduboard.metrics.results import DataTable
from eduboard.metrics.scene import Scene
from eduboard.metrics.views import table_cell
from eduboard.texts.trace_page import TARGET
from eduboard.texts.views import DISTRICT


def build_indicators(scene: Scene, metrics: Sequence[Metric], title: str) -> DataTable:
    """One column for each metric; the rows are the place in sight, its base period, its targets."""
    period, base = scene.filters.period, scene.filters.base_period
    targets = [scene.target(metric) for metric in metrics]
    found = DataTable(
        columns=(DISTRICT, *(metric.name for metric in metrics)),
        rows=(
            (scene.place_name, *(table_cell(scene.row(metric, period)) for metric in metrics)),
            (base, *(table_cell(scene.row(metric, base)) for metric in metrics)),
            (TARGET, *(target.value if target else None for target in targets)),
        ),
        caption=scene.caption(title, metrics),
        metrics=(None, *metrics),
        origins=tuple(
            Origin(origin, scene.in_sight, scene.filters.stage) for origin in (period, base, period)
        ),
    )
    return stamped(scene, found, recipe.INDICATORS, metrics, title=title)
