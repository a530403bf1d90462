"""How much memory a million rows take on their way into the store, the files themselves among it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from eduboard.settings import PROJECT_ROOT
from tests.bench.test_bench_intake import HEADER, ROWS, rows, split_by_school

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(
        not Path("/proc/self/clear_refs").exists(),
        reason="only Linux says how much memory a process has taken",
    ),
]

MOST_TIMES_THE_FILE = 6.0


def hold_to_the_limit(files: Sequence[Path], folder: Path, what: str) -> None:
    """Measure the peak resident memory of a fresh process that checks and publishes, less what it had before."""
    store = folder / "store" / "eduboard.duckdb"
    command = [sys.executable, "-m", "tests.bench.memory", str(store), *map(str, files)]
    said = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, check=True)
    found = json.loads(said.stdout)
    assert found["rows"] == ROWS
    ratio = found["memory"] / found["size"]
    print(
        f"\npeak memory of check+publish 1M rows, {what}: {ratio:.1f} × the size (limit {MOST_TIMES_THE_FILE:g})"
        f"  [{found['memory']} MB, size {found['size']:.0f} MB]"
    )
    assert ratio <= MOST_TIMES_THE_FILE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_million_rows_take_six_times_their_file_at_most(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "班额明细.csv"
    file.write_bytes(("\n".join([HEADER, *islice(rows(), ROWS)]) + "\n").encode(encoding))
    hold_to_the_limit([file], tmp_path, f"one file, {encoding}")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_million_rows_in_twenty_files_take_six_times_those_at_most(encoding: str, tmp_path: Path) -> None:
    files = split_by_school(islice(rows(), ROWS), 20, tmp_path, encoding)
    hold_to_the_limit(files, tmp_path, f"{len(files)} files, {encoding}")
