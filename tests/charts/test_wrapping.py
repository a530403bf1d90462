from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduboard.charts.placing import spread, swarm
from eduboard.wrapping import em_width, wrap

texts = st.text(st.sampled_from("学生数达到班额，。（）《》、 A4b.9%-÷≥\n“”"), max_size=80)


@given(texts, st.floats(4, 40))
def test_wrapping_loses_nothing_but_white_space(text: str, ems: float) -> None:
    assert re.sub(r"\s", "", "".join(wrap(text, ems))) == re.sub(r"\s", "", text)


@given(texts, st.floats(4, 40))
def test_no_line_is_too_wide(text: str, ems: float) -> None:
    assert all(em_width(line) <= ems + 1e-6 for line in wrap(text, ems))


def test_numbers_and_batches_stay_whole() -> None:
    assert wrap("数据来源：批次 20261122-001 等 3 批", 14) == ("数据来源：批次", "20261122-001 等 3 批")


def test_no_line_starts_with_a_comma_or_ends_with_a_bracket() -> None:
    assert wrap("班数，占比", 2) == ("班", "数，", "占比")
    assert wrap("班额（大）", 3) == ("班额", "（大）")


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(10, 40)), max_size=6))
def test_spread_labels_do_not_overlap_and_stay_inside(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = [place for place, _ in labels], [size for _, size in labels]
    placed = sorted(zip(spread(wanted, sizes, 300), sizes, strict=True))
    assert all(size / 2 - 1e-6 <= place <= 300 - size / 2 + 1e-6 for place, size in placed)
    for (above, first), (below, second) in pairwise(placed):
        assert below - above >= (first + second) / 2 - 1e-6


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert spread([250, 50], [20, 20], 300) == [250, 50]


def test_dots_of_one_value_are_stacked_around_the_middle() -> None:
    assert swarm([5, 5, 5, 90], 8) == pytest.approx([0, 8, -8, 0])
