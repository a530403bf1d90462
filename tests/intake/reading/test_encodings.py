"""Generated tables in every encoding: none may be read wrong without an error."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.tables import RawTable, read_tables

ROOT = Path(__file__).resolve().parents[3]
PROMISED = 3600
TABLES_OF_A_DATASET = 110
HEIGHTS = (3, 5, 20, 60, 400)
DENSITIES = (0.0, 0.02, 0.3, 1.0)
EVERY = 10
MARKED = "utf-8-sig"
"""The encoding that a file says of itself."""
PLAIN = str.maketrans("", "", ',"\n')
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
# Names and words with characters outside GB 2312 and GBK, and words whose GBK bytes are valid UTF-8.
HARD_WORDS = (
    "瀍河回族区",
    "王䶮",
    "㛃",
    "学校",
    "小学",
    "学时",
    "转学",
    "一",
    "女",
    "路",
    "楼",
    "毛",
    "男",
    "每",
    "么",
)


def contract_words() -> list[str]:
    """Return every Chinese word of the contracts and the code tables."""
    words: set[str] = set(HARD_WORDS)
    for path in sorted((ROOT / "data" / "contracts").glob("*.json")):
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]:
            words |= {field["title"], *field["x-eduboard"].get("aliases", ()), str(field.get("example", ""))}
    for path in sorted((ROOT / "data" / "codes").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            words |= {cell for row in csv.reader(file) for cell in row}
    return sorted(word for word in words if word and not word.isascii())


def dataset_headers() -> list[list[str]]:
    """Return the column titles of every dataset."""
    contracts = sorted((ROOT / "data" / "contracts").glob("*.json"))
    fields = [json.loads(path.read_text(encoding="utf-8"))["fields"] for path in contracts]
    return [[field["title"] for field in found] for found in fields]


def generated_tables() -> Iterator[str]:
    """Yield tables of every density: nearly all digits with one word, and words in every cell."""
    words = contract_words()
    chance = random.Random(20251122)  # noqa: S311 - a fixed seed: the same tables every time
    for word in words:
        yield f"{word}\n1\n"
        yield f"code,n\nA1,5\n{word},6\n"
        yield f"a,b\n1,{word}\n2,{word}\n"
    for header in dataset_headers():
        for number in range(TABLES_OF_A_DATASET):
            height = chance.choice(HEIGHTS)
            density = chance.choice(DENSITIES)
            first = header if number % 2 else [f"c{column}" for column in range(len(header))]
            yield "\n".join([",".join(first), *_rows(words, height, len(header), density, chance)]) + "\n"


def _rows(words: list[str], height: int, width: int, density: float, chance: random.Random) -> Iterator[str]:
    for row in range(height):
        cells = [
            chance.choice(words) if chance.random() < density else str(chance.randint(0, 9999))
            for _ in range(width)
        ]
        if row == 0 and density == 0:
            # All digits but for one word, which alone must give the encoding away.
            cells[-1] = chance.choice(words)
        yield ",".join(cell.translate(PLAIN) for cell in cells)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_table_is_read_wrong_without_an_error(encoding: str) -> None:
    wrong, refused, count = [], [], 0
    for table in generated_tables():
        count += 1
        try:
            text = decode(table.encode(encoding)).text
        except UnusableFile:
            refused.append(table[:40])
            continue
        if text != table:
            wrong.append((table[:40], text[:40]))
    assert count >= PROMISED
    assert wrong == []
    assert refused == []


def as_read(data: bytes) -> tuple[RawTable, ...] | str:
    """Read a file all the way to its cells; give its tables without the encoding, or the refusal's code."""
    try:
        return tuple(replace(table, encoding=None) for table in read_tables(data, "表.csv"))
    except UnusableFile as refusal:
        return refusal.code


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name != MARKED])
def test_a_table_has_the_same_cells_in_every_encoding(encoding: str) -> None:
    for table in islice(generated_tables(), 0, None, EVERY):
        assert as_read(table.encode(encoding)) == as_read(table.encode(MARKED)), table[:40]
