"""Making figures again: for every kind of recipe the builder that made it, from the data as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from eduboard.errors import EduboardError
from eduboard.metrics import recipe as kinds
from eduboard.metrics import views, views_of_schools
from eduboard.metrics.area import rebuild_area_table
from eduboard.metrics.balance import build_balance
from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.imprint import Figure
from eduboard.metrics.indicators import build_indicators
from eduboard.metrics.measure import require_metric
from eduboard.metrics.pulls import Pulls, build_pulls
from eduboard.metrics.recipe import Recipe, sorted_pairs
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
from eduboard.metrics.scene import Filters, Scene, build_scene
from eduboard.metrics.school_view import build_school_part
from eduboard.metrics.series import build_series
from eduboard.periods import Period
from eduboard.settings import Settings
from eduboard.store.store import Session


@dataclass(frozen=True, eq=False)
class Kitchen:
    """What a figure is made from: the viewer's session, the definitions, the settings, and the recipe."""

    session: Session
    catalogue: Catalogue
    settings: Settings
    recipe: Recipe

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The recipe's metrics; raises EduboardError ``metric.unknown``."""
        return tuple(require_metric(self.catalogue, name) for name in self.recipe.metrics)

    @property
    def metric(self) -> Metric:
        """The recipe's first metric."""
        return self.metrics[0]

    def scene(self) -> Scene:
        """Measure the recipe's metrics under its filters."""
        return build_scene(self.session, self.catalogue, read_filters(self.recipe), self.metrics)


Builder = Callable[[Kitchen], Figure]


def read_filters(recipe: Recipe) -> Filters:
    """Give a recipe's filters; raises TypeError or ValueError where they are none of ours."""
    filters = Filters(**recipe.filter_values)
    Period.parse(filters.period)
    return filters


def _trend(kitchen: Kitchen) -> Trend:
    return views.build_trend(kitchen.scene(), kitchen.metric)


def _ranking(kitchen: Kitchen) -> Ranking:
    return views.build_ranking(kitchen.scene(), kitchen.metric)


def _heat(kitchen: Kitchen) -> HeatTable:
    return views.build_heat(kitchen.scene(), kitchen.metrics, kitchen.recipe.detail("title"))


def _table(kitchen: Kitchen) -> DataTable:
    return views.build_table(kitchen.scene(), kitchen.metrics, kitchen.recipe.detail("title"))


def _composition(kitchen: Kitchen) -> Composition:
    title, codes = (kitchen.recipe.detail(name) for name in ("title", "codes"))
    return views.build_composition(
        kitchen.session, kitchen.catalogue, kitchen.scene(), kitchen.metric, title, codes
    )


def _flow(kitchen: Kitchen) -> Flow:
    started, still_open, completed = kitchen.metrics
    return views.build_flow(kitchen.scene(), started, still_open, completed)


def _distribution(kitchen: Kitchen) -> Distribution:
    rules = kitchen.settings.class_size_rules()
    return views.build_distribution(
        kitchen.session, kitchen.catalogue, kitchen.scene(), kitchen.metric, rules
    )


def _largest(kitchen: Kitchen) -> DataTable:
    return views_of_schools.build_largest_classes(kitchen.session, kitchen.scene(), kitchen.metric)


def _coverage(kitchen: Kitchen) -> SchoolCoverage:
    scene = kitchen.scene()
    rows = views_of_schools.measure_schools(kitchen.session, kitchen.catalogue, scene, kitchen.metrics)
    return views_of_schools.build_coverage(scene, kitchen.metric, rows or ())


def _schools(kitchen: Kitchen) -> DataTable:
    scene = kitchen.scene()
    rows = views_of_schools.measure_schools(kitchen.session, kitchen.catalogue, scene, kitchen.metrics)
    return views_of_schools.build_school_table(scene, kitchen.metrics, rows or ())


def _indicators(kitchen: Kitchen) -> DataTable:
    return build_indicators(kitchen.scene(), kitchen.metrics, kitchen.recipe.detail("title"))


def _series(kitchen: Kitchen) -> DataTable:
    return build_series(kitchen.scene(), kitchen.metrics, kitchen.recipe.detail("title"))


def _breakdown(kitchen: Kitchen) -> Breakdown:
    by = kitchen.recipe.detail("by")
    return build_breakdown(kitchen.session, kitchen.catalogue, kitchen.scene(), kitchen.metrics, by)


def _breakdown_table(kitchen: Kitchen) -> DataTable:
    return _breakdown(kitchen).table


def _pulls(kitchen: Kitchen) -> Pulls:
    filters = kitchen.recipe.filter_values
    balance = build_balance(
        kitchen.session, kitchen.catalogue, kitchen.settings, filters["period"], filters["district"]
    )
    found = build_pulls(kitchen.session, kitchen.catalogue, balance)
    return {pulls.stage.stage: pulls for pulls in found}[kitchen.recipe.detail("stage")]


def _school(kitchen: Kitchen) -> Figure:
    return build_school_part(kitchen.session, kitchen.catalogue, kitchen.recipe, kitchen.metrics)


def _area(kitchen: Kitchen) -> DataTable:
    return rebuild_area_table(kitchen.session, kitchen.catalogue, kitchen.recipe, kitchen.metrics)


BUILDERS: Mapping[str, Builder] = {
    kinds.TREND: _trend,
    kinds.RANKING: _ranking,
    kinds.HEAT: _heat,
    kinds.TABLE: _table,
    kinds.COMPOSITION: _composition,
    kinds.FLOW: _flow,
    kinds.DISTRIBUTION: _distribution,
    kinds.LARGEST: _largest,
    kinds.COVERAGE: _coverage,
    kinds.SCHOOLS: _schools,
    kinds.INDICATORS: _indicators,
    kinds.BREAKDOWN: _breakdown,
    kinds.BREAKDOWN_TABLE: _breakdown_table,
    kinds.PULLS: _pulls,
    kinds.SCHOOL: _school,
    kinds.SERIES: _series,
    kinds.AREA: _area,
}
"""One for every kind; a test holds that none is missing."""


OUTWARD_KINDS = frozenset(
    {
        kinds.TREND,
        kinds.RANKING,
        kinds.HEAT,
        kinds.TABLE,
        kinds.COMPOSITION,
        kinds.FLOW,
        kinds.DISTRIBUTION,
        kinds.INDICATORS,
        kinds.BREAKDOWN,
        kinds.BREAKDOWN_TABLE,
        kinds.SERIES,
    }
)
"""The kinds that can be told outside the house: their builders hide what is not, however figures are combined."""


def outward_recipe(recipe: Recipe, least: int) -> Recipe | None:
    """Give the recipe of a figure as it is told outside the house (对外); None for a kind that is not."""
    if recipe.kind not in OUTWARD_KINDS:
        return None
    return replace(recipe, filters=sorted_pairs({**recipe.filter_values, "hide_below": str(least)}))


def make_again(kitchen: Kitchen, builders: Mapping[str, Builder] = BUILDERS) -> Figure:
    """Make a figure again from the data as it is now, by one of the builders.

    Raises EduboardError ``figure.not_reproduced`` where this version no longer knows the kind, the metric or a filter.
    """
    kind = kitchen.recipe.kind
    try:
        return builders[kind](kitchen)
    except (KeyError, TypeError, ValueError) as error:
        raise EduboardError("figure.not_reproduced", kind=kind) from error
