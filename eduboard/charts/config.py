"""How a figure behaves on the screen, and what its picture is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from eduboard.formats import format_periods
from eduboard.metrics.results import Caption
from eduboard.texts import charts as texts
from eduboard.texts.outward import EXTERNAL

_LONGEST_NAME = 80
_UNFIT_FOR_FILES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def chart_config() -> dict[str, Any]:
    """Give Plotly's configuration for every figure: what ``st.plotly_chart(config=…)`` takes.

    Plotly's own buttons appear under a mouse only and picture a figure as wide as the screen; ours stand below it.
    """
    return {
        "displayModeBar": False,
        "showSendToCloud": False,
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
    }


def image_name(caption: Caption) -> str:
    """Name the downloaded picture after what it shows, without an ending: 云川市_大班额占比_2025年第三季度."""
    mark = texts.DEMO if caption.is_demo else ""
    whom = EXTERNAL if caption.is_outward else ""
    return picture_name([mark, caption.place, caption.title, format_periods(caption.period), whom])


def picture_name(parts: Sequence[str]) -> str:
    """Join words to a name that every system takes for a file."""
    name = "_".join(filter(None, (_UNFIT_FOR_FILES.sub("-", part).strip("-.") for part in parts)))
    return name[:_LONGEST_NAME] or texts.IMAGE_NAME_DEFAULT
