"""Every number of a breakdown, a composition and a distribution leads to the lines that add up to it."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.metrics.breakdown import ATTRIBUTES
from eduboard.metrics.breakdown_view import build_breakdown
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.cell_origins import cell_origins
from eduboard.metrics.imprint import list_values
from eduboard.metrics.origins import Origin
from eduboard.metrics.provenance import Trace, trace_cell, trace_number
from eduboard.metrics.results import Qualified
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters, build_scene
from eduboard.metrics.themes import THEME_PAGES, build_theme_view
from eduboard.settings import Settings
from eduboard.store.store import Session, Store, open_store
from tests.build import hand_in, make_store
from tests.metrics.test_breakdown import REGISTER, classes, honour
from tests.small_city import CITY, LAKE, LATEST, RIDGE

MOST = 100_000
REGISTERED, NOW = "2025Q1", "2025Q2"
DEMO_PERIOD = "2026Q3"


def opened(path: Path) -> Iterator[Store]:
    store = open_store(path, Settings(store=path, threads=2))
    yield store
    store.close()


@pytest.fixture
def small(small_city: Path) -> Iterator[Store]:
    """The small city, for reading only."""
    yield from opened(small_city)


@pytest.fixture
def demo(demo_city: Path) -> Iterator[Store]:
    """The demo data as they ship, for reading only."""
    yield from opened(demo_city)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Store]:
    """A district with a register; G1 is not in it, F1 is in no 学区."""
    store = make_store(tmp_path)
    hand_in(store, "schools", REGISTERED, LAKE, REGISTER)
    sizes = {"S1": (60, 40), "S2": (30,), "N1": (56, 57, 20), "F1": (66,), "G1": (40,)}
    rows = [row for code, taught in sizes.items() for row in classes(code, *taught)]
    hand_in(store, "classes", NOW, LAKE, rows)
    held = [honour("S1", "p1"), honour("S1", "p1", "学科带头人"), honour("N1", "p2"), honour(None, "p3")]
    hand_in(store, "honours", NOW, LAKE, held)
    yield store
    store.close()


def lines_of(store: Store, metric: str, origin: Origin, viewer: Viewer = LOCAL_USER) -> list[int]:
    with store.reading(viewer) as session:
        found = trace_cell(session, load_catalogue(session, store.settings), metric, origin, 0, MOST)
    return sorted(row.line for row in found.rows)


def assert_adds_up(found: Trace, value: float) -> None:
    """Hold the number found, and what its lines count, against the number shown."""
    figure, metric = found.figure, found.metric
    assert figure is not None, found.origin
    assert metric is not None
    assert figure.value is not None, found.origin
    assert math.isclose(figure.value, value, rel_tol=1e-9, abs_tol=1e-9), found.origin
    assert found.is_exact, found.origin
    if metric.is_ratio and figure.reported:
        return
    counted = sum(row.numerator or 0 for row in found.rows)
    assert math.isclose(counted, figure.numerator or 0, abs_tol=1e-6), found.origin
    if metric.is_ratio:
        base = sum(row.denominator or 0 for row in found.rows)
        assert math.isclose(base, figure.denominator or 0, abs_tol=1e-6), found.origin


def trace_breakdown(
    session: Session, catalogue: Catalogue, theme: str, attribute: str, place: Filters
) -> int:
    """Trace every number of a theme's breakdown, its table's and its figure's; tell how many there are."""
    page = THEME_PAGES[theme]
    metrics = [catalogue[name] for name in (*page.cards, *page.table)]
    scene = build_scene(session, catalogue, place, metrics)
    shown = build_breakdown(session, catalogue, scene, metrics, attribute)
    cells = [
        (number, cell.value if isinstance(cell, Qualified) else cell)
        for position, row in enumerate(shown.table.rows)
        for column, cell in enumerate(row)
        for number in shown.table.numbers_at(position, column)
        if cell is not None
    ]
    for number, value in cells:
        assert isinstance(value, (int, float))
        found = trace_number(session, catalogue, number, 0, MOST)
        if found.tally is None:
            assert_adds_up(found, value)
        else:
            assert (len(found.rows), found.numerator) == (value, value)
    return len(cells)


@pytest.mark.parametrize("theme", THEME_PAGES)
def test_every_cell_of_every_breakdown_leads_to_its_lines(theme: str, small: Store) -> None:
    with small.reading() as session:
        catalogue = load_catalogue(session, small.settings)
        counts = [
            trace_breakdown(
                session, catalogue, theme, attribute, Filters(LATEST, PREVIOUS_QUARTER, CITY, district)
            )
            for attribute in ATTRIBUTES
            for district in ("", RIDGE)
        ]
    assert all(counts)


@pytest.mark.parametrize(("theme", "attribute"), zip(THEME_PAGES, (*ATTRIBUTES, "cluster"), strict=True))
def test_every_cell_of_the_demos_breakdowns_leads_to_its_lines(
    theme: str, attribute: str, demo: Store
) -> None:
    with demo.reading() as session:
        catalogue = load_catalogue(session, demo.settings)
        place = Filters(DEMO_PERIOD, PREVIOUS_QUARTER, CITY, LAKE)
        assert trace_breakdown(session, catalogue, theme, attribute, place)


@pytest.mark.parametrize("city", ["small", "demo"])
@pytest.mark.parametrize("theme", ["talent", "class_size", "training"])
def test_every_number_by_category_and_level_leads_to_its_lines(
    theme: str, city: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(city)
    period = LATEST if city == "small" else DEMO_PERIOD
    place = Filters(period, PREVIOUS_QUARTER, CITY, LAKE)
    traced = 0
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        view = build_theme_view(session, catalogue, store.settings, THEME_PAGES[theme], place)
        for figure in (*view.compositions, view.distribution):
            if figure is None or figure.caption.imprint is None:
                continue
            imprint = figure.caption.imprint
            values = {(item.row, item.column): item.value for item in list_values(figure)}
            for cell, ((metric, origin),) in cell_origins(figure, imprint.recipe, imprint.districts).items():
                value = values[cell]
                assert isinstance(value, float)
                assert_adds_up(trace_cell(session, catalogue, metric, origin, 0, MOST), value)
                traced += 1
    assert traced


# -- golden values: the first row handed in stands on line 2 ----------------------------------------------------


def part(attribute: str, name: str | None) -> Origin:
    return Origin(NOW, (LAKE,), part=(attribute, name))


def test_a_part_leads_to_the_lines_of_its_own_schools(lake: Store) -> None:
    assert lines_of(lake, "classes_total", part("cluster", "南学区")) == [2, 3, 4]
    assert lines_of(lake, "large_classes", part("cluster", "北学区")) == [5, 6]


def test_schools_that_the_register_says_nothing_of_are_followed_too(lake: Store) -> None:
    # F1 has no 学区, G1 is in no register.
    assert lines_of(lake, "classes_total", part("cluster", "")) == [8, 9]


def test_what_is_of_no_school_leads_to_the_lines_without_one(lake: Store) -> None:
    assert lines_of(lake, "title_holders", part("tier", None)) == [5]


def test_a_part_of_a_district_that_one_may_not_see_leads_nowhere(lake: Store) -> None:
    clerk = Viewer("张三", "数据员", (RIDGE,))
    assert lines_of(lake, "classes_total", part("cluster", "南学区"), clerk) == []
