"""How much memory a million rows take on their way into the store, the file itself among it."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from eduboard.settings import PROJECT_ROOT
from tests.bench.test_bench_intake import HEADER, ROWS, rows

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(
        not Path("/proc/self/clear_refs").exists(),
        reason="only Linux says how much memory a process has taken",
    ),
]

MOST_TIMES_THE_FILE = 6.0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_million_rows_take_six_times_their_file_at_most(encoding: str, tmp_path: Path) -> None:
    """Peak resident memory of a fresh process while it checks and publishes, less what it had before."""
    file = tmp_path / "班额明细.csv"
    file.write_bytes(("\n".join([HEADER, *islice(rows(), ROWS)]) + "\n").encode(encoding))
    command = [
        sys.executable,
        "-m",
        "tests.bench.memory",
        str(file),
        str(tmp_path / "store" / "eduboard.duckdb"),
    ]
    said = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, check=True)
    found = json.loads(said.stdout)
    assert found["rows"] == ROWS
    ratio = found["memory"] / found["size"]
    print(
        f"\npeak memory of check+publish 1M rows, {encoding}: {ratio:.1f} × the file (limit {MOST_TIMES_THE_FILE:g})"
        f"  [{found['memory']} MB, file {found['size']:.0f} MB]"
    )
    assert ratio <= MOST_TIMES_THE_FILE
