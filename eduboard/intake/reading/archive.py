"""ZIPs opened with care: what one says of its own size is believed only where it cannot hurt."""

from __future__ import annotations

import io
import zipfile
import zlib

from eduboard.errors import UnusableFile

UNPACKED_LIMIT = 1024**3
_RATIO_LIMIT, _RATIO_FROM = 400, 64 * 1024**2
# Where a file's members are listed; a thousand take a tenth of it.
_DIRECTORY_LIMIT = 4 * 1024**2
_END, _END_64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
CHUNK = 1 << 20
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


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


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack a member; what it says of its own size holds, because no more is read.

    Raises UnusableFile ``package.encrypted``, ``package.method`` or ``package.damaged``, which name it as it is
    named in the archive.
    """
    if member.flag_bits & _ENCRYPTED:
        raise UnusableFile("package.encrypted", file=member.filename)
    if member.compress_type not in _METHODS:
        # The others unpack a whole block at a time, however large it gets.
        raise UnusableFile("package.method", file=member.filename)
    chunks = []
    try:
        with archive.open(member) as part:
            while chunk := part.read(CHUNK):
                chunks.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as failure:
        raise UnusableFile("package.damaged", file=member.filename) from failure
    return b"".join(chunks)


def megabytes(size: int) -> str:
    """Write a number of bytes as a clerk reads it."""
    return f"{size / 1024 / 1024:.0f} MB"
