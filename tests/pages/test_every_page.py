"""Every page in every state of the world: data, no store, one row, a database that cannot be read."""

from pathlib import Path

import pytest

from eduboard.metrics.themes import THEME_PAGES
from eduboard.texts import pages as texts
from tests.pages.board import ALL, BOARD, THEMES, UNSPEAKABLE, card_values, open_page, text_of
from tests.pages.conftest import ONE_ROW, Use
from tests.small_city import DISTRICTS

REMEDY = "python -m eduboard rebuild"


@pytest.mark.parametrize("page", ALL)
def test_a_page_with_data_has_a_title_and_no_error(page: str, with_data: Path) -> None:
    at = open_page(page)
    assert not at.exception
    assert not at.error
    assert [title.value for title in at.title] == [texts.PAGE_TITLES[page]]


@pytest.mark.parametrize("page", BOARD)
def test_a_page_with_demo_data_says_so(page: str, with_data: Path) -> None:
    at = open_page(page)
    assert [warning.value for warning in at.warning] == [texts.DEMO_NOTE]
    assert "演示数据" in texts.DEMO_NOTE


@pytest.mark.parametrize("page", BOARD)
def test_a_page_with_data_says_what_its_numbers_mean_and_rest_on(page: str, with_data: Path) -> None:
    at = open_page(page)
    [definitions] = [block for block in at.expander if block.label == texts.DEFINITIONS]
    words = definitions.markdown[0].value
    for metric in at.metric:
        assert metric.label.partition("（")[0] in words
    sources = definitions.dataframe[0].value
    assert list(sources.columns) == list(texts.SOURCE_COLUMNS)
    assert len(sources) > 0


@pytest.mark.parametrize("page", BOARD)
@pytest.mark.parametrize("district", ["", *DISTRICTS])
def test_nothing_undefined_is_shown_as_a_program_would_write_it(
    page: str, district: str, with_data: Path
) -> None:
    at = open_page(page, district=district, compare="year")
    assert not at.exception
    assert not at.error
    assert UNSPEAKABLE.findall(text_of(at)) == []


@pytest.mark.parametrize("page", BOARD)
def test_without_data_a_page_says_what_to_do_in_numbered_steps(page: str, with_nothing: Path) -> None:
    at = open_page(page)
    assert not at.exception
    [note] = at.info
    assert note.value.startswith(texts.EMPTY_STORE)
    assert "\n1. " in note.value
    assert "\n2. " in note.value
    assert texts.PAGE_TITLES["upload"] in note.value
    assert not at.metric


def test_without_data_files_can_be_handed_in(with_nothing: Path) -> None:
    at = open_page("upload")
    assert not at.exception
    assert [note.value for note in at.info] == [texts.NO_BATCHES]
    assert at.file_uploader


def test_without_data_every_number_is_defined(with_nothing: Path) -> None:
    at = open_page("dictionary")
    assert not at.exception
    assert at.table


@pytest.mark.parametrize("page", ALL)
@pytest.mark.parametrize("theme", ONE_ROW)
def test_one_row_is_enough_for_every_page(
    theme: str, page: str, one_row_stores: dict[str, Path], use: Use
) -> None:
    use(one_row_stores[theme])
    at = open_page(page)
    assert not at.exception
    assert not at.error
    assert UNSPEAKABLE.findall(text_of(at)) == []


@pytest.mark.parametrize("theme", THEMES)
def test_one_row_is_shown_on_the_page_of_its_theme(
    theme: str, one_row_stores: dict[str, Path], use: Use
) -> None:
    use(one_row_stores[theme])
    assert (
        card_values(open_page(theme))
        == {
            # Nobody is named, so that persons cannot be counted; of platforms nothing was said at all.
            "talent": ["1", "—", "1", "0", "0", "—"],
            "research": ["1", "0", "0", "0", "0", "0"],
            "class_size": ["100%", "1", "0", "—", "1", "100%"],
            # Of no pupils nobody takes part: nothing can be said of the share.
            "after_school": ["—", "100%", "—", "—"],
            "training": ["—", "—", "1", "—", "—"],
        }[theme]
    )


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_whose_table_was_not_handed_in_says_so_with_steps(
    theme: str, one_row_stores: dict[str, Path], use: Use
) -> None:
    use(one_row_stores["training" if theme != "training" else "talent"])
    at = open_page(theme)
    [note] = at.info
    assert THEME_PAGES[theme].title in note.value
    assert "\n1. " in note.value


@pytest.mark.parametrize("page", ALL)
def test_a_database_that_cannot_be_read_names_the_remedy(page: str, with_broken_file: Path) -> None:
    at = open_page(page)
    assert not at.exception
    [error] = at.error
    assert error.value.startswith(f"**{texts.ERROR_TITLE}**")
    assert REMEDY in error.value
    assert [title.value for title in at.title] == [texts.PAGE_TITLES[page]]


@pytest.mark.parametrize("page", ["overview", "upload"])
def test_a_database_that_another_process_owns_says_so(page: str, with_busy_file: Path) -> None:
    at = open_page(page)
    assert not at.exception
    [error] = at.error
    assert "正被另一个进程使用" in error.value
    assert REMEDY not in error.value


@pytest.mark.parametrize("page", ["overview", "class_size"])
def test_an_old_database_put_back_beside_a_newer_log_names_the_remedy(
    page: str, with_data_to_change: Path
) -> None:
    log = with_data_to_change.with_suffix(".batches.jsonl")
    last = log.read_text(encoding="utf-8").splitlines()[-1]
    number = '"event": '
    later = last.replace(number, f"{number}9", 1)
    assert later != last
    log.write_text(log.read_text(encoding="utf-8") + later + "\n", encoding="utf-8")
    [error] = open_page(page).error
    assert REMEDY in error.value
