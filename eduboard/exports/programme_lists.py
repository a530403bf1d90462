"""The lists and tables of a programme, each with a code: the bulletin, who is below quota, lights, ladders, papers'.

Each is named by its part and can be made again as of the day that it was made on (``figure_builders``): only what was
handed in since changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from eduboard.exports.tables import audience_line
from eduboard.metrics.imprint import stamp
from eduboard.metrics.origins import Numbers
from eduboard.metrics.recipe import Recipe, digest_of, sorted_pairs
from eduboard.metrics.results import Caption, DataTable, Source
from eduboard.programmes.results import ItemView, ProgrammeView
from eduboard.store.records import DEMO, PUBLISHED, SUBMITTED
from eduboard.texts import programme_page as texts
from eduboard.texts.exports import CODE

KIND = "programme list"
BULLETIN, BELOW, BALANCE = "bulletin", "below", "balance"
LIGHTS, SECTION, DUTIES = "lights", "section", "duties"
LADDER, LADDER_HISTORY, LADDER_DISTRICTS = "ladder", "ladder history", "ladder districts"
PEOPLE, PLATFORMS = "people", "platforms"
"""The lists of the page."""
RESULTS, AIMS, BEHIND, ITEMS = "results", "aims", "behind", "items"
"""The tables of papers and workbooks."""
_VERSION_LENGTH = 12

Rows = Sequence[Sequence[object]]
T = TypeVar("T", bound=DataTable)


def list_table(
    view: ProgrammeView,
    visible: tuple[str, ...] | None,
    part: str,
    title: str,
    columns: Sequence[str],
    rows: Rows,
    cells: Sequence[Sequence[Numbers]] = (),
) -> DataTable:
    """Give a list of words as a table with a code; ``visible`` are the viewer's districts."""
    table = plain_list(list_caption(view, title), columns, rows, cells=cells)
    return coded_list(table, view, visible, part)


def plain_list(
    caption: Caption,
    columns: Sequence[str],
    rows: Rows,
    *,
    leading: int = 0,
    personal: tuple[int, ...] = (),
    cells: Sequence[Sequence[Numbers]] = (),
) -> DataTable:
    """Put a list together whose columns are no metrics; ``leading``, ``personal`` and ``cells`` are ``DataTable``'s."""
    return DataTable(
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        caption=caption,
        metrics=(None,) * len(columns),
        leading=leading,
        personal=personal,
        cells=tuple(map(tuple, cells)),
    )


def list_caption(
    view: ProgrammeView,
    title: str,
    sources: tuple[Source, ...] | None = None,
    notes: Iterable[str] = (),
    period: str = "",
) -> Caption:
    """Give what travels with a list; without ``sources`` it rests on everything that the view does."""
    rests_on = sources_of(view, view.items) if sources is None else sources
    source = view.programme.source
    return Caption(
        title,
        "",
        period or view.period,
        view.place_name,
        source,
        rests_on,
        tuple(notes),
        is_outward=bool(view.hide_below),
    )


def coded_list(
    table: T,
    view: ProgrammeView,
    visible: tuple[str, ...] | None,
    part: str,
    districts: tuple[str, ...] = (),
    **details: str,
) -> T:
    """Give a list its code; ``details`` are what its part has to be told beside the programme and the day.

    ``districts`` are those in it, where they are not those of the view's items.
    """
    recipe = Recipe(
        KIND,
        (),
        sorted_pairs(
            {
                "period": view.period,
                "district": "" if view.district == view.programme.district else view.district,
                "hide_below": view.hide_below,
            }
        ),
        sorted_pairs(
            {
                "part": part,
                "programme": view.programme.id,
                "today": view.today.isoformat(),
                # Another wording of the programme is another picture.
                "version": digest_of(repr(view.programme))[:_VERSION_LENGTH],
                **details,
            }
        ),
    )
    return stamp(table, recipe, (), districts or _districts(view), visible)


def list_notes(table: DataTable) -> tuple[tuple[str, str], ...]:
    """Give the lines that stand below a list that is taken along: for whom it is, and its code."""
    code = ((CODE, table.caption.code),) if table.caption.code else ()
    return audience_line(table.caption), *code


def sources_of(view: ProgrammeView, items: Sequence[ItemView]) -> tuple[Source, ...]:
    """The batches behind some items and their targets."""
    standings = [standing for item in items for standing in (item.overall, *item.districts)]
    batches = {batch for standing in standings for batch in standing.reading.batches}
    batches |= {standing.aim.batch for standing in standings if standing.aim and standing.aim.batch}
    return batch_sources(view, batches)


def batch_sources(view: ProgrammeView, batches: Iterable[str]) -> tuple[Source, ...]:
    """Give batches by number alone: what else is on record of them is looked up."""
    kind = DEMO if DEMO in view.kinds else PUBLISHED if view.kinds == {PUBLISHED} else SUBMITTED
    return tuple(Source(batch, "", "", kind, "") for batch in sorted(set(batches)))


def _districts(view: ProgrammeView) -> tuple[str, ...]:
    """The districts that a view shows."""
    if view.district != view.programme.district:
        return (view.district,)
    shown = {standing.district for item in view.items for standing in item.districts}
    return tuple(sorted(shown)) or (view.district,)


def below_title(view: ProgrammeView, count: int) -> str:
    """Name the list of who is below quota."""
    return f"{view.place_name}_{view.period}_{texts.BELOW_TITLE.format(count=count)}"
