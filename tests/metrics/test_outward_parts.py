"""对外: stages and parts of a place, held against the whole and against each other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.outward import TOTAL
from eduboard.metrics.recipes import Kitchen, make_again, outward_recipe
from eduboard.metrics.results import DataTable
from eduboard.metrics.scene import Filters, build_scene
from eduboard.metrics.views import build_table
from eduboard.settings import Settings
from eduboard.store.store import Store
from eduboard.texts.outward import HIDDEN, WHOLE_ONLY
from tests.build import hand_in, make_store
from tests.metrics.outward_samples import CITY, COUNTS, DISTRICTS, LEAST, NOW, is_determined

# -- figures held against each other ----------------------------------------------------------------------------------

STAGES = ("小学", "初中", "高中")
BY_STAGE = {DISTRICTS[0]: (20, 3, 30), DISTRICTS[1]: (25, 40, 9), DISTRICTS[2]: (11, 12, 13)}
"""名师 of three districts by stage: one count, the 3, is small."""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make_store(tmp_path_factory.mktemp("staged"))
    for district, counts in BY_STAGE.items():
        rows = [
            {"title": "名师", "level": "市级", "stage": stage, "count": count}
            for stage, count in zip(STAGES, counts, strict=True)
        ]
        hand_in(store, "honours", NOW, district, rows)
    yield store
    store.close()


def collected(store: Store) -> list[DataTable]:
    """The table of all stages and that of each, as a basket makes them for outside the house."""
    found = []
    with store.reading() as session:
        catalogue = load_catalogue(session, Settings())
        for stage in ("", *STAGES):
            filters = Filters(NOW, "previous", CITY, stage=stage)
            scene = build_scene(session, catalogue, filters, [catalogue["famous_teachers"]])
            inside = build_table(scene, [catalogue["famous_teachers"]], "表")
            assert inside.caption.imprint is not None
            recipe = outward_recipe(inside.caption.imprint.recipe, LEAST)
            assert recipe is not None
            table = make_again(Kitchen(session, catalogue, Settings(), recipe))
            assert isinstance(table, DataTable)
            found.append(table)
    return found


def test_stages_cannot_be_taken_from_the_whole_in_a_collection(staged: Store) -> None:
    """Total less the other stages, and city less the other districts, would give the 3."""
    tables = collected(staged)
    rows, columns = (*BY_STAGE, TOTAL), ("", *STAGES)
    cells = {
        (row, column): table.rows[number][1]
        for column, table in zip(columns, tables, strict=True)
        for number, row in enumerate(rows)
    }
    counts = {
        (district, stage): count
        for district, all_counts in BY_STAGE.items()
        for stage, count in zip(STAGES, all_counts, strict=True)
    }
    told = {cell: value for cell, value in cells.items() if value != HIDDEN}
    assert all(value == counts[cell] for cell, value in told.items() if cell in counts)
    unknown = [cell for cell in cells if cell not in told]
    small = (DISTRICTS[0], STAGES[1])
    assert small in unknown
    sums: list[dict[object, int]] = [
        *({(row, stage): 1 for stage in STAGES} | {(row, ""): -1} for row in rows),
        *({(row, column): 1 for row in BY_STAGE} | {(TOTAL, column): -1} for column in columns),
    ]
    assert not is_determined(small, unknown, sums)
    # What need not be hidden is told: the third district in all stages, and the city's totals.
    assert cells[TOTAL, ""] == 163
    assert len(unknown) <= 6


# -- breakdowns -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two districts with three schools each; of the towns' classes 1 is large, of the others' 6, 7 and 8."""
    store = make_store(tmp_path_factory.mktemp("divided"))
    large = {"城区": 6, "镇区": 1, "乡村": 7}
    for district in DISTRICTS[:2]:
        schools = [
            {
                "school": f"21{district}{number:02}",
                "school_name": f"第{number}学校",
                "urban_rural": area,
                "cluster": f"第{number % 2}学区",
            }
            for number, area in enumerate((*large, *large), start=1)
        ]
        hand_in(store, "schools", NOW, district, schools)
        rows = [
            {
                "school": school["school"],
                "stage": "小学",
                "grade": "一年级",
                "class_no": str(number),
                "students": size,
            }
            for school in schools
            for number, size in enumerate([60] * large[school["urban_rural"]] + [40] * 12, start=1)
        ]
        hand_in(store, "classes", NOW, district, rows)
    yield store
    store.close()


def breakdown_of(store: Store, attribute: str, **filters: str) -> Breakdown:
    with store.reading() as session:
        catalogue = load_catalogue(session, Settings())
        metrics = [catalogue[name] for name in COUNTS]
        scene = build_scene(session, catalogue, Filters(NOW, "previous", CITY, **filters), metrics)
        return build_breakdown(session, catalogue, scene, metrics, attribute)


def test_a_small_part_is_hidden_and_one_beside_it(divided: Store) -> None:
    """Of 56 large classes the towns' schools have 4; the 24 beside them go as well, the 28 stand."""
    inside = breakdown_of(divided, "urban_rural")
    assert [row[2] for row in inside.table.rows] == [24, 4, 28, 56]
    outside = breakdown_of(divided, "urban_rural", hide_below="5")
    assert [row[1] for row in outside.table.rows] == [HIDDEN, HIDDEN, 28, 56]
    assert [part.figures[0].value if part.figures[0] else None for part in outside.parts] == [None, None, 28]
    assert "有2个数未公开" in outside.caption.notes[0]
    # How many schools a part has is a small number too.
    assert "校数" not in "".join(outside.table.columns)


def test_a_breakdown_for_outside_is_of_the_whole_city_and_all_stages(divided: Store) -> None:
    for narrowed in ({"district": DISTRICTS[0]}, {"stage": "小学"}):
        found = breakdown_of(divided, "urban_rural", hide_below="5", **narrowed)
        assert found.problem == WHOLE_ONLY
        assert found.is_empty
        assert found.table.is_empty


def test_school_areas_cannot_be_taken_from_their_district(divided: Store) -> None:
    """Each district's own areas add up to its total: within each one, none or at least two are hidden."""
    outside = breakdown_of(divided, "cluster", hide_below="20")
    for district in DISTRICTS[:2]:
        cells = [part.figures[0] for part in outside.parts if part.origin.districts == (district,)]
        hidden = [row for row in cells if row is not None and row.hidden]
        assert len(hidden) != 1
