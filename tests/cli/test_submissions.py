"""报送进度 and 催报 on the command line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from eduboard.exports import robot
from eduboard.store.history import EventFilter, find_events
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.cli.conftest import Run
from tests.registries import CODES, NORTH, Q3, WEST, classes_of, register


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eduboard.cli.submissions.now", lambda: datetime(2026, 11, 22, 9, 0))  # noqa: DTZ001


@pytest.fixture
def filled(tmp_path: Path) -> None:
    """West has handed in the classes of 41 of 46 schools, North one table."""
    (tmp_path / "store").mkdir()
    store: Store = make_store(tmp_path / "store")
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(CODES[5:]))
    hand_in(store, "honours", Q3, NORTH, [{"title": "名师", "level": "市级", "count": 1}])
    store.close()


@pytest.mark.usefixtures("filled")
def test_the_matrix_is_printed_a_district_a_line(run: Run) -> None:
    said = run("submissions", "--period", Q3)
    assert said.code == 0
    assert "2个区县 9张表，应报18项" in said.out
    [west] = [line for line in said.out.splitlines() if "西苑区" in line]
    assert "班额明细：部分 41/46校" in west


@pytest.mark.usefixtures("filled")
def test_the_json_names_every_missing_school(run: Run) -> None:
    found = run("submissions", "--period", Q3, "--json").json
    assert (found["period"], found["deadline"], found["required"]) == (Q3, "2026-10-20", 18)
    [classes] = [row for row in found["rows"] if (row["district"], row["dataset"]) == (WEST, "classes")]
    assert (classes["status"], classes["reported"], classes["expected"]) == ("部分", 41, 46)
    assert [school["code"] for school in classes["missing"]] == list(CODES[:5])
    assert sum(found["counts"].values()) == sum(row["is_required"] for row in found["rows"])


@pytest.mark.usefixtures("filled")
def test_reminders_are_printed_and_not_sent(run: Run) -> None:
    said = run("remind", "--period", Q3)
    assert said.code == 0
    assert "西苑区教育局：" in said.out
    assert "没有设置群机器人地址" in said.out
    letters = run("remind", "--period", Q3, "--json").json
    assert set(letters["letters"]) == {WEST, NORTH}
    assert letters["sent"] is False


@pytest.mark.usefixtures("filled")
def test_the_summary_is_sent_only_when_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "eduboard.exports.reminding.send",
        lambda group, title, text: sent.append(robot.build_message(group.kind, title, text)),
    )
    monkeypatch.setenv("EDUBOARD_WEBHOOK_URL", "https://oapi.dingtalk.com/robot/send?access_token=abcdef9876")
    monkeypatch.setenv("EDUBOARD_WEBHOOK_KIND", "dingtalk")
    said = run("remind", "--period", Q3)
    assert "加 --send 发送到钉钉群（oapi.dingtalk.com/…9876）" in said.out
    assert sent == []
    said = run("remind", "--period", Q3, "--send")
    assert "已发送到钉钉群" in said.out
    assert "abcdef" not in said.out
    [message] = sent
    assert "西苑区**：班额明细缺5所" in message["markdown"]["text"]
    json.dumps(message)
    assert reminders_on_record(tmp_path) == [
        f"{Q3}云川市催报，2个区县未报全：已发送到钉钉群（oapi.dingtalk.com/…9876）。"
    ]


@pytest.mark.usefixtures("filled")
def test_a_reminder_that_could_not_be_sent_is_on_record(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDUBOARD_WEBHOOK_URL", "http://127.0.0.1:9/send?key=abcdefgh1234")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert run("remind", "--period", Q3, "--send").code == 2
    [line] = reminders_on_record(tmp_path)
    assert "没有发送成功（127.0.0.1/…1234" in line


def reminders_on_record(folder: Path) -> list[str]:
    store = make_store(folder / "store")
    with store.reading() as session:
        events, _ = find_events(session, EventFilter(action="remind"), 0, None)
    store.close()
    return [event.detail for event in events]


@pytest.mark.usefixtures("filled")
def test_what_cannot_be_done_is_a_sentence(run: Run) -> None:
    for arguments, words in (
        (("remind", "--send"), "没有设置群机器人"),
        (("submissions", "--period", "去年"), "去年"),
        (("submissions", "--city", "火星"), "990100 云川市"),
    ):
        said = run(*arguments)
        assert said.code == 2
        assert words in said.err


def test_without_any_district_it_says_so(run: Run) -> None:
    said = run("submissions")
    assert said.code == 2
    assert "home_region" in said.err
