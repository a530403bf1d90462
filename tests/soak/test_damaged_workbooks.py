"""Workbooks with damaged insides are read or refused; none ends the process that reads it."""

import json
import subprocess
import sys

import pytest

from eduboard.settings import PROJECT_ROOT

FEW, MANY = 300, 5_000


def answers(count: int, seed: int) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.soak.mutate", str(count), str(seed)]
    said = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr[-1000:].decode("utf-8", "replace")
    found: dict[str, int] = json.loads(said.stdout)
    return found


def test_a_few_damaged_workbooks_end_nothing() -> None:
    found = answers(FEW, seed=1)
    assert sum(found.values()) == FEW
    assert found["read"]


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_many_damaged_workbooks_end_nothing() -> None:
    found = answers(MANY, seed=2)
    print(f"\n{MANY:,} damaged workbooks: {found}")
    assert sum(found.values()) == MANY
