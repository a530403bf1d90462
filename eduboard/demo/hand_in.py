"""Which files the invented city hands in, and in which order: schools first, then enrolment, then the rest.

The first two years came in once a year, the last one quarter by quarter; in the newest quarter some tables
come from each district for itself, one is missing and one is unfinished.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eduboard.codes import region_names
from eduboard.demo.city import LAST_PERIOD, City, build_city
from eduboard.demo.files import DemoFile, load_habits, write_file
from eduboard.demo.rows import Row
from eduboard.demo.story import load_story
from eduboard.demo.tables import TABLES
from eduboard.periods import Period

_QUARTERS_HANDED_IN_SINGLY = 4
_QUARTERS_OF_A_YEAR = 4


def build_files(last_period: str = LAST_PERIOD) -> Iterator[DemoFile]:
    """Write every demo file, in the order in which they must be loaded; the same bytes in every run."""
    city = build_city(last_period)
    story = load_story("files")
    city_name = region_names()[load_story("city")["city"]]
    habits = load_habits()
    for turn, periods in enumerate(_turns(city.periods)):
        for position, dataset in enumerate(story["order"]):
            rows = [row for period in periods for row in TABLES[dataset](city, period)]
            if dataset in story["by_district"] and periods[-1] == city.periods[-1]:
                yield from _district_files(city, dataset, rows)
            elif rows:
                habit = habits[(position + 3 * turn) % len(habits)]
                yield write_file(dataset, rows, habit, city_name)


def _turns(periods: Sequence[Period]) -> Iterator[Sequence[Period]]:
    """Part the quarters into what was handed in together."""
    yearly = len(periods) - _QUARTERS_HANDED_IN_SINGLY
    for start in range(0, yearly, _QUARTERS_OF_A_YEAR):
        yield periods[start : start + _QUARTERS_OF_A_YEAR]
    for period in periods[yearly:]:
        yield (period,)


def _district_files(city: City, dataset: str, rows: Sequence[Row]) -> Iterator[DemoFile]:
    """Write one file a district: none of who has not handed in, the first schools of the unfinished one."""
    story = load_story("files")
    habits = load_habits()
    for position, district in enumerate(city.districts):
        if story["missing"].get(dataset) == district:
            continue
        own = [row for row in rows if row["district"] == district]
        unfinished = story["partial"].get(dataset, {})
        if unfinished.get("district") == district:
            handed_in = set(list(dict.fromkeys(row["school_code"] for row in own))[: unfinished["schools"]])
            own = [row for row in own if row["school_code"] in handed_in]
        yield write_file(
            dataset, own, habits[position % len(habits)], region_names()[district], district=True
        )
