"""A ladder over two quarters and two districts: who came, who climbed, who left."""

from datetime import date
from pathlib import Path

import pytest

from eduboard.access.roles import LEADER
from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.metrics.catalogue import load_catalogue
from eduboard.programmes.evaluation import evaluate, find_region
from eduboard.programmes.model import Item, Ladder, Programme, Rung, Section
from eduboard.programmes.pipeline import LadderView, Moves, Pipeline, build_pipeline
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Store
from tests.build import Values, hand_in, make_store

CITY, LAKE, RIDGE = "990100", "990101", "990102"
BEFORE, NOW = "2024Q3", "2025Q3"
RISING, EXPERT, FAMOUS = "教学新秀", "教学能手", "名师"
TARGET = Item("target", "名师数", metric="famous_teachers", target=5.0, direction="不低于", due="2026Q4")
LADDER = Ladder("梯队", (Rung(RISING), Rung(EXPERT), Rung(FAMOUS, "名师数")))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def title(name: str, person: str | None, **more: object) -> Values:
    return {"title": name, "level": "市级", "person_id": person} | more


def look(
    store: Store, ladder: Ladder = LADDER, period: str = NOW, base: str = "", district: str | None = None
) -> Pipeline:
    programme = Programme("x", "工程", CITY, "《文件》", "", 0.9, (Section("一", "", (TARGET,)),), (ladder,))
    with store.reading() as session:
        catalogue = load_catalogue(session, store.settings)
        view = evaluate(session, catalogue, programme, period, district, today=date(2025, 10, 20))
        return build_pipeline(session, view, find_region(session, programme), base)


def ladder_of(store: Store, **more: object) -> LadderView:
    [ladder] = look(store, **more).ladders  # type: ignore[arg-type]
    return ladder


@pytest.fixture
def moving(store: Store) -> Store:
    """Lake: A climbs from rising to expert and keeps both, B leaves, C comes as expert, D as famous."""
    hand_in(store, "honours", BEFORE, LAKE, [title(RISING, "A"), title(RISING, "B")])
    hand_in(
        store,
        "honours",
        NOW,
        LAKE,
        [
            title(RISING, "A"),
            title(RISING, "B", status="退出"),
            title(EXPERT, "A"),
            title(EXPERT, "C"),
            title(FAMOUS, "D"),
            title(FAMOUS, "D", level="省级"),
        ],
    )
    return store


def test_entries_climbs_and_exits_are_counted_by_person(moving: Store) -> None:
    ladder = ladder_of(moving)
    assert (ladder.period, ladder.base, ladder.unnamed) == (NOW, BEFORE, ())
    found = {rung.title: (rung.held, rung.base, rung.moves) for rung in ladder.rungs}
    assert found == {
        FAMOUS: (2, 0, Moves(1, 0, 0)),  # one person with two levels: two titles, one entry
        EXPERT: (2, 0, Moves(2, 1, 0)),
        RISING: (1, 2, Moves(0, 0, 1)),
    }
    assert [rung.title for rung in ladder.rungs] == [FAMOUS, EXPERT, RISING], "highest first"


def test_the_target_is_that_of_the_item_named(moving: Store) -> None:
    famous, expert, _ = ladder_of(moving).rungs
    assert famous.target is not None
    assert famous.target.overall.aim is not None
    assert famous.target.overall.aim.value == 5
    assert expert.target is None


def test_who_is_not_numbered_has_a_net_change_only(moving: Store) -> None:
    for period in (BEFORE, NOW):
        hand_in(moving, "honours", period, RIDGE, [title(FAMOUS, None, count=3)])
    ladder = ladder_of(moving)
    famous = ladder.rungs[0]
    assert ladder.unnamed == (RIDGE,)
    assert (famous.held, famous.base, famous.moves) == (5, 3, Moves(1, 0, 0))
    alone = ladder_of(moving, district=RIDGE)
    assert (alone.rungs[0].held, alone.rungs[0].moves) == (3, None)


def test_a_district_that_handed_in_once_only_is_no_wave_of_entries(moving: Store) -> None:
    hand_in(moving, "honours", NOW, RIDGE, [title(FAMOUS, "R")])
    assert ladder_of(moving).rungs[0].moves == Moves(1, 0, 0)


def test_a_level_narrows_a_ladder(moving: Store) -> None:
    ladder = ladder_of(moving, ladder=Ladder("省级", LADDER.rungs, "省级"))
    assert [rung.held for rung in ladder.rungs] == [1, 0, 0]


def test_the_base_is_what_is_asked_for_or_a_year_before_or_the_first(moving: Store) -> None:
    hand_in(moving, "honours", "2025Q2", LAKE, [title(RISING, "A")])
    assert ladder_of(moving).base == BEFORE
    assert ladder_of(moving, base="2025Q2").base == "2025Q2"
    assert ladder_of(moving, period="2025Q2").base == BEFORE
    assert ladder_of(moving, period=BEFORE).base == ""


def test_what_an_excerpt_does_not_mention_is_unknown_and_not_nought(store: Store) -> None:
    hand_in(store, "honours", NOW, LAKE, [title(FAMOUS, None, count=66)], kind=PUBLISHED)
    assert [rung.held for rung in ladder_of(store).rungs] == [66, None, None]


def test_without_honours_a_ladder_is_empty(store: Store) -> None:
    ladder = ladder_of(store)
    assert (ladder.period, ladder.base) == (NOW, "")
    assert [rung.held for rung in ladder.rungs] == [None, None, None]


def test_platforms_reach_the_schools_they_sit_at_and_the_members_of_alliances(store: Store) -> None:
    schools = [
        {"school": f"219901000{n}", "school_code": f"219901000{n}", "school_name": f"第{n}小学", "school_type": "小学",
         "alliance": "湖滨联合体" if n < 4 else None}
        for n in range(1, 6)
    ]  # fmt: skip
    hand_in(store, "schools", BEFORE, LAKE, schools)
    rows = [
        {"category": "名师工作室", "level": "市级", "name": "甲", "school": "2199010001", "members": 8},
        {"category": "名校长工作室", "level": "市级", "name": "乙", "school": "2199010001", "members": 5},
        {"category": "教育联合体", "level": "区县级", "name": "湖滨联合体"},
        {"category": "讲师团", "level": "区县级", "name": "讲师团", "members": 20},
    ]
    hand_in(store, "platforms", NOW, LAKE, rows)
    found = look(store)
    assert found.schools == 5
    assert [(row.family, row.level, row.platforms, row.members, row.schools) for row in found.platforms] == [
        ("工作室", "市级", 2, 13, 1),
        ("联合体", "区县级", 1, None, 3),
        ("讲师团", "区县级", 1, 20, 0),
    ]


# -- by name ---------------------------------------------------------------------------------------------------


def people_of(store: Store, viewer: Viewer = LOCAL_USER) -> list[tuple[str, str, str]]:
    programme = Programme("x", "工程", CITY, "《文件》", "", 0.9, (Section("一", "", (TARGET,)),), (LADDER,))
    with store.reading(viewer) as session:
        catalogue = load_catalogue(session, store.settings)
        view = evaluate(session, catalogue, programme, NOW, None, today=date(2025, 10, 20))
        [ladder] = build_pipeline(session, view, find_region(session, programme)).ladders
    return [(person.title, person.name, person.move) for person in ladder.people]


def test_who_came_who_climbed_and_who_left_is_told_by_name(moving: Store) -> None:
    assert people_of(moving) == [
        (FAMOUS, "D", "entered"),  # at two levels, and one person
        (EXPERT, "A", "promoted"),
        (EXPERT, "C", "entered"),
        (RISING, "B", "departed"),
        (RISING, "A", "stayed"),
    ]


def test_names_are_masked_for_who_may_not_see_them_and_numbers_are_not_shown_instead(store: Store) -> None:
    rows = [title(FAMOUS, "330106", person_name="欧阳修"), title(EXPERT, "330107")]
    hand_in(store, "honours", NOW, LAKE, rows)
    assert [name for _, name, _ in people_of(store)] == ["欧阳修", "330107"]
    leader = Viewer("局长", LEADER)
    assert [name for _, name, _ in people_of(store, leader)] == ["欧*", ""]


def test_a_district_that_does_not_number_its_people_names_them_without_their_moves(moving: Store) -> None:
    for period in (BEFORE, NOW):
        hand_in(moving, "honours", period, RIDGE, [title(FAMOUS, None, person_name="王五")])
    assert (FAMOUS, "王五", "") in people_of(moving)
    assert (FAMOUS, "D", "entered") in people_of(moving)


def test_counts_without_a_person_are_nobody_on_the_list(store: Store) -> None:
    hand_in(store, "honours", NOW, LAKE, [title(FAMOUS, None, count=66)], kind=PUBLISHED)
    assert people_of(store) == []
