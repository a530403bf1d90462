"""Several grains measured together are what each gives by itself."""

import pytest

from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure, measure_grains
from eduboard.store.store import Store
from tests.metrics.world import LAKE, PERIODS, RIDGE


@pytest.mark.parametrize("stage", [None, "小学", "特教"])
def test_grains_measured_together_are_what_each_gives_by_itself(world: Store, stage: str | None) -> None:
    with world.reading() as session:
        catalogue = load_catalogue(session, world.settings)
        names = tuple(metric.id for metric in catalogue.metrics)
        requests = (
            Request(names, ("period", "district"), PERIODS, (LAKE, RIDGE), stage),
            Request(names, ("period",), PERIODS, (LAKE,), stage),
            Request(names, ("period",), PERIODS[-1:], (LAKE, RIDGE), stage),
        )
        together = measure_grains(session, catalogue, *requests)
        for request, rows in zip(requests, together, strict=True):
            assert sorted(rows, key=repr) == sorted(measure(session, catalogue, request), key=repr)
