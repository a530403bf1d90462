"""The one button above a figure: 下载图片, in Chinese, without the internet."""

from __future__ import annotations

import re
from typing import Any

from eduboard.charts.caption import written_period
from eduboard.metrics.results import Caption
from eduboard.texts import charts as texts

LOCALE = "zh-CN"
IMAGE_SCALE = 3
_LONGEST_NAME = 80
_UNFIT_FOR_FILES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def chart_config(caption: Caption) -> dict[str, Any]:
    """Give Plotly's configuration for a figure: what ``st.plotly_chart(config=…)`` takes."""
    return {
        "locale": LOCALE,
        "locales": {LOCALE: {"dictionary": dict(texts.PLOTLY_DICTIONARY), "format": {}}},
        "displaylogo": False,
        "showSendToCloud": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": IMAGE_SCALE, "filename": image_name(caption)},
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
    }


def image_name(caption: Caption) -> str:
    """Name the downloaded picture after what it shows, without an ending: 云川市_大班额占比_2025年第三季度."""
    mark = texts.DEMO if caption.is_demo else ""
    parts = [mark, caption.place, caption.title, written_period(caption)]
    name = "_".join(filter(None, (_UNFIT_FOR_FILES.sub("-", part).strip("-.") for part in parts)))
    return name[:_LONGEST_NAME] or texts.IMAGE_NAME_DEFAULT
