"""The numbers of a programme lead to the lines that add up to them."""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eduboard.exports.balance_lists import district_table, requirement_table, school_table
from eduboard.exports.pipeline import ladder_tables, platform_table
from eduboard.metrics.balance import build_balance
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.origins import Numbered, Numbers
from eduboard.metrics.provenance import Trace, trace_number
from eduboard.metrics.results import DataTable
from eduboard.programmes.evaluation import evaluate, find_region
from eduboard.programmes.model import COVERAGE, DUTY
from eduboard.programmes.outward import find_untold, turn_view_outward
from eduboard.programmes.pipeline import build_pipeline
from eduboard.programmes.results import ItemView, ProgrammeView, Standing
from eduboard.programmes.shelf import load_shelf
from eduboard.programmes.tracing import numbers_of_rung
from eduboard.settings import Settings
from eduboard.store.store import Session, Store, open_store
from tests.build import hand_in, make_store
from tests.programmes.test_pipeline import EXPERT, LAKE, NOW, RIDGE, RISING, look, title

MOST = 100_000
PERIOD, TODAY = "2026Q3", date(2026, 10, 20)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two people of Lake: the one on two rungs, the other on the higher one."""
    store = make_store(tmp_path)
    hand_in(store, "honours", NOW, LAKE, [title(RISING, "A"), title(EXPERT, "A"), title(EXPERT, "C")])
    return store


@pytest.fixture
def demo(demo_city: Path) -> Iterator[Store]:
    """The demo data as they ship, for reading only."""
    store = open_store(demo_city, Settings(store=demo_city, threads=2))
    yield store
    store.close()


class Follower:
    """Follows numbers to their lines, each once, and says what the lines add up to."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self.session, self.settings = session, settings
        self.catalogue: Catalogue = load_catalogue(session, settings)
        self.traces: dict[Numbered, Trace] = {}

    def trace(self, number: Numbered) -> Trace:
        """Trace a number, and hold what its lines count against it."""
        if number not in self.traces:
            self.traces[number] = found = trace_number(self.session, self.catalogue, number, 0, MOST)
            assert found.rows, number
            assert found.is_exact, number
            figure = found.figure
            if figure is not None and not (figure.reported and found.is_ratio):
                counted = sum(row.numerator or 0 for row in found.rows)
                assert math.isclose(counted, figure.numerator or 0, abs_tol=1e-6), number
        return self.traces[number]

    def value(self, number: Numbered) -> float:
        """Add up what a number's lines count: for a share or an average part by whole, in the unit of a page."""
        found = self.trace(number)
        if found.metric is None and found.tally is None:
            values = dict(found.rows[0].values)
            return float(str(values.get("target_value", values.get("value"))))
        part = sum(row.numerator or 0 for row in found.rows)
        if found.figure is not None and found.figure.reported:
            part = found.figure.value or 0
            return 100 * part if found.metric and found.metric.is_share else part
        if not found.is_ratio:
            return part
        whole = sum(row.denominator or 0 for row in found.rows)
        scale = found.metric.scale if found.metric else 1
        return (100 if found.metric and found.metric.is_share else 1) * scale * part / whole


@pytest.fixture
def follow(demo: Store) -> Iterator[Follower]:
    """Follow the numbers of the demo data."""
    with demo.reading() as session:
        yield Follower(session, demo.settings)


def views(follow: Follower) -> Iterator[ProgrammeView]:
    """Every programme that ships, the city's with each of its districts."""
    shelf = load_shelf(follow.session, follow.catalogue, follow.settings)
    for programme in shelf.programmes:
        yield evaluate(follow.session, follow.catalogue, programme, PERIOD, today=TODAY)


def assert_leads(follow: Follower, shown: ItemView, standing: Standing) -> bool:
    """Hold a standing against its lines; tell whether it shows a number."""
    item, reading = shown.item, standing.reading
    named = (item.name, standing.district)
    if item.kind == DUTY:
        if not standing.owing:
            return False
        met = follow.trace(reading.numbers[0])
        part, whole = (
            sum(getattr(row, side) or 0 for row in met.rows) for side in ("numerator", "denominator")
        )
        if standing.met is None:
            assert [name for name, _ in reading.numbers] == ["duty_times"], named
        else:
            assert (part, whole) == (standing.met, standing.owing), named
        if reading.value is not None:
            assert math.isclose(round(follow.value(reading.numbers[-1]), 2), reading.value), named
        return True
    if reading.value is None:
        return False
    values = [follow.value(number) for number in reading.numbers]
    assert values, named
    if item.kind == COVERAGE and len(values) > 1:
        assert values == [reading.numerator, reading.denominator], named
    else:
        assert math.isclose(values[0], reading.value, rel_tol=1e-9), named
    return True


def test_every_value_of_the_programmes_leads_to_its_lines(follow: Follower) -> None:
    shown: set[str] = set()
    for view in views(follow):
        for item in view.items:
            for standing in (item.overall, *item.districts):
                if assert_leads(follow, item, standing):
                    shown.add(item.item.kind)
    assert shown == {"result", "target", "duty", "coverage"}


def test_a_value_added_up_over_quarters_leads_to_the_lines_of_them_all(follow: Follower) -> None:
    spans = [origin for (_, origin), _ in _all_numbers(follow) if origin.start]
    assert spans
    for number in {number for number, _ in _all_numbers(follow) if number[1].start}:
        batches = {row.batch for row in follow.trace(number).rows}
        assert len(batches) > 1, number


def _all_numbers(follow: Follower) -> list[tuple[Numbered, str]]:
    return [
        (number, item.item.name)
        for view in views(follow)
        for item in view.items
        for standing in (item.overall, *item.districts)
        for number in standing.reading.numbers
    ]


def test_a_target_that_was_handed_in_leads_to_its_line(follow: Follower) -> None:
    told = 0
    for view in views(follow):
        for item in view.items:
            for standing in (item.overall, *item.districts):
                aim = standing.aim
                if aim is None or not aim.batch:
                    continue
                [number] = aim.numbers
                value = follow.value(number)
                assert aim.value in (value, 100 * value)
                told += 1
    assert told


def test_who_is_below_a_duty_leads_to_the_schools_lines(follow: Follower) -> None:
    told = 0
    for view in views(follow):
        for item in view.items:
            for short in item.below[:3]:
                met, times = map(follow.trace, short.numbers)
                sides = [(row.numerator or 0, row.denominator or 0) for row in met.rows]
                assert (sum(n for n, _ in sides), sum(d for _, d in sides)) == (short.met, short.owing)
                assert sum(row.numerator or 0 for row in times.rows) == short.times
                told += 1
    assert told


def cells_of(table: DataTable) -> Iterator[tuple[object, Numbers]]:
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            yield cell, table.numbers_at(number, column)


def ladders(follow: Follower) -> Iterator[tuple[DataTable, ...]]:
    """The tables of every ladder: its rungs first."""
    for view in views(follow):
        region = find_region(follow.session, view.programme)
        for ladder in build_pipeline(follow.session, view, region).ladders:
            yield ladder_tables(follow.session, view, ladder)


def test_every_count_of_a_ladder_leads_to_its_lines(follow: Follower) -> None:
    counts = [table for _, *counts in ladders(follow) for table in counts]
    told = [(cell, numbers) for table in counts for cell, numbers in cells_of(table) if isinstance(cell, int)]
    assert told
    for cell, numbers in told:
        assert [follow.value(number) for number in numbers] == [cell]


def test_what_moved_on_a_ladder_leads_to_the_lines_of_now_and_before(follow: Follower) -> None:
    moved = 0
    for rungs, *_ in ladders(follow):
        for row, (_, held, _, _, change, *moves) in enumerate(rungs.rows):
            counted = [follow.value(number) for number in rungs.numbers_at(row, 1)]
            assert counted == ([] if held is None else [held])
            if len(both := rungs.numbers_at(row, 4)) == 2:
                now, before = map(follow.value, both)
                assert now - before == float(str(change))
            for column, count in enumerate(moves, start=5):
                values = [follow.value(number) for number in rungs.numbers_at(row, column)]
                assert values == ([count] if count else [])
                moved += len(values)
    assert moved


def test_who_was_promoted_leads_to_the_line_of_now_and_that_of_before(follow: Follower) -> None:
    promoted = 0
    for view in views(follow):
        region = find_region(follow.session, view.programme)
        for ladder in build_pipeline(follow.session, view, region).ladders:
            rungs, *_ = ladder_tables(follow.session, view, ladder)
            for row in range(len(rungs.rows)):
                for number in rungs.numbers_at(row, 6):
                    found = follow.trace(number)
                    people: dict[object, set[object]] = {}
                    for line in found.rows:
                        people.setdefault(dict(line.values)["person_id"], set()).add(line.period)
                    assert set(map(frozenset, people.values())) == {frozenset({ladder.period, ladder.base})}
                    promoted += len(people)
    assert promoted


def test_every_count_of_the_platforms_leads_to_its_lines(follow: Follower) -> None:
    told = 0
    for view in views(follow):
        found = build_pipeline(follow.session, view, find_region(follow.session, view.programme))
        table = platform_table(follow.session, view, found)
        for row, cells in enumerate(table.rows):
            for column in (2, 3, 4):
                for number in table.numbers_at(row, column):
                    assert follow.value(number) == cells[column]
                    told += 1
            if numbers := table.numbers_at(row, 5):
                reached, registered = map(follow.value, numbers)
                assert (reached, registered) == (cells[4], found.schools)
    assert told


def test_every_number_of_the_balance_panel_leads_to_its_lines(follow: Follower) -> None:
    [view] = [view for view in views(follow) if view.programme.id == "demo"]
    balances = [
        build_balance(follow.session, follow.catalogue, follow.settings, PERIOD, district)
        for district in find_region(follow.session, view.programme).districts[:2]
    ]
    tables = [district_table(follow.session, view, balances)]
    for balance in balances:
        tables.append(requirement_table(follow.session, balance))
        tables += [school_table(follow.session, balance, stage) for stage in balance.stages]
    for table in tables:
        for row, cells in enumerate(table.rows[:6]):
            for column, cell in enumerate(cells):
                numbers = table.numbers_at(row, column)
                for number in numbers:
                    follow.trace(number)
                is_number = any(sign.isdigit() for sign in str(cell)) and column > 0
                # What is asked for is the paper's own.
                assert numbers or not is_number or table.columns[column] == "标准", (table.columns, cells)
    balance = balances[0]
    for requirement in (balance.public, balance.inclusive, balance.rotation):
        assert requirement.value is not None
        value = follow.value(requirement.numbers[0])
        assert math.isclose(value / (100 if requirement is balance.rotation else 1), requirement.value)


def test_nothing_is_followed_outside_the_house(follow: Follower) -> None:
    [view] = [view for view in views(follow) if view.programme.id == "demo"]
    told = turn_view_outward(view, find_untold(follow.session, follow.catalogue, view, 5))
    found = build_pipeline(follow.session, told, find_region(follow.session, told.programme))
    tables = [platform_table(follow.session, told, found)]
    tables += [table for ladder in found.ladders for table in ladder_tables(follow.session, told, ladder)]
    assert [numbers for table in tables for _, numbers in cells_of(table) if numbers] == []


def test_a_rung_leads_to_the_lines_of_those_who_stand_on_it(store: Store) -> None:
    [ladder] = look(store).ladders
    [number] = numbers_of_rung(ladder, EXPERT, NOW, (LAKE, RIDGE), 2)
    with store.reading() as session:
        found = trace_number(session, load_catalogue(session, store.settings), number, 0, MOST)
    # The first row is on line 2.
    assert sorted(row.line for row in found.rows) == [3, 4]


def test_what_is_unknown_leads_nowhere(store: Store) -> None:
    [ladder] = look(store).ladders
    assert numbers_of_rung(ladder, EXPERT, NOW, (RIDGE,), None) == ()
