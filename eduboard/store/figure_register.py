"""The register of figures (一图一码): what every code that was ever shown or printed stands for.

One SQLite file beside the store, apart from the database, so that a rebuild leaves it untouched.  Entries are added
and never changed.  Two figures whose codes happen to agree are two entries: the digest tells them apart.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eduboard.errors import EduboardError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS figures (
    digest TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS figures_by_code ON figures (code);
CREATE TRIGGER IF NOT EXISTS figures_are_never_changed BEFORE UPDATE ON figures
BEGIN SELECT RAISE(ABORT, 'the register of figures is append-only'); END;
CREATE TRIGGER IF NOT EXISTS figures_are_never_removed BEFORE DELETE ON figures
BEGIN SELECT RAISE(ABORT, 'the register of figures is append-only'); END;
CREATE TABLE IF NOT EXISTS baskets (
    owner TEXT PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    items TEXT NOT NULL
);
"""
_PATIENCE = 3  # seconds for another writer
_LARGEST = 64 * 1024 * 1024
"""A register that was tampered with does not fill the memory."""


@dataclass(frozen=True)
class RegisteredFigure:
    """An entry: the code and digest, the title, when and for whom it was first made, and all that it stands for."""

    digest: str
    code: str
    title: str
    made_at: datetime
    made_by: str
    content: Mapping[str, Any]


class FigureRegister:
    """The file and this process's one connection to it, which its threads share in turn."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._kept: sqlite3.Connection | None = None

    def _connection(self) -> sqlite3.Connection:
        if self._kept is not None and not self.path.exists():
            self._drop()
        if self._kept is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                # The figures of all districts are in it.
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._kept = connection
            # Written ahead: readers do not wait, and a killed process loses nothing that was acknowledged.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
        return self._kept

    def _drop(self) -> None:
        """Let go of the connection, so that the next use looks at the file anew."""
        if self._kept is not None:
            with suppress(sqlite3.Error):
                self._kept.close()
            self._kept = None

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._drop()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run one transaction: all of it, or nothing.  Raises EduboardError ``figures.unusable``."""
        with self._lock:
            try:
                connection = self._connection()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
            except (OSError, sqlite3.Error) as error:
                self._drop()
                raise EduboardError("figures.unusable", path=self.path, detail=error) from error

    def rows(self, sql: str, *parameters: str) -> list[tuple[Any, ...]]:
        """Run a SELECT; nothing while nothing was ever kept.  Raises EduboardError ``figures.unusable``.

        Reading leaves the file as it is, so that a register on a disk that cannot be written still answers.
        """
        if not self.path.exists():
            return []
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, timeout=_PATIENCE, uri=True)) as connection:
                return connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise EduboardError("figures.unusable", path=self.path, detail=error) from error

    def add(self, figures: Sequence[RegisteredFigure]) -> None:
        """Keep figures; those that are known already stay as they are.  Raises ``figures.unusable``."""
        rows = [
            (
                figure.digest,
                figure.code,
                figure.title,
                figure.made_at.isoformat(timespec="seconds"),
                figure.made_by,
                zlib.compress(json.dumps(figure.content, ensure_ascii=False).encode()),
            )
            for figure in figures
        ]
        with self.writing() as connection:
            connection.executemany("INSERT OR IGNORE INTO figures VALUES (?, ?, ?, ?, ?, ?)", rows)

    def find(self, code: str) -> list[RegisteredFigure]:
        """Give the figures of a code, the first one first; nearly always one.  Raises ``figures.unusable``."""
        rows = self.rows(
            "SELECT digest, code, title, made_at, made_by, content FROM figures "
            "WHERE code = ? ORDER BY made_at, digest",
            code,
        )
        return [self._read(*row) for row in rows]

    def find_digest(self, digest: str) -> RegisteredFigure | None:
        """Give one figure by its digest; None where it is not kept.  Raises ``figures.unusable``."""
        rows = self.rows(
            "SELECT digest, code, title, made_at, made_by, content FROM figures WHERE digest = ?", digest
        )
        return self._read(*rows[0]) if rows else None

    def _read(
        self, digest: str, code: str, title: str, made_at: str, made_by: str, content: bytes
    ) -> RegisteredFigure:
        try:
            unpacked = json.loads(zlib.decompressobj().decompress(content, _LARGEST))
            return RegisteredFigure(digest, code, title, datetime.fromisoformat(made_at), made_by, unpacked)
        except (TypeError, ValueError, zlib.error) as error:
            raise EduboardError("figures.unusable", path=self.path, detail=error) from error
