"""A school's own page: the register, its figures beside schools like it, its rows, its batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import streamlit as st

from eduboard import charts
from eduboard.charts import Box, captioned_table
from eduboard.charts.template import RED
from eduboard.codes import load_regions
from eduboard.contracts import REGISTRY, load_contracts
from eduboard.exports.balance_lists import standing_table
from eduboard.formats import (
    format_count,
    format_delta,
    format_number,
    format_period,
    format_share,
    format_value,
)
from eduboard.metrics.balance import (
    HOURS_REQUIRED,
    REQUIRED_PER_100,
    Balance,
    SchoolBalance,
    build_balance,
)
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.results import DataTable
from eduboard.metrics.school_indicators import SchoolFigure
from eduboard.metrics.school_view import (
    HandedIn,
    SchoolView,
    build_school_trend,
    build_school_view,
)
from eduboard.metrics.schools import School, SchoolFigures, measure_schools
from eduboard.programmes.aims import own_aim
from eduboard.programmes.judging import format_aim
from eduboard.programmes.model import DUTY
from eduboard.store.records import DEMO
from eduboard.store.store import Session
from eduboard.texts import programme_page as programme_texts
from eduboard.texts import school as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.ui import blocks
from eduboard.ui.cache import cached
from eduboard.ui.collecting import show_code
from eduboard.ui.figure_codes import coded
from eduboard.ui.filters import choose, write_address
from eduboard.ui.frame import show_data_kinds, show_steps
from eduboard.ui.plain import plain
from eduboard.ui.programmes_sight import load_programmes
from eduboard.ui.rows import rows_height, show_rows
from eduboard.ui.school_paper import offer_school_page
from eduboard.ui.session import get_settings
from eduboard.ui.trace_address import batch_address, cell_address, numbers_address


def show_school(school: School, period: str, periods: tuple[str, ...]) -> None:
    """Show the page of a school, with its figures of some periods up to the one in sight."""
    own = _measure(school, periods)
    beside = _measure(school, (period,), of_all=True)
    view = cached(
        "school view",
        (school, period, periods),
        lambda session, _: build_school_view(session, school, period, own, beside),
    )
    _show_head(view)
    if view.is_empty:
        first, last = (format_period(p) for p in (periods[0], periods[-1]))
        show_steps(texts.EMPTY.format(school=plain(school.name), start=first, end=last), texts.EMPTY_STEPS)
    else:
        offer_school_page(school, period)
        _show_figures(view)
        _show_trend(view, own)
    _show_balance(view)
    left, right = st.columns(2)
    with left:
        _show_rows("classes", view.classes)
    with right:
        _show_rows("duties", view.duties)
        _show_quotas(view)
    _show_rows("training", view.training)
    for theme in view.themes:
        with st.expander(theme.history.caption.title, icon=":material/history:"):
            blocks.show_table(f"history {theme.title}", theme.history)
    _show_handed_in(view)
    if view.themes:
        metrics = [figure.metric for theme in view.themes for figure in theme.figures]
        blocks.show_definitions(metrics, view.sources, ())


def _measure(
    school: School, periods: tuple[str, ...], metric: str = "", *, of_all: bool = False
) -> SchoolFigures:
    """Measure a school or all of its district, once for all pages of the district; one metric or all."""
    code, district = None if of_all else school.school, school.district

    def build(session: Session, catalogue: Catalogue) -> SchoolFigures:
        metrics = (catalogue[metric],) if metric else catalogue.metrics
        return measure_schools(session, catalogue, district, periods, metrics, code)

    return cached("school figures", (district, code, periods, metric), build)


def _show_head(view: SchoolView) -> None:
    """Name the school and say what the register says of it."""
    school = view.school
    heading = texts.HEADING.format(school=plain(school.name), period=format_period(view.period))
    st.markdown(f"### {heading}")
    show_data_kinds(is_demo=any(source.kind == DEMO for source in view.sources))
    if view.is_registered:
        profile = texts.PROFILE_JOIN.join(_profile(school))
        st.markdown(plain(profile))
        source = texts.PROFILE.format(period=format_period(school.from_period))
        st.caption(f"{source}{texts.PROFILE_JOIN}{texts.CODE.format(code=plain(school.school))}")
    else:
        st.info(texts.NOT_REGISTERED.format(period=format_period(view.period)))


def _profile(school: School) -> Iterator[str]:
    """What the register says, field by field; 普惠 is asked of kindergartens only."""
    contract = load_contracts()[REGISTRY]
    for name in texts.PROFILE_FIELDS:
        value = getattr(school, name)
        if name == "inclusive":
            if value is None:
                continue
            value = texts.YES if value else texts.NO
        yield texts.PROFILE_ITEM.format(title=contract.field(name).title, value=value or texts.NOT_STATED)


# -- figures ---------------------------------------------------------------------------------------------------


def _show_figures(view: SchoolView) -> None:
    """A table for each theme; what is nought and was nought is named below in one line."""
    sides = st.columns(2)
    for number, theme in enumerate(view.themes):
        nothing = [figure for figure in theme.figures if _is_nothing(figure)]
        rows = [
            (blocks.column_title(figure.metric.name, figure.metric), _figure(figure))
            for figure in theme.figures
            if figure not in nothing
        ]
        notes = [texts.NOUGHT.format(metrics="、".join(f.metric.name for f in nothing))] if nothing else []
        shown = coded(theme.shown)
        with sides[number % 2]:
            st.html(captioned_table(shown.caption, texts.FIGURE_COLUMNS, rows, notes=notes))
            show_code(f"theme {number}", shown)
    st.caption(texts.FIGURES_NOTE.format(count=view.like) if view.like > 1 else texts.FIGURES_ALONE)


def _is_nothing(figure: SchoolFigure) -> bool:
    return not figure.metric.is_ratio and figure.value == 0 and not (figure.delta and figure.delta.change)


def _figure(figure: SchoolFigure) -> list[Box]:
    metric = figure.metric
    is_mean = figure.average is not None and not metric.is_ratio
    return [
        Box(
            format_value(figure.value, metric, figure.qualifier),
            texts.ANNUAL if figure.annual else "",
            is_bold=True,
            link=numbers_address(figure.numbers),
        ),
        Box(
            format_delta(figure.delta.change if figure.delta else None, metric),
            link=numbers_address(figure.numbers_of_change),
        ),
        Box(
            format_number(figure.average or 0.0, 1, trim=True)
            if is_mean
            else format_value(figure.average, metric)
        ),
    ]


def _show_trend(view: SchoolView, own: SchoolFigures) -> None:
    """Draw one figure over time; the address says which."""
    choices = {metric.id: metric for metric in view.choices}
    left, _ = st.columns((1, 3))
    with left:
        chosen = choose(
            "metric", texts.FOCUS, list(choices), next(iter(choices)), lambda name: choices[name].name
        )
    write_address({"metric": chosen})
    school, period = view.school, view.period
    beside = _measure(school, own.periods, chosen, of_all=True)
    trend = cached(
        "school trend",
        (school, period, own.periods, chosen),
        lambda session, _: build_school_trend(session, school, period, own, beside, choices[chosen]),
    )
    blocks.show_figure("school trend", trend, charts.trend)


# -- 优质均衡 ----------------------------------------------------------------------------------------------------


def _show_balance(view: SchoolView) -> None:
    settings, school, period = get_settings(), view.school, view.period

    def build(session: Session, catalogue: Catalogue) -> tuple[Balance, DataTable]:
        balance = build_balance(session, catalogue, settings, period, school.district)
        return balance, standing_table(session, balance, school)

    balance, table = cached("balance", (period, school), build)
    own = [
        (stage.stage, found)
        for stage in balance.stages
        for found in stage.schools
        if found.school == school.school
    ]
    rows = [(stage, _balance(found, table, number)) for number, (stage, found) in enumerate(own)]
    if rows:
        table = coded(table)
        st.html(captioned_table(table.caption, table.columns, rows))
        show_code("school balance", table)


def _balance(found: SchoolBalance, table: DataTable, number: int) -> list[Box]:
    per_100 = None if found.per_100 is None else format_number(found.per_100, 2)
    met = programme_texts.BALANCE_MET_OF.format(met=found.met, judged=found.judged)
    boxes = [
        _judged(per_100, found.per_100 is not None and found.per_100 < REQUIRED_PER_100),
        _judged(format_count(found.over_standard), bool(found.over_standard)),
        _judged(format_share(found.hours_rate), (found.hours_rate or 1.0) < HOURS_REQUIRED),
        Box(met, is_bold=True),
    ]
    return [
        replace(box, link=cell_address(table, number, column)) for column, box in enumerate(boxes, start=1)
    ]


def _judged(text: str | None, is_missed: bool) -> Box:
    box = Box(text or UNDEFINED)
    return Box(box.text, colour=RED, is_bold=True) if is_missed else box


# -- rows ------------------------------------------------------------------------------------------------------


def _show_rows(name: str, table: DataTable) -> None:
    blocks.show_table(f"school {name}", table)


def _show_quotas(view: SchoolView) -> None:
    """Say what the programmes of the place ask of the duties that the school has handed in."""
    done = {(row[1], row[2]) for row in view.duties.rows}
    city = next((region.parent_code for region in load_regions() if region.code == view.school.district), "")
    places = (view.school.district, city)
    quotas = [
        texts.QUOTA.format(
            name=item.name,
            aim=format_aim(own_aim(programme, item, item.unit)),
            programme=programme.name,
            note=texts.QUOTA_NOTE.format(note=item.note) if item.note else "",
        )
        for programme in load_programmes().programmes
        if programme.district in places
        for item in programme.items
        if item.kind == DUTY and (item.role, item.activity) in done
    ]
    if quotas:
        st.caption(plain(texts.QUOTAS.format(quotas=texts.QUOTA_JOIN.join(quotas))))


def _show_handed_in(view: SchoolView) -> None:
    if not view.handed_in:
        return
    st.markdown(f"**{texts.HANDED_IN_TITLE}**")
    shown = pd.DataFrame(map(_row, view.handed_in), columns=list(texts.HANDED_IN_COLUMNS))
    show_rows(
        shown,
        hide_index=True,
        height=rows_height(len(shown)),
        column_config={
            texts.HANDED_IN_COLUMNS[2]: st.column_config.LinkColumn(display_text=r"batch=([^&]*)")
        },
        key="school batches",
    )
    st.caption(texts.HANDED_IN_NOTE)


def _row(item: HandedIn) -> tuple[object, ...]:
    title = load_contracts()[item.dataset].title
    if not item.batch:
        return (title, item.period, None, 0, texts.MISSING, "", "")
    return (
        title,
        item.period,
        batch_address(item.batch, item.first_line),
        item.row_count,
        item.file_name,
        item.published_by,
        f"{item.published_at:%Y-%m-%d %H:%M}",
    )
