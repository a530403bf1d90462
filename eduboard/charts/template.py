"""The look of every figure: quiet, official, legible from the back of a room.

Red has one meaning, worse than the target, and so is no series' colour.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

FONT_FAMILY = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, WenQuanYi Zen Hei, sans-serif"

INK = "#1F2933"
MUTED = "#52606D"
GRID = "#E4E7EB"
PAPER = "#FFFFFF"
GREY = "#B8C1CA"  # unranked, not highlighted
BLUE = "#1F4E79"
RED = "#C00000"  # worse than the target, nothing else
TINT_LARGE = "#FBF1DC"
TINT_SUPER = "#F3DDB0"

# Series that have no order: distinct in hue and in lightness, on white paper and on a faint projector.
SERIES = (BLUE, "#D98E04", "#2A8C82", "#7B5EA7", "#6FA8DC", "#8A6D3B", "#5B7F2B", "#3C4650")
# Series that have one (国家级 … 校级): from dark to light.
ORDERED = ("#12304D", BLUE, "#3C75A8", "#6C9CC7", "#9DBFDD", "#C3D8EA", "#DCE7F1")

# The same on a dark ground, where what stood out by being dark stands out by being light.
DARK_PAPER = "#0E1B2A"
_DARK_SERIES = ("#6FB4F2", "#F2B03D", "#4CC9BC", "#B79CEB", "#A9D0F5", "#D2AE6D", "#9CCB62", "#93A4B5")
_DARK_ORDERED = ("#E3F0FC", "#6FB4F2", "#5A9BD5", "#467FB3", "#376693", "#2B5175", "#223F5C")
DARK = {
    INK: "#EEF3F8",
    MUTED: "#A9B9C9",
    GRID: "#26394D",
    PAPER: DARK_PAPER,
    GREY: "#5D7083",
    RED: "#FF6B5E",
    TINT_LARGE: "#33301F",
    TINT_SUPER: "#4A4122",
    **dict(zip(ORDERED, _DARK_ORDERED, strict=True)),
    **dict(zip(SERIES, _DARK_SERIES, strict=True)),
}
"""By each colour of the template, its dark variant."""

TITLE_SIZE = 18
LABEL_SIZE = 14  # names, values
AXIS_SIZE = 13
HEADING_SIZE = 13  # unit, period, place, colours
SMALL_SIZE = 12  # footnotes, reasons
MARK_SIZE = 34  # 演示数据 across the plot

_AXIS: dict[str, Any] = {
    "fixedrange": True,  # a thumb that scrolls the page must not zoom
    "automargin": False,  # the frame has measured its margins
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "gridcolor": GRID,
    "linecolor": GREY,
    "tickcolor": GREY,
    "tickfont": {"size": AXIS_SIZE, "color": MUTED},
    "title": {"text": ""},
}

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT_FAMILY, "size": LABEL_SIZE, "color": INK},
        "title": {"font": {"size": TITLE_SIZE, "color": INK, "weight": "bold"}},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": list(SERIES),
        "separators": ".,",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left",
            "bgcolor": PAPER,
            "bordercolor": GREY,
            "font": {"family": FONT_FAMILY, "size": LABEL_SIZE, "color": INK},
            "namelength": -1,
        },
        "modebar": {"bgcolor": "rgba(255,255,255,0.8)", "color": MUTED, "activecolor": BLUE},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
    }
)


def series_colour(position: int, colours: tuple[str, ...] = SERIES) -> str:
    """Give the colour of the n-th series; beyond the palette all are grey."""
    return colours[position] if position < len(colours) else GREY
