"""Opening the store for a command, and writing a command's file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eduboard.errors import EduboardError, StoreBusy, StoreDamaged, StoreUnwritable
from eduboard.intake.opening import open_ready_store
from eduboard.settings import Settings
from eduboard.store.store import Store
from eduboard.texts.cli import WITHOUT_STORE


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Open the store and close it afterwards."""
    store = open_ready_store(settings)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_for_checking(settings: Settings) -> Iterator[Store]:
    """Open the store, or an empty one elsewhere when there is none or it cannot be opened; never create one."""
    with TemporaryDirectory() as folder:
        elsewhere = replace(settings, store=Path(folder) / "check.duckdb")
        try:
            store = open_ready_store(settings if settings.store.exists() else elsewhere)
        except (StoreBusy, StoreDamaged, StoreUnwritable) as error:
            print(WITHOUT_STORE.format(reason=error), file=sys.stderr)
            store = open_ready_store(elsewhere)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Say in a sentence that a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise EduboardError("output.unwritable", path=path) from error
