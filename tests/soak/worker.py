"""A process that hands in file after file until it is killed.

It does what it is told on its standard input, one order a line, and acknowledges each order on its standard output
once the call has returned: what was acknowledged must be there after any crash.

    python -m tests.soak.worker STORE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.settings import Settings
from eduboard.store.store import Store

READY = "ready"
OPEN, REOPEN, LOAD, WITHDRAW, RESTORE = "open", "reopen", "load", "withdraw", "restore"


def main(database: Path) -> None:
    """Follow orders until there are no more."""
    settings = Settings(store=database, threads=2)
    store: Store | None = None
    say(READY)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] in (OPEN, REOPEN):
            if store is not None:
                store.close()
            store = open_ready_store(settings)
            say(OPEN)
        elif store is not None:
            say(follow(store, order))


def follow(store: Store, order: dict[str, Any]) -> list[str]:
    """Do what an order says and name the batches it made or changed."""
    if order["do"] == LOAD:
        file = Path(order["file"])
        results = load_file(store, LOCAL_USER, file.read_bytes(), file.name, explanation=order["explanation"])
        refused = [finding for result in results for finding in result.report.errors]
        if refused:
            raise AssertionError(f"{file.name}: {refused[0]}")
        return [result.batch.batch for result in results if result.batch is not None]
    change = withdraw if order["do"] == WITHDRAW else restore
    change(store, LOCAL_USER, order["batch"])
    return [order["batch"]]


def say(answer: object) -> None:
    """Acknowledge: the driver takes an answer for a promise."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
