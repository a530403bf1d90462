"""What a figure carries for its pictures, and the big screen's dark variant."""

import json
import re

import plotly.graph_objects as go
import pytest

from eduboard.charts import WallLights, on_wall, wall_lights
from eduboard.charts.picture_sizes import COLUMN, PICTURE_SIZES, PictureSize
from eduboard.charts.template import DARK, ORDERED, PAPER, SERIES
from eduboard.charts.wrapping import EDGE
from eduboard.settings import PROJECT_ROOT
from eduboard.texts.outward import INTERNAL
from eduboard.wrapping import em_width
from tests.charts.samples import CASES, LONG_NAME


def figures() -> list[go.Figure]:
    """Every kind of figure in every state."""
    return [case.figure() for case in CASES]


@pytest.mark.parametrize("size", PICTURE_SIZES, ids=lambda size: size.id)
def test_the_words_of_a_picture_fill_its_own_width_and_no_more(size: PictureSize) -> None:
    for figure in figures():
        frame = figure.layout.meta["pictures"][size.id]
        for text in frame["annotations"].values():
            for line in text["text"].split("<br>"):
                plain = re.sub(r"<[^>]+>|&[a-z]+;", "", line)
                assert em_width(plain) * text["font"]["size"] <= size.width - 2 * EDGE + 1


@pytest.mark.parametrize("size", PICTURE_SIZES, ids=lambda size: size.id)
def test_a_plot_is_as_high_in_a_picture_as_on_the_screen(size: PictureSize) -> None:
    for figure in figures():
        frame = figure.layout.meta["pictures"][size.id]["layout"]
        on_screen = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
        assert frame["height"] - frame["margin"]["t"] - frame["margin"]["b"] == on_screen


def test_a_picture_says_all_that_the_figure_says_and_that_it_is_for_the_house() -> None:
    for figure in figures():
        shown = {item.name: item.text for item in figure.layout.annotations if item.name}
        for size in PICTURE_SIZES:
            carried = figure.layout.meta["pictures"][size.id]["annotations"]
            for name, text in shown.items():
                words = [re.sub(r"<[^>]+>|&nbsp;|\s", "", item) for item in (text, carried[name]["text"])]
                assert words[1] == (INTERNAL + words[0] if name == "heading" else words[0])


def test_a_figure_on_the_big_screen_is_valid_dark_and_of_fixed_width() -> None:
    for figure in figures():
        dark = go.Figure(on_wall(figure).to_plotly_json())
        assert dark.layout.template.layout.paper_bgcolor == DARK[PAPER]
        assert dark.layout.height == figure.layout.meta["pictures"][COLUMN.id]["layout"]["height"]


def test_every_colour_of_the_template_has_a_dark_variant() -> None:
    assert {*SERIES, *ORDERED, PAPER} <= DARK.keys()
    for figure in figures():
        text = json.dumps(on_wall(figure).to_plotly_json(), default=lambda item: item.to_plotly_json())
        assert not {colour for colour in DARK if colour in text} - set(DARK.values())


def test_a_tables_picture_is_as_large_as_a_figures() -> None:
    script = (PROJECT_ROOT / "static" / "figures.js").read_text(encoding="utf-8")
    said = {"pixels": COLUMN.pixels, "dpi": COLUMN.dpi, "width": COLUMN.width}
    assert f"const COLUMN = {{ {', '.join(f'{name}: {value}' for name, value in said.items())} }};" in script


def test_forty_districts_and_long_names_fit_the_big_screen() -> None:
    few = wall_lights((), [WallLights("临湖区", 1, 2, 3)], "")
    assert "--bar:34px;--name:24px" in few
    many = wall_lights((), [WallLights(LONG_NAME, 1, 2, number) for number in range(40)], "")
    [(bar, name)] = re.findall(r"--bar:(\d+)px;--name:(\d+)px", many)
    assert 40 * int(bar) <= 500
    assert em_width(LONG_NAME) * int(name) <= 240
    assert many.count("<tr>") == 40
