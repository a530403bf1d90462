"""Slides as PresentationML: values in, XML out; the order of elements is the schema's.

Every text passes through ``_runs``, so nothing that a user's file holds can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from eduboard.exports.blocks import Align, Cell
from eduboard.exports.office_charts import ACCENT, GRID, INK, RED
from eduboard.exports.safety import safe_text
from eduboard.exports.slides.fitting import CELL_SIDE, CELL_TOP, TablePage
from eduboard.exports.slides.page import FONT, LINE, PARAGRAPH_GAP, Area
from eduboard.texts import slides as texts

_EMU = 12700
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
_HEAD_FILL = "E4EDF5"
_LIGHTS = {"green": "2E6B34", "yellow": "8A5A00", "red": RED}
"""The lights as writing: dark enough to be read on white."""


class Holder(StrEnum):
    """The placeholders of ``base/ppt/slideLayouts``, as a slide names them."""

    TITLE = 'type="title"'
    COVER_TITLE = 'type="ctrTitle"'
    SUBTITLE = 'type="subTitle" idx="1"'
    TEXT = 'type="body" idx="1"'
    SECTION = 'type="body" sz="quarter" idx="10"'
    CAPTION = 'type="body" sz="quarter" idx="11"'
    FOOT = 'type="body" sz="quarter" idx="12"'
    MARK = 'type="body" sz="quarter" idx="13"'
    FOOTER = 'type="ftr" sz="quarter" idx="3"'
    NUMBER = 'type="sldNum" sz="quarter" idx="4"'


@dataclass(frozen=True)
class Said:
    """The paragraphs of a placeholder, all in one size; ``is_led`` sets what stands before the colon apart."""

    holder: Holder
    paragraphs: tuple[str, ...]
    points: float
    is_spaced: bool = False
    is_led: bool = False


def slide(shapes: Iterable[str]) -> bytes:
    """Write a slide part."""
    return (
        f"{_DECLARATION}<p:sld {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    ).encode()


def text(number: int, said: Said) -> str:
    """Write what a placeholder says; without text there is none on the slide."""
    if not any(said.paragraphs):
        return ""
    gap = f'<a:spcAft><a:spcPts val="{_hundredths(said.points * PARAGRAPH_GAP)}"/></a:spcAft>'
    line = f'<a:lnSpc><a:spcPts val="{_hundredths(said.points * LINE)}"/></a:lnSpc>'
    properties = f"<a:pPr>{line}{gap if said.is_spaced else ''}</a:pPr>"
    paragraphs = "".join(
        f"<a:p>{properties}{_led(written, said)}</a:p>" for written in said.paragraphs if written
    )
    return _placeholder(number, said.holder, paragraphs)


def _led(written: str, said: Said) -> str:
    lead, colon, rest = written.partition(texts.LEAD_END) if said.is_led else ("", "", written)
    before = _runs(lead + colon, said.points, colour=ACCENT, is_bold=True) if colon else ""
    return before + _runs(rest, said.points)


def page_number(number: int) -> str:
    """Write the number of the slide, as a field."""
    return _placeholder(
        number,
        Holder.NUMBER,
        f'<a:p><a:fld id="{_FIELD}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld></a:p>',
    )


def _placeholder(number: int, holder: Holder, paragraphs: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{holder.name.title()} {number}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {holder}/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def chart_frame(number: int, relation: str, area: Area, description: str) -> str:
    """Write the frame that a chart part stands in."""
    said = quoteattr(safe_text(description))
    return _frame(
        f'id="{number}" name="Chart {number}" descr={said}',
        area,
        f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{relation}"/></a:graphicData>',
    )


def table_frame(number: int, page: TablePage, header_rows: int, area: Area, description: str) -> str:
    """Write a table that can be edited, its head in colour."""
    columns = "".join(f'<a:gridCol w="{_emu(width)}"/>' for width in page.widths)
    rows = "".join(
        f'<a:tr h="{_emu(height)}">{_cells(row, page.points, is_header=line < header_rows)}</a:tr>'
        for line, (row, height) in enumerate(zip(page.rows, page.heights, strict=True))
    )
    said = quoteattr(safe_text(description))
    placed = Area(area.left, area.top, sum(page.widths), sum(page.heights))
    return _frame(
        f'id="{number}" name="Table {number}" descr={said}',
        placed,
        f'<a:graphicData uri="{_TABLE}"><a:tbl><a:tblPr firstRow="{int(header_rows > 0)}"/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData>",
    )


def _frame(named: str, area: Area, content: str) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr {named}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        "</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm>"
        f'<a:off x="{_emu(area.left)}" y="{_emu(area.top)}"/>'
        f'<a:ext cx="{_emu(area.width)}" cy="{_emu(area.height)}"/></p:xfrm>'
        f"<a:graphic>{content}</a:graphic></p:graphicFrame>"
    )


def _cells(cells: Sequence[Cell], points: float, *, is_header: bool) -> str:
    written = []
    for cell in cells:
        span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
        written.append(f"<a:tc{span}>{_cell(cell, points, is_header=is_header)}</a:tc>")
        written += [
            '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>'
        ] * (cell.span - 1)
    return "".join(written)


def _cell(cell: Cell, points: float, *, is_header: bool) -> str:
    align = {Align.CENTER: "ctr", Align.RIGHT: "r"}.get(cell.align or Align.LEFT, "l")
    if is_header:
        align = "ctr"
    colour = ACCENT if is_header else _LIGHTS.get(cell.light, INK)
    line = f'<a:lnSpc><a:spcPts val="{_hundredths(points * LINE)}"/></a:lnSpc>'
    body = _runs(cell.text, points, colour=colour, is_bold=is_header or cell.is_head)
    fill = _fill(_HEAD_FILL) if is_header else "<a:noFill/>"
    rule = f'<a:lnB w="{12700 if is_header else 6350}">{_fill(ACCENT if is_header else GRID)}</a:lnB>'
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    margins = (
        f'marL="{_emu(CELL_SIDE)}" marR="{_emu(CELL_SIDE)}" marT="{_emu(CELL_TOP)}" marB="{_emu(CELL_TOP)}"'
    )
    return (
        f'<a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}">{line}</a:pPr>{body}</a:p></a:txBody>'
        f'<a:tcPr {margins} anchor="ctr">{none}{rule}{fill}</a:tcPr>'
    )


def notes(paragraphs: Sequence[str]) -> bytes:
    """Write the speaker's notes of a slide."""
    said = "".join(f"<a:p>{_runs(paragraph, None)}</a:p>" for paragraph in paragraphs) or "<a:p/>"
    return (
        f"{_DECLARATION}<p:notes {_NAMESPACES}><p:cSld><p:spTree>{_GROUP}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image 2"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes 3"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{said}</p:txBody></p:sp></p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    ).encode()


def _runs(written: str, points: float | None, *, colour: str = "", is_bold: bool = False) -> str:
    said = escape(safe_text(written))
    size = "" if points is None else f' sz="{_hundredths(points)}"'
    bold = ' b="1"' if is_bold else ""
    inside = (_fill(colour) + FONT.format(script="latin") + FONT.format(script="ea")) if colour else ""
    return f'<a:r><a:rPr lang="zh-CN"{size}{bold}>{inside}</a:rPr><a:t>{said}</a:t></a:r>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _emu(points: float) -> int:
    return round(points * _EMU)


def _hundredths(points: float) -> int:
    return round(100 * points)
