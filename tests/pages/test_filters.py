"""The filters and the address say the same, so that a link shows what its sender saw."""

from pathlib import Path

import pytest

from eduboard.settings import Settings
from eduboard.store.records import PUBLISHED
from eduboard.store.store import open_store
from eduboard.texts import pages as texts
from tests.build import hand_in
from tests.pages.board import (
    BOARD,
    THEMES,
    card_values,
    filter_named,
    go_to,
    has_filter,
    open_app,
    open_page,
    text_of,
)
from tests.small_city import CITY, DISTRICTS, JUNIOR, LAKE, LATEST, PERIODS, RIDGE

CHOICES = {"period": "2025Q1", "district": RIDGE, "stage": JUNIOR, "compare": "year"}
WITHOUT_STAGE = ("research", "training")


def state_of(page: str, at: object) -> dict[str, str]:
    return {name: filter_named(at, name).value for name in CHOICES if has_filter(at, name)}  # type: ignore[arg-type]


@pytest.mark.parametrize("page", BOARD)
def test_an_address_sets_the_filters(page: str, with_data: Path) -> None:
    at = open_page(page, **CHOICES)
    expected = {
        name: value for name, value in CHOICES.items() if name != "stage" or page not in WITHOUT_STAGE
    }
    assert state_of(page, at) == expected


@pytest.mark.parametrize("page", BOARD)
def test_a_link_shows_what_its_sender_saw(page: str, with_data: Path) -> None:
    sender = open_page(page)
    for name, value in CHOICES.items():
        if has_filter(sender, name):
            filter_named(sender, name).set_value(value).run()
    link = dict(sender.query_params)
    receiver = open_page(page, **link)
    assert text_of(receiver) == text_of(sender)
    assert dict(receiver.query_params) == link


def test_choosing_writes_the_address_at_once(with_data: Path) -> None:
    at = open_page("class_size")
    for name, value in CHOICES.items():
        filter_named(at, name).set_value(value).run()
        assert at.query_params[name] == value
    filter_named(at, "district").set_value("").run()
    assert "district" not in at.query_params


def test_without_an_address_the_newest_quarter_of_all_districts_is_shown(with_data: Path) -> None:
    at = open_page("class_size")
    assert state_of("class_size", at) == {
        "period": LATEST,
        "district": "",
        "stage": "",
        "compare": "previous",
    }
    assert at.query_params["period"] == LATEST


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "2031Q9"),
        ("period", "2019Q1"),
        ("period", ""),
        ("district", "410106"),
        ("district", "<script>alert(1)</script>"),
        ("district", CITY),
        ("stage", "大学"),
        ("compare", "decade"),
        ("metric", "title_holders'; DROP TABLE store.batches; --"),
        ("city", "000000"),
        ("utm_source", "wechat"),
    ],
)
@pytest.mark.parametrize("page", ["overview", "class_size"])
def test_an_unknown_value_in_the_address_is_ignored(
    page: str, name: str, value: str, with_data: Path
) -> None:
    at = open_page(page, **{name: value})
    assert not at.exception
    assert not at.error
    assert card_values(at) == card_values(open_page(page))
    assert "alert(1)" not in text_of(at)


def test_an_address_changed_by_hand_wins_over_what_was_chosen(with_data: Path) -> None:
    at = open_page("class_size")
    filter_named(at, "district").set_value(LAKE).run()
    at.query_params["district"] = RIDGE
    at.run()
    assert filter_named(at, "district").value == RIDGE
    assert card_values(at) == card_values(open_page("class_size", district=RIDGE))


@pytest.mark.parametrize("page", BOARD)
def test_the_stage_is_offered_where_it_says_something(page: str, with_data: Path) -> None:
    at = open_page(page)
    assert has_filter(at, "stage") == (page not in WITHOUT_STAGE)


@pytest.mark.parametrize("page", WITHOUT_STAGE)
def test_a_stage_in_the_address_changes_nothing_where_it_does_not_apply(page: str, with_data: Path) -> None:
    assert card_values(open_page(page, stage=JUNIOR)) == card_values(open_page(page))


def test_a_choice_outlives_a_change_of_page(with_data: Path) -> None:
    at = open_app()
    filter_named(at, "district").set_value(LAKE).run()
    filter_named(at, "period").set_value("2025Q1").run()
    filter_named(at, "stage").set_value(JUNIOR).run()
    go_to(at, "class_size")
    assert filter_named(at, "district").value == LAKE
    assert at.query_params["district"] == LAKE
    assert "临湖区 · 2025年第一季度" in text_of(at)
    go_to(at, "research")
    go_to(at, "upload")
    go_to(at, "after_school")
    assert (filter_named(at, "district").value, filter_named(at, "stage").value) == (LAKE, JUNIOR)
    assert at.query_params["period"] == "2025Q1"


def test_a_choice_made_after_a_change_of_page_counts(with_data: Path) -> None:
    at = open_app(district=LAKE)
    go_to(at, "class_size")
    filter_named(at, "district").set_value(RIDGE).run()
    assert filter_named(at, "district").value == RIDGE
    go_to(at, "overview")
    assert filter_named(at, "district").value == RIDGE
    assert at.query_params["district"] == RIDGE


@pytest.mark.parametrize("page", THEMES)
def test_the_figures_follow_the_metric_in_focus(page: str, with_data: Path) -> None:
    at = open_page(page)
    box = filter_named(at, "metric")
    other = box.options[1]
    box.select_index(1).run()
    assert not at.error
    assert other in text_of(at)
    assert card_values(at) == card_values(open_page(page))
    assert card_values(open_page(page, metric=at.query_params["metric"])) == card_values(at)


def test_every_quarter_between_the_first_and_the_last_can_be_chosen(with_data: Path) -> None:
    shown = filter_named(open_page("overview"), "period").options
    assert len(shown) == len(PERIODS)
    assert shown[0] == "2025年第三季度"


def test_the_city_is_asked_for_when_there_are_two(with_data_to_change: Path) -> None:
    store = open_store(with_data_to_change, Settings(store=with_data_to_change, threads=2))
    row = {"title": "名师", "level": "各级合计", "count": 66}
    hand_in(store, "honours", "2019Q4", "410106", [row], kind=PUBLISHED, annual=True)
    store.close()
    at = open_page("talent")
    assert has_filter(at, "city")
    assert filter_named(at, "city").value == CITY
    assert len(filter_named(at, "district").options) == 1 + len(DISTRICTS)
    filter_named(at, "city").set_value("410100").run()
    assert not at.error
    assert card_values(at)[0] == "66"
    assert texts.PUBLISHED_NOTE in [note.value for note in at.info]
    # The invented city's mark is not on the page of a real one.
    assert not at.warning
    assert text_of(open_page("talent", **at.query_params)) == text_of(at)
