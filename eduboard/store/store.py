"""The store: one embedded database, attached, locked down, and read through views that know the viewer.

Invariants protected here: one connection per process and a cursor per use (a connection shared by threads
returns wrong results); every view filters by the districts of the viewer set on its cursor; nothing in the
engine may touch a file outside the store's folder, nor change that.
"""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.contracts import Contract, load_contracts
from eduboard.errors import EduboardError, StoreBusy, StoreDamaged, StoreUnwritable
from eduboard.settings import Settings
from eduboard.store.faults import explain, explain_attach
from eduboard.store.kept import Kept
from eduboard.store.queries import load_folder, load_query
from eduboard.store.views import create_views, write_rows_view

Row = dict[str, Any]
T = TypeVar("T")

READINGS_KEPT = 400
"""About a whole day's questions of one city's pages; one is at most what a page shows of a district's schools."""

FORMAT = "1"
"""How the tables are laid out; a database of another layout is rebuilt, not converted."""


@dataclass(frozen=True)
class StoreFolder:
    """Where a store keeps what is not in the database."""

    database: Path

    @property
    def originals(self) -> Path:
        """The uploaded files, byte for byte, by SHA-256."""
        return self.database.parent / "originals"

    @property
    def spill(self) -> Path:
        """Where the engine puts what does not fit into memory."""
        return self.database.parent / "spill" / self.database.stem

    @property
    def batch_log(self) -> Path:
        """The append-only log from which, with the originals, the database can be rebuilt."""
        return self.database.with_suffix(".batches.jsonl")

    @property
    def figures(self) -> Path:
        """The register of figures, by their codes, and the users' baskets."""
        return self.database.with_suffix(".figures.sqlite3")


class Session:
    """One cursor of a viewer: run queries on it, then close it.  Never share one between threads."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, viewer: Viewer, database: Path) -> None:
        self.viewer = viewer
        self._cursor = cursor
        self._database = database
        self._kept: Kept | None = None
        if viewer.visible is not None:
            # Without the type, a viewer of no district would be an error instead of an empty view.
            cursor.execute("SET VARIABLE districts = ?::VARCHAR[]", [list(viewer.visible)])
        if viewer.only_school:
            cursor.execute("SET VARIABLE school = ?", [viewer.only_school])

    def execute(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None) -> None:
        """Run a statement for its effect."""
        self._run(sql, parameters)

    def fetch(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None) -> list[Row]:
        """Run a statement and return its rows as dictionaries."""
        rows = self._run(sql, parameters)
        names = [column[0] for column in self._cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def fetch_tuples(
        self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows as tuples."""
        return self._run(sql, parameters)

    def _run(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] | None) -> list[tuple[Any, ...]]:
        try:
            return self._cursor.execute(sql, parameters).fetchall()
        except duckdb.Error as error:
            if (explained := explain(error, self._database)) is not None:
                raise explained from error
            raise

    def run(self, path: str, **parameters: Any) -> list[Row]:
        """Run ``queries/<path>.sql`` with named parameters and return its rows."""
        return self.fetch(load_query(path).sql, parameters)

    def recall(self, what: Hashable, read: Callable[[], T]) -> T:
        """Give what ``read`` reads by this session, or gave since the last publication to who sees the same.

        ``what`` names it, with everything it depends on beside the store and the viewer; it must be immutable.
        """
        if self._kept is None:
            return read()
        found: T = self._kept.get((self.viewer.sight, what), read)
        return found

    def remember(self, kept: Kept) -> None:
        """Share what is read with the other readers."""
        self._kept = kept

    def forget(self) -> None:
        """Recall nothing from now on: who writes sees what nobody else does."""
        self._kept = None

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table readable under a name, on this cursor only."""
        self._cursor.register(name, table)

    def unregister(self, name: str) -> None:
        """Forget a registered table."""
        self._cursor.unregister(name)

    def table_names(self, sql: str) -> set[str]:
        """Name the tables and views that a statement reads, without running it."""
        return set(self._cursor.get_table_names(sql))

    def close(self) -> None:
        """Release the cursor and its temporary tables."""
        self._cursor.close()


class Store:
    """An attached database."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, folder: StoreFolder, settings: Settings
    ) -> None:
        self.folder = folder
        self.settings = settings
        self._connection = connection
        self.write_lock = threading.RLock()
        self.logged_event: int | None = None
        self._version = 0
        self._kept = Kept(READINGS_KEPT)

    @property
    def version(self) -> int:
        """A number that changes with every change of the published data; part of every cache key."""
        return self._version

    def session(self, viewer: Viewer = LOCAL_USER) -> Session:
        """Open a session for a viewer; the caller closes it."""
        return Session(self._connection.cursor(), viewer, self.folder.database)

    @contextmanager
    def reading(self, viewer: Viewer = LOCAL_USER) -> Iterator[Session]:
        """Give a session for reading, which may ``recall`` what others read, and close it afterwards."""
        session = self.session(viewer)
        session.remember(self._kept)
        try:
            yield session
        finally:
            session.close()

    @contextmanager
    def writing(self, session: Session) -> Iterator[Session]:
        """Run one transaction on a session; writers wait for each other, a failure leaves nothing behind."""
        with self.write_lock:
            session.forget()
            session.execute("BEGIN TRANSACTION")
            try:
                yield session
                session.execute("COMMIT")
            except BaseException:
                _roll_back(session)
                raise
            # In this order: who asks for the new version finds nothing of the old one.
            self._kept.clear()
            self._version += 1

    def show_schools(self) -> None:
        """Lay schools' own hand-ins over their district's from now on; outside a transaction, before the first."""
        with self.write_lock:
            for contract in load_contracts().values():
                self._connection.cursor().execute(write_rows_view(contract, with_schools=True))

    @contextmanager
    def trying(self, session: Session) -> Iterator[Session]:
        """Run a transaction that is always rolled back, with other writers waiting meanwhile."""
        with self.write_lock:
            session.forget()
            session.execute("BEGIN TRANSACTION")
            try:
                yield session
            finally:
                _roll_back(session)

    def close(self) -> None:
        """Close the database file."""
        _OPEN.pop(self.folder.database, None)
        self._connection.close()


_OPEN: weakref.WeakValueDictionary[Path, Store] = weakref.WeakValueDictionary()
"""The stores this process has open: the file's lock keeps out other processes, not a second store in this one."""


def _roll_back(session: Session) -> None:
    try:
        session.execute("ROLLBACK")
    except (duckdb.Error, EduboardError):
        # The engine has already rolled back, as it does after a failed COMMIT.
        return


def open_store(path: Path, settings: Settings) -> Store:
    """Attach the database at ``path``, creating it when there is none, and lock the engine down.

    Raises StoreBusy when another process owns the file, StoreDamaged when it cannot be read, and
    StoreUnwritable when the folder does not permit writing.
    """
    folder = StoreFolder(path.resolve())
    if folder.database in _OPEN:
        # A store that nobody holds any more may still wait for the garbage collector, out of whose sight the pages take
        # what they keep.
        gc.unfreeze()
        gc.collect()
    if folder.database in _OPEN:
        raise StoreBusy("store.busy", path=folder.database)
    try:
        for directory in (folder.database.parent, folder.originals, folder.spill):
            directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnwritable("store.unwritable", path=folder.database.parent, detail=str(error)) from error
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": settings.threads,
            "memory_limit": settings.memory_limit,
            "temp_directory": str(folder.spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    # They cost a sixth of the time that it takes to store a big hand-in; as a part of ``config`` this has no effect.
    connection.execute("SET disabled_compression_methods = 'fsst,dict_fsst'")
    try:
        _attach(connection, folder)
        _create_tables(connection, folder)
        create_views(connection, settings)
    except duckdb.Error as error:
        connection.close()
        if (explained := explain(error, folder.database)) is not None:
            raise explained from error
        raise
    except BaseException:
        connection.close()
        raise
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    store = _OPEN[folder.database] = Store(connection, folder, settings)
    return store


def quoted(value: object) -> str:
    """Double the quotes of a text that stands between quotes in SQL."""
    return str(value).replace("'", "''")


def _attach(connection: duckdb.DuckDBPyConnection, folder: StoreFolder) -> None:
    try:
        connection.execute(f"ATTACH '{quoted(folder.database)}' AS store")
        # Reading the catalogue touches the blocks that a damaged file no longer has.
        connection.execute("SELECT count(*) FROM duckdb_columns() WHERE database_name = 'store'")
    except duckdb.Error as error:
        raise explain_attach(error, folder.database) from error


def stored_columns(contract: Contract) -> dict[str, str]:
    """Give the columns of a dataset's table with their types, in order.

    Period, district and batch are those of the row's scope, which is kept as a number: a million rows would
    repeat them a million times.
    """
    columns = {"scope": "BIGINT", "line": "BIGINT"}
    if contract.has_school:
        columns["school"] = "VARCHAR"
    columns |= {field.name: field.sql_type for field in contract.stored_fields}
    return columns | {"qualifiers": "VARCHAR"}


def row_columns(contract: Contract) -> dict[str, str]:
    """Give those of a dataset's columns that rows have before they are stored: all but the number of their scope."""
    return {name: kind for name, kind in stored_columns(contract).items() if name != "scope"}


def _create_tables(connection: duckdb.DuckDBPyConnection, folder: StoreFolder) -> None:
    connection.execute("BEGIN TRANSACTION")
    is_new = not connection.execute("SELECT 1 FROM duckdb_tables() WHERE database_name = 'store'").fetchall()
    for query in load_folder("store/schema"):
        connection.execute(query.sql)
    if is_new:
        connection.execute(load_query("store/set_property").sql, {"name": "format", "value": FORMAT})
    elif connection.execute(load_query("store/property").sql, {"name": "format"}).fetchall() != [(FORMAT,)]:
        raise StoreDamaged("store.other_format", path=folder.database)
    existing = {
        (row[0], row[1])
        for row in connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'store'"
        ).fetchall()
    }
    # A store from the time when only districts handed in, or when batches had no digest of their rows.
    for table, column in (("batch_scopes", "school"), ("current_scopes", "school"), ("batches", "content")):
        if (table, column) not in existing:
            connection.execute(f"ALTER TABLE store.{table} ADD COLUMN {column} VARCHAR DEFAULT ''")
    for contract in load_contracts().values():
        table = f"rows_{contract.name}"
        columns = stored_columns(contract)
        if not any(name == table for name, _ in existing):
            spec = ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns.items())
            connection.execute(f"CREATE TABLE store.{table} ({spec})")
            continue
        # A contract that has grown a column since the store was made.
        for name, sql_type in columns.items():
            if (table, name) not in existing:
                connection.execute(f'ALTER TABLE store.{table} ADD COLUMN "{name}" {sql_type}')
    connection.execute("COMMIT")
