"""What travels with a figure or table on paper: title with unit, period, 口径, notes, 数据来源, 编号."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.formats import format_periods
from eduboard.metrics.results import Caption
from eduboard.store.records import PUBLISHED
from eduboard.texts import materials as texts
from eduboard.texts.experience import NOTES_CUT
from eduboard.texts.trace_page import CODE_ON_PAPER

_NOTES_SHOWN = 3
_ONE_UNIT = "/"


def written_period(period: str) -> str:
    """Write out the periods of a caption: 2025Q3–2025Q4 becomes 2025年第三季度至2025年第四季度."""
    return format_periods(period).replace("–", texts.UNTIL)


def caption_title(caption: Caption) -> str:
    """The title with place and unit; several units stand in the columns instead."""
    pattern = texts.CAPTION if caption.unit and _ONE_UNIT not in caption.unit else texts.CAPTION_WITHOUT_UNIT
    return pattern.format(place=caption.place, title=caption.title, unit=caption.unit)


def caption_notes(
    caption: Caption, notes: Sequence[str] = (), *, with_definition: bool = True
) -> tuple[str, ...]:
    """The lines beneath: what is meant, of when, what is to be known of it, and what it rests on."""
    period = written_period(caption.period)
    pattern = texts.NOTE_DEFINITION if with_definition and caption.definition else texts.NOTE_PERIOD
    said = [*notes, *caption.notes[:_NOTES_SHOWN]]
    if len(caption.notes) > _NOTES_SHOWN:
        said.append(NOTES_CUT.format(count=len(caption.notes) - _NOTES_SHOWN))
    return (
        pattern.format(period=period, definition=caption.definition),
        *([texts.NOTE.format(note=texts.NOTES_JOIN.join(said))] if said else []),
        source_line(caption) + (CODE_ON_PAPER.format(code=caption.code) if caption.code else ""),
    )


def source_line(caption: Caption) -> str:
    """Name the batches that a figure rests on, and whether they are invented or taken from papers."""
    batches = list(dict.fromkeys(source.batch for source in caption.sources))
    if not batches:
        return texts.NO_SOURCE
    pattern = texts.SOURCE if len(batches) == 1 else texts.SOURCES
    kinds = {source.kind for source in caption.sources}
    if caption.is_demo:
        nature = texts.DEMO_SOURCE
    elif kinds == {PUBLISHED}:
        nature = texts.PUBLISHED_SOURCE
    else:
        nature = texts.PARTLY_PUBLISHED_SOURCE if PUBLISHED in kinds else texts.HANDED_IN_SOURCE
    return pattern.format(nature=nature, batch=batches[-1], count=len(batches))


def describe(caption: Caption) -> str:
    """Say what a figure is for who cannot see it."""
    return texts.DESCRIPTION.format(
        title=caption.title, place=caption.place, period=written_period(caption.period)
    )
