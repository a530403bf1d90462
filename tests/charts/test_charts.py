"""What each figure says about its result."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from eduboard.charts import band_distribution, make_up, pyramid, ranking, school_coverage, status_flow, trend
from eduboard.charts.template import GREY, RED
from eduboard.metrics.results import Flow, Line, Point, RankedDistrict, Ranking, SchoolCoverage, Target
from eduboard.periods import period_range
from tests.charts.samples import (
    AVERAGE,
    CAPTION,
    COUNT,
    FLOW_COUNT,
    SHARE,
    TARGET,
    bands_of,
    composition_of,
    districts_of,
    flow_of,
    line_of,
    schools_of,
    texts_of,
    trend_of,
)


def traces_of(figure):
    return figure.to_dict()["data"]


def by_name(figure):
    return {trace["name"]: trace for trace in traces_of(figure)}


# --- trend -------------------------------------------------------------------------------------------------


def test_no_line_runs_over_a_period_without_data() -> None:
    [line] = traces_of(trend(trend_of(line_of({"2025Q1": 0.1, "2025Q2": None, "2025Q3": 0.2}))))
    assert list(line["y"]) == [0.1, None, 0.2]
    assert line["connectgaps"] is False


def test_no_line_runs_over_a_period_that_is_not_listed() -> None:
    [line] = traces_of(trend(trend_of(line_of({"2024Q4": 0.1, "2025Q2": 0.2, "2025Q3": 0.3}))))
    assert list(line["y"]) == [0.1, None, 0.2, 0.3]


def test_annual_figures_years_apart_are_not_joined() -> None:
    figure = trend(
        trend_of(line_of({"2016Q4": 123.0, "2020Q4": 0.0}, annual=True), metric=COUNT, target=None)
    )
    [line] = traces_of(figure)
    assert list(line["y"]) == [123.0, None, 0.0]
    assert line["marker"]["symbol"][0] == line["marker"]["symbol"][-1] == "circle-open"
    assert "年度" in texts_of(figure)
    assert "123（年度）" in texts_of(figure)


def test_annual_figures_of_neighbouring_years_are_joined() -> None:
    [line] = traces_of(trend(trend_of(line_of({"2019Q4": 3.0, "2020Q4": 4.0}, annual=True), metric=COUNT)))
    assert list(line["y"]) == [3.0, 4.0]


@pytest.mark.parametrize(("metric", "joined"), [(COUNT, True), (FLOW_COUNT, False)])
def test_a_year_and_a_quarter_are_joined_only_where_they_mean_the_same(metric, joined) -> None:
    line = Line("青石区", (Point("2024Q4", 40.0, annual=True), Point("2025Q1", 12.0)))
    [drawn] = traces_of(trend(trend_of(line, metric=metric, target=None)))
    assert (None not in drawn["y"]) is joined


def test_lines_are_named_at_their_ends_with_the_last_value() -> None:
    written = texts_of(trend(trend_of(line_of({"2025Q2": 0.03, "2025Q3": 0.043}), target=None)))
    assert "青石区" in written
    assert "4.3%" in written


def test_a_line_that_ends_early_says_when() -> None:
    figure = trend(
        trend_of(line_of({"2025Q1": 0.03, "2025Q3": 0.04}), line_of({"2025Q1": 0.02}, "白塔区"), target=None)
    )
    assert "2025年第一季度" in texts_of(figure)


def test_of_many_lines_the_chosen_are_coloured_and_the_others_grey() -> None:
    lines = [line_of({"2025Q2": n / 10, "2025Q3": n / 10}, f"{n}区") for n in range(10)]
    figure = trend(trend_of(*lines), highlight=("3区", "4区"))
    grey = {name for name, trace in by_name(figure).items() if trace["line"]["color"] == GREY}
    assert grey == {f"{n}区" for n in range(10)} - {"3区", "4区"}
    assert "灰线为0区、1区、2区" in texts_of(figure)


def test_of_many_lines_the_total_the_highest_and_the_lowest_are_chosen() -> None:
    lines = [line_of({"2025Q3": n / 10}, f"{n}区") for n in range(9)] + [line_of({"2025Q3": 0.35}, "全部")]
    figure = by_name(trend(trend_of(*lines)))
    assert {name for name, trace in figure.items() if trace["line"]["color"] != GREY} == {
        "0区",
        "8区",
        "全部",
    }


def test_lines_without_any_data_are_mentioned() -> None:
    figure = trend(trend_of(line_of({"2025Q3": 0.1}), line_of({"2025Q3": None}, "白塔区")))
    assert "白塔区暂无数据" in texts_of(figure)


def test_the_target_is_a_dashed_line_with_its_value_and_term() -> None:
    figure = trend(trend_of(line_of({"2025Q2": 0.1, "2025Q3": 0.09})))
    [shape] = figure.to_dict()["layout"]["shapes"]
    assert (shape["y0"], shape["y1"], shape["line"]["dash"]) == (0.05, 0.05, "dash")
    assert "目标 不高于5%（2026年第四季度）" in texts_of(figure).replace("</span>", "").replace(
        '<span style="font-size:12px;color:#1F2933">', ""
    )


@pytest.mark.parametrize(("value", "red"), [(0.09, True), (0.05, False), (0.01, False)])
def test_the_last_value_is_red_only_if_it_misses_the_target(value, red) -> None:
    assert (RED in trend(trend_of(line_of({"2025Q3": value}))).to_json()) is red


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    close = trend(trend_of(line_of({"2025Q2": 51.0, "2025Q3": 52.0}), metric=AVERAGE, target=None))
    wide = trend(trend_of(line_of({"2025Q2": 5.0, "2025Q3": 52.0}), metric=AVERAGE, target=None))
    assert "纵轴不从 0 开始" in texts_of(close)
    assert "纵轴不从 0 开始" not in texts_of(wide)
    assert wide.to_dict()["layout"]["yaxis"]["range"][0] == 0


def test_end_labels_do_not_overlap() -> None:
    figure = trend(trend_of(*(line_of({"2025Q3": 0.2}, f"{n}区") for n in range(6)))).to_dict()["layout"]
    ends = sorted(-a["yshift"] for a in figure["annotations"] if a.get("xshift") == 6)
    assert len(ends) == 7
    assert all(below - above >= 30 for above, below in pairwise(ends))
    plot = figure["height"] - figure["margin"]["t"] - figure["margin"]["b"]
    assert ends[0] > 0
    assert ends[-1] < plot


# --- ranking -----------------------------------------------------------------------------------------------


def ranking_of(*rows: RankedDistrict, target: Target | None = TARGET, total: float | None = 0.04) -> Ranking:
    return Ranking(SHARE, rows, total, target, CAPTION)


def test_districts_stand_by_rank_and_the_unranked_below_with_the_reason() -> None:
    figure = ranking(
        ranking_of(
            RankedDistrict("c", "临江区", 0.02, None, incomplete="已报 41/46 校"),
            RankedDistrict("b", "白塔区", 0.03, 2),
            RankedDistrict("a", "青石区", 0.01, 1),
        )
    ).to_dict()
    [bars] = figure["data"]
    assert list(bars["x"]) == [0.01, 0.03, 0.02]
    assert list(bars["y"]) == sorted(bars["y"])
    first, second, third = figure["layout"]["yaxis"]["ticktext"]
    assert (first, second) == ("1 青石区", "2 白塔区")
    assert third.startswith("临江区")
    assert "已报 41/46 校" in third
    assert bars["marker"]["pattern"]["shape"][2] == "/"
    assert bars["marker"]["color"][2] == GREY


def test_only_ranked_districts_that_miss_the_target_are_red_and_say_so() -> None:
    figure = ranking(
        ranking_of(
            RankedDistrict("a", "青石区", 0.05, 1),
            RankedDistrict("b", "白塔区", 0.051, 2),
            RankedDistrict("c", "临江区", None, None),
        )
    )
    [bars] = traces_of(figure)
    assert [colour == RED for colour in bars["marker"]["color"]] == [False, True, False]
    assert texts_of(figure).count("未达标") == 1


def test_a_districts_own_target_counts_before_the_shared_one() -> None:
    own = Target(0.01, "不高于", None, "", "990101")
    figure = ranking(ranking_of(RankedDistrict("a", "青石区", 0.03, 1, target=own)))
    bars, marks = traces_of(figure)
    assert bars["marker"]["color"] == [RED]
    assert list(marks["x"]) == [0.01]
    assert "各区县自己的目标" in texts_of(figure)


def test_total_and_target_are_lines_with_labels() -> None:
    figure = ranking(ranking_of(*districts_of([0.01])))
    assert [(s["x0"], s["line"]["dash"]) for s in figure.to_dict()["layout"]["shapes"]] == [
        (0.04, "solid"),
        (0.05, "dash"),
    ]
    assert "全部 4.0%" in texts_of(figure)
    assert "目标 不高于5%" in texts_of(figure)


def test_values_are_written_with_qualifier_and_mark_of_reported_figures() -> None:
    row = RankedDistrict("a", "青石区", 90.0, 1, qualifier="余", reported=True)
    figure = ranking(replace(ranking_of(row, target=None, total=None), metric=COUNT))
    assert "90余*" in texts_of(figure)
    assert "直接上报" in texts_of(figure)


def test_an_undefined_value_is_a_dash() -> None:
    assert "\n—\n" in texts_of(ranking(ranking_of(RankedDistrict("a", "青石区", None, None))))


def test_bars_start_at_zero() -> None:
    figure = ranking(ranking_of(*districts_of([0.5, 0.6]))).to_dict()["layout"]
    assert figure["xaxis"]["range"] == [0.0, 0.6]


# --- composition -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [pyramid, make_up])
def test_every_count_is_written_out(chart) -> None:
    result = composition_of(("名师", "骨干教师"), ((1.0, 20.0, 3000.0), (None, 3.0, 0.0)))
    written = re.sub(r"<[^>]+>|&nbsp;", "", texts_of(chart(result)))
    for text in ("名师  3,021", "省级 1", "市级 20", "校级 3,000", "骨干教师  3", "市级 3"):
        assert text in written
    assert written.count("省级") == 1


def test_a_column_without_any_figure_is_not_drawn() -> None:
    result = composition_of(("名师",), ((None, 2.0, 0.0),))
    assert set(by_name(pyramid(result))) == {"市级", "校级"}


def test_an_unknown_row_is_a_dash_and_an_empty_one_a_nought() -> None:
    written = texts_of(pyramid(composition_of(("名师", "骨干教师"), ((None, None, None), (0.0, None, None)))))
    assert "名师  —" in written
    assert "骨干教师  0" in written


# --- projects ----------------------------------------------------------------------------------------------


def test_started_and_completed_are_bars_and_open_is_a_line() -> None:
    figure = by_name(status_flow(Flow(("2025Q2", "2025Q3"), (5.0, 6.0), (40.0, None), (1.0, 2.0), CAPTION)))
    assert (figure["立项"]["type"], list(figure["立项"]["y"])) == ("bar", [5.0, 6.0])
    assert (figure["结题"]["type"], list(figure["结题"]["y"])) == ("bar", [1.0, 2.0])
    assert (figure["在研（期末）"]["type"], list(figure["在研（期末）"]["y"])) == ("scatter", [40.0, None])
    assert figure["在研（期末）"]["connectgaps"] is False


def test_what_is_open_has_a_scale_of_its_own() -> None:
    layout = status_flow(Flow(("2025Q3",), (5.0,), (4000.0,), (1.0,), CAPTION)).to_dict()["layout"]
    assert layout["yaxis"]["range"][1] < 10
    assert layout["yaxis2"]["range"][1] > 4000


def test_few_bars_carry_their_numbers_and_many_do_not() -> None:
    few = by_name(status_flow(flow_of(period_range("2025Q1", "2025Q3"), 12.0)))
    many = by_name(status_flow(flow_of(period_range("2016Q1", "2025Q4"), 12.0)))
    assert set(few["立项"]["text"]) == {"12"}
    assert set(many["立项"]["text"]) == {""}


# --- bands -------------------------------------------------------------------------------------------------


def test_bands_carry_count_and_share_and_large_ones_a_tint() -> None:
    figure = band_distribution(bands_of(("小学", "初中"), 5.0))
    assert texts_of(figure).count("10（10.0%）") == 10
    assert len(figure.to_dict()["layout"]["shapes"]) == 3
    ticks = figure.to_dict()["layout"]["yaxis"]["ticktext"]
    assert [tick for tick in ticks if "超大班额" in tick] == [ticks[9]]
    assert sum("大班额" in tick for tick in ticks) == 3


def test_more_series_than_colours_are_drawn_together_and_counted() -> None:
    figure = by_name(band_distribution(bands_of(tuple(f"{n}区" for n in range(40)), 2.0)))
    assert len(figure) == 8
    assert list(figure["其他33项"]["x"]) == [66.0] * 10


def test_bands_without_classes_have_no_shares() -> None:
    figure = band_distribution(bands_of(("小学",), 0.0))
    assert "%）" not in texts_of(figure)


# --- schools -----------------------------------------------------------------------------------------------


def coverage_of(
    values: list[float | None],
    districts: int = 1,
    name: str = "第{}小学",
    direction: str = "越高越好",
) -> SchoolCoverage:
    target = Target(0.85, "不低于", None, "", "")
    return SchoolCoverage(
        replace(SHARE, direction=direction), schools_of(values, name, districts), target, CAPTION
    )


def test_schools_stand_lowest_first_and_those_without_data_last() -> None:
    figure = school_coverage(coverage_of([0.9, None, 0.5]))
    assert figure.to_dict()["layout"]["yaxis"]["ticktext"] == ["第2小学", "第0小学", "第1小学"]
    assert traces_of(figure)[0]["marker"]["color"][0] == RED
    assert "共 3 所学校，由低到高全部列出，其中 1 所无数据" in texts_of(figure)


def test_where_less_is_better_the_highest_school_stands_first() -> None:
    figure = school_coverage(coverage_of([0.1, 0.9, 0.5], direction="越低越好"))
    assert figure.to_dict()["layout"]["yaxis"]["ticktext"] == ["第1小学", "第2小学", "第0小学"]
    assert "共 3 所学校，由高到低全部列出" in texts_of(figure)


def test_schools_of_one_name_are_kept_apart() -> None:
    figure = school_coverage(coverage_of([0.9, 0.5], name="中心小学")).to_dict()
    assert len(set(figure["data"][0]["y"])) == 2
    assert figure["layout"]["yaxis"]["ticktext"][0].replace("<br>", "") == "中心小学（小学）"


def test_of_many_schools_each_has_a_dot_in_its_district() -> None:
    figure = school_coverage(coverage_of([n / 200 for n in range(199)] + [None], districts=8))
    traces = traces_of(figure)
    assert len(traces) == 8
    assert sum(len(trace["x"]) for trace in traces) == 199
    assert "共 200 所学校，画出 199 所，每点一所；1 所无数据，没有画出" in texts_of(figure)
    assert "25 所，1 所无数据" in texts_of(figure)


def test_dots_stay_in_their_districts_row() -> None:
    figure = school_coverage(coverage_of([1.0] * 400, districts=4)).to_dict()
    rows = [(min(trace["y"]), max(trace["y"])) for trace in figure["data"]]
    assert all(above[1] < below[0] for above, below in pairwise(rows))
