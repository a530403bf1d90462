"""Offices that write papers: of the small city, and of a city with as many and as long names as there can be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.codes import Region
from eduboard.metrics import places
from eduboard.metrics.cube import ensure_cube
from eduboard.periods import period_range
from tests.build import hand_in_all, make_store
from tests.exports.office_desk import Office, opened_office
from tests.small_city import LATEST

LONG = "云川市临湖经济技术开发区与平湖新城综合教育改革示范区第{number:02}分区管委"


@pytest.fixture(scope="module")
def office(small_city: Path) -> Iterator[Office]:
    with opened_office(small_city) as office:
        yield office


@pytest.fixture
def crowded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A city of forty districts with names of thirty characters and more, over forty quarters."""
    codes = [f"9902{number:02}" for number in range(1, 41)]
    names = {"990200": "云川市"} | {code: LONG.format(number=int(code[4:])) for code in codes}
    regions = tuple(Region(code, name, "990200", "区县", "", ()) for code, name in names.items())
    monkeypatch.setattr(places, "region_names", lambda: names)
    monkeypatch.setattr(places, "load_regions", lambda: regions)
    monkeypatch.setattr("eduboard.exports.materials.order.region_names", lambda: names)
    store = make_store(tmp_path)
    periods = period_range("2015Q4", LATEST)
    hand_in_all(
        store,
        "honours",
        [
            {"period": period, "district": code, "title": "名师", "level": "市级", "count": place + quarter}
            for place, code in enumerate(codes, start=1)
            for quarter, period in enumerate(periods)
        ],
    )
    ensure_cube(store)
    yield Office(store)
    store.close()
