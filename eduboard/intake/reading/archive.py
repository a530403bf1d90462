"""ZIPs opened with care: what one says of its own size is believed only where it cannot hurt."""

from __future__ import annotations

import io
import zipfile

from eduboard.errors import UnusableFile

UNPACKED_LIMIT = 1024**3
_RATIO_LIMIT, _RATIO_FROM = 400, 64 * 1024**2
# Where a file's members are listed; a thousand take a tenth of it.
_DIRECTORY_LIMIT = 4 * 1024**2
_END, _END_64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
CHUNK = 1 << 20


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP; raise UnusableFile when the mere list of what it holds would exhaust the machine."""
    listed = _directory_size(data)
    if listed > _DIRECTORY_LIMIT:
        raise UnusableFile("file.bomb", size=megabytes(listed), packed=megabytes(len(data)))
    return zipfile.ZipFile(io.BytesIO(data))


def _directory_size(data: bytes) -> int:
    """Return how long the list of members is, found where ``zipfile`` looks for it."""
    end = len(data) - 22
    if data[end : end + 4] != _END or not data.endswith(b"\x00\x00"):
        end = data.rfind(_END, -(1 << 16) - 22)
    if end < 0:
        return 0
    if data[max(end - 20, 0) : end].startswith(_END_64_LOCATOR):
        return int.from_bytes(data[end - 36 : end - 28], "little")
    return int.from_bytes(data[end + 12 : end + 16], "little")


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Raise UnusableFile for an archive that unpacks to more than any table needs."""
    if unpacked > UNPACKED_LIMIT or (unpacked > _RATIO_FROM and unpacked > _RATIO_LIMIT * packed):
        raise UnusableFile("file.bomb", size=megabytes(unpacked), packed=megabytes(packed))


def megabytes(size: int) -> str:
    """Write a number of bytes as a clerk reads it."""
    return f"{size / 1024 / 1024:.0f} MB"
