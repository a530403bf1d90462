"""The database of accounts, sessions and the audit trail: one SQLite file beside the store.

It is apart from the figures, so that no query of a page can reach a password, and so that a rebuild of the
figures leaves accounts and audit untouched.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eduboard.errors import EduboardError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    account TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    districts TEXT,
    sees_all INTEGER NOT NULL DEFAULT 0,
    school TEXT NOT NULL DEFAULT '',
    sees_names INTEGER NOT NULL DEFAULT 0,
    password TEXT,
    must_change INTEGER NOT NULL DEFAULT 0,
    locked INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
    session TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (account) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_of_account ON sessions (account);
CREATE TABLE IF NOT EXISTS failures (subject TEXT NOT NULL, failed_at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS failures_of_subject ON failures (subject, failed_at);
CREATE TABLE IF NOT EXISTS invitations (
    invitation TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS audit (
    entry INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    worked INTEGER NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_by_time ON audit (happened_at);
CREATE TABLE IF NOT EXISTS audit_start (entry INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit_end (only INTEGER PRIMARY KEY, entry INTEGER NOT NULL, hash TEXT NOT NULL);
INSERT INTO audit_end
SELECT 0, entry, hash FROM audit WHERE NOT EXISTS (SELECT 1 FROM audit_end) ORDER BY entry DESC LIMIT 1;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_only_cut_from_its_start BEFORE DELETE ON audit
WHEN OLD.entry > (SELECT coalesce(max(entry), 0) FROM audit_start)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
"""

Row = dict[str, Any]
_File = tuple[int, int]

_WRONGLY_ASKED = (sqlite3.IntegrityError, sqlite3.ProgrammingError)
"""What is wrong is what was asked for, not the file."""

_LOG = logging.getLogger("eduboard.access")


def now() -> int:
    """Seconds since 1970, UTC."""
    return int(time.time())


class AccessDatabase:
    """The file and its connections: each in one use at a time and kept for the next, writers one after the other.

    Streamlit runs every rerun in a thread of its own: a connection for each thread would be opened at each rerun,
    which costs twenty times the look-up that it is opened for.

    Whatever fails later is EduboardError ``access.closed``, whose reason stands in the server's log: a visitor who has
    not signed in reads the sentence too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[tuple[_File, sqlite3.Connection]] = []
        self._writing = threading.local()
        self._write_lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                # Nobody but the service's own user may read password hashes, from the first byte on.
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            with self._lent_raw() as connection:
                connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise EduboardError("access.unusable", path=path, detail=error) from error

    def _connect(self) -> sqlite3.Connection:
        # Never made anew: an empty one in the place of a file that was taken away would let nobody in without a word.
        address = f"{self.path.resolve().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            address, timeout=20, isolation_level=None, check_same_thread=False, uri=True
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _own(self) -> sqlite3.Connection | None:
        """The connection of the transaction that this thread is in."""
        return getattr(self._writing, "connection", None)

    def _file(self) -> _File:
        """Tell the file that is there now from another in its place, as after a backup was put back."""
        found = self.path.stat()
        return found.st_dev, found.st_ino

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that nobody else uses: within a transaction its own, so that it reads what it wrote."""
        if (own := self._own()) is not None:
            yield own
            return
        try:
            with self._lent_raw() as connection:
                yield connection
        except _WRONGLY_ASKED:
            raise
        except (OSError, sqlite3.Error) as error:
            _LOG.exception("the access database %s cannot be used", self.path)
            raise EduboardError("access.closed") from error

    @contextmanager
    def _lent_raw(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to the file as it is now; one that has read damage is not used again.

        A full disk is no reason to close one: to open another takes room, even for reading.
        """
        file = self._file()
        connection = self._take(file) or self._connect()
        is_fit = True
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            is_fit = isinstance(error, (sqlite3.OperationalError, *_WRONGLY_ASKED))
            raise
        finally:
            if is_fit:
                self._free.append((file, connection))
            else:
                connection.close()

    def _take(self, file: _File) -> sqlite3.Connection | None:
        """Take a free connection to this very file, and let go of those to one that is no longer there."""
        while self._free:
            try:
                opened, connection = self._free.pop()
            except IndexError:
                return None
            if opened == file:
                return connection
            connection.close()
        return None

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """Run a SELECT."""
        with self._lent() as connection:
            return [dict(row) for row in connection.execute(sql, parameters)]

    def row(self, sql: str, *parameters: Any) -> Row | None:
        """Run a SELECT for at most one row."""
        found = self.rows(sql, *parameters)
        return found[0] if found else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run one transaction: all of it, or nothing."""
        if (own := self._own()) is not None:
            yield own
            return
        with self._write_lock, self._lent() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._writing.connection = connection
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # SQLite itself rolls back when the disk is full.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                del self._writing.connection

    def close(self) -> None:
        """Close the connections that nobody uses; what is asked afterwards opens a new one."""
        while self._free:
            self._free.pop()[1].close()
