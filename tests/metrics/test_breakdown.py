"""A place's figures by what the school register says of its schools: 学区, 学校分层, 城乡, 办别.

Lake has five schools.  In 2025Q1 North (N1, N2) and South (S1, S2) are 学区; F1 is in none.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.errors import EduboardError
from eduboard.metrics.breakdown import Part, measure_parts, take_attribute
from eduboard.metrics.breakdown_view import Breakdown, build_breakdown
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters, build_scene
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Session, Store
from tests.build import Values, hand_in, make_store

LAKE, RIDGE, CITY = "990101", "990102", "990100"
FIRST, NOW = "2025Q1", "2025Q2"
NORTH, SOUTH = "北学区", "南学区"


def school(
    code: str, cluster: str | None, tier: str | None, area: str | None, ownership: str = "公办"
) -> Values:
    return {
        "school": code,
        "school_code": code,
        "school_name": f"学校{code}",
        "school_type": "小学",
        "cluster": cluster,
        "tier": tier,
        "urban_rural": area,
        "ownership": ownership,
    }


REGISTER = [
    school("S1", SOUTH, "教师发展学校", "主城区"),
    school("S2", SOUTH, "项目提升学校", "村庄", "民办"),
    school("N1", NORTH, "项目提升学校", "镇中心区"),
    school("N2", NORTH, None, "城区"),
    school("F1", None, None, None),
]


def classes(code: str, *sizes: int) -> list[Values]:
    return [
        {"school": code, "stage": "小学", "grade": "一年级", "class_no": str(number), "students": students}
        for number, students in enumerate(sizes, start=1)
    ]


def honour(code: str | None, person: str, title: str = "名师") -> Values:
    return {"school": code, "person_id": person, "title": title, "level": "市级", "stage": "小学"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path)
    hand_in(store, "schools", FIRST, LAKE, REGISTER)
    # Large from 56 up: S1 1 of 2, S2 0 of 1, N1 2 of 3, N2 0 of 2, F1 1 of 1; G1 (not in the register) 0 of 1.
    sizes = {"S1": (60, 40), "S2": (30,), "N1": (56, 57, 20), "N2": (45, 45), "F1": (66,), "G1": (40,)}
    hand_in(
        store, "classes", NOW, LAKE, [row for code, taught in sizes.items() for row in classes(code, *taught)]
    )
    yield store
    store.close()


def parts(
    session: Session, catalogue: Catalogue, metric: str, attribute: str, period: str = NOW
) -> dict[str, float | None]:
    request = Request((metric,), ("period",), (period,), (LAKE,))
    return {
        item.part.short_title: item.row.value
        for item in measure_parts(session, catalogue, request, attribute)
    }


def test_a_share_of_a_part_is_the_sum_over_its_schools(session: Session, catalogue: Catalogue) -> None:
    # South 1 of 3, North 2 of 5; F1 states no 学区 and G1 is not in the register: 1 of 2.
    found = parts(session, catalogue, "large_class_share", "cluster")
    assert found == {SOUTH: pytest.approx(1 / 3), NORTH: pytest.approx(2 / 5), "未说明": pytest.approx(1 / 2)}
    assert list(found) == [NORTH, SOUTH, "未说明"]


def test_the_seven_kinds_of_places_are_told_as_three(session: Session, catalogue: Catalogue) -> None:
    # 城区: S1 (主城区) and N2; 镇区: N1; 乡村: S2.
    assert parts(session, catalogue, "large_classes", "urban_rural") == {
        "城区": 1,
        "乡村": 0,
        "镇区": 2,
        "未说明": 1,
    }


def test_parts_add_up_to_the_district(session: Session, catalogue: Catalogue) -> None:
    [whole] = measure(session, catalogue, Request(("classes_total",), ("period",), (NOW,), (LAKE,)))
    for attribute in ("cluster", "tier", "urban_rural", "ownership"):
        found = parts(session, catalogue, "classes_total", attribute)
        assert sum(value or 0 for value in found.values()) == whole.value == 10


def test_the_register_in_force_decides_and_a_later_one_does_not_look_back(
    store: Store, session: Session, catalogue: Catalogue
) -> None:
    assert parts(session, catalogue, "classes_total", "ownership") == {"公办": 8, "民办": 1, "未说明": 1}
    hand_in(store, "schools", NOW, LAKE, [school("S1", NORTH, None, None, "民办")])
    hand_in(store, "classes", FIRST, LAKE, classes("S1", 30))
    with store.reading() as later:
        assert parts(later, catalogue, "classes_total", "ownership") == {"民办": 2, "未说明": 8}
        # In the first quarter all five are listed; the classes of four are not nought but not handed in.
        assert parts(later, catalogue, "classes_total", "ownership", FIRST) == {"公办": 1}


def test_a_person_with_titles_at_two_schools_of_a_part_is_one_person(
    store: Store, session: Session, catalogue: Catalogue
) -> None:
    hand_in(
        store, "honours", NOW, LAKE, [honour("N1", "p1"), honour("N2", "p1", "骨干教师"), honour("S1", "p2")]
    )
    with store.reading() as later:
        assert parts(later, catalogue, "title_holders", "cluster") == {SOUTH: 1, NORTH: 1, "未说明": 0}


def test_nobody_among_a_parts_schools_is_nought_where_every_row_names_its_school(
    store: Store, catalogue: Catalogue
) -> None:
    hand_in(store, "honours", NOW, LAKE, [honour("N1", "p1")])
    with store.reading() as session:
        assert parts(session, catalogue, "famous_teachers", "cluster") == {SOUTH: 0, NORTH: 1, "未说明": 0}
    # A teacher of no school may be of any: the others are not nought any more but unknown.
    hand_in(store, "honours", NOW, LAKE, [honour("N1", "p1"), honour(None, "p2")])
    with store.reading() as session:
        assert parts(session, catalogue, "famous_teachers", "cluster") == {NORTH: 1, "未分到学校": 1}


def test_what_a_paper_does_not_mention_is_not_nought(store: Store, catalogue: Catalogue) -> None:
    hand_in(store, "honours", NOW, LAKE, [honour("N1", "p1")], kind=PUBLISHED)
    with store.reading() as session:
        assert parts(session, catalogue, "famous_teachers", "cluster") == {NORTH: 1}


def test_clusters_of_the_same_name_in_two_districts_are_two(store: Store, catalogue: Catalogue) -> None:
    hand_in(store, "schools", FIRST, RIDGE, [school("R1", NORTH, None, None)])
    hand_in(store, "classes", NOW, RIDGE, classes("R1", 70))
    with store.reading() as session:
        request = Request(("large_classes",), ("period",), (NOW,), (LAKE, RIDGE))
        found = {item.part: item.row.value for item in measure_parts(session, catalogue, request, "cluster")}
        assert found[Part(NORTH, LAKE)] == 2
        assert found[Part(NORTH, RIDGE)] == 1
        # The other attributes mean the same everywhere: S1, N1, N2, F1 and R1.
        by_ownership = measure_parts(session, catalogue, request, "ownership")
        assert [(item.part.name, item.row.value) for item in by_ownership] == [
            ("公办", 5),
            ("民办", 0),
            ("", 0),
        ]


def test_parts_stand_in_the_order_that_a_reader_counts_in(store: Store, catalogue: Catalogue) -> None:
    listed = ("第二学区", "第十学区", "第一学区", "第三学区")
    hand_in(store, "schools", NOW, LAKE, [school(name, name, None, None) for name in listed])
    hand_in(store, "classes", NOW, LAKE, [row for name in listed for row in classes(name, 40)])
    with store.reading() as session:
        found = parts(session, catalogue, "classes_total", "cluster")
        assert list(found) == ["第一学区", "第二学区", "第三学区", "第十学区"]


@pytest.mark.parametrize("by", [("tier", "cluster"), ("tier", "school"), ("colour",)])
def test_a_breakdown_by_two_things_is_refused(by: tuple[str, ...]) -> None:
    with pytest.raises(EduboardError):
        take_attribute(by)
    assert take_attribute(("period", "tier")) == ("tier", ("period",))


# -- as a page shows it --------------------------------------------------------------------------------------


def build(
    session: Session, catalogue: Catalogue, attribute: str, *metrics: str, district: str = LAKE
) -> Breakdown:
    found = [catalogue[name] for name in metrics]
    scene = build_scene(session, catalogue, Filters(NOW, PREVIOUS_QUARTER, CITY, district), found)
    return build_breakdown(session, catalogue, scene, found, attribute)


def test_a_table_counts_the_registers_schools_and_ends_with_all(
    session: Session, catalogue: Catalogue
) -> None:
    found = build(session, catalogue, "tier", "large_class_share", "classes_total")
    assert found.table.columns == ("学校分层", "名录学校数", "大班额占比", "班级总数")
    assert found.table.rows == (
        ("教师发展学校", 1, 0.5, 2),
        ("项目提升学校", 2, 0.5, 4),
        ("未说明", 2, 0.25, 4),
        ("合计", 5, 0.4, 10),
    )
    assert (found.is_empty, found.problem) == (False, "")


def test_a_figure_that_only_the_district_handed_in_is_not_divided(store: Store, catalogue: Catalogue) -> None:
    hand_in(store, "platforms", NOW, LAKE, [{"category": "名师工作室", "level": "市级", "count": 4}])
    with store.reading() as session:
        found = build(session, catalogue, "tier", "studios")
        assert [row[2] for row in found.table.rows] == [None, None, None, 4, 4]
        assert found.table.rows[-2][:2] == ("未分到学校", None)
        assert any("不能这样分" in note for note in found.table.caption.notes)


def test_a_place_without_a_register_says_so(store: Store, catalogue: Catalogue) -> None:
    hand_in(store, "classes", NOW, RIDGE, classes("R1", 70))
    with store.reading() as session:
        assert "没有学校名录" in build(session, catalogue, "tier", "large_classes", district=RIDGE).problem


def test_an_attribute_that_nobody_filled_in_is_named(store: Store, catalogue: Catalogue) -> None:
    hand_in(store, "schools", NOW, LAKE, [school("S1", None, None, None)])
    with store.reading() as session:
        assert "没有填“学校分层”" in build(session, catalogue, "tier", "large_classes").problem
