"""A document in official form: title, numbered headings, paragraphs, tables; the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from eduboard.exports.blocks import Figure, Table
from eduboard.exports.office_charts import WORKBOOK_RELATION, build_chart_workbook, build_chart_xml
from eduboard.exports.office_package import XLSX, set_properties, with_fixed_times, zip_folder
from eduboard.exports.safety import safe_text
from eduboard.exports.word.markup import (
    Style,
    chart_frame,
    notes,
    numbered_caption,
    paragraph,
    table,
)
from eduboard.texts.exports import FIGURE, TABLE

BASE = Path(__file__).parent / "base"
_HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)
_NUMERALS = "〇一二三四五六七八九"


class OfficialDocument:
    """A document that is being written, from top to bottom.

    ``made_at`` (the time in China, without zone) is the only time in it: in its properties and in its archive.
    """

    def __init__(self, title: str, author: str, made_at: datetime) -> None:
        self._made_at = made_at
        self._document = _open_base()
        self._counts = [0] * len(_HEADINGS)
        self._figures = self._tables = 0
        set_properties(self._document.core_properties, title, author, made_at)

    def mark_pages(self, text: str) -> None:
        """Put a text at the head of every page, odd and even."""
        section = self._document.sections[0]
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0].text = safe_text(text)

    def add_title(self, text: str, *, on_new_page: bool = False) -> None:
        """Add the title: 二号小标宋, centred."""
        self._append([paragraph(text, Style.TITLE, on_new_page=on_new_page)])

    def add_heading(
        self, text: str, level: int = 1, *, is_numbered: bool = True, on_new_page: bool = False
    ) -> None:
        """Add a heading, with its number 一、 （一） 1. （1） for levels 1 to 4."""
        number = ""
        if is_numbered:
            self._counts[level - 1] += 1
            self._counts[level:] = [0] * (len(_HEADINGS) - level)
            number = heading_number(self._counts[level - 1], level)
        self._append([paragraph(number + text, _HEADINGS[level - 1], on_new_page=on_new_page)])

    def add_paragraph(self, text: str) -> None:
        """Add running text: 三号仿宋, first line indented by two characters."""
        self._append([paragraph(text, Style.BODY)])

    def add_notice(self, text: str) -> None:
        """Add a line that nobody shall miss, as that the figures are invented."""
        self._append([paragraph(text, Style.NOTICE)])

    def add_note(self, text: str) -> None:
        """Add a line in small type, as the notes beneath a table are."""
        self._append([paragraph(text, Style.NOTE)])

    def add_table(self, given: Table, *, is_numbered: bool = False) -> None:
        """Add a table with its caption, 表1 and so on where it is numbered, and notes."""
        caption = ""
        if is_numbered:
            self._tables += 1
            caption = numbered_caption(TABLE, self._tables, given.caption, keeps_with_next=True)
        self._append(table(given, caption))

    def add_figure(self, given: Figure) -> None:
        """Add a chart that can be edited, its workbook inside the document; caption 图1 and so on beneath."""
        self._figures += 1
        number, package = self._figures, self._document.part.package
        workbook = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
            XLSX,
            build_chart_workbook(given.chart, self._made_at),
            package,
        )
        chart = Part(
            PackURI(f"/word/charts/chart{number}.xml"),
            CONTENT_TYPE.DML_CHART,
            build_chart_xml(given.chart),
            package,
        )
        chart.load_rel(RELATIONSHIP_TYPE.PACKAGE, workbook, WORKBOOK_RELATION)
        relation = self._document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        caption = numbered_caption(FIGURE, number, given.caption, keeps_with_next=bool(given.notes))
        self._append(
            [chart_frame(relation, number, given.height_mm, given.description), caption, *notes(given.notes)]
        )

    def to_bytes(self) -> bytes:
        """Give the finished .docx file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return with_fixed_times(buffer.getvalue(), self._made_at)

    def _append(self, blocks: Iterable[str]) -> None:
        body = self._document.element.body
        for block in blocks:
            body.insert_element_before(parse_xml(block), "w:sectPr")


def heading_number(count: int, level: int) -> str:
    """Number a heading the official way."""
    match level:
        case 1:
            return f"{chinese_numeral(count)}、"
        case 2:
            return f"（{chinese_numeral(count)}）"
        case 3:
            return f"{count}."
        case _:
            return f"（{count}）"


def chinese_numeral(number: int) -> str:
    """Write 1 to 99 in Chinese: 一, 十, 十一, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def _open_base() -> Document:
    return docx.Document(io.BytesIO(zip_folder(BASE)))
