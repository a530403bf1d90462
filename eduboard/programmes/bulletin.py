"""The month's 通报: which districts are behind in what, and why."""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.metrics.origins import Numbers
from eduboard.programmes.results import RED, YELLOW, ItemView, ProgrammeView, Standing

_ORDER = (RED, YELLOW)


@dataclass(frozen=True)
class Notice:
    """One line of the bulletin."""

    light: str
    district: str
    district_name: str
    section: str
    item: str
    kind: str
    status: str
    reason: str
    numbers: Numbers


def bulletin(view: ProgrammeView) -> tuple[Notice, ...]:
    """List what is red or yellow: red first, then by district, in the programme's order.

    A region speaks through its districts; an item that its districts share no part of (they have no target of their
    own) is listed for the region.
    """
    notices = [
        _notice(section.title, item, standing)
        for section in view.sections
        for item in section.items
        for standing in _judged(item)
        if standing.light in _ORDER
    ]
    return tuple(sorted(notices, key=lambda notice: (_ORDER.index(notice.light), notice.district)))


def _judged(view: ItemView) -> tuple[Standing, ...]:
    judged = tuple(standing for standing in view.districts if standing.aim is not None)
    return judged or (view.overall,)


def _notice(section: str, view: ItemView, standing: Standing) -> Notice:
    return Notice(
        light=standing.light,
        district=standing.district,
        district_name=standing.name,
        section=section,
        item=view.item.name,
        kind=view.item.kind,
        status=standing.status,
        reason=standing.reason,
        numbers=standing.numbers,
    )
