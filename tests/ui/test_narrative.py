"""Movements in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.results import Delta, Mover
from eduboard.metrics.scene import Filters
from eduboard.settings import Settings
from eduboard.store.store import open_store
from eduboard.ui.narrative import mover_sentence

FILTERS = Filters(period="2025Q3", compare="previous", city="990100")


@pytest.fixture(scope="module")
def catalogue(small_city: Path) -> Catalogue:
    store = open_store(small_city, Settings(store=small_city, threads=2))
    try:
        with store.reading() as session:
            return load_catalogue(session, store.settings)
    finally:
        store.close()


def mover(catalogue: Catalogue, metric: str, value: float, change: float) -> Mover:
    delta = Delta("2025Q2", value - change, change, is_better=None)
    return Mover("990101", "临湖区", catalogue[metric], value, delta, 1.0)


def test_a_share_moves_by_points(catalogue: Catalogue) -> None:
    moved = mover(catalogue, "large_class_share", 0.043, -0.012)
    assert mover_sentence(moved, FILTERS) == "大班额占比4.3%，较上季度下降1.2个百分点"
    last_year = replace(FILTERS, compare="year")
    assert mover_sentence(moved, last_year) == "大班额占比4.3%，较去年同期下降1.2个百分点"


def test_a_count_moves_by_its_unit(catalogue: Catalogue) -> None:
    assert mover_sentence(mover(catalogue, "famous_teachers", 12, 3), FILTERS) == "名师12名，较上季度上升3名"


def test_every_metric_has_words_for_its_movement(catalogue: Catalogue) -> None:
    for metric in catalogue.metrics:
        sentence = mover_sentence(mover(catalogue, metric.id, 0.5, -0.25), FILTERS)
        assert "较上季度下降" in sentence
        assert "{" not in sentence
