"""Collected figures (资料篮) as one paper, one deck, or one archive; in the owner's order, with the owner's words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat

from eduboard.exports.blocks import Figure as Drawing
from eduboard.exports.blocks import Table
from eduboard.exports.materials import figures, tables
from eduboard.exports.materials.captions import caption_notes, caption_title
from eduboard.exports.materials.writing import (
    Block,
    Heading,
    Material,
    Text,
    Title,
    paper_name,
    write_material,
)
from eduboard.exports.safety import safe_file_name
from eduboard.exports.school_words import indicator_words
from eduboard.exports.tables import build_csv, build_workbook
from eduboard.exports.word.markup import TEXT_WIDTH_MM
from eduboard.formats import drop_point, format_periods
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.imprint import Figure, list_values
from eduboard.metrics.results import (
    Composition,
    DataTable,
    Distribution,
    Flow,
    Qualified,
    Ranking,
    Source,
    Trend,
)
from eduboard.metrics.school_indicators import SchoolIndicators
from eduboard.programmes.lights import LightTable
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.texts import basket as texts
from eduboard.texts.trace_page import RECORDED_COLUMNS

_DATE = "%Y%m%d"
_TOGETHER = 12


@dataclass(frozen=True)
class Collected:
    """A figure that was collected, and what its collector says of it."""

    figure: Figure
    caption: str


def build_collection(
    title: str,
    author: str,
    made_at: datetime,
    items: Sequence[Collected],
    catalogue: Catalogue,
    hide_below: str = "",
) -> Material:
    """Put collected figures together as a paper; what holds no data is left out, and that is said.

    ``hide_below`` says that the figures were made for outside the house (对外).
    """
    title = title or texts.DEFAULT_TITLE
    blocks: list[Block] = [Title(title)]
    for item in items:
        blocks += _blocks(item, catalogue)
    sources: list[Source] = [source for item in items for source in item.figure.caption.sources]
    kinds = {source.kind for source in sources}
    return Material(
        title=title,
        author=author,
        file_name=paper_name(texts.FILE_NAME.format(title=title, date=f"{made_at:{_DATE}}"), hide_below),
        hide_below=hide_below,
        made_at=made_at,
        blocks=tuple(blocks),
        is_demo=DEMO in kinds,
        is_published=PUBLISHED in kinds,
    )


def _blocks(item: Collected, catalogue: Catalogue) -> Iterator[Block]:
    caption = item.figure.caption
    yield Heading(texts.PLACE_AND_TITLE.format(place=caption.place, title=caption.title))
    said = " ".join(item.caption.split())
    if said:
        yield Text(said)
    shown = list(_shown(item.figure, catalogue))
    # On a slide the collector's words are its conclusion.
    yield from (replace(block, headline=said.rstrip("。")) if said else block for block in shown)
    if not shown:
        yield Text(texts.NOT_DRAWN)


def _shown(result: Figure, catalogue: Catalogue) -> Iterator[Drawing | Table]:
    """The figure as a native chart, or as a table where it is one or has too little for a chart."""
    if getattr(result, "is_empty", False):
        return
    drawn = None
    match result:
        case Trend():
            drawn = figures.trend_figure(result)
        case Ranking():
            drawn = figures.ranking_figure(result)
        case Composition():
            drawn = figures.composition_figure(result)
        case Flow():
            drawn = figures.flow_figure(result)
        case Distribution():
            drawn = figures.distribution_figure(result)
    if drawn is not None:
        yield drawn
        return
    table = as_table(result, catalogue)
    if any(metric is not None for metric in table.metrics):
        yield from tables.data_tables(table)
    else:
        yield _list(table)


def _list(table: DataTable) -> Table:
    """A table whose columns are no metrics, as it stands; lights keep their colours."""
    width = TEXT_WIDTH_MM / len(table.columns)
    named = ("",) * table.leading
    lights = [(*named, *row) for row in table.lights] if isinstance(table, LightTable) else repeat(repeat(""))
    return Table(
        widths=(width,) * len(table.columns),
        rows=(
            tables.head(table.columns),
            *(
                tuple(
                    replace(tables.centred(_text(cell)), light=light)
                    for cell, light in zip(row, lit, strict=False)
                )
                for row, lit in zip(table.rows, lights, strict=False)
            ),
        ),
        header_rows=1,
        caption=caption_title(table.caption),
        notes=caption_notes(table.caption),
        kept_together=len(table.rows) <= _TOGETHER,
        traced=table.caption,
    )


def _text(cell: object) -> str:
    return "" if cell is None else str(drop_point(cell))


def as_table(result: Figure, catalogue: Catalogue) -> DataTable:
    """Give any figure's numbers as a table: its rows and columns as the figure names them."""
    if isinstance(result, DataTable):
        return result
    if isinstance(result, SchoolIndicators):
        return indicator_words(result)
    values = list_values(result)
    columns = list(dict.fromkeys(item.column for item in values))
    rows = list(dict.fromkeys(item.row for item in values))
    cells = {(item.row, item.column): item for item in values}
    metrics = []
    for column in columns:
        named = {item.metric for item in values if item.column == column}
        name = named.pop() if len(named) == 1 else ""
        metrics.append(catalogue.get(name))

    def cell(row: str, column: str) -> object:
        found = cells.get((row, column))
        if found is None or found.value is None:
            return None
        is_bare = isinstance(found.value, str) or not found.word
        return found.value if is_bare else Qualified(float(found.value), found.word)

    return DataTable(
        columns=(RECORDED_COLUMNS[0], *map(format_periods, columns)),
        rows=tuple((row, *(cell(row, column) for column in columns)) for row in rows),
        caption=result.caption,
        metrics=(None, *metrics),
    )


def write_archive(material: Material, items: Sequence[Collected], catalogue: Catalogue) -> bytes:
    """Write the paper, and every figure's numbers as CSV and workbook, into one archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{material.file_name}.docx", write_material(material))
        for number, item in enumerate(items, start=1):
            table = as_table(item.figure, catalogue)
            title = f"{table.caption.place}_{table.caption.title}"
            name = safe_file_name(texts.TABLE_FILE.format(number=number, title=title))
            archive.writestr(f"{name}.csv", build_csv(table))
            archive.writestr(f"{name}.xlsx", build_workbook(table))
    return buffer.getvalue()
