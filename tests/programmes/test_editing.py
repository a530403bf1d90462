"""Editing a programme: what is saved can be read, mistakes are told by row, nobody's work is overwritten."""

from pathlib import Path

import pytest

from eduboard.access.viewer import Viewer
from eduboard.errors import AccessDenied, EduboardError
from eduboard.metrics.catalogue import Catalogue
from eduboard.programmes import editing
from eduboard.programmes.loading import ProgrammeInvalid, parse_programme
from eduboard.programmes.model import Ladder, Programme, Rung
from eduboard.programmes.shelf import DEMO_FILE, SHIPPED_DIR
from eduboard.programmes.writing import dump_programme
from eduboard.store.store import Store
from tests.build import make_store

FILES = [*sorted(SHIPPED_DIR.glob("*.toml")), DEMO_FILE]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def read(path: Path, catalogue: Catalogue) -> Programme:
    return parse_programme(path.read_text(encoding="utf-8"), path.name, path.stem, catalogue)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_left_as_it_is_gives_the_same_programme(path: Path, catalogue: Catalogue) -> None:
    programme = read(path, catalogue)
    head, rows, rungs = editing.head_of(programme), editing.rows_of(programme), editing.rungs_of(programme)
    # An empty number comes back from a table as not-a-number.
    rows = [row | {"target": float("nan") if row["target"] is None else row["target"]} for row in rows]
    assert editing.build_edited(head, rows, rungs, programme.id, "x.toml", catalogue) == programme


def test_mistakes_are_told_by_row_item_and_column(catalogue: Catalogue) -> None:
    programme = read(DEMO_FILE, catalogue)
    rows = editing.rows_of(programme)
    rows[0]["metric"] = "famous_teacher"
    rows[4] |= {"target": None, "level": "镇级别"}
    rows.append({"section": "新的部分", "kind": "rule", "name": "没有原文"})
    head = editing.head_of(programme) | {"start": "2024年"}
    with pytest.raises(editing.EditInvalid) as raised:
        editing.build_edited(head, rows, editing.rungs_of(programme), programme.id, "x.toml", catalogue)
    found = [(mistake.row, mistake.item, mistake.key) for mistake in raised.value.mistakes]
    assert found == [
        (None, "", "start"),
        (1, "名师", "metric"),
        (5, "市级以上名师工作室", "level"),
        (5, "市级以上名师工作室", "target"),
        (len(rows), "没有原文", "quote"),
    ]


def test_rows_of_one_section_belong_together_wherever_they_stand(catalogue: Catalogue) -> None:
    programme = read(DEMO_FILE, catalogue)
    rows = editing.rows_of(programme)
    late = {"section": "强师行动", "kind": "rule", "name": "新规则", "quote": "原文"}
    edited = editing.build_edited(
        editing.head_of(programme),
        [*rows, late, {}],
        editing.rungs_of(programme),
        programme.id,
        "x.toml",
        catalogue,
    )
    assert [section.title for section in edited.sections] == [s.title for s in programme.sections]
    assert edited.sections[0].items[-1].name == "新规则"
    assert edited.sections[0].heading == programme.sections[0].heading


def rung(ladder: str, title: str, **more: str | None) -> dict[str, str | None]:
    return {"ladder": ladder, "level": None, "title": title, "item": None} | more


def test_ladders_are_made_of_the_rows_of_their_table_from_the_lowest_up(catalogue: Catalogue) -> None:
    programme = read(DEMO_FILE, catalogue)
    item = programme.items[0].name
    rungs = [
        rung("教师", "教学新秀", level="市级"),
        rung("校长", "校长后备人才"),
        rung("教师", "名师", item=item),
        rung("校长", "名校长"),
        {"ladder": None, "level": float("nan"), "title": None, "item": None},
    ]
    edited = editing.build_edited(
        editing.head_of(programme), editing.rows_of(programme), rungs, "x", "x.toml", catalogue
    )
    assert edited.ladders == (
        Ladder("教师", (Rung("教学新秀"), Rung("名师", item)), "市级"),
        Ladder("校长", (Rung("校长后备人才"), Rung("名校长"))),
    )
    # What is saved is read as it was edited, without the table's empty rows.
    assert parse_programme(dump_programme(edited), "x.toml", "x", catalogue) == edited
    assert editing.rungs_of(edited)[0] == rung("教师", "教学新秀", level="市级")


def test_mistakes_in_ladders_are_told_by_their_own_rows(catalogue: Catalogue) -> None:
    programme = read(DEMO_FILE, catalogue)
    rungs = [rung("甲", "教学新秀"), rung("甲", "大师"), rung("乙", "名师", item="没有的项目", level="镇级")]
    with pytest.raises(editing.EditInvalid) as raised:
        editing.build_edited(
            editing.head_of(programme), editing.rows_of(programme), rungs, "x", "x.toml", catalogue
        )
    found = {(mistake.row, mistake.item, mistake.key, mistake.is_rung) for mistake in raised.value.mistakes}
    assert found == {(2, "大师", "title", True), (3, "名师", "item", True), (3, "名师", "level", True)}


def test_the_version_before_is_kept_when_a_programme_is_saved(store: Store, catalogue: Catalogue) -> None:
    programme = read(FILES[0], catalogue)
    text = FILES[0].read_text(encoding="utf-8")
    with store.reading() as session:
        editing.copy_programme(store, session, programme, text, programme.id)
        known = editing.fingerprint(store.settings, programme.id)
        kept = editing.save_programme(store, session, programme, known)
    assert kept is not None
    assert kept.read_text(encoding="utf-8") == text
    folder = editing.own_path(store.settings, programme.id).parent
    assert {path.name for path in folder.iterdir()} == {f"{programme.id}.toml", editing.EARLIER}


def test_who_began_before_somebody_else_saved_is_told(store: Store, catalogue: Catalogue) -> None:
    programme = read(FILES[0], catalogue)
    with store.reading() as session:
        editing.save_programme(store, session, programme, "")
        with pytest.raises(EduboardError, match="别人改过"):
            editing.save_programme(store, session, programme, "")


def test_a_copy_does_not_overwrite(store: Store, catalogue: Catalogue) -> None:
    programme = read(FILES[0], catalogue)
    with store.reading() as session:
        editing.copy_programme(store, session, programme, "a = 1", "ours")
        with pytest.raises(EduboardError, match="已有名为 ours"):
            editing.copy_programme(store, session, programme, "a = 2", "ours")


@pytest.mark.parametrize("name", ["", "../a", "a/b", "a.b", "a b", ".", "x" * 61])
def test_a_name_is_a_plain_word(name: str, store: Store, catalogue: Catalogue) -> None:
    programme = read(FILES[0], catalogue)
    with store.reading() as session, pytest.raises(EduboardError, match="不能用"):
        editing.copy_programme(store, session, programme, "", name)


def test_only_an_administrator_changes_programmes(store: Store, catalogue: Catalogue) -> None:
    programme = read(FILES[0], catalogue)
    with store.reading(Viewer("数据员", "数据员")) as session:
        with pytest.raises(AccessDenied):
            editing.save_programme(store, session, programme, "")
        with pytest.raises(AccessDenied):
            editing.delete_programme(store, session, "ours")
    assert not editing.own_path(store.settings, programme.id).exists()


def test_an_uploaded_file_with_a_mistake_is_not_saved(store: Store, catalogue: Catalogue) -> None:
    text = FILES[0].read_text(encoding="utf-8")
    with store.reading() as session:
        with pytest.raises(ProgrammeInvalid):
            editing.upload_programme(
                store, session, text.replace("[[sections]]", "[[parts]]").encode(), "ours", catalogue
            )
        with pytest.raises(EduboardError, match="UTF-8"):
            editing.upload_programme(store, session, text.encode("gb18030"), "ours", catalogue)
        assert not editing.own_path(store.settings, "ours").exists()
        editing.upload_programme(store, session, b"\xef\xbb\xbf" + text.encode(), "ours", catalogue)
    assert editing.own_path(store.settings, "ours").read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_a_sentence(store: Store, catalogue: Catalogue) -> None:
    folder = editing.own_path(store.settings, "x").parent
    folder.write_text("a file stands where the folder should be")
    with store.reading() as session, pytest.raises(EduboardError, match="写不进"):
        editing.save_programme(store, session, read(FILES[0], catalogue), "")
