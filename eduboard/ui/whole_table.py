"""One value for a whole table that has no column for it: its period, its district, its school."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from eduboard.codes import load_regions
from eduboard.contracts import SCOPE_FIELDS, load_contracts
from eduboard.intake.around import GIVEN, NAMED_SO, shown_value
from eduboard.intake.match import OF_WHOLE_TABLE
from eduboard.intake.report import CheckReport
from eduboard.periods import Period
from eduboard.store.records import now
from eduboard.texts import around as texts
from eduboard.ui.choices import Choice
from eduboard.ui.plain import plain
from eduboard.ui.session import get_store, get_viewer

_COUNTY = "县级"
_QUARTERS_OFFERED = 16
_SCHOOL = "school_name"


def choose_values(report: CheckReport, dataset: str, key: str, choice: Choice) -> None:
    """Ask for what a table does not say in a column, also where it was found outside; ``choice`` is its file's."""
    asked = _asked_for(report, dataset, choice.of(report.sheet))
    if not asked:
        return
    st.markdown(texts.HEADING)
    for place, field in zip(st.columns(len(OF_WHOLE_TABLE)), asked, strict=False):
        with place:
            _choose_value(report, field, f"whole:{key}:{field}", choice)
    if report.sheet is not None and not set(asked).isdisjoint(SCOPE_FIELDS):
        _choose_reach(report.sheet, f"whole:{key}:only", choice)


def _asked_for(report: CheckReport, dataset: str, choice: Choice) -> list[str]:
    """Name the fields that no column is, or that somebody has to decide."""
    contract = load_contracts()[dataset]
    filled = {value.field for value in report.filled} | choice.given.keys()
    undecided = {finding.column for finding in report.errors if finding.rule.startswith("around.")}
    return [
        item.name
        for item in contract.fields
        if item.name in OF_WHOLE_TABLE
        and (item.name in filled or item.title in report.missing or item.title in undecided)
    ]


def _choose_value(report: CheckReport, field: str, key: str, of_file: Choice) -> None:
    choice = of_file.of(report.sheet)
    given = choice.given.get(field, of_file.given.get(field, ""))
    found = next((value for value in report.filled if value.field == field), None)
    offered = _offered(report, field)
    if field == _SCHOOL and report.sheet is not None:
        offered = {NAMED_SO: texts.NAMED_SO, **offered}
    if field == _SCHOOL and not offered:
        st.caption(texts.NO_SCHOOLS)
        return
    is_found = found is not None and found.origin != GIVEN
    shown = {"": texts.PICK_FOUND if is_found else texts.PICK_NONE, **offered}
    shown.setdefault(given, shown_value(field, given))
    st.session_state[key] = given

    def take() -> None:
        chosen = st.session_state[key]
        choice.given.pop(field, None)
        # A period and a district hold for all sheets alike unless one is set apart, a school for its own.
        is_of_sheet = chosen != NAMED_SO if field == _SCHOOL else choice.is_apart
        target = (
            of_file.for_sheet_alone(report.sheet) if is_of_sheet and report.sheet is not None else of_file
        )
        target.given[field] = chosen

    st.selectbox(
        texts.PICK.format(what=texts.WHAT[field]),
        list(shown),
        format_func=lambda value: plain(shown[value]),
        key=key,
        on_change=take,
        help=texts.PICK_HELP,
    )


def _choose_reach(sheet: str, key: str, of_file: Choice) -> None:
    """Ask whether the period and the district that are chosen hold for all sheets, or for the one that is shown."""
    st.session_state[key] = of_file.of(sheet).is_apart

    def take() -> None:
        choice = of_file.for_sheet_alone(sheet)
        choice.is_apart = st.session_state[key]
        for field in () if choice.is_apart else SCOPE_FIELDS:
            choice.given.pop(field, None)

    st.checkbox(plain(texts.ONLY_SHEET.format(sheet=sheet)), key=key, on_change=take)


def _offered(report: CheckReport, field: str) -> Mapping[str, str]:
    if field == "period":
        return _periods()
    if field == "district":
        viewer = get_viewer()
        return {
            region.code: region.name
            for region in load_regions()
            if region.level == _COUNTY and not region.successor and viewer.may_hand_in(region.code)
        }
    districts = {value.value for value in report.filled if value.field == "district"} | set(report.districts)
    with get_store().reading(get_viewer()) as session:
        known = {row["district"]: row["names"] for row in session.run("store/known_schools")}
    return {name: name for district in sorted(districts or known) for name in known.get(district, ())}


def _periods() -> Mapping[str, str]:
    """The quarters up to this one and the years that they lie in, newest first."""
    today = now()
    newest = Period(today.year, (today.month + 2) // 3)
    quarters = [str(newest.shift(-back)) for back in range(_QUARTERS_OFFERED)]
    years = dict.fromkeys(quarter[:4] for quarter in quarters)
    return {quarter: quarter for quarter in quarters} | {
        f"{year}年": texts.YEAR.format(year=year) for year in years
    }
