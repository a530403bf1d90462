"""The figures of the five published papers stand in the CSV samples as the papers give them.

``index.csv`` names, for each figure, the cell that carries it; here the cells are held against it.
"""

import csv
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from eduboard.codes import load_code_table
from eduboard.contracts import load_contracts

PUBLISHED = Path(__file__).parents[2] / "data" / "samples" / "published"
INDEX = "index.csv"
RESULT, REQUIREMENT = "实绩", "目标/要求"

# A figure is written as the paper writes it (1.6 万人); `value_num` is the same in the plain unit (16000 人).
UNIT_FACTORS = {"万": 10_000, "千": 1_000}
LOWER_BOUNDS = ("余", "多")
DIRECTIONS = {"=": "等于", ">=": "不低于", "range": "不低于"}
TRAINING_UNITS = {"场次": "场", "参训人次": "人次"}

Row = dict[str, str]


@cache
def read_rows(name: str) -> tuple[Row, ...]:
    with (PUBLISHED / name).open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def data_files() -> list[str]:
    return sorted(path.name for path in PUBLISHED.glob("*.csv") if path.name != INDEX)


def dataset_of(file: str) -> str:
    return file.removesuffix(".csv").split("_", 1)[1]


def row_of(figure: Row) -> Row:
    return read_rows(figure["file"])[int(figure["row"]) - 1]


def number_and_bound(figure: Row) -> tuple[Decimal | None, str]:
    """Read a cell such as ``40余``; the dataset's main column has its bound in 限定 instead."""
    cell = row_of(figure)[figure["column"]]
    match = re.fullmatch(r"([\d.]*)(\D*)", cell)
    assert match, cell
    contract = load_contracts()[dataset_of(figure["file"])]
    main = contract.field(contract.measure).title if contract.measure else None
    bound = row_of(figure)["限定"] if figure["column"] == main else match[2]
    return (Decimal(match[1]) if match[1] else None), bound


FIGURES = read_rows(INDEX)
each_figure = pytest.mark.parametrize(
    "figure", FIGURES, ids=lambda figure: f"{figure['entity']}·{figure['indicator']}·{figure['value']}"
)
each_file = pytest.mark.parametrize("file", data_files())


def test_the_index_names_73_results_and_45_requirements() -> None:
    assert Counter(figure["kind"] for figure in FIGURES) == {RESULT: 73, REQUIREMENT: 45}


@each_figure
def test_a_figure_stands_in_its_cell_with_the_value_of_the_paper(figure: Row) -> None:
    number, _ = number_and_bound(figure)
    if figure["value_num"]:
        factor = UNIT_FACTORS.get(figure["unit"][0], 1)
        assert number is not None
        assert number * factor == Decimal(figure["value_num"])
        assert number == Decimal(figure["value"])
    else:
        lower_bound = re.match(r"\d+", figure["value"])
        assert number == (Decimal(lower_bound[0]) if lower_bound else None)


@each_figure
def test_a_figure_keeps_its_unit(figure: Row) -> None:
    row, dataset = row_of(figure), dataset_of(figure["file"])
    if dataset == "training":
        unit = TRAINING_UNITS[figure["column"]]
    elif "单位" in row:
        unit = row["单位"] or "-"
    else:
        unit = row["备注"].split("；")[0].removeprefix("单位：")
    assert unit == figure["unit"]


@each_figure
def test_a_figure_keeps_its_qualifier(figure: Row) -> None:
    _, bound = number_and_bound(figure)
    if figure["kind"] == REQUIREMENT:
        assert row_of(figure)["方向"] == DIRECTIONS[figure["qualifier"]]
        assert bound == ("" if figure["value_num"] else figure["value"])
    elif figure["qualifier"] == "+":
        assert bound in LOWER_BOUNDS
        assert bound in figure["quote"]
    else:
        assert bound == ""


@each_figure
def test_the_quote_of_a_figure_stands_in_its_row(figure: Row) -> None:
    row = row_of(figure)
    quote = f"“{figure['quote']}”"
    assert quote in row["数据来源"]
    assert re.match(r"《[^》]+》\d{4}-\d\d-\d\d：“", row["数据来源"])
    if figure["kind"] == REQUIREMENT:
        assert quote in row["依据文件"]


@each_figure
def test_requirements_and_they_alone_stand_among_the_targets(figure: Row) -> None:
    assert (dataset_of(figure["file"]) == "targets") == (figure["kind"] == REQUIREMENT)


def test_every_figure_has_a_cell_of_its_own() -> None:
    cells = Counter((figure["file"], figure["row"], figure["column"]) for figure in FIGURES)
    assert [cell for cell, times in cells.items() if times > 1] == []


def test_every_data_row_carries_a_figure() -> None:
    rows = {(file, number) for file in data_files() for number in range(1, len(read_rows(file)) + 1)}
    assert rows == {(figure["file"], int(figure["row"])) for figure in FIGURES}


def test_no_number_stands_in_a_row_but_those_of_the_index() -> None:
    carried = {(figure["file"], figure["row"], figure["column"]) for figure in FIGURES}
    for file in data_files():
        contract = load_contracts()[dataset_of(file)]
        numeric = {field.title for field in contract.fields if field.type in {"integer", "number"}}
        for number, row in enumerate(read_rows(file), start=1):
            filled = {(file, str(number), title) for title in numeric & set(row) if row[title]}
            assert filled <= carried


@each_file
def test_a_file_is_of_one_district_and_speaks_the_words_of_its_contract(file: str) -> None:
    contract = load_contracts()[dataset_of(file)]
    by_title = {field.title: field for field in contract.fields}
    for row in read_rows(file):
        assert row["区县代码"] == file.split("_", maxsplit=1)[0]
        assert set(row) <= set(by_title)
        for title, cell in row.items():
            codes = by_title[title].codes
            assert not cell or codes is None or cell in load_code_table(codes).values


def test_no_two_rows_of_a_scope_have_the_same_key() -> None:
    for file in data_files():
        contract = load_contracts()[dataset_of(file)]
        titles = [contract.field(name).title for name in ("period", *contract.key) if name != "school"]
        keys = Counter(tuple(row.get(title, "") for title in titles) for row in read_rows(file))
        assert [key for key, times in keys.items() if times > 1] == []


def test_nothing_is_invented_between_the_two_years_of_the_class_size_story() -> None:
    story = [
        (row["统计期"], row["指标"], row["数值"])
        for row in read_rows("410305_indicators.csv")
        if row["指标"] in {"大班额数", "平均班额"}
    ]
    assert story == [
        ("2016年", "大班额数", "123"),
        ("2016年", "平均班额", "56"),
        ("2020年", "大班额数", "0"),
        ("2020年", "平均班额", "50"),
    ]


def test_the_name_of_a_file_gives_the_only_place_of_its_scopes() -> None:
    scopes = Counter(
        (dataset_of(file), row["区县代码"], period)
        for file in data_files()
        for period, row in {row["统计期"]: row for row in read_rows(file)}.items()
    )
    assert [scope for scope, files in scopes.items() if files > 1] == []
