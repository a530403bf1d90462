"""The files: the same in every run, in loading order, and written in every habit that clerks have."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys

import pytest

from eduboard.contracts import load_contracts
from eduboard.demo import DemoFile, build_files
from eduboard.demo.city import City
from eduboard.demo.files import format_period, load_habits
from eduboard.demo.story import load_story
from eduboard.periods import Period
from eduboard.settings import PROJECT_ROOT
from tests.demo.conftest import Tables

DATASETS = sorted(load_contracts())


def decode(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "utf-8", "utf-16", "gb18030"):
        marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe"))
        if marked == (encoding in ("utf-8-sig", "utf-16")):
            try:
                return encoding, data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise AssertionError("no encoding fits")


def lines_of(file: DemoFile) -> list[list[str]]:
    _, text = decode(file.data)
    return list(
        csv.reader(io.StringIO(text, newline=""), delimiter="\t" if file.name.endswith(".txt") else ",")
    )


def split(file: DemoFile) -> tuple[list[list[str]], list[str], list[list[str]], list[list[str]]]:
    """Part a file into what stands above the header, the header, its rows and everything else."""
    titles = {title for field in load_contracts()[file.dataset].fields for title in field.titles}
    lines = lines_of(file)
    position = next(i for i, line in enumerate(lines) if len(set(line) & titles) >= 3)
    header = [cell for cell in lines[position] if cell]
    rows, rest = [], []
    for line in lines[position + 1 :]:
        is_row = line[0] not in ("", "合计", "小计") and not line[0].startswith("注")
        (rows if is_row else rest).append(line)
    return lines[:position], header, rows, rest


def digest(files: list[DemoFile]) -> str:
    together = hashlib.sha256()
    for file in files:
        together.update(f"{file.dataset}/{file.name}/{hashlib.sha256(file.data).hexdigest()}\n".encode())
    return together.hexdigest()


def test_two_runs_give_the_same_bytes(files: list[DemoFile]):
    assert digest(list(build_files())) == digest(files)


def test_another_process_gives_the_same_bytes(files: list[DemoFile]):
    """Hash randomisation and what was drawn before must not matter."""
    program = (
        "import hashlib\nfrom eduboard.demo import build_files\n"
        "for f in build_files(): print(hashlib.sha256(f.data).hexdigest())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT_ROOT,
        env={"PYTHONHASHSEED": "7", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [hashlib.sha256(file.data).hexdigest() for file in files]


def test_the_number_of_files_is_that_of_a_few_years_of_work(files: list[DemoFile]):
    assert 70 <= len(files) <= 90
    assert len({file.name for file in files}) == len(files)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_contract_has_files(files: list[DemoFile], dataset: str):
    assert sum(file.dataset == dataset for file in files) >= 3


def test_schools_come_first_and_enrolment_second_in_every_quarter(files: list[DemoFile]):
    order = [file.dataset for file in files]
    starts = [position for position, dataset in enumerate(order) if dataset == "schools"]
    assert starts[0] == 0
    assert len(starts) == 6
    assert all(order[start + 1] == "enrolment" for start in starts)


def test_headers_are_the_contract_s_titles_or_aliases(files: list[DemoFile]):
    for file in files:
        contract = load_contracts()[file.dataset]
        # 单位 is the title of one column and an alias of another: a title is stronger.
        spellings = {alias: field.name for field in contract.fields for alias in field.aliases}
        spellings |= {field.title: field.name for field in contract.fields}
        _, header, _, _ = split(file)
        found = [spellings[title] for title in header]
        assert len(set(found)) == len(found)
        assert {field.name for field in contract.fields if field.required} <= set(found)


def test_the_files_hold_all_rows_but_those_not_handed_in(files: list[DemoFile], tables: Tables, city: City):
    newest = city.periods[-1]
    for dataset, quarters in tables.items():
        written = sum(len(split(file)[2]) for file in files if file.dataset == dataset)
        made = sum(len(rows) for rows in quarters.values())
        if dataset == "after_school":
            made -= sum(row["district"] == "990105" for row in quarters[newest])
            unfinished = [row["school_code"] for row in quarters[newest] if row["district"] == "990104"]
            made -= sum(code not in list(dict.fromkeys(unfinished))[:15] for code in unfinished)
        assert written == made


def test_one_district_has_not_handed_in_and_one_only_in_part(
    files: list[DemoFile], tables: Tables, city: City
):
    newest = [file for file in files if "2026年第三季度" in file.name]
    service = {file.name[:3]: file for file in newest if file.dataset == "after_school"}
    training = {file.name[:3] for file in newest if file.dataset == "training"}
    assert len(service) == 7
    assert "北塘区" not in service
    assert len(training) == 8
    _, header, rows, _ = split(service["西苑区"])
    schools = {row[header.index("学校标识码")] for row in rows}
    every = {
        row["school_code"] for row in tables["after_school"][city.periods[-1]] if row["district"] == "990104"
    }
    assert len(schools) == 15
    assert schools < every


def test_every_habit_occurs(files: list[DemoFile]):
    encodings = {decode(file.data)[0] for file in files}
    assert encodings == {"gb18030", "utf-8-sig", "utf-8", "utf-16"}
    assert any(file.name.endswith(".txt") and "\t" in decode(file.data)[1] for file in files)
    above = [line[0] for file in files for line in split(file)[0]]
    assert "云川市2025年第四季度班额分组表（演示数据）" in above
    text = [decode(file.data)[1] for file in files]
    for sign in ("单位：", "（人）", "合计", "小计", "注：本表为演示数据", '"1,', "１", "—", "区县代码", "%"):
        assert any(sign in content for content in text), sign
    for form in (
        "2025Q4",
        "2025年第四季度",
        "2026年一季度",
        "2025-12",
        "2026年6月",
        "202603",
        "2025-2026学年第一学期",
    ):
        assert any(form in content for content in text), form
    for day in ("2024/", "年9月10日", "-09-10"):
        assert any(day in content for content in text), day
    assert any(content.endswith(",,,,\r\n") for content in text)


def test_every_habit_of_the_story_writes_several_files(files: list[DemoFile]):
    assert len(load_habits()) == 8
    assert len(files) > 8 * len(load_habits())


def test_a_total_is_the_sum_of_the_rows_above_it(files: list[DemoFile]):
    checked = 0
    for file in files:
        _, header, rows, rest = split(file)
        totals = [line for line in rest if line[0] == "合计"]
        for total in totals:
            for column in range(1, len(header)):
                if total[column]:
                    numbers = [
                        float(row[column].replace(",", "")) for row in rows if row[column] not in ("", "—")
                    ]
                    assert float(total[column].replace(",", "")) == sum(numbers)
                    checked += 1
    assert checked > 10


def test_aliases_named_in_the_story_exist_in_the_contracts():
    aliases = load_story("files")["aliases"]
    for dataset, chosen in aliases.items():
        if isinstance(chosen, dict):
            for name, alias in chosen.items():
                assert alias in load_contracts()[dataset].field(name).aliases


def test_everything_says_that_it_is_demo_data(files: list[DemoFile]):
    for file in files:
        _, header, rows, _ = split(file)
        column = header.index("数据来源")
        assert {row[column] for row in rows} == {"演示数据"}


def test_another_quarter_can_be_the_last():
    """The twelve quarters then begin with a year's first, whose targets have no year before to build on."""
    files = list(build_files("2025Q4"))
    assert {file.dataset for file in files} == set(DATASETS)
    assert "2025年第四季度" in files[-1].name
    assert not any(file.dataset == "targets" and "2023年" in file.name for file in files)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("code", "2025Q4"),
        ("quarter", "2025年第四季度"),
        ("quarter_short", "2025年四季度"),
        ("month", "2025-12"),
        ("month_zh", "2025年12月"),
        ("compact", "202512"),
        ("term", "2025-2026学年第一学期"),
    ],
)
def test_a_quarter_is_written_in_the_forms_that_clerks_use(form: str, text: str):
    assert format_period(Period(2025, 4), form) == text


def test_the_second_term_belongs_to_the_school_year_before():
    assert format_period(Period(2026, 2), "term") == "2025-2026学年第二学期"
