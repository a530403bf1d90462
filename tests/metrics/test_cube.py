"""The cube is kept up to date by publishing, and computed anew when what shapes it has changed."""

from pathlib import Path

import pytest

from eduboard import codes
from eduboard.metrics import cube
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.cube import ensure_cube
from eduboard.metrics.measure import Request, measure
from eduboard.store.store import Store
from tests.build import make_store
from tests.metrics.conftest import measure_in
from tests.metrics.test_golden_values import GOLDEN
from tests.metrics.world import LAKE, PERIODS, build_world


def cells(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as session:
        return sorted(session.fetch_tuples("SELECT * FROM store.cube"), key=repr)


def test_a_cube_computed_anew_is_the_cube_that_publishing_kept(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    build_world(store)
    kept = cells(store)
    assert ensure_cube(store)
    assert cells(store) == kept
    assert not ensure_cube(store)
    store.close()


def test_another_definition_of_large_classes_gives_another_cube(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    build_world(store)
    ensure_cube(store)
    store.close()
    store = make_store(tmp_path, large_class_definition="c")
    assert ensure_cube(store)
    [row] = measure_in(store, "large_classes", by=("district",), periods=("2025Q1",), districts=(LAKE,))
    assert row.value == 4
    store.close()


def test_a_changed_code_table_gives_another_cube(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_store(tmp_path)
    ensure_cube(store)
    titles = codes.load_code_table("titles")
    fewer = codes.CodeTable(titles.name, titles.columns, titles.rows[:-1])
    monkeypatch.setattr(
        cube, "load_code_table", lambda name: fewer if name == "titles" else codes.load_code_table(name)
    )
    assert ensure_cube(store)
    store.close()


def test_the_pages_read_every_metric_without_its_rows(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_rows(*_: object) -> str:
        raise AssertionError("the metric's own SQL was run")

    monkeypatch.setattr("eduboard.metrics.measure.fill_parts", no_rows)
    for metric in GOLDEN:
        measure_in(world, metric, by=("period", "district"), periods=PERIODS)


def test_metrics_measured_of_schools_together_are_what_each_is_alone(world: Store) -> None:
    by = ("district", "school", "stage")
    with world.reading() as session:
        catalogue = load_catalogue(session, world.settings)
        together = measure(session, catalogue, Request(tuple(GOLDEN), by, PERIODS))
        alone = [row for name in GOLDEN for row in measure(session, catalogue, Request((name,), by, PERIODS))]
    assert together == alone
    assert len({row.metric for row in together}) == len(GOLDEN)
