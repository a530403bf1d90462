"""What the wall costs: the same filter changes with accounts and without, in turns."""

import asyncio
import statistics
from pathlib import Path

import pytest

from eduboard.web.cookies import SESSION_COOKIE
from tests.bench.test_bench_pages import PAGE, all_filters, at_95
from tests.bench.visitor import Visitor
from tests.conftest import copy_store
from tests.servers import dashboard
from tests.web.conftest import LEADER, with_accounts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]

CHANGES = 200
MOST_TIMES_WITH_THE_WALL = 1.15


def test_the_wall_costs_next_to_nothing_of_a_filter_change(
    demo_city: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    walled = copy_store(demo_city, tmp_path_factory.mktemp("walled"))
    directory = with_accounts(walled, (LEADER,))
    session = directory.sessions.start(LEADER.account, "127.0.0.1", "bench")
    headers = {"cookie": f"{SESSION_COOKIE}={session}"}

    async def in_turns(addresses: tuple[str, str]) -> tuple[list[float], list[float]]:
        without = await Visitor.open(addresses[0], PAGE)
        within = await Visitor.open(addresses[1], PAGE, headers=headers)
        times: tuple[list[float], list[float]] = ([], [])
        try:
            # All are gone through once before: what is measured is the rerun, not the queries.
            for counts in (False, True):
                for filters in all_filters()[:CHANGES]:
                    for visitor, own in zip((without, within), times, strict=True):
                        took = await visitor.choose(**filters)
                        if counts:
                            own.append(took)
        finally:
            await without.close()
            await within.close()
        return times

    with dashboard(demo_city) as plain, dashboard(walled, access_mode="accounts") as behind:
        without, within = asyncio.run(in_turns((plain, behind)))
    directory.close()
    ratio, middle = at_95(within) / at_95(without), statistics.median(within) / statistics.median(without)
    print(
        f"\n{PAGE} behind the wall: p95 {ratio:.2f} × (limit {MOST_TIMES_WITH_THE_WALL}), median {middle:.2f} ×; "
        f"p95 {at_95(within) * 1000:.0f} ms against {at_95(without) * 1000:.0f} ms, {len(within)} changes each"
    )
    assert ratio <= MOST_TIMES_WITH_THE_WALL
