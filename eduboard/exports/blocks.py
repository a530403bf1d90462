"""What papers and slides are put together from, as values: a figure, a table and its cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eduboard.exports.office_charts import OfficeChart
from eduboard.metrics.origins import Numbers
from eduboard.metrics.results import Caption


class Align(StrEnum):
    """Where a cell's text stands; without one, where its style puts it."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Cell:
    """One cell: its text, whether it names something (表头、栏目), and how many columns it takes.

    ``light`` is the green, yellow or red of a judgement, where the paper has colours: the words say it everywhere.
    """

    text: str
    is_head: bool = False
    align: Align | None = None
    span: int = 1
    light: str = ""


@dataclass(frozen=True)
class Table:
    """A table: column widths in mm, rows of cells whose spans fill them, caption above and notes beneath.

    The first ``header_rows`` rows come again on every page.  Rows are at least ``row_height`` mm high.  A table that
    is ``kept_together`` moves to the next page rather than being split.  ``headline`` is what it shows, in a
    sentence; one that ``is_reference`` is looked up, not told.  ``traced`` is the caption of the result that is shown,
    whose code stands in the notes; ``origins`` are what the cells below the head rest on, where they say so here.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: str = ""
    notes: tuple[str, ...] = ()
    row_height: float = 0
    kept_together: bool = False
    headline: str = ""
    is_reference: bool = False
    traced: Caption | None = None
    origins: tuple[tuple[Numbers, ...], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A native chart: its height, its caption (numbered by the document) and the notes beneath.

    ``description`` is what is read aloud to who cannot see it, ``headline`` what it shows, in a sentence.
    ``traced`` is the caption of the result that is drawn.
    """

    chart: OfficeChart
    height_mm: float
    caption: str
    notes: tuple[str, ...] = ()
    description: str = ""
    headline: str = ""
    traced: Caption | None = None
