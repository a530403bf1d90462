from __future__ import annotations

from collections.abc import Mapping

import pytest

from eduboard.demo import DemoFile, build_files
from eduboard.demo.city import City, build_city
from eduboard.demo.rows import Row
from eduboard.demo.tables import TABLES
from eduboard.periods import Period

Tables = Mapping[str, Mapping[Period, list[Row]]]


@pytest.fixture(scope="session")
def city() -> City:
    return build_city()


@pytest.fixture(scope="session")
def tables(city: City) -> Tables:
    return {
        dataset: {period: list(make_rows(city, period)) for period in city.periods}
        for dataset, make_rows in TABLES.items()
    }


@pytest.fixture(scope="session")
def files() -> list[DemoFile]:
    return list(build_files())
