"""Whatever a file was made for: it is read or refused with a sentence, soon, and within bounds of memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eduboard.settings import PROJECT_ROOT
from tests.intake import hostile

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="only Linux says how much memory a process has taken"
)

MOST = 512
TIMES_THE_FILE = 6
"""MB that a check may take at most: six times the file, and half a gigabyte for one that blows itself up."""

Cost = tuple[str, float, str, float, int]


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cost]:
    """What each file was answered with and what it cost; a process that dies leaves the rest out."""
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "answers").open("wb") as answers, (folder / "errors").open("wb") as errors:
        subprocess.run(
            [sys.executable, "-m", "tests.intake.hostile", str(folder / "store")],
            cwd=PROJECT_ROOT, stdout=answers, stderr=errors, check=False,
        )  # fmt: skip
    print((folder / "errors").read_text(encoding="utf-8", errors="replace")[-2000:])
    lines = (folder / "answers").read_text(encoding="utf-8").splitlines()
    return {cost[0]: cost for cost in map(json.loads, lines)}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_is_answered_within_bounds(name: str, costs: dict[str, Cost]) -> None:
    assert name in costs, "the process did not survive this file, or one before it"
    _, size, answer, seconds, memory = costs[name]
    print(f"{size:.1f} MB: {answer} in {seconds:.1f} s, {memory} MB")
    expected = hostile.FILES[name][1]
    assert answer == expected or expected is None
    assert memory <= MOST + TIMES_THE_FILE * size
