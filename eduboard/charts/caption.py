"""What travels with every figure, as lines of text: unit, period, place, 口径, 数据来源, notes."""

from __future__ import annotations

from eduboard.formats import format_periods
from eduboard.metrics.results import Caption
from eduboard.texts import charts as texts
from eduboard.texts.experience import NOTES_CUT
from eduboard.texts.outward import INTERNAL

NOTES_SHOWN = 3
"""Notes that fit under a figure; all stand in the table's downloads and with the page's definitions."""


def heading_parts(caption: Caption) -> list[str]:
    """List what stands under the title: the mark of invented data, unit, period and place."""
    parts = [texts.DEMO_MARK] if caption.is_demo else []
    if caption.unit:
        parts.append(texts.UNIT.format(unit=caption.unit))
    parts += [part for part in (format_periods(caption.period), caption.place) if part]
    return parts


def picture_parts(caption: Caption) -> list[str]:
    """List what stands under the title of a picture, which travels: it says as well when it is for the house."""
    return [*([] if caption.is_outward else [INTERNAL]), *heading_parts(caption)]


def footnotes(caption: Caption, notes: tuple[str, ...] = ()) -> list[str]:
    """List what stands under the figure: 口径, 数据来源 and 编号, what was explained at hand-in, notes."""
    lines = [texts.DEFINITION.format(definition=caption.definition)] if caption.definition else []
    lines.append(_sources(caption))
    if caption.code:
        lines.append(texts.CODE.format(code=caption.code))
    explained: dict[str, list[str]] = {}
    for source in caption.sources:
        if source.explanation:
            explained.setdefault(source.explanation, []).append(source.batch)
    lines += [
        texts.EXPLANATION.format(batch="、".join(dict.fromkeys(batches)), explanation=explanation)
        for explanation, batches in explained.items()
    ]
    shown = [*caption.notes[:NOTES_SHOWN], *notes]
    if len(caption.notes) > NOTES_SHOWN:
        shown.append(NOTES_CUT.format(count=len(caption.notes) - NOTES_SHOWN))
    lines += [texts.NOTE.format(note=note) for note in shown]
    return lines


def _sources(caption: Caption) -> str:
    batches = list(dict.fromkeys(source.batch for source in caption.sources))
    if not batches:
        return texts.SOURCE_NONE
    if len(batches) == 1:
        return texts.SOURCE_ONE.format(batch=batches[0])
    return texts.SOURCE_SEVERAL.format(batch=batches[0], count=len(batches))
