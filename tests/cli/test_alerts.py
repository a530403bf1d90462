"""需要核实 on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import hand_in, make_store
from tests.cli.conftest import Run
from tests.small_city import LAKE, RIDGE


@pytest.fixture
def filled(tmp_path: Path) -> None:
    """Lake was told a number twice; Ridge held a training that nobody could have attended."""
    (tmp_path / "store").mkdir()
    store = make_store(tmp_path / "store")
    rows = [
        {"indicator": name, "value": value, "unit": "名"}
        for name, value in (("名校长", 3), ("名校长人数", 6))
    ]
    hand_in(store, "indicators", "2025Q3", LAKE, rows)
    course = {
        "programme": "大会",
        "category": "区县培训",
        "form": "线下",
        "sessions": 40,
        "person_times": 35_000,
    }
    hand_in(store, "training", "2025Q2", RIDGE, [course])
    store.close()


@pytest.mark.usefixtures("filled")
def test_the_last_period_with_data_is_looked_at(run: Run) -> None:
    said = run("alerts")
    assert said.code == 0
    assert "2025年第三季度：需要核实 1 条" in said.out
    assert "[矛盾] 临湖区2025年第三季度：“其他指标”里名校长填了3名，“名校长人数”又填了6名。" in said.out
    assert "第 3 行（其他指标）" in said.out


@pytest.mark.usefixtures("filled")
def test_json_has_the_sentence_its_values_and_the_origin(run: Run) -> None:
    [alert] = run("alerts", "--period", "2025Q2", "--json").json
    assert (alert["rule"], alert["level"], alert["theme"]) == ("people_per_session", "存疑", "training")
    assert (alert["district"], alert["district_name"], alert["period"]) == (RIDGE, "东岭区", "2025Q2")
    assert (alert["dataset"], alert["line"]) == ("training", 2)
    assert alert["values"]["people"] == 875
    assert alert["sentence"] == "“大会”40场共35,000人次，平均每场约875人，超过300人"
    assert alert["metrics"] == ["training_person_times", "training_sessions"]


@pytest.mark.usefixtures("filled")
def test_a_district_without_any_says_so(run: Run) -> None:
    said = run("alerts", "--period", "2025Q3", "--district", RIDGE)
    assert (said.code, said.out.strip()) == (0, "2025年第三季度：没有需要核实的数据。")


@pytest.mark.usefixtures("filled")
def test_an_unknown_district_or_period_is_refused_in_words(run: Run) -> None:
    assert "没有代码为“云川”的区县" in run("alerts", "--district", "云川").err
    assert run("alerts", "--period", "昨天").code == 2


def test_an_empty_store_says_what_to_do(run: Run) -> None:
    said = run("alerts")
    assert said.code == 2
    assert "还没有任何数据" in said.err


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "command",
    [
        ("alerts",),
        ("alerts", "--period", "2025Q2", "--district", RIDGE),
        ("submissions", "--period", "2025Q3"),
        ("balance", "--district", RIDGE, "--period", "2025Q2"),
    ],
    ids=" ".join,
)
def test_a_list_that_was_printed_bears_a_code_that_leads_back(command: tuple[str, ...], run: Run) -> None:
    printed = run(*command).out
    code = printed.rpartition("编号：")[2].strip()
    traced = run("trace", code)
    assert traced.code == 0
    assert code in traced.out
    assert "未变" in traced.out
