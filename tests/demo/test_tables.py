"""The tables agree with one another and with the rules that every hand-in is held to."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest

from eduboard.codes import load_code_table
from eduboard.contracts import load_contracts
from eduboard.demo.city import City
from eduboard.demo.rows import Row
from eduboard.periods import Period
from tests.demo.conftest import Tables

LAGGING_SERVICE, LITTLE_TRAINING = "990107", "990108"
DATASETS = sorted(load_contracts())
YEAR_BEGINS = 1


def every_row(tables: Tables, dataset: str) -> list[tuple[Period, dict[str, Any]]]:
    return [(period, row) for period, rows in tables[dataset].items() for row in rows]


def key_of(dataset: str, row: Row) -> tuple[object, ...]:
    contract = load_contracts()[dataset]
    return (row["district"], *(row.get("school_code" if part == "school" else part) for part in contract.key))


def rate_by_district(rows: list[Row], part: str, whole: str) -> dict[str, float]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[str(row["district"])].update({part: row[part], whole: row[whole]})
    return {district: count[part] / count[whole] for district, count in sums.items()}


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_contract_has_rows_in_every_quarter(tables: Tables, dataset: str):
    quarters = [period for period, rows in tables[dataset].items() if rows]
    expected = [p for p in tables[dataset] if dataset != "targets" or p.quarter == YEAR_BEGINS]
    assert quarters == expected


@pytest.mark.parametrize("dataset", DATASETS)
def test_rows_fit_their_contract(tables: Tables, dataset: str):
    contract = load_contracts()[dataset]
    types = {"integer": int, "number": (int, float), "boolean": bool, "date": date, "string": str}
    tables_of_codes = {f.name: set(load_code_table(f.codes).values) for f in contract.fields if f.codes}
    for period, row in every_row(tables, dataset):
        assert row["period"] == str(period)
        assert row["source"] == "演示数据"
        assert set(row) <= {field.name for field in contract.fields}
        for field in contract.fields:
            value = row.get(field.name)
            if field.kind in ("quantity", "district_code"):
                continue
            if value is None:
                assert not field.required, (dataset, field.name)
                continue
            assert isinstance(value, types[field.type]), (dataset, field.name, value)
            assert field.minimum is None or value >= field.minimum
            assert field.maximum is None or value <= field.maximum
            if field.codes:
                assert value in tables_of_codes[field.name]


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_key_comes_twice_in_a_quarter(tables: Tables, dataset: str):
    for rows in tables[dataset].values():
        keys = Counter(key_of(dataset, row) for row in rows)
        assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("dataset", sorted(set(DATASETS) - {"platforms"}))
def test_district_totals_and_school_rows_never_meet_in_a_scope(tables: Tables, dataset: str):
    for rows in tables[dataset].values():
        grains: dict[object, set[bool]] = defaultdict(set)
        for row in rows:
            grains[row["district"]].add(row.get("school_code") is None)
        assert all(len(kinds) == 1 for kinds in grains.values())


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_school_named_is_in_the_directory_of_that_quarter(tables: Tables, dataset: str):
    for period, rows in tables[dataset].items():
        directory = {(r["district"], r["school_code"], r["school_name"]) for r in tables["schools"][period]}
        named = {(r["district"], r["school_code"], r["school_name"]) for r in rows if r.get("school_code")}
        assert named <= directory


def test_classes_add_up_to_enrolment(tables: Tables):
    for period, rows in tables["enrolment"].items():
        counted: dict[tuple[object, object], list[int]] = defaultdict(list)
        for row in tables["classes"][period]:
            counted[row["school_code"], row["stage"]].append(int(str(row["students"])))
        assert {(r["school_code"], r["stage"]) for r in rows} == set(counted)
        for row in rows:
            sizes = counted[row["school_code"], row["stage"]]
            assert (row["class_count"], row["students"]) == (len(sizes), sum(sizes))


def test_bands_count_the_same_classes_and_students(tables: Tables):
    edges = {
        row["name"]: (int(row["size_min"]), int(row["size_max"] or 999))
        for row in load_code_table("class_bands").rows
    }
    for period, rows in tables["class_bands"].items():
        for district in {row["district"] for row in rows}:
            banded: Counter[object] = Counter()
            students: Counter[object] = Counter()
            for row in (row for row in rows if row["district"] == district):
                banded[row["stage"], row["band"]] += int(str(row["class_count"]))
                students[row["stage"], row["band"]] += int(str(row["students"]))
            expected: Counter[object] = Counter()
            expected_students: Counter[object] = Counter()
            for row in (row for row in tables["classes"][period] if row["district"] == district):
                size = int(str(row["students"]))
                band = next(name for name, (low, high) in edges.items() if low <= size <= high)
                expected[row["stage"], band] += 1
                expected_students[row["stage"], band] += size
            assert banded == expected
            assert students == expected_students


def test_after_school_service_counts_the_students_and_teachers_of_enrolment(tables: Tables):
    for period, rows in tables["after_school"].items():
        enrolled = {(r["school_code"], r["stage"]): r for r in tables["enrolment"][period]}
        for row in rows:
            school = enrolled[row["school_code"], row["stage"]]
            assert (row["students"], row["teachers"]) == (school["students"], school["teachers"])
        compulsory = {key for key, row in enrolled.items() if row["stage"] in ("小学", "初中")}
        assert {(row["school_code"], row["stage"]) for row in rows} == compulsory


def test_nobody_takes_part_twice(tables: Tables):
    for _, row in every_row(tables, "after_school"):
        assert row["full_week"] <= row["participants"] <= row["students"]
        assert row["teachers_participating"] <= row["teachers"]
        assert row["offered"] or row["participants"] == 0
    for _, row in every_row(tables, "training_compliance"):
        assert row["met_count"] <= row["required_count"]
    for _, row in every_row(tables, "duties"):
        assert row["met_count"] <= row["due_count"]


def test_training_reaches_no_more_teachers_than_there_are(tables: Tables):
    for period, rows in tables["training"].items():
        teachers: Counter[object] = Counter()
        for row in tables["enrolment"][period]:
            teachers[row["school_code"]] += int(str(row["teachers"]))
        for row in rows:
            assert row["persons"] <= min(teachers[row["school_code"]], row["person_times"])
            assert row["total_hours"] == row["person_times"] * row["hours_per_person"]
        for row in tables["training_compliance"][period]:
            assert row["required_count"] == teachers[row["school_code"]]


def test_a_project_is_listed_every_quarter_from_its_start_to_its_end(tables: Tables, city: City):
    listed: dict[tuple[object, object], dict[Period, dict[str, Any]]] = defaultdict(dict)
    for period, row in every_row(tables, "outputs"):
        if row["type"] == "课题":
            listed[row["school_code"], row["name"]][period] = row
    assert len(listed) > 300
    for quarters in listed.values():
        seen = sorted(quarters)
        assert seen == [seen[0].shift(step) for step in range(len(seen))]
        for period, row in quarters.items():
            starts = period.start_date <= row["start_date"] <= period.end_date
            assert row["start_date"] <= period.end_date
            assert (row["status"] == "立项") == starts
            assert (row["status"] == "结题") == (row["end_date"] is not None)
            if row["end_date"]:
                assert row["start_date"] <= row["end_date"]
                assert period.start_date <= row["end_date"] <= period.end_date
            if row["status"] in ("结题", "中止"):
                assert period == seen[-1]
        over = quarters[seen[-1]]["status"] in ("结题", "中止")
        assert over or seen[-1] == city.periods[-1]


def test_every_status_of_a_project_occurs(tables: Tables):
    statuses = {row["status"] for _, row in every_row(tables, "outputs") if row["type"] == "课题"}
    assert statuses == {"立项", "在研", "延期", "结题", "中止"}


def test_titles_are_held_from_their_day_on_until_the_holder_leaves(tables: Tables, city: City):
    present: dict[object, list[Period]] = defaultdict(list)
    for period, row in every_row(tables, "honours"):
        assert row["awarded_date"] <= period.end_date
        present[key_of("honours", row)].append(period)
    left = {key_of("honours", row): p for p, row in every_row(tables, "honours") if row["status"] == "退出"}
    assert left
    for key, periods in present.items():
        assert periods == [periods[0].shift(step) for step in range(len(periods))]
        if key in left:
            assert periods[-1] == left[key]


def test_a_person_has_one_name_and_school_and_may_hold_several_titles(tables: Tables, city: City):
    people: dict[object, set[tuple[object, object]]] = defaultdict(set)
    for _, row in every_row(tables, "honours"):
        people[row["person_id"]].add((row["person_name"], row["school_code"]))
    assert all(len(known) == 1 for known in people.values())
    titles = Counter(row["person_id"] for row in tables["honours"][city.periods[-1]])
    assert sum(count > 1 for count in titles.values()) > 300


def test_famous_teachers_grow_at_every_level(tables: Tables, city: City):
    def held(period: Period) -> Counter[object]:
        rows = tables["honours"][period]
        return Counter(r["level"] for r in rows if r["title"] == "名师" and r["status"] == "在册")

    first, last = held(city.periods[0]), held(city.periods[-1])
    assert set(last) == {"省级", "市级", "区县级"}
    assert all(first[level] < last[level] for level in last)
    assert last["省级"] < last["市级"] < last["区县级"]


def test_a_studio_is_hosted_by_somebody_with_the_title(tables: Tables, city: City):
    titles = {"名师工作室": "名师", "名校长工作室": "名校长", "名班主任工作室": "名班主任"}
    for period in city.periods:
        holders = {
            (r["school_code"], r["person_name"], r["title"])
            for r in tables["honours"][period]
            if r["status"] == "在册"
        }
        studios = [row for row in tables["platforms"][period] if row["category"] in titles]
        assert {row["category"] for row in studios} == set(titles)
        for row in studios:
            assert (row["school_code"], row["host"], titles[str(row["category"])]) in holders


def test_alliances_have_as_many_members_as_schools_name_them(tables: Tables, city: City):
    for period in city.periods:
        named = Counter(row["alliance"] for row in tables["schools"][period] if row["alliance"])
        alliances = {
            r["name"]: r["members"] for r in tables["platforms"][period] if r["category"] == "教育联合体"
        }
        assert alliances == named


def test_shares_of_kindergartens_count_children(tables: Tables, city: City):
    period = city.periods[-1]
    public = {r["school_code"] for r in tables["schools"][period] if r["ownership"] == "公办"}
    inclusive = {r["school_code"] for r in tables["schools"][period] if r["inclusive"]}
    for name, counted in (("公办园在园幼儿占比", public), ("普惠性幼儿园覆盖率", inclusive)):
        for row in tables["indicators"][period]:
            if row["indicator"] != name:
                continue
            children = [
                r
                for r in tables["enrolment"][period]
                if r["stage"] == "学前" and r["district"] == row["district"]
            ]
            every = sum(int(str(r["students"])) for r in children)
            share = sum(int(str(r["students"])) for r in children if r["school_code"] in counted) / every
            assert row["value"] == pytest.approx(100 * share, abs=0.005)


def test_targets_of_a_year_are_set_for_the_city_and_each_district(tables: Tables, city: City):
    newest = tables["targets"][Period(2026, 1)]
    expected = {"大班额占比", "大班额数", "课后服务学生参与率", "人均培训学时", "名师人数", "学时达标率"}
    assert {row["district"] for row in newest} == {"990100", *city.districts}
    assert {row["indicator"] for row in newest} == expected
    assert len(newest) == 9 * len(expected)
    assert {(row["start_period"], row["due_period"]) for row in newest} == {("2026Q1", "2026Q4")}
    for row in newest:
        assert str(row["target_value"]).endswith("%") == (row["unit"] == "%")


def test_one_district_lags_in_after_school_service_and_another_in_training(tables: Tables, city: City):
    newest = city.periods[-1]
    service = rate_by_district(tables["after_school"][newest], "participants", "students")
    assert min(service, key=service.__getitem__) == LAGGING_SERVICE
    assert service.pop(LAGGING_SERVICE) < min(service.values()) - 0.1
    five_years = [row for row in tables["training_compliance"][newest] if row["standard"] == "五年360学时"]
    met = rate_by_district(five_years, "met_count", "required_count")
    assert min(met, key=met.__getitem__) == LITTLE_TRAINING
    assert met.pop(LITTLE_TRAINING) < min(met.values()) - 0.1
