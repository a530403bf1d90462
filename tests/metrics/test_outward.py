"""对外: what is hidden cannot be computed from what is told, and nothing is hidden without need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.disclosure import cells_to_hide, computable, grid_lines
from eduboard.metrics.folding import MetricRow
from eduboard.metrics.outward import TOTAL, hidden_figures, hide_in_grid
from eduboard.metrics.recipes import Kitchen, make_again, outward_recipe
from eduboard.metrics.results import DataTable
from eduboard.metrics.scene import Filters, Scene, build_scene
from eduboard.metrics.themes import THEME_PAGES, build_theme_view
from eduboard.metrics.views import build_ranking, build_table, build_trend
from eduboard.settings import Settings
from eduboard.store.store import Session, Store
from eduboard.texts.outward import HIDDEN, WHOLE_ONLY
from tests.build import hand_in, make_store

LEAST = 5
NOW, BEFORE = "2025Q3", "2025Q2"
CITY = "990100"
DISTRICTS = ("990101", "990102", "990103", "990104")
COUNTS = ("large_classes", "large_class_share", "classes_total")


# -- the sums ---------------------------------------------------------------------------------------------------------


def is_determined(cell: object, unknown: Sequence[object], sums: Sequence[dict[object, int]]) -> bool:
    """Tell, by linear algebra of another kind, whether sums with known results give a cell away."""
    places = {name: number for number, name in enumerate(unknown)}
    rows = [[0] * len(places) for _ in sums]
    for row, line in zip(rows, sums, strict=True):
        for name, sign in line.items():
            if name in places:
                row[places[name]] += sign
    matrix = np.array(rows, dtype=float)
    target = np.zeros((1, len(places)))
    target[0, places[cell]] = 1
    return bool(np.linalg.matrix_rank(np.vstack([matrix, target])) == np.linalg.matrix_rank(matrix))


def test_a_lone_small_cell_takes_the_smallest_other_along() -> None:
    values = {"a": 3, "b": 40, "c": 20, "d": 0, "all": 63}
    line = {"a": 1, "b": 1, "c": 1, "d": 1, "all": -1}
    assert cells_to_hide(values, [line], {"a"}) == {"a", "c"}


def test_two_small_cells_protect_each_other() -> None:
    values = {"a": 3, "b": 4, "c": 20, "all": 27}
    assert cells_to_hide(values, [{"a": 1, "b": 1, "c": 1, "all": -1}], {"a", "b"}) == {"a", "b"}


def test_without_a_small_cell_nothing_is_hidden() -> None:
    assert hide_in_grid([[5, 0], [7, 12]], LEAST) == (((5, 0), (7, 12)), 0)


def test_a_square_of_cells_is_hidden_where_both_sums_are_known() -> None:
    """The 3 is its row's sum less 10, and its column's less 9: so 10 and 9 go, and with them the 20 across."""
    assert hide_in_grid([[3, 10, 30], [9, 20, 40], [50, 60, 70]], LEAST) == (
        ((None, None, 30), (None, None, 40), (50, 60, 70)),
        4,
    )


def test_a_small_sum_that_follows_from_the_others_cannot_be_hidden() -> None:
    """The row's sum, 3, is the sum of all less 90: no cell within the row would change that."""
    assert hide_in_grid([[3, 0], [40, 50]], LEAST) is None


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.none() | st.integers(0, 25), min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_no_hidden_cell_follows_from_the_sums(values: list[list[int | None]]) -> None:
    found = hide_in_grid(values, LEAST)
    if found is None:
        return
    left, count = found
    cells = {(r, c): value for r, row in enumerate(values) for c, value in enumerate(row)}
    shown = {(r, c): value for r, row in enumerate(left) for c, value in enumerate(row)}
    hidden = [cell for cell, value in cells.items() if value is not None and shown[cell] is None]
    assert len(hidden) == count
    assert all(shown[cell] in (None, value) for cell, value in cells.items())
    # Every sum is known, by row, by column and of all, but for those that are small themselves and hidden elsewhere.
    rows, columns = range(len(values)), range(len(values[0]))
    whole = {("row", row): sum(value or 0 for value in values[row]) for row in rows}
    whole |= {("column", column): sum(values[row][column] or 0 for row in rows) for column in columns}
    whole["all"] = sum(whole["row", row] for row in rows)
    unknown = [*hidden, *(name for name, value in whole.items() if 0 < value < LEAST)]
    sums: list[dict[object, int]] = [
        *({(row, c): 1 for c in columns} | {("row", row): -1} for row in rows),
        *({(r, column): 1 for r in rows} | {("column", column): -1} for column in columns),
        {("row", row): 1 for row in rows} | {"all": -1},
        {("column", column): 1 for column in columns} | {"all": -1},
    ]
    small = [cell for cell, value in cells.items() if value is not None and 0 < value < LEAST]
    assert set(small) <= set(hidden)
    assert not [cell for cell in (*small, *unknown[len(hidden) :]) if is_determined(cell, unknown, sums)]
    assert bool(hidden) == bool(small)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=3, max_size=3))
def test_elimination_agrees_with_linear_algebra(values: list[list[int]]) -> None:
    """The cells that are 6 and more are shown; what the sums say of the others is asked of both."""
    lines = grid_lines(range(3), range(3), TOTAL)
    hidden = {(r, c) for r in range(3) for c in range(3) if values[r][c] < 6}
    found = computable(hidden, lines)
    assert found == {cell for cell in hidden if is_determined(cell, sorted(hidden), lines)}


# -- figures ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    store = make_store(tmp_path_factory.mktemp("empty"))
    with store.reading() as session:
        yield load_catalogue(session, Settings())
    store.close()


def figures_of(parts: Sequence[tuple[int, int]]) -> dict[tuple[str, object], MetricRow]:
    """Large classes and all classes of each district, as the three metrics tell them, with their totals."""
    together = [*parts, (sum(large for large, _ in parts), sum(classes for _, classes in parts))]
    found: dict[tuple[str, object], MetricRow] = {}
    for place, (large, classes) in zip((*DISTRICTS[: len(parts)], TOTAL), together, strict=True):
        found["large_classes", place] = figure("large_classes", large, None)
        found["classes_total", place] = figure("classes_total", classes, None)
        found["large_class_share", place] = figure("large_class_share", large, classes)
    return found


def figure(metric: str, numerator: float, denominator: float | None) -> MetricRow:
    value = numerator if denominator is None else numerator / denominator if denominator else None
    nothing = dict.fromkeys(
        ("district_name", "school", "school_name", "stage", "category", "level", "qualifier")
    )
    return MetricRow(
        metric=metric,
        period=NOW,
        district=None,
        numerator=numerator,
        denominator=denominator,
        value=value,
        reported=False,
        annual=False,
        missing=(),
        **nothing,
    )


def test_a_count_and_the_share_made_of_it_are_hidden_together(catalogue: Catalogue) -> None:
    metrics = [catalogue[name] for name in COUNTS]
    hidden = hidden_figures(
        figures_of([(3, 80), (8, 90), (20, 90)]), metrics, [(TOTAL, DISTRICTS[:3])], LEAST
    )
    assert hidden == {
        (name, district) for name in ("large_classes", "large_class_share") for district in DISTRICTS[:2]
    }


def test_what_is_left_of_a_share_is_looked_at_as_well(catalogue: Catalogue) -> None:
    """Of 90 classes all but 2 are large: the share, or either count, would tell of the two."""
    metrics = [catalogue[name] for name in COUNTS]
    hidden = hidden_figures(
        figures_of([(88, 90), (40, 90), (50, 90)]), metrics, [(TOTAL, DISTRICTS[:3])], LEAST
    )
    assert ("large_class_share", DISTRICTS[0]) in hidden


def test_nothing_is_hidden_of_what_is_not_counted_in_people(catalogue: Catalogue) -> None:
    metrics = [catalogue["papers"]]
    papers = {("papers", place): figure("papers", 2, None) for place in (*DISTRICTS, TOTAL)}
    assert hidden_figures(papers, metrics, [(TOTAL, DISTRICTS)], LEAST) == frozenset()


@settings(max_examples=200, deadline=None)
@given(
    parts=st.lists(
        st.integers(0, 30).flatmap(lambda classes: st.tuples(st.integers(0, classes), st.just(classes))),
        min_size=1,
        max_size=4,
    )
)
def test_no_small_count_follows_from_counts_shares_and_totals(
    catalogue: Catalogue, parts: list[tuple[int, int]]
) -> None:
    figures = figures_of(parts)
    places = DISTRICTS[: len(parts)]
    hidden = hidden_figures(figures, [catalogue[name] for name in COUNTS], [(TOTAL, places)], LEAST)
    told = figures.keys() - hidden
    everywhere = (*places, TOTAL)
    known = {("large", place) for place in everywhere if ("large_classes", place) in told}
    known |= {("classes", place) for place in everywhere if ("classes_total", place) in told}
    # A share that is told is taken to tell both its sides.
    known |= {
        (side, place)
        for place in everywhere
        if ("large_class_share", place) in told
        for side in ("large", "classes")
    }
    cells = [(side, place) for side in ("large", "classes", "others") for place in everywhere]
    unknown = [cell for cell in cells if cell not in known]
    sums = [
        *({("large", p): 1, ("others", p): 1, ("classes", p): -1} for p in everywhere),
        *({(side, p): 1 for p in places} | {(side, TOTAL): -1} for side in ("large", "classes", "others")),
    ]
    counted = dict(zip(everywhere, [*parts, tuple(map(sum, zip(*parts, strict=True)))], strict=True))
    small = [
        (side, place)
        for place, (large, classes) in counted.items()
        for side, value in (("large", large), ("classes", classes), ("others", classes - large))
        if 0 < value < LEAST
    ]
    for cell in small:
        assert cell in unknown
        # Where one district is all there is, its total is it: hidden both, they say nothing of each other.
        assert not is_determined(cell, unknown, sums), cell


# -- scenes ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four districts with 3, 8, 20 and 30 名师, and 90 more each who are 骨干教师; the last without课后服务."""
    store = make_store(tmp_path_factory.mktemp("outward"))
    for period in (BEFORE, NOW):
        for district, count in zip(DISTRICTS, (3, 8, 20, 30), strict=True):
            rows = [
                {"title": "名师", "level": "省级", "count": 1},
                {"title": "名师", "level": "市级", "count": count - 1},
                {"title": "骨干教师", "level": "市级", "count": 90},
            ]
            hand_in(store, "honours", period, district, rows)
            school = {"school": f"21{district}01", "stage": "小学", "offered": True, "students": 200}
            if district != DISTRICTS[-1]:
                hand_in(store, "after_school", period, district, [school | {"participants": 150}])
    yield store
    store.close()


def scene_of(session: Session, *metrics: str, district: str = "", hide_below: str = "5") -> Scene:
    found = load_catalogue(session, Settings())
    filters = Filters(NOW, "previous", CITY, district, hide_below=hide_below)
    return build_scene(session, found, filters, [found[name] for name in metrics])


def test_a_scene_for_the_house_hides_nothing(session: Session, catalogue: Catalogue) -> None:
    scene = scene_of(session, "famous_teachers", hide_below="")
    assert scene.value(catalogue["famous_teachers"], NOW, DISTRICTS[0]) == 3


def test_a_hidden_district_is_hidden_in_table_ranking_and_trend(
    session: Session, catalogue: Catalogue
) -> None:
    """3 is hidden, and the 8 beside it: the total, 61, stands."""
    metric = catalogue["famous_teachers"]
    scene = scene_of(session, metric.id)
    assert [scene.value(metric, NOW, district) for district in DISTRICTS] == [None, None, 20, 30]
    assert scene.value(metric, NOW) == 61
    table = build_table(scene, [metric], "表")
    assert [row[1] for row in table.rows] == [HIDDEN, HIDDEN, 20, 30, 61]
    assert table.caption.hidden == 2
    assert "有2个数未公开" in table.caption.notes[0]
    ranking = build_ranking(scene, metric)
    assert [(row.value, row.rank, row.incomplete) for row in ranking.rows] == [
        (None, None, HIDDEN),
        (None, None, HIDDEN),
        (20, None, ""),
        (30, None, ""),
    ]
    assert ranking.is_withheld
    own = build_trend(scene_of(session, metric.id, district=DISTRICTS[0]), metric)
    assert own.is_empty


def test_what_is_hidden_does_not_depend_on_what_is_asked_for(session: Session, catalogue: Catalogue) -> None:
    for metrics in (("famous_teachers",), ("famous_teachers", "titles_held"), ("papers", "famous_teachers")):
        scene = scene_of(session, *metrics)
        hidden = [scene.is_hidden(catalogue["famous_teachers"], NOW, district) for district in DISTRICTS]
        assert hidden == [True, True, False, False]


def test_an_incomplete_hand_in_is_listed_by_code_without_ranks(
    session: Session, catalogue: Catalogue
) -> None:
    metric = catalogue["after_school_student_rate"]
    inside = build_ranking(scene_of(session, metric.id, hide_below=""), metric)
    assert not inside.is_withheld
    assert [row.rank for row in inside.rows] == [1, 1, 1, None]
    outside = build_ranking(scene_of(session, metric.id), metric)
    assert outside.is_withheld
    assert [(row.district, row.rank) for row in outside.rows] == [(code, None) for code in DISTRICTS]
    assert "排名" not in outside.caption.title


def test_what_clerks_wrote_and_how_their_files_are_called_stays_inside(session: Session) -> None:
    inside, outside = (scene_of(session, "famous_teachers", hide_below=least) for least in ("", "5"))
    assert {source.file_name for source in inside.sources} == {"honours.csv"}
    assert {source.file_name for source in outside.sources} == {""}
    assert outside.explained == ()


def test_a_make_up_is_withheld_where_a_row_of_it_is_small(session: Session, catalogue: Catalogue) -> None:
    """Of the first district's 93 titles 3 are 名师: 93 less 90, whatever is hidden within the row."""
    filters = Filters(NOW, "previous", CITY, DISTRICTS[0], hide_below="5")
    view = build_theme_view(session, catalogue, Settings(), THEME_PAGES["talent"], filters)
    assert view.compositions[0].is_empty
    filters = Filters(NOW, "previous", CITY, DISTRICTS[1], hide_below="5")
    view = build_theme_view(session, catalogue, Settings(), THEME_PAGES["talent"], filters)
    # 省级 1 and 市级 7 of 8; the row and the column of 省级 are both known, and 省级 is 1 in all.
    assert view.compositions[0].is_empty


def test_a_trace_code_makes_the_outward_figure_again(session: Session, catalogue: Catalogue) -> None:
    metric = catalogue["famous_teachers"]
    found = build_table(scene_of(session, metric.id), [metric], "表")
    assert found.caption.imprint is not None
    again = make_again(Kitchen(session, catalogue, Settings(), found.caption.imprint.recipe))
    assert again == found
    inside = build_table(scene_of(session, metric.id, hide_below=""), [metric], "表")
    assert inside.caption.code != found.caption.code


def test_the_least_count_is_a_setting(tmp_path: Path) -> None:
    assert Settings().hide_below == 5
    from eduboard.settings import load_settings

    file = tmp_path / "settings.toml"
    file.write_text("hide_below = 10\n", encoding="utf-8")
    assert load_settings(file, {}).hide_below == 10
    file.write_text("hide_below = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="hide_below"):
        load_settings(file, {})


# -- figures held against each other ----------------------------------------------------------------------------------

STAGES = ("小学", "初中", "高中")
BY_STAGE = {DISTRICTS[0]: (20, 3, 30), DISTRICTS[1]: (25, 40, 9), DISTRICTS[2]: (11, 12, 13)}
"""名师 of three districts by stage: one count, the 3, is small."""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make_store(tmp_path_factory.mktemp("staged"))
    for district, counts in BY_STAGE.items():
        rows = [
            {"title": "名师", "level": "市级", "stage": stage, "count": count}
            for stage, count in zip(STAGES, counts, strict=True)
        ]
        hand_in(store, "honours", NOW, district, rows)
    yield store
    store.close()


def collected(store: Store) -> list[DataTable]:
    """The table of all stages and that of each, as a basket makes them for outside the house."""
    found = []
    with store.reading() as session:
        catalogue = load_catalogue(session, Settings())
        for stage in ("", *STAGES):
            filters = Filters(NOW, "previous", CITY, stage=stage)
            scene = build_scene(session, catalogue, filters, [catalogue["famous_teachers"]])
            inside = build_table(scene, [catalogue["famous_teachers"]], "表")
            assert inside.caption.imprint is not None
            recipe = outward_recipe(inside.caption.imprint.recipe, LEAST)
            assert recipe is not None
            table = make_again(Kitchen(session, catalogue, Settings(), recipe))
            assert isinstance(table, DataTable)
            found.append(table)
    return found


def test_stages_cannot_be_taken_from_the_whole_in_a_collection(staged: Store) -> None:
    """Total less the other stages, and city less the other districts, would give the 3."""
    tables = collected(staged)
    rows, columns = (*BY_STAGE, TOTAL), ("", *STAGES)
    cells = {
        (row, column): table.rows[number][1]
        for column, table in zip(columns, tables, strict=True)
        for number, row in enumerate(rows)
    }
    counts = {
        (district, stage): count
        for district, all_counts in BY_STAGE.items()
        for stage, count in zip(STAGES, all_counts, strict=True)
    }
    told = {cell: value for cell, value in cells.items() if value != HIDDEN}
    assert all(value == counts[cell] for cell, value in told.items() if cell in counts)
    unknown = [cell for cell in cells if cell not in told]
    small = (DISTRICTS[0], STAGES[1])
    assert small in unknown
    sums: list[dict[object, int]] = [
        *({(row, stage): 1 for stage in STAGES} | {(row, ""): -1} for row in rows),
        *({(row, column): 1 for row in BY_STAGE} | {(TOTAL, column): -1} for column in columns),
    ]
    assert not is_determined(small, unknown, sums)
    # What need not be hidden is told: the third district in all stages, and the city's totals.
    assert cells[TOTAL, ""] == 163
    assert len(unknown) <= 6


# -- breakdowns -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two districts with three schools each; of the towns' classes 1 is large, of the others' 6, 7 and 8."""
    store = make_store(tmp_path_factory.mktemp("divided"))
    large = {"城区": 6, "镇区": 1, "乡村": 7}
    for district in DISTRICTS[:2]:
        schools = [
            {
                "school": f"21{district}{number:02}",
                "school_name": f"第{number}学校",
                "urban_rural": area,
                "cluster": f"第{number % 2}学区",
            }
            for number, area in enumerate((*large, *large), start=1)
        ]
        hand_in(store, "schools", NOW, district, schools)
        rows = [
            {
                "school": school["school"],
                "stage": "小学",
                "grade": "一年级",
                "class_no": str(number),
                "students": size,
            }
            for school in schools
            for number, size in enumerate([60] * large[school["urban_rural"]] + [40] * 12, start=1)
        ]
        hand_in(store, "classes", NOW, district, rows)
    yield store
    store.close()


def breakdown_of(store: Store, attribute: str, **filters: str) -> Breakdown:
    with store.reading() as session:
        catalogue = load_catalogue(session, Settings())
        metrics = [catalogue[name] for name in COUNTS]
        scene = build_scene(session, catalogue, Filters(NOW, "previous", CITY, **filters), metrics)
        return build_breakdown(session, catalogue, scene, metrics, attribute)


def test_a_small_part_is_hidden_and_one_beside_it(divided: Store) -> None:
    """Of 56 large classes the towns' schools have 4; the 24 beside them go as well, the 28 stand."""
    inside = breakdown_of(divided, "urban_rural")
    assert [row[2] for row in inside.table.rows] == [24, 4, 28, 56]
    outside = breakdown_of(divided, "urban_rural", hide_below="5")
    assert [row[1] for row in outside.table.rows] == [HIDDEN, HIDDEN, 28, 56]
    assert [part.figures[0].value if part.figures[0] else None for part in outside.parts] == [None, None, 28]
    assert "有2个数未公开" in outside.caption.notes[0]
    # How many schools a part has is a small number too.
    assert "校数" not in "".join(outside.table.columns)


def test_a_breakdown_for_outside_is_of_the_whole_city_and_all_stages(divided: Store) -> None:
    for narrowed in ({"district": DISTRICTS[0]}, {"stage": "小学"}):
        found = breakdown_of(divided, "urban_rural", hide_below="5", **narrowed)
        assert found.problem == WHOLE_ONLY
        assert found.is_empty
        assert found.table.is_empty


def test_school_areas_cannot_be_taken_from_their_district(divided: Store) -> None:
    """Each district's own areas add up to its total: within each one, none or at least two are hidden."""
    outside = breakdown_of(divided, "cluster", hide_below="20")
    for district in DISTRICTS[:2]:
        cells = [part.figures[0] for part in outside.parts if part.origin.districts == (district,)]
        hidden = [row for row in cells if row is not None and row.hidden]
        assert len(hidden) != 1
