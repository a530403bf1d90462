"""Limits of this process that stand for those of a machine."""

import importlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size: what a full disk does, where one may not be mounted."""
    resource = importlib.import_module("resource")
    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """Mount a disk of its own at a place that is made for it, small enough to be filled; skip where one may not."""
    place.mkdir()
    if mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)):
        pytest.skip("no right to mount a disk here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=False)


def mount(*how: str) -> int:
    """Mount something; give what the command returns."""
    try:
        return subprocess.run(["mount", *how], capture_output=True, check=False).returncode
    except FileNotFoundError:
        return 1


def fill(disk: Path, room: int) -> Path:
    """Leave so many KB; give the file that takes the rest."""
    seen = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(seen.f_bavail * seen.f_bsize - room * 1024))
    return filler
