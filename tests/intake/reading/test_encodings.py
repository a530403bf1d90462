"""Generated tables in every encoding: none may be read wrong without an error."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.reading.decode import decode

ROOT = Path(__file__).resolve().parents[3]
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


def generated_tables() -> Iterator[str]:
    """Yield tables of every density: nearly all digits with one word, and words in every cell."""
    words = contract_words()
    chance = random.Random(20251122)  # noqa: S311 - a fixed seed: the same tables every time
    for word in words:
        yield f"{word}\n1\n"
        yield f"code,n\nA1,5\n{word},6\n"
        yield f"a,b\n1,{word}\n2,{word}\n"
    for number in range(600):
        height = chance.choice((3, 5, 20, 100, 400))
        density = chance.choice((0.0, 0.02, 0.3, 1.0))
        header = chance.sample(words, 6)
        rows = [
            ",".join(
                chance.choice(words).replace(",", "")
                if chance.random() < density
                else str(chance.randint(0, 9999))
                for _ in range(6)
            )
            for _ in range(height)
        ]
        first = ",".join(header) if number % 2 else "a,b,c,d,e,f"
        yield "\n".join([first.replace('"', ""), *rows]) + "\n"


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
    assert count >= 600
    assert wrong == []
    assert refused == []


def test_the_generated_tables_are_as_many_as_promised() -> None:
    assert sum(1 for _ in generated_tables()) * len(ENCODINGS) >= 3600
