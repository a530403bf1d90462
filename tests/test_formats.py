from __future__ import annotations

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduboard.formats import (
    format_count,
    format_delta,
    format_number,
    format_period,
    format_periods,
    format_share,
    format_target,
    format_value,
    format_value_with_unit,
    mask_person,
)
from eduboard.metrics.results import Target
from tests.charts.samples import AVERAGE, COUNT, SHARE

numbers = st.floats(-1e9, 1e9)
any_number = st.one_of(st.none(), st.floats(-1e300, 1e300), st.sampled_from([math.nan, math.inf, -math.inf]))


@pytest.mark.parametrize(
    ("value", "metric", "text"),
    [
        (12, COUNT, "12"),
        (1234.0, COUNT, "1,234"),
        (1234567, COUNT, "1,234,567"),
        (12.5, COUNT, "12.5"),
        (0, COUNT, "0"),
        (0.0432, SHARE, "4.3%"),
        (0, SHARE, "0%"),
        (1, SHARE, "100%"),
        (0.99999, SHARE, "100.0%"),
        (0.0285, SHARE, "2.9%"),
        (0.1235, SHARE, "12.4%"),
        (52.05, AVERAGE, "52.1"),
        (52, AVERAGE, "52.0"),
        (-0.01, AVERAGE, "0.0"),
        (None, COUNT, "—"),
        (math.nan, SHARE, "—"),
        (math.inf, AVERAGE, "—"),
    ],
)
def test_a_value_is_written_as_its_metric_says(value, metric, text) -> None:
    assert format_value(value, metric) == text


@pytest.mark.parametrize(
    ("value", "metric", "qualifier", "text"),
    [
        (90, COUNT, "余", "90余"),
        (1200, COUNT, "多", "1,200多"),
        (90, COUNT, "约", "约90"),
        (90, COUNT, "至少", "至少90"),
        (0.9, SHARE, "以上", "90%以上"),
        (0.905, SHARE, "近", "近90.5%"),
        (50, AVERAGE, "左右", "50左右"),
        (None, COUNT, "余", "—"),
    ],
)
def test_a_qualifier_stays_with_its_number(value, metric, qualifier, text) -> None:
    assert format_value(value, metric, qualifier) == text


def test_units_follow_the_number_except_per_cent() -> None:
    assert format_value_with_unit(90, COUNT, "余") == "90余个"
    assert format_value_with_unit(0.5, SHARE) == "50.0%"
    assert format_value_with_unit(None, COUNT) == "—"


@pytest.mark.parametrize(
    ("change", "metric", "text"),
    [
        (-0.162, SHARE, "-16.2个百分点"),
        (0.012, SHARE, "+1.2个百分点"),
        (-18, COUNT, "-18"),
        (1200, COUNT, "+1,200"),
        (-6.0, AVERAGE, "-6.0"),
        (0, COUNT, "持平"),
        (0.00001, SHARE, "基本持平"),
        (-0.01, AVERAGE, "基本持平"),
        (None, COUNT, "—"),
        (math.nan, COUNT, "—"),
    ],
)
def test_a_change_has_a_sign_and_shares_change_in_points(change, metric, text) -> None:
    assert format_delta(change, metric) == text


@given(any_number)
def test_a_change_of_a_share_is_never_in_per_cent(change) -> None:
    assert "%" not in format_delta(change, SHARE)


@given(any_number, st.sampled_from([COUNT, SHARE, AVERAGE]), st.sampled_from([None, "余", "约"]))
def test_what_is_undefined_is_a_dash_and_nothing_else_is(value, metric, qualifier) -> None:
    text = format_value(value, metric, qualifier)
    assert (text == "—") is (value is None or not math.isfinite(value))
    assert "nan" not in text
    assert "inf" not in text
    assert "E" not in text


@given(numbers, st.integers(0, 2))
def test_rounding_is_off_by_half_a_unit_at_most(value, decimals) -> None:
    written = Decimal(format_number(value, decimals).replace(",", ""))
    assert abs(written - Decimal(value)) <= Decimal("0.5000001").scaleb(-decimals) + abs(
        Decimal(value)
    ) * Decimal("1e-11")


@given(numbers)
def test_there_is_no_minus_nought(value) -> None:
    assert format_number(value, 1) != "-0.0"


@given(numbers, numbers)
def test_greater_values_are_not_written_smaller(one, other) -> None:
    low, high = sorted((one, other))
    assert Decimal(format_number(low, 1).replace(",", "")) <= Decimal(format_number(high, 1).replace(",", ""))


@given(st.integers(0, 10**9))
def test_counts_are_grouped_by_thousands(value) -> None:
    assert format_count(value) == f"{value:,}"


def test_a_share_without_metric_is_written_like_one() -> None:
    assert format_share(0.0432) == "4.3%"
    assert format_share(None) == "—"


@pytest.mark.parametrize(
    ("target", "metric", "text"),
    [
        (Target(0.05, "不高于", None, "", ""), SHARE, "不高于5%"),
        (Target(0.055, "不高于", None, "", ""), SHARE, "不高于5.5%"),
        (Target(1200, "不低于", None, "", ""), COUNT, "不低于1,200"),
        (Target(45, "等于", None, "", ""), AVERAGE, "等于45"),
    ],
)
def test_a_target_is_written_with_its_direction(target, metric, text) -> None:
    assert format_target(target, metric) == text


def test_periods_are_written_out() -> None:
    assert format_period("2025Q3") == "2025年第三季度"
    assert format_period("2025Q4", annual=True) == "2025年"
    assert format_periods("2024Q1–2025Q3（按季）") == "2024年第一季度–2025年第三季度（按季）"
    assert format_periods("12025Q3、2025Q5") == "12025Q3、2025Q5"


@given(st.text(max_size=8))
def test_what_is_no_period_is_refused(text) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        format_period(text)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ("张三", "张*"),
        ("欧阳修", "欧*"),
        ("张三、李四", "张*、李*"),
        ("张三 李四", "张* 李*"),
        ("", ""),
        ("李", "李*"),
    ],
)
def test_of_a_persons_name_only_the_first_character_is_shown(names: str, shown: str) -> None:
    assert mask_person(names) == shown
