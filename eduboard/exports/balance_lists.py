"""The 优质均衡 panel of a district as tables with a code: what is required, the schools of a stage, one school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eduboard.exports.balance import (
    Cell,
    district_row,
    requirement_rows,
    school_numbers,
    school_rows,
    school_standing_numbers,
    school_standing_rows,
)
from eduboard.exports.programme_lists import BALANCE, coded_list, list_caption, plain_list
from eduboard.metrics.balance import Balance, StageBalance, build_balance
from eduboard.metrics.imprint import stamp
from eduboard.metrics.origins import Numbers
from eduboard.metrics.places import place_name
from eduboard.metrics.pulls import BALANCE_DATASETS
from eduboard.metrics.recipe import Recipe, sorted_pairs
from eduboard.metrics.recipes import Kitchen
from eduboard.metrics.results import Caption, DataTable
from eduboard.metrics.schools import School, find_school
from eduboard.metrics.sources import read_sources
from eduboard.programmes.results import ProgrammeView
from eduboard.store.store import Session
from eduboard.texts import programme_page as texts
from eduboard.texts import school as school_texts

KIND = "balance"
REQUIREMENTS, SCHOOLS, SCHOOL = "requirements", "schools", "school"


def district_table(session: Session, view: ProgrammeView, balances: Sequence[Balance]) -> DataTable:
    """The districts of a programme side by side."""
    codes = tuple(balance.district for balance in balances)
    caption = list_caption(
        view,
        texts.BALANCE_DISTRICTS,
        read_sources(session, BALANCE_DATASETS, [view.period], codes),
        (texts.BALANCE_STANDARDS,),
    )
    rows, cells = _told([district_row(balance) for balance in balances])
    inspected = replace(caption, definition=texts.BALANCE_INTRO)
    table = plain_list(inspected, texts.BALANCE_DISTRICT_COLUMNS, rows, leading=1, cells=cells)
    return coded_list(table, view, session.viewer.visible, BALANCE, codes)


def requirement_table(session: Session, balance: Balance) -> DataTable:
    """What is required of a district, what there is, and the verdicts."""
    caption = _caption(session, balance, texts.BALANCE_PANEL, texts.BALANCE_STANDARDS)
    rows, cells = _told(requirement_rows(balance))
    return _coded(session, balance, caption, texts.BALANCE_COLUMNS, rows, cells, part=REQUIREMENTS)


def _told(rows: Sequence[Sequence[Cell]]) -> tuple[list[tuple[str, ...]], list[tuple[Numbers, ...]]]:
    """Give the words of some rows, and what each of them rests on."""
    words = [tuple(cell.text for cell in row) for row in rows]
    return words, [tuple(cell.numbers for cell in row) for row in rows]


def school_table(session: Session, balance: Balance, stage: StageBalance) -> DataTable:
    """The schools of a stage, those that pull the coefficient up most first."""
    title = texts.BALANCE_SCHOOLS.format(stage=stage.stage, count=len(stage.schools))
    caption = _caption(session, balance, title, texts.BALANCE_STANDARDS)
    rows, cells, columns = school_rows(stage), school_numbers(balance, stage), texts.BALANCE_SCHOOL_COLUMNS
    return _coded(session, balance, caption, columns, rows, cells, part=SCHOOLS, stage=stage.stage)


def standing_table(session: Session, balance: Balance, school: School) -> DataTable:
    """Where one school stands, stage by stage."""
    place = school_texts.PLACE.format(district=place_name(school.district), school=school.name)
    caption = _caption(session, balance, school_texts.BALANCE_TITLE, school_texts.BALANCE_NOTE)
    rows, columns = school_standing_rows(balance, school.school), school_texts.BALANCE_COLUMNS
    cells = school_standing_numbers(balance, school.school)
    own = replace(caption, place=place)
    return _coded(session, balance, own, columns, rows, cells, part=SCHOOL, school=school.school)


def _caption(session: Session, balance: Balance, title: str, note: str) -> Caption:
    district, period = balance.district, balance.period
    sources = read_sources(session, BALANCE_DATASETS, [period], [district])
    return Caption(title, "", period, place_name(district), texts.BALANCE_INTRO, sources, (note,))


def _coded(
    session: Session,
    balance: Balance,
    caption: Caption,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    cells: Sequence[Sequence[Numbers]],
    **details: str,
) -> DataTable:
    district = balance.district
    filters = sorted_pairs({"period": balance.period, "district": district})
    visible = None if session.viewer.visible is None else (district,)
    table = plain_list(caption, columns, rows, leading=1, cells=cells)
    return stamp(table, Recipe(KIND, (), filters, sorted_pairs(details)), (), (district,), visible)


def remake(kitchen: Kitchen) -> DataTable:
    """Make one of the tables again; raises KeyError for what is none."""
    filters, recipe, session = kitchen.recipe.filter_values, kitchen.recipe, kitchen.session
    period, district = filters["period"], filters["district"]
    balance = build_balance(session, kitchen.catalogue, kitchen.settings, period, district)
    part = recipe.detail("part")
    if part == REQUIREMENTS:
        return requirement_table(session, balance)
    if part == SCHOOLS:
        stages = {stage.stage: stage for stage in balance.stages}
        return school_table(session, balance, stages[recipe.detail("stage")])
    school = find_school(session, recipe.detail("school"), district, period)
    if school is None:
        raise KeyError(part)
    return standing_table(session, balance, school)
