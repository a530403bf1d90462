"""The Pollock benchmark's pollutions, generated: what is read, with nothing given, against what is there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.reading.tables import PlainBody, plain_to_rows, read_tables
from tests.intake.reading.polluted import Spoilt, row_pollutions, scores, whole_file_pollutions

# How often each pollution was found in 3,700 files of open data portals: the benchmark's own weights.
WEIGHTS = {
    "source": 1,
    "file_no_trailing_newline": 184,
    "file_double_trailing_newline": 5,
    "file_no_header": 470,
    "file_header_multirow_2": 47,
    "file_header_multirow_3": 47,
    "file_preamble": 282,
    "file_multitable_same": 62.7,
    "file_multitable_more": 62.7,
    "file_multitable_less": 62.7,
    "file_header_only": 3,
    "file_one_data_row": 4,
    "file_record_delimiter_0xD": 7,
    "file_record_delimiter_0xA": 1691,
    "file_field_delimiter_0x9": 4,
    "file_field_delimiter_0x3B": 834,
    "file_field_delimiter_0x20": 4,
    "file_field_delimiter_0x2C_0x20": 101,
    "file_quotation_char_0x27": 11,
    "file_escape_char_0x5C": 1,
    "file_escape_char_0x00": 7,
}
ROW_WEIGHT = 0.37
# Read differently on purpose: a header that comes again is one header, and its table goes on.
DIFFERENT = {"file_header_multirow_2", "file_header_multirow_3", "file_multitable_same"}


def rows_read(text: str) -> list[list[str]] | None:
    """Return what ``look --out`` writes: the header where the file has one, then the rows."""
    try:
        table = read_tables(text.encode(), "x.csv")[0]
    except UnusableFile:
        return None
    body = table.body
    if isinstance(body, PlainBody):
        body = plain_to_rows(body, table.delimiter or ",", len(table.header))
    return [*([list(table.header)] if table.header_line else []), *map(list, body.rows)]


def score(file: Spoilt) -> float:
    rows = rows_read(file.text)
    return 0.0 if rows is None else sum(scores(file.expected, rows))


WHOLE_FILES = list(whole_file_pollutions())


@pytest.mark.parametrize(
    "file", [f for f in WHOLE_FILES if f.name not in DIFFERENT], ids=lambda file: file.name
)
def test_a_pollution_of_the_whole_file_is_read_through(file: Spoilt) -> None:
    clean = [[" ".join(cell.split()) for cell in row] for row in file.expected]
    assert [[" ".join(cell.split()) for cell in row] for row in rows_read(file.text) or []] == clean


def test_an_empty_file_is_refused() -> None:
    assert rows_read("") is None


def mean(files: Iterable[Spoilt]) -> tuple[float, float]:
    """Return the simple and the weighted score, of ten."""
    scored = [(score(file), WEIGHTS.get(file.name, ROW_WEIGHT)) for file in files]
    weighted = sum(points * weight for points, weight in scored) / sum(weight for _, weight in scored)
    return sum(points for points, _ in scored) / len(scored), weighted


def test_polluted_rows_spoil_nothing_around_them() -> None:
    simple, _ = mean(row_pollutions(step=7))
    assert simple > 9.95


@pytest.mark.bench
def test_the_whole_benchmark_is_read_better_than_by_readers_that_are_told_the_dialect() -> None:
    simple, weighted = mean(itertools.chain(WHOLE_FILES, row_pollutions()))
    print(f"simple {simple:.3f}, weighted {weighted:.3f}")
    assert simple > 9.961
    assert weighted > 9.599
