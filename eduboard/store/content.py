"""A digest of the rows of a batch: what a rebuild reads from the original must be what was published, value for value.

The engine adds up a hash of each row, so that their order does not matter; the line numbers are no content.  Another
version of the engine may hash differently and is not held to the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from eduboard.contracts import Contract, load_contracts
from eduboard.store.queries import load_query
from eduboard.store.records import Incoming
from eduboard.store.store import Session, stored_columns

_NO_CONTENT = frozenset({"scope", "line"})


def digest_content(session: Session, table: Incoming) -> str:
    """Digest the rows that wait to be published, with the columns and the engine that it holds for, as JSON."""
    columns = _columns_of(load_contracts()[table.dataset])
    return json.dumps(
        {"engine": _engine(session), "columns": columns, "digest": _digest(session, table, columns)}
    )


def has_content(session: Session, table: Incoming, recorded: str) -> bool:
    """Tell whether rows have the content that was recorded; what cannot be compared any more has it.

    A column that the contract has gained since is not looked at; one that it has lost is content that is gone.
    """
    if not recorded:
        return True
    known = json.loads(recorded)
    if known["engine"] != _engine(session):
        return True
    if not set(known["columns"]) <= set(_columns_of(load_contracts()[table.dataset])):
        return False
    return bool(known["digest"] == _digest(session, table, known["columns"]))


def _columns_of(contract: Contract) -> list[str]:
    return [name for name in stored_columns(contract) if name not in _NO_CONTENT]


def _engine(session: Session) -> str:
    return str(session.run("store/engine")[0]["engine"])


def _digest(session: Session, table: Incoming, columns: Sequence[str]) -> str:
    is_one = len(table.scopes) == 1
    quoted = ", ".join(f'"{name}"' for name in columns)
    sql = load_query("store/content").sql.format(
        table=table.table, place="0" if is_one else "place", columns=quoted
    )
    sums = {row["place"]: row["content"] for row in session.fetch(sql)}
    ordered = ",".join(str(sums.get(place, 0)) for place in ((0,) if is_one else table.places))
    return hashlib.sha256(ordered.encode("ascii")).hexdigest()
