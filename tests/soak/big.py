"""A process that checks one file near the limit of an upload and says what came of it.

python -m tests.soak.big FILE STORE
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.settings import Settings
from tests.bench.memory import memory


def main(file: Path, database: Path) -> None:
    """Print the answer, the seconds it took, and the MB beyond what the process had with the file in hand."""
    store = open_ready_store(Settings(store=database))
    data = file.read_bytes()
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    started = time.monotonic()
    try:
        tables = check_file(store, LOCAL_USER, data, file.name)
        answer = f"{tables[0].report.dataset}: {tables[0].report.rows}"
        close_all(tables)
    except EduboardError as refusal:
        answer = refusal.code
    print(json.dumps([answer, time.monotonic() - started, memory("VmHWM") - before]))
    store.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
