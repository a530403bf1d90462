"""A light as the cell of a table: its word, and what is said below it."""

from __future__ import annotations

from eduboard.charts.html_table import Box
from eduboard.charts.template import INK, MUTED, PAPER, RED
from eduboard.programmes.results import GREEN, NO_LIGHT, YELLOW, Standing
from eduboard.programmes.results import RED as RED_LIGHT
from eduboard.texts import programme_page as texts

_BACKGROUNDS = {GREEN: "#DDEBDD", YELLOW: "#FBE6C2", RED_LIGHT: "#F7DADA", NO_LIGHT: PAPER}


def light_box(standing: Standing, remark: str = "", link: str = "") -> Box:
    """Show where a place stands, with a remark in small letters and the way to what it rests on."""
    word = texts.LIGHT_WORDS[standing.light]
    said = " ".join(filter(None, (standing.status if word else "", remark)))
    return Box(
        text=word or standing.status,
        remark=said,
        background=_BACKGROUNDS[standing.light],
        colour=RED if standing.light == RED_LIGHT else INK if standing.light else MUTED,
        is_bold=standing.light == RED_LIGHT,
        align="left",
        link=link,
    )
