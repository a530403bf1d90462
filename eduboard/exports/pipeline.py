"""The 梯队 and platforms of a programme as tables with a code."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from eduboard.exports.programme_lists import (
    LADDER,
    LADDER_DISTRICTS,
    LADDER_HISTORY,
    PEOPLE,
    PLATFORMS,
    batch_sources,
    coded_list,
    list_caption,
    plain_list,
)
from eduboard.formats import drop_point, format_count, format_period, format_share
from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.results import DataTable, Source
from eduboard.metrics.tallies import tallied
from eduboard.programmes.judging import format_aim
from eduboard.programmes.lights import say_light
from eduboard.programmes.people import Person
from eduboard.programmes.pipeline import LadderView, Pipeline, PlatformRow, RungView
from eduboard.programmes.results import ProgrammeView
from eduboard.programmes.tracing import numbers_of_change, numbers_of_moves, numbers_of_rung
from eduboard.store.store import Row, Session
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED

HONOURS = "honours"
PLATFORM_TABLES = ("platforms", "schools")
EVERYBODY = "all"
_NAME = texts.PEOPLE_COLUMNS.index(texts.PEOPLE_NAME)


def ladder_tables(session: Session, view: ProgrammeView, ladder: LadderView) -> tuple[DataTable, ...]:
    """The tables of a ladder: its rungs, how they were filled over time, and in each district."""
    found = [_rungs(session, view, ladder)]
    points = ladder.rungs[0].points
    if len(points) > 1:
        columns = (texts.LADDER_COLUMNS[0], *(format_period(period) for period, _ in points))
        places = [(period, _districts(ladder)) for period, _ in points]
        counts = [[count for _, count in rung.points] for rung in ladder.rungs]
        found.append(_counts(session, view, ladder, LADDER_HISTORY, columns, counts, places))
    by_district = ladder.rungs[0].by_district
    if len(by_district) > 1:
        columns = (texts.LADDER_COLUMNS[0], *(place_name(code) for code, _ in by_district))
        within = [(ladder.period, (code,)) for code, _ in by_district]
        counts = [[count for _, count in rung.by_district] for rung in ladder.rungs]
        found.append(_counts(session, view, ladder, LADDER_DISTRICTS, columns, counts, within))
    return tuple(found)


def _rungs(session: Session, view: ProgrammeView, ladder: LadderView) -> DataTable:
    periods = (ladder.period, ladder.base)
    caption = list_caption(
        view,
        ladder.ladder.name,
        _sources(session, view, ladder, periods),
        _notes(ladder, view.place_name),
        ladder.period,
    )
    rows = [_rung(rung) for rung in ladder.rungs]
    cells = [_rung_numbers(ladder, rung) for rung in ladder.rungs]
    table = plain_list(caption, ladder_columns(ladder), rows, leading=1, cells=cells)
    return _coded(table, session, view, LADDER, ladder)


def _coded(
    table: DataTable, session: Session, view: ProgrammeView, part: str, ladder: LadderView, move: str = ""
) -> DataTable:
    visible, name = session.viewer.visible, ladder.ladder.name
    districts = _districts(ladder)
    return coded_list(table, view, visible, part, districts, ladder=name, base=ladder.base, move=move)


def _districts(ladder: LadderView) -> tuple[str, ...]:
    return tuple(code for code, _ in ladder.rungs[0].by_district)


def ladder_columns(ladder: LadderView) -> tuple[str, ...]:
    """Head a ladder's table; the change says since when."""
    since = texts.LADDER_SINCE.format(base=format_period(ladder.base)) if ladder.base else ""
    return tuple(since if since and title == texts.LADDER_CHANGE else title for title in texts.LADDER_COLUMNS)


def _rung(rung: RungView) -> tuple[object, ...]:
    target = rung.target.overall if rung.target else None
    aim = target.aim if target else None
    moves = rung.moves
    return (
        rung.title,
        format_count(rung.held, rung.qualifier) if rung.qualifier else drop_point(rung.held),
        format_aim(aim) if aim else UNDEFINED,
        say_light(target.light, target.status) if target and aim else UNDEFINED,
        say_change(rung),
        *((moves.entered, moves.promoted, moves.departed) if moves else (None, None, None)),
    )


def _rung_numbers(ladder: LadderView, rung: RungView) -> tuple[Numbers, ...]:
    """Say what each cell of a rung rests on."""
    target = rung.target.overall if rung.target else None
    held = numbers_of_rung(ladder, rung.title, ladder.period, _districts(ladder), rung.held)
    return (
        (),
        held,
        target.aim.numbers if target and target.aim else (),
        target.numbers if target else (),
        numbers_of_change(ladder, rung),
        *numbers_of_moves(ladder, rung),
    )


def say_change(rung: RungView) -> str:
    """Say how many more or fewer there are than in the base period."""
    if rung.held is None or rung.base is None:
        return UNDEFINED
    change = rung.held - rung.base
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


def _counts(
    session: Session,
    view: ProgrammeView,
    ladder: LadderView,
    part: str,
    columns: Sequence[str],
    counts: Sequence[Sequence[float | None]],
    places: Sequence[tuple[str, tuple[str, ...]]],
) -> DataTable:
    """How many stand on each rung, column by column in another period or other districts."""
    title, name = texts.LADDER_TITLES[part], ladder.ladder.name
    shown = [period for period, _ in ladder.rungs[0].points] if part == LADDER_HISTORY else [ladder.period]
    caption = list_caption(
        view,
        title.format(ladder=name, period=format_period(ladder.period)),
        _sources(session, view, ladder, shown),
        period=f"{shown[0]}–{shown[-1]}" if len(shown) > 1 else ladder.period,
    )
    of_rungs = list(zip(ladder.rungs, counts, strict=True))
    rows = [(rung.title, *map(drop_point, held)) for rung, held in of_rungs]
    cells = [
        (
            (),
            *(
                numbers_of_rung(ladder, rung.title, *place, count)
                for place, count in zip(places, held, strict=True)
            ),
        )
        for rung, held in of_rungs
    ]
    table = plain_list(caption, columns, rows, leading=1, cells=cells)
    return _coded(table, session, view, part, ladder)


def people_table(
    session: Session, view: ProgrammeView, ladder: LadderView, move: str = EVERYBODY
) -> DataTable:
    """The people of a ladder, or those of them who came, climbed, stayed or left; names as the viewer may see them."""
    people = people_who(ladder, move)
    caption = list_caption(
        view,
        texts.PEOPLE_LIST.format(ladder=ladder.ladder.name, move=texts.PEOPLE_MOVES[move], count=len(people)),
        _sources(session, view, ladder, (ladder.period, ladder.base)),
        (texts.PEOPLE_NOTE,),
        ladder.period,
    )
    rows = [_person(person) for person in people]
    last = len(texts.PEOPLE_COLUMNS) - 1
    table = plain_list(caption, texts.PEOPLE_COLUMNS, rows, leading=last, personal=(_NAME,))
    return _coded(table, session, view, PEOPLE, ladder, move or UNDEFINED)


def people_who(ladder: LadderView, move: str) -> list[Person]:
    """The people of a ladder of whom one of ``MOVES`` is true, or everybody."""
    return [person for person in ladder.people if move in (EVERYBODY, person.move)]


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


def platform_table(session: Session, view: ProgrammeView, found: Pipeline) -> DataTable:
    """The platforms, and the schools that they reach."""
    note = texts.PLATFORMS_NOTE if found.schools else texts.PLATFORMS_NO_REGISTRY
    newest = {
        (row["dataset"], row["district"]): row["batch"]
        for row in _scopes(session, view, found.districts)
        if row["dataset"] in PLATFORM_TABLES
    }
    caption = list_caption(
        view,
        texts.PLATFORMS_TITLE,
        batch_sources(view, newest.values()),
        (note.format(count=format_count(found.schools)),),
    )
    rows = [_platform(row, found.schools) for row in found.platforms]
    cells = [_platform_numbers(view.period, found.districts, row) for row in found.platforms]
    table = plain_list(caption, texts.PLATFORM_COLUMNS, rows, leading=2, cells=cells)
    return coded_list(table, view, session.viewer.visible, PLATFORMS, found.districts)


def _platform(row: PlatformRow, registered: int) -> tuple[object, ...]:
    # Platforms that name no school reach some all the same: that is not nought but unknown.
    schools = row.schools or None
    share = schools / registered if schools and registered else None
    return (
        row.family,
        row.level,
        drop_point(row.platforms),
        drop_point(row.members),
        schools,
        format_share(share),
    )


def _platform_numbers(period: str, districts: tuple[str, ...], row: PlatformRow) -> tuple[Numbers, ...]:
    """Say what each cell of a kind of platforms rests on; the share of schools on two counts."""
    origin = Origin(period, districts)
    counts, members, schools = (
        (tallied(name, origin, family=row.family, level=row.level),) if count else ()
        for name, count in (
            ("platform_counts", row.platforms),
            ("platform_members", row.members),
            ("platform_schools", row.schools),
        )
    )
    share = (*schools, ("registered_schools", origin)) if schools else ()
    return (), (), counts, members, schools, share


def _scopes(session: Session, view: ProgrammeView, districts: Sequence[str]) -> Iterator[Row]:
    """What is handed in up to the view's period, the oldest first."""
    rows = session.run("pages/programme_scopes", districts=list(districts))
    return (row for row in rows if row["period"] <= view.period)


def _sources(
    session: Session, view: ProgrammeView, ladder: LadderView, periods: Collection[str]
) -> tuple[Source, ...]:
    """The batches of 名优教师 in some periods."""
    rows = _scopes(session, view, _districts(ladder))
    named = (row["batch"] for row in rows if row["dataset"] == HONOURS and row["period"] in periods)
    return batch_sources(view, named)
