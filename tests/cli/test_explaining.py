"""经验校验 on the command line: asked for, given with --explain, told with the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run
from tests.intake.test_experience import classes

Write = Callable[[str, bytes], Path]

RULE = "experience.against_earlier_quarters"
SEEN = "2025Q3 东岭区 大班额占比由上季度的31.0%变为13.0%"
WHY = "新校区启用，大班分流"


def publish_the_quarter_before(run: Run, write: Write) -> None:
    assert run("load", write("前.csv", classes(31, 100, "2025Q2"))).code == 0


def test_check_lists_what_would_be_asked_about_and_stays_clean(run: Run, write: Write) -> None:
    publish_the_quarter_before(run, write)
    said = run("check", write("后.csv", classes(13, 100)), "--json")
    assert said.code == 0
    [report] = said.json
    assert report["errors"] == []
    assert {item["rule"] for item in report["warnings"]} == {RULE}
    [share] = [item for item in report["warnings"] if item["message"].startswith(SEEN)]
    assert (share["line"], share["column"], share["value"]) == (None, "大班额占比", "13.0%")
    assert run("batches", "--json").json[0]["file_name"] == "前.csv"


def test_load_without_an_explanation_publishes_nothing_and_says_how(run: Run, write: Write) -> None:
    publish_the_quarter_before(run, write)
    file = write("后.csv", classes(13, 100))
    said = run("load", file)
    assert said.code == 1
    assert SEEN in said.out
    assert "--explain" in said.out
    [report] = run("load", file, "--json").json
    assert (report["batch"], report["unchanged"], report["changes"]) == (None, False, None)
    assert report["explanation_needed"] is True
    assert len(report["warnings"]) == 4
    assert len(run("batches", "--json").json) == 1
    assert run("load", file, "--explain", "无").code == 1


def test_an_explanation_publishes_and_stands_beside_the_figures(run: Run, write: Write) -> None:
    publish_the_quarter_before(run, write)
    said = run("load", write("后.csv", classes(13, 100)), "--explain", WHY, "--json")
    assert said.code == 0
    [report] = said.json
    assert report["batch"]
    assert report["explanation_needed"] is False
    assert report["changes"]["added"] == 100
    shown = run("metric", "large_class_share", "--by", "period", "district", "--json").json
    [told] = shown["explanations"]
    assert {key: told[key] for key in ("period", "district", "metric", "sentence", "batch")} == {
        "period": "2025Q3",
        "district": "990102",
        "metric": "large_class_share",
        "sentence": WHY,
        "batch": report["batch"],
    }
    assert (
        f"注：{SEEN}：{WHY}（本机用户说明，批次 {report['batch']}）" in run("metric", "large_class_share").out
    )
    assert run("metric", "large_class_share", "--period", "2025Q2", "--json").json["explanations"] == []
    assert run("metric", "average_class_size", "--json").json["explanations"] == []
    run("withdraw", report["batch"])
    assert run("metric", "large_class_share", "--json").json["explanations"] == []
