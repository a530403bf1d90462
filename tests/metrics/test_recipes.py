"""一图一码: every figure knows how to be made again, and the same picture has the same code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.metrics import recipe as kinds
from eduboard.metrics.balance import build_balance
from eduboard.metrics.breakdown import ATTRIBUTES
from eduboard.metrics.breakdown_view import build_breakdown
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.imprint import Figure, list_values
from eduboard.metrics.indicators import build_indicators
from eduboard.metrics.pulls import build_pulls
from eduboard.metrics.recipe import encode_digest, format_code, parse_code, read_recipe
from eduboard.metrics.recipes import BUILDERS, Kitchen, make_again
from eduboard.metrics.retrace import find_recorded
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters, build_scene
from eduboard.metrics.series import build_series
from eduboard.metrics.themes import THEME_PAGES, build_overview, build_theme_view
from eduboard.settings import Settings
from eduboard.store.figure_register import FigureRegister
from eduboard.store.store import Store, open_store
from tests.metrics.figures import CITY_FILTERS, LAKE_CLERK, LAKE_FILTERS, keep, traced, trend_of
from tests.small_city import CITY, LAKE, LATEST, RIDGE


@pytest.fixture
def store(city_to_change: Store) -> Store:
    return city_to_change


def figures_of(store: Store, filters: Filters, viewer: Viewer = LOCAL_USER) -> dict[str, Figure]:
    """Every figure of every page, by its kind; the pages' own builders."""
    found: dict[str, Figure] = {}
    with store.reading(viewer) as session:
        catalogue = load_catalogue(session, store.settings)
        shown: list[Any] = [build_overview(session, catalogue, filters)]
        shown += [
            build_theme_view(session, catalogue, store.settings, theme, filters)
            for theme in THEME_PAGES.values()
        ]
    for view in shown:
        for item in vars(view).values():
            for result in item if isinstance(item, tuple) else (item,):
                imprint = getattr(getattr(result, "caption", None), "imprint", None)
                if imprint is not None:
                    found[f"{imprint.recipe.kind} {imprint.recipe.metrics[0]} {imprint.code}"] = result
    return found


def remade(store: Store, result: Figure, viewer: Viewer = LOCAL_USER) -> Figure:
    """Make a figure again from what a register would keep of it."""
    imprint = result.caption.imprint
    assert imprint is not None
    kept = read_recipe(json.loads(json.dumps(imprint.recipe.as_json())))
    assert kept == imprint.recipe
    with store.reading(viewer) as session:
        return make_again(Kitchen(session, load_catalogue(session, store.settings), store.settings, kept))


@pytest.mark.parametrize("filters", [CITY_FILTERS, LAKE_FILTERS], ids=["city", "one district and stage"])
@pytest.mark.parametrize("viewer", [LOCAL_USER, LAKE_CLERK], ids=["all", "one district"])
def test_every_figure_of_every_page_can_be_made_again(store: Store, filters: Filters, viewer: Viewer) -> None:
    found = figures_of(store, filters, viewer)
    assert len(found) > 15
    for result in found.values():
        assert remade(store, result, viewer) == result


def test_every_kind_that_pages_show_has_a_builder(store: Store) -> None:
    shown = {
        name.split()[0] for filters in (CITY_FILTERS, LAKE_FILTERS) for name in figures_of(store, filters)
    }
    # The others stand on the pages of programmes and schools, in breakdowns and in papers.
    elsewhere = {
        kinds.INDICATORS,
        kinds.BREAKDOWN,
        kinds.BREAKDOWN_TABLE,
        kinds.PULLS,
        kinds.SCHOOL,
        kinds.SERIES,
        kinds.AREA,
    }
    assert shown == set(BUILDERS) - elsewhere


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_breakdowns_can_be_made_again(store: Store, attribute: str) -> None:
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        metrics = [catalogue[name] for name in ("large_class_share", "average_class_size")]
        scene = build_scene(session, catalogue, CITY_FILTERS, metrics)
        found = build_breakdown(session, catalogue, scene, metrics, attribute)
    again = remade(store, found)
    assert again.caption == found.caption
    assert list_values(again) == list_values(found)
    assert remade(store, found.table) == found.table


def test_the_figure_of_what_pulls_a_coefficient_up_can_be_made_again(store: Store) -> None:
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        balance = build_balance(session, catalogue, store.settings, LATEST, LAKE)
        found = [pulls for pulls in build_pulls(session, catalogue, balance) if pulls.caption.imprint]
    assert found
    for pulls in found:
        assert remade(store, pulls) == pulls


def test_the_figures_of_a_paper_can_be_made_again(store: Store) -> None:
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        metrics = [catalogue[name] for name in ("large_class_share", "papers")]
        scene = build_scene(session, catalogue, LAKE_FILTERS, metrics)
        found = build_indicators(scene, metrics, "主要指标")
    assert remade(store, found) == found
    # Of Lake's primary classes of 60, 50 and 45 one is large; a year before, with four pupils more, 64, 54 and 49.
    assert [row[1] for row in found.rows] == [pytest.approx(1 / 3), pytest.approx(1 / 3), 0.05]


def test_figures_over_time_can_be_made_again_with_a_line_for_each_place_and_quarter(store: Store) -> None:
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        metrics = [catalogue[name] for name in ("large_class_share", "papers")]
        found = build_series(build_scene(session, catalogue, CITY_FILTERS, metrics), metrics, "班额走势")
    assert remade(store, found) == found
    lines = {(row[0], row[1]): row[2] for row in found.rows}
    # 3 of Lake's and Ridge's 10 classes are large, 2 of Lake's own 4.
    assert lines["云川市", LATEST] == pytest.approx(0.3)
    assert lines["临湖区", LATEST] == pytest.approx(0.5)
    assert all(any(cell is not None for cell in row[2:]) for row in found.rows)


# -- the code ------------------------------------------------------------------------------------------------


def test_a_code_is_the_first_forty_bits_of_the_digest_in_crockfords_base_32() -> None:
    # 0x00443 214C7 = 0, 1, 2, 3, 4, 5, 6, 7 in groups of five bits.
    assert encode_digest("00443214c7" + "f" * 54) == "01234567"
    assert encode_digest("ffffffffff" + "0" * 54) == "ZZZZZZZZ"


@pytest.mark.parametrize(
    "typed",
    ["7K3M-Q201", "7k3m-q201", "7K3MQ2O1", " 7k3m q2oi ", "7K3M—Q20L", "７Ｋ３Ｍ－Ｑ２０１", "7k3m–q2ol"],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert format_code(parse_code(typed)) == "7K3M-Q201"


@pytest.mark.parametrize(
    "typed",
    ["", "7K3M", "7K3M-Q2PDX", "7K3M-Q2P!", "U" * 8, "../../etc", "' OR 1=1 --", "<b>7K3MQ2</b>", "名师队伍名师队伍",
     "7" * 100_000, "\x00" * 8, "%00%00%00"],
)  # fmt: skip
def test_what_is_no_code_is_refused_in_a_sentence(typed: str, register: FigureRegister) -> None:
    with pytest.raises(EduboardError) as refused:
        find_recorded(register, LOCAL_USER, typed)
    assert refused.value.code == "figure.invalid"
    assert len(str(refused.value)) < 300


def test_the_same_picture_has_the_same_code_whatever_else_its_page_shows(store: Store) -> None:
    # A page measures six metrics, a paper one, and asks for another comparison: the trend is the same.
    on_page = figures_of(store, CITY_FILTERS)
    [trend] = [found for name, found in on_page.items() if name.startswith("trend large_class_share")]
    other = Filters(period=LATEST, compare="year", city=CITY, focus="large_classes")
    assert trend_of(store, other).caption.code == trend.caption.code


def test_another_stage_district_period_or_viewer_gives_another_code(store: Store) -> None:
    codes = {
        trend_of(store, CITY_FILTERS).caption.code,
        trend_of(store, Filters(LATEST, PREVIOUS_QUARTER, CITY, stage="小学")).caption.code,
        trend_of(store, Filters(LATEST, PREVIOUS_QUARTER, CITY, district=RIDGE)).caption.code,
        trend_of(store, Filters("2025Q2", PREVIOUS_QUARTER, CITY)).caption.code,
        trend_of(store, CITY_FILTERS, LAKE_CLERK).caption.code,
    }
    assert len(codes) == 5


def test_a_district_has_the_same_code_for_its_clerk_and_for_the_bureau(store: Store) -> None:
    lake = Filters(LATEST, PREVIOUS_QUARTER, CITY, district=LAKE)
    rate = "after_school_student_rate"
    assert (
        trend_of(store, lake, LAKE_CLERK, rate).caption.code
        == trend_of(store, lake, metric=rate).caption.code
    )
    # The city's target stands in the bureau's picture of class sizes and not in the clerk's.
    assert trend_of(store, lake, LAKE_CLERK).caption.code != trend_of(store, lake).caption.code


def test_a_code_is_the_same_in_another_process(store: Store) -> None:
    code = trend_of(store).caption.code
    path = store.folder.database
    store.close()
    script = (
        "import sys; from pathlib import Path; from eduboard.settings import Settings; "
        "from eduboard.store.store import open_store; from tests.metrics.figures import trend_of; "
        "path = Path(sys.argv[1]); print(trend_of(open_store(path, Settings(store=path))).caption.code)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == code
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)


def test_another_definition_gives_another_code_and_is_told(store: Store, register: FigureRegister) -> None:
    code = keep(register, trend_of(store))
    path = store.folder.database
    store.close()
    # Definition b counts classes from 66 on.
    other = open_store(path, Settings(store=path, threads=2, large_class_definition="b"))
    try:
        found = traced(other, register, code)
        [definition] = found.definitions
        assert not definition.is_same
        assert found.figure is not None
        assert found.figure.caption.code != code
    finally:
        other.close()
