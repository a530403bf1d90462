"""What was acknowledged survives a kill -9, and what was not is there in full or not at all."""

from pathlib import Path

import pytest

from tests.soak.driver import Soak

pytestmark = pytest.mark.skipif(
    not hasattr(__import__("signal"), "SIGKILL"), reason="no kill -9 on this system"
)

FEW_ROUNDS, MANY_ROUNDS = 6, 200


def test_a_few_kills_lose_nothing_and_leave_no_half(tmp_path: Path) -> None:
    figures = Soak(tmp_path, seed=6).run(FEW_ROUNDS)
    assert figures.rounds == FEW_ROUNDS
    assert figures.rebuilds == 1


@pytest.mark.soak
@pytest.mark.timeout(4 * 3600)
def test_two_hundred_kills_lose_nothing_and_leave_no_half(tmp_path: Path) -> None:
    figures = Soak(tmp_path, seed=200).run(MANY_ROUNDS, report=True)
    print(f"\n{figures}")
    assert figures.rounds == MANY_ROUNDS
    assert figures.measured
