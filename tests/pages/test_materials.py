"""材料生成: what is chosen is what is read, and what is downloaded is what was read."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
import streamlit as st

from eduboard.texts import materials as texts
from eduboard.texts import pages as page_texts
from eduboard.ui import school_paper
from tests.exports.papers import charts_of, read_deck, words_of
from tests.pages.board import filter_named, open_page, text_of
from tests.small_city import CITY, LAKE, LATEST, PRIMARY, RIDGE, school_code


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What each download button gives, by file name: AppTest has no buttons for downloads."""
    made: dict[str, bytes] = {}

    def press(_label: str, build: object, file_name: str, *_: object, **__: object) -> bool:
        made[file_name] = build()  # type: ignore[operator]
        return False

    monkeypatch.setattr(st, "download_button", press)
    return made


def test_the_sentences_stand_on_the_page_and_the_data_is_marked(with_data: Path) -> None:
    at = open_page("materials")
    assert not at.exception
    assert not at.error
    words = text_of(at)
    assert "云川市经验交流材料（数据部分）" in words
    assert "截至2025年第三季度末，云川市大班额占比30" in words.replace("\\", "")
    assert [warning.value for warning in at.warning] == [page_texts.DEMO_NOTE]


def test_the_file_holds_what_the_page_shows(with_data: Path, pressed: dict[str, bytes]) -> None:
    at = open_page("materials", document="bulletin")
    assert not at.exception
    name = "云川市2025年第三季度教育数据通报_2025Q3"
    assert list(pressed) == [f"{name}.docx", f"{name}_16比9.pptx", f"{name}_4比3.pptx", f"{name}.xlsx"]
    data = pressed[f"{name}.docx"]
    shown = text_of(at).replace("\\", "")
    for words in words_of(data):
        if words.endswith("不参加排名。"):
            assert words in shown
    assert charts_of(data)
    wide, narrow = (pressed[f"{name}_{ratio}.pptx"] for ratio in ("16比9", "4比3"))
    assert read_deck(wide).slide_width > read_deck(narrow).slide_width
    for deck in (wide, narrow):
        assert charts_of(deck) == charts_of(data)
    book = openpyxl.load_workbook(io.BytesIO(pressed[f"{name}.xlsx"]))
    assert "班额治理" in book.sheetnames


def test_a_link_opens_the_same_paper(with_data: Path) -> None:
    at = open_page(
        "materials", document="theme", theme="class_size", district=f"{LAKE},{RIDGE}", compare="year"
    )
    assert not at.exception
    assert filter_named(at, "document").value == "theme"
    assert at.multiselect(key="materials:district").value == [LAKE, RIDGE]
    assert "云川市2个区县班额治理情况专报" in text_of(at)
    assert f"{LAKE},{RIDGE}" in at.query_params["district"]


def test_what_an_address_names_in_vain_is_left_out(with_data: Path) -> None:
    at = open_page("materials", document="nothing", district="123456", themes="weather", city=CITY)
    assert not at.exception
    assert not at.error
    assert filter_named(at, "document").value == "material"
    assert at.multiselect(key="materials:district").value == []


@pytest.mark.parametrize("document", texts.DOCUMENTS)
def test_every_kind_of_paper_can_be_read(document: str, with_data: Path) -> None:
    at = open_page("materials", document=document)
    assert not at.exception
    assert not at.error
    assert filter_named(at, "document").value == document


def test_without_data_it_says_what_to_do(with_nothing: Path) -> None:
    at = open_page("materials")
    assert not at.exception
    assert at.info[0].value.startswith(page_texts.EMPTY_STORE)


def test_a_school_can_be_taken_along_from_its_page(with_data: Path, pressed: dict[str, bytes]) -> None:
    at = open_page("school", district=LAKE, school=school_code(LAKE, PRIMARY), period=LATEST)
    assert not at.exception
    data = pressed[f"湖滨小学数据一页通_{LATEST}.docx"]
    assert words_of(data)[0] == "湖滨小学数据一页通"


def test_the_codes_in_a_schools_paper_are_kept(
    with_data: Path, pressed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(school_paper, "keep_exported", lambda found: kept.extend(item.code for item in found))
    open_page("school", district=LAKE, school=school_code(LAKE, PRIMARY), period=LATEST)
    data = pressed[f"湖滨小学数据一页通_{LATEST}.docx"]
    printed = re.findall(r"编号：([0-9A-Z-]+)", "".join(words_of(data)))
    assert printed
    assert kept == printed
