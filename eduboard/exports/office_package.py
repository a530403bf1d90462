"""Office files as archives: opened from a folder in the source, written with one time for everything in them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook, as the one behind a chart is."""


@cache
def zip_folder(folder: Path) -> bytes:
    """Zip an empty document that lies in a folder of the source, so that its parts can be read and compared."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                package.writestr(file.relative_to(folder).as_posix(), file.read_bytes())
    return buffer.getvalue()


def with_fixed_times(package: bytes, moment: datetime) -> bytes:
    """Write an archive again with one time for all its members: the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(buffer, "w") as written:
        for member in given.infolist():
            info = zipfile.ZipInfo(member.filename, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, given.read(member))
    return buffer.getvalue()
