"""Originals: every uploaded file, byte for byte, under its SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from eduboard.errors import StoreUnwritable
from eduboard.store.store import Store

_PARTIAL = ".part"
_STALE_AFTER = 24 * 3600  # seconds


def sha256_of(data: bytes) -> str:
    """The name under which an original is kept."""
    return hashlib.sha256(data).hexdigest()


def original_path(store: Store, sha256: str) -> Path:
    """Where the original with this hash is kept."""
    return store.folder.originals / sha256[:2] / sha256


def keep_original(store: Store, data: bytes, sha256: str) -> None:
    """Keep an uploaded file, byte for byte, under its SHA-256; keeping it twice changes nothing."""
    path = original_path(store, sha256)
    try:
        if path.exists() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_durably(path, data)
    except OSError as error:
        raise StoreUnwritable("store.unwritable", path=path.parent, detail=str(error)) from error


def drop_unused_original(store: Store, sha256: str) -> None:
    """Take back an original that no batch came of; the caller holds the store's write lock.

    A file that cannot be removed is left: it is what its name says, and hurts nobody.
    """
    with store.reading() as session:
        if session.run("store/batches_of_original", sha256=sha256):
            return
    path = original_path(store, sha256)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        # Its folder is named by the hash's beginning, which another original may share.
        path.parent.rmdir()


def remove_partial_originals(store: Store) -> None:
    """Remove what a process that was killed had begun to write, a day after: whoever writes now is not disturbed."""
    for partial in store.folder.originals.glob(f"*/*{_PARTIAL}"):
        with contextlib.suppress(OSError):
            if time.time() - partial.stat().st_mtime > _STALE_AFTER:
                partial.unlink()


def _sync_folder(folder: Path) -> None:
    """Make a renamed file's name as durable as its content; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_durably(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.{os.getpid()}.{id(data)}{_PARTIAL}")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
