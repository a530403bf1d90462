"""Tallies: what is counted from stored rows without being a metric, so that it can be followed to its lines.

Each is a file of ``queries/tallies``; a new tally is a new file and nothing else.  Its statement names the rows of a
period and place one by one, with what each of them counts; the number is their sum.  A programme counts who has met
a duty, the 梯队 who came and who left: such numbers have rules of their own, and no cube.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from eduboard.metrics.origins import Numbered, Origin
from eduboard.store.queries import load_folder, load_query
from eduboard.store.store import Session

FOLDER = "tallies"


@dataclass(frozen=True)
class Tally:
    """A count of stored rows; ``title`` may name what its origin's key says, ``counts`` heads what a row counts.

    Of two counts the first is the part, the second the whole.
    """

    id: str
    title: str
    counts: tuple[str, ...]
    definition: str
    parameters: tuple[str, ...]
    sql: str

    @property
    def is_ratio(self) -> bool:
        """Tell whether a row counts towards a part and a whole."""
        return len(self.counts) > 1


@cache
def load_tallies() -> Mapping[str, Tally]:
    """Read all tallies, by id."""
    found = {}
    for query in load_folder(FOLDER):
        header = query.header
        found[query.name] = Tally(
            id=query.name,
            title=header["名称"],
            counts=tuple(part.strip() for part in header["计入"].split(",")),
            definition=header["口径"],
            parameters=tuple(name.strip() for name in header["参数"].split(",")),
            sql=query.sql,
        )
    return found


def count_rows(session: Session, tally: Tally, origin: Origin) -> None:
    """Put the rows of a tally where a trace reads them (``trace_parts``)."""
    stated: dict[str, object] = {
        "period": origin.period,
        "start": origin.start or origin.period,
        "districts": list(origin.districts),
        "school": origin.school,
        **dict(origin.key),
    }
    session.execute(
        load_query("pages/trace_tally").sql.format(sql=tally.sql),
        {name: stated.get(name) for name in tally.parameters},
    )


def tallied(tally: str, origin: Origin, **key: object) -> Numbered:
    """Give a tally's number of a place, with what it asks for; what is not stated is left out."""
    stated = tuple((name, value) for name, value in key.items() if value is not None)
    return tally, replace(origin, key=stated)
