"""Which cells of a table must not leave the house: small counts, and as many others that nobody can compute them.

A cell that counts fewer than ``least`` persons, schools or classes is hidden.  Where totals are known that is not
enough: a lone hidden cell is its total less the others.  So others are hidden beside it, the smallest first, until no
sum, and no combination of sums, gives it away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

C = TypeVar("C", bound=Hashable)
Line = Mapping[C, int]
"""A sum that everybody knows: cells with their sign, together nought (districts +1, their total -1)."""

_PRIME = 2_147_483_647
"""Elimination is done in the field of this prime: exact, and without fractions that grow."""


def is_small(value: float | None, least: int) -> bool:
    """Tell whether a count is so small that it might be traced to somebody; nought says nothing of anybody."""
    return value is not None and 0 < value < least


def cells_to_hide(
    values: Mapping[C, float | None],
    lines: Sequence[Line[C]],
    small: Iterable[C],
    fixed: Iterable[C] = (),
    unpublished: Iterable[C] = (),
) -> set[C]:
    """Choose what is hidden: the small cells, and the smallest others from which they could be computed.

    ``values`` are all cells; one without a value counts for nothing in a sum, as everybody knows.  ``fixed`` cells are
    told elsewhere and can be hidden only by being small: where nothing else is left to hide, small cells remain
    ``computable``, and the caller has to withhold the table.  ``unpublished`` cells stand in no table; what can be
    computed of them matters only where they are small.
    """
    primary = set(small)
    known = [{cell: sign for cell, sign in line.items() if values.get(cell) is not None} for line in lines]
    lines_of: dict[C, list[Mapping[C, int]]] = {}
    for line in known:
        for cell in line:
            lines_of.setdefault(cell, []).append(line)
    aside = set(unpublished)
    hidden, kept = primary | aside, set(fixed) - primary
    while True:
        exposed = computable(hidden, known)
        if not exposed & primary:
            return hidden
        exposed -= aside - primary
        # Beside a cell that was hidden for another's sake and is given away itself, one more is needed as well.
        chosen = [_next(cell, lines_of.get(cell, ()), values, hidden | kept) for cell in _ordered(exposed)]
        added = {cell for cell in chosen if cell is not None}
        if not added:
            return hidden
        hidden |= added


def _next(
    cell: C, lines: Sequence[Mapping[C, int]], values: Mapping[C, float | None], taken: set[C]
) -> C | None:
    """Choose what is hidden beside a cell that a sum gives away: the smallest that is not nought, or else a nought."""
    beside = {other for line in lines for other in line if other != cell and other not in taken}
    return min(
        beside,
        key=lambda other: (not values[other], abs(values[other] or 0.0), repr(other)),
        default=None,
    )


def _ordered(cells: set[C]) -> list[C]:
    return sorted(cells, key=repr)


def computable(hidden: set[C], lines: Sequence[Mapping[C, int]]) -> set[C]:
    """Find the hidden cells that the lines determine, whatever the values are."""
    order = {cell: number for number, cell in enumerate(_ordered(hidden))}
    rows = [
        row
        for line in lines
        if (row := {order[cell]: sign % _PRIME for cell, sign in line.items() if cell in order})
    ]
    names = list(order)
    return {
        names[column] for apart in _apart(rows) for column, row in _eliminate(apart).items() if len(row) == 1
    }


def _apart(rows: Sequence[dict[int, int]]) -> Iterable[list[dict[int, int]]]:
    """Part equations that have no unknown in common: few of a table's hidden cells have to do with each other."""
    leader: dict[int, int] = {}

    def find(column: int) -> int:
        while leader.setdefault(column, column) != column:
            leader[column] = column = leader[leader[column]]
        return column

    for row in rows:
        first, *others = row
        for other in others:
            leader[find(other)] = find(first)
    found: dict[int, list[dict[int, int]]] = {}
    for row in rows:
        found.setdefault(find(next(iter(row))), []).append(row)
    return found.values()


def _eliminate(rows: Sequence[dict[int, int]]) -> dict[int, dict[int, int]]:
    """Bring equations to reduced echelon form; each remaining row by its leading column."""
    pivots: dict[int, dict[int, int]] = {}
    for given in rows:
        row = dict(given)
        for column in [column for column in row if column in pivots]:
            _subtract(row, pivots[column], row.get(column, 0))
        if not row:
            continue
        lead = min(row)
        inverse = pow(row[lead], -1, _PRIME)
        row = {column: value * inverse % _PRIME for column, value in row.items()}
        for other in pivots.values():
            if lead in other:
                _subtract(other, row, other[lead])
        pivots[lead] = row
    return pivots


def _subtract(row: dict[int, int], other: Mapping[int, int], factor: int) -> None:
    for column, value in other.items():
        left = (row.get(column, 0) - factor * value) % _PRIME
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def grid_lines(
    rows: Sequence[Hashable], columns: Sequence[Hashable], total: Hashable
) -> list[dict[tuple[Hashable, Hashable], int]]:
    """Give the sums of a table of rows × columns with the totals of both: ``(row, total)``, ``(total, column)``."""
    across = [{(row, column): 1 for column in columns} | {(row, total): -1} for row in (*rows, total)]
    down = [{(row, column): 1 for row in rows} | {(total, column): -1} for column in (*columns, total)]
    return [*across, *down]
