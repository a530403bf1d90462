"""The menu: every page is there, opens, and is called by its Chinese name."""

import re
from pathlib import Path

import pytest

from eduboard.texts import pages as texts
from eduboard.ui.screens import SCREENS
from tests.pages.board import ALL, PAGES, go_to, open_app

ADDRESSES = {
    "",
    "talent",
    "research",
    "class-size",
    "after-school",
    "training",
    "upload",
    "submissions",
    "admin",
    "dictionary",
}


def test_every_page_in_the_folder_is_in_the_menu() -> None:
    assert {screen.id for screen in SCREENS} == {path.stem for path in PAGES.glob("*.py")} == set(ALL)


def test_the_addresses_are_those_that_links_rely_on() -> None:
    assert {screen.path for screen in SCREENS} >= ADDRESSES


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.id)
def test_a_page_is_called_by_its_chinese_name(screen: object) -> None:
    assert re.fullmatch(r"[\u4e00-\u9fff]+", texts.PAGE_TITLES[screen.id])  # type: ignore[attr-defined]


def test_the_app_starts_on_the_overview(with_data: Path) -> None:
    at = open_app()
    assert not at.exception
    assert [title.value for title in at.title] == [texts.PAGE_TITLES["overview"]]


@pytest.mark.parametrize("page", ALL)
def test_a_page_opens_from_the_menu(page: str, with_data: Path) -> None:
    at = go_to(open_app(), page)
    assert not at.exception
    assert not at.error
    assert [title.value for title in at.title] == [texts.PAGE_TITLES[page]]


def test_the_menu_works_without_a_store(with_nothing: Path) -> None:
    at = open_app()
    for page in ALL:
        go_to(at, page)
        assert not at.exception
