"""The numbers on a page are those that ``measure`` gives for the same filters, and those one adds up by hand."""

from pathlib import Path

import pandas as pd
import pytest

from eduboard.formats import format_delta, format_value
from eduboard.metrics.catalogue import Metric, load_catalogue
from eduboard.metrics.measure import MetricRow, Request, measure
from eduboard.metrics.themes import OVERVIEW_CARDS, THEME_PAGES
from eduboard.periods import Period
from eduboard.texts import pages as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.ui.session import get_store
from tests.pages.board import BOARD, THEMES, card_values, open_page, table_of, tables_of, text_of
from tests.small_city import BRIDGE, DISTRICTS, JUNIOR, LAKE, LATEST, PRIMARY, RIDGE

SHIFT = {"previous": -1, "year": -4}
CASES = [
    {},
    {"district": RIDGE},
    {"period": "2025Q2"},
    {"stage": JUNIOR},
    {"district": LAKE, "stage": PRIMARY, "compare": "year"},
    {"district": BRIDGE},
    {"period": "2024Q3", "compare": "year"},
]


def metrics_of_cards(page: str) -> list[Metric]:
    ids = OVERVIEW_CARDS if page == "overview" else THEME_PAGES[page].cards
    store = get_store()
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
    return [catalogue[metric_id] for metric_id in ids]


def measured(page: str, metric: Metric, case: dict[str, str], period: str) -> MetricRow | None:
    """Measure what a card of the page shows."""
    takes_stage = page == "overview" or THEME_PAGES[page].has_stage
    request = Request(
        metrics=(metric.id,),
        by=("period",),
        periods=(period,),
        districts=(case["district"],) if "district" in case else DISTRICTS,
        stage=case.get("stage") if takes_stage else None,
    )
    store = get_store()
    with store.reading() as session:
        rows = measure(session, load_catalogue(session, store.settings), request)
    return rows[0] if rows else None


@pytest.mark.parametrize("page", BOARD)
@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: "&".join(f"{k}={v}" for k, v in case.items()) or "all"
)
def test_the_cards_show_what_is_measured_for_the_same_filters(
    page: str, case: dict[str, str], with_data: Path
) -> None:
    at = open_page(page, **case)
    assert not at.error
    period = case.get("period", LATEST)
    base = str(Period.parse(period).shift(SHIFT[case.get("compare", "previous")]))
    for card, metric in zip(at.metric, metrics_of_cards(page), strict=True):
        now, before = (measured(page, metric, case, each) for each in (period, base))
        assert card.label.startswith(metric.name)
        value = now.value if now else None
        assert card.value == format_value(value, metric, now.qualifier if now else None)
        if now is None or before is None or now.value is None or before.value is None:
            assert card.delta == ""
        elif not metric.is_ratio and now.missing != before.missing:
            # A count that lacks a district has fallen for that alone.
            assert card.delta == ""
        else:
            assert card.delta == format_delta(now.value - before.value, metric)


def test_large_classes_are_those_counted_by_hand(with_data: Path) -> None:
    # Lake 60 and 66 of 4 classes, Ridge 56 of 6 classes; Bridge has handed nothing in.
    assert card_values(open_page("class_size"))[:3] == ["30.0%", "3", "1"]
    assert card_values(open_page("class_size", district=LAKE))[:3] == ["50.0%", "2", "1"]
    assert card_values(open_page("class_size", district=RIDGE))[:3] == ["16.7%", "1", "0"]
    assert card_values(open_page("class_size", district=BRIDGE))[:3] == [UNDEFINED] * 3
    assert card_values(open_page("class_size", stage=JUNIOR))[:3] == ["25.0%", "1", "1"]
    # A quarter earlier every class has one pupil more and Bridge, like Ridge, counts: 61 67, 57, 57 of 16.
    assert card_values(open_page("class_size", period="2025Q2"))[:3] == ["25.0%", "4", "1"]


def test_a_change_in_a_share_is_in_points(with_data: Path) -> None:
    [share, *_] = open_page("class_size", district=LAKE, compare="year").metric
    # A year ago four pupils more: 64, 54, 49 and 70, the same two of four.
    assert (share.value, share.delta) == ("50.0%", "持平")
    [share, *_] = open_page("class_size").metric
    assert share.delta == "+5.0个百分点"


def test_a_target_is_held_against_the_value(with_data: Path) -> None:
    at = open_page("class_size")
    assert any("目标不高于5%，未达到" in caption.value for caption in at.caption)
    # It is due in the newest quarter, and holds for the quarters before.
    assert "目标不高于5%" in text_of(open_page("class_size", period="2024Q4"))


@pytest.mark.parametrize("page", THEMES)
def test_the_table_shows_every_district_and_the_total_of_the_cards(page: str, with_data: Path) -> None:
    at = open_page(page)
    table = table_of(at, "districts")
    assert list(table["区县"]) == ["临湖区", "东岭区", "南桥区", "合计"]
    for card, metric in zip(at.metric, metrics_of_cards(page), strict=True):
        [title] = [name for name in table.columns if name.partition("（")[0] == metric.name]
        total = table[title].iloc[-1]
        shown = None if pd.isna(total) else total / 100 if metric.is_share else total
        assert format_value(shown, metric) == card.value


def test_a_district_that_has_not_handed_in_is_not_nought(with_data: Path) -> None:
    table = table_of(open_page("class_size"), "districts")
    row = table[table["区县"] == "南桥区"].iloc[0]
    assert pd.isna(row["大班额占比"])
    assert pd.isna(row["大班额数（个）"])


def test_tables_show_what_is_undefined_as_a_dash(with_data: Path) -> None:
    for page in THEMES:
        for table in open_page(page, district=BRIDGE).dataframe:
            if list(table.value.columns) != list(texts.SOURCE_COLUMNS):
                assert table.proto.placeholder == UNDEFINED


def test_the_largest_classes_come_first(with_data: Path) -> None:
    largest = table_of(open_page("class_size"), "largest_classes")
    assert list(largest["学生数"]) == [66, 60, 56, 52, 50, 50, 48, 45, 40, 40]
    assert list(largest.iloc[0])[:3] == ["临湖区", "湖滨中学", JUNIOR]


@pytest.mark.parametrize("page", THEMES)
def test_the_schools_of_a_district_are_shown_once_it_is_chosen(page: str, with_data: Path) -> None:
    everywhere = open_page(page)
    assert texts.CHOOSE_DISTRICT in [caption.value for caption in everywhere.caption]
    assert not tables_of(everywhere, "schools")
    at = open_page(page, district=LAKE)
    assert not at.error
    assert tables_of(at, "schools")


def test_a_districts_schools_are_its_own(with_data: Path) -> None:
    schools = table_of(open_page("class_size", district=LAKE), "schools")
    by_school = dict(zip(schools["学校"], schools["大班额数（个）"], strict=True))
    assert by_school == {"湖滨小学": 1, "湖滨中学": 1}


def test_the_overview_says_in_words_what_moved(with_data: Path) -> None:
    words = text_of(open_page("overview"))
    assert texts.IMPROVED in words
    assert texts.WORSENED in words
    assert "较上季度" in words
