"""Builds the results that pages draw, each from a measured scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eduboard.codes import load_code_table
from eduboard.metrics import recipe
from eduboard.metrics.catalogue import HIGHER_IS_BETTER, NEUTRAL, Catalogue, Metric
from eduboard.metrics.imprint import stamped
from eduboard.metrics.measure import MetricRow, Request, measure, read_cells
from eduboard.metrics.origins import Origin
from eduboard.metrics.outward import find_hidden_of, hide_in_composition, hide_in_distribution
from eduboard.metrics.places import place_name
from eduboard.metrics.results import (
    Card,
    Composition,
    DataTable,
    Distribution,
    Flow,
    HeatCell,
    HeatTable,
    Line,
    Mover,
    Point,
    Qualified,
    RankedDistrict,
    Ranking,
    Trend,
)
from eduboard.metrics.scene import Scene
from eduboard.settings import ClassSizeRule
from eduboard.store.store import Session
from eduboard.texts.charts import TOTAL
from eduboard.texts.outward import HIDDEN
from eduboard.texts.submissions import NOT_WHOLE
from eduboard.texts.views import (
    ALL_DISTRICTS,
    DISTRIBUTION_TITLE,
    DISTRICT,
    FLOW_TITLE,
    RANKING_TITLE,
    TREND_TITLE,
    UNRANKED_TITLE,
    UNSTATED,
)

SUPER, LARGE, NORMAL = "super", "large", "normal"


def build_card(scene: Scene, metric: Metric) -> Card:
    """One number of the place in sight with its movement, history and target."""
    row = scene.row(metric, scene.filters.period)
    return Card(
        metric=metric,
        period=scene.filters.period,
        value=row.value if row else None,
        qualifier=row.qualifier if row else None,
        reported=bool(row and row.reported),
        annual=bool(row and row.annual),
        delta=scene.delta(metric),
        history=tuple((period, scene.value(metric, period)) for period in scene.history),
        target=scene.target(metric),
        progress=scene.progress.get(metric.id),
        notes=scene.notes([metric], scene.in_sight),
        incomplete=scene.incomplete_in_sight(metric),
    )


def build_trend(scene: Scene, metric: Metric) -> Trend:
    """The metric over the shown quarters: the place in sight; for ratios the districts beside their total."""
    beside = (
        scene.districts if metric.is_ratio and not scene.filters.district and len(scene.districts) > 1 else ()
    )
    lines = [
        Line(TOTAL if beside else scene.place_name, _points(scene, metric, scene.filters.district)),
        *(Line(place_name(district), _points(scene, metric, district)) for district in beside),
    ]
    caption = scene.caption(TREND_TITLE.format(metric=metric.name), [metric], over_time=True)
    return stamped(scene, Trend(metric, tuple(lines), scene.target(metric), caption), recipe.TREND, [metric])


def _points(scene: Scene, metric: Metric, district: str) -> tuple[Point, ...]:
    points = []
    for period in scene.history:
        row = scene.row(metric, period, district)
        if row is None:
            points.append(Point(period, None))
        else:
            points.append(Point(period, row.value, row.annual, row.qualifier))
    return tuple(points)


def build_ranking(scene: Scene, metric: Metric) -> Ranking:
    """The districts by the metric, best first; equal values share a rank, the undefined and incomplete have none."""
    sign = -1 if metric.direction in (HIGHER_IS_BETTER, NEUTRAL) else 1
    rows = [_ranked(scene, metric, district) for district in scene.districts]
    known = [row for row in rows if row.value is not None and not row.incomplete]
    known.sort(key=lambda row: sign * (row.value or 0))
    values = [row.value for row in known]
    ranked = [replace(row, rank=values.index(row.value) + 1) for row in known]
    # A ranking is of all districts, so its total is the city's even where one district is in sight.
    everywhere = scene.city_total(metric)
    # Outside the house there is no ranking beside a gap: neither of half a hand-in, nor of what is not told.
    is_withheld = bool(scene.filters.least_told) and any(row.incomplete for row in rows)
    if is_withheld:
        ranked, known = [], []
        rows.sort(key=lambda row: row.district)
    found = Ranking(
        metric=metric,
        rows=(*ranked, *(row for row in rows if row not in known)),
        total=everywhere if metric.is_ratio else None,
        target=scene.target(metric, scene.filters.city) if metric.is_ratio else None,
        is_withheld=is_withheld,
        caption=scene.caption(
            (UNRANKED_TITLE if is_withheld else RANKING_TITLE).format(metric=metric.name),
            [metric],
            everywhere=True,
        ),
    )
    return stamped(scene, found, recipe.RANKING, [metric], everywhere=True)


def _ranked(scene: Scene, metric: Metric, district: str) -> RankedDistrict:
    row = scene.row(metric, scene.filters.period, district)
    return RankedDistrict(
        district=district,
        name=place_name(district),
        value=row.value if row else None,
        rank=None,
        qualifier=row.qualifier if row else None,
        reported=bool(row and row.reported),
        target=scene.target(metric, district),
        delta=scene.delta(metric, district),
        incomplete=scene.incomplete(metric, district),
    )


def build_heat(scene: Scene, metrics: Sequence[Metric], title: str) -> HeatTable:
    """District × indicator, each cell with its standing among the districts (0 worst – 1 best)."""
    columns = [_heat_column(scene, metric) for metric in metrics]
    found = HeatTable(
        metrics=tuple(metrics),
        districts=scene.districts,
        names=tuple(place_name(district) for district in scene.districts),
        cells=tuple(zip(*columns, strict=True)) if columns else (),
        caption=scene.caption(title, metrics, everywhere=True),
    )
    return stamped(scene, found, recipe.HEAT, metrics, everywhere=True, title=title)


def _heat_column(scene: Scene, metric: Metric) -> list[HeatCell]:
    ranking = {row.district: row for row in build_ranking(scene, metric).rows}
    last = max((row.rank or 0 for row in ranking.values()), default=0)
    cells = []
    for district in scene.districts:
        row = ranking[district]
        standing = None
        if row.rank is not None and last > 1 and metric.direction != NEUTRAL:
            standing = 1 - (row.rank - 1) / (last - 1)
        missed = row.value is not None and row.target is not None and not row.target.is_met_by(row.value)
        cells.append(HeatCell(row.value, standing, missed, row.qualifier, row.reported, row.incomplete))
    return cells


def build_movers(
    scene: Scene, metrics: Sequence[Metric], most: int
) -> tuple[tuple[Mover, ...], tuple[Mover, ...]]:
    """What improved most and what worsened most: changes measured by how far the districts lie apart."""
    movers = []
    for metric in metrics:
        spread = _spread(
            [scene.value(metric, scene.filters.period, district) for district in scene.districts]
        )
        for district in scene.districts:
            delta, value = scene.delta(metric, district), scene.value(metric, scene.filters.period, district)
            if delta is None or value is None or not spread or delta.is_better is None:
                continue
            movers.append(
                Mover(district, place_name(district), metric, value, delta, abs(delta.change) / spread)
            )
    movers.sort(key=lambda mover: -mover.weight)
    better = tuple(mover for mover in movers if mover.delta.is_better)[:most]
    worse = tuple(mover for mover in movers if not mover.delta.is_better)[:most]
    return better, worse


def _spread(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return 0.0
    mean = sum(known) / len(known)
    return float((sum((value - mean) ** 2 for value in known) / len(known)) ** 0.5)


def build_table(scene: Scene, metrics: Sequence[Metric], title: str) -> DataTable:
    """Districts × metrics with the total over all of them, as shown and as downloaded."""
    rows: list[tuple[object, ...]] = [
        (
            place_name(district),
            *(table_cell(scene.row(metric, scene.filters.period, district)) for metric in metrics),
        )
        for district in scene.districts
    ]
    rows.append((ALL_DISTRICTS, *(table_cell(scene.city.get(metric.id)) for metric in metrics)))
    marks = [scene.gap_counts(metrics, district) for district in scene.districts]
    is_marked = any(marks)
    found = DataTable(
        columns=(DISTRICT, *((NOT_WHOLE,) if is_marked else ()), *(metric.name for metric in metrics)),
        rows=tuple(
            (row[0], mark or None, *row[1:]) if is_marked else row
            for row, mark in zip(rows, (*marks, ""), strict=True)
        ),
        caption=scene.caption(title, metrics, everywhere=True),
        metrics=(None, *((None,) if is_marked else ()), *metrics),
        origins=tuple(
            Origin(scene.filters.period, districts, scene.filters.stage)
            for districts in (*((district,) for district in scene.districts), scene.districts)
        ),
    )
    return stamped(scene, found, recipe.TABLE, metrics, everywhere=True, title=title)


def table_cell(row: MetricRow | None) -> float | Qualified | str | None:
    """A number, with its word if it has one; in the place of one that is not told outside the house, that it is not."""
    if row is not None and row.hidden:
        return HIDDEN
    if row is None or row.value is None or not row.qualifier:
        return None if row is None else row.value
    return Qualified(row.value, row.qualifier)


def build_composition(
    session: Session, catalogue: Catalogue, scene: Scene, metric: Metric, title: str, codes: str
) -> Composition:
    """One metric's counts by category and level, in the order of their code tables, empty lines left out."""
    counts = {
        (row.category or UNSTATED, row.level or UNSTATED): row
        for row in measure(session, catalogue, spread_request(scene, metric, ("category", "level")))
        if row.value
    }
    rows = _present(codes, {category for category, _ in counts})
    columns = _present("levels", {level for _, level in counts})
    # A metric without levels is one series under its own name.
    titles = [metric.name] if columns == [UNSTATED] else columns
    found = Composition(
        rows=tuple(rows),
        columns=tuple(titles),
        values=tuple(
            tuple(counts[row, column].value if (row, column) in counts else None for column in columns)
            for row in rows
        ),
        caption=scene.caption(title, [metric]),
        qualifiers=tuple(
            ((rows.index(row), columns.index(column)), count.qualifier)
            for (row, column), count in counts.items()
            if count.qualifier
        ),
    )
    if scene.filters.least_told:
        hidden = find_hidden_of(session, catalogue, scene, [metric])
        found = hide_in_composition(found, metric, scene.filters, hidden)
    return stamped(scene, found, recipe.COMPOSITION, [metric], title=title, codes=codes)


def _present(codes: str, names: set[str]) -> list[str]:
    """The names that occur, in the order of their code table; what is not stated stands last."""
    known = [name for name in load_code_table(codes).values if name in names]
    return [*known, *sorted(names.difference(known))]


def spread_request(scene: Scene, metric: Metric, by: tuple[str, ...]) -> Request:
    """Ask for a metric of the place in sight, in its period and stage, spread by some dimensions."""
    districts = (scene.filters.district,) if scene.filters.district else scene.districts
    return Request((metric.id,), by, (scene.filters.period,), districts, scene.filters.stage or None)


def build_flow(scene: Scene, started: Metric, still_open: Metric, completed: Metric) -> Flow:
    """Projects started, open and completed in each shown quarter."""
    metrics = (started, still_open, completed)
    values = [tuple(scene.value(metric, period) for period in scene.history) for metric in metrics]
    caption = scene.caption(FLOW_TITLE, metrics, over_time=True)
    found = Flow(scene.history, started=values[0], open=values[1], completed=values[2], caption=caption)
    return stamped(scene, found, recipe.FLOW, metrics)


def build_distribution(
    session: Session, catalogue: Catalogue, scene: Scene, metric: Metric, rules: Sequence[ClassSizeRule]
) -> Distribution:
    """Classes by the ten official bands and stage; each band's kind is that of the widest stage rule."""
    bands = load_code_table("class_bands")
    request = spread_request(scene, metric, ("stage", "category"))
    cells = read_cells(
        session, catalogue, replace(request, districts=scene.districts), spread=("stage", "category")
    )
    counts = {(row.stage or "", row.category or ""): row.value or 0.0 for row in cells.fold(request)}
    stages = [name for name in load_code_table("stages").values if any(stage == name for stage, _ in counts)]
    large_min = min(rule.large_min for rule in rules)
    super_min = min(rule.super_min for rule in rules)
    kinds = [
        SUPER if int(row["size_min"]) >= super_min else LARGE if int(row["size_min"]) >= large_min else NORMAL
        for row in bands.rows
    ]
    found = Distribution(
        bands=bands.values,
        kinds=tuple(kinds),
        series=tuple(stages),
        values=tuple(tuple(counts.get((stage, band), 0.0) for band in bands.values) for stage in stages),
        caption=scene.caption(DISTRIBUTION_TITLE, [metric]),
    )
    if scene.filters.least_told:
        of_kind = {
            "large_classes": [number for number, kind in enumerate(kinds) if kind != NORMAL],
            "super_large_classes": [number for number, kind in enumerate(kinds) if kind == SUPER],
            "classes_total": list(range(len(kinds))),
        }
        hidden = find_hidden_of(session, catalogue, scene, [metric])
        found = hide_in_distribution(found, scene.filters, of_kind, hidden)
    return stamped(scene, found, recipe.DISTRIBUTION, [metric])
