"""One clean table and the ways in which the Pollock benchmark spoils it, with what should still be read.

After G. Vitagliano et al., "Pollock: A Data Loading Benchmark" (VLDB 2023); the table is our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

Rows = list[list[str]]
ROWS = 84
HEADER = ["DATE", "TIME", "Qty", "SCHOOLID", "Cost", "CourseName", "CourseDescription", "URL", "Comments"]
_NAMES = [
    "Paper Cutting",
    "Chess Club",
    "Men's Choir",
    'Telescope, 10" Mirror',
    'Drum 24"',
    "Robotics, Level Two",
]
_DESCRIPTIONS = [
    "An hour a week of folding and cutting, quiet and exact, open to all grades.",
    "Openings, endings, and a tournament: bring your own board, or borrow one of ours.",
    "Four voices. The children's part isn't hard; the parents' part is.",
    "A remarkably light 8\\'9\" tube, impeccably made, for the observatory on the roof.",
    "No commas here at all but a rather long sentence that goes on and on to the end of the line",
    "Sensors, motors, wheels and patience, with warm, dry rooms in winter.",
]


def clean_rows() -> Rows:
    """Return the header and the data rows."""
    rows = [HEADER]
    for n in range(ROWS - 1):
        code = f"{'MRCYBHAZ'[n % 8]}{'GICYHKNN'[n % 8]}-{1000 + n * 97 % 9000}"
        rows.append(
            [
                f"{n % 28 + 1:02}/{n // 28 + 1:02}/2018",
                f"{n % 24:02}:{n % 4 * 15:02}",
                str(n % 5),
                code,
                f"${n * 7 % 100}.{n * 3 % 100:02}",
                _NAMES[n % 6],
                _DESCRIPTIONS[n % 6],
                f"https://www.example.com/course/{code.replace('-', '_')}.html",
                "",
            ]
        )
    return rows


@dataclass(frozen=True)
class Spoilt:
    """A polluted file, and the rows (header first) that a perfect reader gets from it."""

    name: str
    text: str
    expected: Rows


@dataclass(frozen=True)
class _Style:
    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"


def _cell(value: str, column: int, style: _Style) -> str:
    if column in (6, 7) or style.delimiter in value or style.quote in value or "\n" in value:
        return f"{style.quote}{value.replace(style.quote, style.escape + style.quote)}{style.quote}"
    return value


def _line(row: list[str], style: _Style) -> str:
    return style.delimiter.join(_cell(value, column, style) for column, value in enumerate(row)) + style.end


def write(rows: Rows, style: _Style | None = None) -> str:
    """Write rows as Pollock's source is written: the last columns always quoted."""
    return "".join(_line(row, style or _Style()) for row in rows)


def whole_file_pollutions() -> Iterator[Spoilt]:
    """Yield the pollutions of a whole file."""
    rows = clean_rows()
    text, plain = write(rows), _Style()
    yield Spoilt("source", text, rows)
    yield Spoilt("file_no_trailing_newline", text.rstrip("\r\n"), rows)
    yield Spoilt("file_double_trailing_newline", text + "\r\n", rows)
    yield Spoilt("file_no_header", write(rows[1:]), rows[1:])
    for times in (2, 3):
        header = [" ".join([name] * times) for name in HEADER]
        yield Spoilt(
            f"file_header_multirow_{times}", _line(HEADER, plain) * (times - 1) + text, [header, *rows[1:]]
        )
    yield Spoilt("file_preamble", "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n" + text, rows)
    yield Spoilt("file_multitable_same", text + "\r\n" + text, rows)
    less = [row[:6] for row in rows[:20]]
    more = [[*row, *[f"x{row[0]}"] * 3] for row in rows[:20]]
    yield Spoilt("file_multitable_less", text + "\r\n" + write(less), rows)
    yield Spoilt("file_multitable_more", text + "\r\n" + write(more), rows)
    yield Spoilt("file_header_only", _line(HEADER, plain), rows[:1])
    yield Spoilt("file_one_data_row", write(rows[:2]), rows[:2])
    yield Spoilt("file_record_delimiter_0xD", write(rows, _Style(end="\r")), rows)
    yield Spoilt("file_record_delimiter_0xA", write(rows, _Style(end="\n")), rows)
    for name, delimiter in (("0x9", "\t"), ("0x3B", ";"), ("0x20", " "), ("0x2C_0x20", ", ")):
        yield Spoilt(f"file_field_delimiter_{name}", write(rows, _Style(delimiter=delimiter)), rows)
    yield Spoilt("file_quotation_char_0x27", write(rows, _Style(quote="'", escape="'")), rows)
    yield Spoilt("file_escape_char_0x5C", write(rows, _Style(escape="\\")), rows)
    yield Spoilt("file_escape_char_0x00", write(rows, _Style(escape="")), rows)


def row_pollutions(step: int = 1) -> Iterator[Spoilt]:
    """Yield the pollutions of a single row: every ``step``-th row, every column."""
    rows = clean_rows()
    style = _Style()
    lines = [_line(row, style) for row in rows]
    for number in range(0, ROWS, step):
        cells = [_cell(value, column, style) for column, value in enumerate(rows[number])]

        def spoilt(name: str, line: str, row: list[str], number: int = number) -> Spoilt:
            text = "".join([*lines[:number], line + "\r\n", *lines[number + 1 :]])
            return Spoilt(name, text, [*rows[:number], row, *rows[number + 1 :]])

        for column in range(len(HEADER)):
            more = [*rows[number][:column], "", *rows[number][column:]]
            line = ",".join([*cells[:column], "", *cells[column:]])
            yield spoilt(f"row_more_sep_row{number}_col{column}", line, more)
            quoted = [*cells[:column], '"' + cells[column], *cells[column + 1 :]]
            row = [*rows[number][:column], '"' + rows[number][column], *rows[number][column + 1 :]]
            yield spoilt(f"row_extra_quote{number}_col{column}", ",".join(quoted), row)
            if column:
                joined = [*cells[: column - 1], cells[column - 1] + cells[column], *cells[column + 1 :]]
                row = rows[number]
                row = [*row[: column - 1], row[column - 1] + row[column], *row[column + 1 :]]
                yield spoilt(f"row_less_sep_row{number}_col{column}", ",".join(joined), row)
        spaced = [_cell(value, column, _Style(delimiter=" ")) for column, value in enumerate(rows[number])]
        yield spoilt(f"row_field_delimiter_{number}_0x20", " ".join(spaced), rows[number])


def scores(expected: Rows, found: Rows) -> list[float]:
    """Return Pollock's ten measures: success, and precision, recall, F1 of header, records and cells."""
    if not expected:
        return [1.0] * 10

    def measures(wanted: list[str], got: list[str]) -> list[float]:
        if not wanted:
            return [1.0, 1.0, 1.0]
        common = sum((Counter(wanted) & Counter(got)).values())
        if not common:
            return [0.0, 0.0, 0.0]
        precision, recall = common / len(wanted), common / len(got)
        return [precision, recall, 2 * precision * recall / (precision + recall)]

    clean = [[" ".join(cell.split()) for cell in row] for row in expected]
    read = [[" ".join(cell.split()) for cell in row] for row in found]
    return [
        1.0,
        *measures(clean[0], read[0] if read else []),
        *measures(["".join(row) for row in clean[1:]], ["".join(row) for row in read[1:]]),
        *measures([c for row in clean for c in row], [c for row in read for c in row]),
    ]
