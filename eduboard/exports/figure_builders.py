"""Making any figure again: the builders of metrics, and those of lists and tables that other layers put in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from eduboard.exports import alerts, balance_lists, pipeline, programme_progress, submission_tables
from eduboard.exports.blocks import Table
from eduboard.exports.bulletin import below_table, bulletin_table
from eduboard.exports.materials.programme_part import aim_table, behind_table, result_table, words_of
from eduboard.exports.programme_lists import (
    AIMS,
    BALANCE,
    BEHIND,
    BELOW,
    BULLETIN,
    DUTIES,
    ITEMS,
    KIND,
    LADDER,
    LADDER_DISTRICTS,
    LADDER_HISTORY,
    LIGHTS,
    PEOPLE,
    PLATFORMS,
    RESULTS,
    SECTION,
    list_table,
)
from eduboard.metrics.balance import build_balance
from eduboard.metrics.recipes import BUILDERS as METRIC_BUILDERS
from eduboard.metrics.recipes import Builder, Kitchen
from eduboard.metrics.results import DataTable
from eduboard.programmes.evaluation import evaluate, find_region
from eduboard.programmes.outward import find_untold, turn_view_outward
from eduboard.programmes.pipeline import LadderView, Pipeline, build_pipeline
from eduboard.programmes.results import ProgrammeView
from eduboard.programmes.shelf import load_shelf
from eduboard.texts.formats import UNDEFINED

Remake = Callable[[Kitchen, ProgrammeView], DataTable | None]


def _remake(kitchen: Kitchen) -> DataTable:
    """Make a programme's list again, as of the day that it was made on; one that is not there any more has no rows."""
    filters, recipe = kitchen.recipe.filter_values, kitchen.recipe
    shelf = load_shelf(kitchen.session, kitchen.catalogue, kitchen.settings)
    programme = shelf.find(recipe.detail("programme"))
    today = date.fromisoformat(recipe.detail("today"))
    district = filters.get("district") or None
    view = evaluate(kitchen.session, kitchen.catalogue, programme, filters["period"], district, today=today)
    if least := int(filters.get("hide_below", 0)):
        view = turn_view_outward(view, find_untold(kitchen.session, kitchen.catalogue, view, least))
    part = recipe.detail("part")
    return _MADE_BY[part](kitchen, view) or list_table(view, _visible(kitchen), part, "", (), ())


def _visible(kitchen: Kitchen) -> tuple[str, ...] | None:
    return kitchen.session.viewer.visible


# -- the lists of the page -------------------------------------------------------------------------------------


def _balance(kitchen: Kitchen, view: ProgrammeView) -> DataTable:
    region = find_region(kitchen.session, view.programme)
    balances = [
        build_balance(kitchen.session, kitchen.catalogue, kitchen.settings, view.period, district)
        for district in region.districts
    ]
    return balance_lists.district_table(kitchen.session, view, balances)


def _section(kitchen: Kitchen, view: ProgrammeView) -> DataTable:
    title = kitchen.recipe.detail("section")
    section = {section.title: section for section in view.sections}[title]
    return programme_progress.section_table(view, _visible(kitchen), section)


# -- 梯队与平台 -------------------------------------------------------------------------------------------------


def _pipeline(kitchen: Kitchen, view: ProgrammeView, base: str = "") -> Pipeline:
    region = find_region(kitchen.session, view.programme)
    return build_pipeline(kitchen.session, view, region, base)


def _ladder(kitchen: Kitchen, view: ProgrammeView) -> LadderView:
    stated = dict(kitchen.recipe.details)
    found = _pipeline(kitchen, view, stated.get("base", ""))
    return {ladder.ladder.name: ladder for ladder in found.ladders}[stated["ladder"]]


def _ladder_table(kitchen: Kitchen, view: ProgrammeView) -> DataTable | None:
    part = kitchen.recipe.detail("part")
    tables = pipeline.ladder_tables(kitchen.session, view, _ladder(kitchen, view))
    made = {t.caption.imprint.recipe.detail("part"): t for t in tables if t.caption.imprint}
    return made.get(part)


def _people(kitchen: Kitchen, view: ProgrammeView) -> DataTable:
    move = kitchen.recipe.detail("move")
    told = "" if move == UNDEFINED else move
    return pipeline.people_table(kitchen.session, view, _ladder(kitchen, view), told)


def _platforms(kitchen: Kitchen, view: ProgrammeView) -> DataTable:
    return pipeline.platform_table(kitchen.session, view, _pipeline(kitchen, view))


# -- papers ----------------------------------------------------------------------------------------------------


def _of_paper(build: Callable[[ProgrammeView], Table | None]) -> Remake:
    def make(kitchen: Kitchen, view: ProgrammeView) -> DataTable | None:
        table, part = build(view), kitchen.recipe.detail("part")
        return None if table is None else list_table(view, _visible(kitchen), part, *words_of(table))

    return make


_MADE_BY: Mapping[str, Remake] = {
    BULLETIN: lambda kitchen, view: bulletin_table(view, _visible(kitchen)),
    BELOW: lambda kitchen, view: below_table(view, _visible(kitchen)),
    BALANCE: _balance,
    LIGHTS: lambda kitchen, view: programme_progress.light_table(view, _visible(kitchen)),
    SECTION: _section,
    DUTIES: lambda kitchen, view: programme_progress.duties_table(view, _visible(kitchen)),
    LADDER: _ladder_table,
    LADDER_HISTORY: _ladder_table,
    LADDER_DISTRICTS: _ladder_table,
    PEOPLE: _people,
    PLATFORMS: _platforms,
    ITEMS: lambda kitchen, view: programme_progress.items_table(view, _visible(kitchen)),
    RESULTS: _of_paper(result_table),
    AIMS: _of_paper(aim_table),
    BEHIND: _of_paper(behind_table),
}

BUILDERS: Mapping[str, Builder] = {
    **METRIC_BUILDERS,
    KIND: _remake,
    balance_lists.KIND: balance_lists.remake,
    submission_tables.KIND: submission_tables.remake,
    alerts.KIND: alerts.remake,
}
"""Every kind of figure there is."""
