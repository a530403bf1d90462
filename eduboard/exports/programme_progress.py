"""How a programme progresses, as tables with a code: the lights, the items of each section, the duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eduboard.exports.programme_lists import (
    DUTIES,
    ITEMS,
    LIGHTS,
    SECTION,
    coded_list,
    list_caption,
    plain_list,
    sources_of,
)
from eduboard.formats import format_count, format_period
from eduboard.metrics.origins import Numbers
from eduboard.metrics.results import DataTable
from eduboard.programmes.judging import format_aim, format_reading
from eduboard.programmes.lights import LightTable, judged_items, say_light, say_standing
from eduboard.programmes.model import DUTY
from eduboard.programmes.results import ItemView, ProgrammeView, SectionView, Standing
from eduboard.texts import programme_page as texts
from eduboard.texts import workbook as workbook_texts
from eduboard.texts.formats import UNDEFINED

Visible = tuple[str, ...] | None


def light_table(view: ProgrammeView, visible: Visible) -> LightTable | None:
    """Every district in every item that is judged; None where no district is."""
    sections = judged_items(view)
    if not sections:
        return None
    named = [(title, item) for title, items in sections for item in items]
    items = [item for _, item in named]
    columns = (*texts.MATRIX_HEADS, *(standing.name for standing in items[0].districts))
    table = LightTable(
        columns=columns,
        rows=tuple((title, item.item.name, *map(say_standing, item.districts)) for title, item in named),
        caption=list_caption(view, texts.MATRIX_TITLE, sources_of(view, items), texts.MATRIX_NOTES),
        metrics=(None,) * len(columns),
        leading=len(texts.MATRIX_HEADS),
        cells=tuple(((), (), *(_judged_numbers(standing) for standing in item.districts)) for item in items),
        lights=tuple(tuple(standing.light for standing in item.districts) for item in items),
    )
    return coded_list(table, view, visible, LIGHTS)


def section_table(view: ProgrammeView, visible: Visible, section: SectionView) -> DataTable:
    """The items of one section, what is there beside what is asked for."""
    caption = list_caption(view, section.title, sources_of(view, section.items))
    titled = list(_titled([section]))
    rows, cells = [item_words(item)[1:] for item in titled], [_item_numbers(item)[1:] for _, item in titled]
    table = plain_list(caption, workbook_texts.PROGRAMME_COLUMNS[1:], rows, leading=2, cells=cells)
    return coded_list(table, view, visible, SECTION, section=section.title)


def items_table(view: ProgrammeView, visible: Visible) -> DataTable:
    """The items of all sections, as a workbook lists them."""
    title = workbook_texts.PROGRAMME_NAME
    titled = list(_titled(view.sections))
    rows, cells = [item_words(item) for item in titled], [_item_numbers(item) for _, item in titled]
    table = plain_list(
        list_caption(view, title), workbook_texts.PROGRAMME_COLUMNS, rows, leading=3, cells=cells
    )
    return coded_list(table, view, visible, ITEMS)


def _titled(sections: Sequence[SectionView]) -> Iterator[tuple[str, ItemView]]:
    return ((section.title, item) for section in sections for item in section.items)


def item_words(titled: tuple[str, ItemView]) -> tuple[str, ...]:
    """Say an item of a section under ``PROGRAMME_COLUMNS``."""
    section, shown = titled
    overall = shown.overall
    reading = overall.reading
    return (
        section,
        texts.KIND_NOTES[shown.item.kind],
        shown.item.name,
        format_aim(overall.aim) if overall.aim else "",
        format_reading(reading, shown.unit),
        format_period(reading.period, annual=reading.annual) if reading.period else UNDEFINED,
        say_light(overall.light, overall.status),
        overall.reason,
    )


def _item_numbers(shown: ItemView) -> tuple[Numbers, ...]:
    """Say what each cell of ``item_words`` rests on."""
    overall = shown.overall
    aim = overall.aim.numbers if overall.aim else ()
    return (), (), (), aim, overall.reading.numbers, (), (), overall.numbers


def _judged_numbers(standing: Standing) -> Numbers:
    return standing.numbers if say_standing(standing) else ()


def duties_table(view: ProgrammeView, visible: Visible) -> DataTable | None:
    """The duties by role, with how many have met them; None where the programme states none."""
    duties = duties_by_role(view)
    if not duties:
        return None
    overall = duties[0].overall
    columns = (texts.ROLE, texts.DUTY, texts.QUOTA, overall.name, *(s.name for s in duties[0].districts))
    caption = list_caption(view, texts.VIEWS["duties"], sources_of(view, duties), _duty_notes(duties))
    rows = [
        (
            duty.item.role,
            duty.item.name,
            say_quota(duty),
            *(
                " ".join(filter(None, (say_light(standing.light, standing.status), say_met(standing))))
                for standing in (duty.overall, *duty.districts)
            ),
        )
        for duty in duties
    ]
    cells = [
        (
            (),
            (),
            duty.overall.aim.numbers if duty.overall.aim else (),
            *(standing.reading.numbers for standing in (duty.overall, *duty.districts)),
        )
        for duty in duties
    ]
    return coded_list(plain_list(caption, columns, rows, leading=2, cells=cells), view, visible, DUTIES)


def _duty_notes(duties: list[ItemView]) -> tuple[str, ...]:
    """Say how the cells read, then what the programme notes on its duties: a note of several is said once."""
    noted: dict[str, list[str]] = {}
    for duty in duties:
        if duty.item.note:
            noted.setdefault(duty.item.note, []).append(duty.item.name)
    said = (texts.DUTY_NOTE.format(duties="、".join(names), note=note) for note, names in noted.items())
    return (texts.DUTIES_HINT, *said)


def duties_by_role(view: ProgrammeView) -> list[ItemView]:
    """List the duties role by role, in the order in which the roles are first named."""
    duties = [item for item in view.items if item.item.kind == DUTY]
    roles = list(dict.fromkeys(duty.item.role for duty in duties))
    return sorted(duties, key=lambda duty: roles.index(duty.item.role))


def say_quota(duty: ItemView) -> str:
    """Say what a duty asks for; '' where it states no number."""
    return format_aim(duty.overall.aim) if duty.overall.aim else ""


def say_met(standing: Standing) -> str:
    """Say how many of those who owe a duty have met it."""
    if standing.met is None or standing.owing is None:
        return ""
    met, owing = format_count(standing.met), format_count(standing.owing)
    return texts.MET_OF_OWING.format(met=met, owing=owing)
