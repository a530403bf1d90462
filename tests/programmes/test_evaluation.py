"""A programme over two districts whose figures can be added up in the head."""

from datetime import date
from typing import Any

import pytest

from eduboard.access.viewer import Viewer
from eduboard.errors import EduboardError
from eduboard.programmes.bulletin import bulletin
from eduboard.programmes.evaluation import latest_period
from eduboard.programmes.model import Item
from eduboard.store.store import Store
from eduboard.texts import programmes as texts
from tests.build import Values, hand_in
from tests.programmes.looking import (
    CITY,
    LAKE,
    LESSONS,
    NOW,
    PERIOD,
    RIDGE,
    lessons,
    look,
    look_at,
    programme,
)

DISTRICTS = (LAKE, RIDGE)


def studios(store: Store, period: str, district: str, count: int, **more: Any) -> None:
    hand_in(store, "platforms", period, district, [studio(count, **more)])


def studio(count: int, **more: Any) -> Values:
    return {"category": "名师工作室", "level": "市级", "count": count} | more


STUDIOS = Item(
    "target", "工作室", metric="studios", target=100.0, direction="不低于", start="2025Q1", due="2025Q4"
)


@pytest.fixture
def growing(store: Store) -> Store:
    """Studios: 20 and 10 before the year, 40 and 20 after three quarters of it."""
    for period, lake, ridge in (("2024Q4", 20, 10), ("2025Q3", 40, 20)):
        studios(store, period, LAKE, lake)
        studios(store, period, RIDGE, ridge)
    return store


# -- results -----------------------------------------------------------------------------------------------------


def test_a_stock_is_its_last_value_and_a_flow_adds_up(store: Store) -> None:
    for period, count in (("2025Q1", 3), ("2025Q2", 4)):
        hand_in(store, "outputs", period, LAKE, [{"type": "论文", "level": "省级", "count": count}])
        studios(store, period, LAKE, count)
    view = look(store, Item("result", "论文", metric="papers"), Item("result", "工作室", metric="studios"))
    papers, rooms = (item.overall.reading for item in view.items)
    assert (papers.value, papers.period) == (7, "2025Q2")
    assert (rooms.value, rooms.period) == (4, "2025Q2")


def test_a_flow_counts_from_where_the_programme_starts(store: Store) -> None:
    for period, count in (("2024Q4", 3), ("2025Q2", 4)):
        hand_in(store, "outputs", period, LAKE, [{"type": "论文", "level": "省级", "count": count}])
    assert look_at(store, Item("result", "论文", metric="papers"), start="2025Q1").overall.value == 4


def test_filters_narrow_a_result(store: Store) -> None:
    rows = [studio(5), studio(2, category="名校长工作室"), studio(1, level="省级")]
    hand_in(store, "platforms", PERIOD, LAKE, rows)
    item = Item("result", "工作室", metric="studios", category="名师工作室", level="市级")
    assert look_at(store, item).overall.value == 5


def test_a_qualifier_stays_with_its_number(store: Store) -> None:
    hand_in(
        store,
        "outputs",
        PERIOD,
        LAKE,
        [{"type": "论文", "level": "省级", "count": 90, "qualifiers": "count=余"}],
    )
    reading = look_at(store, Item("result", "论文", metric="papers")).overall.reading
    assert (reading.value, reading.qualifier) == (90, "余")


def test_a_named_figure_keeps_its_unit_and_is_summed_over_districts(store: Store) -> None:
    for district, value in ((LAKE, 1.5), (RIDGE, 2.0)):
        rows = [{"indicator": "受益学生", "value": value, "unit": "万人"}]
        hand_in(store, "indicators", PERIOD, district, rows)
    view = look_at(store, Item("result", "受益学生", indicator="受益学生", unit="万人"))
    assert (view.overall.value, view.unit) == (3.5, "万人")
    assert [standing.value for standing in view.districts] == [1.5, 2.0]


def test_shares_of_districts_are_not_summed_but_the_region_may_hand_in_its_own(store: Store) -> None:
    for district, value in ((LAKE, 40), (RIDGE, 60)):
        hand_in(
            store, "indicators", PERIOD, district, [{"indicator": "公办园占比", "value": value, "unit": "%"}]
        )
    item = Item("result", "公办园占比", indicator="公办园占比", unit="%")
    overall = look_at(store, item).overall
    assert overall.value is None
    assert "不能相加" in overall.reason
    hand_in(store, "indicators", PERIOD, CITY, [{"indicator": "公办园占比", "value": 55, "unit": "%"}])
    assert look_at(store, item).overall.value == 55


def test_another_unit_is_another_figure(store: Store) -> None:
    hand_in(store, "indicators", PERIOD, LAKE, [{"indicator": "受益学生", "value": 15000, "unit": "人"}])
    assert look_at(store, Item("result", "受益", indicator="受益学生", unit="万人")).overall.value is None


def test_a_result_of_one_period_stays_that_of_its_period(growing: Store) -> None:
    item = Item("result", "去年", metric="studios", period="2024Q4")
    assert look_at(growing, item).overall.value == 30
    assert look_at(growing, item, period="2024Q3").overall.value is None


def test_every_figure_names_its_batches(growing: Store) -> None:
    reading = look_at(growing, Item("result", "工作室", metric="studios")).overall.reading
    assert len(reading.batches) == 2
    assert reading.missing == ()


def test_a_total_names_the_district_that_is_missing_from_it(growing: Store) -> None:
    studios(growing, "2025Q4", LAKE, 50)
    standing = look_at(growing, Item("result", "工作室", metric="studios"), period="2025Q4").overall
    assert (standing.value, standing.reading.missing) == (50, (RIDGE,))
    assert "东岭区" in standing.reason


# -- targets -----------------------------------------------------------------------------------------------------


def test_the_whole_is_the_sum_of_its_districts_and_is_held_against_the_target(growing: Store) -> None:
    view = look_at(growing, STUDIOS)
    # 30 on 31 December, 100 due a year later; 273 of 365 days are over on 30 September.
    assert view.overall.value == 60
    assert view.overall.expected == pytest.approx(30 + 70 * 273 / 365)
    assert view.overall.projected == pytest.approx(30 + 30 * 365 / 273)
    assert (view.overall.status, view.overall.light) == ("落后", "red")
    assert view.overall.attainment == pytest.approx(0.6)
    assert view.days_left == 92  # 30 September, where the quarter in sight ends, to 31 December


def test_days_are_counted_to_the_end_of_the_quarter_in_sight_once_it_is_over(growing: Store) -> None:
    studios(growing, "2025Q4", LAKE, 50)
    studios(growing, "2026Q2", LAKE, 50)
    running = look_at(growing, STUDIOS, period="2025Q4")
    assert running.days_left == 72  # still running: 20 October to 31 December
    over = look_at(growing, STUDIOS, period="2025Q4", today=date(2026, 11, 23))
    assert over.days_left == 0, "however long ago the quarter was"
    later = look_at(growing, STUDIOS, period="2026Q2", today=date(2026, 11, 23))
    assert later.days_left == -181  # 31 December to 30 June


def test_a_citys_count_is_no_target_of_its_districts(growing: Store) -> None:
    view = look_at(growing, STUDIOS)
    assert [(s.value, s.aim, s.status) for s in view.districts] == [
        (40, None, "无目标"),
        (20, None, "无目标"),
    ]


def test_a_district_may_have_a_target_of_its_own(growing: Store) -> None:
    target = {"indicator": "工作室数", "target_value": 25, "direction": "不低于", "start_period": "2025Q1",
              "due_period": "2025Q4", "basis": "区文件"}  # fmt: skip
    hand_in(growing, "targets", "2025Q1", RIDGE, [target])
    item = Item("target", "工作室", metric="studios", target=100.0, direction="不低于", target_name="工作室数",
                start="2025Q1", due="2025Q4")  # fmt: skip
    lake, ridge = look_at(growing, item).districts
    assert lake.status == "无目标"
    assert ridge.aim is not None
    assert (ridge.aim.value, ridge.aim.source, bool(ridge.aim.batch)) == (25, "区文件", True)
    # 10 → 25: 21.2 due, 20 there: 10 of 11.2 is 0.89 of the way.
    assert (ridge.status, ridge.light) == ("落后", "red")
    own = look_at(growing, item, district=RIDGE).overall
    assert (own.value, own.status) == (20, "落后")


def test_a_handed_in_target_takes_the_place_of_the_files(growing: Store) -> None:
    rows = [
        {
            "indicator": "工作室数",
            "target_value": value,
            "direction": "不低于",
            "start_period": start,
            "due_period": due,
        }
        for value, start, due in (
            (30, "2024Q1", "2024Q4"),
            (55, "2025Q1", "2025Q4"),
            (90, "2026Q1", "2026Q4"),
        )
    ]
    hand_in(growing, "targets", "2025Q1", CITY, rows)
    item = Item(
        "target", "工作室", metric="studios", target=100.0, direction="不低于", target_name="工作室数"
    )
    found = look_at(growing, item).overall
    assert found.aim is not None
    assert (found.aim.value, found.aim.due, found.status) == (55, "2025Q4", "已完成")
    later = look_at(growing, item, period="2027Q1").overall
    assert later.aim is not None
    assert later.aim.due == "2026Q4"


def test_a_share_is_asked_of_every_district_and_shown_in_per_cent(store: Store) -> None:
    for district, met in ((LAKE, 19), (RIDGE, 12)):
        rows = [{"school": f"{district}1", "standard": "五年360学时", "required_count": 20, "met_count": met}]
        hand_in(store, "training_compliance", PERIOD, district, rows)
    item = Item("target", "学时", metric="training_compliance_rate", target=90.0, direction="不低于")
    view = look_at(store, item)
    assert view.unit == "%"
    assert view.overall.value == 77.5  # 31 of 40
    assert [(s.value, s.status) for s in view.districts] == [(95, "已完成"), (60, "进行中")]


def test_a_flow_is_held_against_its_target_from_its_start(store: Store) -> None:
    for period, count in (("2024Q4", 50), ("2025Q1", 3), ("2025Q2", 4)):
        hand_in(store, "outputs", period, LAKE, [{"type": "论文", "level": "省级", "count": count}])
    item = Item(
        "target", "论文", metric="papers", target=10.0, direction="不低于", start="2025Q1", due="2025Q4"
    )
    overall = look_at(store, item, period="2025Q2").overall
    # From nought on 1 January: 180 of 364 days are over on 30 June.
    assert overall.value == 7
    assert overall.expected == pytest.approx(10 * 180 / 364)
    assert overall.status == "按进度"


def test_a_start_value_begins_the_course(growing: Store) -> None:
    item = Item("target", "工作室", metric="studios", target=100.0, direction="等于", start="2025Q1", due="2025Q4",
                start_value=0.0)  # fmt: skip
    assert look_at(growing, item).overall.expected == pytest.approx(100 * 272 / 364)


def test_what_every_district_must_reach_stands_where_the_last_one_stands(growing: Store) -> None:
    item = Item(
        "target", "每县", metric="studios", target=30.0, direction="不低于", due="2024Q4", each="district"
    )
    view = look_at(growing, item, period="2025Q3")
    assert [standing.status for standing in view.districts] == ["已完成", "未达标"]
    assert (view.overall.name, view.overall.met, view.overall.owing) == ("各区县", 1, 2)
    assert (view.overall.value, view.overall.status, view.overall.light) == (20, "未达标", "red")


def test_every_stage_of_every_district_must_reach_it(store: Store) -> None:
    rooms = {"category": "家庭教育导师工作室", "level": "区县级", "count": 1}
    hand_in(
        store, "platforms", PERIOD, LAKE, [rooms | {"stage": "小学"}, rooms | {"stage": "初中", "count": 2}]
    )
    hand_in(store, "platforms", PERIOD, RIDGE, [rooms | {"stage": "小学"}])
    item = Item("target", "导师工作室", metric="studios", category="家庭教育导师工作室", target=1.0, direction="不低于",
                each="district_stage", stages=("小学", "初中"))  # fmt: skip
    view = look_at(store, item)
    assert [(s.value, s.status) for s in view.districts] == [(1, "已完成"), (0, "进行中")]
    assert view.overall.met == 1


@pytest.mark.parametrize(
    ("part", "whole", "value", "status"),
    [(10, 10, 100, "已完成"), (9, 10, 90, "进行中"), (9, 0, None, "无数据"), (None, 10, None, "无数据")],
)
def test_a_coverage_is_a_part_of_a_whole(
    store: Store, part: int | None, whole: int, value: float | None, status: str
) -> None:
    figures = (("家长学校数", part), ("学校数", whole))
    rows = [{"indicator": name, "value": count, "unit": "所"} for name, count in figures if count is not None]
    hand_in(store, "indicators", PERIOD, LAKE, rows)
    item = Item("coverage", "家长学校", indicator="家长学校数", of_indicator="学校数")
    overall = look_at(store, item).overall
    assert (overall.value, overall.status) == (value, status)


# -- the whole ---------------------------------------------------------------------------------------------------


def test_the_bulletin_lists_what_is_behind_red_first(growing: Store) -> None:
    each = Item("target", "每县", metric="studios", target=21.0, direction="不低于", start="2025Q1", due="2025Q4",
                each="district")  # fmt: skip
    hand_in(growing, "duties", "2025Q2", LAKE, [lessons("甲小学", 90, 20, 19)])
    view = look(growing, LESSONS, STUDIOS, each)
    # Ridge has 20 of 21, but 10 of the 8.2 due to that day: it is not behind.
    notices = bulletin(view)
    assert [(n.light, n.district_name, n.item) for n in notices] == [
        ("red", "云川市", "工作室"),
        ("yellow", "临湖区", "听课"),
    ]
    assert all(notice.reason for notice in notices)


def test_a_period_before_the_programme_began_is_a_sentence(growing: Store) -> None:
    view = look(growing, STUDIOS, LESSONS, period="2024Q4", start="2025Q1")
    assert [item.overall.status for item in view.items] == ["未开始", "未开始"]
    assert view.notes == ("“工程”从2025年第一季度开始，所选的2024年第四季度在此之前，各项还没有开始。",)


def test_an_empty_store_is_a_sentence(store: Store) -> None:
    coverage = Item("coverage", "覆盖", metric="after_school_school_rate")
    view = look(store, STUDIOS, LESSONS, coverage, Item("result", "论文", metric="papers"))
    assert [item.overall.status for item in view.items] == ["无数据", "无数据", "无数据", ""]
    assert view.notes == (texts.NO_DATA.format(place="云川市"),)
    assert bulletin(view) == ()


def test_targets_without_figures_are_said_to_be_there(store: Store) -> None:
    aim = {"indicator": "工作室数", "target_value": 5, "direction": "不低于"}
    hand_in(store, "targets", PERIOD, CITY, [aim])
    assert look(store, STUDIOS).notes == (texts.ONLY_TARGETS.format(place="云川市"),)


def test_a_period_before_the_first_figures_names_the_first(store: Store) -> None:
    studios(store, PERIOD, LAKE, 10)
    [note] = look(store, STUDIOS, period="2025Q1").notes
    assert "到2025年第一季度还没有数据" in note
    assert "2025年第三季度" in note


def test_a_target_that_nothing_measures_says_so(growing: Store) -> None:
    item = Item("target", "网络培训", direction="等于", qualifier="规定学时", unit="学时")
    overall = look_at(growing, item).overall
    assert (overall.status, overall.value) == ("无数据", None)
    assert "没有对应的指标" in overall.reason


def test_a_district_of_another_city_is_refused(growing: Store) -> None:
    with pytest.raises(EduboardError, match="上街区不在“工程”的范围内"):
        look(growing, STUDIOS, district="410106")


def test_who_sees_one_district_is_not_shown_its_part_as_the_whole(growing: Store) -> None:
    viewer = Viewer("数据员", "数据员", districts=(LAKE,))
    view = look(growing, STUDIOS, viewer=viewer)
    assert view.district == LAKE
    assert (view.items[0].overall.value, view.items[0].overall.status) == (40, "无目标")


def test_a_future_target_is_not_judged_by_the_past(growing: Store) -> None:
    item = Item(
        "target", "明年", metric="studios", target=50.0, direction="不低于", start="2026Q1", due="2026Q4"
    )
    assert look_at(growing, item).overall.status == "未开始"


def test_the_latest_period_is_the_last_with_figures(growing: Store) -> None:
    with growing.reading() as session:
        assert latest_period(session, programme(STUDIOS), NOW) == "2025Q3"
        assert latest_period(session, programme(STUDIOS, district="410106"), NOW) == "2025Q4"
    hand_in(
        growing, "targets", "2023Q2", "410106", [{"indicator": "甲", "target_value": 1, "direction": "等于"}]
    )
    with growing.reading() as session:
        assert latest_period(session, programme(STUDIOS, district="410106"), NOW) == "2023Q2"
