"""What must hold of a store after a crash, seen from its files and from a process that opens it anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.intake.opening import open_ready_store
from eduboard.intake.rebuild import rebuild
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.cube import refresh_with
from eduboard.metrics.measure import Request, measure
from eduboard.settings import Settings
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.record_check import find_altered
from eduboard.store.records import IN_FORCE, TAKEN_BACK, Scope
from eduboard.store.store import Session, Store, StoreFolder
from tests.soak.plan import PERIODS, HandedIn, Part

MEASURES = {"classes": ("students", "classes_total"), "after_school": ("participants", None)}
"""For each dataset that is handed in: the column to add up, and the indicator that counts the rows."""
TABLES = ("batches", "batch_scopes", "current_scopes", "events", "explanations", "cube", "largest_classes")


@dataclass
class Published:
    """A batch that must be there: the scopes of its table and whether it is in force."""

    file: HandedIn
    parts: tuple[Part, ...]
    in_force: bool = True


@dataclass
class Expected:
    """Everything that was acknowledged, in order; ``events`` counts what the log must hold."""

    batches: dict[str, Published] = field(default_factory=dict)
    events: int = 0

    def publish(self, file: HandedIn, names: Sequence[str]) -> None:
        """Add the batches of a file."""
        assert len(names) == len(file.tables), f"{file.path.name}: {names}"
        self.batches |= {name: Published(file, parts) for name, parts in zip(names, file.tables, strict=True)}
        self.events += len(names)

    def change(self, batch: str, *, in_force: bool) -> None:
        """Withdraw or restore a batch."""
        self.batches[batch].in_force = in_force
        self.events += 1

    def current(self) -> dict[tuple[str, str, str], tuple[str, Part]]:
        """Give what each scope shows: the newest batch in force."""
        shown = {}
        for name, published in self.batches.items():
            if published.in_force:
                for part in published.parts:
                    shown[part.dataset, part.period, part.district] = (name, part)
        return shown


def promised_events_are_logged(folder: StoreFolder, expected: Expected) -> None:
    """Hold the log to what was acknowledged, before anything has mended it; only its last line may be cut."""
    if not folder.batch_log.exists():
        assert expected.events == 0
        return
    *lines, last = folder.batch_log.read_bytes().split(b"\n")
    entries = [json.loads(line) for line in lines if line.strip()]
    assert [entry["event"] for entry in entries] == list(range(1, len(entries) + 1))
    assert len(entries) >= expected.events, f"acknowledged and not logged: {last!r}"


def names_of_file(store: Store, file_name: str) -> list[str]:
    """Name the batches of a file in the order in which they were made."""
    rows = [row for row in list_batches(store, LOCAL_USER) if row["file_name"] == file_name]
    return [row["batch"] for row in reversed(rows)]


def is_exactly(store: Store, expected: Expected) -> None:
    """Hold the store to what was acknowledged: batches, scopes, rows, log, originals, indicators."""
    statuses = {row["batch"]: row["status"] for row in list_batches(store, LOCAL_USER)}
    wanted = {name: IN_FORCE if item.in_force else TAKEN_BACK for name, item in expected.batches.items()}
    assert statuses == wanted
    with store.reading() as session:
        _scopes_and_rows_are(session, expected)
        _indicators_are(session, expected)
        _cube_is_what_the_rows_give(store, session)
        events = session.fetch("SELECT event, action, batch FROM store.events ORDER BY event")
    assert len(events) == expected.events
    log = read_log(store.folder.batch_log)
    assert [{name: entry[name] for name in ("event", "action", "batch")} for entry in log] == events
    assert find_altered(store) == ()
    _log_describes(log, expected)
    for published in expected.batches.values():
        data = published.file.path.read_bytes()
        assert original_path(store, sha256_of(data)).read_bytes() == data


def _scopes_and_rows_are(session: Session, expected: Expected) -> None:
    registered = session.fetch_tuples(
        "SELECT batch, dataset, period, district, row_count FROM store.batch_scopes ORDER BY ALL"
    )
    assert registered == sorted(
        (name, part.dataset, part.period, part.district, part.row_count)
        for name, published in expected.batches.items()
        for part in published.parts
    )
    for dataset in load_contracts():
        # A row of a scope that no batch has would be the half of a hand-in.
        column, _ = MEASURES.get(dataset, (None, None))
        rows = session.fetch_tuples(
            f"SELECT s.batch, s.period, s.district, count(*), {f'sum(r.{column})' if column else 0} "
            f"FROM store.rows_{dataset} AS r "
            f"LEFT JOIN store.batch_scopes AS s ON s.scope = r.scope AND s.dataset = '{dataset}' GROUP BY ALL"
        )
        assert sorted(rows, key=str) == sorted(
            (
                (name, part.period, part.district, part.row_count, part.total)
                for name, published in expected.batches.items()
                for part in published.parts
                if part.dataset == dataset
            ),
            key=str,
        )
    current = session.fetch_tuples("SELECT dataset, period, district, batch FROM store.current_scopes")
    assert sorted(current) == sorted((*place, name) for place, (name, _) in expected.current().items())


def _indicators_are(session: Session, expected: Expected) -> None:
    """Hold the cube to figures that the plan knows without asking the store."""
    for dataset, (_, metric) in MEASURES.items():
        if metric is None:
            continue
        rows = session.fetch_tuples(
            "SELECT period, district, sum(numerator) FROM store.cube WHERE metric = ? GROUP BY ALL", [metric]
        )
        assert {(period, district): total for period, district, total in rows if total} == {
            (part.period, part.district): part.row_count
            for _, part in expected.current().values()
            if part.dataset == dataset
        }


def _cube_is_what_the_rows_give(store: Store, session: Session) -> None:
    """Compute the whole cube anew and take it back: it must be the one that is there."""
    catalogue = load_catalogue(session, store.settings)
    tables = ("cube", "largest_classes")
    before = {table: session.fetch_tuples(f"SELECT * FROM store.{table} ORDER BY ALL") for table in tables}
    with store.trying(session):
        session.run("store/cube/clear_all")
        session.execute("DELETE FROM store.largest_classes")
        scopes = [Scope(**row) for row in session.run("store/all_current_scopes")]
        if scopes:
            refresh_with(catalogue)(session, {scope.dataset for scope in scopes}, scopes)
        anew = {table: session.fetch_tuples(f"SELECT * FROM store.{table} ORDER BY ALL") for table in tables}
    for table in tables:
        assert _filled(before[table]) == _filled(anew[table]), table


def _filled(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Leave the rows out that say nothing: a place whose last batch was withdrawn may keep its noughts."""
    return [row for row in rows if any(isinstance(value, (int, float)) and value for value in row)]


def _log_describes(log: Sequence[dict[str, Any]], expected: Expected) -> None:
    described = {
        entry["batch"]: [
            (scope["dataset"], scope["period"], scope["district"], scope["row_count"])
            for scope in entry["registered"]["scopes"]
        ]
        for entry in log
        if entry["action"] == "publish"
    }
    assert described.keys() == expected.batches.keys()
    for name, published in expected.batches.items():
        assert sorted(described[name]) == sorted(
            (part.dataset, part.period, part.district, part.row_count) for part in published.parts
        )


def everything(settings: Settings) -> dict[str, Any]:
    """Give all tables of a store and every metric at the finest places it can be measured for."""
    store = open_ready_store(settings)
    try:
        with store.reading() as session:
            found: dict[str, Any] = {
                table: session.fetch_tuples(f"SELECT * FROM store.{table} ORDER BY ALL") for table in TABLES
            }
            for name in load_contracts():
                found[f"rows_{name}"] = session.fetch_tuples(
                    f"SELECT count(*), sum(hash(r)::HUGEINT) FROM store.rows_{name} AS r"
                )
            catalogue = load_catalogue(session, store.settings)
            for metric in catalogue.metrics:
                for by in (("period", "district"), ("period", "district", "school")):
                    found[f"{metric.id} by {by[-1]}"] = sorted(
                        map(str, measure(session, catalogue, Request((metric.id,), by, PERIODS)))
                    )
        return found
    finally:
        store.close()


def a_rebuild_gives_the_same(settings: Settings, scratch: Path) -> int:
    """Rebuild a copy of the store; hold all tables and metrics to the original's, and count the metrics' rows."""
    copy = scratch / "rebuilt"
    shutil.copytree(settings.store.parent, copy)
    try:
        other = Settings(store=copy / settings.store.name, threads=settings.threads)
        rebuild(other.store, other)
        before, after = everything(settings), everything(other)
        for name, content in before.items():
            assert after[name] == content, name
        return sum(len(content) for name, content in before.items() if " by " in name)
    finally:
        shutil.rmtree(copy)
