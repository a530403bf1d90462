"""A number can be followed to the rows it is computed from, and what they count adds up to it."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.metrics import provenance
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.metrics.origins import Origin
from eduboard.metrics.provenance import Trace, find_rows, trace_cell
from eduboard.settings import Settings
from eduboard.store.queries import load_folder, load_query
from eduboard.store.store import Store, open_store
from tests.metrics.world import BRIDGE, LAKE, RIDGE, WEST
from tests.small_city import LATEST
from tests.small_city import RIDGE as CITY_RIDGE

METRICS = [query.name for query in load_folder("metrics")]
EVERYWHERE = (LAKE, RIDGE, BRIDGE, WEST)
MOST = 500


def trace(
    store: Store,
    metric: str,
    origin: Origin,
    *,
    start: int = 0,
    most: int = MOST,
    viewer: Viewer = LOCAL_USER,
) -> Trace:
    with store.reading(viewer) as session:
        return trace_cell(session, load_catalogue(session, store.settings), metric, origin, start, most)


def parts_of(found: Trace) -> list[tuple[int, float | None, float | None]]:
    """The lines with what each counts."""
    return sorted((row.line, row.numerator, row.denominator) for row in found.rows)


@pytest.fixture
def city(small_city: Path) -> Iterator[Store]:
    """The small city, for reading only."""
    store = open_store(small_city, Settings(store=small_city, threads=2))
    yield store
    store.close()


# -- golden values: the rows as they stand in tests/metrics/world.py, the first on line 2 ----------------------


def test_a_count_is_the_lines_that_it_counts(world: Store) -> None:
    found = trace(world, "large_classes", Origin("2025Q1", (LAKE,)))
    # 56 and 66 of 56, 55, 46, 35, 66.
    assert parts_of(found) == [(2, 1, None), (6, 1, None)]
    assert (found.row_count, found.nothing_count, found.is_exact) == (2, 3, True)
    assert {dict(row.values)["students"] for row in found.rows} == {56, 66}


def test_a_share_names_the_lines_below_the_line_too(world: Store) -> None:
    found = trace(world, "large_class_share", Origin("2025Q1", (LAKE,)))
    assert parts_of(found) == [(2, 1, 1), (3, 0, 1), (4, 0, 1), (5, 0, 1), (6, 1, 1)]
    assert (found.numerator, found.denominator) == (2, 5)


def test_a_stage_and_a_school_have_their_own_lines(world: Store) -> None:
    assert parts_of(trace(world, "large_classes", Origin("2025Q1", (LAKE,), "小学"))) == [(2, 1, None)]
    of_school = Origin("2025Q1", (LAKE,), "初中", "S2")
    assert parts_of(trace(world, "large_classes", of_school)) == [(6, 1, None)]


def test_bands_count_where_no_class_was_handed_in(world: Store) -> None:
    found = trace(world, "classes_total", Origin("2025Q1", (LAKE, RIDGE)))
    assert {(row.dataset, row.district) for row in found.rows} == {("classes", LAKE), ("class_bands", RIDGE)}
    # Five classes in Lake; 2, 1 and 1 in Ridge's bands, and a band of none.
    assert (found.numerator, found.row_count, found.nothing_count) == (9, 8, 1)


def test_two_tables_give_the_two_sides_of_a_ratio(world: Store) -> None:
    found = trace(world, "training_hours_per_teacher", Origin("2025Q2", (LAKE,)))
    parts = {(row.dataset, row.line): (row.numerator, row.denominator) for row in found.rows}
    assert parts == {
        ("training", 2): (10, None),
        ("enrolment", 2): (None, 5),
        ("enrolment", 3): (None, 4),
        ("enrolment", 4): (None, 6),
    }


def test_a_table_that_only_decides_who_counts_adds_nothing(world: Store) -> None:
    found = trace(world, "after_school_school_rate", Origin("2025Q1", (RIDGE,)))
    # S3 need not offer the service (学校基本情况); S5 does and is the one school that counts.
    assert [(row.dataset, row.line, row.numerator, row.denominator) for row in found.rows] == [
        ("after_school", 3, 1, 1)
    ]


def test_a_school_with_two_stages_counts_once(world: Store) -> None:
    found = trace(world, "after_school_school_rate", Origin("2025Q1", (LAKE,)))
    assert (found.numerator, found.denominator) == (2, 2)
    assert [row.line for row in found.rows if row.is_repeated] == [4]


def test_a_person_in_two_districts_counts_once(world: Store) -> None:
    found = trace(world, "title_holders", Origin("2025Q1", (LAKE, RIDGE)))
    # p1 to p4, p6 and p7 in Lake (p5 has left), p8 to p10 more in Ridge; p1 has three lines.
    assert found.numerator == 9
    assert sum(row.is_repeated for row in found.rows) == 2


def test_persons_are_held_against_pupils(world: Store) -> None:
    found = trace(world, "backbone_teachers_per_100", Origin("2025Q1", (LAKE,)))
    held = {row.line for row in found.rows if row.dataset == "honours" and row.numerator}
    pupils = {row.line: row.denominator for row in found.rows if row.dataset == "enrolment"}
    assert pupils == {2: 111, 3: 81, 4: 66}
    assert found.numerator == len(held)
    assert found.is_exact


def test_the_lines_that_make_a_number_undefined_come_first(world: Store) -> None:
    found = trace(world, "title_holders", Origin("2025Q2", (LAKE,)))
    assert found.figure is not None
    assert found.figure.value is None
    # Ten and a hundred titles without the number of a person, then the one who has one.
    assert [(row.line, row.is_known) for row in found.rows] == [(3, False), (4, False), (2, True)]


def test_a_reported_figure_leads_to_its_own_line(world: Store) -> None:
    found = trace(world, "large_classes", Origin("2024Q4", (BRIDGE,)))
    assert [(row.dataset, row.line, row.numerator) for row in found.rows] == [("indicators", 2, 123)]
    of_average = trace(world, "average_class_size", Origin("2024Q4", (BRIDGE,)))
    assert [(row.dataset, row.line) for row in of_average.rows] == [("indicators", 3)]
    assert of_average.figure is not None
    assert of_average.figure.reported


def test_a_round_number_keeps_its_word(world: Store) -> None:
    found = trace(world, "papers", Origin("2025Q1", (LAKE,)))
    assert [(row.numerator, row.qualifier) for row in found.rows] == [(90, "余"), (3, None)]


def test_the_pages_of_a_long_list_are_parts_of_one(world: Store) -> None:
    origin = Origin("2025Q1", (LAKE,))
    whole = trace(world, "large_class_share", origin).rows
    pages = [trace(world, "large_class_share", origin, start=start, most=2) for start in (0, 2, 4)]
    assert tuple(row for page in pages for row in page.rows) == whole
    assert {(page.row_count, page.numerator, page.denominator) for page in pages} == {(5, 2, 5)}


def test_a_scope_without_data_has_no_rows(world: Store) -> None:
    found = trace(world, "large_classes", Origin("2019Q1", (LAKE,)))
    assert (found.figure, found.rows, found.row_count) == (None, (), 0)


def test_a_row_shown_as_it_is_leads_to_its_line(world: Store) -> None:
    key = (("stage", "小学"), ("grade", "二年级"), ("class_no", "1"))
    with world.reading() as session:
        found = find_rows(
            session, "classes", Origin("2025Q1", (LAKE,), school="S2", dataset="classes", key=key)
        )
    assert [(row.line, dict(row.values)["students"]) for row in found.rows] == [(5, 35)]


# -- every metric ----------------------------------------------------------------------------------------------


def adds_up(found: Trace) -> bool:
    figure = found.figure
    if figure is None or figure.numerator is None:
        return True
    sides = [(found.numerator, figure.numerator)]
    if found.metric is not None and found.metric.is_ratio and figure.denominator is not None:
        sides.append((found.denominator, figure.denominator))
    return all(math.isclose(part or 0, whole, abs_tol=1e-6) for part, whole in sides)


@pytest.mark.parametrize("metric", METRICS)
def test_the_lines_of_every_metric_add_up_to_its_number(metric: str, world: Store, city: Store) -> None:
    places = [
        Origin("2025Q1", districts, stage) for districts in ((LAKE,), EVERYWHERE) for stage in ("", "小学")
    ]
    for store, origins in (
        (world, [*places, Origin("2025Q2", EVERYWHERE), *schools_of(world, metric, "2025Q1", LAKE)]),
        (city, [Origin(LATEST, (CITY_RIDGE,)), *schools_of(city, metric, LATEST, CITY_RIDGE)]),
    ):
        for origin in origins:
            found = trace(store, metric, origin)
            assert found.is_exact, origin
            assert adds_up(found), origin
            listed = sum(row.numerator or 0 for row in found.rows)
            assert math.isclose(listed, found.numerator or 0, abs_tol=1e-6), origin


def schools_of(store: Store, metric: str, period: str, district: str) -> list[Origin]:
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        request = Request((metric,), ("district", "school", "stage"), (period,), (district,))
        rows = measure(session, catalogue, request)
    return [Origin(period, (district,), row.stage or "", row.school) for row in rows if row.school]


def test_a_statement_that_cannot_be_taken_apart_makes_no_claim(
    world: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The largest class of a district: no row of it is a part of that number.
    sql = "SELECT period, district, max(students) AS numerator FROM classes GROUP BY ALL"
    columns = (
        "period, district, '' AS school, '' AS stage, '' AS category, '' AS level, numerator, "
        "NULL AS denominator, NULL AS qualifier, '' AS entity"
    )

    def fill(path: str, *_: object) -> str:
        return load_query(path).sql.format(sql=sql, columns=columns)

    monkeypatch.setattr(provenance, "fill_sql", fill)
    found = trace(world, "large_classes", Origin("2025Q1", (LAKE,)))
    assert not found.is_exact
    assert (found.row_count, found.numerator) == (5, None)


# -- who is looking --------------------------------------------------------------------------------------------


def test_a_viewer_of_one_district_is_shown_no_line_of_another(world: Store) -> None:
    clerk = Viewer("张三", "数据员", (LAKE,))
    found = trace(world, "classes_total", Origin("2025Q1", EVERYWHERE), viewer=clerk)
    assert {row.district for row in found.rows} == {LAKE}
    assert found.numerator == 5
    assert trace(world, "classes_total", Origin("2025Q1", (RIDGE,)), viewer=clerk).rows == ()


def test_tracing_leaves_nothing_behind_for_the_next_measurement(world: Store) -> None:
    with world.reading() as session:
        catalogue = load_catalogue(session, world.settings)
        trace_cell(session, catalogue, "large_classes", Origin("2025Q1", (LAKE,)), 0, MOST)
        request = Request(("large_classes",), ("school",), ("2025Q1",), (LAKE,))
        assert {row.school for row in measure(session, catalogue, request)} == {"S1", "S2"}
