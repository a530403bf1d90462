"""What separates the cells of a text file and what quotes them, found from its first lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from eduboard.intake.reading.splitting import Dialect, split_lines, strict_cells

__all__ = ["Dialect", "find_dialect"]

_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_LINES = 300
_DELIMITERS = (",", "\t", ";", "|", "，", "；", "、", " ")
# What a delimiter that people also write in sentences needs to win against one they do not.
_HANDICAP = {" ": 0.6, "，": 0.85, "；": 0.85, "、": 0.85}
_AT_LEAST = 0.25
_WELL_FORMED_AT_LEAST = 0.3
_ODD_CELL = re.compile(r"^[\"'].*[^\"']$|^[^\"'].*[\"']$", re.DOTALL)


@dataclass(frozen=True)
class _Score:
    dialect: Dialect
    value: float


def find_dialect(text: str) -> Dialect:
    """Return the dialect under which the first lines fall most evenly into columns."""
    lines = [line for line in split_lines(text[:_SAMPLE_CHARACTERS])[:_SAMPLE_LINES] if line.strip()]
    sample = "".join(lines)
    best = max((_score(sample, lines, delimiter) for delimiter in _DELIMITERS), key=lambda score: score.value)
    return best.dialect if best.value >= _AT_LEAST else Dialect(",", _quote_of(sample, ","))


def _score(sample: str, lines: list[str], delimiter: str) -> _Score:
    quote = _quote_of(sample, delimiter)
    dialect = Dialect(delimiter, quote, _escape_of(sample, delimiter, quote), _pads(sample, delimiter))
    if delimiter not in sample:
        return _Score(dialect, 0.0)
    rows = [cells for cells in (strict_cells(line, dialect) for line in lines) if cells]
    if len(rows) < _WELL_FORMED_AT_LEAST * len(lines):
        rows = [line.rstrip("\r\n").split(delimiter) for line in lines]
    widths = Counter(len(row) for row in rows)
    width, _ = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width == 1:
        return _Score(dialect, 0.0)
    even = sum(count for other, count in widths.items() if other == width) / len(rows)
    cells = [cell for row in rows for cell in row]
    clean = 1 - sum(1 for cell in cells if _ODD_CELL.match(cell)) / len(cells)
    return _Score(dialect, even * (1 - 0.5 / width) * clean * _HANDICAP.get(delimiter, 1.0))


def _quote_of(sample: str, delimiter: str) -> str:
    """Return the apostrophe when cells open and close with it and none with the usual quotation mark."""
    edge = re.escape(delimiter)

    def edges(quote: str) -> tuple[int, int]:
        opened = len(re.findall(rf"(?:^|{edge}) ?{quote}", sample, re.MULTILINE))
        closed = len(re.findall(rf"{quote}(?=\s*(?:$|{edge}))", sample, re.MULTILINE))
        return opened, closed

    opened, closed = edges("'")
    if min(opened, closed) >= 2 and closed >= 0.8 * opened and opened >= 0.8 * closed:
        double_opened, double_closed = edges('"')
        if min(opened, closed) > min(double_opened, double_closed):
            return "'"
    return '"'


def _escape_of(sample: str, delimiter: str, quote: str) -> str | None:
    r"""Return the backslash when quotes inside quoted cells are written ``\"`` and never ``""``."""
    if "\\" + quote not in sample:
        return None
    edge = re.escape(delimiter)
    escaped = len(re.findall(rf"\\{quote}", sample))
    doubled = len(re.findall(rf"[^\\{quote}{edge}\r\n]{quote}{quote}", sample))
    return "\\" if escaped > doubled else None


def _pads(sample: str, delimiter: str) -> bool:
    """Return whether a space follows (nearly) every delimiter."""
    if delimiter == " ":
        return False
    total = sample.count(delimiter)
    return total > 0 and sample.count(delimiter + " ") + sample.count(delimiter + "\n") > 0.9 * total
