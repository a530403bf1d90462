"""Where a programme's numbers come from: as metrics of a period and place, whose lines can be followed."""

from __future__ import annotations

from eduboard.metrics.catalogue import STOCK, Catalogue
from eduboard.metrics.results import Origin
from eduboard.programmes.gauges import Region
from eduboard.programmes.model import RESULT, TARGET
from eduboard.programmes.pipeline import LadderView
from eduboard.programmes.results import ItemView, ProgrammeView, Standing
from eduboard.texts.programmes import EVERY_DISTRICT

HELD = "titles_held"
"""What the rungs of a ladder count, title by title."""

Numbered = tuple[str, Origin]
"""A metric and where a number of it comes from."""


def origin_of_item(
    view: ProgrammeView, region: Region, catalogue: Catalogue, shown: ItemView
) -> Numbered | None:
    """Give the origin of an item's value; None for what is added up over periods or worked out from several numbers."""
    item, standing = shown.item, shown.overall
    if view.hide_below or item.kind not in (TARGET, RESULT) or not item.metric or item.stages:
        return None
    if standing.value is None or standing.name == EVERY_DISTRICT or catalogue[item.metric].time_kind != STOCK:
        return None
    return item.metric, Origin(
        standing.reading.period,
        _districts(view, region, standing),
        item.stage,
        category=item.category or None,
        level=item.level or None,
    )


def _districts(view: ProgrammeView, region: Region, standing: Standing) -> tuple[str, ...]:
    return region.districts if standing.district == view.programme.district else (standing.district,)


def origin_of_rung(
    ladder: LadderView, title: str, period: str, districts: tuple[str, ...], held: float | None
) -> Numbered | None:
    """Give the origin of how many held a title in a period; None for nobody and where it is unknown."""
    if not held:
        return None
    return HELD, Origin(period, districts, category=title, level=ladder.ladder.level or None)
