"""Kill -9 at a random moment, again and again, and see what is left.

A worker process hands in files, withdraws and restores as it is told and acknowledges each order.  In every round it
is killed while it is busy with one of them, at a moment drawn over the whole length of such an order, from its first
byte read to its line in the log; then the store is opened anew and audited.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eduboard.intake.opening import open_ready_store
from eduboard.settings import PROJECT_ROOT, Settings
from eduboard.store.batches import list_batches
from eduboard.store.records import IN_FORCE
from eduboard.store.store import StoreFolder
from tests.soak import audit, worker
from tests.soak.audit import Expected
from tests.soak.plan import BIG, HUGE, SMALL, TWO_SHEETS, HandedIn, make_file

ROUNDS_OF_A_STORE = 25
"""After so many rounds a store is rebuilt from its record, compared, and a new one begun."""
MOST_BEFORE = 4
"""Orders that may be carried out in full before the one that is killed."""
OPENING = 0.1
"""The share of the rounds in which the store is still being opened."""
WHOLE = (0.0, 1.1)
"""Between which parts of an order's usual length it is killed."""
AFTER_A_WRITE = (0.0, 0.01)
"""Seconds after a file has grown in which it is killed."""
MOMENTS = ("anywhere", "anywhere", "commit", "log")
"""When it is killed, in turn: at any time; as soon as the database or its write-ahead log is written to; as soon as the
batch log is.  The last two take milliseconds, and a blow at any time would hardly ever meet them."""
FIRST_GUESS = 1.0  # seconds, until an order of this kind has been timed
LONGEST_ORDER = 120  # seconds; more is a hang

CHANCES = {
    SMALL: 30,
    TWO_SHEETS: 15,
    BIG: 20,
    HUGE: 6,
    worker.WITHDRAW: 12,
    worker.RESTORE: 7,
    worker.REOPEN: 10,
}


@dataclass
class Figures:
    """What the rounds came to."""

    rounds: int = 0
    orders: Counter[str] = field(default_factory=Counter)
    killed_in: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    kept: int = 0
    left_out: int = 0
    idle: int = 0
    rebuilds: int = 0
    measured: int = 0

    def __str__(self) -> str:
        killed = ", ".join(f"{kind} {count}" for kind, count in sorted(self.killed_in.items()))
        return (
            f"{self.rounds} rounds of kill -9: {self.acknowledged} acknowledged orders, 0 lost; "
            f"{self.kept + self.left_out} hand-ins and withdrawals cut short, {self.kept} of them there in full, "
            f"{self.left_out} not at all, 0 in part; {self.idle} kills hit an opening or a finished order; "
            f"{self.rebuilds} rebuilds, {self.measured} figures equal\n  killed during: {killed}"
        )


@dataclass(frozen=True)
class Order:
    """One order to the worker, and the file it is about."""

    kind: str
    message: dict[str, Any]
    file: HandedIn | None = None


class Killed(Exception):
    """The worker is gone."""


class Soak:
    """Rounds over one store after another; ``run`` gives the figures or fails with what was wrong."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.figures = Figures()
        self._folder = folder
        self._chance = random.Random(seed)  # noqa: S311 - draws moments, guards no secret
        self._taken: dict[str, float] = defaultdict(lambda: FIRST_GUESS)
        self._numbers = 0
        self._begin_store()

    def _begin_store(self) -> None:
        base = self._folder / f"{self.figures.rounds}"
        self._files = base / "files"
        self._files.mkdir(parents=True)
        self._settings = Settings(store=base / "store" / "eduboard.duckdb", threads=2)
        self._expected = Expected()

    def run(self, rounds: int, report: bool = False) -> Figures:
        """Run so many rounds."""
        for number in range(1, rounds + 1):
            self._round()
            if number % ROUNDS_OF_A_STORE == 0 or number == rounds:
                self.figures.measured += audit.a_rebuild_gives_the_same(self._settings, self._files.parent)
                self.figures.rebuilds += 1
                shutil.rmtree(self._files.parent)
                self._begin_store()
                if report:
                    print(self.figures, flush=True)
        return self.figures

    def _round(self) -> None:
        before = 0 if self._chance.random() < OPENING else self._chance.randint(1, MOST_BEFORE)
        orders = [Order(worker.OPEN, {"do": worker.OPEN})]
        with _Worker(self._settings.store) as process:
            for place in range(before + 1):
                order = orders[0] if place == 0 else self._draw()
                if place == before:
                    self._kill_during(process, order)
                    break
                started = time.monotonic()
                answer = process.obey(order)
                self._taken[order.kind] = time.monotonic() - started
                self._acknowledged(order, answer)
        self.figures.rounds += 1

    def _draw(self) -> Order:
        """Draw what to do next; what cannot be done now becomes a small file."""
        kind = self._chance.choices(list(CHANCES), weights=list(CHANCES.values()))[0]
        if kind == worker.REOPEN:
            return Order(kind, {"do": kind})
        if kind in (worker.WITHDRAW, worker.RESTORE):
            able = [
                name
                for name, item in self._expected.batches.items()
                if item.in_force == (kind == worker.WITHDRAW)
            ]
            if able:
                return Order(kind, {"do": kind, "batch": self._chance.choice(able)})
            kind = SMALL
        self._numbers += 1
        file = make_file(kind, self._numbers, self._files, self._chance)
        message = {"do": worker.LOAD, "file": str(file.path), "explanation": "浸泡测试"}
        return Order(kind, message, file)

    def _acknowledged(self, order: Order, answer: Any) -> None:
        self.figures.orders[order.kind] += 1
        self.figures.acknowledged += 1
        self._apply(order, answer)

    def _apply(self, order: Order, answer: Any) -> None:
        if order.file is not None:
            self._expected.publish(order.file, answer)
        elif order.kind in (worker.WITHDRAW, worker.RESTORE):
            self._expected.change(order.message["batch"], in_force=order.kind == worker.RESTORE)

    def _kill_during(self, process: _Worker, order: Order) -> None:
        blow = self._blow(order)
        self.figures.killed_in[order.kind] += 1
        answer: Any = None
        with contextlib.suppress(Killed):
            answer = process.obey(order, blow)
        process.kill()
        if answer is not None:
            self._acknowledged(order, answer)
        audit.promised_events_are_logged(StoreFolder(self._settings.store), self._expected)
        store = open_ready_store(self._settings)
        try:
            self._settle(store, order, was_acknowledged=answer is not None)
            audit.is_exactly(store, self._expected)
        finally:
            store.close()

    def _blow(self, order: Order) -> _Blow:
        """Draw when to kill."""
        moment = MOMENTS[self.figures.rounds % len(MOMENTS)]
        if moment == "anywhere" or order.kind == worker.OPEN:
            return _Blow(self._chance.uniform(*WHOLE) * self._taken[order.kind])
        folder = StoreFolder(self._settings.store)
        database = folder.database
        files = [database, database.with_name(f"{database.name}.wal")]
        return _Blow(
            self._chance.uniform(*AFTER_A_WRITE), tuple(files) if moment == "commit" else (folder.batch_log,)
        )

    def _settle(self, store: Any, order: Order, *, was_acknowledged: bool) -> None:
        """Find out what became of the order that was cut short: all of it, or nothing, is right."""
        if was_acknowledged or order.kind in (worker.OPEN, worker.REOPEN):
            self.figures.idle += 1
            return
        if order.file is not None:
            names = audit.names_of_file(store, order.file.path.name)
            is_there = bool(names)
        else:
            [status] = [
                row["status"]
                for row in list_batches(store, worker.LOCAL_USER)
                if row["batch"] == order.message["batch"]
            ]
            names, is_there = [], (status == IN_FORCE) == (order.kind == worker.RESTORE)
        if is_there:
            self.figures.kept += 1
            self._apply(order, names)
        else:
            self.figures.left_out += 1


@dataclass(frozen=True)
class _Blow:
    """When to kill: so many seconds after an order is given or, where there are files, after one of them changed."""

    delay: float
    files: tuple[Path, ...] = ()

    def wait(self, is_over: threading.Event) -> None:
        """Wait for the moment, or until the order is carried out."""
        before = self._seen()
        while self.files and self._seen() == before:
            if is_over.wait(0.0002):
                return
        is_over.wait(self.delay)

    def _seen(self) -> list[tuple[int, int]]:
        return [
            (file.stat().st_size, file.stat().st_mtime_ns) if file.exists() else (0, 0) for file in self.files
        ]


class _Worker:
    """The process that is killed."""

    def __init__(self, database: Path) -> None:
        self._errors = (database.parent.parent / "worker.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.worker", str(database)],
            cwd=PROJECT_ROOT,
            env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def __enter__(self) -> _Worker:
        assert self._answer() == worker.READY
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def obey(self, order: Order, blow: _Blow | None = None) -> Any:
        """Give an order and wait for the answer; raise Killed when there is none because the worker was killed."""
        assert self._process.stdin is not None
        is_over = threading.Event()
        killer = threading.Thread(target=self._strike, args=(blow or _Blow(LONGEST_ORDER), is_over))
        killer.start()
        try:
            self._process.stdin.write(json.dumps(order.message).encode() + b"\n")
            self._process.stdin.flush()
            return self._answer()
        except (Killed, BrokenPipeError) as gone:
            self._process.wait()
            if blow is None or self._process.returncode != -signal.SIGKILL:
                raise AssertionError(f"the worker failed: {Path(self._errors.name).read_text()}") from gone
            raise Killed from gone
        finally:
            is_over.set()
            killer.join()

    def _strike(self, blow: _Blow, is_over: threading.Event) -> None:
        blow.wait(is_over)
        if not is_over.is_set():
            self._process.kill()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise Killed
        return json.loads(line)

    def kill(self) -> None:
        """Kill -9, if it still runs."""
        self._process.kill()
        self._process.communicate()
        self._errors.close()
