"""The sizes of pictures, as data: a figure is set once for each, and drawn by the viewer's browser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureSize:
    """One size: ``width`` (and ``height``, when it is fixed) in CSS pixels, at which type has its size on paper.

    ``pixels`` is the picture's own width; ``dpi`` tells Word or PowerPoint how wide to insert it.
    """

    id: str
    width: int
    pixels: int
    dpi: int
    height: int | None = None

    @property
    def measures(self) -> dict[str, int]:
        """The numbers that the browser needs."""
        return {"width": self.width, "height": self.height or 0, "pixels": self.pixels, "dpi": self.dpi}


COLUMN = PictureSize("column", width=590, pixels=1843, dpi=300)
"""The text column of an official A4 document, 15.6 cm: labels are 10.5 points there (五号), footnotes 9 (小五)."""
SLIDE = PictureSize("slide", width=800, height=450, pixels=1920, dpi=144)
"""A whole 16:9 slide, 33.9 cm wide, on which labels are 17 points."""
PICTURE_SIZES = (COLUMN, SLIDE)
