"""需要核实 as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.metrics.cube import ensure_cube
from eduboard.texts import alerts as texts
from eduboard.ui.session import get_store
from tests.build import hand_in, make_store
from tests.conftest import DATABASE
from tests.pages.board import frame_with, open_page, text_of
from tests.pages.coded_figures import codes_on, trace_back
from tests.pages.conftest import Use
from tests.small_city import LAKE, LATEST, RIDGE

MARKUP = "<b>名校长</b>*[x](http://evil.example)*"


def store_with(folder: Path, disagreeing: int) -> Path:
    """A store with training that nobody could have attended, and indicators that were given twice."""
    store = make_store(folder)
    course = {"programme": MARKUP, "category": "区县培训", "form": "线下", "sessions": 1, "person_times": 875}
    hand_in(store, "training", LATEST, LAKE, [course])
    for district in (LAKE, RIDGE):
        hand_in(store, "honours", LATEST, district, [{"title": "名师", "level": "市级", "count": 1}])
    rows = [
        {"indicator": f"指标{number}", "value": value, "unit": unit}
        for number in range(disagreeing)
        for value, unit in ((3, "名"), (6, "人"))
    ]
    hand_in(store, "indicators", LATEST, RIDGE, rows)
    ensure_cube(store)
    store.close()
    return folder / DATABASE


def block_of(at: AppTest) -> str:
    """What the block says, '' where there is none."""
    found = [line for line in text_of(at).splitlines() if line.startswith(f"**{texts.TITLE}")]
    return found[0] if found else ""


def test_sound_data_shows_no_block(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 0))
    for page in ("overview", "talent"):
        assert block_of(open_page(page, district=RIDGE)) == ""


def test_the_first_page_shows_three_and_how_many_there_are(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 4))
    at = open_page("overview")
    shown = text_of(at)
    assert block_of(at) == "**需要核实（5条）**"
    assert shown.count("填了3名，“指标") == 3
    assert texts.MORE.format(count=2) in shown
    assert "平均每场约875人" not in shown


def test_a_theme_page_shows_its_own_with_links_to_the_origin(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 1))
    at = open_page("training")
    shown = text_of(at)
    assert block_of(at) == "**需要核实（1条）**"
    assert "平均每场约875人，超过300人" in shown
    assert "admin?metric=training_person_times&period=2025Q3&district=990101" in shown
    assert "第 2 行](admin?batch=" in shown
    assert "怎么核实：核对场次和人次" in shown
    assert block_of(open_page("talent")) == ""


def test_words_of_a_file_are_shown_as_text(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 0))
    shown = text_of(open_page("training"))
    assert "<b>名校长" not in shown
    assert "](http://evil" not in shown


def test_another_district_and_another_period_are_not_told(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 1))
    assert "875" not in text_of(open_page("overview", district=RIDGE))
    assert block_of(open_page("overview", district=LAKE, stage="初中")) == ""


def test_a_picture_of_the_page_is_of_its_figures(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 1))
    assert block_of(open_page("overview", view="shot")) == ""


def test_a_programme_shows_what_concerns_its_figures_and_its_bulletin_ends_with_it(
    use: Use, tmp_path: Path
) -> None:
    """蒲城's own paper: 35,000 person-times in some 40 sessions."""
    store = make_store(tmp_path)
    course = {
        "programme": "学科培训",
        "category": "学科培训",
        "form": "未注明",
        "sessions": 40,
        "person_times": 35_000,
    }
    hand_in(store, "training", "2023Q4", "610526", [course])
    ensure_cube(store)
    store.close()
    use(tmp_path / DATABASE)
    address = {"programme": "610526_three_titles", "period": "2023Q4"}
    at = open_page("programmes", **address)
    assert not at.exception
    assert block_of(at) == "**需要核实（1条）**"
    assert "平均每场约875人" in text_of(at)
    bulletin = text_of(open_page("programmes", part="bulletin", **address))
    assert "附：需要核实的数据（1条）\n1. 蒲城县2023年第四季度：“学科培训”40场共35,000人次" in bulletin


@pytest.mark.parametrize(("page", "count"), [("overview", 5), ("training", 1)])
def test_the_list_bears_a_code_that_leads_back(page: str, count: int, use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 4))
    at = open_page(page)
    assert "collect:table alerts" in {button.key for button in at.button}
    [code] = [code for code in codes_on(at) if texts.TABLE_TITLE in text_of(open_page("trace", code=code))]
    shown = frame_with(trace_back(code), texts.TABLE_COLUMNS)
    assert len(shown) == count


def test_an_alert_that_was_settled_is_told(use: Use, tmp_path: Path) -> None:
    use(store_with(tmp_path, 1))
    [code] = [
        code
        for code in codes_on(open_page("overview"))
        if texts.TABLE_TITLE in text_of(open_page("trace", code=code))
    ]
    hand_in(get_store(), "indicators", LATEST, RIDGE, [{"indicator": "指标0", "value": 3, "unit": "名"}])
    at = open_page("trace", code=code)
    assert not at.exception
    assert any("数据已变" in item.value for item in at.warning)
