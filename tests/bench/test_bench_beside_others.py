"""How long tools that validate take for the same table and contract.

Of frictionless less is asked: types, ranges, code tables and the key, as its schema says them.  To pandera every rule
is told that looks at these rows, the way one would write it with pandas; it validates what is in memory and is held
against the check alone.  What neither does: reading any spelling, sorting out totals and notes.  Beside frictionless
ours publishes as well: stores the rows, keeps the original and brings the indicators up to date.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
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
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
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


@dataclass(frozen=True)
class Beside:
    """What is published before: 学校名录 and 学校基本情况 of the same schools, as files and for pandas."""

    schools: pd.DataFrame
    enrolment: pd.DataFrame

    def publish(self, store: Store) -> None:
        for name, frame in (("学校名录.csv", self.schools), ("学校基本情况.csv", self.enrolment)):
            [result] = load_file(
                store, LOCAL_USER, frame.to_csv(index=False).encode(), name, explanation="新建区县"
            )
            assert result.batch is not None


def lay_beside() -> Beside:
    """Add up the classes by school in plain Python."""
    classes: dict[tuple[str, ...], list[int]] = {}
    for row in islice(rows(), ROWS):
        *where, _, _, size = row.split(",")
        classes.setdefault(tuple(where), []).append(int(size))
    registered = {(district, code, name): period for period, district, code, name, _ in reversed(classes)}
    return Beside(
        pd.DataFrame(
            [(period, *school, "小学") for school, period in registered.items()],
            columns=["统计期", "区县", "学校标识码", "学校名称", "办学类型"],
        ),
        pd.DataFrame(
            [(*where, len(sizes), sum(sizes), 2 * len(sizes)) for where, sizes in classes.items()],
            columns=["统计期", "区县", "学校标识码", "学校名称", "学段", "班级数", "在校生数", "专任教师数"],
        ),
    )


def validate_with_pandera(file: Path, contract: Contract, beside: Beside) -> float:
    """Read with pandas and validate with pandera, lazily as one who wants all mistakes; everything by the column."""
    schema = _pandera_schema(contract, beside)

    def validate() -> None:
        frame = pd.read_csv(file, dtype={"学校标识码": "str", "班号": "str"})
        assert len(schema.validate(frame, lazy=True)) == ROWS

    return seconds(validate)


def _pandera_schema(contract: Contract, beside: Beside) -> Any:
    def named(name: str) -> str:
        return contract.field(name).title

    period, students = named("period"), contract.field("students")
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

    def period_has_begun(frame: pd.DataFrame) -> pd.Series[bool]:
        year, quarter = frame[period].str[:4].astype(int), frame[period].str[5:].astype(int)
        return pd.to_datetime({"year": year, "month": 3 * quarter - 2, "day": 1}) <= pd.Timestamp.now()

    return pandera.DataFrameSchema(
        {
            period: pandera.Column(str, pandera.Check.str_matches(r"^\d{4}Q[1-4]$")),
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
            pandera.Check(period_has_begun),
            *_rules_across_tables(beside),
        ],
        unique=[period, district, code, stage, grade, note],
    )


def _rules_across_tables(beside: Beside) -> list[Any]:
    registered = beside.schools.set_index("学校标识码")
    where = ["统计期", "区县", "学校标识码", "学段"]
    enrolled = beside.enrolment.set_index(where)

    def school_in_registry(frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["学校标识码"].isin(registered.index)

    def code_of_this_district(frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["学校标识码"].map(registered["区县"]) == frame["区县"]

    def name_as_registered(frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["学校标识码"].map(registered["学校名称"]) == frame["学校名称"]

    def as_in_enrolment(frame: pd.DataFrame) -> bool:
        listed = frame.groupby(where)["学生数"].agg(["size", "sum"])
        both = listed.join(enrolled, how="inner")
        difference = (both["sum"] - both["在校生数"]).abs()
        largest = both[["sum", "在校生数"]].max(axis=1)
        return bool(((both["size"] == both["班级数"]) & (difference <= 0.02 * largest)).all())

    rules = (school_in_registry, code_of_this_district, name_as_registered, as_in_enrolment)
    return [pandera.Check(rule) for rule in rules]


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
        [report] = [table.report for table in tables]
        assert (report.rows, report.errors, report.warnings) == (ROWS, (), ())

    return seconds(check)


def test_checking_is_twice_as_fast_as_validating_with_pandera(tmp_path: Path, contract: Contract) -> None:
    file = write(tmp_path / "班额明细.csv", ROWS)
    store = open_ready_store(Settings(store=tmp_path / "store" / "eduboard.duckdb"))
    beside = lay_beside()
    try:
        beside.publish(store)
        theirs, ours = medians(
            partial(validate_with_pandera, file, contract, beside), partial(check_alone, store, file)
        )
    finally:
        store.close()
    print(
        f"\npandera on pandas: {theirs / ours:.1f} × our check of 1M rows (limit {TIMES_FASTER_THAN_PANDERA:g})"
        f"  [{theirs:.2f} s, ours {ours:.2f} s]"
    )
    assert theirs >= TIMES_FASTER_THAN_PANDERA * ours
