"""Where two readings of one batch differ: what the store holds of it, and what its original reads as today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eduboard.contracts import load_contracts
from eduboard.store.content import content_columns
from eduboard.store.how_read import FileLine, how_read
from eduboard.store.queries import load_query
from eduboard.store.records import Incoming
from eduboard.store.store import Session

MOST_LINES = 3
"""So many lines show what kind of difference it is; the others are counted."""
SCOPE = "scope"
"""The field of a difference in period or district."""

Side = tuple[Session, Incoming]
_Texts = dict[str, str | None]


@dataclass(frozen=True)
class ChangedValue:
    """One value that reads otherwise: before and after, None for an empty one.

    Without a ``field`` the whole line is there on one side only, '' on that side.
    """

    place: FileLine
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Differences:
    """How many lines differ, and the values of the first of them."""

    line_count: int
    values: tuple[ChangedValue, ...]


def find_differences(before: Side, after: Side, columns: Sequence[str]) -> Differences:
    """Lay two readings of one batch beside each other, line by line, in these columns and in their scopes."""
    old, new = _marks(*before, columns), _marks(*after, columns)
    lines = sorted(line for line in old.keys() | new.keys() if old.get(line) != new.get(line))
    shown = lines[:MOST_LINES]
    were, are = _texts(*before, shown, columns), _texts(*after, shown, columns)
    how = how_read(before[1].reading)
    return Differences(
        len(lines),
        tuple(
            ChangedValue(how.place(line), *change)
            for line in shown
            for change in _changes(were.get(line), are.get(line))
        ),
    )


def filled_columns(session: Session, table: Incoming) -> list[str]:
    """Name the columns of content that have a value in any row."""
    columns = content_columns(load_contracts()[table.dataset])
    counts = ", ".join(f'count("{name}") > 0 AS "{name}"' for name in columns)
    [row] = session.fetch(load_query("store/filled_columns").sql.format(table=table.table, counts=counts))
    return [name for name in columns if row[name]]


def _marks(session: Session, table: Incoming, columns: Sequence[str]) -> dict[int, tuple[str, int]]:
    sql = load_query("store/line_marks").sql.format(
        table=table.table, place=table.scope_number_sql, columns=", ".join(f'"{name}"' for name in columns)
    )
    keys = _scope_keys(table)
    return {line: (keys.get(place, ""), mark) for line, place, mark in session.fetch_tuples(sql)}


def _texts(
    session: Session, table: Incoming, lines: Sequence[int], columns: Sequence[str]
) -> dict[int, _Texts]:
    sql = load_query("store/values_of_lines").sql.format(
        table=table.table,
        place=table.scope_number_sql,
        columns=", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in columns),
    )
    keys = _scope_keys(table)
    rows = session.fetch(sql, {"lines": list(lines)})
    return {row.pop("line"): {SCOPE: keys.get(row.pop("place"), ""), **row} for row in rows}


def _scope_keys(table: Incoming) -> dict[int | None, str]:
    """Give the scopes' keys by their numbers; a row whose period or district cannot be read has none."""
    return {place: scope.key for place, scope in zip(table.scope_numbers, table.scopes, strict=True)}


def _changes(was: _Texts | None, now: _Texts | None) -> Iterator[tuple[str, str | None, str | None]]:
    if was is None or now is None:
        yield "", None if was is None else "", None if now is None else ""
        return
    for field, before in was.items():
        if before != now[field]:
            yield field, before, now[field]
