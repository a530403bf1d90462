"""Every figure of the five papers is an item of its programme: 118 of 118, as the command line gives them.

Two independent lists are held against it: ``figures.csv`` beside this file, written down by hand from the papers, and
the index of the published samples, which names the cell each figure was loaded from.
"""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eduboard.cli.main import main

HERE = Path(__file__).parent
INDEX = HERE.parents[1] / "data" / "samples" / "published" / "index.csv"
PROGRAMMES = {
    "410106": "410106_five_titles",
    "232700": "232700_three_projects",
    "370202": "370202_light_load",
    "410305": "410305_strong_district",
    "610526": "610526_three_titles",
}
RESULT, REQUIREMENT = "实绩", "目标/要求"
DIRECTIONS = {"=": "等于", ">=": "不低于", "range": "不低于"}

Row = dict[str, str]
Item = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


FIGURES = read_rows(HERE / "figures.csv")
INDEXED = read_rows(INDEX)


@pytest.fixture(scope="module")
def shown(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Item]]:
    """The items of each programme as ``programme NAME --json`` prints them."""
    return {name: ask(published, name)["items"] for name in PROGRAMMES.values()}


def ask(database: Path, name: str, *more: str) -> Any:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["programme", name, "--json", "--store", str(database), *more]) == 0
    return json.loads(out.getvalue())


def number_of(value: str) -> float | None:
    """A figure as a number: ``2-3`` counts from its lower end, 未给次数 is none."""
    start = value.split("-", maxsplit=1)[0]
    try:
        return float(start)
    except ValueError:
        return None


def number_shown(item: Item) -> float | None:
    shown: float | None = item["value"] if item["kind"] == "result" else item["target"]
    return shown


def test_the_lists_have_118_figures_of_which_73_are_results() -> None:
    for rows in (FIGURES, INDEXED):
        assert Counter(row["kind"] for row in rows) == {RESULT: 73, REQUIREMENT: 45}


def test_118_of_118_figures_are_items_with_value_unit_and_qualifier(shown: dict[str, list[Item]]) -> None:
    found = 0
    for figure in FIGURES:
        [item] = [
            item
            for item in shown[figure["programme"]]
            if (item["section"], item["name"]) == (figure["section"], figure["name"])
        ]
        assert number_shown(item) == number_of(figure["value"]), figure
        assert (item["unit"] or "-") == figure["unit"]
        if figure["kind"] == REQUIREMENT:
            assert item["direction"] == DIRECTIONS[figure["qualifier"]]
            assert item["qualifier"] == ("" if figure["value"].isdigit() else figure["value"])
        else:
            assert (item["qualifier"] in ("余", "多")) == (figure["qualifier"] == "+")
        found += 1
    assert found == 118


def test_there_is_no_item_that_is_no_figure(shown: dict[str, list[Item]]) -> None:
    assert sum(map(len, shown.values())) == 118


def test_each_indexed_cell_comes_back_with_its_words_and_its_batch(shown: dict[str, list[Item]]) -> None:
    taken = set()
    for figure in INDEXED:
        name = PROGRAMMES[figure["file"][:6]]
        [number] = [
            number
            for number, item in enumerate(shown[name])
            if item["source"].endswith(f"：“{figure['quote']}”")
            and number_shown(item) == number_of(figure["value"])
            and (item["unit"] or "-") == figure["unit"]
            and (item["kind"] == "result") == (figure["kind"] == RESULT)
            and (name, number) not in taken
        ]
        taken.add((name, number))
        assert shown[name][number]["batches"]
        assert shown[name][number]["source"].startswith("《")
    assert len(taken) == 118


def test_no_target_is_told_as_a_result(shown: dict[str, list[Item]]) -> None:
    kinds = {(row["programme"], row["section"], row["name"]): row["kind"] for row in FIGURES}
    for name, items in shown.items():
        for item in items:
            is_result = kinds[name, item["section"], item["name"]] == RESULT
            assert (item["kind"] == "result") == is_result
            assert (item["target"] is None and item["status"] is None) or not is_result
            if not is_result and item["value"] is not None:
                # What is there was measured by something else than the target.
                assert item["metric"] or item["indicator"]


def test_a_paper_of_targets_alone_has_no_value_at_all(shown: dict[str, list[Item]]) -> None:
    items = shown["232700_three_projects"]
    assert len(items) == 29
    assert {item["value"] for item in items} == {None}
    assert {item["status"] for item in items} == {"无数据"}


def test_without_its_data_a_programme_still_has_its_targets(tmp_path: Path) -> None:
    answer = ask(tmp_path / "empty" / "eduboard.duckdb", "三大工程", "--period", "2023Q2")
    [item] = [item for item in answer["items"] if item["name"] == "校长听课"]
    assert (item["target"], item["unit"], item["direction"], item["value"]) == (30, "节/学期", "不低于", None)
    assert item["source"].endswith("：“校长每学期至少听课30节”")
    assert item["batches"] == []
    assert answer["notes"]


def test_the_files_targets_are_those_that_were_handed_in(
    shown: dict[str, list[Item]], tmp_path: Path
) -> None:
    empty = tmp_path / "empty" / "eduboard.duckdb"
    for name, items in shown.items():
        own = ask(empty, name, "--period", "2024Q1")["items"]
        for mine, handed_in in zip(own, items, strict=True):
            for key in ("name", "target", "direction", "unit", "due"):
                assert mine[key] == handed_in[key]
            assert mine["source"] == handed_in["source"] or mine["kind"] != "result"


def test_what_the_papers_only_claim_is_no_figure(published: Path) -> None:
    claims = {name: ask(published, name)["coverage"] for name in PROGRAMMES.values()}
    assert [len(claims[name]) for name in PROGRAMMES.values()] == [2, 1, 2, 8, 1]
    assert {item["value"] for items in claims.values() for item in items} == {None}


def test_large_classes_stand_at_nought_and_their_target_is_reached(shown: dict[str, list[Item]]) -> None:
    items = {item["name"]: item for item in shown["410305_strong_district"]}
    assert (items["大班额数（2016年）"]["value"], items["大班额数（2020年）"]["value"]) == (123, 0)
    goal = items["大班额控制目标"]
    assert (goal["value"], goal["period"], goal["target"], goal["status"]) == (0, "2020Q4", 0, "已完成")
