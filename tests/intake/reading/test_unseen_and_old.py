"""What nobody sees of a table is told in every kind of file, and what cannot be read right is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from eduboard.errors import UnusableFile
from eduboard.intake.reading.tables import RawTable, RowsBody, read_tables
from tests.intake.files import workbook
from tests.intake.reading.old_workbooks import old_stream, old_workbook

HEADER = ("学校名称", "年级", "班号", "学生数")
ROWS = [
    ("实验小学", "一年级", "1", "45"),
    ("实验小学", "一年级", "2", "46"),
    ("实验小学", "一年级", "3", "47"),
]
SPREADSHEET = 'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def html_file(hidden_row: str, columns: str = "") -> bytes:
    lines = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEADER, *ROWS)]
    lines[2] = lines[2].replace("<tr>", hidden_row)
    return f"<html><body><table>{columns}{''.join(lines)}</table></body></html>".encode()


def xml_file() -> bytes:
    def row(cells: tuple[str, ...], attributes: str = "") -> str:
        inner = "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells)
        return f"<Row{attributes}>{inner}</Row>"

    rows = row(HEADER) + row(ROWS[0]) + row(ROWS[1], ' ss:Hidden="1"') + row(ROWS[2])
    columns = '<Column ss:Width="60"/><Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Column ss:Width="9"/>'
    return (
        f'<?xml version="1.0"?><Workbook {SPREADSHEET}><Worksheet ss:Name="班额"><Table>{columns}{rows}'
        "</Table></Worksheet></Workbook>"
    ).encode()


def open_document() -> bytes:
    def row(cells: tuple[str, ...], attributes: str = "") -> str:
        inner = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in cells
        )
        return f"<table:table-row{attributes}>{inner}</table:table-row>"

    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    rows = row(HEADER) + row(ROWS[0]) + row(ROWS[1], ' table:visibility="filter"') + row(ROWS[2])
    content = (
        f'<?xml version="1.0"?><office:document-content {namespaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="班额">{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return buffer.getvalue()


def read(data: bytes) -> RawTable:
    [table] = read_tables(data, "表.xls")
    return table


@pytest.mark.parametrize("data", [xml_file(), open_document()], ids=["xml", "ods"])
def test_hidden_rows_and_columns_are_read_and_told(data: bytes) -> None:
    table = read(data)
    assert isinstance(table.body, RowsBody)
    assert (table.header, table.body.rows) == (HEADER, ROWS)
    assert (table.hidden_rows, table.hidden_columns) == ({3}, {1, 2})


def test_hidden_rows_and_columns_of_a_saved_page_are_told() -> None:
    columns = "<col width=80><col span=2 style='display:none;mso-width-alt:0'><col>"
    table = read(html_file("<tr height=0 style='mso-height-source:userset; DISPLAY: none'>", columns))
    assert isinstance(table.body, RowsBody)
    assert table.body.rows == ROWS
    assert (table.hidden_rows, table.hidden_columns) == ({3}, {1, 2})


def styled(style: str, body: bytes) -> bytes:
    return body.replace(b"<body>", f"<head><style>{style}</style></head><body>".encode())


def test_what_the_styles_of_a_saved_page_hide_by_its_class_is_told() -> None:
    style = "<!-- td{color:red}\n.xl65 {mso-x:1}\ntr.Gone, .away {mso-y:2; DISPLAY : none;} -->"
    page = styled(style, html_file("<tr class='xl65 gone'>", "<col><col class=away span=2>"))
    table = read(page)
    assert isinstance(table.body, RowsBody)
    assert table.body.rows == ROWS
    assert (table.hidden_rows, table.hidden_columns) == ({3}, {1, 2})


@pytest.mark.parametrize(
    "style", [".other{display:none}", ".gone{display:block}", "@media print{.gone{display:none}}", ".gone{"]
)
def test_what_the_styles_show_on_the_screen_is_not_hidden(style: str) -> None:
    table = read(styled(style, html_file("<tr class=gone>")))
    assert (table.hidden_rows, table.hidden_columns) == (frozenset(), frozenset())


def test_a_table_of_which_all_is_seen_hides_nothing() -> None:
    table = read(html_file("<tr style='display:table-row'>", "<col style='width:9pt'>"))
    assert (table.hidden_rows, table.hidden_columns) == (frozenset(), frozenset())


@pytest.mark.parametrize("make", [old_workbook, old_stream])
def test_a_workbook_of_excel_95_is_refused_rather_than_read_in_other_letters(make) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read_tables(make([HEADER, *ROWS]), "表.xls")
    assert refusal.value.code == "file.old_workbook"


def raised(*runs: str) -> bytes:
    """A workbook whose last cell has these pieces of text, every second of them raised."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, up = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROWS[0][:3])
        formatted = [part for number, run in enumerate(runs) for part in ([up, run] if number % 2 else [run])]
        sheet.write_rich_string(1, 3, *formatted)
        sheet.write_row(2, 0, ROWS[1])
    return buffer.getvalue()


def raised_inside(*runs: str) -> bytes:
    """The same with the text in its cell, as programs write that are not Excel."""
    up = '<vertAlign val="superscript"/>'
    pieces = "".join(
        f"<r><rPr>{up * (number % 2)}<sz/></rPr><t>{run}</t></r>" for number, run in enumerate(runs)
    )
    shared, inside = zipfile.ZipFile(io.BytesIO(raised("45", "1"))), io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in shared.namelist():
            part, sheet = shared.read(name), f'<c r="D2" t="inlineStr"><is>{pieces}</is></c>'.encode()
            archive.writestr(name, re.sub(rb'<c r="D2"[^>]*>.*?</c>', lambda _, cell=sheet: cell, part))
    return inside.getvalue()


def raised_in_page(*runs: str) -> bytes:
    """The same as a saved page."""
    text = "".join(f"<sup>{run}</sup>" if number % 2 else run for number, run in enumerate(runs))
    return html_file("<tr>").replace(b">45<", f">{text}<".encode())


@pytest.mark.parametrize("make", [raised, raised_inside, raised_in_page])
@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("45", "1"), "45[注1]"),
        (("45人", "12", "（约）"), "45人[注12]（约）"),
        (("30 m", "2"), "30 m2"),
        (("4", "th"), "4th"),
    ],
)
def test_a_raised_figure_behind_a_number_points_at_a_note(
    make: Callable[..., bytes], runs: tuple[str, ...], text: str
) -> None:
    body = read(make(*runs)).body
    assert isinstance(body, RowsBody)
    assert [row[3] for row in body.rows][:2] == [text, "46"]


def test_a_line_that_names_the_separator_for_excel_is_no_row() -> None:
    text = "sep=;\n" + "".join(";".join(row) + "\n" for row in (HEADER, *ROWS))
    [table] = read_tables(text.encode("gb18030"), "表.csv")
    assert isinstance(table.body, RowsBody)
    assert (table.header, table.body.rows, table.header_line) == (HEADER, ROWS, 2)


def test_a_workbook_in_the_strict_form_is_read() -> None:
    loose, strict = zipfile.ZipFile(io.BytesIO(workbook({"班额": [HEADER, *ROWS]}))), io.BytesIO()
    with zipfile.ZipFile(strict, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in loose.namelist():
            part = loose.read(name)
            for kind in (b"spreadsheetml", b"officeDocument"):
                part = part.replace(
                    b"http://schemas.openxmlformats.org/%s/2006/" % kind,
                    b"http://purl.oclc.org/ooxml/%s/" % kind,
                )
            archive.writestr(name, part)
    assert read(strict.getvalue()).header == HEADER
