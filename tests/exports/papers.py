"""A Word file read back: its words, its tables, its charts and the workbooks behind them."""

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import docx
import openpyxl
from docx.document import Document

from tests.exports.ooxml_order import C

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True)
class ReadChart:
    """A chart as it is drawn, and as its workbook has it: categories, and values by series' name."""

    categories: tuple[str, ...]
    drawn: dict[str, tuple[float | None, ...]]
    workbook: dict[str, tuple[float | None, ...]]
    formats: tuple[str, ...]
    mark: str


def read_document(package: bytes) -> Document:
    """Open a file as python-docx does."""
    return docx.Document(io.BytesIO(package))


def words_of(package: bytes) -> list[str]:
    """Every paragraph between the tables."""
    return [paragraph.text for paragraph in read_document(package).paragraphs]


def tables_of(package: bytes) -> list[list[list[str]]]:
    """Every table as rows of texts."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in read_document(package).tables
    ]


def charts_of(package: bytes) -> list[ReadChart]:
    """Every chart with its workbook, in the order of the document."""
    found = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        number = 1
        while f"word/charts/chart{number}.xml" in archive.namelist():
            relations = ET.fromstring(archive.read(f"word/charts/_rels/chart{number}.xml.rels"))  # noqa: S314 - our own
            [relation] = relations.iter(_RELATIONS)
            workbook = archive.read("word/embeddings/" + relation.attrib["Target"].rsplit("/", 1)[-1])
            root = ET.fromstring(archive.read(f"word/charts/chart{number}.xml"))  # noqa: S314 - our own file
            found.append(_read(root, workbook))
            number += 1
    return found


def _read(root: ET.Element, workbook: bytes) -> ReadChart:
    series = sorted(root.iter(f"{C}ser"), key=lambda item: int(item.find(f"{C}idx").attrib["val"]))  # type: ignore[union-attr]
    drawn = {}
    categories: tuple[str, ...] = ()
    for item in series:
        [name] = [v.text or "" for v in item.find(f"{C}tx").iter(f"{C}v")]  # type: ignore[union-attr]
        categories = tuple(v.text or "" for v in item.find(f"{C}cat").iter(f"{C}v"))  # type: ignore[union-attr]
        points = {
            int(point.attrib["idx"]): float(point.findtext(f"{C}v") or "")
            for point in item.find(f"{C}val").iter(f"{C}pt")  # type: ignore[union-attr]
        }
        drawn[name] = tuple(points.get(place) for place in range(len(categories)))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert [row[0] for row in rows] == list(categories)
    title = root.find(f"{C}chart/{C}title")
    return ReadChart(
        categories,
        drawn,
        {str(name): tuple(row[place] for row in rows) for place, name in enumerate(header) if place},  # type: ignore[misc]
        tuple(dict.fromkeys(item.text or "" for item in root.iter(f"{C}formatCode"))),
        "" if title is None else "".join(title.itertext()),
    )
