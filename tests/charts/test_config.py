from __future__ import annotations

from dataclasses import replace

from eduboard.charts import chart_config, image_name
from tests.charts.samples import CAPTION, DEMO_CAPTION


def test_plotly_shows_no_buttons_of_its_own_and_sends_nothing_away() -> None:
    config = chart_config()
    assert config["displayModeBar"] is config["showSendToCloud"] is False


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
