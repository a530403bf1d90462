"""大班额 under each of the four definitions alive in published documents, from class lists and from bands.

Lake's classes have 56, 55, 46 and 35 (小学) and 66 (初中) students; Ridge gives two classes of 46-50, one of 51-55
and one of 61-65 (初中).  The standards are 45 and 50.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eduboard.metrics.catalogue import load_catalogue
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.metrics.conftest import measure_in
from tests.metrics.world import HANDED_IN, LAKE, RIDGE

PERIOD = "2025Q1"
METRICS = (
    "large_classes",
    "super_large_classes",
    "large_class_share",
    "entry_grade_large_classes",
    "over_standard_classes",
)

# Definition → district → the values of METRICS.  A band that straddles a threshold leaves the number open.
EXPECTED: dict[str, dict[str, tuple[float | None, ...]]] = {
    "a": {LAKE: (2, 1, 2 / 5, 2, 4), RIDGE: (1, 0, 1 / 4, None, 2)},  # 56 up: 56, 66; 61-65
    "b": {LAKE: (1, 1, 1 / 5, 1, 4), RIDGE: (1, 0, 1 / 4, None, 2)},  # 56 to 65: 56; 61-65
    "c": {LAKE: (4, 1, 4 / 5, 3, 4), RIDGE: (2, 0, 2 / 4, None, 2)},  # 46 up or 51 up: 56, 55, 46, 66
    "d": {LAKE: (3, 1, 3 / 5, 2, 4), RIDGE: (None, None, None, None, 2)},  # 55 up: 56, 55, 66; 51-55 is open
}

MakeStore = Callable[..., Store]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeStore]:
    opened: list[Store] = []

    def make_with(**settings: object) -> Store:
        opened.append(make_store(tmp_path / str(len(opened)), **settings))
        return opened[-1]

    yield make_with
    for store in opened:
        store.close()


def hand_in_classes(store: Store) -> None:
    for dataset, district in (("classes", LAKE), ("class_bands", RIDGE)):
        hand_in(store, dataset, PERIOD, district, HANDED_IN[dataset, PERIOD, district])


def values(store: Store, metric: str) -> dict[str | None, float | None]:
    return {row.district: row.value for row in measure_in(store, metric, by=("district",), periods=(PERIOD,))}


@pytest.mark.parametrize("definition", EXPECTED)
def test_each_definition_counts_class_lists_and_bands_its_own_way(make: MakeStore, definition: str) -> None:
    store = make(large_class_definition=definition)
    hand_in_classes(store)
    for number, metric in enumerate(METRICS):
        found = values(store, metric)
        assert found[LAKE] == EXPECTED[definition][LAKE][number], metric
        assert found.get(RIDGE) == EXPECTED[definition][RIDGE][number], metric


@pytest.mark.parametrize("definition", EXPECTED)
def test_the_definition_stands_in_the_text_beside_the_number(make: MakeStore, definition: str) -> None:
    store = make(large_class_definition=definition)
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
    for metric in ("large_classes", "large_class_share", "entry_grade_large_classes"):
        assert f"（定义 {definition}）" in catalogue[metric].definition


def test_a_total_with_a_straddling_band_in_it_is_undefined(make: MakeStore) -> None:
    store = make(large_class_definition="d")
    hand_in_classes(store)
    [total] = measure_in(store, "large_classes", by=(), periods=(PERIOD,))
    assert total.value is None
    # The share is that of the districts where it can be told: 3 of 5.
    [share] = measure_in(store, "large_class_share", by=(), periods=(PERIOD,))
    assert share.value == pytest.approx(3 / 5)


def test_one_school_with_a_straddling_band_leaves_its_district_undefined(make: MakeStore) -> None:
    store = make(large_class_definition="d")
    bands = [
        {"school": "S1", "stage": "小学", "band": "51-55人", "class_count": 1},
        {"school": "S2", "stage": "小学", "band": "56-60人", "class_count": 2},
        {"school": "S2", "stage": "初中", "band": "51-55人", "class_count": 0},
    ]
    hand_in(store, "class_bands", PERIOD, LAKE, bands)
    for metric in ("large_classes", "large_class_share"):
        assert values(store, metric) == {LAKE: None}
    schools = measure_in(store, "large_classes", by=("school",), periods=(PERIOD,))
    assert {row.school: row.value for row in schools} == {"S1": None, "S2": 2}
    stages = measure_in(store, "large_classes", by=("stage",), periods=(PERIOD,))
    # An empty band straddles nothing.
    assert {row.stage: row.value for row in stages} == {"小学": None, "初中": 0}


def test_class_lists_take_the_place_of_bands_stage_by_stage(make: MakeStore) -> None:
    store = make()
    hand_in(store, "classes", PERIOD, LAKE, HANDED_IN["classes", PERIOD, LAKE][:4])  # 小学
    bands = [
        {"stage": "小学", "band": "66人及以上", "class_count": 9},
        {"stage": "初中", "band": "66人及以上", "class_count": 3},
    ]
    hand_in(store, "class_bands", PERIOD, LAKE, bands)
    stages = measure_in(store, "large_classes", by=("stage",), periods=(PERIOD,))
    assert {row.stage: row.value for row in stages} == {"小学": 1, "初中": 3}


def test_a_district_total_in_bands_counts_like_schools(make: MakeStore) -> None:
    store = make()
    hand_in(store, "class_bands", PERIOD, LAKE, [{"stage": "初中", "band": "56-60人", "class_count": 7}])
    assert values(store, "large_classes") == {LAKE: 7}
    assert values(store, "over_standard_share") == {LAKE: 1}


@pytest.mark.parametrize(
    ("stage", "grade", "period", "counts"),
    [
        ("小学", "一年级", "2025Q1", True),
        ("小学", "小一", "2025Q1", True),
        ("小学", "1", "2025Q1", True),
        ("小学", "二年级", "2025Q1", False),
        ("小学", "十一年级", "2025Q1", False),
        ("初中", "七年级", "2025Q1", True),
        ("初中", "初一", "2025Q1", True),
        ("初中", "初二", "2025Q1", False),
        ("高中", "高一", "2025Q1", True),
        ("高中", "十年级", "2025Q1", True),
        ("高中", "高三", "2025Q1", False),
        ("小学", "2024级", "2025Q1", True),  # began in September 2024
        ("小学", "2024级", "2025Q2", True),
        ("小学", "2025级", "2025Q3", True),  # the third quarter ends in September
        ("小学", "2024级", "2025Q4", False),
        ("中职", "一年级", "2025Q1", False),  # no standard for these
    ],
)
def test_the_first_grade_of_a_stage_is_known_in_every_spelling(
    make: MakeStore, stage: str, grade: str, period: str, counts: bool
) -> None:
    store = make()
    rows = [
        {"school": "S1", "stage": stage, "grade": grade, "class_no": "1", "students": 60},
        {"school": "S1", "stage": "小学", "grade": "六年级", "class_no": "1", "students": 60},
    ]
    hand_in(store, "classes", period, LAKE, rows)
    [row] = measure_in(store, "entry_grade_large_classes", by=("district",), periods=(period,))
    assert row.value == int(counts)


def test_standards_of_ones_own_shape_the_count(make: MakeStore) -> None:
    store = make(standard_primary=50, standard_junior=66)
    hand_in_classes(store)
    # 56 and 55 are above 50, 66 is not above 66; whether the class of 61-65 is above 66 can be told: no.
    assert values(store, "over_standard_classes") == {LAKE: 2, RIDGE: 0}


def test_a_standard_inside_a_band_leaves_the_number_open(make: MakeStore) -> None:
    store = make(standard_junior=48)
    hand_in_classes(store)
    assert values(store, "over_standard_classes")[RIDGE] is None
    assert values(store, "over_standard_share")[RIDGE] is None
