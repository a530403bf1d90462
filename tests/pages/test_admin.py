"""管理 in every state of the world: batches, their originals, the trail, and where numbers come from."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.remembered import remember
from eduboard.settings import Settings
from eduboard.store.originals import original_path, sha256_of
from eduboard.texts import admin as texts
from eduboard.ui.admin_original import safe_download_name
from tests.clerk_files import excel_csv
from tests.conftest import DATABASE
from tests.pages.board import UNSPEAKABLE, open_page, text_of
from tests.pages.conftest import ONE_ROW, Use
from tests.small_city import LAKE, LATEST, RIDGE

LINE = ("2025年第三季度", "临湖区", "2199010001", "湖滨小学", "小学", "一年级")
FIRST = excel_csv([(*LINE, str(number), "50") for number in range(1, 121)], "临湖区班额明细")
SECOND = excel_csv(
    [(*LINE, "1", "60"), (*LINE[:1], "东岭区", "2199020001", "岭上小学", *LINE[4:], "1", "61")]
)
HONOURS = "统计期,区县,称号,级别,姓名,人员编号\n2025Q3,临湖区,名师,市级,欧阳修,T1\n".encode()
HOSTILE = "<img src=x onerror=alert(1)>|**a** [b](http://c).csv"


@pytest.fixture
def handed_in(tmp_path: Path, use: Use) -> dict[str, str]:
    """A store with originals: Lake's classes, then both districts' in their place, then honours with a name."""
    database = tmp_path / "store" / DATABASE
    store = open_ready_store(Settings(store=database, threads=2))
    numbers = {}
    for key, name, data in (
        ("first", "临湖.csv", FIRST),
        ("second", HOSTILE, SECOND),
        ("honours", "名师.csv", HONOURS),
    ):
        [result] = load_file(store, LOCAL_USER, data, name, explanation="说明<b>" if key == "second" else "")
        assert result.batch is not None, result.report.errors
        numbers[key] = result.batch.batch
    with store.reading() as session:
        remember(store, session, "classes", {"实有人数": "students"})
    store.close()
    use(database)
    return numbers


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception
    return at


def frame_with(at: AppTest, columns: Sequence[str]) -> Any:
    """The table with these columns."""
    [found] = [t.value for t in at.dataframe if list(t.value.columns) == list(columns)]
    return found


def original_of(at: AppTest) -> str:
    """The lines of the original as HTML."""
    return "".join(block.proto.body for block in at.get("html") if 'class="original"' in block.proto.body)


# -- the list --------------------------------------------------------------------------------------------------


def test_batches_are_listed_with_what_became_of_them(handed_in: dict[str, str]) -> None:
    batches = frame_with(open_page("admin"), texts.BATCH_COLUMNS)
    assert list(batches["批次"]) == [handed_in[key] for key in ("honours", "second", "first")]
    assert list(batches["状态"]) == ["生效中", "生效中", "已被替换"]
    assert list(batches["行数"]) == [1, 2, 120]
    assert list(batches["文件"])[1] == HOSTILE


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"dataset": "honours"}, ["honours"]),
        ({"district": RIDGE}, ["second"]),
        ({"status": "已被替换"}, ["first"]),
        ({"text": "临湖"}, ["first"]),
        ({"dataset": "honours", "district": RIDGE}, []),
        ({"dataset": "no such"}, ["honours", "second", "first"]),
    ],
)
def test_an_address_narrows_the_list_down(
    query: dict[str, str], expected: list[str], handed_in: dict[str, str]
) -> None:
    at = open_page("admin", **query)
    assert not at.exception
    if expected:
        assert list(frame_with(at, texts.BATCH_COLUMNS)["批次"]) == [handed_in[key] for key in expected]
    else:
        assert [note.value for note in at.info] == [texts.NO_BATCH_FOUND]


def test_choosing_a_line_opens_the_batch(handed_in: dict[str, str]) -> None:
    at = open_page("admin")
    at.session_state["batches:batches"] = {"selection": {"rows": [2], "columns": [], "cells": []}}
    at.run()
    assert at.query_params["batch"] == handed_in["first"]
    assert handed_in["first"] in at.markdown[0].value
    press(at, "back")
    assert "batch" not in at.query_params
    assert len(frame_with(at, texts.BATCH_COLUMNS)) == 3


def test_the_upload_page_lists_the_newest_and_leads_on(handed_in: dict[str, str]) -> None:
    at = open_page("upload")
    assert frame_with(at, texts.BATCH_COLUMNS)["批次"].iloc[0] == handed_in["honours"]
    assert "(admin)" in texts.RECENT_HINT


# -- one batch -------------------------------------------------------------------------------------------------


def test_a_batch_says_how_it_was_read_and_where_it_is_in_force(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"])
    words = text_of(at)
    assert "表头在第 2 行" in words
    assert sha256_of(FIRST) in words
    scopes = frame_with(at, texts.SCOPE_COLUMNS)
    assert list(scopes["现在的状态"]) == [texts.SCOPE_REPLACED.format(batch=handed_in["second"])]
    assert list(frame_with(at, texts.EVENT_COLUMNS)["操作"]) == ["发布"]


def test_a_batch_that_does_not_exist_says_so(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch="20200101-001")
    assert not at.exception
    assert "没有批次 20200101-001" in at.error[0].value


def test_withdrawing_says_first_what_it_will_do(handed_in: dict[str, str]) -> None:
    at = press(open_page("admin", batch=handed_in["second"]), "change")
    [warning] = at.warning
    assert f"1 个范围由批次 {handed_in['first']} 生效（{LATEST} 临湖区）" in warning.value
    assert "1 个范围没有数据" in warning.value
    assert "东岭区" in warning.value
    # Nothing has happened yet, and nothing does on second thoughts.
    press(at, "cancel")
    assert not at.warning
    assert "已撤回" not in text_of(at)
    press(press(at, "change"), "confirm")
    assert at.success[0].value.startswith(f"批次 {handed_in['second']} 已撤回。")
    states = frame_with(at, texts.SCOPE_COLUMNS)["现在的状态"]
    assert list(states) == [
        texts.SCOPE_WITHDRAWN.format(batch=handed_in["first"]),
        texts.SCOPE_WITHDRAWN_EMPTY,
    ]
    press(press(at, "change"), "confirm")
    assert at.success[0].value.startswith(f"批次 {handed_in['second']} 已恢复。")
    assert list(frame_with(at, texts.EVENT_COLUMNS)["操作"]) == ["恢复", "撤回", "发布"]


# -- the original ----------------------------------------------------------------------------------------------


def test_the_original_is_shown_from_its_first_line(handed_in: dict[str, str]) -> None:
    lines = original_of(open_page("admin", batch=handed_in["first"]))
    assert '<th scope="row">1</th><td colspan="8">临湖区班额明细</td>' in lines
    assert '<th scope="row">50</th>' in lines
    assert '<th scope="row">51</th>' not in lines
    assert "marked" not in lines


def test_the_line_in_the_address_is_marked_and_stands_under_the_header(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"], line="102")
    lines = original_of(at)
    marked = lines.partition('<tr class="marked" aria-current="true">')[2].partition("</tr>")[0]
    assert marked.startswith('<th scope="row">102</th>')
    assert "<td>100</td><td>50</td>" in marked
    assert "<td>学生数</td>" in lines
    assert "GBK" in text_of(at)


@pytest.mark.parametrize("line", [1, 3, 4, 5, 48, 54, 55, 102, 122])
def test_the_marked_line_stands_near_the_top_and_no_line_is_left_out(
    line: int, handed_in: dict[str, str]
) -> None:
    at = open_page("admin", batch=handed_in["first"], line=str(line))
    numbers = [int(number) for number in re.findall(r'<th scope="row">(\d+)</th>', original_of(at))]
    body = [number for number in numbers if number > 2 or line <= 5]
    assert body.index(line) <= 4
    assert body == list(range(body[0], body[-1] + 1))


@pytest.mark.parametrize("line", ["0", "-1", "x", "1e3", "9" * 30, "²"])
def test_a_line_that_is_no_number_is_no_line(line: str, handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"], line=line)
    assert not at.exception
    assert not at.error
    assert "marked" not in original_of(at)


def test_a_line_beyond_the_end_is_told(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"], line="999")
    assert [note.value for note in at.warning] == [texts.NO_SUCH_LINE.format(count=122, line=999)]


def test_one_can_jump_to_a_line(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"])
    at.number_input[0].set_value(77).run()
    assert at.query_params["line"] == "77"
    assert 'marked" aria-current="true"><th scope="row">77</th>' in original_of(at)


def test_cells_and_names_with_markup_are_shown_as_text(tmp_path: Path, use: Use) -> None:
    database = tmp_path / "store" / DATABASE
    store = open_ready_store(Settings(store=database, threads=2))
    evil = "<script>alert(1)</script>"
    data = f"统计期,区县,类型,级别,名称\n2025Q3,临湖区,论文,省级,{evil}\n".encode()
    [result] = load_file(store, LOCAL_USER, data, HOSTILE)
    assert result.batch is not None, result.report.errors
    store.close()
    use(database)
    at = open_page("admin", batch=result.batch.batch)
    assert "&lt;script&gt;" in original_of(at)
    assert "<script>" not in original_of(at)
    assert not any(re.search(r"(?<!\\)<img|(?<!\\)\[b", item.value) for item in at.markdown)
    traced = open_page("admin", metric="papers", period="2025Q3", district=LAKE)
    cell = traced.table[0].value.iloc[0][texts.TRACE_CONTENT]
    assert "\\<script\\>" in cell


def test_names_of_persons_are_masked_for_who_may_not_see_them(
    handed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eduboard.ui.session.LOCAL_USER", Viewer("张三", "数据员", (LAKE,)))
    lines = original_of(open_page("admin", batch=handed_in["honours"]))
    assert "欧*" in lines
    assert "欧阳修" not in lines
    at = open_page("admin", metric="famous_teachers", period="2025Q3", district=LAKE)
    assert "欧阳修" not in text_of(at)
    assert "姓名：欧" in at.table[0].value.iloc[0][texts.TRACE_CONTENT]


def test_names_of_persons_are_shown_to_who_may_see_them(handed_in: dict[str, str]) -> None:
    assert "欧阳修" in original_of(open_page("admin", batch=handed_in["honours"]))
    at = open_page("admin", metric="famous_teachers", period="2025Q3", district=LAKE)
    assert "姓名：欧阳修" in at.table[0].value.iloc[0][texts.TRACE_CONTENT]


def test_an_original_that_may_hold_names_is_closed_to_who_neither_sees_them_nor_hands_in_for_it(
    handed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eduboard.ui.session.LOCAL_USER", Viewer("局长", "领导"))
    at = open_page("admin", batch=handed_in["honours"])
    assert texts.ORIGINAL_HAS_NAMES in [item.value for item in at.info]
    assert "欧" not in str([item.proto for item in at.get("html")])


def test_what_is_kept_of_columns_and_accounts_is_for_administrators(
    handed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(open_page("admin")) == ["批次", "操作记录", "记住的列名", "工程"]
    monkeypatch.setattr("eduboard.ui.session.LOCAL_USER", Viewer("张三", "数据员", (LAKE,)))
    at = open_page("admin", section="columns")
    assert offered(at) == ["批次", "操作记录"]
    assert texts.COLUMNS_HINT not in text_of(at)


def offered(at: AppTest) -> list[str]:
    """The lists that the page offers."""
    return [option.content for option in at.get("button_group")[0].proto.options]


@pytest.mark.parametrize("state", ["missing", "damaged"])
def test_an_original_that_cannot_be_had_says_so(state: str, handed_in: dict[str, str]) -> None:
    store = SimpleNamespace(folder=SimpleNamespace(originals=Path(_database()).parent / "originals"))
    path = original_path(store, sha256_of(FIRST))  # type: ignore[arg-type]
    path.write_bytes(b"x") if state == "damaged" else path.unlink()
    at = open_page("admin", batch=handed_in["first"], line="5")
    assert not at.exception
    assert [error.value for error in at.error] == [
        texts.ORIGINAL_PROBLEMS[f"original.{state}"].format(path=path)
    ]
    # All else is still there.
    assert len(frame_with(at, texts.SCOPE_COLUMNS)) == 1


def _database() -> str:
    return os.environ["EDUBOARD_STORE"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("临湖区班额.csv", "临湖区班额.csv"),
        ("套表.zip/一季度/班额.xlsx", "班额.xlsx"),
        ("..\\..\\etc\\passwd", "passwd"),
        ("a/../../x.csv", "x.csv"),
        ("长" * 300 + ".xlsx", "长" * 80 + ".xlsx"),
        ('a"b<c>|d\n.csv', "a_b_c__d_.csv"),
        ("CON.csv", "_CON.csv"),
        ("", "eduboard"),
    ],
)
def test_a_download_has_its_own_name_made_safe(name: str, expected: str) -> None:
    assert safe_download_name(name) == expected


# -- the trail and the columns ---------------------------------------------------------------------------------


def test_the_trail_says_in_words_who_did_what(handed_in: dict[str, str]) -> None:
    at = open_page("admin", section="trail")
    events = frame_with(at, texts.EVENT_COLUMNS)
    assert list(events["操作"]) == ["记住列名", "发布", "发布", "发布"]
    assert events["内容"].iloc[0] == "班额明细：“实有人数”→“学生数”"
    assert set(events["谁"]) == {LOCAL_USER.name}
    assert "eduboard.batches.jsonl" in text_of(at)
    assert {button.label for button in at.get("download_button")} >= {texts.DOWNLOAD_TRAIL_CSV}


def test_the_trail_is_what_the_log_beside_the_database_says(handed_in: dict[str, str]) -> None:
    log = Path(_database()).with_suffix(".batches.jsonl").read_text(encoding="utf-8").splitlines()
    events = frame_with(open_page("admin", section="trail"), texts.EVENT_COLUMNS)
    assert sorted(json.loads(line)["event"] for line in log) == sorted(map(int, events["序号"]))


def test_the_trail_is_narrowed_down(handed_in: dict[str, str]) -> None:
    at = open_page("admin", section="trail")
    at.selectbox(key="trail action").set_value("map_column").run()
    assert len(frame_with(at, texts.EVENT_COLUMNS)) == 1
    at.text_input(key="trail text").set_value("没有这样的").run()
    assert [note.value for note in at.info] == [texts.NO_EVENT_FOUND]


def test_a_remembered_column_can_be_forgotten(handed_in: dict[str, str]) -> None:
    at = open_page("admin", section="columns")
    assert "实有人数" in text_of(at)
    press(at, "forget:0")
    assert [note.value for note in at.info] == [texts.NO_COLUMNS]
    assert "已忘记" in at.success[0].value


# -- where a number comes from ---------------------------------------------------------------------------------


def test_a_cell_of_a_table_leads_to_its_lines(handed_in: dict[str, str]) -> None:
    at = open_page("class_size", district=LAKE)
    at.session_state["table:districts"] = {
        "selection": {"rows": [], "columns": [], "cells": [[0, "大班额数（个）"]]}
    }
    at.run()
    assert not at.exception
    traced = next(t.value for t in at.table if texts.TRACE_LINE in t.value.columns)
    address = f"admin?batch={handed_in['second']}&line=2"
    assert list(traced[texts.TRACE_LINE]) == [f"[{handed_in['second']} 第 2 行]({address})"]
    assert list(traced["计入"]) == ["1"]
    assert "学生数：60" in traced[texts.TRACE_CONTENT][0]


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        ("districts", [0, "大班额占比"]),
        ("districts", [3, "平均班额（人）"]),
        ("districts", [0, "区县"]),
        ("schools", [0, "大班额数（个）"]),
        ("largest_classes", [0, "学生数"]),
        ("districts", [99, "大班额占比"]),
    ],
)
def test_every_cell_of_every_table_can_be_chosen(table: str, cell: list[Any], with_data: Path) -> None:
    at = open_page("class_size", district=LAKE)
    at.session_state[f"table:{table}"] = {"selection": {"rows": [], "columns": [], "cells": [cell]}}
    at.run()
    assert not at.exception
    assert not at.error
    assert UNSPEAKABLE.findall(text_of(at)) == []


def test_the_origin_of_a_number_has_an_address_of_its_own(with_data: Path) -> None:
    at = open_page("admin", metric="large_class_share", period=LATEST, district=LAKE)
    assert not at.error
    number = r"**大班额占比** · 临湖区 · 2025年第三季度：**50\.0%**（分子 2 ÷ 分母 4）"
    assert number in text_of(at)
    assert len(at.table[0].value) == 4


@pytest.mark.parametrize(
    "query",
    [
        {"metric": "large_classes"},
        {"metric": "large_classes", "period": "2025"},
        {"metric": "large_classes", "period": "x' OR 1=1"},
        {"metric": "no_such_metric", "period": LATEST, "district": LAKE},
        {"metric": "large_classes", "period": LATEST, "district": "x"},
        {"metric": "large_classes", "period": LATEST},
        {"metric": "large_classes", "period": LATEST, "district": LAKE, "stage": "x", "school": "y"},
    ],
)
def test_an_address_that_names_nothing_is_answered(query: dict[str, str], with_data: Path) -> None:
    at = open_page("admin", **query)
    assert not at.exception
    assert at.warning or at.error or at.info


# -- states of the world ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", [name for name in texts.SECTIONS if name != "programmes"])
def test_an_empty_store_has_nothing_to_list(section: str, with_nothing: Path) -> None:
    at = open_page("admin", section=section)
    assert not at.exception
    assert not at.error
    assert len(at.info) == 1


@pytest.mark.parametrize("theme", ONE_ROW)
def test_one_row_is_a_batch(theme: str, one_row_stores: dict[str, Path], use: Use) -> None:
    use(one_row_stores[theme])
    batches = frame_with(open_page("admin"), texts.BATCH_COLUMNS)
    assert list(batches["行数"]) == [1]
    at = open_page("admin", batch=batches["批次"].iloc[0])
    assert not at.exception
    # The row came from no file.
    assert "originals" in at.error[0].value
    assert UNSPEAKABLE.findall(text_of(at)) == []


# -- who is looking --------------------------------------------------------------------------------------------


@pytest.fixture
def as_clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are looked at by somebody of one district."""
    from eduboard.ui import session

    acting = SimpleNamespace(viewer=Viewer("张三", "数据员", (LAKE,)))
    monkeypatch.setattr(session, "acting", lambda: acting)


def test_an_original_with_other_districts_in_it_is_not_opened(
    handed_in: dict[str, str], as_clerk: None
) -> None:
    at = open_page("admin", batch=handed_in["second"], line="2")
    assert not at.exception
    assert texts.ORIGINAL_DENIED in [note.value for note in at.info]
    assert original_of(at) == ""
    assert texts.DOWNLOAD_ORIGINAL not in {button.label for button in at.get("download_button")}
    assert list(frame_with(at, texts.SCOPE_COLUMNS)["区县"]) == ["临湖区"]
    assert "东岭" not in text_of(at)
    assert not any(button.key == "change" for button in at.button)
    own = open_page("admin", batch=handed_in["first"])
    assert "学生数" in original_of(own)
    assert any(button.key == "change" for button in own.button)


def test_a_number_of_all_districts_shows_ones_own_lines(handed_in: dict[str, str], as_clerk: None) -> None:
    at = open_page("admin", metric="large_classes", period="2025Q3", district=f"{LAKE},{RIDGE}")
    assert len(at.table[0].value) == 1
    assert "岭上小学" not in text_of(at)
