"""Results as tables on paper: values in, cells out; widths that fit the text whatever the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from eduboard.contracts import load_contracts
from eduboard.exports.blocks import Align, Cell, Table
from eduboard.exports.materials.captions import caption_notes, caption_title
from eduboard.exports.narrative import Statement
from eduboard.exports.word.markup import TEXT_WIDTH_MM
from eduboard.formats import format_delta, format_target, format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import (
    Caption,
    DataTable,
    Qualified,
    Ranking,
    SchoolCoverage,
    Source,
)
from eduboard.texts import materials as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.views import DISTRICT

COLUMNS_A_TABLE = 6
"""Metrics side by side: their heads still have four characters a line."""
_ROWS_TOGETHER = 12
"""A table of so many rows goes to the next page rather than being split."""
_NAME_MM, _LONG_NAME_MM, _MARK_MM = 30.0, 62.0, 26.0
_CHARACTER_MM, _PADDING_MM = 3.75, 4.0
_INDICATOR_MM = (58.0, 24.0, 30.0, 16.0, 28.0)
_SCHOOL_MM = (96.0, 24.0, 36.0)
_DEFINITION_MM = (34.0, 14.0, 64.0, 44.0)
_SOURCE_MM = (40.0, 24.0, 56.0, 36.0)
_QUOTE_MM = (110.0, 46.0)


def head(titles: Sequence[str]) -> tuple[Cell, ...]:
    """A row of column heads."""
    return tuple(Cell(title, is_head=True) for title in titles)


def centred(text: str) -> Cell:
    """A number's cell."""
    return Cell(text, align=Align.CENTER)


def _name_width(names: Iterable[str]) -> float:
    """The width of the column of names: long ones get room for two lines rather than for six."""
    longest = max(map(len, names), default=0)
    return min(_LONG_NAME_MM, max(_NAME_MM, -(-longest // 2) * _CHARACTER_MM + _PADDING_MM))


def data_tables(table: DataTable) -> list[Table]:
    """A table of districts × metrics, beside each other as many columns as the page is wide for."""
    leading = sum(metric is None for metric in table.metrics)
    columns = range(leading, len(table.columns))
    parts = _parts(list(columns))
    return [
        _data_table(table, leading, part, number, len(parts)) for number, part in enumerate(parts, start=1)
    ]


def _parts(columns: list[int]) -> list[list[int]]:
    """Split columns evenly."""
    count = max(1, -(-len(columns) // COLUMNS_A_TABLE))
    size = -(-len(columns) // count) if columns else 0
    remaining = iter(columns)
    return [list(islice(remaining, size)) for _ in range(count)]


def _data_table(table: DataTable, leading: int, part: list[int], number: int, parts: int) -> Table:
    shown = [*range(leading), *part]
    fixed = (_name_width(str(row[0]) for row in table.rows), _MARK_MM)[:leading]
    width = (TEXT_WIDTH_MM - sum(fixed)) / len(part) if part else 0
    titles = [_column_title(table.columns[column], table.metrics[column]) for column in shown]
    caption = caption_title(table.caption)
    if parts > 1:
        caption = texts.PART_OF.format(caption=caption, part=number, parts=parts)
    return Table(
        widths=(*fixed, *(width for _ in part)),
        rows=(
            head(titles),
            *(
                tuple(
                    _value_cell(row[column], table.metrics[column], is_name=column == 0) for column in shown
                )
                for row in table.rows
            ),
        ),
        header_rows=1,
        caption=caption,
        notes=caption_notes(table.caption, with_definition=False) if number == parts else (),
        traced=table.caption,
        kept_together=len(table.rows) <= _ROWS_TOGETHER,
    )


def _column_title(title: str, metric: Metric | None) -> str:
    return title if metric is None else texts.WITH_UNIT.format(name=title, unit=metric.unit)


def _value_cell(value: object, metric: Metric | None, *, is_name: bool) -> Cell:
    if metric is None:
        text = "" if value is None else str(value)
        return Cell(text) if is_name else centred(text)
    if isinstance(value, str):
        return centred(value)
    if isinstance(value, Qualified):
        return centred(format_value(value.value, metric, value.qualifier))
    return centred(format_value(value if isinstance(value, (int, float)) else None, metric))


def indicator_table(statements: Sequence[Statement], caption: Caption) -> Table | None:
    """A place's own figures, one a line: value, movement, rank, target."""
    known = [item for item in statements if item.value is not None or item.target is not None]
    if not known:
        return None
    titles = [title.format(baseline=known[0].baseline) for title in texts.INDICATOR_COLUMNS]
    return Table(
        widths=_INDICATOR_MM,
        rows=(head(titles), *(_indicator_row(item) for item in known)),
        header_rows=1,
        caption=caption_title(caption),
        notes=caption_notes(caption, with_definition=False),
        traced=caption,
        kept_together=len(known) <= _ROWS_TOGETHER,
    )


def _indicator_row(item: Statement) -> tuple[Cell, ...]:
    metric = item.metric
    rank = texts.RANK_OF.format(rank=item.place.rank, count=item.place.count) if item.place else UNDEFINED
    is_round = bool(item.qualifier or item.base_qualifier)
    change = UNDEFINED if item.delta is None or is_round else format_delta(item.delta.change, metric)
    return (
        Cell(texts.WITH_UNIT.format(name=metric.name, unit=metric.unit)),
        centred(format_value(item.value, metric, item.qualifier)),
        centred(change),
        centred(rank),
        centred(format_target(item.target, metric) if item.target else UNDEFINED),
    )


def rank_tables(rankings: Sequence[Ranking], caption: Caption) -> list[Table]:
    """Districts × metrics, each value with its rank; why one is not ranked stands in its place."""
    parts = _parts(list(range(len(rankings))))
    return [
        _rank_table([rankings[column] for column in part], caption, number, len(parts))
        for number, part in enumerate(parts, start=1)
        if part
    ]


def _rank_table(rankings: Sequence[Ranking], caption: Caption, number: int, parts: int) -> Table:
    titles = [_column_title(ranking.metric.name, ranking.metric) for ranking in rankings]
    by_district = [{row.district: row for row in ranking.rows} for ranking in rankings]
    names = {row.district: row.name for ranking in rankings for row in ranking.rows}
    title = caption_title(caption)
    first = _name_width(names.values())
    width = (TEXT_WIDTH_MM - first) / len(rankings)
    return Table(
        widths=(first, *(width for _ in rankings)),
        rows=(
            head([DISTRICT, *titles]),
            *(
                (
                    Cell(name),
                    *(
                        _rank_cell(ranking, rows[district].value, district)
                        for ranking, rows in zip(rankings, by_district, strict=True)
                    ),
                )
                for district, name in sorted(names.items())
            ),
        ),
        header_rows=1,
        caption=texts.PART_OF.format(caption=title, part=number, parts=parts) if parts > 1 else title,
        notes=caption_notes(caption, (texts.RANKING_RULE.rstrip("。"),), with_definition=False)
        if number == parts
        else (),
        traced=caption,
        kept_together=len(names) <= _ROWS_TOGETHER,
    )


def _rank_cell(ranking: Ranking, value: float | None, district: str) -> Cell:
    row = next(row for row in ranking.rows if row.district == district)
    written = format_value(value, ranking.metric, row.qualifier)
    if row.rank is not None:
        return centred(texts.RANK_CELL.format(value=written, rank=row.rank))
    if value is None:
        return centred(row.incomplete or UNDEFINED)
    return centred(texts.UNRANKED_CELL.format(value=written, reason=row.incomplete).rstrip())


def school_table(coverage: SchoolCoverage, most: int) -> Table:
    """The schools furthest behind in a metric."""
    return Table(
        widths=_SCHOOL_MM,
        rows=(
            head(texts.SCHOOL_COLUMNS),
            *(
                (
                    Cell(school.name),
                    centred(school.stage),
                    centred(format_value(school.value, coverage.metric)),
                )
                for school in coverage.schools[:most]
            ),
        ),
        header_rows=1,
        caption=caption_title(coverage.caption),
        notes=caption_notes(coverage.caption),
        traced=coverage.caption,
    )


def definition_table(metrics: Sequence[Metric]) -> Table:
    """What every figure means, and on which document that rests."""
    return Table(
        widths=_DEFINITION_MM,
        rows=(
            head(texts.DEFINITION_COLUMNS),
            *(
                (Cell(metric.name), centred(metric.unit), Cell(metric.definition), Cell(metric.basis))
                for metric in metrics
            ),
        ),
        header_rows=1,
        caption=texts.DEFINITIONS,
        is_reference=True,
    )


def source_table(sources: Sequence[Source]) -> Table | None:
    """The batches that everything rests on, by table."""
    if not sources:
        return None
    counts = Counter(source.dataset for source in sources)
    newest = {source.dataset: source for source in sources}  # they come in the order of their numbers
    contracts = load_contracts()
    return Table(
        widths=_SOURCE_MM,
        rows=(
            head(texts.SOURCE_COLUMNS),
            *(
                (
                    Cell(contracts[dataset].title),
                    centred(str(counts[dataset])),
                    centred(source.batch),
                    centred(source.published_at),
                )
                for dataset, source in sorted(newest.items())
            ),
        ),
        header_rows=1,
        caption=texts.SOURCES_TABLE,
        kept_together=len(newest) <= _ROWS_TOGETHER,
    )


def quote_table(quotes: Sequence[tuple[str, str]]) -> Table | None:
    """The passages of papers that published figures rest on."""
    if not quotes:
        return None
    return Table(
        widths=_QUOTE_MM,
        rows=(head(texts.QUOTE_COLUMNS), *((Cell(source), Cell(note)) for source, note in quotes)),
        header_rows=1,
        caption=texts.QUOTES,
        is_reference=True,
    )
