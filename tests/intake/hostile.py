"""Files that mean harm, and a process that hands them to the check one after the other and says what it cost.

python -m tests.intake.hostile FOLDER
"""

from __future__ import annotations

import importlib
import io
import json
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.settings import Settings
from tests.intake.files import CLASSES, classes

MB = 1 << 20
MEMORY = 3 * 1024 * MB
"""Address space beyond what the process has when it is ready; more is a MemoryError or the end of it."""
LONGEST = 120
"""Seconds after which a file counts as a hang: thirty times what the slowest takes on a machine of its own."""

HEADER = CLASSES.encode() + b"\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "哈">'
    + "".join(f'<!ENTITY a{depth} "{f"&a{depth - 1};" * 10}">' for depth in range(1, 12))
    + "]>"
)


def workbook_of(sheet: str | bytes, shared: str = "", sheet_count: int = 1) -> bytes:
    """Write an XLSX by hand: all its sheets are this XML."""
    sheets = "".join(
        f'<sheet name="表{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, 1 + sheet_count)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")], start=1
        )
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": shared,
    }
    return packed({name: content for name, content in parts.items() if content})


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Write a ZIP."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def sheet_of(rows: str, before: str = "") -> str:
    """Write the XML of a sheet."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def cell(place: str, text: str) -> str:
    """Write a cell with its text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def shared_text(rows: int, text: str) -> bytes:
    """A long text that every row shows twice."""
    lines = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}" t="s"><v>0</v></c></row>'
        for row in range(1, rows + 1)
    )
    return workbook_of(sheet_of(lines), f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>')


def open_document(rows: str) -> bytes:
    """An ODS with these rows."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return packed(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="表">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        }
    )


def html(inside: bytes) -> bytes:
    """A web page that calls itself XLS."""
    return b"<html><body><table>" + inside


SMALL = '<row r="1">' + cell("A1", "a") + cell("B1", "b") + '</row><row r="2"><c r="A2"><v>1</v></c></row>'
CORNERS = '<row r="1">' + cell("A1", "a") + '</row><row r="1048576">' + cell("XFD1048576", "b") + "</row>"

# Each file, and the code of the sentence that refuses it; None where it may as well be read.
WORKBOOKS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "a sheet of 300 MB of nothing": (lambda: workbook_of(b" " * (300 * MB)), "file.bomb"),
    "a thousand million laughs in a cell": (
        lambda: workbook_of(LAUGHS + sheet_of('<row r="1">' + cell("A1", "&a11;") + "</row>")),
        "file.damaged",
    ),
    "a thousand million laughs in the shared strings": (
        lambda: workbook_of(
            sheet_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
            f"{LAUGHS}<sst><si><t>&a11;</t></si></sst>",
        ),
        "file.damaged",
    ),
    "20 GB of one shared string": (lambda: shared_text(300_000, "x" * 32_000), "file.too_heavy"),
    "a dimension of all cells there are": (
        lambda: workbook_of(
            sheet_of(
                '<row r="1">'
                + cell("A1", "a")
                + cell("B1", "b")
                + '</row><row r="2"><c r="A2"><v>1</v></c></row>',
                '<dimension ref="A1:XFD1048576"/>',
            )
        ),
        None,
    ),
    "two cells in opposite corners": (lambda: workbook_of(sheet_of(CORNERS)), "file.sparse"),
    "corners in the other quotation marks": (
        lambda: workbook_of(sheet_of(CORNERS.replace('"', "'"))),
        "file.too_heavy",
    ),
    "corners in another vocabulary": (
        lambda: workbook_of(
            f'<q:worksheet xmlns:q="{MAIN}"><q:sheetData><q:row r="1"><q:c r="ZZZ1"><q:v>1</q:v></q:c></q:row>'
            '<q:row><q:c r="A1048576"><q:v>1</q:v></q:c></q:row></q:sheetData></q:worksheet>'
        ),
        "file.too_heavy",
    ),
    "corners reached without naming a place": (
        lambda: workbook_of(
            sheet_of(
                "<row>"
                + "<c><v>1</v></c>" * 16_384
                + "</row>"
                + "<row></row>" * 300_000
                + "<row><c><v>1</v></c></row>"
            )
        ),
        "file.too_heavy",
    ),
    "a cell in two places": (
        lambda: workbook_of(
            sheet_of('<row r="1">' + cell("A1", "a") + '<c r="B1" r="XFD1048576"><v>1</v></c></row>')
        ),
        "file.too_heavy",
    ),
    "a row beyond the last": (
        lambda: workbook_of(sheet_of('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>')),
        None,
    ),
    "a column beyond the last": (
        lambda: workbook_of(sheet_of('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZ1"><v>1</v></c></row>')),
        "file.too_many_cells",
    ),
    "three thousand sheets that are one": (
        lambda: workbook_of(sheet_of('<row r="1">' + cell("A1", "a") + "</row>"), sheet_count=3000),
        "file.too_many_sheets",
    ),
    "sixty thousand parts": (
        lambda: packed({"xl/workbook.xml": "x", **{f"xl/worksheets/{n}.xml": b"" for n in range(60_000)}}),
        None,
    ),
    "an open document that repeats itself": (
        lambda: open_document(
            '<table:table-row table:number-rows-repeated="4000000000"><table:table-cell '
            'table:number-columns-repeated="4000000000"><text:p>a</text:p></table:table-cell></table:table-row>'
        ),
        None,
    ),
    "an XLS of nothing": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5 * MB), "file.damaged"),
}
PAGES: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "tables in tables in tables": (lambda: html(b"<tr><td><table>" * 100_000), None),
    "five million tags": (lambda: html(b"<tr><td>" + b"<div>" * 5_000_000), "file.too_many_tags"),
    "comments that never close": (lambda: html(b"<tr><td>1" + b"<!--" * 2_000_000), None),
    "tags that never close": (lambda: html(b"<tr><td>1" + b"<a " * 2_000_000), None),
    "marks that never close": (lambda: html(b"<tr><td>1" + b'<a b="' * 2_000_000), None),
    "a script that never closes": (lambda: html(b"<tr><td>1<script>" + b"</scrip" * 2_000_000), None),
    "a tag of five million attributes": (lambda: html(b"<tr><td " + b"a=1 " * 5_000_000 + b">"), None),
    "a tag with a name of a million letters": (lambda: html(b"<tr><td " + b"a" * 1_000_000 + b">1"), None),
    "cells over each other": (
        lambda: html(b"<tr><td rowspan=500 colspan=500>1</td></tr>" * 100_000),
        "file.too_many_cells",
    ),
    "a span of a hundred thousand digits": (lambda: html(b"<tr><td colspan=" + b"9" * 100_000 + b">1"), None),
    "a span in another script's digits": (lambda: html("<tr><td colspan=²³>1<td>2".encode()), None),
    "a character of a hundred thousand digits": (
        lambda: html(b"<tr><td>a<td>b<tr><td>&#" + b"9" * 90_000 + b";<td>2"),
        None,
    ),
    "a cell of forty million signs": (lambda: html(b"<tr><td>" + b"&#" * 20_000_000), "file.cell_too_long"),
    "rows that skip a hundred thousand": (
        lambda: (
            b'<?xml version="1.0"?><Workbook><Worksheet><Table>'
            + b"".join(
                b'<Row ss:Index="%d"><Cell ss:Index="19999"><Data>1</Data></Cell></Row>'
                % (99_999 * number + 2)
                for number in range(300)
            )
        ),
        "file.too_many_cells",
    ),
    "a thousand million laughs on a page": (
        lambda: LAUGHS.encode() + html(b"<tr><td>&a11;</td></tr></table>"),
        None,
    ),
}
TEXTS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "two hundred million commas": (lambda: b"," * 200_000_000, "file.too_many_columns"),
    "a line of two hundred million letters": (lambda: b"x" * 200_000_000, "file.cell_too_long"),
    "201 MB": (lambda: b"a,b\n" * (201 * MB // 4), "file.too_large"),
    "ten thousand columns": (
        lambda: (b",".join(b"c%d" % number for number in range(10_000)) + b"\n") * 100,
        "file.too_many_columns",
    ),
    "one cell of 50 MB": (
        lambda: HEADER + b"2025Q3," + b"x" * (50 * MB) + b",1,1,1,1,1\n",
        "file.cell_too_long",
    ),
    "a line of a million letters": (lambda: b"x" * 1_000_000, "file.cell_too_long"),
    "a hole of NUL in the middle": (lambda: HEADER + bytes(1000) + b"1,2,3,4,5,6,7\n", "file.binary"),
    "a hundred million NUL": (lambda: bytes(100_000_000), "file.empty"),
    "five million quotation marks": (lambda: HEADER + b'"' * 5_000_000, "file.cell_too_long"),
    "five million lines of a quotation mark": (lambda: HEADER + b'"\n' * 5_000_000, "file.too_many_rows"),
    "half a million lines of broken quotes": (
        lambda: HEADER + b'2025Q3,"a"b,"c,d"e,f,1,"2",3"\n' * 500_000,
        "file.broken_quotes",
    ),
    "rows of three hundred open quotes": (
        lambda: (b",".join([b'"a'] * 290) + b"\n") * 20_000,
        "file.broken_quotes",
    ),
    "half a million notes": (lambda: HEADER + "注：x\n".encode() * 500_000, "file.too_many_notes"),
    "half a million totals": (
        lambda: HEADER + "合计,,,,,,1\n".encode() * 500_000,
        "file.too_many_notes",
    ),
    "a million rows in which no cell is like another": (
        lambda: HEADER + b"".join(b"a%d,b%d,c%d,d%d,e%d,f%d,%d\n" % ((n,) * 7) for n in range(1_000_000)),
        "file.too_varied",
    ),
    "half a million rows in which every cell is wrong": (
        lambda: HEADER + b"".join(b"a%d,b%d,c,d%d,e,f,g%d\n" % ((n,) * 4) for n in range(500_000)),
        None,
    ),
    "a hundred thousand rows of nothing right": (lambda: HEADER + b"a,b,c,d,e,f,g\n" * 100_000, None),
    "numbers of fifty thousand digits": (
        lambda: (
            HEADER
            + b"".join(
                f"2025Q3,临湖区,实验小学,小学,一年级,{number},{'9' * 50_000}{number}\n".encode()
                for number in range(200)
            )
        ),
        None,
    ),
    "brackets in brackets": (
        lambda: (
            HEADER + b"".join(b"%d%s,2,3,4,5,6,%s\n" % (n, b"(" * 50_000, b"-" * 50_000) for n in range(100))
        ),
        None,
    ),
    "numbers with fifty thousand blanks in them": (
        lambda: (
            HEADER
            + b"".join(b"2025Q%s3,2,3,4,5,6,1%s%d\n" % (b" " * 50_000, b" " * 50_000, n) for n in range(100))
        ),
        None,
    ),
}
FILES = WORKBOOKS | PAGES | TEXTS


def main(folder: Path) -> None:
    """Check every file and print a line for each: its name, size, the answer, seconds, and MB beyond the start."""
    store = open_ready_store(Settings(store=folder / "eduboard.duckdb", threads=2))
    close_all(check_file(store, LOCAL_USER, classes(45), "暖身.csv"))
    close_all(check_file(store, LOCAL_USER, workbook_of(sheet_of(SMALL)), "暖身.xlsx"))
    resource = importlib.import_module("resource")
    limit = _memory("VmSize") * MB + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for name, (make, _) in FILES.items():
        data = make()
        before = _memory("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")
        signal.alarm(LONGEST)
        started = time.monotonic()
        try:
            tables = check_file(store, LOCAL_USER, data, "文件")
            answer = "read"
            close_all(tables)
        except EduboardError as refusal:
            answer = refusal.code if str(refusal) != refusal.code else f"{refusal.code} without a sentence"
        signal.alarm(0)
        taken = time.monotonic() - started
        print(json.dumps([name, len(data) / MB, answer, taken, _memory("VmHWM") - before]), flush=True)
        del data


def _memory(name: str) -> int:
    """Read one of the process's own figures, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
