"""A programme on a sheet: what was reached apart from what is asked for, and how it stands."""

from __future__ import annotations

from eduboard.exports.programme_progress import items_table
from eduboard.exports.workbook.formats import read
from eduboard.exports.workbook.sheets import Cell, Column, Sheet
from eduboard.formats import format_period
from eduboard.programmes.judging import format_aim
from eduboard.programmes.results import ItemView, ProgrammeView
from eduboard.texts import materials as material_texts
from eduboard.texts import workbook as texts
from eduboard.texts.exports import NOTE
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.narrative import END
from eduboard.texts.programme_page import KIND_NOTES

_WIDTHS = (22.0, 8.0, 40.0, 20.0, 14.0, 16.0, 10.0, 50.0)
_PROSE = (2, 7)


def programme_sheet(view: ProgrammeView, visible: tuple[str, ...] | None) -> Sheet:
    """Every measured item of a programme, one a line; ``visible`` are the viewer's districts, None for all."""
    columns = tuple(
        Column(title, width, is_prose=number in _PROSE)
        for number, (title, width) in enumerate(zip(texts.PROGRAMME_COLUMNS, _WIDTHS, strict=True))
    )
    rows = tuple(_row(section.title, item) for section in view.sections for item in section.items)
    source = material_texts.PROGRAMME_SOURCE.format(source=view.programme.source)
    return Sheet(
        name=texts.PROGRAMME_NAME,
        title=texts.PROGRAMME_TITLE.format(
            place=view.place_name, name=view.programme.name, period=format_period(view.period)
        ),
        columns=columns,
        rows=rows,
        filtered=len(rows),
        fixed=3,
        notes=((NOTE, material_texts.AIMS_NOTE + END), (NOTE, source)),
        traced=(items_table(view, visible).caption,),
    )


def _row(section: str, shown: ItemView) -> tuple[Cell, ...]:
    overall = shown.overall
    reading = overall.reading
    value: Cell = UNDEFINED
    if reading.value is not None:
        value = read(reading.value, shown.unit, reading.qualifier)
    period = format_period(reading.period, annual=reading.annual) if reading.period else UNDEFINED
    return (
        section,
        KIND_NOTES[shown.item.kind],
        shown.item.name,
        format_aim(overall.aim) if overall.aim else "",
        value,
        period,
        overall.status,
        overall.reason,
    )
