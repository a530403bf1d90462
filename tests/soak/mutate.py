"""A process that reads workbooks with damaged insides, thousands of them, and must be there at the end.

python -m tests.soak.mutate COUNT SEED
"""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from collections import Counter

from eduboard.errors import UnusableFile
from eduboard.intake.reading.tables import read_file
from tests.intake.files import CLASSES, workbook

PARTS = ("sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles.xml", "workbook.xml.rels")
SCRAPS = (
    b'r="A99999999999"', b'r="ZZZZZZ1"', b't="s"', b't="e"', b't="b"', b't="d"', b"<v>99999999999</v>", b"<v>-1</v>",
    b"<v>x</v>", b's="99999"', b"<f>", b"</f>", b"<is>", b"&#0;", b"&bad;", b"<row>", b"</row>", b"<c/>", b"\xff", b'"',
    b"<", b">", b'r=""', b'<mergeCell ref="A1:B"/>', b'<dimension ref="B2:A1"/>', b"<v>1e999</v>",
    b'<f t="shared" si="99" ref="A1:XFD9"/>',
)  # fmt: skip


def main(count: int, seed: int) -> None:
    """Print how many of them were read or refused, by the refusal's code."""
    chance = random.Random(seed)  # noqa: S311 - damages files, guards no secret
    rows = [
        CLASSES.split(","),
        ["2025Q3", "临湖区", "实验小学", "小学", "一年级", 1, 45.5],
        [True, None, "x", "=1"],
    ]
    with zipfile.ZipFile(io.BytesIO(workbook({"班额": rows, "说明": [["a"], ["b"]]}))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    answers: Counter[str] = Counter()
    for _ in range(count):
        try:
            read_file(damaged(parts, chance), "坏.xlsx")
            answers["read"] += 1
        except UnusableFile as refusal:
            answers[refusal.code] += 1
    print(json.dumps(answers))


def damaged(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """Write the workbook with a few places changed, left out or put in."""
    changed = {name: bytearray(content) for name, content in parts.items()}
    for _ in range(chance.randint(1, 4)):
        content = changed[chance.choice([name for name in parts if name.endswith(PARTS)])]
        place = chance.randrange(len(content))
        end = place + chance.choice((0, 1, chance.randrange(30)))
        content[place:end] = chance.choice((b"", bytes([chance.randrange(256)]), chance.choice(SCRAPS)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in changed.items():
            archive.writestr(name, bytes(content))
    return file.getvalue()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
