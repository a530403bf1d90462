"""Templates to download: blank, or with a district's schools filled in for a quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.exports.templates.example import build_csv_template
from eduboard.exports.templates.files import file_name
from eduboard.exports.templates.forms import Form, Place, fill_in, fill_in_all, require_place
from eduboard.exports.templates.workbook import build_workbook
from eduboard.intake.own_school import is_for_schools
from eduboard.metrics.places import list_places, place_name
from eduboard.periods import Period
from eduboard.store.records import now
from eduboard.store.store import Session
from eduboard.texts import templates as texts
from eduboard.ui.cache import cached
from eduboard.ui.downloads import TO_HAND_IN, offer_download
from eduboard.ui.session import get_store, get_viewer

ALL_TABLES = ""
BLANK = ""
_QUARTERS_OFFERED = 6


def show_templates() -> None:
    """Offer every table's template, and all of them in one workbook."""
    with st.expander(texts.TITLE, icon=":material/download:"):
        districts, known = cached("template choices", (), lambda session, _: _find_choices(session))
        quarters = _quarters(known)
        school = get_viewer().school
        titles = {ALL_TABLES: texts.ALL_TABLES} | {name: load_contracts()[name].title for name in _tables()}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            dataset = st.selectbox(
                texts.DATASET, list(titles), format_func=titles.__getitem__, key="template"
            )
            district = st.selectbox(
                texts.DISTRICT,
                [BLANK, *districts],
                index=1 if school and districts else 0,
                format_func=lambda code: place_name(code) if code else texts.BLANK,
                key="template:district",
            )
            period = st.selectbox(texts.PERIOD, quarters, key="template:period", disabled=district == BLANK)
        st.caption(texts.HINT_OF_SCHOOL.format(school=school) if school else texts.HINT)
        _offer(dataset, district, period)


def _find_choices(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The districts and quarters with data."""
    districts = tuple(place.district for place in list_places(session))
    return districts, tuple(row["period"] for row in session.run("store/periods"))


def _quarters(known: Sequence[str]) -> list[str]:
    """The quarter that is to be handed in next, first, and the ones before it."""
    today = now()
    running = Period(today.year, (today.month + 2) // 3)
    newest = max(Period.parse(known[-1]).shift(1), running.shift(-1)) if known else running
    return [str(newest.shift(-back)) for back in range(_QUARTERS_OFFERED)]


def _tables() -> list[str]:
    """The tables that the viewer hands in: a school does not hand in all of them."""
    is_school = bool(get_viewer().school)
    return [name for name, contract in load_contracts().items() if not is_school or is_for_schools(contract)]


def _offer(dataset: str, district: str, period: str) -> None:
    names = [dataset] if dataset else _tables()
    make = _maker(names, district, period)
    place = Place(district, period) if district else None
    title = load_contracts()[dataset].title if dataset else texts.ALL_TABLES_SHORT
    kinds: list[tuple[str, str, Callable[[Sequence[Form]], bytes]]] = [
        (texts.DOWNLOAD_XLSX, "xlsx", build_workbook)
    ]
    if dataset:
        kinds.append((texts.DOWNLOAD_CSV, "csv", lambda forms: build_csv_template(forms[0])))
    with st.container(horizontal=True):
        for label, extension, build in kinds:
            offer_download(
                label,
                lambda build=build: build(make()),  # type: ignore[misc]
                file_name(title, place, extension),
                key=f"template:{extension}",
                rights=TO_HAND_IN,
            )


def _maker(names: Sequence[str], district: str, period: str) -> Callable[[], list[Form]]:
    """Give what makes the forms when they are asked for, which is after this run and outside of it."""
    contracts = load_contracts()
    if not district:
        return lambda: [Form(contracts[name]) for name in names]
    store = get_store()

    def make() -> list[Form]:
        with store.reading(get_viewer()) as session:
            place = require_place(session, district, period)
            if len(names) > 1:
                forms = fill_in_all(session, store.settings, place)
                return [form for form in forms if form.contract.name in names]
            return [fill_in(session, store.settings, contracts[name], place) for name in names]

    return make
