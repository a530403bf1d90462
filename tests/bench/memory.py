"""A process that checks and publishes one file, or several as one bundle, and says how much memory that took.

python -m tests.bench.memory STORE FILE…
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.experience import Sentences
from eduboard.intake.opening import open_ready_store
from eduboard.intake.packages import PackedFile
from eduboard.intake.publish import load_file, publish_tables
from eduboard.settings import Settings
from tests.intake.files import classes
from tests.intake.school_files import bring_together


def main(database: Path, *files: Path) -> None:
    """Print the MB that the process took at most beyond what it had before the files were read, and the rows."""
    store = open_ready_store(Settings(store=database))
    # A dashboard that runs has handed in something before: what its libraries load once is not the file's.
    load_file(store, LOCAL_USER, classes(45, period="2019Q1"), "暖身.csv")
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    [given] = bring_together(store)([PackedFile(file.name, file.read_bytes()) for file in files])
    tables = check_file(store, LOCAL_USER, given.data, given.name)
    results = publish_tables(store, tables, given.data, sentences=Sentences("最后一个区县只取了一部分"))
    close_all(tables)
    rows = sum(result.batch.row_count for result in results if result.batch)
    size = sum(file.stat().st_size for file in files) / 2**20
    print(json.dumps({"memory": memory("VmHWM") - before, "size": size, "rows": rows}))
    store.close()


def memory(name: str) -> int:
    """Read one of the process's own figures, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
