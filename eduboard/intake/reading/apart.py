"""Workbooks that cannot be looked through are read in a process of their own, which may take so much and no more.

A table of two cells can be written so that whoever opens it takes all memory, and the reader behind then ends its
whole process.  Here that ends nothing but the reading of one file.

    python -m eduboard.intake.reading.apart < WORKBOOK
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from dataclasses import astuple
from typing import Any

from eduboard.errors import UnusableFile
from eduboard.intake.reading.sheets import Sheet, read_sheets
from eduboard.settings import PROJECT_ROOT

_MEMORY = 2 * 1024**3
_SECONDS = 30
_MODULE = "eduboard.intake.reading.apart"


def read_apart(data: bytes) -> list[Sheet]:
    """Return every worksheet; raise UnusableFile for what is no workbook, and for what took too much to open."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and the file goes in as data
            [sys.executable, "-m", _MODULE],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT_ROOT,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        raise UnusableFile("file.too_heavy") from failure
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refusal" in answer:
        raise UnusableFile(answer["refusal"], **answer["params"])
    return [
        Sheet(name, rows, [(tuple(first), tuple(last)) for first, last in merged], *hidden)
        for name, rows, merged, *hidden in answer["sheets"]
    ]


def main() -> None:
    """Read the workbook on the standard input and write its sheets, or the refusal, on the standard output."""
    data = sys.stdin.buffer.read()
    _limit_memory()
    answer: dict[str, Any]
    try:
        answer = {"sheets": [astuple(sheet) for sheet in read_sheets(data)]}
    except UnusableFile as refusal:
        answer = {"refusal": refusal.code, "params": refusal.params}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8"))


def _limit_memory() -> None:
    """Take no more memory than a workbook may need; Windows has no such limit, and only keeps the processes apart."""
    if sys.platform != "win32":
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
