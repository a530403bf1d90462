"""A district whose hand-in lacks schools is shown and marked, and takes part in no ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from eduboard.exports.tables import caption_lines
from eduboard.metrics import views
from eduboard.metrics.catalogue import Metric, load_catalogue
from eduboard.metrics.scene import Filters, Scene, build_scene
from eduboard.store.store import Store
from tests.build import hand_in
from tests.registries import CODES, NORTH, Q3, WEST, classes_of, register

CITY, LAKE = "990100", "990101"
BEFORE = "2026Q2"
FILTERS = Filters(period=Q3, compare="previous", city=CITY)
MARK = "已报 41/46 校"


@pytest.fixture
def city(store: Store) -> Iterator[Store]:
    """Three districts of one class a school; in the newest quarter West lacks five schools and is the best.

    West 40 pupils a class, North 60 (large, all 46), Lake 50; a quarter earlier West and North had 58.
    """
    for district, before, now, codes in (
        (WEST, 58, 40, CODES[5:]),
        (NORTH, 58, 60, CODES),
        (LAKE, 50, 50, CODES),
    ):
        register(store, period=BEFORE, district=district)
        hand_in(store, "classes", BEFORE, district, classes_of(CODES, before))
        hand_in(store, "classes", Q3, district, classes_of(codes, now))
    return store


def scene_of(store: Store, filters: Filters = FILTERS) -> tuple[Scene, Metric, Metric]:
    """The scene with the metrics 大班额占比 and 大班额数."""
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        share, count = catalogue["large_class_share"], catalogue["large_classes"]
        return build_scene(session, catalogue, filters, (share, count)), share, count


def test_an_incomplete_district_is_shown_with_its_mark_and_not_ranked(city: Store) -> None:
    scene, share, _ = scene_of(city)
    ranking = views.build_ranking(scene, share)
    found = [(row.district, row.value, row.rank, row.incomplete) for row in ranking.rows]
    # Lake has no large class, North nothing but; West's none of 41 is no first place.
    assert found == [(LAKE, 0.0, 1, ""), (NORTH, 1.0, 2, ""), (WEST, 0.0, None, MARK)]


def test_it_has_no_standing_in_the_heat_table(city: Store) -> None:
    scene, share, _ = scene_of(city)
    heat = views.build_heat(scene, (share,), "总览")
    cells = dict(zip(heat.districts, (cells[0] for cells in heat.cells), strict=True))
    assert (cells[WEST].standing, cells[WEST].incomplete) == (None, MARK)
    assert (cells[LAKE].standing, cells[NORTH].standing) == (1, 0)


def test_what_moved_is_not_told_of_it(city: Store) -> None:
    scene, share, _ = scene_of(city)
    better, worse = views.build_movers(scene, (share,), 5)
    assert WEST not in {mover.district for mover in (*better, *worse)}
    assert scene.delta(share, WEST) is None
    north = scene.delta(share, NORTH)
    assert north is not None
    assert north.change == 0.0


def test_a_count_that_lacks_schools_is_not_compared_with_one_that_does_not(city: Store) -> None:
    scene, share, count = scene_of(city)
    # 92 large classes became 46 and 41 schools of West: how many large ones five schools have nobody knows.
    assert scene.value(count, BEFORE) == 92
    assert scene.value(count, Q3) == 46
    assert scene.delta(count) is None
    assert scene.delta(share) is not None


def test_the_table_has_a_column_of_marks_only_where_there_are_some(city: Store) -> None:
    scene, share, _ = scene_of(city)
    table = views.build_table(scene, (share,), "班额")
    assert table.columns == ("区县", "未报全", "大班额占比")
    marks = {row[0]: row[1] for row in table.rows}
    assert marks == {"临湖区": None, "西苑区": "班额明细（41/46校）", "北塘区": None, "合计": None}
    before, share, _ = scene_of(city, replace(FILTERS, period=BEFORE))
    assert views.build_table(before, (share,), "班额").columns == ("区县", "大班额占比")


def test_totals_say_what_they_lack_on_screen_and_in_exports(city: Store) -> None:
    scene, share, _ = scene_of(city)
    note = "未报全：西苑区班额明细（41/46校），合计只含已报的部分"
    caption = views.build_trend(scene, share).caption
    assert caption.notes == (note,)
    assert ("注", note) in caption_lines(caption)
    assert views.build_card(scene, share).incomplete == "1个区县未报全"


def test_the_card_of_the_district_says_so_and_of_another_does_not(city: Store) -> None:
    scene, share, _ = scene_of(city, replace(FILTERS, district=WEST))
    card = views.build_card(scene, share)
    assert (card.value, card.incomplete, card.delta) == (0.0, MARK, None)
    assert views.build_trend(scene, share).caption.notes == (
        "未报全：西苑区班额明细（41/46校），数值只含已报的部分，不参加排名",
    )
    scene, share, _ = scene_of(city, replace(FILTERS, district=LAKE))
    assert views.build_card(scene, share).incomplete == ""
    assert views.build_trend(scene, share).caption.notes == ()


def test_a_stage_whose_schools_are_all_there_is_ranked(city: Store) -> None:
    scene, share, _ = scene_of(city, replace(FILTERS, stage="高中"))
    assert scene.gaps == {}
    scene, share, _ = scene_of(city, replace(FILTERS, stage="小学"))
    assert scene.incomplete(share, WEST) == "已报 29/34 校"


def test_a_district_that_has_handed_in_nothing_is_named_in_the_total(city: Store) -> None:
    totals = [
        {"stage": stage, "class_count": 2, "students": 90} for stage in ("学前", "小学", "初中", "高中")
    ]
    hand_in(city, "enrolment", Q3, LAKE, totals)
    with city.reading() as session:
        catalogue = load_catalogue(session, city.settings)
        average = catalogue["average_class_size"]
        scene = build_scene(session, catalogue, FILTERS, (average,))
    [note] = scene.caption("平均班额", (average,)).notes
    assert "西苑区学校基本情况（未报送）" in note
    assert "北塘区学校基本情况（未报送）" in note
    assert "临湖区" not in note


def test_a_figure_that_was_handed_in_as_such_is_not_measured_by_schools(city: Store) -> None:
    register(city, period="2026Q4", district=NORTH)
    rows = [{"indicator": "大班额占比", "value": 3, "unit": "%"}]
    hand_in(city, "indicators", "2026Q4", NORTH, rows)
    scene, share, _ = scene_of(city, replace(FILTERS, period="2026Q4"))
    assert scene.incomplete(share, NORTH) == ""
