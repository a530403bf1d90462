"""Who stands on a ladder: the people on each rung, who came, who climbed and who left, as far as they are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eduboard.formats import mask_person
from eduboard.metrics.places import place_name
from eduboard.programmes.model import Ladder
from eduboard.store.store import Row, Session

ENTERED, PROMOTED, DEPARTED, STAYED, UNKNOWN = "entered", "promoted", "departed", "stayed", ""
"""What became of somebody since the base period; unknown where a district does not number its people in both."""
MOVES = (PROMOTED, ENTERED, DEPARTED, STAYED, UNKNOWN)


@dataclass(frozen=True)
class Person:
    """Somebody on a rung (or, departed, who was); names are masked for a viewer who may not see them."""

    title: str
    name: str
    district: str
    district_name: str
    school: str
    school_name: str
    subject: str
    levels: tuple[str, ...]
    move: str


def read_people(
    session: Session, ladder: Ladder, districts: Sequence[str], named: Sequence[str], period: str, base: str
) -> tuple[Person, ...]:
    """Read the people of a ladder, highest rung first; only ``named`` districts tell who moved."""
    rows = session.run(
        "pages/ladder_people",
        titles=[rung.title for rung in ladder.rungs],
        level=ladder.level or None,
        districts=list(districts),
        named=list(named),
        period=period,
        base=base,
    )
    return tuple(_person(row, is_shown=session.viewer.may_see_names) for row in rows)


def _person(row: Row, *, is_shown: bool) -> Person:
    name = row["name"] or ""
    # A number leads to a name in every other register: who may not see the one does not see the other.
    shown = (name or row["person_id"] or "") if is_shown else mask_person(name)
    return Person(
        title=row["title"],
        name=shown,
        district=row["district"],
        district_name=place_name(row["district"]),
        school=row["school"] or "",
        school_name=row["school_name"] or "",
        subject=row["subject"] or "",
        levels=tuple(row["levels"]),
        move=row["move"] or UNKNOWN,
    )
