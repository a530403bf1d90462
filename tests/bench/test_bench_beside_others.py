"""How long tools that validate take for the same table and contract.

What is asked of them is less: types, ranges, code tables, the key and the rules that can be said in them.  Ours reads
any spelling and runs every rule.  Beside frictionless it publishes as well: stores the rows, keeps the original and
brings the indicators up to date; pandera validates what is in memory, and is held against the check alone.
"""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pandera.pandas as pandera
import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.codes import load_code_table, load_regions
from eduboard.contracts import Contract, load_contracts
from eduboard.intake.check import check_file, close_all
from eduboard.intake.opening import open_ready_store
from eduboard.settings import PROJECT_ROOT, Settings
from eduboard.store.store import Store
from tests.bench.test_bench_intake import HEADER, ROWS, check_and_publish, medians, rows, seconds

pytestmark = pytest.mark.bench

FRICTIONLESS_ROWS = 100_000
"""It goes row by row: what a tenth takes it, the whole takes ten times.  Ours is measured on all rows."""
TIMES_FASTER_THAN_FRICTIONLESS = 5.0
TIMES_FASTER_THAN_PANDERA = 2.0


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contracts()["classes"]


def write(file: Path, count: int) -> Path:
    file.write_text("\n".join([HEADER, *islice(rows(), count)]) + "\n", encoding="utf-8")
    return file


def validate_with_frictionless(file: Path) -> float:
    """Validate against the contract as it stands; only its columns' names are those of the file."""
    described = json.loads((PROJECT_ROOT / "data/contracts/classes.json").read_text(encoding="utf-8"))
    by_title = {field["title"]: field for field in described["fields"]}
    fields = [by_title[title] | {"name": title} for title in HEADER.split(",")]
    keys = ["统计期", "区县", "学校标识码", "学段", "年级", "班号"]
    schema = frictionless.Schema.from_descriptor({"fields": fields, "primaryKey": keys})

    def validate() -> None:
        report = frictionless.validate(file.name, basepath=str(file.parent), schema=schema)
        assert report.valid, report.flatten(["rowNumber", "message"])[:3]

    return seconds(validate)


def validate_with_pandera(file: Path, contract: Contract) -> float:
    """Read with pandas and validate with pandera, lazily as one who wants all mistakes; everything by the column."""
    schema = _pandera_schema(contract)

    def validate() -> None:
        frame = pd.read_csv(file, dtype={"学校标识码": "str", "班号": "str"})
        assert len(schema.validate(frame, lazy=True)) == ROWS

    return seconds(validate)


def _pandera_schema(contract: Contract) -> Any:
    def named(name: str) -> str:
        return contract.field(name).title

    students = contract.field("students")
    code, school, district = named("school_code"), named("school_name"), named("district")
    stage, grade, note = named("stage"), named("grade"), named("class_no")
    regions = {region.name: region.code for region in load_regions()}
    wrong_grades = {
        "小学": "^(?:初[一二三四中0-9]|高[一二三中0-9]|[七八九十789])",
        "初中": "^(?:小[一二三四五六学0-9]|高[一二三中0-9]|十)",
        "高中": "^(?:小[一二三四五六学0-9]|初[一二三四中0-9]|[七八九789])",
    }

    def grade_fits_stage(frame: pd.DataFrame) -> pd.Series[bool]:
        wrong = pd.Series(data=False, index=frame.index)
        for name, pattern in wrong_grades.items():
            wrong |= (frame[stage] == name) & frame[grade].str.match(pattern)
        return ~wrong

    def one_name_per_code(frame: pd.DataFrame) -> bool:
        return bool((frame.groupby([district, code])[school].nunique() == 1).all())

    def code_fits_region(frame: pd.DataFrame) -> pd.Series[bool]:
        return frame[code].str[2:4] == frame[district].map(regions).str[:2]

    return pandera.DataFrameSchema(
        {
            named("period"): pandera.Column(str, pandera.Check.str_matches(r"^\d{4}Q[1-4]$")),
            district: pandera.Column(str, pandera.Check.isin(list(regions))),
            code: pandera.Column(str, pandera.Check.str_matches(r"^\d{10}$")),
            school: pandera.Column(str),
            stage: pandera.Column(str, pandera.Check.isin(list(load_code_table("stages").values))),
            grade: pandera.Column(str),
            note: pandera.Column(str),
            students.title: pandera.Column(
                int,
                [pandera.Check.ge(students.minimum or 0)]
                + ([pandera.Check.le(students.maximum)] if students.maximum is not None else []),
            ),
        },
        checks=[
            pandera.Check(grade_fits_stage),
            pandera.Check(one_name_per_code),
            pandera.Check(code_fits_region),
        ],
        unique=[named("period"), district, code, stage, grade, note],
    )


def test_checking_and_publishing_is_five_times_as_fast_as_validating_with_frictionless(
    tmp_path: Path,
) -> None:
    part, whole = write(tmp_path / "十分之一.csv", FRICTIONLESS_ROWS), write(tmp_path / "班额明细.csv", ROWS)
    theirs = validate_with_frictionless(part) / FRICTIONLESS_ROWS
    [ours] = medians(partial(check_and_publish, whole, tmp_path))
    ratio = theirs / (ours / ROWS)
    print(
        f"\nfrictionless validate: {ratio:.0f} × our check+publish, per row (limit {TIMES_FASTER_THAN_FRICTIONLESS:g})"
        f"  [{theirs * 1e6:.0f} µs a row on {FRICTIONLESS_ROWS:,} rows, ours {ours / ROWS * 1e6:.1f} µs on {ROWS:,}]"
    )
    assert ratio >= TIMES_FASTER_THAN_FRICTIONLESS


def check_alone(store: Store, file: Path) -> float:
    """The check of a file: read, typed, every rule."""

    def check() -> None:
        tables = check_file(store, LOCAL_USER, file.read_bytes(), file.name)
        close_all(tables)
        assert [(table.report.rows, table.report.errors) for table in tables] == [(ROWS, ())]

    return seconds(check)


def test_checking_is_twice_as_fast_as_validating_with_pandera(tmp_path: Path, contract: Contract) -> None:
    file = write(tmp_path / "班额明细.csv", ROWS)
    store = open_ready_store(Settings(store=tmp_path / "store" / "eduboard.duckdb"))
    try:
        theirs, ours = medians(
            partial(validate_with_pandera, file, contract), partial(check_alone, store, file)
        )
    finally:
        store.close()
    print(
        f"\npandera on pandas: {theirs / ours:.1f} × our check of 1M rows (limit {TIMES_FASTER_THAN_PANDERA:g})"
        f"  [{theirs:.2f} s, ours {ours:.2f} s]"
    )
    assert theirs >= TIMES_FASTER_THAN_PANDERA * ours
