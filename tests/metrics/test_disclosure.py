"""对外: no number that is hidden can be computed from those that are told, by sums or by shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.disclosure import cells_to_hide, computable, grid_lines
from eduboard.metrics.folding import MetricRow
from eduboard.metrics.outward import TOTAL, hidden_figures, hide_in_grid
from eduboard.settings import Settings
from tests.build import make_store
from tests.metrics.outward_samples import COUNTS, DISTRICTS, LEAST, NOW, is_determined


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
