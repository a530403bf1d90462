"""The command line as scripts and clerks use it: exit codes, JSON shapes, sentences."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Run
from tests.intake.files import CLASSES, classes, text_file, workbook
from tests.intake.test_publish import TWO_SHEETS

Write = Callable[[str, bytes], Path]

REPORT_KEYS = [
    "file", "dataset", "encoding", "delimiter", "sheet", "header_line", "rows", "periods", "districts", "errors",
    "warnings", "groups",
]  # fmt: skip
FINDING_KEYS = ["line", "column", "value", "rule", "message"]


def test_a_clean_file_is_reported_in_the_agreed_shape(run: Run, write: Write) -> None:
    said = run("check", write("表.csv", classes(45, 56, encoding="gb18030")), "--json")
    assert said.code == 0
    assert said.err == ""
    [report] = said.json
    assert list(report) == REPORT_KEYS
    assert report == {
        "file": "表.csv", "dataset": "classes", "encoding": "gb18030", "delimiter": ",", "sheet": None,
        "header_line": 1, "rows": 2, "periods": ["2025Q3"], "districts": ["990101"], "errors": [], "warnings": [],
        "groups": [],
    }  # fmt: skip


def test_the_worst_file_gives_the_exit_code_and_every_file_its_report(run: Run, write: Write) -> None:
    good, bad = write("好.csv", classes(45)), write("坏.csv", classes(45, -1, period="2025Q2"))
    empty, gone = write("空.csv", b""), Path("没有.csv")
    assert run("check", good).code == 0
    said = run("check", good, bad, "--json")
    assert said.code == 1
    assert [len(report["errors"]) for report in said.json] == [0, 1]
    said = run("check", empty, bad, gone, good, "--json")
    assert said.code == 2
    reports = said.json
    assert [report["file"] for report in reports] == ["空.csv", "坏.csv", "没有.csv", "好.csv"]
    assert all(list(report) == REPORT_KEYS for report in reports)
    assert [[finding["rule"] for finding in report["errors"]] for report in reports] == [
        ["file.empty"], ["range.minimum"], ["file.not_found"], [],
    ]  # fmt: skip
    findings = [finding for report in reports for finding in report["errors"]]
    assert all(list(finding) == FINDING_KEYS for finding in findings)
    assert findings[1] == {
        "line": 3, "column": "学生数", "value": "-1", "rule": "range.minimum", "message": findings[1]["message"],
    }  # fmt: skip


def test_every_sheet_has_its_report(run: Run, write: Write) -> None:
    said = run("check", write("两表.xlsx", workbook(TWO_SHEETS)), "--json")
    assert [(report["file"], report["sheet"], report["dataset"]) for report in said.json] == [
        ("两表.xlsx", "班额", "classes"), ("两表.xlsx", "课后", "after_school"),
    ]  # fmt: skip


def test_a_check_changes_nothing_and_makes_no_store(run: Run, write: Write, folder: Path) -> None:
    run("check", write("表.csv", classes(45)))
    run("metrics")
    assert not (folder / "store").exists()


def test_a_file_of_another_dataset_can_be_named(run: Run, write: Write) -> None:
    said = run("check", write("表.csv", classes(45)), "--dataset", "class_bands", "--json")
    assert said.code == 1
    assert {finding["rule"] for finding in said.json[0]["errors"]} == {"column.missing"}
    said = run("check", write("表.csv", classes(45)), "--dataset", "klassen")
    assert said.code == 2
    assert "classes" in said.err


def test_a_clerk_reads_where_what_why_and_what_to_do(run: Run, write: Write) -> None:
    said = run(
        "check",
        write("坏.csv", text_file("云川市班额表", CLASSES, "2025Q3,火星区,实验小学,小学,一年级,1,45")),
    )
    assert said.code == 1
    first, finding, skipped = said.out.splitlines()
    assert first == "坏.csv：发现 1 处错误，没有发布任何数据。"
    assert finding.startswith("  [错误] 第 3 行  区县  “火星区”  没有这个区县")
    assert skipped == "  第 1 行不是数据（标题），没有读入：云川市班额表"


def test_equal_mistakes_are_one_line_and_the_json_keeps_each(run: Run, write: Write) -> None:
    rows = [f"2025Q3,临湖区,实验小学,小学,一年级,{number},待定" for number in range(1, 5001)]
    file = write("坏.csv", text_file(CLASSES, *rows))
    first, finding = run("check", file).out.splitlines()
    assert first == "坏.csv：发现 5,000 处错误，没有发布任何数据。"
    assert finding.startswith("  [错误] 第 2–5,001 行  学生数  “待定”×5,000  “学生数”应填整数")
    assert finding.endswith("（共 5,000 处）")
    [report] = run("check", file, "--json").json
    assert (len(report["errors"]), len(report["groups"])) == (5000, 1)


def test_a_file_is_given_back_with_the_cells_to_mend_marked(run: Run, write: Write, folder: Path) -> None:
    out = folder / "批注.xlsx"
    file = write("坏.csv", text_file(CLASSES, "2025Q3,火星区,实验小学,小学,一年级,1,45"))
    said = run("check", file, "--marked", out, "--json")
    assert (said.code, len(said.json)) == (1, 1)
    assert "批注.xlsx" in said.err
    sheet = load_workbook(out)["班额明细"]
    assert "没有这个区县" in sheet["B2"].comment.text


def test_nothing_is_marked_where_nothing_was_found_and_only_one_file_at_a_time(
    run: Run, write: Write, folder: Path
) -> None:
    out = folder / "批注.xlsx"
    good = write("好.csv", classes(45))
    assert run("check", good, "--marked", out).code == 0
    assert not out.exists()
    said = run("check", good, write("又.csv", classes(45, period="2025Q2")), "--marked", out)
    assert (said.code, said.err.splitlines()[-1][:8]) == (2, "--marked")
    said = run("check", write("坏.csv", classes(-1)), "--marked", folder / "none" / "批注.xlsx")
    assert said.code == 2
    assert "无法写入" in said.err


def test_control_codes_do_not_reach_the_terminal(run: Run, write: Write) -> None:
    cells = '2025Q3,"火星\n区\u202e",实验小学,小学,一年级,1,45'
    said = run("check", write("坏.csv", text_file(CLASSES, cells)))
    assert len(said.out.splitlines()) == 2
    assert "\u202e" not in said.out


def test_loading_says_which_rows_and_which_indicators_change(run: Run, write: Write) -> None:
    run("load", write("表.csv", classes(56, 45)))
    said = run("load", write("改.csv", classes(40, 45)))
    assert "变更 1 行" in said.out
    assert "大班额数：1 → 0" in said.out
    [report] = run("load", write("再改.csv", classes(41, 45, 46)), "--json").json
    assert report["changes"] == {"added": 1, "changed": 1, "gone": 0, "same": 1}


def test_loading_publishes_and_loading_again_says_that_nothing_changed(run: Run, write: Write) -> None:
    path = write("表.csv", classes(56))
    said = run("load", path, "--explain", "并校")
    assert said.code == 0
    assert "已发布为批次" in said.out
    again = run("load", path, "--json")
    assert again.code == 0
    assert [(report["batch"], report["unchanged"]) for report in again.json] == [(None, True)]
    assert "没有变化" in run("load", path).out
    [batch] = run("batches", "--json").json
    assert (batch["dataset"], batch["status"], batch["explanation"]) == ("classes", "已发布", "并校")
    assert "说明：并校" in run("batches").out


def test_a_file_with_errors_publishes_nothing_and_the_next_one_works(run: Run, write: Write) -> None:
    bad = write("坏.csv", classes(-1, period="2025Q2"))
    said = run("load", bad, write("空.csv", b""), write("好.csv", classes(56)), "--json")
    assert said.code == 2
    assert [report["batch"] is not None for report in said.json] == [False, False, True]
    assert run("load", write("坏.csv", classes(-1))).code == 1
    assert len(run("batches", "--json").json) == 1


def test_withdraw_and_restore_change_the_figure(run: Run, write: Write) -> None:
    asked = ("metric", "large_classes", "--by", "district", "--period", "2025Q3", "--json")
    run("load", write("表.csv", classes(56)))
    run("load", write("表.csv", classes(56, 57)))
    batch = run("batches", "--json").json[0]["batch"]
    assert [row["value"] for row in run(*asked).json["rows"]] == [2]
    assert run("withdraw", batch).code == 0
    assert [row["value"] for row in run(*asked).json["rows"]] == [1]
    again = run("withdraw", batch)
    assert (again.code, again.out) == (2, "")
    assert "已撤回" in again.err
    assert run("restore", batch, "--json").json["batch"] == batch
    assert [row["value"] for row in run(*asked).json["rows"]] == [2]
    assert run("withdraw", "20990101-001").code == 2


def test_a_metric_is_given_in_the_agreed_shape(run: Run, write: Write) -> None:
    run("load", write("表.csv", classes(45, 56, 60, 40)))
    answer = run(
        "metric", "large_class_share", "--by", "district", "stage", "--period", "2025Q3", "--json"
    ).json
    assert (answer["metric"], answer["unit"]) == ("large_class_share", "%")
    [row] = answer["rows"]
    agreed = ("period", "district", "district_name", "stage", "numerator", "denominator", "value")
    assert [row[key] for key in agreed] == ["2025Q3", "990101", "临湖区", "小学", 2, 4, 0.5]


def test_a_metric_is_broken_down_by_what_the_register_says(run: Run, write: Write) -> None:
    run("load", write("表.csv", classes(45, 56, 60, 40)))
    asked = ("metric", "large_classes", "--by", "tier", "--period", "2025Q3")
    [row] = run(*asked, "--json").json["rows"]
    assert (row["tier"], row["value"]) == ("未说明", 2)
    assert "未说明  2" in run(*asked).out
    refused = run("metric", "large_classes", "--by", "tier", "cluster")
    assert (refused.code, refused.out) == (2, "")
    assert "一次只能选一项" in refused.err


def test_a_metric_without_data_says_so(run: Run) -> None:
    said = run("metric", "large_classes", "--period", "2025Q3")
    assert said.code == 0
    assert "没有数据" in said.out
    assert run("metric", "large_classes", "--json").json["rows"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("metric", "large_klasses"),
        ("metric", "large_classes", "--by", "planet"),
        ("metric", "large_classes", "--period", "2025"),
        ("metric", "large_classes", "--from", "2025Q5"),
        ("withdraw", "x"),
        ("look", "没有.csv"),
        ("template", "classes", "--out", "/没有/的/文件夹/x.csv"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_on_stderr(arguments: tuple[str, ...], run: Run) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip().endswith("。")


def test_wrong_settings_are_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDUBOARD_LARGE_CLASS_DEFINITION", "z")
    said = run("batches")
    assert said.code == 2
    assert "settings.toml" in said.err


def test_look_shows_how_a_file_is_read_and_writes_it_as_read(run: Run, write: Write, folder: Path) -> None:
    path = write("表.csv", text_file("云川市", "名称\t备注", '甲\t"a,b"', "合计\t2", encoding="gb18030"))
    out = folder / "读.csv"
    said = run("look", path, "--out", out, "--json")
    assert said.code == 0
    [table] = said.json
    assert (table["encoding"], table["delimiter"], table["header_line"], table["rows"]) == (
        "gb18030",
        "\t",
        2,
        1,
    )
    with out.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["名称", "备注"], ["甲", "a,b"]]
    said = run("look", path)
    assert "制表符" in said.out
    assert "第 4 行不是数据（合计）" in said.out
    assert "None" not in said.out


def test_a_rebuild_says_what_it_did(run: Run, write: Write, folder: Path) -> None:
    run("load", write("表.csv", classes(56)))
    before = run("batches").out
    said = run("rebuild")
    assert said.code == 0
    assert "已由原件重建 1 个批次" in said.out
    assert run("batches").out == before


def test_a_rebuild_goes_on_without_a_batch_that_cannot_be_given_back(
    run: Run, write: Write, folder: Path
) -> None:
    run("load", write("表.csv", classes(56)))
    [batch] = [row["batch"] for row in run("batches", "--json").json]
    [original] = [path for path in (folder / "store" / "originals").rglob("*") if path.is_file()]
    original.unlink()
    refused = run("rebuild")
    assert refused.code == 2
    assert f"rebuild --without {batch}" in refused.err
    said = run("rebuild", "--without", batch)
    assert said.code == 0
    assert f"没有放回批次 {batch}" in said.out
    assert [row["status"] for row in run("batches", "--json").json] == ["已撤回"]
    assert "重建时未放回" in run("batches", "--events").out
    assert run("restore", batch).code == 2
    assert run("rebuild").code == 0


def test_a_damaged_database_names_the_rebuild(run: Run, write: Write, folder: Path) -> None:
    run("load", write("表.csv", classes(56)))
    (folder / "store" / "eduboard.duckdb").write_bytes(b"\x00" * 9000)
    said = run("batches")
    assert said.code == 2
    assert "python -m eduboard rebuild" in said.err
    checked = run("check", write("表.csv", classes(56)), "--json")
    assert checked.code == 0
    assert "rebuild" in checked.err
    assert run("rebuild").code == 0
    assert len(run("batches", "--json").json) == 1


def test_invented_data_is_marked_wherever_it_is_listed(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eduboard.demo import DemoFile
    from eduboard.intake import samples

    monkeypatch.setattr(samples, "build_files", lambda: [DemoFile("演示.csv", classes(56), "classes")])
    assert "演示数据" in run("demo").out
    assert "【演示数据】" in run("batches").out
    assert "演示数据" in run("metric", "large_classes", "--period", "2025Q3").out
    assert run("batches", "--json").json[0]["kind"] == "demo"


def test_the_store_can_be_given_with_every_command(run: Run, write: Write, folder: Path) -> None:
    other = folder / "other" / "other.duckdb"
    run("load", write("表.csv", classes(56)), "--store", other)
    assert len(run("batches", "--json", "--store", other).json) == 1
    assert run("batches", "--json").json == []


def test_the_dashboard_is_not_opened_to_the_network_without_accounts(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDUBOARD_ADDRESS", "0.0.0.0")  # noqa: S104 - refusing it is what is tested
    assert run("serve").code == 2


def test_the_trail_says_who_did_what_newest_first(run: Run, write: Write) -> None:
    assert run("batches", "--events").out == "还没有任何操作记录。\n"
    run("load", write("表.csv", classes(45, 56)))
    [batch] = [row["batch"] for row in run("batches", "--json").json]
    run("withdraw", batch)
    said = run("batches", "--events")
    assert said.code == 0
    first, second = said.out.splitlines()
    assert "撤回" in first
    assert "发布" in second
    assert batch in first
    assert batch in second
    assert second.endswith("表.csv")
    events = run("batches", "--events", "--json").json
    assert [(event["action"], event["batch"]) for event in events] == [
        ("withdraw", batch),
        ("publish", batch),
    ]
    assert list(events[0]) == ["event", "happened_at", "who", "action", "batch", "detail"]
