"""Where the numbers of a 梯队 come from; what a programme's items rest on is told with their readings."""

from __future__ import annotations

from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.tallies import tallied
from eduboard.programmes.pipeline import LadderView, RungView

HELD = "titles_held"
"""What the rungs of a ladder count, title by title."""
MOVES = ("entered", "promoted", "departed")
"""The tally's names of what ``Moves`` counts, in the order of the table."""


def numbers_of_rung(
    ladder: LadderView, title: str, period: str, districts: tuple[str, ...], held: float | None
) -> Numbers:
    """Say what a count of those who held a title rests on; () where it is unknown."""
    if held is None:
        return ()
    return ((HELD, Origin(period, districts, category=title, level=ladder.ladder.level or None)),)


def numbers_of_change(ladder: LadderView, rung: RungView) -> Numbers:
    """Say what a rung's change rests on: how many there are, and how many there were."""
    districts = tuple(code for code, _ in rung.by_district)
    now = numbers_of_rung(ladder, rung.title, ladder.period, districts, rung.held)
    return now + numbers_of_rung(ladder, rung.title, ladder.base, districts, rung.base)


def numbers_of_moves(ladder: LadderView, rung: RungView) -> tuple[Numbers, ...]:
    """Say what each of ``MOVES`` rests on: the lines of now and before of everybody who moved."""
    if rung.moves is None:
        return ((),) * len(MOVES)
    counts = (rung.moves.entered, rung.moves.promoted, rung.moves.departed)
    key = {
        "titles": ",".join(rung.title for rung in ladder.ladder.rungs),
        "level": ladder.ladder.level or None,
        "title": rung.title,
        "base": ladder.base,
    }
    origin = Origin(ladder.period, ladder.named)
    return tuple(
        (tallied("ladder_moves", origin, move=move, **key),) if count else ()
        for move, count in zip(MOVES, counts, strict=True)
    )
