"""The data that ships with the product, on every page: the invented city and the published cases."""

from pathlib import Path

import pytest

from eduboard.intake.opening import open_ready_store
from eduboard.intake.samples import load_published
from eduboard.settings import Settings
from eduboard.texts import pages as texts
from tests.conftest import DATABASE
from tests.pages.board import ALL, BOARD, UNSPEAKABLE, card_values, open_page, text_of
from tests.pages.conftest import Use


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("published") / DATABASE
    store = open_ready_store(Settings(store=database, threads=2))
    load_published(store, lambda *_: None)
    store.close()
    return database


@pytest.mark.parametrize("page", ALL)
def test_the_invented_city_is_shown_without_an_error(page: str, with_demo_city: Path) -> None:
    for district in ("", "990103", "990108"):
        at = open_page(page, district=district)
        assert not at.exception
        assert not at.error
        assert UNSPEAKABLE.findall(text_of(at)) == []
        if page in BOARD:
            assert texts.DEMO_NOTE in [warning.value for warning in at.warning]


@pytest.mark.parametrize("page", BOARD)
def test_the_first_quarter_of_the_invented_city_has_nothing_to_compare_with(
    page: str, with_demo_city: Path
) -> None:
    at = open_page(page, period="2023Q4")
    assert not at.error
    assert {metric.delta for metric in at.metric} == {""}
    assert texts.NO_BASE in text_of(at)


@pytest.mark.parametrize("page", ALL)
@pytest.mark.parametrize("city", ["410300", "410100", "610500", "370200", "232700"])
def test_the_published_cases_are_shown_without_an_error(
    page: str, city: str, published: Path, use: Use
) -> None:
    use(published)
    at = open_page(page, city=city)
    assert not at.exception
    assert not at.error
    assert UNSPEAKABLE.findall(text_of(at)) == []
    assert not at.warning


def test_the_figures_of_a_paper_are_shown_as_it_states_them(published: Path, use: Use) -> None:
    use(published)
    jianxi = open_page("class_size", city="410300", district="410305", period="2020Q4")
    assert texts.PUBLISHED_NOTE in [note.value for note in jianxi.info]
    by_name = {metric.label.partition("（")[0]: metric.value for metric in jianxi.metric}
    assert by_name["大班额数"] == "0"
    assert by_name["平均班额"].startswith("50")
    before = open_page("class_size", city="410300", district="410305", period="2016Q4")
    assert "123" in card_values(before)
