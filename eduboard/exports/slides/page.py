"""The slide as a sheet, in points: where things stand and in which sizes.

The placeholders stand in ``base/ppt/slideLayouts``; what is written here are the same areas, to measure text with.
"""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.exports.materials.order import RATIOS
from eduboard.exports.office_charts import ChartType

WIDE = 960.0
FONT = '<a:{script} typeface="微软雅黑" panose="020B0503020204020204" pitchFamily="34" charset="-122"/>'
"""Where it is missing, a program takes one of the same build (panose, charset) instead."""
_CHART_FONTS = FONT.format(script="latin") + FONT.format(script="ea")
_CHART_POINTS = 14.0
_NAME_OF_A_QUARTER = 70.0
"""What 2025年 over 三季度 takes beneath a chart, with a gap."""

LINE = 1.3
"""The height of a line, in em; it is written into every paragraph, so that it holds in every font."""
PARAGRAPH_GAP = 0.55
"""Between the sentences of a slide, in em."""
HEADLINE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0)
COVER_SIZES = (40.0, 36.0, 32.0, 28.0, 24.0)
ONE_LINE_SIZES = HEADLINE_SIZES[:4]
"""A headline is rather set a little smaller than broken for one last character."""
BODY_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0)
TABLE_SIZES = (24.0, 20.0, 18.0, 16.0, 14.0)
CAPTION_SIZES = (14.0, 12.0)
FOOT_SIZE = 11.0
SMALL_SIZE = 14.0


@dataclass(frozen=True)
class Area:
    """A rectangle on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Page:
    """A slide's sheet: as wide as given, 540 points high."""

    width: float

    @property
    def scale(self) -> float:
        """How far everything moves together from side to side, beside a 16:9 slide."""
        return self.width / WIDE

    def area(self, left: float, top: float, width: float, height: float) -> Area:
        """Give an area of a 16:9 slide as it is on this one."""
        return Area(left * self.scale, top, width * self.scale, height)

    @property
    def headline(self) -> Area:
        """The conclusion, above the line."""
        return self.area(42, 42, 876, 80)

    @property
    def section(self) -> Area:
        """What the slide belongs to, above the headline."""
        return self.area(42, 17, 540, 20)

    @property
    def mark(self) -> Area:
        """What nobody may overlook, at the right of the section."""
        return self.area(598, 17, 320, 20)

    @property
    def caption(self) -> Area:
        """The caption of a figure or table."""
        return self.area(42, 130, 876, 20)

    @property
    def body(self) -> Area:
        """A chart or table."""
        return self.area(42, 156, 876, 304)

    @property
    def text(self) -> Area:
        """Sentences, where there is no figure."""
        return self.area(42, 138, 876, 360)

    @property
    def foot(self) -> Area:
        """The definition and the sources."""
        return self.area(42, 466, 876, 44)

    @property
    def footer(self) -> Area:
        """The line with the title of the paper."""
        return self.area(42, 514, 640, 16)

    @property
    def chart_type(self) -> ChartType:
        """How charts are set, to be read from the back of a room."""
        named = int(self.body.width / _NAME_OF_A_QUARTER)
        return ChartType(_CHART_POINTS, _CHART_POINTS, named, _CHART_FONTS)


PAGES = dict(zip(RATIOS, (Page(WIDE), Page(720.0)), strict=True))
