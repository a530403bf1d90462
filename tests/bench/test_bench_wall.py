"""What the wall costs: the same filter changes with accounts and without, in turns."""

import asyncio
import itertools
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
        # A server tidies up after it has answered: whoever always came second would find the machine busier.
        orders = itertools.cycle(
            [((without, times[0]), (within, times[1])), ((within, times[1]), (without, times[0]))]
        )
        try:
            # All are gone through once before: what is measured is the rerun, not the queries.
            for counts in (False, True):
                for filters, order in zip(all_filters()[:CHANGES], orders, strict=False):
                    for visitor, own in order:
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
    late, middle = at_95(within) / at_95(without), statistics.median(within) / statistics.median(without)
    print(
        f"\n{PAGE} behind the wall: median {middle:.2f} ×, p95 {late:.2f} × (limit {MOST_TIMES_WITH_THE_WALL}); "
        f"median {statistics.median(within) * 1000:.0f} ms against {statistics.median(without) * 1000:.0f} ms, "
        f"{len(within)} changes each"
    )
    assert middle <= MOST_TIMES_WITH_THE_WALL
    assert late <= MOST_TIMES_WITH_THE_WALL
