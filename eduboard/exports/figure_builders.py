"""Making any figure again: the builders of metrics, and those of a programme's lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from eduboard.exports import balance as panel
from eduboard.exports.blocks import Table
from eduboard.exports.bulletin import bulletin_rows, bulletin_title, shortfall_rows
from eduboard.exports.materials.programme_part import aim_table, behind_table, result_table, words_of
from eduboard.exports.programme_lists import (
    AIMS,
    BALANCE,
    BEHIND,
    BELOW,
    BULLETIN,
    KIND,
    RESULTS,
    Rows,
    below_title,
    list_table,
)
from eduboard.metrics.balance import build_balance
from eduboard.metrics.recipes import BUILDERS as METRIC_BUILDERS
from eduboard.metrics.recipes import Builder, Kitchen
from eduboard.metrics.results import DataTable
from eduboard.programmes.evaluation import evaluate, find_region
from eduboard.programmes.results import ProgrammeView
from eduboard.programmes.shelf import load_shelf
from eduboard.texts import programme_page as texts


def _remake(kitchen: Kitchen) -> DataTable:
    """Make a list again, as of the day that it was made on."""
    filters, recipe = kitchen.recipe.filter_values, kitchen.recipe
    shelf = load_shelf(kitchen.session, kitchen.catalogue, kitchen.settings)
    programme = shelf.find(recipe.detail("programme"))
    today = date.fromisoformat(recipe.detail("today"))
    district = filters.get("district") or None
    view = evaluate(kitchen.session, kitchen.catalogue, programme, filters["period"], district, today=today)
    part = recipe.detail("part")
    title, columns, rows = _MADE_BY[part](kitchen, view)
    return list_table(view, kitchen.session.viewer.visible, part, title, columns, rows)


Made = tuple[str, Sequence[str], Rows]


def _bulletin(_kitchen: Kitchen, view: ProgrammeView) -> Made:
    return bulletin_title(view), texts.BULLETIN_COLUMNS, bulletin_rows(view)


def _below(_kitchen: Kitchen, view: ProgrammeView) -> Made:
    rows = shortfall_rows(view)
    return below_title(view, len(rows)), texts.BELOW_COLUMNS, rows


def _balance(kitchen: Kitchen, view: ProgrammeView) -> Made:
    region = find_region(kitchen.session, view.programme)
    balances = [
        build_balance(kitchen.session, kitchen.catalogue, kitchen.settings, view.period, district)
        for district in region.districts
    ]
    rows = [tuple(cell.text for cell in panel.district_row(balance)) for balance in balances]
    return texts.BALANCE_TITLE, texts.BALANCE_DISTRICT_COLUMNS, rows


def _of_paper(build: Callable[[ProgrammeView], Table | None]) -> Callable[[Kitchen, ProgrammeView], Made]:
    """A table of a paper; one that is not there any more has no rows."""

    def make(_kitchen: Kitchen, view: ProgrammeView) -> Made:
        table = build(view)
        return ("", (), ()) if table is None else words_of(table)

    return make


_MADE_BY: Mapping[str, Callable[[Kitchen, ProgrammeView], Made]] = {
    BULLETIN: _bulletin,
    BELOW: _below,
    BALANCE: _balance,
    RESULTS: _of_paper(result_table),
    AIMS: _of_paper(aim_table),
    BEHIND: _of_paper(behind_table),
}

BUILDERS: Mapping[str, Builder] = {**METRIC_BUILDERS, KIND: _remake}
"""Every kind of figure there is."""
