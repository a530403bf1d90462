"""The numbers of the 优质均衡 panel's schools lead to the lines that they are made of."""

import math
from pathlib import Path

import pytest

from eduboard.metrics.balance import BACKBONE, HOURS, OVER_STANDARD, build_balance, origin_of_school
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.provenance import trace_cell
from eduboard.settings import Settings
from eduboard.store.store import open_store
from tests.small_city import LAKE, LATEST

MOST, SCHOOLS = 100_000, 8


@pytest.mark.parametrize("city", ["small", "demo"])
def test_every_number_of_a_school_leads_to_its_lines(
    city: str, small_city: Path, request: pytest.FixtureRequest
) -> None:
    path: Path = small_city if city == "small" else request.getfixturevalue("demo_city")
    store = open_store(path, Settings(store=path, threads=2))
    traced = 0
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        period = LATEST if city == "small" else "2026Q3"
        balance = build_balance(session, catalogue, store.settings, period, LAKE)
        for stage in balance.stages:
            for school in stage.schools[:SCHOOLS]:
                shown = {
                    BACKBONE: school.per_100,
                    OVER_STANDARD: school.over_standard,
                    HOURS: school.hours_rate,
                }
                for metric, value in shown.items():
                    if value is None:
                        continue
                    origin = origin_of_school(balance, stage, school, metric)
                    found = trace_cell(session, catalogue, metric, origin, 0, MOST)
                    assert found.figure is not None
                    assert found.figure.value is not None
                    assert found.is_exact
                    assert math.isclose(found.figure.value, value, abs_tol=1e-9)
                    total = sum(row.numerator or 0 for row in found.rows)
                    assert math.isclose(total, found.figure.numerator or 0, abs_tol=1e-6)
                    if metric == BACKBONE:
                        # The two sides stand in the table too.
                        base = sum(row.denominator or 0 for row in found.rows)
                        assert (total, base) == (school.backbone, school.students)
                    traced += 1
    store.close()
    assert traced
