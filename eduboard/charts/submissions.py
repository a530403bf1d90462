"""Who has handed in what, as HTML tables: a word for each status, and a colour that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.charts.html_table import Box, captioned_table
from eduboard.charts.template import INK, MUTED, PAPER
from eduboard.metrics.results import Caption
from eduboard.metrics.submissions import AHEAD, LATE, MISSING, NOT_REQUIRED, ON_TIME, PARTIAL
from eduboard.store.submittals import RETURNED, WAITING

# What is done is blue; the more is to be done, the darker the amber. Red is kept for missed targets.
_BACKGROUNDS = {
    ON_TIME: "#DCE7F1",
    LATE: "#EAEDF3",
    PARTIAL: "#FBE6C2",
    WAITING: "#E3EFE6",
    RETURNED: "#F7D3A0",
    MISSING: "#F3C57F",
    AHEAD: PAPER,
    NOT_REQUIRED: PAPER,
}


def status_box(status: str, remark: str = "", link: str = "") -> Box:
    """Show a status, with how much of it in small letters and the way to what was handed in."""
    return Box(
        text=status,
        remark=remark,
        background=_BACKGROUNDS[status],
        colour=MUTED if status in (AHEAD, NOT_REQUIRED) else INK,
        is_bold=status == MISSING,
        align="left",
        is_short=True,
        link=link,
    )


def submission_matrix(
    caption: Caption, headers: Sequence[str], rows: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
) -> str:
    """Show where every district stands with every table: ``rows`` give a status, a remark and a link for each."""
    boxes = [(name, [status_box(*cell) for cell in cells]) for name, cells in rows]
    return captioned_table(caption, headers, boxes, align="left")
