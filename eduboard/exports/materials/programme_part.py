"""What a paper says of a programme: results apart from targets, and what is behind, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eduboard.exports.blocks import Align, Cell, Table
from eduboard.exports.bulletin import write_headline, write_statuses
from eduboard.exports.materials.tables import centred, head
from eduboard.exports.materials.writing import Block, Heading, Text
from eduboard.exports.programme_lists import AIMS, BEHIND, RESULTS, list_table
from eduboard.formats import format_period
from eduboard.metrics.origins import Numbers
from eduboard.programmes.bulletin import bulletin
from eduboard.programmes.judging import format_aim, format_reading
from eduboard.programmes.model import RESULT
from eduboard.programmes.results import ItemView, ProgrammeView
from eduboard.texts import materials as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.trace_page import CODE_ON_PAPER

_RESULT_MM = (34.0, 62.0, 30.0, 30.0)
_AIM_MM = (42.0, 36.0, 26.0, 52.0)
_BEHIND_MM = (24.0, 44.0, 20.0, 68.0)

_Origins = tuple[tuple[Numbers, ...], ...]


def programme_blocks(view: ProgrammeView, visible: tuple[str, ...] | None) -> Iterator[Block]:
    """Tell a programme: how its targets stand, what was reached, what is asked for.

    ``visible`` are the districts of who asks, None for all.
    """
    yield Heading(view.programme.name, point=texts.AIMS_POINT.format(headline=write_statuses(view)))
    yield Text(
        texts.PROGRAMME_INTRODUCTION.format(
            place=view.place_name,
            name=view.programme.name,
            source=view.programme.source,
            headline=write_headline(view),
        )
    )
    for part, table in ((RESULTS, result_table(view)), (AIMS, aim_table(view))):
        if table is not None:
            yield _coded(table, view, part, visible)


def _coded(table: Table, view: ProgrammeView, part: str, visible: tuple[str, ...] | None) -> Table:
    """Give a table its code."""
    caption = list_table(view, visible, part, *words_of(table)).caption
    return replace(table, notes=(*table.notes, CODE_ON_PAPER.format(code=caption.code)), traced=caption)


def words_of(table: Table) -> tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], _Origins]:
    """Give a table's caption, its head, its rows as text and what their cells rest on."""
    heads, *rows = (tuple(cell.text for cell in row) for row in table.rows)
    return table.caption, heads, tuple(rows), table.origins


def result_table(view: ProgrammeView) -> Table | None:
    """What was reached; None where nothing was."""
    items = [(section.title, item) for section in view.sections for item in section.items]
    reached = [pair for pair in items if pair[1].item.kind == RESULT and pair[1].overall.value is not None]
    if not reached:
        return None
    return Table(
        widths=_RESULT_MM,
        rows=(head(texts.RESULT_COLUMNS), *(_result_row(section, item) for section, item in reached)),
        header_rows=1,
        caption=texts.RESULTS.format(name=view.programme.name),
        headline=texts.RESULTS_HEADLINE.format(name=view.programme.name, count=len(reached)),
        notes=(texts.PROGRAMME_SOURCE.format(source=view.programme.source),),
        origins=tuple(((), (), item.overall.reading.numbers, ()) for _, item in reached),
    )


def aim_table(view: ProgrammeView) -> Table | None:
    """What is asked for; None where nothing is."""
    aims = [item for item in view.items if item.item.kind != RESULT]
    if not aims:
        return None
    return Table(
        widths=_AIM_MM,
        rows=(head(texts.AIM_COLUMNS), *(_aim_row(item) for item in aims)),
        header_rows=1,
        caption=texts.AIMS.format(name=view.programme.name),
        headline=texts.AIMS_HEADLINE.format(name=view.programme.name, headline=write_statuses(view)),
        notes=(
            texts.NOTE.format(note=texts.AIMS_NOTE),
            texts.PROGRAMME_SOURCE.format(source=view.programme.source),
        ),
        origins=tuple(_aim_origins(item) for item in aims),
    )


def _result_row(section: str, shown: ItemView) -> tuple[Cell, ...]:
    reading = shown.overall.reading
    period = format_period(reading.period, annual=reading.annual) if reading.period else UNDEFINED
    return (
        Cell(section),
        Cell(shown.item.name),
        centred(format_reading(reading, shown.unit)),
        centred(period),
    )


def _aim_row(shown: ItemView) -> tuple[Cell, ...]:
    overall = shown.overall
    status = overall.status
    if overall.reason:
        status = texts.STATUS.format(status=status, reason=overall.reason)
    return (
        Cell(shown.item.name),
        centred(format_aim(overall.aim) if overall.aim else UNDEFINED),
        centred(format_reading(overall.reading, shown.unit)),
        Cell(status, light=overall.light),
    )


def _aim_origins(shown: ItemView) -> tuple[Numbers, ...]:
    overall = shown.overall
    return (), overall.aim.numbers if overall.aim else (), overall.reading.numbers, overall.numbers


def behind_blocks(view: ProgrammeView, visible: tuple[str, ...] | None) -> Iterator[Block]:
    """Tell what has to be urged, district by district, with the reason; ``visible`` as above."""
    table = behind_table(view)
    if table is None:
        yield Text(texts.NOTHING_BEHIND.format(name=view.programme.name))
    else:
        yield _coded(table, view, BEHIND, visible)


def behind_table(view: ProgrammeView) -> Table | None:
    """What is behind; None where nothing is."""
    notices = bulletin(view)
    if not notices:
        return None
    return Table(
        widths=_BEHIND_MM,
        rows=(
            head(texts.BEHIND_COLUMNS),
            *(
                (
                    Cell(notice.district_name),
                    Cell(notice.item),
                    Cell(notice.status, align=Align.CENTER, light=notice.light),
                    Cell(notice.reason),
                )
                for notice in notices
            ),
        ),
        header_rows=1,
        caption=texts.BEHIND.format(name=view.programme.name),
        headline=texts.BEHIND_HEADLINE.format(name=view.programme.name, count=len(notices)),
        notes=(texts.PROGRAMME_SOURCE.format(source=view.programme.source),),
        origins=tuple(((), (), (), notice.numbers) for notice in notices),
    )
