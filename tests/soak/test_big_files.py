"""Files near the limit of an upload: read in seconds, in whatever dialect, and within the bound of memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from eduboard.settings import PROJECT_ROOT
from tests.bench.test_bench_intake import HEADER, rows

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        not Path("/proc/self/clear_refs").exists(),
        reason="only Linux says how much memory a process has taken",
    ),
]

MOST_MEMORY = 2048  # MB
LONGEST = 300  # seconds: a hang, not a measure of speed


def text(count: int) -> str:
    return "\n".join([HEADER, *islice(rows(), count)]) + "\n"


def quoted(data: bytes) -> bytes:
    lines = data.rstrip(b"\n").split(b"\n")
    return b"".join(b'"' + line.replace(b",", b'","') + b'"\n' for line in lines)


FILES: dict[str, tuple[Callable[[], bytes], int]] = {
    "plain": (lambda: text(2_700_000).encode(), 2_700_000),
    "every cell quoted": (lambda: quoted(text(2_100_000).encode()), 2_100_000),
    "gb18030": (lambda: text(3_400_000).encode("gb18030"), 3_400_000),
    "utf-16": (lambda: text(2_000_000).encode("utf-16"), 2_000_000),
    "a total in the middle": (
        lambda: (
            text(1_000_000).encode()
            + "合计,,,,,,,1\n".encode()
            + text(1_000_000).encode().partition(b"\n")[2]
        ),
        2_000_000,
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.timeout(LONGEST)
def test_a_file_near_the_limit_is_read_within_bounds(name: str, tmp_path: Path) -> None:
    make, count = FILES[name]
    file = tmp_path / "班额.csv"
    file.write_bytes(make())
    command = [sys.executable, "-m", "tests.soak.big", str(file), str(tmp_path / "store" / "eduboard.duckdb")]
    said = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, check=True)
    answer, seconds, memory = json.loads(said.stdout)
    size = file.stat().st_size / 2**20
    print(
        f"\n{name}, {size:.0f} MB: {answer} in {seconds:.1f} s, {memory} MB ({memory / size:.1f} × the file)"
    )
    assert answer == f"classes: {count}"
    assert memory <= MOST_MEMORY
