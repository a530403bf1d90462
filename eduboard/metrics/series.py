"""Figures over time as a table: every place and quarter a line, so that a spreadsheet can filter and draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eduboard.metrics import recipe
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.imprint import stamped
from eduboard.metrics.origins import Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.results import DataTable
from eduboard.metrics.scene import Scene
from eduboard.metrics.views import table_cell
from eduboard.texts.school import PERIOD
from eduboard.texts.views import DISTRICT

Line = tuple[str, str]
"""A district, '' for the place in sight as a whole, and a quarter."""


def list_lines(scene: Scene, metrics: Sequence[Metric]) -> Iterator[Line]:
    """List the lines that any of the metrics has something to say in: the whole place, then its districts."""
    own = () if scene.filters.district or len(scene.districts) < 2 else scene.districts
    for district in ("", *own):
        for period in scene.history:
            cells = (table_cell(scene.row(metric, period, district)) for metric in metrics)
            if any(cell is not None for cell in cells):
                yield district, period


def build_series(scene: Scene, metrics: Sequence[Metric], title: str) -> DataTable:
    """Place × quarter × metrics."""
    lines = list(list_lines(scene, metrics))
    found = DataTable(
        columns=(DISTRICT, PERIOD, *(metric.name for metric in metrics)),
        rows=tuple(
            (
                place_name(district) if district else scene.place_name,
                period,
                *(table_cell(scene.row(metric, period, district)) for metric in metrics),
            )
            for district, period in lines
        ),
        caption=scene.caption(title, metrics, over_time=True),
        metrics=(None, None, *metrics),
        origins=tuple(
            Origin(period, (district,) if district else scene.in_sight, scene.filters.stage)
            for district, period in lines
        ),
        leading=2,
    )
    return stamped(scene, found, recipe.SERIES, metrics, title=title)
