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
from eduboard.store.store import Session, row_columns


def digest_content(session: Session, table: Incoming) -> str:
    """Digest the rows that wait to be published, with the columns and the engine that it holds for, as JSON."""
    columns = content_columns(load_contracts()[table.dataset])
    return json.dumps(
        {"engine": _engine(session), "columns": columns, "digest": digest_columns(session, table, columns)}
    )


def has_content(session: Session, table: Incoming, recorded: str) -> bool | None:
    """Tell whether rows have the content that was recorded; None when there is nothing that it could be told by.

    A column that the contract has gained since is not looked at; one that it has lost is content that is gone.
    """
    known = json.loads(recorded) if recorded else {"engine": ""}
    if known["engine"] != _engine(session):
        return None
    if not set(known["columns"]) <= set(content_columns(load_contracts()[table.dataset])):
        return False
    return bool(known["digest"] == digest_columns(session, table, known["columns"]))


def content_columns(contract: Contract) -> list[str]:
    """Name the columns of a dataset's rows that are content."""
    return [name for name in row_columns(contract) if name != "line"]


def recorded_columns(recorded: str) -> list[str] | None:
    """Name the columns that a recorded digest looks at, whatever engine made it; None without a digest."""
    return list(json.loads(recorded)["columns"]) if recorded else None


def digest_columns(session: Session, table: Incoming, columns: Sequence[str]) -> str:
    """Digest some columns of rows, to be compared with another digest of this engine."""
    sql = load_query("store/content").sql.format(
        table=table.table, place=table.scope_number_sql, columns=", ".join(f'"{name}"' for name in columns)
    )
    sums = {row["place"]: row["content"] for row in session.fetch(sql)}
    ordered = ",".join(str(sums.get(place, 0)) for place in table.scope_numbers)
    return hashlib.sha256(ordered.encode("ascii")).hexdigest()


def _engine(session: Session) -> str:
    return str(session.run("store/engine")[0]["engine"])
