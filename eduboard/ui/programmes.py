"""工程推进: choose a programme → where it stands → the part that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import streamlit as st

from eduboard.exports.bulletin import write_headline, write_lights
from eduboard.formats import format_period
from eduboard.programmes.judging import format_reading
from eduboard.programmes.lights import count_lights
from eduboard.programmes.model import RESULT
from eduboard.programmes.results import RED, ProgrammeView
from eduboard.programmes.shelf import Shelf
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.texts import programme_page as texts
from eduboard.texts.outward import PART_INSIDE
from eduboard.ui.alerts import show_alerts_of_programme
from eduboard.ui.frame import frame, show_data_kinds, show_steps
from eduboard.ui.plain import plain
from eduboard.ui.programmes_balance import show_balance
from eduboard.ui.programmes_bulletin import show_bulletin
from eduboard.ui.programmes_duties import show_duties
from eduboard.ui.programmes_pipeline import show_pipeline
from eduboard.ui.programmes_progress import show_progress
from eduboard.ui.programmes_sight import Sight, choose_sight, load_programmes

RESULTS_NAMED = 5
MOST_NAMED = 6
PARTS: dict[str, Callable[[Sight], None]] = {
    "progress": show_progress,
    "bulletin": show_bulletin,
    "duties": show_duties,
    "pipeline": show_pipeline,
    "balance": show_balance,
}


OUTWARD_PARTS = ("progress",)
"""What is told outside the house: the other parts name schools and persons, or count few of them."""


def show_programmes() -> None:
    """Show the page."""
    with frame("programmes"):
        shelf = load_programmes()
        _show_broken(shelf)
        sight = choose_sight(shelf)
        if sight is None:
            show_steps(texts.NO_PROGRAMME, texts.NO_PROGRAMME_STEPS)
            return
        _show_head(sight.view)
        if not sight.view.hide_below:
            show_alerts_of_programme(sight)
        elif sight.part not in OUTWARD_PARTS:
            st.info(PART_INSIDE)
            return
        PARTS[sight.part](sight)


def _show_broken(shelf: Shelf) -> None:
    """Name the files that were left out, and what is wrong with them."""
    if shelf.broken:
        problems = "\n\n".join(plain(str(error)).replace("\n", "  \n") for error in shelf.broken.values())
        st.warning(f"{texts.BROKEN.format(count=len(shelf.broken))}\n\n{problems}")


def _show_head(view: ProgrammeView) -> None:
    """Say which programme this is, what it rests on, and where it stands."""
    period = format_period(view.period)
    st.markdown(
        f"### {texts.HEADING.format(place=view.place_name, name=plain(view.programme.name), period=period)}"
    )
    st.caption(texts.SOURCE.format(source=plain(view.programme.source)))
    show_data_kinds(is_demo=DEMO in view.kinds, is_published=PUBLISHED in view.kinds)
    for note in view.notes:
        st.info(plain(note))
    ranked = count_lights(view, RED).most_common()
    # Who has as many as the third is named as well.
    red = [(code, n) for code, n in ranked if n >= ranked[min(2, len(ranked) - 1)][1]][:MOST_NAMED]
    worst = "、".join(texts.HEADLINE_WORST_ONE.format(name=_name(view, code), count=n) for code, n in red)
    has_lights = any(item.overall.light for item in view.items)
    is_judged = any(item.overall.status for item in view.items)
    lines = [
        f"**{texts.JUDGED if is_judged else ''}{write_headline(view)}**",
        write_lights(view) if has_lights else texts.NO_LIGHTS,
    ]
    if reached := _reached(view):
        count = sum(item.item.kind == RESULT and item.overall.value is not None for item in view.items)
        more = texts.REACHED_MORE.format(count=count) if count > len(reached) else ""
        lines.append(texts.REACHED.format(results=plain(texts.REACHED_JOIN.join(reached)), more=more))
    # Outside the house nobody is put first: not all that the lights rest on has been handed in, or may be told.
    if worst and not view.hide_below:
        lines.append(texts.HEADLINE_WORST.format(districts=worst))
    st.markdown("  \n".join(lines))


def _reached(view: ProgrammeView) -> list[str]:
    """Some results, for who has ten seconds: the first of each section, then the others."""
    results = [
        [item for item in section.items if item.item.kind == RESULT and item.overall.value is not None]
        for section in view.sections
    ]
    firsts, others = [found[:1] for found in results], [found[1:] for found in results]
    shown = list(chain(*firsts, *others))[:RESULTS_NAMED]
    return [f"{item.item.name}{format_reading(item.overall.reading, item.unit)}" for item in shown]


def _name(view: ProgrammeView, code: str) -> str:
    return next(s.name for item in view.items for s in item.districts if s.district == code)
