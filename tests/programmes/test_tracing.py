"""The numbers of a programme lead to the lines that add up to them."""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.provenance import trace_cell
from eduboard.programmes.evaluation import evaluate, find_region
from eduboard.programmes.pipeline import build_pipeline
from eduboard.programmes.shelf import load_shelf
from eduboard.programmes.tracing import Numbered, origin_of_item, origin_of_rung
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


def counted(session: Session, settings: Settings, found: Numbered) -> tuple[float, float]:
    """The value that the lines of a number make, and the value that is measured."""
    metric, origin = found
    trace = trace_cell(session, load_catalogue(session, settings), metric, origin, 0, MOST)
    assert trace.figure is not None
    assert trace.metric is not None
    assert trace.figure.value is not None
    assert trace.is_exact
    total = sum(row.numerator or 0 for row in trace.rows)
    if not trace.metric.is_ratio:
        return total, trace.figure.value
    if trace.figure.reported:
        return trace.figure.value, trace.figure.value
    base = sum(row.denominator or 0 for row in trace.rows)
    return trace.metric.scale * total / base, trace.figure.value


def test_a_rung_leads_to_the_lines_of_those_who_stand_on_it(store: Store) -> None:
    [ladder] = look(store).ladders
    found = origin_of_rung(ladder, EXPERT, NOW, (LAKE, RIDGE), 2)
    assert found is not None
    with store.reading() as session:
        trace = trace_cell(session, load_catalogue(session, store.settings), *found, 0, MOST)
    # The first row is on line 2.
    assert sorted(row.line for row in trace.rows) == [3, 4]


def test_nobody_leads_nowhere(store: Store) -> None:
    [ladder] = look(store).ladders
    assert origin_of_rung(ladder, EXPERT, NOW, (RIDGE,), 0) is None
    assert origin_of_rung(ladder, EXPERT, NOW, (RIDGE,), None) is None


def test_every_number_of_the_demos_ladders_leads_to_its_lines(demo: Store) -> None:
    traced = 0
    with demo.reading() as session:
        catalogue = load_catalogue(session, demo.settings)
        for programme in load_shelf(session, catalogue, demo.settings).programmes:
            if not programme.ladders:
                continue
            view = evaluate(session, catalogue, programme, PERIOD, today=TODAY)
            for ladder in build_pipeline(session, view, find_region(session, programme)).ladders:
                for rung in ladder.rungs:
                    everywhere = tuple(code for code, _ in rung.by_district)
                    places = [(ladder.period, (code,), held) for code, held in rung.by_district]
                    places += [(period, everywhere, held) for period, held in rung.points]
                    for period, districts, held in places:
                        found = origin_of_rung(ladder, rung.title, period, districts, held)
                        if found is not None:
                            assert counted(session, demo.settings, found) == (held, held)
                            traced += 1
    assert traced


def test_every_stock_of_the_demos_programmes_leads_to_its_lines(demo: Store) -> None:
    traced = 0
    with demo.reading() as session:
        catalogue = load_catalogue(session, demo.settings)
        for programme in load_shelf(session, catalogue, demo.settings).programmes:
            region = find_region(session, programme)
            view = evaluate(session, catalogue, programme, PERIOD, today=TODAY)
            for item in view.items:
                found = origin_of_item(view, region, catalogue, item)
                if found is None:
                    continue
                shown = item.overall.value
                assert shown is not None
                scale = 100 if catalogue[found[0]].is_share else 1
                for value in counted(session, demo.settings, found):
                    assert math.isclose(scale * value, shown, rel_tol=1e-9), found
                traced += 1
    assert traced
