"""Every page as an official picture and on paper, and the big screen, with data and without any."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from eduboard.texts import pages as texts
from tests.pages.board import ALL, BOARD, UNSPEAKABLE, open_app, open_page, text_of
from tests.small_city import CITY, LAKE, LATEST

OFFICIAL = ("shot", "print")


def html_of(at: object) -> str:
    """What stands on the page as HTML of our own."""
    return "\n".join(element.proto.body for element in at.get("html"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("view", OFFICIAL)
@pytest.mark.parametrize("page", ALL)
def test_an_official_view_stands_under_the_name_of_the_bureau(page: str, view: str, with_data: Path) -> None:
    at = open_page(page, view=view)
    assert not at.exception
    assert not at.error
    assert "区域教育局" in html_of(at)
    assert f"<h1>{texts.PAGE_TITLES[page]}</h1>" in html_of(at)
    assert UNSPEAKABLE.findall(text_of(at)) == []


@pytest.mark.parametrize("view", OFFICIAL)
@pytest.mark.parametrize("page", ALL)
def test_an_official_view_of_an_empty_store_is_a_sentence(page: str, view: str, with_nothing: Path) -> None:
    at = open_page(page, view=view)
    assert not at.exception


@pytest.mark.parametrize("page", ["talent", "class_size", "after_school", "training"])
def test_an_official_view_has_every_row_of_every_table(page: str, with_data: Path) -> None:
    shown = open_page(page, district=LAKE)
    official = open_page(page, district=LAKE, view="shot")
    assert [table for table in official.dataframe if len(table.value) > 0] == []
    words = html_of(official)
    for table in shown.dataframe:
        if table.value.columns[0] in ("区县", "学校"):
            # A school's name is a link to its page.
            names = [
                re.sub(r".*name=([^&]*).*", lambda found: unquote(found[1]), str(name))
                for name in table.value.iloc[:, 0]
            ]
            assert names
            assert all(name in words for name in names)


@pytest.mark.parametrize("page", ALL)
def test_where_invented_data_is_noted_the_pages_picture_bears_it_in_its_name(
    page: str, with_data: Path
) -> None:
    """The browser looks for the note by the name of what it stands in."""
    at = open_page(page, view="shot", period=LATEST)
    noted = [warning.value for warning in at.warning if warning.value == texts.DEMO_NOTE]
    named = [block for block in at.get("flex_container") if block.proto.id.endswith("-demo")]
    assert len(noted) == len(named) <= 1
    assert noted or page not in (*BOARD, "programmes", "school", "submissions", "materials", "upload")


def test_the_address_keeps_the_view_beside_the_filters(with_data: Path) -> None:
    at = open_page("class_size", view="shot", district=LAKE)
    assert at.query_params["view"] in ("shot", ["shot"])
    assert at.query_params["district"] in (LAKE, [LAKE])


def test_a_view_that_does_not_exist_is_the_page_itself(with_data: Path) -> None:
    at = open_page("class_size", view="<script>")
    assert not at.exception
    assert at.title[0].value == texts.PAGE_TITLES["class_size"]


def test_the_big_screen_has_the_overview_and_every_theme(with_data: Path) -> None:
    at = open_app(view="wall")
    assert not at.exception
    words = html_of(at)
    for page in ("overview", "talent", "research", "class_size", "after_school", "training"):
        assert f"<h2>{texts.PAGE_TITLES[page]}</h2>" in words
    assert "【演示数据】" in words
    assert len(at.get("plotly_chart")) == 5
    assert UNSPEAKABLE.findall(text_of(at)) == []


def test_the_big_screen_of_one_district_shows_how_it_went(with_data: Path) -> None:
    at = open_app(view="wall", district=LAKE, city=CITY)
    assert not at.exception
    assert "走势" in text_of(at)
    assert "各区县排名" not in text_of(at)


def test_the_big_screen_without_data_says_so(with_nothing: Path) -> None:
    at = open_app(view="wall")
    assert not at.exception
    assert at.info[0].value.startswith(texts.EMPTY_STORE)
