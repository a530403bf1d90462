"""The commands that write papers for people: templates to fill in, confirmations to sign."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from eduboard.contracts import load_contracts
from tests.cli.conftest import Run
from tests.intake.files import ENROLMENT, classes, text_file

Write = Callable[[str, bytes], Path]
REGISTRY = text_file(
    "统计期,区县,学校标识码,学校名称,办学类型",
    "2025Q2,临湖区,2199010001,临湖小学,小学",
    "2025Q2,临湖区,3199010002,临湖学校,九年一贯制学校",
)
WHERE = ("--district", "990101", "--period", "2025Q3")


@pytest.mark.parametrize("dataset", load_contracts())
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_dataset_has_its_templates(run: Run, folder: Path, dataset: str, kind: str) -> None:
    out = folder / f"{dataset}.{kind}"
    assert run("template", dataset, "--format", kind, "--out", out).code == 0
    assert out.stat().st_size > 100
    # A blank template needs no store, and makes none.
    assert not (folder / "store").exists()


def test_a_template_is_filled_in_with_the_schools_of_a_district(run: Run, write: Write, folder: Path) -> None:
    run("load", write("名录.csv", REGISTRY))
    out = folder / "基本情况.xlsx"
    said = run("template", "enrolment", "--format", "xlsx", *WHERE, "--out", out)
    assert (said.code, said.out) == (0, f"模板已写入 {out}。\n")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [(row[0], row[1], row[4], row[5]) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("2025Q3", "临湖区", "临湖小学", "小学"),
        ("2025Q3", "临湖区", "临湖学校", "小学"),
        ("2025Q3", "临湖区", "临湖学校", "初中"),
    ]
    assert run("check", out).code == 1


@pytest.mark.parametrize("kind", ["套表.xlsx", "套表.zip", "文件夹"])
def test_all_tables_come_as_one_workbook_one_archive_or_one_folder(
    run: Run, write: Write, folder: Path, kind: str
) -> None:
    run("load", write("名录.csv", REGISTRY))
    out = folder / kind
    if not out.suffix:
        out.mkdir()
    assert run("template", "all", *WHERE, "--out", out).code == 0
    names = [f"临湖区_{contract.title}_2025Q3.xlsx" for contract in load_contracts().values()]
    if out.is_dir():
        assert sorted(path.name for path in out.iterdir()) == sorted(names)
    elif out.suffix == ".zip":
        assert zipfile.ZipFile(out).namelist() == names
    else:
        assert len(openpyxl.load_workbook(out).sheetnames) == len(names) + 2


@pytest.mark.parametrize(
    ("where", "word"),
    [
        (("--district", "990101"), "--period"),
        (("--period", "2025Q3"), "--district"),
        (("--district", "临湖区", "--period", "2025Q3"), "六位行政区划代码"),
        (("--district", "990101", "--period", "2025"), "2025Q3"),
    ],
)
def test_half_a_place_or_a_wrong_one_is_answered_in_a_sentence(
    run: Run, folder: Path, where: tuple[str, ...], word: str
) -> None:
    said = run("template", "enrolment", "--format", "xlsx", *where, "--out", folder / "x.xlsx")
    assert said.code == 2
    assert word in said.err
    assert not (folder / "x.xlsx").exists()


def test_a_confirmation_is_a_word_document_of_the_batch(run: Run, write: Write, folder: Path) -> None:
    run("load", write("班额.csv", classes(60, 40)))
    [batch] = run("batches", "--json").json
    out = folder / "确认单.docx"
    said = run("confirm", batch["batch"], "--out", out)
    assert (said.code, said.out) == (0, f"上报确认单已写入 {out}。\n")
    cells = [
        cell.text for row in docx.Document(io.BytesIO(out.read_bytes())).tables[0].rows for cell in row.cells
    ]
    assert batch["batch"] in cells
    assert batch["sha256"] in cells


def test_a_confirmation_of_nothing_is_refused(run: Run, folder: Path) -> None:
    said = run("confirm", "20250101-001", "--out", folder / "x.docx")
    assert said.code == 2
    assert "没有批次 20250101-001" in said.err
    assert not (folder / "x.docx").exists()


def test_a_paper_that_cannot_be_written_is_told(run: Run, write: Write, folder: Path) -> None:
    run("load", write("基本情况.csv", text_file(ENROLMENT, "2025Q3,临湖区,临湖小学,小学,12,480,30")))
    [batch] = run("batches", "--json").json
    for command in (("confirm", batch["batch"]), ("template", "all", *WHERE)):
        said = run(*command, "--out", folder / "没有" / "x.docx")
        assert said.code == 2
        assert "无法写入" in said.err
