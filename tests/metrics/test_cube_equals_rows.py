"""What the cube gives equals what the metric's own SQL gives when it is added up in plain Python.

The way here shares nothing with the library but the metric's statement: it knows sums, sets and quotients only.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest

from eduboard.metrics.catalogue import Metric, load_catalogue
from eduboard.store.queries import QUERIES_DIR
from eduboard.store.store import Store
from tests.metrics.conftest import measure_in
from tests.metrics.world import PERIODS

METRIC_IDS = sorted(path.stem for path in (QUERIES_DIR / "metrics").rglob("*.sql"))
CUBE_DIMENSIONS = ("stage", "category", "level")
GRAINS = [grain for size in range(4) for grain in combinations(CUBE_DIMENSIONS, size)]

Row = dict[str, Any]
Key = tuple[str | None, ...]


def total(values: Iterable[Any]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return sum(known) if known else None


def once(rows: list[Row], side: str) -> float | None:
    """Count each entity once; one that is unknown spoils the count."""
    if any(row["entity"] is None for row in rows):
        return None
    highest: dict[str, float] = {}
    for row in rows:
        if row.get(side) is not None:
            highest[row["entity"]] = max(highest.get(row["entity"], 0), row[side])
    return total(highest.values())


def is_undefined(row: Row) -> bool:
    return all(row.get(name) is None for name in ("numerator", "denominator", "qualifier"))


def value_of(metric: Metric, rows: list[Row]) -> float | None:
    if metric.entity:
        above, below = once(rows, "numerator"), once(rows, "denominator")
    elif any(is_undefined(row) for row in rows):
        return None
    else:
        above = total(row["numerator"] for row in rows)
        below = total(row.get("denominator") for row in rows)
    if not metric.is_ratio:
        return above
    return None if above is None or not below else metric.scale * above / below


def added_up(store: Store, metric: Metric, dimensions: tuple[str, ...]) -> dict[Key, float | None]:
    with store.reading() as session:
        rows = session.fetch(metric.sql)
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        key = (row["period"], row["district"], *(row.get(name) or "" for name in dimensions))
        groups[key].append(row)
    return {key: value_of(metric, members) for key, members in groups.items()}


def metric_of(store: Store, metric_id: str) -> Metric:
    with store.reading() as session:
        return load_catalogue(session, store.settings)[metric_id]


@pytest.mark.parametrize("metric_id", METRIC_IDS)
def test_the_cube_equals_the_sql_at_every_grain(world: Store, metric_id: str) -> None:
    metric = metric_of(world, metric_id)
    for grain in GRAINS:
        expected = added_up(world, metric, grain)
        rows = measure_in(world, metric_id, by=("period", "district", *grain), periods=PERIODS)
        found = {(row.period, row.district, *(getattr(row, name) for name in grain)): row for row in rows}
        assert len(found) == len(rows)
        for key, value in expected.items():
            assert found[key].value == (None if value is None else pytest.approx(value)), (grain, key)
        # Beyond the statement's rows there is nothing but nought and what was reported.
        for key in found.keys() - expected.keys():
            assert found[key].reported or found[key].value == 0, (grain, key)


@pytest.mark.parametrize("metric_id", METRIC_IDS)
def test_schools_equal_the_sql_at_every_grain(world: Store, metric_id: str) -> None:
    metric = metric_of(world, metric_id)
    for grain in GRAINS:
        dimensions = ("school", *grain)
        expected = added_up(world, metric, dimensions)
        rows = measure_in(world, metric_id, by=("period", "district", *dimensions), periods=PERIODS)
        found = {
            (row.period, row.district, *(getattr(row, name) for name in dimensions)): row.value
            for row in rows
        }
        assert found.keys() == expected.keys()
        for key, value in expected.items():
            assert found[key] == (None if value is None else pytest.approx(value)), (grain, key)


def test_the_parts_of_a_count_add_up_to_it(world: Store) -> None:
    with world.reading() as session:
        metrics = load_catalogue(session, world.settings).metrics
    for metric in metrics:
        if metric.is_ratio or metric.entity:  # shares and persons do not add up
            continue
        rows = measure_in(world, metric.id, by=("period", "district"), periods=PERIODS)
        whole = {(row.period, row.district): row.value for row in rows}
        for grain in GRAINS:
            parts: dict[Key, list[float | None]] = defaultdict(list)
            for row in measure_in(world, metric.id, by=("period", "district", *grain), periods=PERIODS):
                parts[row.period, row.district].append(row.value)
            assert {key: total(values) for key, values in parts.items()} == whole, (metric.id, grain)
