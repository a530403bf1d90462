"""The lists of a programme as tables with a code: the bulletin, who is below quota, results, aims.

Each is named by its part and can be made again as of the day that it was made on (``figure_builders``): only what was
handed in since changes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.metrics.imprint import stamp
from eduboard.metrics.recipe import Recipe, digest_of, sorted_pairs
from eduboard.metrics.results import Caption, DataTable, Source
from eduboard.programmes.results import ProgrammeView
from eduboard.store.records import DEMO, PUBLISHED, SUBMITTED
from eduboard.texts import programme_page as texts
from eduboard.texts.exports import CODE

KIND = "programme list"
BULLETIN, BELOW, BALANCE = "bulletin", "below", "balance"
RESULTS, AIMS, BEHIND = "results", "aims", "behind"
"""The lists of the page, and the tables of papers."""
CODED = (BULLETIN, BELOW, BALANCE)
"""The lists of the page that bear a code.  Lists of persons do not: no name is kept in the register."""
_VERSION_LENGTH = 12

Rows = Sequence[Sequence[str]]


def list_table(
    view: ProgrammeView,
    visible: tuple[str, ...] | None,
    part: str,
    title: str,
    columns: Sequence[str],
    rows: Rows,
) -> DataTable:
    """Give a list of a programme's page as a table with a code; ``visible`` are the viewer's districts."""
    recipe = Recipe(
        KIND,
        (),
        sorted_pairs(
            {
                "period": view.period,
                "district": "" if view.district == view.programme.district else view.district,
            }
        ),
        sorted_pairs(
            {
                "part": part,
                "programme": view.programme.id,
                "today": view.today.isoformat(),
                # Another wording of the programme is another picture.
                "version": digest_of(repr(view.programme))[:_VERSION_LENGTH],
            }
        ),
    )
    table = DataTable(
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        caption=Caption(title, "", view.period, view.place_name, view.programme.source, _sources(view)),
        metrics=(None,) * len(columns),
    )
    return stamp(table, recipe, (), _districts(view), visible)


def code_notes(table: DataTable) -> tuple[tuple[str, str], ...]:
    """Give the line that stands below a list that is taken along."""
    return ((CODE, table.caption.code),) if table.caption.code else ()


def _sources(view: ProgrammeView) -> tuple[Source, ...]:
    """The batches behind a programme's figures, by number alone: what else is on record of them is looked up."""
    kind = DEMO if DEMO in view.kinds else PUBLISHED if view.kinds == {PUBLISHED} else SUBMITTED
    standings = [standing for item in view.items for standing in (item.overall, *item.districts)]
    batches = {batch for standing in standings for batch in standing.reading.batches}
    return tuple(Source(batch, "", "", kind, "") for batch in sorted(batches))


def _districts(view: ProgrammeView) -> tuple[str, ...]:
    if view.district != view.programme.district:
        return (view.district,)
    shown = {standing.district for item in view.items for standing in item.districts}
    return tuple(sorted(shown)) or (view.district,)


def below_title(view: ProgrammeView, count: int) -> str:
    """Name the list of who is below quota."""
    return f"{view.place_name}_{view.period}_{texts.BELOW_TITLE.format(count=count)}"
