"""学区与学校: from a district to its schools, and a school's own page in every state of the world."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import Viewer
from eduboard.texts import pages as page_texts
from eduboard.texts import school as texts
from eduboard.ui import frame, hidden_places, session
from tests.pages.board import UNSPEAKABLE, filter_named, open_page, readable, tables_of, text_of
from tests.pages.conftest import LONE_SCHOOL, ONE_ROW, As, Use
from tests.small_city import BRIDGE, JUNIOR, LAKE, LATEST, PRIMARY, RIDGE, school_code, school_name

OWN = school_code(LAKE, PRIMARY)
BESIDE = school_code(LAKE, JUNIOR)
ELSEWHERE = school_code(RIDGE, PRIMARY)

Records = list[tuple[str, str]]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Records:
    """What is put on record as refused."""
    found: Records = []

    def put(action: str, subject: str = "", detail: str = "", **_: Any) -> None:
        if action == session.REFUSED:
            found.append((subject, detail))

    for module in (frame, hidden_places):
        monkeypatch.setattr(module, "put_on_record", put)
    return found


def schools_listed(at: AppTest) -> list[str]:
    """The names in the list of schools."""
    [table] = [frame for frame in map(_first_columns, at.dataframe) if frame]
    return table


def _first_columns(frame: Any) -> list[str]:
    table = readable(frame.value)
    return list(table[texts.SCHOOL_COLUMN]) if texts.SCHOOL_COLUMN in table.columns else []


# -- from the district down ------------------------------------------------------------------------------------


def test_a_district_lists_its_schools_with_links_to_their_pages(with_data: Path) -> None:
    at = open_page("school", district=LAKE)
    assert not at.error
    assert schools_listed(at) == ["湖滨小学", "湖滨中学"]
    assert f"school={OWN}" in at.dataframe[0].value[texts.SCHOOL_COLUMN][0]


def test_the_counts_of_a_districts_parts_are_the_sums_of_their_schools(with_demo_city: Path) -> None:
    at = open_page("school", district="990101")
    assert not at.error
    parts, schools = (readable(frame.value) for frame in at.dataframe[:2])
    named = schools.groupby(texts.CLUSTER_COLUMN)["名师人数（名）"].sum()
    shown = parts.set_index(texts.CLUSTER)["名师人数（名）"]
    assert len(named) == 4
    assert shown.drop("合计").astype(int).to_dict() == named.astype(int).to_dict()
    assert int(shown["合计"]) == named.sum()


def test_choosing_a_school_opens_its_page_and_the_address_names_it(with_data: Path) -> None:
    at = open_page("school", district=LAKE)
    filter_named(at, "school:school").set_value(OWN).run()
    assert not at.error
    assert at.query_params["school"] == OWN
    assert any("湖滨小学" in heading.value for heading in at.markdown)
    # Another district has other schools: the page is of the district again.
    filter_named(at, "school:district").set_value(RIDGE).run()
    assert not at.error
    assert "school" not in at.query_params
    assert schools_listed(at) == ["岭上小学", "岭上中学"]


def test_a_schools_code_alone_finds_its_district(with_data: Path) -> None:
    at = open_page("school", school=ELSEWHERE)
    assert not at.error
    assert at.query_params["district"] == RIDGE
    assert any("岭上小学" in heading.value for heading in at.markdown)


def test_a_schools_figures_are_its_own(with_data: Path) -> None:
    # 60, 50 and 45 in a class: one of three is large; 140 of 200 stay after school; 14 of 20 have their hours.
    said = text_of(open_page("school", school=OWN))
    for figure in ("33.3%", "50.0", "70.0%", "小学", "一年级", texts.BALANCE_TITLE):
        assert figure in said
    assert UNSPEAKABLE.findall(said) == []


def test_the_lines_that_a_school_was_handed_in_with_are_one_click_away(with_data: Path) -> None:
    at = open_page("school", school=OWN)
    [batches] = [t.value for t in at.dataframe if list(t.value.columns) == list(texts.HANDED_IN_COLUMNS)]
    address = batches[batches["表"] == "班额明细"].iloc[0][texts.HANDED_IN_COLUMNS[2]]
    assert address.startswith("admin?batch=")
    assert "&line=" in address


def test_a_period_without_the_schools_classes_shows_the_other_figures(with_data: Path) -> None:
    said = text_of(open_page("school", school=school_code(BRIDGE, PRIMARY), period=LATEST))
    assert school_name(BRIDGE, PRIMARY) in said
    assert texts.MISSING in said
    assert UNSPEAKABLE.findall(said) == []


def test_a_theme_page_leads_to_the_schools(with_data: Path) -> None:
    at = open_page("class_size", district=LAKE)
    [table] = [t.value for t in at.dataframe if list(t.value.columns[:2]) == ["学校", "学段"]]
    assert all(address.startswith("school?name=") for address in table["学校"])
    assert set(tables_of(at, "schools")[0]["学校"]) == {"湖滨小学", "湖滨中学"}


# -- breakdowns on theme pages -----------------------------------------------------------------------------------


def test_a_breakdown_without_the_attribute_says_what_to_fill_in(with_data: Path) -> None:
    at = open_page("class_size", district=LAKE, by="tier")
    assert not at.error
    assert any("没有填“学校分层”" in note.value for note in at.info)


def test_a_breakdown_of_the_demo_city_adds_up(with_demo_city: Path) -> None:
    at = open_page("class_size", district=LAKE, by="ownership")
    assert not at.error
    [table] = [t.value for t in at.dataframe if t.value.columns[0] == "办别"]
    counts = list(table["大班额数（个）"])
    assert sum(counts[:-1]) == counts[-1] > 0


# -- states of the world -------------------------------------------------------------------------------------------


def test_an_empty_store_says_what_to_do(with_nothing: Path) -> None:
    at = open_page("school", school=OWN)
    assert not at.exception
    [note] = at.info
    assert note.value.startswith(page_texts.EMPTY_STORE)


def test_one_row_of_a_school_is_a_page_without_a_register(one_row_stores: dict[str, Path], use: Use) -> None:
    use(one_row_stores["class_size"])
    at = open_page("school", school=LONE_SCHOOL)
    assert not at.exception
    assert not at.error
    # The one class has 60 students: large.
    assert "100%" in text_of(at)
    assert any("没有这所学校" in note.value for note in at.info)
    assert UNSPEAKABLE.findall(text_of(at)) == []


@pytest.mark.parametrize("theme", ONE_ROW)
def test_one_row_without_a_register_is_no_school(
    theme: str, one_row_stores: dict[str, Path], use: Use
) -> None:
    use(one_row_stores[theme])
    at = open_page("school", district=LAKE)
    assert not at.exception
    assert not at.error
    assert any("没有学校名录" in note.value for note in at.info)


def test_a_file_that_cannot_be_read_names_the_remedy(with_broken_file: Path) -> None:
    at = open_page("school", school=LONE_SCHOOL)
    assert not at.exception
    assert "python -m eduboard rebuild" in at.error[0].value


def test_a_school_that_does_not_exist_is_a_sentence(with_data: Path, refused: Records) -> None:
    at = open_page("school", school="0000000000")
    assert "0000000000" in at.error[0].value
    assert not at.dataframe
    # The next choice is made without it.
    assert not at.run().error


# -- who may see what ----------------------------------------------------------------------------------------------


def test_a_clerk_of_another_district_is_told_the_same_as_for_a_school_that_does_not_exist(
    be: As, refused: Records
) -> None:
    be(Viewer("张三", "数据员", (RIDGE,), account="ridge.zhang"))
    at = open_page("school", school=OWN)
    assert OWN in at.error[0].value
    assert "湖滨" not in text_of(at)
    assert [subject for subject, _ in refused] == [page_texts.PAGE_TITLES["school"]]
    at = open_page("school", school=OWN, district=LAKE)
    assert "湖滨" not in text_of(at)


def test_a_school_account_sees_its_own_page_and_no_others(be: As, refused: Records) -> None:
    be(Viewer("李四", "数据员", (LAKE,), school=OWN, account="school.li"))
    at = open_page("school")
    assert not at.error
    assert any("湖滨小学" in heading.value for heading in at.markdown)
    assert "湖滨中学" not in text_of(at)
    assert refused == []
    at = open_page("school", school=BESIDE)
    assert "只能看自己学校" in at.error[0].value
    assert "湖滨中学" not in text_of(at)
    assert len(refused) == 1


def test_a_school_account_without_data_is_told_so_and_nothing_is_refused(be: As, refused: Records) -> None:
    be(Viewer("李四", "数据员", (LAKE,), school="2199010099", account="school.li"))
    at = open_page("school")
    assert not at.error
    assert "2199010099" in at.info[0].value
    assert refused == []


def test_a_school_account_that_sees_the_whole_city_still_has_one_page(be: As, refused: Records) -> None:
    be(Viewer("李四", "数据员", (LAKE,), school=OWN, sees_all=True, account="school.li"))
    at = open_page("school", district=RIDGE)
    assert not at.error
    assert "岭上" not in text_of(at)
    assert any("湖滨小学" in heading.value for heading in at.markdown)
