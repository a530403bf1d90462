"""梯队与平台: rung by rung how many, who entered and who left; the platforms and the schools they reach."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from eduboard.charts import Box, captioned_table, light_box
from eduboard.exports.pipeline import (
    EVERYBODY,
    ladder_tables,
    people_table,
    people_who,
    platform_table,
    say_change,
)
from eduboard.formats import format_count, format_period
from eduboard.metrics.results import DataTable
from eduboard.programmes.judging import format_aim
from eduboard.programmes.people import MOVES
from eduboard.programmes.pipeline import LadderView, Pipeline, RungView, build_pipeline
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.ui import blocks
from eduboard.ui.figure_codes import coded
from eduboard.ui.filters import choose, write_address
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.rows import show_rows
from eduboard.ui.school_links import school_address, school_column
from eduboard.ui.trace_address import cell_address

PEOPLE_SHOWN = 200


def show_pipeline(sight: Sight) -> None:
    """Show the part."""
    if sight.view.programme.ladders:
        earlier = [period for period in reversed(sight.data.scopes.periods) if period < sight.view.period]
        left, _ = st.columns((1, 2))
        with left:
            base = choose(
                "base",
                texts.COMPARED_WITH,
                ["", *earlier],
                "",
                lambda period: format_period(period) if period else texts.COMPARED_AUTOMATIC,
                memory="programmes:",
                shown=bool(earlier),
            )
        write_address({"base": base})
    else:
        base = ""
        st.info(texts.LADDERS_NONE)
    found = sight.cached(
        "pipeline", lambda session, _: build_pipeline(session, sight.view, sight.data.region, base), base
    )
    for ladder in found.ladders:
        _show_ladder(sight, ladder)
    _show_platforms(sight, found)


def _show_ladder(sight: Sight, ladder: LadderView) -> None:
    level = ladder.ladder.level
    said = texts.LADDER_LEVEL.format(level=level) if level else texts.LADDER_ALL_LEVELS
    rungs, *counts = sight.cached(
        "ladder", lambda session, _: ladder_tables(session, sight.view, ladder), ladder
    )
    rungs, name = coded(rungs), f"ladder {ladder.ladder.name}"
    rows = [(rung.title, _rung(rung, rungs, number)) for number, rung in enumerate(ladder.rungs)]
    st.html(captioned_table(rungs.caption, rungs.columns, rows, align="left", more=(said,)))
    blocks.show_downloads(name, rungs)
    _show_people(sight, ladder)
    for number, table in enumerate(map(coded, counts)):
        st.html(captioned_table(table.caption, table.columns, _counts(table)))
        blocks.show_downloads(f"{name} {number}", table)


def _show_people(sight: Sight, ladder: LadderView) -> None:
    """List the people of a ladder, those who moved first; names as the viewer may see them."""
    if not ladder.people:
        return
    name = ladder.ladder.name
    label = texts.PEOPLE_TITLE.format(ladder=name, count=len(ladder.people))
    with st.expander(label, icon=":material/group:"):
        counts = Counter(person.move for person in ladder.people)
        move = st.segmented_control(
            texts.PEOPLE_MOVES_LABEL,
            [EVERYBODY, *(move for move in MOVES if counts[move])],
            format_func=lambda move: texts.PEOPLE_MOVE_COUNT.format(
                move=texts.PEOPLE_MOVES[move], count=counts[move] if move in counts else len(ladder.people)
            ),
            default=EVERYBODY,
            required=True,
            label_visibility="collapsed",
            key=f"moves {name}",
        )
        people = people_who(ladder, move)
        table = sight.cached(
            "people", lambda session, _: people_table(session, sight.view, ladder, move), ladder, move
        )
        shown = pd.DataFrame(table.rows[:PEOPLE_SHOWN], columns=list(table.columns))
        who, school = texts.PEOPLE_COLUMNS[1], texts.PEOPLE_COLUMNS[3]
        shown[school] = [
            school_address(p.school_name, p.district, p.school, ladder.period) if p.school else None
            for p in people[:PEOPLE_SHOWN]
        ]
        columns = {school: school_column(school), who: st.column_config.TextColumn(who)}
        show_rows(shown, hide_index=True, placeholder="", column_config=columns, key=f"people {name}")
        if len(people) > PEOPLE_SHOWN:
            st.caption(texts.PEOPLE_CUT.format(shown=PEOPLE_SHOWN, count=len(people)))
        st.caption(texts.PEOPLE_NOTE)
        title = f"{sight.view.place_name}_{ladder.period}_{name}"
        offer_list(f"people {name}", table, sight.view, title)


def _counts(table: DataTable) -> list[tuple[str, list[Box]]]:
    """Draw a table of counts, each with where it comes from."""
    return [
        (
            str(name),
            [
                Box(_count(cell), link=cell_address(table, number, column))
                for column, cell in enumerate(cells, start=1)
            ],
        )
        for number, (name, *cells) in enumerate(table.rows)
    ]


def _rung(rung: RungView, table: DataTable, number: int) -> list[Box]:
    target = rung.target.overall if rung.target else None
    aim = target.aim if target else None
    moves = rung.moves
    held, asked, judged, change, *moved = (
        cell_address(table, number, column) for column in range(1, len(table.columns))
    )
    counts = (moves.entered, moves.promoted, moves.departed) if moves else (None, None, None)
    return [
        Box(format_count(rung.held, rung.qualifier or None), is_bold=True, align="left", link=held),
        # What is asked for and how it stands come before the moves: a phone shows the first columns.
        Box(
            format_aim(aim) if aim else UNDEFINED,
            rung.target.item.name if aim and rung.target else "",
            is_short=True,
            align="left",
            link=asked,
        ),
        light_box(target, link=judged) if target and aim else Box(UNDEFINED, align="left"),
        Box(say_change(rung), align="left", link=change),
        *(
            Box(format_count(count), align="left", link=link)
            for count, link in zip(counts, moved, strict=True)
        ),
    ]


def _show_platforms(sight: Sight, found: Pipeline) -> None:
    if not found.platforms:
        period = format_period(sight.view.period)
        st.info(texts.PLATFORMS_NONE.format(place=sight.view.place_name, period=period))
        return
    table = coded(
        sight.cached("platforms", lambda session, _: platform_table(session, sight.view, found), found)
    )
    st.html(captioned_table(table.caption, table.columns, _counts(table)))
    blocks.show_downloads("platforms", table)


def _count(cell: object) -> str:
    return format_count(cell) if isinstance(cell, (int, float)) else str(cell or UNDEFINED)
