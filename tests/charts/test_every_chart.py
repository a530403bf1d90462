"""What holds for every figure, in every state of the world."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from eduboard.charts.template import RED, TEMPLATE
from eduboard.charts.wrapping import PHONE_WIDTH
from eduboard.wrapping import em_width
from tests.charts.samples import CAPTION, CASES, DEMO_CAPTION, LONG_NAME, Case, texts_of

every_case = pytest.mark.parametrize("case", CASES, ids=str)
TAG = re.compile(r"<[^>]+>")


def plain_lines(markup: str) -> list[str]:
    return [TAG.sub("", line).replace("&nbsp;", " ") for line in markup.split("<br>")]


@every_case
def test_a_figure_is_valid_plotly(case: Case) -> None:
    spec = case.figure().to_dict()
    go.Figure(spec)  # raises ValueError for what Plotly does not know


@every_case
def test_nothing_undefined_is_written(case: Case) -> None:
    figure = case.figure().to_json().replace('"constraintext":"none"', "")
    for word in ("nan", "inf", "none"):
        assert not re.search(rf"(?<![a-z-]){word}(?![a-z])", figure, re.IGNORECASE), word


@every_case
def test_the_caption_is_in_the_picture(case: Case) -> None:
    written = texts_of(case.figure())
    for text in ("大班额占比", "单位：%", "2025年第三季度", "云川市", "口径：学生数达到", "临江区含直属学校"):
        assert text in written
    assert "数据来源：批次 20261122-001 等 3 批" in written


@every_case
def test_the_whole_definition_is_in_the_picture(case: Case) -> None:
    assert CAPTION.definition.replace(" ", "") in texts_of(case.figure()).replace(" ", "")


@every_case
def test_demo_data_says_so(case: Case) -> None:
    assert "演示数据" not in texts_of(case.figure())
    assert texts_of(case.figure(DEMO_CAPTION)).count("演示数据") == 2


@every_case
def test_no_line_of_text_is_wider_than_a_phone(case: Case) -> None:
    figure = case.figure(replace(CAPTION, title=LONG_NAME * 2, place=LONG_NAME)).to_dict()["layout"]
    title = max(em_width(line) for line in plain_lines(figure["title"]["text"]))
    assert title * TEMPLATE.layout.title.font.size <= PHONE_WIDTH
    for annotation in figure["annotations"]:
        for line in plain_lines(annotation["text"]):
            assert em_width(line) * annotation["font"]["size"] <= PHONE_WIDTH, line


@every_case
def test_a_plot_keeps_a_good_part_of_a_phone(case: Case) -> None:
    margin = case.figure().to_dict()["layout"]["margin"]
    assert PHONE_WIDTH - margin["l"] - margin["r"] >= 100


@every_case
def test_heading_and_footnotes_have_room(case: Case) -> None:
    layout = case.figure(replace(CAPTION, title=LONG_NAME, definition="口径很长" * 60)).to_dict()["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    foot = next(a for a in layout["annotations"] if "口径：" in a["text"])
    needed = 1.3 * foot["font"]["size"] * len(plain_lines(foot["text"])) - foot["yshift"]
    assert plot > 0
    assert needed <= layout["margin"]["b"]


@every_case
def test_names_are_shown_not_interpreted(case: Case) -> None:
    if case.state == "odd":
        figure = case.figure().to_json()
        assert "&lt;b&gt;" in figure
        assert "<b>甲" not in figure.encode().decode("unicode_escape", "ignore")


@every_case
def test_a_figure_shares_nothing_with_the_next(case: Case) -> None:
    first = case.figure()
    first.update_layout(title_text="改动", font_size=1)
    first.layout.template.layout.font.size = 1
    second = case.figure().to_dict()["layout"]
    assert second["title"]["text"] == "大班额占比"
    assert second["template"]["layout"]["font"]["size"] > 1


def test_red_is_no_series_colour() -> None:
    assert RED not in TEMPLATE.layout.colorway


@pytest.mark.parametrize("state", ["empty", "unknown"])
def test_nothing_to_draw_is_said(state: str) -> None:
    for case in CASES:
        if case.state == state and case.chart.__name__ != "band_distribution":
            assert "暂无数据" in texts_of(case.figure()) or "—" in texts_of(case.figure()), case


@every_case
def test_a_figure_is_json_that_browsers_read(case: Case) -> None:
    json.loads(case.figure().to_json(), parse_constant=pytest.fail)
