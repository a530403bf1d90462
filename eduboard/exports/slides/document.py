"""A deck that is being written, slide by slide; the same bytes for the same content."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pptx
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation
from pptx.util import Pt

from eduboard.exports.office_charts import OfficeChart, build_chart_workbook, build_chart_xml
from eduboard.exports.office_package import XLSX, set_properties, with_fixed_times, zip_folder
from eduboard.exports.slides import markup
from eduboard.exports.slides.fitting import TablePage, fit_headline, fit_notes, fit_paragraphs, fit_text
from eduboard.exports.slides.markup import Holder, Said
from eduboard.exports.slides.page import (
    BODY_SIZES,
    CAPTION_SIZES,
    COVER_SIZES,
    FOOT_SIZE,
    SMALL_SIZE,
    WIDE,
    Page,
)

BASE = Path(__file__).parent / "base"
_COVER, _FIGURE, _TEXT = range(3)
_COVER_TITLE, _COVER_PERIOD, _COVER_ISSUED, _COVER_MARK = (
    (64.0, 70.0, 832.0, 170.0),
    (64.0, 254.0, 832.0, 50.0),
    (64.0, 358.0, 832.0, 70.0),
    (64.0, 436.0, 832.0, 72.0),
)
_FOOTER_SIZE = 10.5
_ISSUED_SIZES = (20.0, 18.0, 16.0)
_NOTICE_SIZES = (18.0, 16.0, 14.0, 12.0)
_CHART_RELATION = "rId2"
"""By which a slide finds its chart: its layout is the first."""


@dataclass(frozen=True)
class Slide:
    """A slide: a sentence over a chart, a part of a table, or further sentences; ``spoken`` are the notes.

    ``header_rows`` is of the table; ``text_points`` the size of the sentences, which ``is_led`` where each begins with
    what it is about.
    """

    section: str
    headline: str
    body: OfficeChart | TablePage | tuple[str, ...]
    caption: str = ""
    description: str = ""
    foot: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    header_rows: int = 0
    text_points: float = BODY_SIZES[-1]
    is_led: bool = False


class SlideDocument:
    """A deck that is being written, from the first slide to the last.

    ``made_at`` (the time in China, without zone) is the only time in it; ``mark`` stands on every slide.
    """

    def __init__(self, title: str, author: str, made_at: datetime, page: Page, mark: str = "") -> None:
        self._made_at, self._page, self._mark = made_at, page, mark
        self._footer = title
        self._presentation = _open_base(page)
        self._package = self._presentation.part.package
        self._layouts = [layout.part for layout in self._presentation.slide_layouts]
        self._notes_master = self._presentation.part.notes_master_part
        self._charts = self._slides = 0
        set_properties(self._presentation.core_properties, title, author, made_at)

    def add_cover(
        self,
        title: str,
        subtitle: str,
        issued: tuple[str, ...],
        notices: tuple[str, ...],
        spoken: tuple[str, ...],
    ) -> None:
        """Add the first slide: what it is about, of when, by whom, and what nobody may overlook."""
        fitted = fit_text(title, self._page.area(*_COVER_TITLE), COVER_SIZES)
        below = fit_text(subtitle, self._page.area(*_COVER_PERIOD), BODY_SIZES[-2:])
        issued_points = fit_paragraphs(issued, self._page.area(*_COVER_ISSUED), _ISSUED_SIZES)
        points = fit_paragraphs(notices, self._page.area(*_COVER_MARK), _NOTICE_SIZES)
        shapes = [
            markup.text(2, Said(Holder.COVER_TITLE, (fitted.text,), fitted.points)),
            markup.text(3, Said(Holder.SUBTITLE, (below.text,), below.points)),
            markup.text(4, Said(Holder.SECTION, issued, issued_points)),
            markup.text(5, Said(Holder.MARK, notices, points)),
        ]
        self._add(shapes, _COVER, (*spoken, *notices), None)

    def add(self, slide: Slide) -> None:
        """Add a slide."""
        page, is_text = self._page, isinstance(slide.body, tuple)
        headline = fit_headline(slide.headline, page.headline)
        section = fit_text(slide.section, page.section, (SMALL_SIZE,))
        mark = fit_text(self._mark, page.mark, CAPTION_SIZES)
        footer = fit_text(self._footer, page.footer, (_FOOTER_SIZE,))
        shapes = [
            markup.text(2, Said(Holder.TITLE, (headline.text,), headline.points)),
            markup.text(3, Said(Holder.SECTION, (section.text,), section.points)),
            markup.text(4, Said(Holder.MARK, (mark.text,), mark.points)),
            markup.text(5, Said(Holder.FOOTER, (footer.text,), _FOOTER_SIZE)),
            markup.page_number(6),
        ]
        if not is_text:
            caption = fit_text(slide.caption, page.caption, CAPTION_SIZES)
            foot = fit_notes(slide.foot, page.foot, FOOT_SIZE)
            shapes += [
                markup.text(7, Said(Holder.CAPTION, (caption.text,), caption.points)),
                markup.text(8, Said(Holder.FOOT, foot, FOOT_SIZE)),
            ]
        chart = None
        match slide.body:
            case OfficeChart():
                chart = slide.body
                shapes.append(markup.chart_frame(9, _CHART_RELATION, page.body, slide.description))
            case TablePage():
                shapes.append(
                    markup.table_frame(9, slide.body, slide.header_rows, page.body, slide.description)
                )
            case _:
                shapes.append(
                    markup.text(7, Said(Holder.TEXT, slide.body, slide.text_points, True, slide.is_led))
                )
        self._add(shapes, _TEXT if is_text else _FIGURE, slide.spoken, chart)

    def _add(
        self, shapes: list[str], layout: int, spoken: tuple[str, ...], chart: OfficeChart | None
    ) -> None:
        self._slides += 1
        number = self._slides
        part = self._part(f"/ppt/slides/slide{number}.xml", CONTENT_TYPE.PML_SLIDE, markup.slide(shapes))
        part.relate_to(self._layouts[layout], RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        if chart is not None:
            part.relate_to(self._chart_part(chart), RELATIONSHIP_TYPE.CHART)
        notes = self._part(
            f"/ppt/notesSlides/notesSlide{number}.xml", CONTENT_TYPE.PML_NOTES_SLIDE, markup.notes(spoken)
        )
        notes.relate_to(self._notes_master, RELATIONSHIP_TYPE.NOTES_MASTER)
        notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
        part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
        relation = self._presentation.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
        self._presentation.element.get_or_add_sldIdLst().add_sldId(relation)

    def _chart_part(self, chart: OfficeChart) -> Part:
        self._charts += 1
        number = self._charts
        part = self._part(f"/ppt/charts/chart{number}.xml", CONTENT_TYPE.DML_CHART, build_chart_xml(chart))
        workbook = self._part(
            f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx",
            XLSX,
            build_chart_workbook(chart, self._made_at),
        )
        # The first relation of a part is ``WORKBOOK_RELATION``.
        part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
        return part

    def _part(self, name: str, content_type: str, data: bytes) -> Part:
        return Part(PackURI(name), content_type, self._package, data)

    def to_bytes(self) -> bytes:
        """Give the finished .pptx file."""
        buffer = io.BytesIO()
        self._presentation.save(buffer)
        return with_fixed_times(buffer.getvalue(), self._made_at)


def _open_base(page: Page) -> Presentation:
    """Open the empty deck; on another page than 16:9 everything is narrower by the same part."""
    presentation = pptx.Presentation(io.BytesIO(zip_folder(BASE)))
    if page.width != WIDE:
        presentation.slide_width = Pt(page.width)
        master = presentation.slide_master
        for shapes in (master.shapes, *(layout.shapes for layout in master.slide_layouts)):
            for shape in shapes:
                shape.left, shape.width = Pt(shape.left.pt * page.scale), Pt(shape.width.pt * page.scale)
    return presentation
