"""Word files and decks read back: their words, their tables, their charts and the workbooks behind them."""

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pptx
from docx.document import Document
from pptx.presentation import Presentation

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
    """Every chart of a document or of a deck with its workbook, in order."""
    found = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        folder = "ppt" if "ppt/presentation.xml" in archive.namelist() else "word"
        number = 1
        while f"{folder}/charts/chart{number}.xml" in archive.namelist():
            relations = ET.fromstring(archive.read(f"{folder}/charts/_rels/chart{number}.xml.rels"))  # noqa: S314 - our own
            [relation] = relations.iter(_RELATIONS)
            workbook = archive.read(f"{folder}/embeddings/" + relation.attrib["Target"].rsplit("/", 1)[-1])
            root = ET.fromstring(archive.read(f"{folder}/charts/chart{number}.xml"))  # noqa: S314 - our own file
            found.append(_read(root, workbook))
            number += 1
    return found


@dataclass(frozen=True)
class ReadSlide:
    """A slide: its headline, the texts of its placeholders by index, its table, whether it has a chart, its notes."""

    headline: str
    texts: dict[int, str]
    table: list[list[str]]
    has_chart: bool
    notes: str


def read_deck(package: bytes) -> Presentation:
    """Open a deck as python-pptx does."""
    return pptx.Presentation(io.BytesIO(package))


def slides_of(package: bytes) -> list[ReadSlide]:
    """Every slide, the cover first."""
    found = []
    for slide in read_deck(package).slides:
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        assert slide.shapes.title is not None
        found.append(
            ReadSlide(
                headline=slide.shapes.title.text,
                texts={item.placeholder_format.idx: item.text for item in slide.placeholders},
                table=[[cell.text for cell in row.cells] for table in tables for row in table.rows],
                has_chart=any(shape.has_chart for shape in slide.shapes),
                notes=notes.text,
            )
        )
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
