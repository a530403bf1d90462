"""上报确认单 as a Word document: one page to sign, and an annex when a batch holds more than a page does."""

from __future__ import annotations

from collections.abc import Iterator

from eduboard.exports import confirmation_tables as tables
from eduboard.exports.blocks import Table
from eduboard.exports.confirmation import Confirmation
from eduboard.exports.word.document import OfficialDocument
from eduboard.exports.word.fitting import table_height
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.texts import confirmation as texts

_PAGE_POINTS = 620.0
"""Between the margins, less a line to be on the safe side; the title, a notice and the last line take their part."""
_TITLE_POINTS = 48.0
_NOTICE_POINTS = 21.0
_LAST_LINE_POINTS = 15.0


def write_confirmation(confirmation: Confirmation) -> bytes:
    """Write the document.  What the page to be signed has no room for stands in full in the annex."""
    notices = list(_notices(confirmation))
    figures = tables.figures(confirmation)
    signatures = tables.signatures(confirmation)
    explanations = tables.explanations(confirmation) if confirmation.record.explanations else None
    facts = tables.facts(confirmation, explanations_on_page=True)
    on_page = [table for table in (facts, figures, explanations, signatures) if table is not None]
    used = _TITLE_POINTS + len(notices) * _NOTICE_POINTS + _LAST_LINE_POINTS
    fits = used + sum(map(table_height, on_page)) <= _PAGE_POINTS

    title = texts.TITLE.format(bureau=confirmation.bureau)
    document = OfficialDocument(title, confirmation.bureau, confirmation.made_at)
    if confirmation.record.kind == DEMO:
        document.mark_pages(texts.DEMO_HEADER)
    document.add_title(title)
    for notice in notices:
        document.add_notice(notice)
    document.add_table(facts if fits else tables.facts(confirmation, explanations_on_page=False))
    if figures is not None:
        document.add_table(figures)
    else:
        document.add_note(texts.NO_FIGURES if confirmation.in_force else texts.NO_FIGURES_NOW)
    if explanations is not None and fits:
        document.add_table(explanations)
    document.add_table(signatures)
    document.add_note(_made_at(confirmation))
    _add_annex(document, confirmation, None if fits else explanations)
    return document.to_bytes()


def _notices(confirmation: Confirmation) -> Iterator[str]:
    """What nobody may overlook before signing."""
    if confirmation.record.kind == DEMO:
        yield texts.DEMO
    if confirmation.record.kind == PUBLISHED:
        yield texts.EXCERPT
    replaced = len(confirmation.record.scopes) - len(confirmation.in_force)
    if not confirmation.record.is_in_force:
        yield texts.WITHDRAWN
    elif not confirmation.in_force:
        yield texts.REPLACED
    elif replaced:
        yield texts.PARTLY_REPLACED.format(count=replaced)


def _made_at(confirmation: Confirmation) -> str:
    at = confirmation.made_at
    moment = texts.MOMENT.format(year=at.year, month=at.month, day=at.day, time=f"{at:%H:%M}")
    return texts.MADE_AT.format(bureau=confirmation.bureau, moment=moment)


def _add_annex(document: OfficialDocument, confirmation: Confirmation, explanations: Table | None) -> None:
    found: list[Table] = [explanations] if explanations is not None else []
    if tables.has_annex(confirmation):
        found += tables.figures_by_district(confirmation)
    is_long = len(confirmation.record.explanation) > tables.NOTE_ON_PAGE
    if not found and not is_long:
        return
    document.add_heading(texts.ANNEX, is_numbered=False, on_new_page=True)
    if is_long:
        document.add_paragraph(texts.ANNEX_NOTE.format(note=confirmation.record.explanation))
    for table in found:
        document.add_table(table)
