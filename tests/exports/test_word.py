"""Word documents in the form of GB/T 9704: what stands where, in which type, and that Word can open it."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from eduboard.exports.blocks import Align, Cell, Table
from eduboard.exports.word.document import OfficialDocument, chinese_numeral
from eduboard.exports.word.fitting import count_lines, table_height
from eduboard.exports.word.markup import TEXT_WIDTH_MM
from tests.exports.office import count_pages
from tests.exports.ooxml_order import SEQUENCES, W, out_of_order
from tests.exports.schema import problems_of

NOON = datetime.fromisoformat("2025-10-09T12:00")
HOSTILE = "\x00\x0b\u202e=1+1</w:t><w:br/>&amp;\n第二行\ud800\ufffe"
LONG = "云川市临湖区第一实验小学教育集团平湖镇中心学校东校区附属幼儿园分园"


def sample() -> OfficialDocument:
    document = OfficialDocument("班额情况通报", "云川市教育局", NOON)
    document.mark_pages("演示数据")
    document.add_title("云川市班额情况通报")
    document.add_notice("演示数据")
    document.add_heading("总体情况")
    document.add_paragraph("2025年9月，大班额由31个下降到13个，“三名”工程占比4.3%。")
    document.add_heading("分区县", level=2)
    document.add_heading("临湖区", level=3)
    document.add_heading("做法", level=4)
    document.add_table(
        Table(
            (56.0, 50.0, 50.0),
            (
                (Cell("区县", is_head=True), Cell("个数", is_head=True), Cell("占比", is_head=True)),
                (Cell("临湖区"), Cell("12", align=Align.RIGHT), Cell("1.3%", align=Align.RIGHT)),
                (Cell("合计"), Cell("12", align=Align.CENTER, span=2)),
            ),
            header_rows=1,
            caption="各区县大班额",
            notes=("注：占比为大班额数÷班级总数。", "数据来源：批次 1"),
            row_height=8,
        )
    )
    document.add_heading("附表", is_numbered=False, on_new_page=True)
    document.add_note("完")
    return document


@pytest.fixture(scope="module")
def package() -> bytes:
    return sample().to_bytes()


@pytest.fixture(scope="module")
def read(package: bytes) -> Document:
    return docx.Document(io.BytesIO(package))


def effective(read: Document, style_name: str, tag: str, attribute: str) -> str | None:
    """What a style says, or the one it is based on, or the document's defaults."""
    style: Any = read.styles[style_name]
    while style is not None:
        for found in style.element.iter(qn(tag)):
            if (value := found.get(qn(attribute))) is not None:
                return str(value)
        style = style.base_style
    [defaults] = read.styles.element.iter(qn("w:docDefaults"))
    return next((found.get(qn(attribute)) for found in defaults.iter(qn(tag))), None)


def test_the_page_is_a4_with_the_margins_of_the_standard(read: Document) -> None:
    [section] = read.sections
    given = {
        "width": (section.page_width, Mm(210)),
        "height": (section.page_height, Mm(297)),
        "top": (section.top_margin, Mm(37)),
        "bottom": (section.bottom_margin, Mm(35)),
        "left": (section.left_margin, Mm(28)),
        "right": (section.right_margin, Mm(26)),
    }
    assert {name: round((is_ - should) / Mm(1), 1) for name, (is_, should) in given.items()} == dict.fromkeys(
        given, 0
    )


@pytest.mark.parametrize(
    ("style", "font", "half_points"),
    [
        ("Body Text", "仿宋_GB2312", "32"),
        ("Title", "方正小标宋简体", "44"),
        ("heading 1", "黑体", "32"),
        ("heading 2", "楷体_GB2312", "32"),
        ("heading 3", "仿宋_GB2312", "32"),
        ("heading 4", "仿宋_GB2312", "32"),
        ("footer", "宋体", "28"),
    ],
)
def test_each_style_has_its_type_and_size_with_latin_letters_in_times(
    read: Document, style: str, font: str, half_points: str
) -> None:
    assert effective(read, style, "w:rFonts", "w:eastAsia") == font
    assert effective(read, style, "w:rFonts", "w:ascii") == "Times New Roman"
    assert effective(read, style, "w:rFonts", "w:hAnsi") == "Times New Roman"
    assert effective(read, style, "w:sz", "w:val") == half_points


def test_lines_are_exactly_28_95_points_apart_and_paragraphs_indented_by_two_characters(
    read: Document,
) -> None:
    for style in ("Body Text", "heading 1"):
        assert effective(read, style, "w:spacing", "w:lineRule") in ("exact", None)
        assert read.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)
        assert effective(read, style, "w:ind", "w:firstLineChars") == "200"
    assert effective(read, "Body Text", "w:lang", "w:eastAsia") == "zh-CN"


def test_headings_are_headings_for_words_navigation_and_numbered_the_official_way(read: Document) -> None:
    found = [(p.style.name, p.text) for p in read.paragraphs if p.style.name.lower().startswith("heading")]
    assert found == [
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）分区县"),
        ("Heading 3", "1.临湖区"),
        ("Heading 4", "（1）做法"),
        ("Heading 1", "附表"),
    ]
    levels = [effective(read, f"heading {level}", "w:outlineLvl", "w:val") for level in (1, 2, 3, 4)]
    assert levels == ["0", "1", "2", "3"]


def test_a_higher_heading_starts_the_lower_ones_anew() -> None:
    document = OfficialDocument("", "", NOON)
    for level in (1, 2, 2, 1, 2, 3, 3):
        document.add_heading("", level)
    read = docx.Document(io.BytesIO(document.to_bytes()))
    assert [p.text for p in read.paragraphs] == ["一、", "（一）", "（二）", "二、", "（一）", "1.", "2."]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (25, "二十五"), (99, "九十九")]
)
def test_numbers_of_headings_are_chinese(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(read: Document) -> None:
    [section] = read.sections
    assert read.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [paragraph] = footer.paragraphs
        assert paragraph.text.replace("2", "1") == "— 1 —"
        assert "PAGE" in "".join(item.text for item in paragraph._p.iter(qn("w:instrText")))
        assert paragraph._p.pPr.jc.get(qn("w:val")) == side


def test_a_mark_stands_at_the_head_of_odd_and_even_pages(read: Document) -> None:
    [section] = read.sections
    assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == "演示数据"
    assert section.header.paragraphs[0].style.name == "Header"


def test_a_tables_header_comes_again_its_rows_stay_whole_and_nothing_leaves_its_caption(
    read: Document,
) -> None:
    [table] = read.tables
    rows = table._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    before, after = table._tbl.getprevious(), table._tbl.getnext()
    assert before.text == "各区县大班额"
    assert before.pPr.find(qn("w:keepNext")) is not None
    assert after.text.startswith("注：")
    tied = [all(p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p"))) for row in rows]
    assert tied == [True, False, True]
    assert [cell.text for cell in table.rows[2].cells] == ["合计", "12", "12"]


def test_a_tables_columns_fill_the_text_width(read: Document) -> None:
    [table] = read.tables
    total = sum(column.width for column in table.columns)
    assert total / Mm(1) == pytest.approx(TEXT_WIDTH_MM, abs=0.1)


def test_every_part_keeps_the_order_of_the_schema(package: bytes) -> None:
    assert out_of_order(package) == []


def test_the_order_is_really_looked_at(package: bytes) -> None:
    turned = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(turned, "w") as written:
        for name in given.namelist():
            text = given.read(name)
            if name == "word/document.xml":
                text = text.replace(
                    b'<w:pStyle w:val="Caption"/><w:keepNext/>', b'<w:keepNext/><w:pStyle w:val="Caption"/>'
                )
            written.writestr(name, text)
    assert out_of_order(turned.getvalue()) == ["word/document.xml: pPr: ['keepNext', 'pStyle']"]


def test_every_element_that_has_children_is_covered_by_the_order(package: bytes) -> None:
    known = {
        *SEQUENCES,
        "document",
        "body",
        "ftr",
        "hdr",
        "fonts",
        "rPrDefault",
        "pPrDefault",
        "tblGrid",
        "trPr",
    }
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = docx.oxml.parse_xml(archive.read(name))
                # Of other namespaces there are only the theme and the drawings: ``problems_of`` looks at these.
                parents = {item.tag.removeprefix(W) for item in root.iter(f"{W}*") if len(item)}
                assert parents <= known, name


def test_the_file_keeps_the_schema_that_word_is_strict_about(package: bytes, tmp_path: Path) -> None:
    assert problems_of(package, "paper.docx", tmp_path) == []


def test_every_style_in_use_is_defined_and_every_font_in_use_has_something_to_fall_back_on(
    read: Document, package: bytes
) -> None:
    styles = {style.style_id for style in read.styles}
    used = {item.get(qn("w:val")) for item in read.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= styles
    fonts = {item.get(qn("w:eastAsia")) for item in read.styles.element.iter(qn("w:rFonts"))}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        table = docx.oxml.parse_xml(archive.read("word/fontTable.xml"))
    fallbacks = {
        item.get(qn("w:name")): item.find(qn("w:altName")).get(qn("w:val"))
        for item in table.iter(qn("w:font"))
    }
    assert fonts <= fallbacks.keys()
    assert all("Noto" in fallbacks[font] for font in fonts)
    assert fallbacks["仿宋_GB2312"].split(",")[:2] == ["仿宋", "FangSong"]


def test_properties_name_the_bureau_and_the_language(read: Document) -> None:
    properties = read.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "班额情况通报",
        "云川市教育局",
        "云川市教育局",
    )
    assert properties.language == "zh-CN"
    assert properties.created.isoformat() == "2025-10-09T04:00:00+00:00"


def test_the_same_content_gives_the_same_bytes(package: bytes) -> None:
    assert sample().to_bytes() == package


@pytest.mark.parametrize("text", [HOSTILE, LONG * 20, "", "   ", "]]>", "\"'<&>", "=cmd|'/c calc'!A1"])
def test_any_text_is_text(text: str) -> None:
    document = OfficialDocument(text, text, NOON)
    document.mark_pages(text)
    document.add_title(text)
    document.add_heading(text)
    document.add_paragraph(text)
    document.add_table(Table((156.0,), ((Cell(text),),), caption=text, notes=(text,)))
    package = document.to_bytes()
    read = docx.Document(io.BytesIO(package))
    shown = read.tables[0].cell(0, 0).text
    assert all(character.isprintable() for character in shown)
    assert read.paragraphs[0].text == shown
    assert len(read.tables) == 1
    assert out_of_order(package) == []


def test_hostile_text_stays_visible() -> None:
    document = OfficialDocument("", "", NOON)
    document.add_paragraph(HOSTILE)
    [paragraph] = docx.Document(io.BytesIO(document.to_bytes())).paragraphs
    assert paragraph.text == "□ □=1+1</w:t><w:br/>&amp; 第二行□□"


def test_room_is_estimated_from_the_width_of_chinese_characters() -> None:
    # 10.5 points a character, 14 characters on 147 points: 51.86 mm.
    assert count_lines("一" * 14, 51.9) == 1
    assert count_lines("一" * 15, 51.9) == 2
    assert count_lines("a" * 28, 51.9) == 1
    assert count_lines("", 10) == 1
    one, two = (Table((54.9,), ((Cell("一" * count),),)) for count in (14, 15))
    assert table_height(two) - table_height(one) == 15.5


def test_libreoffice_lays_it_out_with_the_annex_on_a_page_of_its_own(package: bytes, tmp_path: Path) -> None:
    assert count_pages({"sample": package}, tmp_path) == {"sample": 2}


def test_28_characters_fill_a_line_and_a_page_holds_22_lines(tmp_path: Path) -> None:
    documents = {}
    for lines in (22, 23):
        document = OfficialDocument("", "", NOON)
        for _ in range(lines):
            document.add_paragraph("字" * 26)
        documents[f"lines{lines}"] = document.to_bytes()
    assert count_pages(documents, tmp_path) == {"lines22": 1, "lines23": 2}
