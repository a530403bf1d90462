"""Any result, shown as it is shown on its own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eduboard import charts
from eduboard.exports.school_words import indicator_words
from eduboard.metrics.breakdown_view import Breakdown
from eduboard.metrics.imprint import Figure
from eduboard.metrics.pulls import Pulls
from eduboard.metrics.recipe import Recipe
from eduboard.metrics.recipes import read_filters
from eduboard.metrics.results import (
    Composition,
    DataTable,
    Distribution,
    Flow,
    HeatTable,
    Ranking,
    SchoolCoverage,
    Trend,
)
from eduboard.metrics.school_indicators import SchoolIndicators
from eduboard.programmes.lights import LightTable
from eduboard.ui import blocks
from eduboard.ui.programmes_progress import show_lights

_DRAWN_BY: dict[type, Callable[[Any], Any]] = {
    Trend: charts.trend,
    Ranking: charts.ranking,
    Composition: charts.pyramid,
    Flow: charts.status_flow,
    Distribution: charts.band_distribution,
    SchoolCoverage: charts.school_coverage,
    Breakdown: charts.breakdown,
    Pulls: charts.school_pulls,
}


def show_result(name: str, result: Figure, recipe: Recipe) -> None:
    """Show a figure or table under a name of its own on the page."""
    match result:
        case HeatTable():
            blocks.show_heat(result, read_filters(recipe), name)
        case LightTable():
            show_lights(name, result)
        case SchoolIndicators():
            blocks.show_table(name, indicator_words(result))
        case DataTable():
            blocks.show_table(name, result)
        case _:
            blocks.show_figure(name, result, _DRAWN_BY[type(result)])
