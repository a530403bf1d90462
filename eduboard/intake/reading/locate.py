"""Where the header of a table is, and what its columns are called.

Above it stand titles, units and who filled the form in; the header itself may take up to three rows, with
merged cells and 其中. A vocabulary of known column names helps, but is not needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from eduboard.intake.reading.headers import header_key, header_units
from eduboard.intake.reading.rowkinds import (
    SkippedRow,
    is_blank,
    is_column_numbers,
    is_figure,
    is_obligation_row,
    is_unit_row,
    plain_cell,
)

Row = tuple[int, Sequence[str]]
# Merged ranges: (first row, first column), (last row, last column), rows as indices into the rows given.
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]

_LOOK_AT = 60
_MEASURE = 1000
_MOST_HEADER_ROWS = 3
_LABELLED = re.compile(r"[^:：]{1,14}[:：].*", re.DOTALL)
_OF_WHICH = re.compile(r"其中[:：]?")
_SUBJECT = (
    "学校|学生|教师|教职工|班级|班额|师资|队伍|人员|课程|项目|活动|培训|参训|课题|成果|名师|平台|工作室|课后服务|办学|条件"
    "|开展|实施|参与|参加|履职|达标|认定|立项|结题|规模|基本|主要|总体|相关|统计|填报|上报|本期|本季度|本学期"
)
_NEUTRAL_GROUP = re.compile(
    rf"(?P<subject>(?:(?:{_SUBJECT})[和与及、]?)*?)(?:情况|信息|数据|资料|统计|指标|内容)?"
)
"""A group that says what its columns are about.  Any other (随迁子女情况, 上学期) says of what part they are."""
_BARE_NAMES = frozenset({"人数", "数量", "总数", "人次", "次数", "名称", "编号", "姓名"})
"""Names that are nothing without the group they stand under."""
_SUM_OF_GROUP = frozenset({"合计", "小计", "总计", "计", "总数", "总人数"})
_YEAR_NAME = re.compile(r"(?:19|20)[0-9]{2}年?(?:度|秋|春)?")
_PERIOD_NAME = re.compile(
    r"(?:(?:19|20)[0-9]{2}(?:年?(?:第?[一二三四1-4]季度|[0-9]{1,2}月|q[1-4])|[-/.][0-9]{1,2}))|第?[一二三四1-4]季度|[0-9]{1,2}月",
    re.IGNORECASE,
)
"""Periods name columns as years do, but not where the rows below have periods too."""
_SPARSE = 0.7
"""How much of its width the lowest row of a header of three fills at most."""
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Header:
    """The header's rows (indices ``first`` to ``last``) and the name of each column."""

    first: int
    last: int
    names: tuple[str, ...]
    above: tuple[SkippedRow, ...] = field(default=())
    hits: int = 0


def find_header(rows: Sequence[Row], vocabulary: Collection[str], merged: Merged = ()) -> Header | None:
    """Return the header among the first rows, or None where the first full row already is data."""
    header = _find_header(rows, vocabulary, merged)
    # What stands above is asked for of the one that was chosen, not of each that might have been.
    return replace(header, above=_above(rows[: header.first])) if header else None


def _find_header(rows: Sequence[Row], vocabulary: Collection[str], merged: Merged) -> Header | None:
    known = _known_header(rows, vocabulary, merged) if vocabulary else None
    shaped = _shaped_header(rows, vocabulary, merged)
    if known is None:
        return shaped
    if shaped is not None and shaped.first != known.first and known.hits < 2 <= len(shaped.names):
        return shaped
    return known


def usual_width(rows: Sequence[Row]) -> int:
    """Return how far most rows with more than one filled cell reach."""
    extents = Counter(extent(cells) for _, cells in rows[:_MEASURE] if _filled(cells) > 1)
    return max(extents.items(), key=lambda item: (item[1], item[0]))[0] if extents else 1


def _known_header(rows: Sequence[Row], vocabulary: Collection[str], merged: Merged) -> Header | None:
    """Return the first row, or rows, of known names; words that happen to be known in a title do not count."""
    candidates = []
    for first, (_, cells) in enumerate(rows[:_LOOK_AT]):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or sum(map(is_figure, cells)) > len(filled) / 2 or _is_about_the_table(filled):
            continue
        header = _header_from(rows, first, vocabulary, merged)
        if header.hits >= 2 or (header.hits == 1 and len(_named(header)) <= 3):
            candidates.append(header)
    most = max((header.hits for header in candidates), default=0)
    sure = (
        header
        for header in candidates
        if (2 * header.hits >= most or header.hits >= max(2, 0.6 * len(_named(header))))
        and not any(_is_titled(header, other, vocabulary) for other in candidates)
    )
    return next(sure, None)


def _is_titled(header: Header, lower: Header, vocabulary: Collection[str]) -> bool:
    """Tell whether a title was taken for the groups of the header below it: the known first column is lost to it."""
    return (
        header.first < lower.first <= header.last
        and lower.hits > header.hits
        and header_key(lower.names[0]) in vocabulary
        and header_key(header.names[0]) not in vocabulary
    )


def _named(header: Header) -> list[str]:
    return [name for name in header.names if name]


def _shaped_header(rows: Sequence[Row], vocabulary: Collection[str], merged: Merged) -> Header | None:
    """Find the header by its look: the first row as wide as the table that holds names, not figures."""
    width = usual_width(rows)
    for first, (_, cells) in enumerate(rows[:_LOOK_AT]):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled or _is_above_header(filled, width):
            continue
        if _is_data(rows, first, width):
            return None
        return _header_from(rows, first, vocabulary, merged)
    return None


def _is_about_the_table(filled: Sequence[str]) -> bool:
    """Tell whether a row says something of the whole table: 单位：人, 填报单位：某某局."""
    return is_unit_row(filled) or all(_LABELLED.fullmatch(cell) for cell in filled)


def _is_above_header(filled: Sequence[str], width: int) -> bool:
    if width == 1:
        return is_unit_row(filled) or _LABELLED.fullmatch(filled[0]) is not None
    if len(filled) == 1 or _is_about_the_table(filled):
        return True
    labelled = sum(1 for cell in filled if _LABELLED.fullmatch(cell))
    return len(filled) < width / 2 and (labelled > 0 or len(filled) <= 2)


def _is_data(rows: Sequence[Row], index: int, width: int) -> bool:
    """Return whether a row has figures where the rows below have figures too."""
    cells = rows[index][1]
    below = [row for _, row in rows[index + 1 : index + 21] if _filled(row) >= width / 2]
    figures = [column for column, cell in enumerate(cells) if cell.strip() and is_figure(cell)]
    if not figures:
        return False
    named = {column for column in figures if _is_time_name(cells[column].strip(), column, below)}
    if len(figures) > _filled(cells) / 2 and len(named) < len(figures):
        return True
    for column in figures:
        if column in named:
            continue
        values = [row[column] for row in below if column < len(row) and row[column].strip()]
        if not values or sum(map(is_figure, values)) > len(values) / 2:
            return True
    return False


def _is_time_name(name: str, column: int, below: Sequence[Sequence[str]]) -> bool:
    """Tell whether a year or a period names a column, rather than being one of many in it."""
    if _YEAR_NAME.fullmatch(name):
        return True
    return _PERIOD_NAME.fullmatch(name) is not None and not any(
        _PERIOD_NAME.fullmatch(_cell(row, column)) for row in below
    )


def _header_from(rows: Sequence[Row], first: int, vocabulary: Collection[str], merged: Merged) -> Header:
    """Return the header of one, two or three rows that begins at a row."""
    last = first
    while last + 1 < min(first + _MOST_HEADER_ROWS, len(rows)) and _continues(rows, first, last + 1, merged):
        last += 1
    names = _flatten(rows, first, last, vocabulary, merged)
    hits = len({key for key in map(header_key, names) if key in vocabulary})
    return Header(first, last, names, hits=hits)


def _above(rows: Sequence[Row]) -> tuple[SkippedRow, ...]:
    skipped = []
    blank_before = False
    for line, cells in rows:
        blank = is_blank(cells)
        if not (blank and blank_before):
            filled = [cell.strip() for cell in cells if cell.strip()]
            kind = "blank" if blank else "unit" if is_unit_row(filled) else "title"
            skipped.append(SkippedRow(line, kind, () if blank else tuple(cells)))
        blank_before = blank
    return tuple(skipped)


def _continues(rows: Sequence[Row], first: int, last: int, merged: Merged) -> bool:
    """Return whether row ``last`` still belongs to the header that begins at row ``first``."""
    lower = rows[last][1]
    filled = {column for column, cell in enumerate(lower) if cell.strip()}
    names = [lower[column].strip() for column in filled]
    if not names or any(map(is_figure, names)) or is_unit_row(names):
        return False
    if merged:
        return _merged_into(filled, first, last, merged)
    above = [row for _, row in rows[first:last]]
    width = max(extent(row) for row in (*above, lower))
    gaps = {column for column in range(width) if not any(_cell(row, column) for row in above)}
    below = [row for _, row in rows[last + 1 : last + 6]]
    has_figures = not below or any(is_figure(_cell(row, column)) for row in below for column in filled)
    if has_figures and all(_is_of_which(above[-1], column) for column in filled):
        return True
    return bool(gaps) and has_figures and (gaps <= filled or gaps <= filled | _names_in(rows, last + 1))


def _is_of_which(cells: Sequence[str], column: int) -> bool:
    """Tell whether the nearest name at or left of a column is 其中, which is no column's own name."""
    names = (cells[at].strip() for at in range(min(column, len(cells) - 1), -1, -1) if cells[at].strip())
    return _OF_WHICH.fullmatch(next(names, "")) is not None


def _names_in(rows: Sequence[Row], index: int) -> set[int]:
    """Return the columns that a row fills which may be the third and last of a header: names, and few of them."""
    cells = rows[index][1] if index < len(rows) else ()
    filled = {column for column, cell in enumerate(cells) if cell.strip()}
    names = [cells[column].strip() for column in filled]
    if not names or len(filled) > _SPARSE * len(cells) or any(map(is_figure, names)) or is_unit_row(names):
        return set()
    return filled


def _merged_into(filled: set[int], first: int, last: int, merged: Merged) -> bool:
    """Return whether merged cells tie row ``last`` to the header row above it."""
    if any(first <= top < last <= bottom for (top, _), (bottom, _) in merged):
        return True
    groups = [(left, right) for (top, left), (_, right) in merged if top == last - 1 and right > left]
    return bool(groups) and all(not filled.isdisjoint(range(left, right + 1)) for left, right in groups)


def _flatten(
    rows: Sequence[Row], first: int, last: int, vocabulary: Collection[str], merged: Merged
) -> tuple[str, ...]:
    width = max(extent(rows[index][1]) for index in range(first, last + 1))
    levels = [
        [_name(_cell(rows[index][1], column)) for column in range(width)] for index in range(first, last + 1)
    ]
    for depth in range(len(levels) - 1):
        _spread(levels, depth, first + depth, merged)
    names: list[str] = []
    subs = Counter(_lowest(levels, column) for column in range(width))
    for column in range(width):
        parts: list[str] = []
        for level in levels:
            if level[column] and level[column] not in parts:
                parts.append(level[column])
        names.append(_joined(parts, names, vocabulary, subs))
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _spread(levels: list[list[str]], depth: int, row: int, merged: Merged) -> None:
    """Write the name of a group over all the columns it stands above."""
    names = levels[depth]
    ranges = [(left, right) for (top, left), (_, right) in merged if top == row and right > left]
    if merged:
        for left, right in ranges:
            for column in range(left, min(right + 1, len(names))):
                names[column] = names[column] or names[left]
        return
    current = ""
    for column, name in enumerate(list(names)):
        below = any(level[column] for level in levels[depth + 1 :])
        current = name or (current if below else "")
        names[column] = current


def _lowest(levels: list[list[str]], column: int) -> str:
    return next((level[column] for level in reversed(levels) if level[column]), "")


def _joined(parts: list[str], before: list[str], vocabulary: Collection[str], subs: Counter[str]) -> str:
    if len(parts) < 2:
        return parts[0] if parts else ""
    if (of_which := _known_of_which(parts, subs, vocabulary)) is not None:
        return of_which
    if _OF_WHICH.fullmatch(parts[0]):
        parent = next((name for name in reversed(before) if "其中" not in name), "")
        parts = [parent, *parts] if parent else parts
    group, lowest = "".join(parts[:-1]), parts[-1]
    if header_key(group) in vocabulary and header_key(lowest) in _SUM_OF_GROUP:
        return group + "".join(f"({unit})" for unit in header_units(lowest))
    if subs[lowest] == 1 and (known := _known_under(group, lowest, vocabulary)):
        return known
    joined = parts[0]
    for part in parts[1:]:
        spaced = joined[-1:].isascii() and joined[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        joined = f"{joined} {part}" if spaced else joined + part
    return joined


def _known_of_which(parts: Sequence[str], subs: Counter[str], vocabulary: Collection[str]) -> str | None:
    """Return the known name that a column has under 其中, unless the group around it says of what part it is."""
    *groups, lowest = parts
    others = [header_key(group) for group in groups if not _OF_WHICH.fullmatch(group)]
    if len(others) == len(groups) or lowest in _BARE_NAMES or subs[lowest] > 1:
        return None
    plain = all(other in vocabulary or _NEUTRAL_GROUP.fullmatch(other) for other in others)
    return lowest if plain and header_key(lowest) in vocabulary else None


def _known_under(group: str, lowest: str, vocabulary: Collection[str]) -> str | None:
    """Return the known name that a column has under a group which only says what it is about."""
    bare = header_key(group)
    neutral = _NEUTRAL_GROUP.fullmatch(bare)
    if neutral is None:
        return None
    names = (bare + lowest, neutral["subject"] + lowest, *([] if lowest in _BARE_NAMES else [lowest]))
    known = next((name for name in names if header_key(name) in vocabulary), None)
    # What the group counts in is said of its columns, unless they say so themselves.
    units = () if known is None or header_units(known) else header_units(group)
    return f"{known}{''.join(f'({unit})' for unit in units)}" if known else None


def below_header(rows: Sequence[Row], last: int) -> tuple[SkippedRow, ...]:
    """Return the rows right under the header that number its columns or name their units."""
    skipped = []
    for line, cells in rows[last + 1 : last + 3]:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if is_unit_row(filled) and len(filled) > 1:
            skipped.append(SkippedRow(line, "unit", tuple(cells)))
        elif is_column_numbers(filled) or is_obligation_row(filled) or _counts_columns(rows, last, cells):
            skipped.append(SkippedRow(line, "note", tuple(cells)))
        else:
            break
    return tuple(skipped)


def _counts_columns(rows: Sequence[Row], last: int, cells: Sequence[str]) -> bool:
    """Return whether a row counts the columns from 1, above rows that have words where it has a number."""
    numbers = [plain_cell(cell) for cell in cells[: extent(cells)]]
    if len(numbers) < 3 or numbers != [str(number + 1) for number in range(len(numbers))]:
        return False
    below = [row for _, row in rows[last + 1 : last + 8] if row is not cells and _filled(row) > 1]
    words_below = (
        sum(1 for row in below if _cell(row, column) and not is_figure(_cell(row, column)))
        for column in range(len(numbers))
    )
    return bool(below) and max(words_below) == len(below)


def _name(cell: str) -> str:
    return _LINE_BREAK.sub("", cell.strip().strip("\u00a0\u3000\ufeff\u200b")).strip()


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def extent(cells: Sequence[str]) -> int:
    """Return how many columns there are up to the last cell with text."""
    return next((index + 1 for index in range(len(cells) - 1, -1, -1) if cells[index].strip()), 0)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())
