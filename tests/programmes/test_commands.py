"""The commands ``programme`` and ``programmes``, and where their files are kept."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eduboard.cli.main import main
from eduboard.metrics.catalogue import load_catalogue
from eduboard.programmes.evaluation import evaluate
from eduboard.programmes.results import STATUSES
from eduboard.programmes.shelf import load_shelf, own_folder
from eduboard.settings import Settings
from eduboard.store.store import open_store
from tests.conftest import copy_store

Run = Callable[..., tuple[int, str, str]]

ITEM_KEYS = [
    "section",
    "name",
    "kind",
    "metric",
    "value",
    "unit",
    "qualifier",
    "target",
    "direction",
    "status",
    "due",
]
OWN = """name = "三名工程"
district = "990100"
source = "《本市文件》"
[[sections]]
title = "名师"
[[sections.items]]
kind = "target"
name = "名师"
metric = "{metric}"
target = 100
direction = "不低于"
"""


@pytest.fixture
def database(published: Path, tmp_path: Path) -> Path:
    """A copy of the published cases, for the bureau's own files beside it."""
    return copy_store(published, tmp_path / "store")


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*arguments, "--store", str(database)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def write_own(database: Path, name: str, text: str) -> None:
    folder = own_folder(Settings(store=database))
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def asked(run: Run, *arguments: str) -> Any:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_shape_is_the_agreed_one(run: Run) -> None:
    answer = asked(run, "programme", "五名工程")
    assert {"programme", "source", "items"} <= answer.keys()
    assert answer["programme"] == "五名工程"
    for item in answer["items"]:
        assert set(ITEM_KEYS) <= item.keys()
        assert item["kind"] in ("result", "target", "duty")


@pytest.mark.parametrize("name", ["五名工程", "410106_five_titles", "上街", "上街区 五名"])
def test_a_programme_is_found_by_name_file_or_place(run: Run, name: str) -> None:
    assert asked(run, "programme", name)["id"] == "410106_five_titles"


def test_what_is_not_there_or_not_clear_is_a_sentence(run: Run) -> None:
    for arguments, word in (
        (("programme", "六名工程"), "上街区五名工程"),
        (("programme", "名"), "不止一个"),
        (("programme", "五名工程", "--period", "2022"), "2025Q3"),
        (("programme", "五名工程", "--district", "990101"), "临湖区不在"),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert word in err
        assert err.strip().endswith("。")


def test_a_page_of_plain_text_tells_value_target_and_state(run: Run) -> None:
    code, out, _ = run("programme", "三名+")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "蒲城县“三名+”  2023Q4"
    assert "  [实绩] 省级以上刊物发表论文  90余篇  （2023Q4）" in lines
    assert "  [目标] “千人招录计划”  目标1,000人  现为627人（2023Q4）  完成 62.7%  进行中" in out
    assert any(line.startswith("  [规则] 动态管理") for line in lines)
    assert "None" not in out
    assert "nan" not in out


def test_the_list_names_every_programme(run: Run) -> None:
    listed = asked(run, "programmes")
    assert [row["items"] for row in listed] == [29, 10, 14, 19, 46]
    assert sum(row["items"] for row in listed) == 118
    assert run("programmes")[1].count("\n") == 5


def test_a_bureaus_own_programme_stands_beside_the_shipped_ones_or_in_the_place_of_one(
    run: Run, database: Path
) -> None:
    write_own(database, "three_titles", OWN.format(metric="famous_teachers"))
    write_own(database, "410106_five_titles", OWN.format(metric="famous_teachers"))
    listed = {row["id"]: row["programme"] for row in asked(run, "programmes")}
    assert len(listed) == 6
    assert listed["three_titles"] == listed["410106_five_titles"] == "三名工程"


def test_an_unknown_metric_is_named_with_file_and_key_and_leaves_the_others_alone(
    run: Run, database: Path
) -> None:
    write_own(database, "wrong", OWN.format(metric="famous_teacher"))
    code, out, _ = run("programmes")
    assert code == 1
    assert "wrong.toml: sections[0].items[0].metric: 没有指标 famous_teacher" in out
    assert "五名工程" in out
    code, out, err = run("programme", "wrong")
    assert (code, out) == (2, "")
    assert "没有指标 famous_teacher" in err
    assert run("programme", "五名工程")[0] == 0


def test_a_file_that_is_no_text_is_a_sentence(run: Run, database: Path) -> None:
    write_own(database, "wrong", "")
    (own_folder(Settings(store=database)) / "wrong.toml").write_bytes("名称".encode("gbk"))
    assert "UTF-8" in run("programme", "wrong")[2]


def test_a_file_saved_by_the_windows_editor_is_read(run: Run, database: Path) -> None:
    write_own(database, "own", "\ufeff" + OWN.format(metric="famous_teachers").replace("\n", "\r\n"))
    assert asked(run, "programme", "own")["programme"] == "三名工程"


def test_the_demo_programme_is_there_with_its_city_only(published: Path, demo_city: Path) -> None:
    for database, expected in ((published, False), (demo_city, True)):
        settings = Settings(store=database, threads=2)
        store = open_store(database, settings)
        with store.reading() as session:
            shelf = load_shelf(session, load_catalogue(session, settings), settings)
        store.close()
        assert shelf.broken == {}
        assert any(programme.id == "demo" for programme in shelf.programmes) == expected


def test_the_demo_programme_shows_every_state(demo_city: Path) -> None:
    settings = Settings(store=demo_city, threads=2)
    store = open_store(demo_city, settings)
    with store.reading() as session:
        catalogue = load_catalogue(session, settings)
        programme = load_shelf(session, catalogue, settings).find("demo")
        view = evaluate(session, catalogue, programme, "2026Q3", today=date(2026, 10, 20))
    store.close()
    standings = [standing for item in view.items for standing in (item.overall, *item.districts)]
    assert {standing.status for standing in standings} == {*STATUSES, ""}
    assert {standing.light for standing in standings} == {"red", "yellow", "green", ""}
    assert any(item.below for item in view.items)
    assert "demo" in view.kinds


def test_balance_tells_what_can_be_proved_of_a_district(
    small_city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--district", "990101", "--period", "2025Q3", "--store", str(small_city))
    assert main(["balance", *where]) == 0
    assert "小学校际差异系数" in capsys.readouterr().out
    assert main(["balance", *where, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["district_name"], found["period"]) == ("临湖区", "2025Q3")
    assert [stage["stage"] for stage in found["stages"]] == ["小学", "初中"]
    assert {line["met"] for line in found["requirements"]} <= {True, False, None}


def test_balance_of_a_place_without_data_is_a_sentence(run: Run) -> None:
    assert run("balance", "--district", "990101")[0] == 2
    assert "还没有报送" in run("balance", "--district", "990101")[2]
    assert "六位行政区划代码" in run("balance", "--district", "1")[2]
    code, said, _ = run("balance", "--district", "410106")
    assert code == 0
    assert "没有可以计算优质均衡的数据" in said
    assert run("balance", "--district", "410106", "--period", "2022")[0] == 2
