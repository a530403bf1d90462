"""A viewer of one district sees nothing of the others and changes nothing there, whichever way it is asked for."""

from collections.abc import Iterator

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.contracts import load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.store.batches import list_batches
from eduboard.store.queries import load_folder
from eduboard.store.store import Store
from tests.intake.conftest import measured
from tests.intake.files import classes, text_file
from tests.intake.test_publish import TWO_DISTRICTS

CLERK = Viewer("张三", "数据员", ("990101",))
NOBODY = Viewer("李四", "数据员", ())
SCHOOLS = "统计期,区县,学校标识码,学校名称,办学类型"


@pytest.fixture(autouse=True)
def published(store: Store) -> Iterator[None]:
    load_file(store, LOCAL_USER, TWO_DISTRICTS, "两区.csv")
    load_file(store, LOCAL_USER, classes(70, 71, district="东岭区", period="2025Q2"), "东岭.csv")
    load_file(
        store,
        LOCAL_USER,
        text_file(
            SCHOOLS, "2025Q3,临湖区,2199000018,实验小学,小学", "2025Q3,东岭区,2199000026,东岭小学,小学"
        ),
        "名录.csv",
    )
    return


def districts_of(store: Store, viewer: Viewer, view: str) -> set[str]:
    with store.reading(viewer) as session:
        return {row[0] for row in session.fetch_tuples(f"SELECT DISTINCT district FROM {view}")}


def views_with_districts(store: Store) -> list[str]:
    names = {*load_contracts(), *(query.name for query in load_folder("store/views"))}
    with store.reading() as session:
        rows = session.fetch_tuples("SELECT table_name FROM duckdb_columns() WHERE column_name = 'district'")
    return sorted(names & {row[0] for row in rows})


def test_no_view_shows_another_district(store: Store) -> None:
    views = views_with_districts(store)
    assert {"classes", "schools", "cube", "current_scopes", "school_names"} <= set(views)
    for view in views:
        assert districts_of(store, CLERK, view) <= {"990101"}, view
        assert districts_of(store, NOBODY, view) == set(), view
    assert districts_of(store, LOCAL_USER, "classes") == {"990101", "990102"}


def test_no_measure_counts_another_district(store: Store) -> None:
    for by in ((), ("district",), ("school",), ("district", "stage")):
        assert measured(store, viewer=CLERK, by=by) == 2
        assert measured(store, viewer=NOBODY, by=by) is None
    assert measured(store, viewer=CLERK, districts=("990102",)) is None
    assert measured(store, viewer=CLERK, periods=("2025Q2",)) is None
    assert measured(store) == 3


def test_the_list_of_batches_shows_only_ones_own_districts_and_rows(store: Store) -> None:
    rows = list_batches(store, CLERK)
    assert [(row["dataset"], row["districts"], row["row_count"]) for row in rows] == [
        ("schools", ["990101"], 1), ("classes", ["990101"], 2),
    ]  # fmt: skip
    assert list_batches(store, NOBODY) == []


def test_one_may_hand_in_for_ones_own_district_only(store: Store) -> None:
    own = load_file(store, CLERK, classes(56, 57, 58), "本区.csv")
    assert own[0].batch is not None
    assert own[0].batch.published_by == "张三"
    for data in (classes(99, district="东岭区"), TWO_DISTRICTS):
        with pytest.raises(AccessDenied, match="东岭区"):
            load_file(store, CLERK, data, "他区.csv")
    assert measured(store, districts=("990102",)) == 1
    assert measured(store, districts=("990101",)) == 3


def test_whether_another_districts_file_is_published_already_is_not_told(store: Store) -> None:
    with pytest.raises(AccessDenied):
        load_file(store, CLERK, classes(70, 71, district="东岭区", period="2025Q2"), "东岭.csv")


def test_a_batch_of_another_district_does_not_exist_for_the_viewer(store: Store) -> None:
    [other] = [row["batch"] for row in list_batches(store, LOCAL_USER) if row["file_name"] == "东岭.csv"]
    for change in (withdraw, restore):
        with pytest.raises(EduboardError) as caught:
            change(store, CLERK, other)
        assert caught.value.code == "batch.unknown"


def test_a_batch_that_is_partly_another_districts_cannot_be_withdrawn(store: Store) -> None:
    [both] = [row["batch"] for row in list_batches(store, LOCAL_USER) if row["file_name"] == "两区.csv"]
    with pytest.raises(AccessDenied):
        withdraw(store, CLERK, both)
    assert measured(store) == 3


def test_the_registry_of_another_district_names_no_school_code(store: Store) -> None:
    tables = check_file(store, CLERK, classes(45, district="东岭区", school="东岭小学"), "x.csv")
    rows = tables[0].session.fetch_tuples("SELECT school FROM incoming_1")
    close_all(tables)
    assert rows == [("东岭小学",)]
    tables = check_file(store, LOCAL_USER, classes(45, district="东岭区", school="东岭小学"), "x.csv")
    rows = tables[0].session.fetch_tuples("SELECT school FROM incoming_1")
    close_all(tables)
    assert rows == [("2199000026",)]
