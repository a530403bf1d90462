"""用途 内部 / 对外 on the pages that hand things out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER
from eduboard.exports.collection import Collected, build_collection, write_archive
from eduboard.metrics.recipes import outward_recipe
from eduboard.metrics.retrace import recorded_by_digest, retrace
from eduboard.store.baskets import Baskets
from eduboard.store.figure_register import FigureRegister
from eduboard.store.records import now
from eduboard.store.store import StoreFolder
from eduboard.texts import outward as texts
from eduboard.ui.session import get_store, reading
from tests.exports.test_outward import parts_of
from tests.pages.board import open_page, text_of
from tests.pages.coded_figures import collect, register_in
from tests.small_city import CITY, LATEST


def audience_of(at: AppTest) -> str:
    """Whom the page is for, as its control says."""
    [control] = [item for item in at.button_group if item.key == "filter:audience"]
    return str(control.value)


def choose_audience(at: AppTest, audience: str) -> None:
    """Press the control."""
    [control] = [item for item in at.button_group if item.key == "filter:audience"]
    control.set_value(audience).run()


@pytest.fixture(autouse=True)
def _empty_basket(with_data_to_change: Path) -> None:
    register_in(with_data_to_change)


def test_a_paper_is_for_the_house_unless_it_is_asked_for_otherwise() -> None:
    at = open_page("materials", city=CITY, period=LATEST)
    assert audience_of(at) == "internal"
    assert "未公开" not in text_of(at)
    at = open_page("materials", city=CITY, period=LATEST, audience="external")
    assert not at.exception
    assert texts.AUDIENCE_NOTE.format(least=5) in text_of(at)
    # Each district of the small city has a handful of honours: their number is not told.
    assert "未公开" in text_of(at)


def test_a_basket_says_what_is_not_for_outside(with_data_to_change: Path) -> None:
    collect("talent", "ranking")
    at = open_page("basket")
    assert f"</b>{texts.AUDIENCE_NOTE.format(least=5)}" not in text_of(at)
    choose_audience(at, "external")
    assert not at.exception
    assert f"</b>{texts.AUDIENCE_NOTE.format(least=5)}" in text_of(at)
    names = [item.proto.url for item in at.get("download_button")]
    assert names


def test_a_collected_figure_is_made_anew_for_outside(with_data_to_change: Path) -> None:
    collect("talent", "ranking")
    register = FigureRegister(StoreFolder(with_data_to_change).figures)
    [item] = Baskets(register).load("").items
    recorded = recorded_by_digest(register, LOCAL_USER, item.digest)
    assert recorded is not None
    recipe = outward_recipe(recorded.recipe, 1000)
    assert recipe is not None
    figure = retrace(get_store(), LOCAL_USER, replace(recorded, recipe=recipe)).figure
    assert figure is not None
    with reading() as (_, catalogue):
        items = [Collected(figure, "")]
        material = build_collection("汇编", "区教育局", now(), items, catalogue, "1000")
        archive = write_archive(material, items, catalogue)
    assert material.mark == texts.MARKS_JOIN.join(["演示数据  不得引用"])
    assert material.file_name.endswith(texts.FILE_SUFFIX)
    assert any("对外版本" in notice for notice in material.notices)
    csv = next(text for name, text in parts_of(archive) if name.endswith(".csv"))
    assert "未公开" in csv
    assert "排名" not in csv.split("不排名")[0]


def test_what_has_no_form_for_outside_is_left_out() -> None:
    from eduboard.metrics.recipe import Recipe

    assert outward_recipe(Recipe("programme list", (), ()), 5) is None
