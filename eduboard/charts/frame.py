"""The frame of every figure: heading, footnotes and margins around a plot.

Everything is set in pixels, because the height is ours and the width is not: what is written above and below
the plot is broken for a phone, so that it is cut on no screen.  A picture has a width: beside the frame on the
screen a figure carries, in ``layout.meta``, the frame of each kind of picture (read by static/pictures.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from eduboard.charts.caption import footnotes, heading_parts, picture_parts
from eduboard.charts.config import image_name
from eduboard.charts.picture_sizes import PICTURE_SIZES
from eduboard.charts.template import (
    GRID,
    HEADING_SIZE,
    LABEL_SIZE,
    MARK_SIZE,
    MUTED,
    SMALL_SIZE,
    TEMPLATE,
    TITLE_SIZE,
)
from eduboard.charts.wrapping import EDGE, PHONE_WIDTH, escape, line_ems, line_pixels, markup, wrap_parts
from eduboard.metrics.results import Caption
from eduboard.texts import charts as texts
from eduboard.wrapping import em_width, wrap

Markup = dict[str, Any]  # a part of a figure as Plotly takes it

EMPTY_HEIGHT = 120
_PART_GAP = 1.2  # em between the parts of a heading
_NEXT_PART = "&nbsp;&nbsp;"
_TOP = 12
_TITLE_GAP = 4
_CAPITAL = 0.76  # em, a line's height above its foot, as Plotly takes it
_HEADING_GAP = 12
_FOOT_GAP = 14
_BOTTOM = 10
_SWATCH = "■"
_SWATCH_WIDTH = 1.6  # em, with the space behind it


@dataclass(frozen=True)
class Plot:
    """A plot without its frame; ``above``, ``below``, ``left`` and ``right`` are pixels for what stands there.

    ``key`` says which colour is what: (colour, name).
    """

    traces: Sequence[Markup]
    height: int
    layout: Markup
    left: int = EDGE
    right: int = EDGE
    above: int = 0
    below: int = 0
    shapes: Sequence[Markup] = ()
    annotations: Sequence[Markup] = ()
    key: Sequence[tuple[str, str]] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """What is set around a plot for one width of text: what Plotly's layout takes, and the texts above and below."""

    layout: Markup
    texts: tuple[Markup, Markup]


def build_figure(plot: Plot, caption: Caption) -> go.Figure:
    """Put a plot into its frame."""
    frame = _set_frame(plot, caption, heading_parts(caption), PHONE_WIDTH)
    layout: Markup = {
        "template": TEMPLATE,
        **frame.layout,
        **plot.layout,
        "shapes": list(plot.shapes),
        "annotations": [*plot.annotations, *frame.texts, *_demo_mark(caption)],
        "meta": {"name": image_name(caption), "pictures": _picture_frames(plot, caption)},
    }
    # Plotly's validation takes three quarters of the time of a figure; the tests validate instead.
    return go.Figure({"data": list(plot.traces), "layout": layout}, _validate=False)


def _set_frame(plot: Plot, caption: Caption, said: Sequence[str], width: int) -> _Frame:
    """Break what is written around a plot for a width, and make room for it."""
    title = wrap(caption.title, line_ems(width, TITLE_SIZE))
    heading = _heading(plot, said, width)
    ems = line_ems(width, SMALL_SIZE)
    foot = [escape(line) for note in footnotes(caption, plot.notes) for line in wrap(note, ems)]
    top = _TOP + line_pixels(len(title), TITLE_SIZE) + line_pixels(len(heading), HEADING_SIZE)
    top += _TITLE_GAP + _HEADING_GAP + plot.above
    bottom = plot.below + _FOOT_GAP + line_pixels(len(foot), SMALL_SIZE) + _BOTTOM
    layout = {
        "title": {
            "text": markup(title),
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            # Plotly hangs a single line below this place, but stands the first one of several on it.
            "pad": {"l": EDGE, "t": _TOP + (round(_CAPITAL * TITLE_SIZE) if len(title) > 1 else 0)},
        },
        "height": top + plot.height + bottom,
        "margin": {"l": plot.left, "r": plot.right, "t": top, "b": bottom, "pad": 0},
    }
    above = {"y": 1, "yanchor": "bottom", "yshift": plot.above + _HEADING_GAP}
    below = {"y": 0, "yanchor": "top", "yshift": -plot.below - _FOOT_GAP}
    return _Frame(
        layout,
        (
            _beside_plot("heading", heading, plot, HEADING_SIZE, **above),
            _beside_plot("footnotes", foot, plot, SMALL_SIZE, **below),
        ),
    )


def _picture_frames(plot: Plot, caption: Caption) -> Markup:
    """Make the frames of the pictures: what each replaces in the layout, annotations by their name."""
    frames = {}
    for size in PICTURE_SIZES:
        frame = _set_frame(plot, caption, picture_parts(caption), size.width)
        texts_by_name = {text["name"]: text for text in frame.texts}
        frames[size.id] = {**size.measures, "layout": frame.layout, "annotations": texts_by_name}
    return frames


def build_empty_figure(caption: Caption) -> go.Figure:
    """Say that there is nothing to draw, in the same frame."""
    hidden = {"visible": False, "range": [0, 1]}
    message = {
        "text": texts.NO_DATA,
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": LABEL_SIZE, "color": MUTED},
    }
    line = {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "line": {"color": GRID, "width": 1},
    }
    return build_figure(
        Plot(
            traces=(),
            height=EMPTY_HEIGHT,
            layout={"xaxis": hidden, "yaxis": hidden},
            shapes=(line,),
            annotations=(message,),
        ),
        caption,
    )


def label(text: str, x: Any, y: Any, **more: Any) -> Markup:
    """Make a text (markup) in the plot; ``x`` and ``y`` are data, unless ``xref`` and ``yref`` say otherwise."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": LABEL_SIZE}, **more}


def coloured(text: str, colour: str) -> str:
    """Colour a plain text."""
    return f'<span style="color:{colour}">{escape(text)}</span>'


def swatch(colour: str) -> str:
    """Make the coloured square that stands before a name."""
    return coloured(_SWATCH, colour)


def lines_of_parts(parts: Sequence[tuple[str, str]], size: int, pixels: int = PHONE_WIDTH) -> list[str]:
    """Set parts side by side in lines of markup: each a colour for the square before it, or '', and plain text.

    A part that is wider than a line gets lines of its own.
    """
    width = line_ems(pixels, size)
    measured: list[tuple[float, str]] = []
    for colour, text in parts:
        room = width - (_SWATCH_WIDTH if colour else 0)
        first, *rest = wrap(text, room) or ("",)
        before = swatch(colour) + " " if colour else ""
        measured.append((width if rest else width - room + em_width(first), before + escape(first)))
        measured += [(width, escape(line)) for line in rest]
    return [_NEXT_PART.join(line) for line in wrap_parts(measured, width, _PART_GAP)]


def _heading(plot: Plot, said: Sequence[str], width: int) -> list[str]:
    lines = lines_of_parts([("", part) for part in said], HEADING_SIZE, width)
    return lines + lines_of_parts(plot.key, HEADING_SIZE, width)


def _beside_plot(name: str, lines: Sequence[str], plot: Plot, size: int, **place: Any) -> Markup:
    """Set lines (markup) at the figure's left edge, above or below the plot."""
    return {
        "name": name,
        "text": "<br>".join(lines),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": EDGE - plot.left,
        "yref": "paper",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": MUTED},
        **place,
    }


def _demo_mark(caption: Caption) -> list[Markup]:
    if not caption.is_demo:
        return []
    return [
        {
            "text": texts.DEMO,
            "x": 0.5,
            "y": 0.5,
            "xref": "paper",
            "yref": "paper",
            "showarrow": False,
            "textangle": -16,
            "opacity": 0.13,
            "font": {"size": MARK_SIZE},
        }
    ]
