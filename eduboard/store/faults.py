"""What the engine's errors mean to a user: a damaged file, a folder that cannot be written, too little memory."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from eduboard.errors import EduboardError, StoreBusy, StoreDamaged, StoreUnwritable

_BUSY = re.compile(
    r"could not set lock|conflicting lock|used by another process|already attached", re.IGNORECASE
)
_UNWRITABLE = re.compile(
    r"permission denied|read-only|no space left|not enough space|disk quota|input/output error|could not write",
    re.IGNORECASE,
)
_DAMAGED = re.compile(
    r"corrupt|checksum|not a valid duckdb|could not read enough bytes|deserializ|serialization error"
    r"|database has been invalidated|wal file",
    re.IGNORECASE,
)


def explain(error: duckdb.Error, database: Path) -> EduboardError | None:
    """Give the error a user can be told, or None when the statement itself was at fault."""
    text = str(error).replace(str(database), "")
    if isinstance(error, duckdb.OutOfMemoryException):
        return EduboardError("store.out_of_memory")
    if isinstance(error, duckdb.IOException) and _BUSY.search(text):
        return StoreBusy("store.busy", path=database)
    if isinstance(error, duckdb.IOException | duckdb.TransactionException) and _UNWRITABLE.search(text):
        return StoreUnwritable("store.unwritable", path=database.parent, detail=str(error))
    if isinstance(error, duckdb.FatalException | duckdb.SerializationException) or (
        isinstance(error, duckdb.IOException | duckdb.InternalException) and _DAMAGED.search(text)
    ):
        return StoreDamaged("store.damaged", path=database, detail=str(error))
    return None


def explain_attach(error: duckdb.Error, database: Path) -> EduboardError:
    """Give the error for a file that cannot be attached: whatever is not busy or unwritable is damaged."""
    return explain(error, database) or StoreDamaged("store.damaged", path=database, detail=str(error))
