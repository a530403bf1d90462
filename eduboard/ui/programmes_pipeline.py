"""梯队与平台: rung by rung how many, who entered and who left; the platforms and the schools they reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from eduboard.charts import Box, html_table, light_box
from eduboard.formats import format_count, format_period, format_share
from eduboard.metrics.places import place_name
from eduboard.programmes.judging import format_aim
from eduboard.programmes.people import MOVES, Person
from eduboard.programmes.pipeline import LadderView, Pipeline, PlatformRow, RungView, build_pipeline
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.ui.filters import choose, write_address
from eduboard.ui.programmes_bulletin import offer_list
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.rows import show_rows
from eduboard.ui.school_links import school_address, school_column

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
    place = sight.view.place_name
    level = ladder.ladder.level
    heading = (
        format_period(ladder.period),
        texts.LADDER_LEVEL.format(level=level) if level else texts.LADDER_ALL_LEVELS,
    )
    headers = list(texts.LADDER_COLUMNS)
    if ladder.base:
        headers[texts.LADDER_COLUMNS.index(texts.LADDER_CHANGE)] = texts.LADDER_SINCE.format(
            base=format_period(ladder.base)
        )
    rows = [(rung.title, _rung(rung)) for rung in ladder.rungs]
    st.html(
        html_table(ladder.ladder.name, heading, headers, rows, tuple(_notes(ladder, place)), align="left")
    )
    _show_people(sight, ladder)
    if len(ladder.rungs[0].points) > 1:
        periods = [format_period(period) for period, _ in ladder.rungs[0].points]
        rows = [(rung.title, [Box(format_count(count)) for _, count in rung.points]) for rung in ladder.rungs]
        st.html(html_table(texts.LADDER_HISTORY, (), (texts.LADDER_COLUMNS[0], *periods), rows, ()))
    if len(sight.districts) > 1:
        names = [place_name(code) for code, _ in ladder.rungs[0].by_district]
        rows = [
            (rung.title, [Box(format_count(count)) for _, count in rung.by_district]) for rung in ladder.rungs
        ]
        title = texts.LADDER_BY_DISTRICT.format(period=format_period(ladder.period))
        st.html(html_table(title, (), (texts.LADDER_COLUMNS[0], *names), rows, ()))


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
            ["all", *(move for move in MOVES if counts[move])],
            format_func=lambda move: texts.PEOPLE_MOVE_COUNT.format(
                move=texts.PEOPLE_MOVES[move], count=counts[move] if move in counts else len(ladder.people)
            ),
            default="all",
            required=True,
            label_visibility="collapsed",
            key=f"moves {name}",
        )
        people = [person for person in ladder.people if move in ("all", person.move)]
        rows = [_person(person) for person in people]
        shown = pd.DataFrame(rows[:PEOPLE_SHOWN], columns=list(texts.PEOPLE_COLUMNS))
        who, school = texts.PEOPLE_COLUMNS[1], texts.PEOPLE_COLUMNS[3]
        shown[school] = [
            school_address(p.school_name, p.district, p.school, ladder.period) if p.school else None
            for p in people[:PEOPLE_SHOWN]
        ]
        columns = {school: school_column(school), who: st.column_config.TextColumn(who)}
        show_rows(shown, hide_index=True, placeholder="", column_config=columns, key=f"people {name}")
        if len(rows) > PEOPLE_SHOWN:
            st.caption(texts.PEOPLE_CUT.format(shown=PEOPLE_SHOWN, count=len(rows)))
        st.caption(texts.PEOPLE_NOTE)
        title = f"{sight.view.place_name}_{ladder.period}_{name}"
        offer_list(f"people {name}", title, texts.PEOPLE_COLUMNS, rows, sight.view)


def _person(person: Person) -> tuple[str, ...]:
    return (
        person.title,
        person.name or UNDEFINED,
        person.district_name,
        person.school_name,
        person.subject,
        "、".join(person.levels),
        texts.PEOPLE_MOVES[person.move],
    )


def _rung(rung: RungView) -> list[Box]:
    change = None if rung.held is None or rung.base is None else rung.held - rung.base
    target = rung.target.overall if rung.target else None
    aim = target.aim if target else None
    moves = rung.moves
    return [
        Box(format_count(rung.held, rung.qualifier or None), is_bold=True, align="left"),
        Box(_signed(change), align="left"),
        *(
            Box(format_count(count), align="left")
            for count in ((moves.entered, moves.promoted, moves.departed) if moves else (None, None, None))
        ),
        Box(
            format_aim(aim) if aim else UNDEFINED,
            rung.target.item.name if aim and rung.target else "",
            is_short=True,
            align="left",
        ),
        light_box(target) if target and aim else Box(UNDEFINED, align="left"),
    ]


def _signed(change: float | None) -> str:
    if change is None:
        return UNDEFINED
    return ("+" if change > 0 else "") + format_count(change)


def _notes(ladder: LadderView, place: str) -> Iterator[str]:
    """What has to be said beside the numbers, so that net and gross are not mixed up."""
    if all(rung.held is None for rung in ladder.rungs):
        yield texts.LADDER_EMPTY.format(ladder=ladder.ladder.name, place=place)
        return
    if not ladder.base:
        yield texts.LADDER_NOTE_NO_BASE
    elif ladder.rungs[0].moves is None:
        yield texts.LADDER_NOTE_NET
    else:
        yield texts.LADDER_NOTE_COUNTS
        if ladder.unnamed:
            yield texts.LADDER_NOTE_UNNAMED.format(districts="、".join(map(place_name, ladder.unnamed)))
    if ladder.missing:
        names = "、".join(map(place_name, ladder.missing))
        yield texts.LADDER_NOTE_MISSING.format(districts=names, period=format_period(ladder.period))


def _show_platforms(sight: Sight, found: Pipeline) -> None:
    if not found.platforms:
        period = format_period(sight.view.period)
        st.info(texts.PLATFORMS_NONE.format(place=sight.view.place_name, period=period))
        return
    note = texts.PLATFORMS_NOTE if found.schools else texts.PLATFORMS_NO_REGISTRY
    rows = [(row.family, _platform(row, found.schools)) for row in found.platforms]
    heading = (format_period(sight.view.period),)
    notes = (note.format(count=format_count(found.schools)),)
    st.html(html_table(texts.PLATFORMS_TITLE, heading, texts.PLATFORM_COLUMNS, rows, notes))


def _platform(row: PlatformRow, registered: int) -> list[Box]:
    # Platforms that name no school reach some all the same: that is not nought but unknown.
    schools = row.schools or None
    share = schools / registered if schools and registered else None
    return [
        Box(row.level, align="right"),
        Box(format_count(row.platforms)),
        Box(format_count(row.members)),
        Box(format_count(schools)),
        Box(format_share(share)),
    ]
