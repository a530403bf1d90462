"""Paragraphs and tables as WordprocessingML: values in, XML out.

The order of elements is the schema's, and Word is strict about it.  Every text passes through ``_run``, so nothing
that a user's file holds can become markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from eduboard.exports.blocks import Align, Cell, Table
from eduboard.exports.safety import safe_text

CAPTION_GAP = "\u3000"
"""Between the number of a figure or table and its title."""
TEXT_WIDTH_MM = 156
"""Between the margins: 28 characters of 三号."""
_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_MM = 36000
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class Style(StrEnum):
    """The styles of ``base/word/styles.xml``, by id."""

    TITLE = "Title"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    BODY = "BodyText"
    CAPTION = "Caption"
    NOTICE = "Notice"
    CELL = "TableText"
    CELL_HEAD = "TableHead"
    NOTE = "TableNote"
    FIGURE = "Figure"
    HEADER = "Header"


def paragraph(
    text: str,
    style: Style,
    *,
    align: Align | None = None,
    keeps_with_next: bool = False,
    on_new_page: bool = False,
) -> str:
    """Write a paragraph."""
    properties = [f'<w:pStyle w:val="{style}"/>']
    if keeps_with_next:
        properties.append("<w:keepNext/>")
    if on_new_page:
        properties.append("<w:pageBreakBefore/>")
    if align is not None:
        properties.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p {nsdecls('w')}><w:pPr>{''.join(properties)}</w:pPr>{_run(text)}</w:p>"


def _run(text: str) -> str:
    # The hint gives “”…— the Chinese font; figures and Latin letters are Times New Roman all the same.
    written = escape(safe_text(text))
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{written}</w:t></w:r>'
        if written
        else ""
    )


def numbered_caption(label: str, number: int, text: str, *, keeps_with_next: bool) -> str:
    """Write a caption whose number is a field: it counts anew when somebody takes a figure out (全选后按 F9)."""
    keeps = "<w:keepNext/>" if keeps_with_next else ""
    code = f" SEQ {label} \\* ARABIC "
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{number}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{Style.CAPTION}"/>{keeps}</w:pPr>'
        f"{_run(label)}{field}{_run(CAPTION_GAP + text)}</w:p>"
    )


def chart_frame(relation: str, number: int, height_mm: float, description: str) -> str:
    """Write the paragraph that a chart part stands in, as wide as the text; the caption beneath stays with it."""
    width, height = (round(side * _EMU_PER_MM) for side in (TEXT_WIDTH_MM, height_mm))
    said = quoteattr(safe_text(description))
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{Style.FIGURE}"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline {_DRAWING} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="Chart {number}" descr={said}/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def table(given: Table, caption: str = "") -> list[str]:
    """Write a table with its caption and notes, tied together so that no page comes between them.

    A ``caption`` that is written already, as a numbered one is, takes the place of the table's own.
    """
    widths = [round(width * _TWIPS_PER_MM) for width in given.widths]
    last = len(given.rows) - 1
    rows = [
        _row(
            row,
            widths,
            height=round(given.row_height * _TWIPS_PER_MM),
            is_header=number < given.header_rows,
            # A keepNext in the last row ties the table to the notes beneath it.
            keeps_with_next=number < given.header_rows
            or (given.kept_together and number < last)
            or (number == last and bool(given.notes)),
        )
        for number, row in enumerate(given.rows)
    ]
    spoken = f"<w:tblCaption w:val={quoteattr(safe_text(given.caption))}/>" if given.caption else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="{int(given.header_rows > 0)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"{spoken}</w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    if given.caption and not caption:
        caption = paragraph(given.caption, Style.CAPTION, keeps_with_next=True)
    return [*([caption] if caption else []), body, *notes(given.notes)]


def notes(given: Sequence[str]) -> list[str]:
    """Write the lines beneath a table or a figure, held together."""
    last = len(given) - 1
    return [paragraph(note, Style.NOTE, keeps_with_next=number < last) for number, note in enumerate(given)]


def _row(
    cells: Sequence[Cell], widths: Sequence[int], *, height: int, is_header: bool, keeps_with_next: bool
) -> str:
    properties = "<w:cantSplit/>"
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if is_header:
        properties += "<w:tblHeader/>"
    written, column = [], 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        written.append(_cell(cell, width, keeps_with_next=keeps_with_next))
        column += cell.span
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def _cell(cell: Cell, width: int, *, keeps_with_next: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    text = paragraph(
        cell.text,
        Style.CELL_HEAD if cell.is_head else Style.CELL,
        align=cell.align,
        keeps_with_next=keeps_with_next,
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f"{text}</w:tc>"
    )
