"""Which rows a hand-in would change: laid against what is published for the same scopes, by the contract's key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eduboard.contracts import Contract, load_contracts
from eduboard.store.queries import load_query
from eduboard.store.records import Incoming
from eduboard.store.store import Row, Session


@dataclass(frozen=True)
class RowChanges:
    """How many rows are new, changed, gone and the same, by the contract's key."""

    added: int
    changed: int
    gone: int
    same: int

    @property
    def is_nothing(self) -> bool:
        """Tell whether publishing would change no row."""
        return not (self.added or self.changed or self.gone)


def compare_rows(session: Session, table: Incoming) -> RowChanges:
    """Count what publishing a table would do to the rows of its scopes."""
    contract = load_contracts()[table.dataset]
    sql = load_query("store/compare_rows").sql.format(
        incoming=table.table,
        dataset=table.dataset,
        key=", ".join(("period", "district", *contract.key)),
        rest=", ".join(_rest(contract)),
        place="period || '/' || district" + (" || '/' || school" if table.school else ""),
    )
    [row] = session.fetch(sql, {"scopes": [scope.key for scope in table.scopes]})
    return RowChanges(**row)


def is_published_already(session: Session, table: Incoming, sha256: str, kind: str) -> bool:
    """Tell whether all scopes of a table already show this: the same bytes read in the same way, or the same rows.

    Rows are compared only where each scope has as many of them as what it shows now.
    """
    current = _current(session, table)
    if all((row["sha256"], row["reading"], row["kind"]) == (sha256, table.reading, kind) for row in current):
        return len(current) == len(table.scopes)
    return _shows_as_much(current, table, kind) and compare_rows(session, table).is_nothing


def shows_as_much(session: Session, table: Incoming, kind: str) -> bool:
    """Tell whether all scopes of a table show as many rows as it has, of the same kind, years as years."""
    return _shows_as_much(_current(session, table), table, kind)


def _current(session: Session, table: Incoming) -> list[Row]:
    cells = [scope.cell for scope in table.scopes]
    rows = session.run("store/current_batches_of_scopes", dataset=table.dataset, scopes=cells)
    return [row for row in rows if table.school in ("", row["school"])]


def count_replaced_schools(session: Session, table: Incoming) -> int:
    """Count the schools whose own hand-ins a district's would replace."""
    return 0 if table.school else sum(bool(row["school"]) for row in _current(session, table))


def _shows_as_much(current: Sequence[Row], table: Incoming, kind: str) -> bool:
    shown = {
        (row["period"], row["district"], row["school"], row["row_count"], row["annual"], row["kind"])
        for row in current
    }
    waiting = {
        (scope.period, scope.district, scope.school, scope.row_count, scope.annual, kind)
        for scope in table.scopes
    }
    return shown == waiting


def _rest(contract: Contract) -> list[str]:
    """The columns that make two rows of one key equal or not."""
    return [*(field.name for field in contract.stored_fields if field.name not in contract.key), "qualifiers"]
