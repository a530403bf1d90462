"""How long a filter change on /programmes takes with 8 districts and 120 items, beside one on /class-size."""

import asyncio
import itertools
import random
import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from eduboard.codes import region_names
from eduboard.formats import format_period
from eduboard.intake.opening import open_ready_store
from eduboard.metrics.catalogue import LOWER_IS_BETTER, Catalogue, load_catalogue
from eduboard.periods import period_range
from eduboard.programmes.loading import parse_programme
from eduboard.programmes.model import AT_LEAST, AT_MOST, RESULT, RULE, TARGET, Item, Programme, Section
from eduboard.programmes.shelf import DEMO_FILE
from eduboard.programmes.writing import dump_programme
from eduboard.settings import Settings
from eduboard.texts import pages as texts
from tests.bench.visitor import Visitor
from tests.conftest import copy_store
from tests.servers import dashboard

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]

ITEMS = 120
MOST_TIMES_CLASS_SIZE = 2.0
CHANGES = 40

Filters = dict[str, str]


def big_programme(catalogue: Catalogue) -> Programme:
    """The demo city's programme, and then every metric as a target and, by level, as a result."""
    shipped = parse_programme(DEMO_FILE.read_text(encoding="utf-8"), DEMO_FILE.name, "demo", catalogue)
    items = [_target(catalogue, metric.id) for metric in catalogue.metrics]
    items += [
        Item(RESULT, f"{metric.name}（{level}）", metric=metric.id, unit=metric.unit, level=level)
        for level in ("市级", "省级")
        for metric in catalogue.metrics
        if "level" in catalogue.columns[metric.id] and not metric.entity
    ]
    wanted = ITEMS - sum(item.kind != RULE for item in shipped.items)
    assert len(items) >= wanted
    return replace(shipped, sections=(*shipped.sections, Section("全部指标", "", tuple(items[:wanted]))))


def _target(catalogue: Catalogue, metric_id: str) -> Item:
    metric = catalogue[metric_id]
    return Item(
        TARGET,
        metric.name,
        metric=metric.id,
        unit=metric.unit,
        target=50.0,
        direction=AT_MOST if metric.direction == LOWER_IS_BETTER else AT_LEAST,
        start="2024Q1",
        due="2027Q4",
    )


@pytest.fixture(scope="module")
def with_big_programme(demo_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo data with the programme of 120 items in the place of the one that ships with it."""
    database = copy_store(demo_city, tmp_path_factory.mktemp("programmes"))
    store = open_ready_store(Settings(store=database, threads=2))
    with store.reading() as session:
        programme = big_programme(load_catalogue(session, store.settings))
    store.close()
    folder = database.parent / "programmes"
    folder.mkdir()
    (folder / "demo.toml").write_text(dump_programme(programme), encoding="utf-8")
    return database


def all_filters() -> list[Filters]:
    """Every period of the demo data in every place, as the boxes show them, in an order drawn once."""
    periods = [format_period(period) for period in period_range("2023Q4", "2026Q3")]
    places = [texts.ALL_DISTRICTS, *(region_names()[f"99010{number}"] for number in range(1, 9))]
    found = [{"period": period, "district": place} for period, place in itertools.product(periods, places)]
    random.Random(1).shuffle(found)  # noqa: S311 - a fixed order, not a secret
    return found


async def in_turns(address: str, filters: list[Filters]) -> dict[str, list[float]]:
    """One user on each page makes the same changes, one waiting for the other; return each one's seconds."""
    visitors = {page: await Visitor.open(address, page) for page in ("class-size", "programmes")}
    try:
        times: dict[str, list[float]] = {page: [] for page in visitors}
        for each in filters:
            for page, visitor in visitors.items():
                times[page].append(await visitor.choose(**each))
        return times
    finally:
        for visitor in visitors.values():
            await visitor.close()


def test_a_programme_of_120_items_costs_twice_a_theme_page_at_most(with_big_programme: Path) -> None:
    filters = all_filters()[:CHANGES]
    with dashboard(with_big_programme) as address:
        for name in ("never seen", "seen before"):
            # In turns, so that whatever else the machine does touches both.
            times = asyncio.run(in_turns(address, filters))
            own, other = (statistics.median(times[page]) for page in ("programmes", "class-size"))
            print(
                f"\nprogrammes with {ITEMS} items, filters {name}: {own / other:.2f} × class-size "
                f"(limit {MOST_TIMES_CLASS_SIZE:g}); median {own * 1000:.0f} ms against {other * 1000:.0f} ms"
            )
            assert own <= MOST_TIMES_CLASS_SIZE * other
