"""What a paper says of a programme: results apart from targets, and what is behind, with reasons."""

from __future__ import annotations

from collections.abc import Iterator

from eduboard.exports.bulletin import write_headline
from eduboard.exports.materials.tables import centred, head
from eduboard.exports.materials.writing import Block, Heading, Text
from eduboard.exports.word.markup import Cell, Table
from eduboard.formats import format_period
from eduboard.programmes.bulletin import bulletin
from eduboard.programmes.judging import format_aim, format_reading
from eduboard.programmes.model import RESULT
from eduboard.programmes.results import ItemView, ProgrammeView
from eduboard.texts import materials as texts
from eduboard.texts.formats import UNDEFINED

_RESULT_MM = (34.0, 62.0, 30.0, 30.0)
_AIM_MM = (42.0, 36.0, 26.0, 52.0)
_BEHIND_MM = (24.0, 44.0, 20.0, 68.0)


def programme_blocks(view: ProgrammeView) -> Iterator[Block]:
    """Tell a programme: how its targets stand, what was reached, what is asked for."""
    yield Heading(view.programme.name)
    yield Text(
        texts.PROGRAMME_INTRODUCTION.format(
            place=view.place_name,
            name=view.programme.name,
            source=view.programme.source,
            headline=write_headline(view),
        )
    )
    results = [(section.title, item) for section in view.sections for item in section.items]
    reached = [pair for pair in results if pair[1].item.kind == RESULT and pair[1].overall.value is not None]
    if reached:
        yield Table(
            widths=_RESULT_MM,
            rows=(head(texts.RESULT_COLUMNS), *(_result_row(section, item) for section, item in reached)),
            header_rows=1,
            caption=texts.RESULTS.format(name=view.programme.name),
            notes=(texts.PROGRAMME_SOURCE.format(source=view.programme.source),),
        )
    aims = [item for _, item in results if item.item.kind != RESULT]
    if aims:
        yield Table(
            widths=_AIM_MM,
            rows=(head(texts.AIM_COLUMNS), *(_aim_row(item) for item in aims)),
            header_rows=1,
            caption=texts.AIMS.format(name=view.programme.name),
            notes=(texts.AIMS_NOTE, texts.PROGRAMME_SOURCE.format(source=view.programme.source)),
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
        Cell(status),
    )


def behind_blocks(view: ProgrammeView) -> Iterator[Block]:
    """Tell what has to be urged, district by district, with the reason."""
    notices = bulletin(view)
    if not notices:
        yield Text(texts.NOTHING_BEHIND.format(name=view.programme.name))
        return
    yield Table(
        widths=_BEHIND_MM,
        rows=(
            head(texts.BEHIND_COLUMNS),
            *(
                (
                    Cell(notice.district_name),
                    Cell(notice.item),
                    centred(notice.status),
                    Cell(notice.reason),
                )
                for notice in notices
            ),
        ),
        header_rows=1,
        caption=texts.BEHIND.format(name=view.programme.name),
        notes=(texts.PROGRAMME_SOURCE.format(source=view.programme.source),),
    )
