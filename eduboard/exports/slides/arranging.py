"""A paper's blocks dealt out to slides: one figure and one sentence each, what else is said in the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from eduboard.exports.blocks import Figure, Table
from eduboard.exports.materials.writing import Heading, Material, Text, Title
from eduboard.exports.slides.document import Slide, SlideDocument
from eduboard.exports.slides.fitting import count_lines, cut, split_chart, split_table
from eduboard.exports.slides.page import BODY_SIZES, LINE, PAGES, PARAGRAPH_GAP, Area, Page
from eduboard.texts import slides as texts
from eduboard.texts.narrative import END, PARTS_JOIN

_LINES_A_SENTENCE, _LINES_A_CLAUSE = 3, 10


@dataclass
class Part:
    """What stands beneath one heading: sentences, then figures and tables; ``reference`` is what is looked up."""

    section: str
    heading: str
    point: str = ""
    texts: list[str] = field(default_factory=list)
    shown: list[Figure | Table] = field(default_factory=list)
    reference: list[Table] = field(default_factory=list)


def write_deck(material: Material, ratio: str) -> bytes:
    """Write the .pptx file in one of the ratios of ``PAGES``."""
    page = PAGES[ratio]
    document = SlideDocument(material.title, material.author, material.made_at, page, material.mark)
    made = material.made_at
    issued = texts.COVER_MADE.format(year=made.year, month=made.month, day=made.day)
    spoken, parts = _introduction(material)
    document.add_cover(material.title, material.period, (material.author, issued), material.notices, spoken)
    for slide in arrange(parts, page):
        document.add(slide)
    return document.to_bytes()


def _introduction(material: Material) -> tuple[tuple[str, ...], list[Part]]:
    """Take the paragraph that introduces a paper from its parts: it is said to the cover, not shown on a slide."""
    first, *others = _parts(material)
    if first.shown or first.heading != material.title or not (others or first.texts[1:]):
        return (), [first, *others]
    rest = replace(first, texts=first.texts[1:])
    return tuple(first.texts[:1]), [rest, *others] if rest.texts else others


def arrange(parts: Sequence[Part], page: Page) -> Iterator[Slide]:
    """Give a paper's slides behind its cover: the points of its parts, then part by part."""
    points = [texts.POINT.format(section=part.section, point=part.point) for part in parts if part.point]
    if len(points) > 1:
        for slide in _text_slides(Part(texts.POINTS, texts.POINTS, texts=points), page):
            yield replace(slide, is_led=True)
    for is_brief, group in groupby(parts, key=lambda part: _is_brief(part, page)):
        if is_brief:
            yield from _together(list(group), page)
        else:
            for part in group:
                yield from _slides(part, page)


def _is_brief(part: Part, page: Page) -> bool:
    """Tell whether a part is a sentence or two: alone they would leave a slide empty."""
    lines = sum(count_lines(text, page.text.width, BODY_SIZES[-1]) for text in part.texts)
    return not part.shown and lines <= _LINES_A_SENTENCE


def _together(parts: Sequence[Part], page: Page) -> Iterator[Slide]:
    """Give brief parts that follow each other one slide, each led by its heading."""
    if len(parts) == 1:
        yield from _slides(parts[0], page)
        return
    led = [part.heading + texts.LEAD_END + "".join(part.texts) for part in parts if part.texts]
    heading = PARTS_JOIN.join(part.heading for part in parts if part.texts)
    for slide in _text_slides(Part(heading, heading, texts=led), page):
        yield replace(slide, is_led=True)


def _parts(material: Material) -> list[Part]:
    """Deal the blocks out by heading; a heading below another one carries the upper one's name."""
    parts: list[Part] = []
    path: list[str] = []
    for block in material.blocks:
        match block:
            case Title():
                path = [block.text] if block.on_new_page or block.text != material.title else []
                parts.append(Part(block.text, block.text))
            case Heading():
                path = [*path[: block.level - 1], block.text]
                parts.append(Part(texts.SECTION_JOIN.join(path), block.text, block.point))
            case Text():
                parts[-1].texts.append(block.text)
            case Table() if block.is_reference:
                parts[-1].reference.append(block)
            case _:
                parts[-1].shown.append(block)
    return parts


def _slides(part: Part, page: Page) -> Iterator[Slide]:
    """Give a part's slides; what is said before its figures stands in the notes of the first."""
    if not part.shown:
        yield from _text_slides(part, page)
        return
    spoken = [*part.texts, *(line for table in part.reference for line in _lines(table))]
    for block in part.shown:
        slides = (
            _figure_slides(part, block, page)
            if isinstance(block, Figure)
            else _table_slides(part, block, page)
        )
        for slide in slides:
            yield replace(slide, spoken=(*spoken, *slide.spoken))
            spoken = []


def _figure_slides(part: Part, figure: Figure, page: Page) -> Iterator[Slide]:
    charts = split_chart(replace(figure.chart, type=page.chart_type), page.body)
    for number, chart in enumerate(charts, start=1):
        headline, caption = _titles(figure, number, len(charts))
        yield Slide(
            section=part.section,
            headline=headline,
            body=chart,
            caption=caption,
            description=figure.description,
            foot=figure.notes,
            spoken=_told(figure, figure.notes),
        )


def _table_slides(part: Part, table: Table, page: Page) -> Iterator[Slide]:
    pages = split_table(table, page.body)
    for number, shown in enumerate(pages, start=1):
        headline, caption = _titles(table, number, len(pages))
        yield Slide(
            section=part.section,
            headline=headline,
            body=shown,
            caption=caption,
            description=table.caption,
            foot=table.notes,
            spoken=_told(table, (*_definition(table), *table.notes)),
            header_rows=table.header_rows,
        )


def _titles(block: Figure | Table, number: int, count: int) -> tuple[str, str]:
    """Give the headline and the caption; what has no sentence of its own has its caption for a headline."""
    caption = _numbered(block.caption, number, count)
    return (block.headline, caption) if block.headline else (caption, "")


def _definition(table: Table) -> tuple[str, ...]:
    """What the figures of a table mean; on paper another table of the same paper says it."""
    if table.traced is None or not table.traced.definition:
        return ()
    return (texts.NOTES_DEFINITION.format(definition=table.traced.definition),)


def _told(block: Figure | Table, notes: Sequence[str]) -> tuple[str, ...]:
    """What the notes say of a figure: its sentence in full, its caption, what it means and rests on."""
    headline = (block.headline + END,) if block.headline else ()
    return (*headline, texts.NOTES_FIGURE.format(caption=block.caption), *notes)


def _numbered(text: str, page: int, pages: int) -> str:
    return texts.PAGE_OF.format(text=text, page=page, pages=pages) if pages > 1 else text


def _lines(table: Table) -> Iterator[str]:
    """Give a table that is only looked up as lines of text."""
    yield table.caption
    for row in table.rows:
        yield texts.NOTES_ROW_JOIN.join(cell.text for cell in row)


def _text_slides(part: Part, page: Page) -> Iterator[Slide]:
    """Give sentences as slides of their own, in type that can be read from the back of a room."""
    sentences = [sentence for text in part.texts for sentence in _sentences(text, page.text)]
    found = [(points, _fill(sentences, page.text, points)) for points in BODY_SIZES]
    points, pages = next(pair for pair in found if len(pair[1]) == len(found[-1][1]))
    for number, shown in enumerate(pages, start=1):
        yield Slide(
            section="" if part.section == part.heading else part.section,
            headline=_numbered(part.heading, number, len(pages)),
            body=tuple(shown),
            spoken=tuple(part.texts) if number == 1 else (),
            text_points=points,
        )


def _sentences(text: str, area: Area) -> Iterator[str]:
    """Break a paragraph into sentences, long ones into clauses, and cut a clause that would fill a slide."""
    for sentence in (sentence + END for sentence in text.split(END) if sentence):
        is_long = count_lines(sentence, area.width, BODY_SIZES[-1]) > _LINES_A_SENTENCE
        for clause in sentence.split(texts.CLAUSE_END) if is_long else [sentence]:
            end = "" if clause.endswith(END) else texts.CLAUSE_END
            yield cut(clause + end, area.width, BODY_SIZES[-1], _LINES_A_CLAUSE)


def _fill(sentences: Sequence[str], area: Area, points: float) -> list[list[str]]:
    """Deal sentences out to slides; one that is longer than a slide goes on on the next."""
    pages: list[list[str]] = []
    room = 0.0
    for sentence in sentences:
        height = (count_lines(sentence, area.width, points) * LINE + PARAGRAPH_GAP) * points
        if not pages or height > room:
            pages.append([])
            room = area.height
        pages[-1].append(sentence)
        room -= height
    return pages
