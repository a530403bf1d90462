"""Programmes on the page 管理: copied, edited in tables, saved with the version before kept, deleted."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from eduboard.programmes.editing import COLUMNS
from eduboard.store.history import EventFilter, find_events
from eduboard.texts import programme_page as texts
from eduboard.ui.session import get_store
from tests.pages.board import open_page, text_of
from tests.pages.own_programme import PROGRAMME, WITHOUT_LADDERS, page, write


def edit(name: str = "studios") -> AppTest:
    at = open_page("admin", section="programmes")
    at.selectbox(key="programme to edit").select(name).run()
    assert not at.exception
    return at


def field(at: AppTest, name: str) -> TextInput:
    [found] = [box for box in at.text_input if box.label == texts.EDIT_HEAD_FIELDS[name]]
    return found


def save(at: AppTest) -> None:
    [button] = [button for button in at.button if button.label == texts.EDIT_SAVE]
    button.click().run()


def events() -> list[tuple[str, str]]:
    with get_store().reading() as session:
        found, _ = find_events(session, EventFilter(), 0, None)
    return [(event.action, event.detail.split()[0]) for event in found if "programme" in event.action]


def test_a_shipped_programme_is_copied_under_another_name(two_districts: Path) -> None:
    at = edit("410106_five_titles")
    at.text_input(key="copy 410106_five_titles").set_value("ours").run()
    at.button(key="copy button 410106_five_titles").click().run()
    assert not at.error
    assert (two_districts.parent / "programmes" / "ours.toml").exists()
    assert events() == [("copy_programme", "ours")]


def test_a_name_that_leads_elsewhere_is_refused(two_districts: Path) -> None:
    at = edit("410106_five_titles")
    at.text_input(key="copy 410106_five_titles").set_value("../elsewhere").run()
    at.button(key="copy button 410106_five_titles").click().run()
    assert "不能用" in at.error[0].value
    assert not (two_districts.parent / "elsewhere.toml").exists()


def test_the_head_is_edited_and_the_version_before_is_kept(two_districts: Path) -> None:
    at = edit()
    field(at, "name").set_value("新名称")
    save(at)
    assert not at.error
    assert "已保存 studios" in at.success[0].value
    folder = two_districts.parent / "programmes"
    assert 'name = "新名称"' in (folder / "studios.toml").read_text(encoding="utf-8")
    assert [path.read_text(encoding="utf-8") for path in (folder / "earlier").iterdir()] == [PROGRAMME]
    assert events() == [("change_programme", "studios")]
    assert "“新名称”" in text_of(page())


def test_ladders_stand_in_a_table_of_their_own_and_are_saved_with_the_head(two_districts: Path) -> None:
    at = edit()
    assert texts.EDIT_LADDERS_TITLE in text_of(at)
    field(at, "name").set_value("新名称")
    save(at)
    saved = (two_districts.parent / "programmes" / "studios.toml").read_text(encoding="utf-8")
    before = PROGRAMME[PROGRAMME.index("[[ladders]]") : PROGRAMME.index("[[sections]]")]
    assert saved.count("[[ladders.rungs]]") == before.count("[[ladders.rungs]]") > 1


def test_a_programme_without_ladders_can_be_edited(two_districts: Path) -> None:
    write(two_districts, "studios", WITHOUT_LADDERS)
    at = edit()
    field(at, "name").set_value("新名称")
    save(at)
    assert not at.error
    assert "\n[[ladders]]" not in (two_districts.parent / "programmes" / "studios.toml").read_text("utf-8")


def test_mistakes_are_listed_and_nothing_is_saved(two_districts: Path) -> None:
    at = edit()
    field(at, "district").set_value("123456")
    save(at)
    assert "有 1 处要改" in at.error[0].value
    assert "123456" in text_of(at)
    assert (two_districts.parent / "programmes" / "studios.toml").read_text(encoding="utf-8") == PROGRAMME
    assert events() == []


def test_who_began_before_somebody_else_saved_is_told_and_begins_anew(two_districts: Path) -> None:
    at = edit()
    field(at, "name").set_value("新名称")
    theirs = PROGRAMME.replace("工作室工程", "别人的名称")
    path = write(two_districts, "studios", theirs)
    save(at)
    assert texts.EDIT_CHANGED_MEANWHILE in at.error[0].value
    assert path.read_text(encoding="utf-8") == theirs
    assert field(at.run(), "name").value == "别人的名称"


def test_deleting_takes_a_second_word_and_keeps_the_content(two_districts: Path) -> None:
    at = edit()
    assert at.button(key="delete studios").disabled
    at.checkbox(key="sure studios").check().run()
    at.button(key="delete studios").click().run()
    folder = two_districts.parent / "programmes"
    assert not (folder / "studios.toml").exists()
    assert len(list((folder / "earlier").iterdir())) == 1
    assert events() == [("delete_programme", "studios")]


def test_every_column_of_the_table_has_a_title() -> None:
    assert set(texts.EDIT_COLUMNS) == set(COLUMNS)
