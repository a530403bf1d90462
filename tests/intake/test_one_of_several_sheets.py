"""A table that stands alone on a sheet of a workbook with others: its lines are told with the sheet."""

import json

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_again, check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.rebuild import rebuild
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.origins import Origin
from eduboard.metrics.provenance import trace_cell
from eduboard.settings import Settings
from eduboard.store.how_read import FileLine, how_read
from eduboard.store.records import Batch
from eduboard.store.store import Store
from eduboard.texts.templates import NOTES_SHEET
from tests.intake.files import ENROLMENT, text_file, workbook
from tests.intake.files import classes as csv_of_classes
from tests.intake.sheets_of_schools import LAKE, classes

PUPILS = [ENROLMENT.split(","), ["2025Q3", "临湖区", "甲小学", "小学", 1, 58, 3]]


def two_tables(*sizes: int) -> bytes:
    """A workbook with 班额 on one sheet and 在校生 on another."""
    return workbook({"班额": [["甲小学班额表"], *classes("甲小学", *sizes)], "学生": PUPILS})


def traced(store: Store) -> list[FileLine]:
    with store.reading(LOCAL_USER) as session:
        catalogue = load_catalogue(session, store.settings)
        rows = trace_cell(session, catalogue, "large_classes", Origin("2025Q3", (LAKE,)), 0, 20).rows
    return sorted((row.place for row in rows), key=lambda place: place.line)


def load(store: Store, data: bytes, name: str = "两表.xlsx") -> Batch:
    """Publish a file and give the batch of its first table."""
    batch = load_file(store, LOCAL_USER, data, name, explanation="按实际情况填报")[0].batch
    assert batch is not None
    return batch


def test_a_number_is_followed_to_its_sheet_among_others(store: Store) -> None:
    load(store, two_tables(58, 60))
    assert traced(store) == [FileLine("班额", 3), FileLine("班额", 4)]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (csv_of_classes(58), "班额.csv"),
        (workbook({"班额": classes("甲小学", 58)}), "班额.xlsx"),
        (workbook({"班额": classes("甲小学", 58), NOTES_SHEET: [["请按实际填写"]]}), "模板.xlsx"),
    ],
)
def test_where_a_clerk_sees_one_table_a_line_says_enough(store: Store, data: bytes, name: str) -> None:
    batch = load(store, data, name)
    assert "one_of_several" not in json.loads(batch.reading)
    assert traced(store) == [FileLine(None, 2)]


def test_a_batch_from_before_the_sheet_was_kept_tells_its_lines_as_it_did(store: Store) -> None:
    old = {"sheet": "班额", "header_line": 2}
    assert how_read(old).place(7) == FileLine(None, 7)
    batch = load(store, two_tables(58, 60))
    assert json.loads(batch.reading) == old | {"one_of_several": True}


def test_an_old_batch_handed_in_again_is_still_the_same(store: Store) -> None:
    data = two_tables(58, 60)
    batch = load(store, data)
    with store.writing(store.session(LOCAL_USER)) as session:
        session.execute(
            "UPDATE store.batches SET reading = $reading WHERE batch = $batch",
            {"reading": json.dumps({"sheet": "班额", "header_line": 2}), "batch": batch.batch},
        )
    assert traced(store) == [FileLine(None, 3), FileLine(None, 4)]
    assert all(result.is_unchanged for result in load_file(store, LOCAL_USER, data, "两表.xlsx"))


def test_what_a_rule_finds_names_the_sheet_and_so_does_the_line_that_it_points_to(store: Store) -> None:
    rows = classes("甲小学", 58, 60)
    tables = check_file(store, LOCAL_USER, workbook({"班额": [*rows, rows[1]], "学生": PUPILS}), "两表.xlsx")
    close_all(tables)
    [finding] = tables[0].report.errors
    assert (finding.rule, finding.sheet, finding.line) == ("key.duplicate", "班额", 4)
    assert "与“班额”第 2 行重复" in finding.message
    assert finding.as_json()["sheet"] == "班额"


def test_a_cell_that_cannot_be_read_is_not_told_twice(store: Store) -> None:
    rows = classes("甲小学", 58)
    rows[1][0] = "某年某季"
    tables = check_file(store, LOCAL_USER, workbook({"班额": rows, "学生": PUPILS}), "两表.xlsx")
    close_all(tables)
    assert [(item.sheet, item.line, item.column) for item in tables[0].report.errors] == [
        ("班额", 2, "统计期")
    ]


def test_what_wants_an_explanation_names_its_sheet(store: Store) -> None:
    load(store, text_file(ENROLMENT, "2025Q2,临湖区,甲小学,小学,1,58,3"), "学生.csv")
    pupils = [PUPILS[0], ["2025Q3", "临湖区", "甲小学", "小学", 1, 700, 3]]
    tables = check_file(store, LOCAL_USER, workbook({"说明": [["给局里"]], "学生": pupils}), "两表.xlsx")
    seen = compare(store, tables).observations
    close_all(tables)
    assert {(item.sheet, item.line) for item in seen if item.line} == {("学生", 2)}


def test_a_batch_is_checked_again_as_it_was_read(store: Store) -> None:
    data = two_tables(58, 60)
    batch = load(store, data)
    tables = check_again(store, LOCAL_USER, data, batch.file_name, batch.dataset, batch.reading)
    close_all(tables)
    assert [table.incoming and table.incoming.reading for table in tables] == [batch.reading]


def test_a_rebuild_tells_the_same_sheet(settings: Settings) -> None:
    store = open_ready_store(settings)
    load(store, two_tables(58, 60))
    store.close()
    rebuild(store.folder.database, settings)
    rebuilt = open_ready_store(settings)
    assert traced(rebuilt) == [FileLine("班额", 3), FileLine("班额", 4)]
    rebuilt.close()
