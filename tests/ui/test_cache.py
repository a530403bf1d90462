"""Kept results never outlive the data they were made from, and are never shown to who may not see them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from eduboard.access.viewer import Viewer
from eduboard.metrics.places import list_places
from eduboard.ui import cache, session
from eduboard.ui.cache import cached
from tests.build import hand_in
from tests.conftest import copy_store
from tests.small_city import DISTRICTS, LAKE, RIDGE

MORE = "990104"


@pytest.fixture(autouse=True)
def _own_store(small_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EDUBOARD_STORE", str(copy_store(small_city, tmp_path)))
    yield
    st.cache_resource.clear()


def districts_shown() -> set[str]:
    places = cached("places", (), lambda opened, _: list_places(opened))
    return {place.district for place in places}


def test_a_result_is_made_once() -> None:
    made = []
    for _ in range(3):
        cached("counted", ("2025Q3",), lambda *_: made.append(1) or len(made))
    assert made == [1]


def test_a_publication_is_seen_at_once() -> None:
    assert districts_shown() >= set(DISTRICTS)
    assert MORE not in districts_shown()
    hand_in(
        session.get_store(), "platforms", "2025Q3", MORE, [{"category": "基地", "level": "市级", "count": 1}]
    )
    assert MORE in districts_shown()


def test_a_viewer_gets_no_result_made_for_one_who_may_see_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {LAKE, RIDGE} <= districts_shown()
    clerk = Viewer(name="张三", role="数据员", districts=(LAKE,))
    for module in (cache, session):
        monkeypatch.setattr(module, "get_viewer", lambda: clerk)
    assert districts_shown() == {LAKE}
