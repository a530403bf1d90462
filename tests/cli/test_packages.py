"""ZIPs and columns named by hand on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.intake.files import AFTER_SCHOOL, classes, text_file
from tests.intake.test_mapped_columns import FILE, OWN_WORDS
from tests.intake.test_packages import package, windows_package

Write = Callable[[str, bytes], Path]

CARE = text_file(AFTER_SCHOOL, "2025Q3,临湖区,实验小学,小学,是,96,80")


def test_a_zip_gives_a_report_for_each_table_under_its_own_name(run: Run, write: Write) -> None:
    path = write("套表.zip", windows_package({"班额.csv": classes(45), "课后/服务.csv": CARE}))
    said = run("check", path, "--json")
    assert said.code == 0
    assert [(report["file"], report["dataset"]) for report in said.json] == [
        ("套表.zip/班额.csv", "classes"), ("套表.zip/课后/服务.csv", "after_school"),
    ]  # fmt: skip


def test_what_stays_in_a_zip_is_listed(run: Run, write: Write) -> None:
    path = write("套表.zip", package({"通知.pdf": b"%PDF", ".DS_Store": b"x", "班额.csv": classes(45)}))
    said = run("check", path)
    assert said.code == 0
    assert "套表.zip：没有读入“通知.pdf”：不是表格文件" in said.out
    assert "“.DS_Store”" in said.out
    [report] = run("check", path, "--json").json
    assert [(item["rule"], item["value"]) for item in report["warnings"]] == [
        ("package.not_table", "通知.pdf"), ("package.litter", ".DS_Store"),
    ]  # fmt: skip


def test_what_cannot_be_had_from_a_zip_is_unusable_and_the_rest_is_checked(run: Run, write: Write) -> None:
    path = write("套表.zip", package({"内.zip": b"PK", "班额.csv": classes(45), "空.csv": b""}))
    said = run("check", path, "--json")
    assert said.code == 2
    assert [(report["file"], [item["rule"] for item in report["errors"]]) for report in said.json] == [
        ("套表.zip/班额.csv", []),
        ("套表.zip/空.csv", ["file.empty"]),
        ("套表.zip/内.zip", ["package.nested"]),
    ]


def test_a_zip_without_tables_is_unusable(run: Run, write: Write) -> None:
    said = run("check", write("套表.zip", package({"通知.pdf": b"%PDF"})), "--json")
    assert said.code == 2
    assert [report["file"] for report in said.json] == ["套表.zip"]
    assert said.json[0]["errors"][0]["rule"] == "package.no_table"


def test_each_table_of_a_zip_is_published_as_its_own_original(run: Run, write: Write, folder: Path) -> None:
    path = write("套表.zip", package({"班额.csv": classes(45), "课后.csv": CARE}))
    assert run("load", path).code == 0
    batches = run("batches", "--json").json
    assert {batch["file_name"] for batch in batches} == {"套表.zip/班额.csv", "套表.zip/课后.csv"}
    originals = [file.read_bytes() for file in (folder / "store" / "originals").rglob("*") if file.is_file()]
    assert sorted(originals) == sorted([classes(45), CARE])
    assert [report["unchanged"] for report in run("load", path, "--json").json] == [True, True]


def test_a_column_can_be_named_and_is_remembered_by_loading(run: Run, write: Write) -> None:
    path = write("表.csv", FILE)
    assert run("check", path).code == 1
    assert run("check", path, "--column", "学籍人数=学生数").code == 0
    assert run("check", path).code == 1
    assert run("load", path, "--column", "学籍人数=students").code == 0
    assert run("check", path).code == 0
    assert run("rebuild").code == 0
    assert run("check", path).code == 0


def test_a_column_can_be_left_out(run: Run, write: Write) -> None:
    path = write(
        "表.csv",
        text_file(f"{OWN_WORDS},备用", "2025Q3,临湖区,实验小学,小学,一年级,1,5,x"),
    )
    said = run("check", path, "--column", "学籍人数=学生数", "--column", "备用=", "--json")
    assert (said.code, said.json[0]["warnings"]) == (0, [])


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("学籍人数", "不是“表头=字段标题”的形式"),
        ("=学生数", "不是“表头=字段标题”的形式"),
        ("学籍人数=人头", "字段“人头”不在任何一张数据表中"),
        ("实有几人=学生数", "表头“实有几人”在文件中找不到"),
    ],
)
def test_a_column_that_cannot_be_meant_is_a_sentence_and_nothing_is_done(
    column: str, sentence: str, run: Run, write: Write, folder: Path
) -> None:
    said = run("load", write("表.csv", FILE), "--column", column)
    assert said.code == 2
    assert sentence in said.err
    assert said.out == ""
    assert not (folder / "store").exists()


def test_a_field_of_another_table_is_a_sentence(run: Run, write: Write) -> None:
    path = write("表.csv", FILE)
    said = run("check", path, "--dataset", "classes", "--column", "学籍人数=参加学生数")
    assert said.code == 2
    assert "字段“参加学生数”不在数据表“班额明细”中，没有做任何操作。可以使用：统计期、区县、" in said.err
    said = run("check", path, "--column", "学籍人数=参加学生数")
    assert said.code == 1
    assert "“学籍人数”被指定为“参加学生数”" in said.out


def test_two_words_on_one_header_and_two_headers_for_one_field_are_sentences(run: Run, write: Write) -> None:
    path = write(
        "表.csv",
        text_file(f"{OWN_WORDS},应有", "2025Q3,临湖区,实验小学,小学,一年级,1,5,6"),
    )
    said = run("check", path, "--column", "应有=学生数", "--column", "应有=班号")
    assert said.code == 2
    assert "“应有”给了两个不同的字段" in said.err
    said = run("check", path, "--column", "应有=学生数", "--column", "学籍人数=学生数")
    assert said.code == 1
    assert "都被指定为“学生数”，只能有一列" in said.out


def test_a_header_need_be_in_one_of_several_files_only(run: Run, write: Write) -> None:
    named = ("--column", "学籍人数=学生数")
    assert (
        run("check", write("甲.csv", FILE), write("乙.csv", classes(45, period="2025Q2")), *named).code == 0
    )
    assert run("check", write("套.zip", package({"甲.csv": FILE, "乙.csv": CARE})), *named).code == 0


# -- files of one scope ----------------------------------------------------------------------------------------

FIRST, SECOND = classes(45, 56, school="甲小学"), classes(60, school="乙小学", encoding="gb18030")


def large_classes(run: Run) -> float:
    [value] = {
        row["value"]
        for row in run("metric", "large_classes", "--json").json["rows"]
        if row["value"] is not None
    }
    return float(value)


def test_files_of_one_scope_are_published_as_one_batch_with_all_of_them(run: Run, write: Write) -> None:
    first, second = write("甲.csv", FIRST), write("乙.csv", SECOND)
    said = run("load", first, second)
    assert said.code == 0
    assert "同一统计期、同一区县的 2 份文件合为一份（乙等 2 份.zip）上报：甲.csv、乙.csv" in said.out
    [batch] = run("batches", "--json").json
    assert (batch["file_name"], batch["row_count"]) == ("乙等 2 份.zip", 3)
    # The classes of 56 and 60 are large: two of both schools' three.
    assert large_classes(run) == 2
    [report] = run("load", second, first, "--json").json
    assert report["unchanged"] is True


def test_the_files_of_a_zip_and_one_beside_it_are_one_when_they_share_a_scope(run: Run, write: Write) -> None:
    path = write("套表.zip", package({"甲.csv": FIRST, "课后.csv": CARE, "通知.pdf": b"%PDF"}))
    said = run("check", path, write("乙.csv", SECOND), "--json")
    assert said.code == 0
    assert [(report["file"], report["rows"]) for report in said.json] == [
        ("乙等 2 份.zip", 3), ("套表.zip/课后.csv", 1),
    ]  # fmt: skip
    assert [item["rule"] for item in said.json[0]["warnings"]] == ["package.not_table"]


def test_the_same_file_twice_is_taken_once_and_said_so(run: Run, write: Write) -> None:
    path, copy = write("甲.csv", FIRST), write("甲 (1).csv", FIRST)
    said = run("check", path, copy)
    assert said.code == 0
    assert "没有读入“甲 (1).csv”：与“甲.csv”的内容完全相同，只读入一份" in said.out
    [report] = run("check", path, copy, "--json").json
    assert [item["rule"] for item in report["warnings"]] == ["package.repeated"]


def test_an_error_in_one_of_several_files_names_the_file_and_its_line(run: Run, write: Write) -> None:
    wrong = classes(45, -1, school="乙小学")
    said = run("load", write("甲.csv", FIRST), write("乙.csv", wrong))
    assert said.code == 1
    assert "乙.csv" in said.out
    assert "第 3 行" in said.out
    assert run("batches", "--json").json == []


def test_a_column_named_by_hand_brings_the_files_together(run: Run, write: Write) -> None:
    own = text_file(OWN_WORDS, "2025Q3,临湖区,乙小学,小学,一年级,1,60")
    paths = (write("甲.csv", FIRST), write("乙.csv", own))
    said = run("load", *paths, "--column", "学籍人数=学生数", "--json")
    assert [report["rows"] for report in said.json] == [3]
    assert run("rebuild").code == 0
    assert large_classes(run) == 2


def test_marking_takes_one_file_also_when_it_is_made_of_several(
    run: Run, write: Write, tmp_path: Path
) -> None:
    wrong = classes(45, -1, school="乙小学")
    out = tmp_path / "out.xlsx"
    said = run("check", write("甲.csv", FIRST), write("乙.csv", wrong), "--marked", out)
    assert said.code == 1
    assert out.exists()


def test_a_sheet_is_left_out_of_the_files_that_have_it(run: Run, write: Write) -> None:
    path = write(
        "套表.zip", package({"甲.csv": FIRST, "乙.csv": SECOND, "汇总.csv": FIRST + b"\n", "课后.csv": CARE})
    )
    assert run("check", path).code == 1
    said = run("load", path, "--leave-out", "汇总.csv", "--json")
    assert said.code == 0
    assert [(report["rows"], report["batch"] is not None) for report in said.json] == [(3, True), (1, True)]
    said = run("check", path, "--leave-out", "总表")
    assert said.code == 2
    assert "没有名叫“总表”的工作表" in said.err


# -- a file that is missing beside the others -----------------------------------------------------------------

ADVICE = "改好后请把它和这一份的全部文件一起重新交"


def test_what_is_handed_in_without_an_unreadable_file_says_so_at_every_hand_in_beside_it(
    run: Run, write: Write
) -> None:
    files = {"甲小学.csv": classes(45, school="甲小学"), "乙小学.csv": classes(50, school="乙小学")}
    path = write("套表.zip", package({**files, "丙小学.csv": b"", "课后.csv": CARE}))
    said = run("check", path)
    assert said.code == 2
    assert said.out.count("“丙小学.csv”没有合进这一份：一起交来的这份文件读不出内容") == 2
    assert said.out.count(ADVICE) == 2
    # Beside the two schools and beside the other table, not at the file itself.
    reports = run("check", path, "--json").json
    missing = {
        report["dataset"]: [item["value"] for item in report["warnings"] if item["rule"] == "package.unread"]
        for report in reports
    }
    assert missing == {"classes": ["丙小学.csv"], "after_school": ["丙小学.csv"], None: []}


def test_a_file_without_a_district_is_named_beside_the_others(run: Run, write: Write) -> None:
    files = [
        write("甲.csv", classes(45, school="甲小学")),
        write("乙.csv", classes(50, school="乙小学", district="火星区")),
    ]
    said = run("check", *files)
    assert "“乙.csv”没有合进这一份：一起交来的这份文件看不出属于哪张表、哪个统计期和区县" in said.out
    assert said.out.count(ADVICE) == 1


def test_a_file_that_is_not_there_is_named_beside_the_others(run: Run, write: Write, tmp_path: Path) -> None:
    said = run("check", write("甲.csv", classes(45)), tmp_path / "没有.csv")
    assert "“没有.csv”没有合进这一份" in said.out


def test_files_of_other_places_are_not_missing(run: Run, write: Write) -> None:
    said = run("check", write("甲.csv", classes(45)), write("乙.csv", classes(45, period="2025Q1")))
    assert "没有合进" not in said.out


def test_a_mended_file_by_itself_is_asked_about_the_schools_it_was_handed_in_without(
    run: Run, write: Write
) -> None:
    first = {"甲小学.csv": classes(45, school="甲小学"), "乙小学.csv": classes(50, school="乙小学")}
    run("load", write("套表.zip", package({**first, "丙小学.csv": b""})))
    mended = write("丙小学.csv", classes(60, school="丙小学"))
    said = run("load", mended)
    assert said.code == 1
    assert "已发布的本期数据里有 2 所学校本次没有，发布后它们的数据不再生效：乙小学、甲小学" in said.out
    [report] = run("load", mended, "--json").json
    assert (report["batch"], report["explanation_needed"]) == (None, True)
    together = write("改好.zip", package({**first, "丙小学.csv": mended.read_bytes()}))
    assert run("load", together).code == 0
