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
    assert run("check", path, "--column", "实有人数=学生数").code == 0
    assert run("check", path).code == 1
    assert run("load", path, "--column", "实有人数=students").code == 0
    assert run("check", path).code == 0
    assert run("rebuild").code == 0
    assert run("check", path).code == 0


def test_a_column_can_be_left_out(run: Run, write: Write) -> None:
    path = write(
        "表.csv",
        text_file(f"{OWN_WORDS},备用", "2025Q3,临湖区,实验小学,小学,一年级,1,5,x"),
    )
    said = run("check", path, "--column", "实有人数=学生数", "--column", "备用=", "--json")
    assert (said.code, said.json[0]["warnings"]) == (0, [])


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("实有人数", "不是“表头=字段标题”的形式"),
        ("=学生数", "不是“表头=字段标题”的形式"),
        ("实有人数=人头", "字段“人头”不在任何一张数据表中"),
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
    said = run("check", path, "--dataset", "classes", "--column", "实有人数=参加学生数")
    assert said.code == 2
    assert "字段“参加学生数”不在数据表“班额明细”中，没有做任何操作。可以使用：统计期、区县、" in said.err
    said = run("check", path, "--column", "实有人数=参加学生数")
    assert said.code == 1
    assert "“实有人数”被指定为“参加学生数”" in said.out


def test_two_words_on_one_header_and_two_headers_for_one_field_are_sentences(run: Run, write: Write) -> None:
    path = write(
        "表.csv",
        text_file(f"{OWN_WORDS},应有", "2025Q3,临湖区,实验小学,小学,一年级,1,5,6"),
    )
    said = run("check", path, "--column", "应有=学生数", "--column", "应有=班号")
    assert said.code == 2
    assert "“应有”给了两个不同的字段" in said.err
    said = run("check", path, "--column", "应有=学生数", "--column", "实有人数=学生数")
    assert said.code == 1
    assert "都被指定为“学生数”，只能有一列" in said.out


def test_a_header_need_be_in_one_of_several_files_only(run: Run, write: Write) -> None:
    named = ("--column", "实有人数=学生数")
    assert run("check", write("甲.csv", FILE), write("乙.csv", classes(45)), *named).code == 0
    assert run("check", write("套.zip", package({"甲.csv": FILE, "乙.csv": CARE})), *named).code == 0
