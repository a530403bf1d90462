"""Everything that a paper says of one place, measured once: a scene, and the statements made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eduboard.codes import load_code_table
from eduboard.exports.materials.order import BULLETIN, ONE_PAGER, Order
from eduboard.exports.narrative import Statement, place_among, write_point
from eduboard.metrics import views
from eduboard.metrics.catalogue import NEUTRAL, Catalogue, Metric
from eduboard.metrics.disclosure import is_small
from eduboard.metrics.measure import Request, measure
from eduboard.metrics.outward import is_sensitive
from eduboard.metrics.results import Ranking
from eduboard.metrics.scene import Scene, build_scene
from eduboard.metrics.themes import OVERVIEW_TABLE, THEME_PAGES
from eduboard.store.store import Session
from eduboard.texts.outward import HIDDEN

_ALL_LEVELS = "各级合计"
"""What a paper gives that does not tell levels apart."""

Levels = dict[str, tuple[tuple[str, float, str | None], ...]]


@dataclass(frozen=True)
class Gathered:
    """A place's figures: ``rankings`` and ``statements`` by metric."""

    order: Order
    catalogue: Catalogue
    scene: Scene
    rankings: dict[str, Ranking]
    statements: dict[str, Statement]

    def metrics_of(self, theme: str) -> tuple[Metric, ...]:
        """The metrics that are told of a theme."""
        return tuple(self.catalogue[name] for name in self.statements if self.catalogue[name].theme == theme)

    def told(self, metrics: Sequence[Metric]) -> tuple[Statement, ...]:
        """The statements of some metrics."""
        return tuple(self.statements[metric.id] for metric in metrics)

    def has(self, metric: Metric) -> bool:
        """Tell whether there is a figure of the place in the period."""
        return self.statements[metric.id].value is not None

    def leading_metric(self, metrics: Sequence[Metric]) -> Metric:
        """The metric that is drawn: the first with data, of those that have a better side if there is one."""
        known = [metric for metric in metrics if self.has(metric)]
        return next((metric for metric in known if metric.direction != NEUTRAL), known[0])

    def point(self, metric: Metric) -> str:
        """What a figure of the place comes down to, in a sentence without full stop; '' where there is none."""
        return write_point(self.scene.place_name, self.statements[metric.id])

    def point_of(self, metrics: Sequence[Metric]) -> str:
        """What several come down to, without the place: the point of the one that is drawn."""
        if not any(map(self.has, metrics)):
            return ""
        return write_point("", self.statements[self.leading_metric(metrics).id])

    @property
    def is_city(self) -> bool:
        """Tell whether the place is the city, with districts to set beside each other."""
        return not self.scene.filters.district and len(self.scene.districts) > 1


def gather(session: Session, catalogue: Catalogue, order: Order, district: str) -> Gathered:
    """Measure what a paper says of a district, or of the whole city where it is ''."""
    metrics = tuple(catalogue[name] for name in _metric_ids(catalogue, order))
    scene = build_scene(session, catalogue, order.filters(district), metrics)
    levels = _levels(session, catalogue, scene, metrics)
    rankings = {metric.id: views.build_ranking(scene, metric) for metric in metrics}
    return Gathered(
        order=order,
        catalogue=catalogue,
        scene=scene,
        rankings=rankings,
        statements={
            metric.id: _state(scene, metric, levels.get(metric.id, ()), rankings[metric.id])
            for metric in metrics
        },
    )


def _metric_ids(catalogue: Catalogue, order: Order) -> tuple[str, ...]:
    """The metrics of a paper: of the short ones those of the first page, of the long ones all of their themes."""
    if order.metric:
        return (order.metric,)
    leading = [name for name in OVERVIEW_TABLE if catalogue[name].theme in order.theme_ids]
    if order.document in (BULLETIN, ONE_PAGER):
        return tuple(leading)
    themes = [THEME_PAGES[name] for name in order.theme_ids]
    told = [name for theme in themes for name in (*theme.cards, *theme.table)]
    return tuple(dict.fromkeys([*told, *leading]))


def _levels(session: Session, catalogue: Catalogue, scene: Scene, metrics: Sequence[Metric]) -> Levels:
    """The parts of counts by level, where they add up: a part that is not told apart would look like a lack."""
    counted = tuple(
        metric.id for metric in metrics if "level" in catalogue.columns[metric.id] and not metric.is_ratio
    )
    if not counted:
        return {}
    request = Request(counted, ("level",), (scene.filters.period,), scene.in_sight)
    found: dict[str, dict[str, tuple[float, str | None]]] = {}
    for row in measure(session, catalogue, request):
        if row.value:
            found.setdefault(row.metric, {})[row.level or ""] = (row.value, row.qualifier)
    order = load_code_table("levels").values
    levels: Levels = {}
    for name, parts in found.items():
        whole = scene.value(catalogue[name], scene.filters.period)
        if "" in parts or _ALL_LEVELS in parts or sum(value for value, _ in parts.values()) != whole:
            continue
        if is_sensitive(catalogue[name]) and any(
            is_small(value, scene.filters.least_told) for value, _ in parts.values()
        ):
            continue
        levels[name] = tuple((level, *parts[level]) for level in order if level in parts)
    return levels


def _state(
    scene: Scene, metric: Metric, levels: tuple[tuple[str, float, str | None], ...], ranking: Ranking
) -> Statement:
    card = views.build_card(scene, metric)
    is_hidden = scene.is_hidden(metric, scene.filters.period)
    base = scene.row(metric, scene.filters.base_period)
    return Statement(
        metric=metric,
        period=scene.filters.period,
        compare=scene.filters.compare,
        value=card.value,
        qualifier=card.qualifier,
        annual=card.annual,
        base=base.value if base else None,
        base_qualifier=base.qualifier if base else None,
        delta=card.delta,
        is_first=all(
            value is None and not scene.is_hidden(metric, period)
            for period, value in card.history
            if period < scene.filters.period
        ),
        levels=levels,
        incomplete=card.incomplete if card.value is not None else "",
        absent=_absent(scene, metric) if card.value is None else "",
        place=place_among(ranking, scene.filters.district) if scene.filters.district else None,
        # Beside a number that is not told, whether it reaches its target would tell of it.
        target=None if is_hidden else card.target,
        progress=None if is_hidden else card.progress,
    )


def _absent(scene: Scene, metric: Metric) -> str:
    """Why there is no figure: for several districts only where it is the same for all."""
    if scene.is_hidden(metric, scene.filters.period):
        return HIDDEN
    reasons = {scene.incomplete(metric, district) for district in scene.in_sight}
    return reasons.pop() if len(reasons) == 1 else ""
