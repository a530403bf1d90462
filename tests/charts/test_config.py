from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import plotly
import pytest

from eduboard.charts import chart_config, image_name
from eduboard.texts.charts import PLOTLY_DICTIONARY
from tests.charts.samples import CAPTION, DEMO_CAPTION

SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@pytest.fixture(scope="module")
def plotly_script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


@pytest.mark.parametrize("sentence", PLOTLY_DICTIONARY)
def test_plotly_still_says_what_is_translated(sentence: str, plotly_script: str) -> None:
    assert f'"{sentence}"' in plotly_script


def test_the_only_button_downloads_a_sharp_picture() -> None:
    config = chart_config(CAPTION)
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["toImageButtonOptions"]["scale"] == 3
    assert config["displaylogo"] is config["showSendToCloud"] is False


def test_the_language_needs_no_download() -> None:
    config = chart_config(CAPTION)
    assert config["locale"] in config["locales"]
    assert config["locales"]["zh-CN"]["dictionary"]["Download plot as a PNG"] == "下载图片（PNG）"


def test_a_picture_is_named_after_what_it_shows() -> None:
    assert image_name(CAPTION) == "云川市_大班额占比_2025年第三季度"
    assert image_name(DEMO_CAPTION).startswith("演示数据_")


def test_a_picture_gets_a_name_that_windows_takes() -> None:
    name = image_name(
        replace(CAPTION, title='立项/结题: "2025" <在研>?\n*', place="", period="2024Q4—2025Q3")
    )
    assert name == "立项-结题-2025-在研_2024年第四季度—2025年第三季度"
    assert len(image_name(replace(CAPTION, title="长" * 300))) <= 80
    assert image_name(replace(CAPTION, title="", place="", period="")) == "图"
