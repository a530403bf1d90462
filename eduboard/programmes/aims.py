"""Which target holds for a place: the one handed in (目标任务) under the item's name, or the programme file's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from eduboard.metrics.catalogue import PERCENT
from eduboard.metrics.origins import origin_of_row
from eduboard.programmes.gauges import Region
from eduboard.programmes.model import Item, Programme
from eduboard.programmes.results import Aim
from eduboard.store.store import Row, Session

HandedIn = Mapping[tuple[str, str], Sequence[Row]]
"""Rows of 目标任务 by name and district, newest hand-in first."""


def read_handed_in(session: Session, programme: Programme, region: Region) -> HandedIn:
    """Read the targets that the programme's items name."""
    names = sorted({item.target_name for item in programme.items if item.target_name})
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    if names:
        for row in session.run("pages/programme_targets", names=names, districts=list(region.codes)):
            found[row["indicator"], row["district"]].append(row)
    return found


def aim_of(
    programme: Programme, item: Item, unit: str, handed_in: HandedIn, district: str, period: str
) -> Aim | None:
    """Give the target of a district (or of the region, by its own code); None where it has none of its own.

    What a programme file asks for, it asks of its region.
    """
    rows = [
        row
        for row in handed_in.get((item.target_name, district), ())
        if item.level in ("", row["level"]) or not row["level"]
    ]
    if rows:
        return _aim_of_row(programme, item, unit, _in_force(rows, period))
    if district != programme.district:
        return None
    return own_aim(programme, item, unit)


def own_aim(programme: Programme, item: Item, unit: str) -> Aim:
    """Give the target as the programme file has it; what has no start of its own starts with the programme."""
    return Aim(
        value=item.target,
        direction=item.direction,
        qualifier=item.qualifier,
        start=item.start or programme.start,
        due=item.due,
        unit=unit,
        source=programme.passage(item),
    )


def _in_force(rows: Sequence[Row], period: str) -> Row:
    """Choose among the targets of several years: the next one due, or else the last one that was."""
    begun = [row for row in rows if row["start_period"] <= period] or list(rows)
    ahead = [row for row in begun if not row["due_period"] or row["due_period"] >= period]
    if ahead:
        return min(ahead, key=lambda row: row["due_period"] or "9999Q4")
    return max(begun, key=lambda row: str(row["due_period"]))


def _aim_of_row(programme: Programme, item: Item, unit: str, row: Row) -> Aim:
    value = row["target_value"]
    if value is not None and unit == PERCENT and row["unit"] != PERCENT:
        value *= 100  # handed in as a share 0–1
    return Aim(
        value=value,
        direction=row["direction"],
        qualifier=row["qualifier"],
        start=row["start_period"] or item.start or programme.start,
        due=row["due_period"] or item.due,
        unit=unit,
        source=row["source"] or row["basis"] or programme.passage(item),
        batch=row["batch"],
        numbers=(("", origin_of_row("targets", row)),),
    )
