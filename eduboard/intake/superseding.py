"""What a submittal will take the place of, told before it is submitted: whose it is, and which schools it has more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eduboard.errors import EduboardError
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.original import load_original
from eduboard.intake.review import check_submittal, identify, waiting_for
from eduboard.store.queries import load_query
from eduboard.store.records import Scope
from eduboard.store.store import Store
from eduboard.store.submittals import WAITING, Submittal, find_submittals

_Cell = tuple[str, str]
"""A dataset, and a scope's key."""


@dataclass(frozen=True)
class Overlap:
    """A waiting submittal that a new one for some of its scopes will take the place of.

    ``row_count`` of its rows are of those scopes, against ``new_count`` of the new one; the new one has nothing of its
    ``schools`` there, nor the scopes that are ``left`` beside them.  Of one that the viewer does not see all of,
    ``seen`` is None, and nothing of it is told.
    """

    submittal: str
    new_count: int
    seen: Submittal | None = None
    row_count: int = 0
    schools: tuple[str, ...] = ()
    left: tuple[Scope, ...] = ()


def find_overlaps(store: Store, tables: Sequence[CheckedTable], sha256: str) -> tuple[Overlap, ...]:
    """List what waits for the scopes of the checked tables of the file with this SHA-256."""
    scopes = [scope for table in tables for scope in table.scopes]
    waiting = waiting_for(store, [table.incoming for table in tables if table.incoming])
    if not waiting:
        return ()
    visible = {item.submittal for item in find_submittals(tables[0].session, states=[WAITING])[0]}
    overlaps = []
    for item in waiting:
        shared = identify(item.scopes) & identify(scopes)
        new_count = _count_rows(scopes, shared)
        if item.submittal not in visible:
            overlaps.append(Overlap(item.submittal, new_count))
            continue
        schools = _missing_schools(store, tables, item, shared) if item.sha256 != sha256 else ()
        left = tuple(scope for scope in item.scopes if (scope.dataset, scope.key) not in shared)
        overlaps.append(
            Overlap(item.submittal, new_count, item, _count_rows(item.scopes, shared), schools, left)
        )
    return tuple(overlaps)


def _count_rows(scopes: Iterable[Scope], shared: set[_Cell]) -> int:
    return sum(scope.row_count for scope in scopes if (scope.dataset, scope.key) in shared)


def _missing_schools(
    store: Store, tables: Sequence[CheckedTable], item: Submittal, shared: set[_Cell]
) -> tuple[str, ...]:
    """Name the schools that a waiting file has in the shared scopes and the new one has not; () if it reads no more."""
    try:
        theirs = check_submittal(store, tables[0].session.viewer, item, load_original(store, item.sha256))
    except EduboardError:
        return ()
    try:
        old = _list_schools(theirs, shared)
    finally:
        close_all(theirs)
    new = _list_schools(tables, shared)
    # A school that was known by its name may by now have its code.
    known = {(cell, called) for cell, school, name in new for called in (school, name)}
    missing = (
        name for cell, school, name in old if (cell, school) not in known and (cell, name) not in known
    )
    return tuple(sorted(dict.fromkeys(missing)))


def _list_schools(tables: Iterable[CheckedTable], shared: set[_Cell]) -> list[tuple[_Cell, str, str]]:
    """List the schools of the shared scopes: cell, code and name."""
    found = []
    for table in tables:
        if table.incoming is None or table.contract is None or not table.contract.has_school:
            continue
        sql = load_query("store/schools_of_rows").sql.format(incoming=table.incoming.table)
        for row in table.session.fetch(sql):
            cell = (table.contract.name, row["cell"])
            if cell in shared:
                found.append((cell, row["school"], row["school_name"]))
    return found
