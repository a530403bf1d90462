"""资料篮 on the pages: collect from any page, put in order, share, hand out."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.exports.collection import Collected, build_collection, write_archive
from eduboard.exports.materials.writing import write_material
from eduboard.exports.slides.arranging import write_deck
from eduboard.metrics.retrace import recorded_by_digest, retrace
from eduboard.store.baskets import Baskets
from eduboard.store.figure_register import FigureRegister
from eduboard.store.records import now
from eduboard.store.store import StoreFolder
from eduboard.texts import basket as texts
from eduboard.ui.session import get_store, reading
from tests.pages.board import go_to, open_app, open_page, text_of
from tests.pages.coded_figures import code_of_figure, codes_on, collect, register_in, replace_lakes_classes
from tests.pages.conftest import CLERK, LEADER, ONE_ROW, As, Use
from tests.small_city import LAKE


@pytest.fixture(autouse=True)
def _empty_basket(with_data_to_change: Path) -> None:
    """Each test has a store and a register of its own."""
    register_in(with_data_to_change)


def titles_in(at: AppTest) -> list[str]:
    """The figures in the basket, in order."""
    found = [item.value.strip("*").replace("\\", "") for item in at.markdown if item.value.startswith("**")]
    return [title.partition(" · ")[2] for title in found if " · " in title]


def labels(at: AppTest) -> list[str]:
    return [item.proto.label for item in at.get("download_button")]


def made_from(database: Path, owner: str = "") -> tuple[Any, list[Collected], Any]:
    """The paper that the page's buttons make of a basket."""
    register = FigureRegister(StoreFolder(database).figures)
    basket = Baskets(register).load(owner)
    items = []
    for item in basket.items:
        recorded = recorded_by_digest(register, LOCAL_USER, item.digest)
        assert recorded is not None
        figure = retrace(get_store(), LOCAL_USER, recorded).figure
        assert figure is not None
        items.append(Collected(figure, item.caption))
    with reading() as (_, catalogue):
        return build_collection(basket.title, "区教育局", now(), items, catalogue), items, catalogue


def test_what_is_collected_on_several_pages_is_listed_in_that_order() -> None:
    collect("class_size", "trend", "table largest_classes")
    collect("talent", "composition0")
    collect("overview", "heat")
    at = open_page("basket")
    assert not at.exception
    assert not at.error
    assert titles_in(at)[:4] == ["大班额占比走势", "人数最多的班", "称号与级别构成", "各区县主要指标"]
    # Each is drawn, and bears the code that it had on its own page.
    assert code_of_figure(open_page("class_size")) in codes_on(at)


def test_the_same_figure_is_collected_once_and_that_is_said() -> None:
    at = collect("class_size", "trend", "trend")
    assert [toast.value for toast in at.toast] == [texts.ALREADY.format(title="大班额占比走势")]
    assert len(titles_in(open_page("basket"))) == 1


def test_figures_are_moved_removed_and_captioned_and_a_reload_keeps_it() -> None:
    collect("class_size", "trend", "ranking", "distribution")
    at = open_page("basket")
    first, second, third = (
        str(item.key).rpartition(" ")[2]
        for item in at.text_area
        if str(item.key).startswith("basket caption")
    )
    at = at.button(key=f"{texts.DOWN} {first}").click().run()
    assert titles_in(at) == ["大班额占比：各区县排名", "大班额占比走势", "班额分布"]
    at = at.button(key=f"{texts.UP} {third}").click().run()
    assert titles_in(at) == ["大班额占比：各区县排名", "班额分布", "大班额占比走势"]
    at = at.button(key=f"{texts.REMOVE} {third}").click().run()
    at.text_area(key=f"basket caption {second}").set_value("两区<b>领先</b>").run()
    at.text_input(key="basket title").set_value("三季度汇编").run()
    again = open_page("basket")
    assert titles_in(again) == ["大班额占比：各区县排名", "大班额占比走势"]
    assert again.text_area(key=f"basket caption {second}").value == "两区<b>领先</b>"
    assert again.text_input(key="basket title").value == "三季度汇编"


def test_the_first_cannot_go_up_nor_the_last_down() -> None:
    collect("class_size", "trend")
    at = open_page("basket")
    assert [button.disabled for button in at.button if button.label in (texts.UP, texts.DOWN)] == [True, True]


def test_the_basket_can_be_emptied() -> None:
    collect("class_size", "trend")
    at = open_page("basket").button(key="clear basket").click().run()
    assert not at.exception
    assert any(texts.EMPTY in note.value for note in at.info)


def test_an_empty_basket_says_what_to_do() -> None:
    at = open_page("basket")
    assert not at.exception
    assert texts.EMPTY in at.info[0].value
    assert labels(at) == []


def test_the_menu_counts_what_is_collected() -> None:
    at = open_app()
    assert not at.exception
    collect("class_size", "trend", "ranking")
    from eduboard.ui.navigation import _title_of
    from eduboard.ui.screens import SCREENS

    screen = next(screen for screen in SCREENS if screen.id == "basket")
    at = go_to(at, "basket")
    assert _title_of(screen) == "资料篮（2）"


def test_all_three_files_hold_the_collected_in_order_with_words_and_codes(with_data_to_change: Path) -> None:
    collect("class_size", "ranking", "trend", "table largest_classes")
    at = open_page("basket")
    keys = [str(item.key) for item in at.text_area]
    at.text_area(key=keys[0]).set_value("南桥区尚未报送").run()
    assert labels(open_page("basket"))[:3] == [texts.WORD, texts.SLIDES, texts.ARCHIVE]
    material, items, catalogue = made_from(with_data_to_change)
    codes = [item.figure.caption.code for item in items]
    # Word
    words = "\n".join(
        paragraph.text for paragraph in docx.Document(io.BytesIO(write_material(material))).paragraphs
    )
    assert "南桥区尚未报送" in words
    places = [words.index(f"编号：{code}") for code in codes]
    assert places == sorted(places)
    # PPT
    deck = pptx.Presentation(io.BytesIO(write_deck(material, "16:9")))
    said = "\n".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
    )
    assert all(code in said for code in codes)
    assert "南桥区尚未报送" in said
    # ZIP
    with zipfile.ZipFile(io.BytesIO(write_archive(material, items, catalogue))) as archive:
        names = archive.namelist()
        assert [name for name in names if name.endswith(".docx")] == [f"{material.file_name}.docx"]
        ranking = archive.read(
            next(name for name in names if name.startswith("01_") and name.endswith("csv"))
        )
    lines = ranking.decode("utf-8-sig").splitlines()
    # Lake has two large classes of four, Ridge one of six.
    assert [line.split(",")[:2] for line in lines[1:3]] == [["东岭区", "16.6666666667"], ["临湖区", "50"]]
    assert f"编号,{codes[0]}" in lines


def test_an_export_is_made_from_todays_data_and_the_page_says_that_it_changed(
    with_data_to_change: Path,
) -> None:
    collect("class_size", "trend", district=LAKE)
    replace_lakes_classes()
    at = open_page("basket")
    assert any("数据在加入之后有变化" in item.value for item in at.caption)
    _, [item], _ = made_from(with_data_to_change)
    assert item.figure.lines[0].points[-1].value == 0.0  # type: ignore[union-attr]


def test_each_account_has_a_basket_of_its_own(be: As) -> None:
    be(LEADER)
    collect("class_size", "trend")
    be(CLERK)
    assert titles_in(open_page("basket")) == []
    be(LEADER)
    assert titles_in(open_page("basket")) == ["大班额占比走势"]


def test_a_shared_list_shows_each_reader_what_they_may_see(be: As, with_data_to_change: Path) -> None:
    be(LEADER)
    collect("class_size", "trend")
    collect("class_size", "coverage", district=LAKE)
    token = Baskets(FigureRegister(StoreFolder(with_data_to_change).figures)).load(LEADER.account).token
    assert f"list={token}" in text_of(open_page("basket"))
    be(CLERK)
    at = open_page("basket", list=token)
    assert not at.exception
    assert titles_in(at) == ["各校大班额占比"]
    assert [warning.value for warning in at.warning if "无权" in warning.value] == [
        texts.LEFT_OUT.format(count=1)
    ]
    assert "大班额占比走势" not in text_of(at)
    # A reader changes nothing, and their own basket is as empty as before.
    assert not at.text_area
    assert titles_in(open_page("basket")) == []


@pytest.mark.parametrize("token", ["x", "../..", "' OR 1=1 --", "%", "名" * 999])
def test_a_link_that_leads_nowhere_is_told(token: str) -> None:
    collect("class_size", "trend")
    at = open_page("basket", list=token)
    assert not at.exception
    assert "共享链接不存在" in at.error[0].value
    assert titles_in(at) == []


def test_a_renewed_link_ends_the_old_one(with_data_to_change: Path) -> None:
    collect("class_size", "trend")
    baskets = Baskets(FigureRegister(StoreFolder(with_data_to_change).figures))
    old = baskets.load("").token
    at = open_page("basket").button(key="renew basket").click().run()
    assert [note.value for note in at.success] == [texts.RENEWED]
    assert baskets.load("").token != old
    assert open_page("basket", list=old).error


def test_who_may_not_export_is_offered_no_file(be: As) -> None:
    be(LEADER)
    collect("class_size", "trend")
    be(Viewer("来宾", "来宾", account="leader"))
    assert labels(open_page("basket")) == []


def test_an_export_of_a_clerks_basket_holds_nothing_of_other_districts(
    be: As, with_data_to_change: Path
) -> None:
    """What was shared or given away earlier is looked at with today's rights when the file is made."""
    be(LEADER)
    collect("class_size", "trend")
    register = FigureRegister(StoreFolder(with_data_to_change).figures)
    [item] = Baskets(register).load(LEADER.account).items
    assert recorded_by_digest(register, CLERK, item.digest) is None


def test_a_damaged_register_is_told_on_the_page(with_data_to_change: Path) -> None:
    register_in(with_data_to_change).write_bytes("不是数据库".encode() * 999)
    at = open_page("basket")
    assert not at.exception
    assert "图表记录" in at.error[0].value


@pytest.mark.parametrize("theme", ONE_ROW)
def test_figures_of_a_single_row_can_be_collected_and_handed_out(
    theme: str, one_row_stores: dict[str, Path], use: Use
) -> None:
    database = use(one_row_stores[theme])
    register_in(database)
    at = open_page(theme)
    keys = [str(button.key) for button in at.button if str(button.key).startswith("collect:")]
    assert keys
    for key in keys:
        at = at.button(key=key).click().run()
    listed = open_page("basket")
    assert not listed.exception
    assert not listed.error
    material, items, catalogue = made_from(database)
    assert docx.Document(io.BytesIO(write_material(material)))
    assert pptx.Presentation(io.BytesIO(write_deck(material, "16:9")))
    assert write_archive(material, items, catalogue)
