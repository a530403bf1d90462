"""学校一页通: what the register says, the school's figures beside schools like it, on one page."""

from pathlib import Path

import pytest

from eduboard.access.viewer import Viewer
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from tests.exports.office import count_pages
from tests.exports.office_desk import Office
from tests.exports.papers import charts_of, slides_of, tables_of, words_of
from tests.exports.schema import problems_of
from tests.small_city import JUNIOR, LAKE, LATEST, PRIMARY, RIDGE, school_code, school_name

SCHOOL = school_code(LAKE, PRIMARY)
NAME = school_name(LAKE, PRIMARY)


def test_a_school_has_its_figures_beside_schools_like_it(office: Office) -> None:
    package = office.write(school=SCHOOL)
    words = words_of(package)
    assert words[0] == f"{NAME}数据一页通"
    assert f"{NAME}（小学" in "".join(words)
    rows = {row[0]: row for row in tables_of(package)[0]}
    assert rows["指标"][0] == "指标"
    with office.store.reading(office.viewer) as session:
        catalogue = load_catalogue(session, office.store.settings)
        request = Request(("large_class_share",), ("school",), (LATEST,), (LAKE,))
        shares = {row.school: row.value for row in measure(session, catalogue, request)}
    # Of Lake's three primary classes (60, 50, 45) one is large.
    assert shares[SCHOOL] == pytest.approx(1 / 3)
    assert rows["大班额占比（%）"][1] == "33.3%"


def test_its_course_is_drawn_and_told(office: Office) -> None:
    package = office.write(school=SCHOOL)
    [chart] = charts_of(package)
    assert chart.drawn == chart.workbook
    assert list(chart.drawn) == [NAME]
    told = "".join(words_of(package))
    assert f"{NAME}平均班额{chart.drawn[NAME][-1]:.1f}人" in told


def test_it_can_be_shown_as_slides(office: Office, tmp_path: Path) -> None:
    package = office.slides(school=SCHOOL)
    assert problems_of(package, "deck.pptx", tmp_path) == []
    assert any(NAME in slide.headline and slide.has_chart for slide in slides_of(package))


def test_it_is_one_page(office: Office, tmp_path: Path) -> None:
    codes = (SCHOOL, school_code(RIDGE, JUNIOR))
    pages = count_pages({code: office.write(school=code) for code in codes}, tmp_path)
    assert set(pages.values()) == {1}


def test_a_period_without_figures_is_said(office: Office) -> None:
    words = "".join(words_of(office.write(school=SCHOOL, period="2030Q1")))
    assert f"{NAME}没有2030年第一季度的数据。" in words


@pytest.mark.parametrize(
    ("school", "more", "code"),
    [
        ("9999999999", {}, "school.unknown"),
        (SCHOOL, {"hide_below": "5"}, "material.school_internal"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(
    office: Office, school: str, more: dict[str, str], code: str
) -> None:
    with pytest.raises(EduboardError) as caught:
        office.build(school=school, **more)
    assert caught.value.code == code
    assert str(caught.value) != code


def test_a_viewer_of_another_district_finds_no_such_school(office: Office) -> None:
    clerk = Office(office.store, Viewer("数据员", "数据员", districts=(RIDGE,)))
    with pytest.raises(EduboardError) as caught:
        clerk.build(school=SCHOOL)
    assert caught.value.code == "school.unknown"


def test_a_school_is_a_page_and_no_workbook(office: Office) -> None:
    with pytest.raises(EduboardError) as caught:
        office.workbook(school=SCHOOL)
    assert caught.value.code == "material.school_workbook"
