"""管理 in every state of the world: batches, the trail, and where numbers come from."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.metrics.origins import Origin
from eduboard.store.originals import sha256_of
from eduboard.texts import admin as texts
from eduboard.texts import tracing
from eduboard.texts.pages import ERROR_TITLE
from eduboard.ui.session import get_store
from eduboard.ui.trace_address import trace_address
from tests.pages.board import UNSPEAKABLE, frame_with, open_page, text_of
from tests.pages.conftest import ONE_ROW, Use
from tests.pages.handed_files import FIRST, HOSTILE
from tests.small_city import LAKE, LATEST, RIDGE


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception
    return at


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


def test_a_withdrawal_that_is_refused_leaves_the_batch_on_the_page(
    handed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = EduboardError("school.beside_total", places="2025Q3 临湖区", dataset="学校基本情况")

    def refuse(*_: object) -> None:
        raise refusal

    monkeypatch.setattr("eduboard.ui.admin_batch.withdraw", refuse)
    at = press(press(open_page("admin", batch=handed_in["second"]), "change"), "confirm")
    [error] = at.error
    assert "既有学校自行上报的行" in error.value
    assert ERROR_TITLE not in error.value
    assert list(frame_with(at, texts.SCOPE_COLUMNS)["现在的状态"]) == [texts.SCOPE_CURRENT] * 2
    press(at, "cancel")
    assert not at.error


# -- the trail and the columns ---------------------------------------------------------------------------------


def test_the_trail_says_in_words_who_did_what(handed_in: dict[str, str]) -> None:
    at = open_page("admin", section="trail")
    events = frame_with(at, texts.EVENT_COLUMNS)
    assert list(events["操作"]) == ["记住列名", "发布", "发布", "发布"]
    assert events["内容"].iloc[0] == "班额明细：“学籍人数”→“学生数”"
    assert set(events["谁"]) == {LOCAL_USER.name}
    assert "eduboard.batches.jsonl" in text_of(at)
    assert {button.label for button in at.get("download_button")} >= {texts.DOWNLOAD_TRAIL_CSV}


def test_the_trail_is_what_the_log_beside_the_database_says(handed_in: dict[str, str]) -> None:
    log = get_store().folder.database.with_suffix(".batches.jsonl").read_text(encoding="utf-8").splitlines()
    events = frame_with(open_page("admin", section="trail"), texts.EVENT_COLUMNS)
    assert sorted(json.loads(line)["event"] for line in log) == sorted(map(int, events["序号"]))


def test_a_trail_that_was_changed_behind_the_products_back_says_so(handed_in: dict[str, str]) -> None:
    assert not open_page("admin", section="trail").error
    log = get_store().folder.batch_log
    lines = log.read_text(encoding="utf-8")
    log.write_text(lines.replace(LOCAL_USER.name, "别人", 1), encoding="utf-8")
    at = open_page("admin", section="trail")
    assert not at.exception
    assert "有 1 次操作在数据库和批次记录里不一致（第一处是第 1 次）" in at.error[0].value


def test_the_trail_is_narrowed_down(handed_in: dict[str, str]) -> None:
    at = open_page("admin", section="trail")
    at.selectbox(key="trail action").set_value("map_column").run()
    assert len(frame_with(at, texts.EVENT_COLUMNS)) == 1
    at.text_input(key="trail text").set_value("没有这样的").run()
    assert [note.value for note in at.info] == [texts.NO_EVENT_FOUND]


def test_a_remembered_column_can_be_forgotten(handed_in: dict[str, str]) -> None:
    at = open_page("admin", section="columns")
    assert "学籍人数" in text_of(at)
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
    traced = next(t.value for t in at.table if tracing.TRACE_LINE in t.value.columns)
    address = f"admin?batch={handed_in['second']}&line=2"
    assert list(traced[tracing.TRACE_LINE]) == [f"[{handed_in['second']} 第 2 行]({address})"]
    assert list(traced["计入"]) == ["1"]
    assert "学生数：60" in traced[tracing.TRACE_CONTENT][0]


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
    ("narrowed", "said"),
    [
        ({"part": ("tier", "")}, "学校分层：未说明：**4个**"),
        ({"part": ("tier", None)}, "学校分层：未分到学校：**—**"),
        ({"category": ""}, "未注明：**4个**"),
    ],
)
def test_what_a_number_is_narrowed_to_stands_in_its_address(
    narrowed: dict[str, Any], said: str, with_data: Path
) -> None:
    address = trace_address("classes_total", Origin(LATEST, (LAKE,), **narrowed))
    at = open_page("admin", **dict(parse_qsl(address.partition("?")[2])))
    assert not at.error
    assert said in text_of(at)


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


def test_a_number_of_all_districts_shows_ones_own_lines(handed_in: dict[str, str], as_clerk: None) -> None:
    at = open_page("admin", metric="large_classes", period="2025Q3", district=f"{LAKE},{RIDGE}")
    assert len(at.table[0].value) == 1
    assert "岭上小学" not in text_of(at)
