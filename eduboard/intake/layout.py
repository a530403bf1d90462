"""Tables laid out otherwise than by row and column of their dataset: what is said of them, and what to do.

Two tables side by side, a column for each stage or quarter, numbers in tens of thousands, rows and columns that
nobody sees: each reads like a table and would be half of what its clerk means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from eduboard.codes import load_code_table, region_names
from eduboard.contracts import load_contracts
from eduboard.intake.findings import ERROR, WARNING, Finding, make_finding
from eduboard.intake.match import Match, vocabulary
from eduboard.intake.normalise import SCALED_KINDS
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.model import RawTable, RowsBody
from eduboard.intake.reading.rowkinds import plain_heading
from eduboard.intake.reading.scales import find_scales
from eduboard.intake.staging import column_name
from eduboard.texts import findings as texts

_PERIODS = (
    r"(?:(?:19|20)[0-9]{2}(?:-(?:19|20)?[0-9]{2})?(?:学年|年度|年)?[-/.]?)?"
    r"(?:第?[一二三四1-4]季度|q[1-4]|[0-9]{1,2}月份?|第?[一二]学期|[上下]学期|春季?|秋季?)"
    r"|(?:19|20)[0-9]{2}(?:学年|年度|年)?"
)
_NUMBERED = {
    "grade": "[一二三四五六七八九1-9]年级|[初高][一二三]",
    "class_no": "[(]?(?:[0-9一二三四五六七八九]|十){1,3}[)]?班",
}
_PLAIN_CODE = re.compile(r"[0-9]*")
COUNTED_KINDS = SCALED_KINDS | {"quantity"}
_NAMED_AT_MOST = 3


def layout_findings(table: RawTable, staged: Staged, match: Match | None) -> list[Finding]:
    """Say what of a table's layout does not lay its numbers out as its dataset has them."""
    found = list(_beside_each_other(table.header))
    sections = _said_by_sections(table, match) if match is not None else ()
    if match is None or not match.is_complete:
        return [*found, *_spread_over_columns(table.header), *sections]
    return [
        *(found or _named_twice(table.header, staged, match)),
        *_unnamed(table, staged),
        *_scaled(table, match),
        *sections,
        *_hidden(table),
    ]


def _beside_each_other(header: Sequence[str]) -> Iterator[Finding]:
    """Refuse a header that begins anew: what stands under its second half would be lost."""
    times = Counter(key for key in map(header_key, header) if key in vocabulary())
    twice = [key for key, count in times.items() if count > 1]
    if len(twice) > 1:
        yield make_finding("layout.side_by_side", value=_named(twice))


def _named_twice(header: Sequence[str], staged: Staged, match: Match) -> Iterator[Finding]:
    """Refuse two columns of one name that differ, where the choice between them would change the table."""
    for position, item in match.fields.items():
        if not item.required and item.kind not in COUNTED_KINDS:
            continue
        for other in range(position + 1, len(header)):
            if header_key(header[other]) != header_key(header[position]):
                continue
            first, second = (staged.cells.column(column_name(at)).cast("string") for at in (position, other))
            if not first.equals(second):
                yield make_finding("layout.two_columns", column=item.title, value=header[position])


def _unnamed(table: RawTable, staged: Staged) -> Iterator[Finding]:
    """Name the columns that have no name, and so are read by nobody, though they are filled in."""
    for position, name in enumerate(table.header):
        column = column_name(position)
        if not name.strip() and any(spelling and spelling.strip() for spelling in staged.spellings(column)):
            filled = staged.row_count - staged.cells.column(column).null_count
            yield make_finding("layout.unnamed_column", level=WARNING, value=filled, number=position + 1)


def _spread_over_columns(header: Sequence[str]) -> Iterator[Finding]:
    """Find names that are those of one field for several stages, levels … or for several periods."""
    periods = _columns_with(_part_of_name(_PERIODS), header)
    if len(periods) > 1:
        yield make_finding("layout.periods_as_columns", value=_named(periods))
        return
    spread = [(title, _columns_with(pattern, header)) for title, pattern in _values_of_fields()]
    title, columns = max(spread, key=lambda found: len(found[1]))
    if len(columns) > 1:
        yield make_finding("layout.values_as_columns", value=_named(columns), of=title)


def _columns_with(pattern: re.Pattern[str], header: Sequence[str]) -> list[str]:
    """List the first name with each different part; the rest of such a name is a known one, or nothing."""
    columns: dict[str, str] = {}
    for text in header:
        key = header_key(text)
        parts = pattern.fullmatch(key)
        part = parts and (parts["first"] or parts["last"])
        if (
            parts
            and part
            and key not in vocabulary()
            and (not parts["name"] or parts["name"] in vocabulary())
        ):
            columns.setdefault(part, text)
    return list(columns.values())


@cache
def _values_of_fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """List the fields whose values may be taken for columns: their title, and the names that have one in them."""
    found = {}
    for contract in load_contracts().values():
        for item in contract.fields:
            if item.kind == "code":
                codes = item.codes or item.name
                found[codes] = (item.title, _part_of_name(_any_of(load_code_table(codes).spellings())))
            elif item.kind == "district":
                found[item.name] = (item.title, _part_of_name(_any_of(region_names().values())))
            elif item.name in _NUMBERED:
                found[item.name] = (item.title, _part_of_name(_NUMBERED[item.name]))
    return tuple(found.values())


def _any_of(values: Iterable[str]) -> str:
    keys = sorted(set(map(header_key, values)) - vocabulary(), key=lambda key: (-len(key), key))
    return "|".join(re.escape(key) for key in keys if not _PLAIN_CODE.fullmatch(key))


def _part_of_name(part: str) -> re.Pattern[str]:
    """Make the pattern of a name with a part before or behind it, in brackets or not."""
    return re.compile(rf"(?P<first>{part})?[-_/·]?(?P<name>.*?)[-_/·(]?(?P<last>{part})?[)]?")


def _scaled(table: RawTable, match: Match) -> Iterator[Finding]:
    """Name the columns that count in 万, and refuse a unit of which nobody knows for which columns it holds."""
    scales = find_scales(table)
    counted = {position: item for position, item in match.fields.items() if item.kind in COUNTED_KINDS}
    for position, item in counted.items():
        if position in scales.powers:
            is_scaled = item.kind in SCALED_KINDS
            yield make_finding(
                "layout.scaled" if is_scaled else "layout.quantity_scaled",
                level=WARNING if is_scaled else ERROR,
                column=item.title,
                value=table.header[position],
                times=f"{10 ** scales.powers[position]:,}",
            )
    unclear = [
        item.title
        for position, item in counted.items()
        if item.kind in SCALED_KINDS and position not in scales.stated
    ]
    if scales.of_all is not None and unclear:
        yield make_finding(
            "layout.unit_of_all", line=scales.of_all.line, value=scales.of_all.unit, columns=_named(unclear)
        )


def _said_by_sections(table: RawTable, match: Match) -> Iterator[Finding]:
    """Name the headings between the rows that say what no column does: nobody carries 小学部 down to its schools."""
    sections = [row for row in table.skipped if row.kind == "section"]
    for item in match.contract.fields if sections else ():
        if item.kind != "code" or item.name in match.columns:
            continue
        pattern = re.compile(_any_of(load_code_table(item.codes or item.name).spellings()))
        said = [
            (row.line, heading) for row in sections for heading in map(plain_heading, row.cells) if heading
        ]
        said = [(line, heading) for line, heading in said if pattern.search(header_key(heading))]
        if said:
            names = _named(list(dict.fromkeys(heading for _, heading in said)))
            yield make_finding("layout.section", level=WARNING, line=said[0][0], value=names, of=item.title)


def _hidden(table: RawTable) -> Iterator[Finding]:
    """Say that what nobody sees in the workbook was read like the rest."""
    body = table.body
    rows = [line for line in body.lines if line in table.hidden_rows] if isinstance(body, RowsBody) else []
    if rows:
        yield make_finding("layout.hidden_rows", level=WARNING, line=rows[0], value=len(rows))
    columns = [
        name for position, name in enumerate(table.header) if name and position in table.hidden_columns
    ]
    if columns:
        yield make_finding("layout.hidden_columns", level=WARNING, value=_named(columns))


def _named(names: Sequence[str]) -> str:
    shown = texts.LISTED.join(names[:_NAMED_AT_MOST])
    return shown if len(names) <= _NAMED_AT_MOST else texts.AND_OTHERS.format(words=shown)
