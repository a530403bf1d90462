"""一图一码: no figure and no table leaves the house without a code, and every code leads back to what it stands for."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import AccessDenied
from eduboard.exports import submission_tables
from eduboard.exports.alerts import Choice, alert_table
from eduboard.exports.balance_lists import requirement_table, school_table, standing_table
from eduboard.exports.blocks import Figure, Table
from eduboard.exports.collection import Collected, build_collection
from eduboard.exports.figure_builders import BUILDERS
from eduboard.exports.materials.order import BULLETIN, MATERIAL, ONE_PAGER, RATIOS, THEME
from eduboard.exports.materials.writing import Material, write_material
from eduboard.exports.pipeline import ladder_tables, people_table, platform_table
from eduboard.exports.programme_progress import duties_table, items_table, light_table, section_table
from eduboard.exports.slides.arranging import write_deck
from eduboard.exports.workbook.writing import write_book
from eduboard.metrics.alerts import find_alerts
from eduboard.metrics.balance import build_balance
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.imprint import Figure as Result
from eduboard.metrics.imprint import list_values
from eduboard.metrics.places import list_places
from eduboard.metrics.results import Caption
from eduboard.metrics.retrace import find_recorded, keep_figures, make_entry, retrace
from eduboard.metrics.schools import read_schools
from eduboard.metrics.submissions import build_submissions, list_reporting_cities
from eduboard.programmes.evaluation import evaluate, find_region
from eduboard.programmes.lights import LightTable
from eduboard.programmes.pipeline import build_pipeline
from eduboard.programmes.shelf import load_shelf
from eduboard.store.figure_register import FigureRegister
from eduboard.store.store import Session, Store
from eduboard.texts import materials as material_texts
from tests.exports.office_desk import NOON, Office, opened_office
from tests.exports.papers import read_document, slides_of, words_of

PERIOD, CITY, OWN, OTHER = "2026Q3", "990100", "990101", "990102"
TODAY = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001 - as the store keeps it
EXPLAINING = {material_texts.DEFINITIONS, material_texts.SOURCES_TABLE, material_texts.QUOTES}
"""Tables that say what the others mean and rest on; they have no figures of their own."""


@pytest.fixture(scope="module")
def office(demo_city: Path) -> Iterator[Office]:
    with opened_office(demo_city) as office:
        yield office


@pytest.fixture
def register(tmp_path: Path) -> FigureRegister:
    return FigureRegister(tmp_path / "figures.sqlite3")


def school_of(office: Office, district: str = OWN) -> str:
    with office.store.reading() as session:
        return read_schools(session, PERIOD, [district])[0].school


Write = Callable[[Office], Material]
PAPERS: dict[str, Write] = {
    "city": lambda office: office.build(CITY, period=PERIOD, document=MATERIAL, programme="demo"),
    "district": lambda office: office.build(OWN, period=PERIOD, document=MATERIAL, programme="demo"),
    "districts": lambda office: office.build(OWN, OTHER, period=PERIOD, document=MATERIAL),
    "bulletin": lambda office: office.build(CITY, period=PERIOD, document=BULLETIN, programme="demo"),
    "theme": lambda office: office.build(CITY, period=PERIOD, document=THEME, themes=("class_size",)),
    "one-pagers": lambda office: office.build(OWN, OTHER, period=PERIOD, document=ONE_PAGER),
    "school": lambda office: office.build(period=PERIOD, document=ONE_PAGER, school=school_of(office)),
    "outward": lambda office: office.build(CITY, period=PERIOD, programme="demo", hide_below="5"),
}


def shown_in(material: Material) -> list[Figure | Table]:
    """The figures and tables of a paper but those that explain the others."""
    blocks = [block for block in material.blocks if isinstance(block, (Figure, Table))]
    return [block for block in blocks if block.caption not in EXPLAINING]


def assert_traced(store: Store, register: FigureRegister, captions: Sequence[Caption]) -> None:
    """Every code is found, and made again is what it was."""
    keep_figures(register, captions, "秘书", TODAY)
    for caption in captions:
        [recorded] = find_recorded(register, LOCAL_USER, caption.code)
        found = retrace(store, LOCAL_USER, recorded, BUILDERS)
        assert found.is_same, (caption.title, found.problem, found.changes)
        assert found.figure is not None
        assert recorded.sources, caption.title


@pytest.mark.parametrize("name", PAPERS)
def test_every_figure_and_table_of_a_paper_bears_a_code_that_leads_back(
    name: str, office: Office, register: FigureRegister
) -> None:
    material = PAPERS[name](office)
    shown = shown_in(material)
    assert shown
    assert [block.caption for block in shown if block.traced is None or not block.traced.code] == []
    notes = " ".join(note for block in shown for note in block.notes)
    assert [caption.title for caption in material.captions if caption.code not in notes] == []
    assert_traced(office.store, register, material.captions)


@pytest.mark.parametrize("name", ["city", "school", "outward"])
def test_the_codes_are_printed_in_word_and_in_the_deck(name: str, office: Office) -> None:
    material = PAPERS[name](office)
    words = "\n".join(words_of(write_material(material)))
    slides = "\n".join(
        slide.notes + "".join(slide.texts.values()) for slide in slides_of(write_deck(material, RATIOS[0]))
    )
    for caption in material.captions:
        assert f"编号：{caption.code}" in words
        assert caption.code in slides
    assert read_document(write_material(material)).tables


@pytest.mark.parametrize("districts", [(CITY,), (OWN,), (OWN, OTHER)], ids=["city", "district", "districts"])
@pytest.mark.parametrize("hide_below", ["", "5"], ids=["inside", "outside"])
def test_every_sheet_of_a_workbook_bears_a_code_that_leads_back(
    districts: tuple[str, ...], hide_below: str, office: Office, register: FigureRegister
) -> None:
    book = office.book(*districts, period=PERIOD, programme="demo", hide_below=hide_below)
    shown = [sheet for sheet in book.sheets if not sheet.is_reference]
    assert len(shown) > 5
    for sheet in shown:
        assert sheet.traced, sheet.name
        assert all(caption.code and caption.code in sheet.codes for caption in sheet.traced)
    assert write_book(book)
    assert_traced(office.store, register, book.captions)


# -- what stands on pages ------------------------------------------------------------------------------------------


def lists_of(office: Office, district: str = "") -> list[Result]:
    """Every table of the pages that other layers than metrics put in words."""
    with office.store.reading(office.viewer) as session:
        catalogue = load_catalogue(session, office.store.settings)
        return [
            *of_programme(office, session, catalogue, district),
            *of_balance(office, session, catalogue),
            *of_submissions(office, session),
            of_alerts(office, session, catalogue, district),
        ]


def of_programme(office: Office, session: Session, catalogue: Catalogue, district: str) -> Iterator[Result]:
    programme = load_shelf(session, catalogue, office.store.settings).find("demo")
    view = evaluate(session, catalogue, programme, PERIOD, district or None, today=TODAY.date())
    visible = session.viewer.visible
    tables = [light_table(view, visible), duties_table(view, visible), items_table(view, visible)]
    yield from (table for table in tables if table is not None)
    yield from (section_table(view, visible, section) for section in view.sections if section.items)
    found = build_pipeline(session, view, find_region(session, programme))
    for ladder in found.ladders:
        yield from ladder_tables(session, view, ladder)
        yield people_table(session, view, ladder)
        yield people_table(session, view, ladder, "entered")
    yield platform_table(session, view, found)


def of_balance(office: Office, session: Session, catalogue: Catalogue) -> Iterator[Result]:
    balance = build_balance(session, catalogue, office.store.settings, PERIOD, OWN)
    yield requirement_table(session, balance)
    yield from (school_table(session, balance, stage) for stage in balance.stages)
    codes = {school.school for stage in balance.stages for school in stage.schools}
    school = next(school for school in read_schools(session, PERIOD, [OWN]) if school.school in codes)
    yield standing_table(session, balance, school)


def of_submissions(office: Office, session: Session) -> Iterator[Result]:
    settings, today = office.store.settings, TODAY.date()
    [city] = [city for city in list_reporting_cities(session, settings, today) if OWN in city.districts]
    result = build_submissions(session, settings, city, PERIOD, today)
    yield submission_tables.build_matrix_table(result)
    yield submission_tables.build_missing_table(result)
    yield submission_tables.build_detail_table(result, result.districts[0])


def of_alerts(office: Office, session: Session, catalogue: Catalogue, district: str) -> Result:
    choice = Choice(PERIOD, CITY, district)
    places = [place.district for place in list_places(session) if place.city == CITY]
    found = find_alerts(session, catalogue, office.store.settings, PERIOD, places)
    return alert_table(session, catalogue, choice, tuple(filter(choice.holds, found)))


@pytest.mark.parametrize("district", ["", OWN], ids=["city", "district"])
def test_every_list_of_the_pages_can_be_traced(
    district: str, office: Office, register: FigureRegister
) -> None:
    found = [result for result in lists_of(office, district) if not getattr(result, "is_empty", False)]
    assert len(found) > 15
    assert [result.caption.title for result in found if not result.caption.code] == []
    assert len({result.caption.code for result in found}) == len(found)
    assert_traced(office.store, register, [result.caption for result in found])


def test_a_code_of_another_district_reads_as_unknown(office: Office, register: FigureRegister) -> None:
    found = [result.caption for result in lists_of(office) if result.caption.code]
    keep_figures(register, found, "秘书", TODAY)
    clerk = Viewer("数据员", "数据员", districts=(OTHER,))
    for caption in found:
        with pytest.raises(AccessDenied) as refused:
            find_recorded(register, clerk, caption.code)
        assert refused.value.code == "figure.hidden"


def test_what_a_clerk_took_along_is_of_the_own_district_alone(
    office: Office, register: FigureRegister
) -> None:
    clerk = Viewer("数据员", "数据员", districts=(OWN,))
    found = [result.caption for result in lists_of(Office(office.store, clerk), OWN) if result.caption.code]
    assert found
    for caption in found:
        assert caption.imprint is not None
        assert set(caption.imprint.districts) == {OWN}, caption.title
    # The bureau sees more, and finds what the clerk saw.
    assert_traced(office.store, register, found)


def test_the_register_keeps_no_name_of_a_person(office: Office) -> None:
    with office.store.reading() as session:
        catalogue = load_catalogue(session, office.store.settings)
        programme = load_shelf(session, catalogue, office.store.settings).find("demo")
        view = evaluate(session, catalogue, programme, PERIOD, today=TODAY.date())
        found = build_pipeline(session, view, find_region(session, programme))
        table = people_table(session, view, found.ladders[0])
    names = {str(row[1]) for row in table.rows}
    assert len(names) > 100
    entry = make_entry(table.caption, "秘书", TODAY)
    assert entry is not None
    kept = json.dumps(entry.content["values"], ensure_ascii=False)
    assert [name for name in names if name in kept] == []
    assert len(list_values(table)) == len(table.rows)


def test_lights_keep_their_colours_in_a_collection(office: Office) -> None:
    with office.store.reading() as session:
        catalogue = load_catalogue(session, office.store.settings)
        lights = next(
            result
            for result in of_programme(office, session, catalogue, "")
            if isinstance(result, LightTable)
        )
        material = build_collection("", "局", NOON, [Collected(lights, "")], catalogue)
    [table] = [block for block in material.blocks if isinstance(block, Table)]
    drawn = {(cell.text, cell.light) for row in table.rows[1:] for cell in row}
    assert ("红灯 未达标", "red") in drawn
    assert ("绿灯 已完成", "green") in drawn
    assert any(f"编号：{lights.caption.code}" in note for note in table.notes)
