"""Office files as archives: opened from a folder in the source, written with one time for everything in them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eduboard.exports.safety import safe_text
from eduboard.store.records import LOCAL_ZONE

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties
    from pptx.parts.coreprops import CorePropertiesPart

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook, as the one behind a chart is."""
_PROPERTY_LENGTH = 255


@cache
def zip_folder(folder: Path) -> bytes:
    """Zip an empty document that lies in a folder of the source, so that its parts can be read and compared."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                package.writestr(file.relative_to(folder).as_posix(), file.read_bytes())
    return buffer.getvalue()


def set_properties(
    properties: CoreProperties | CorePropertiesPart, title: str, author: str, made_at: datetime
) -> None:
    """Say what a file is, by whom, and when it was made; ``made_at`` is the time in China, without zone."""
    properties.title = safe_text(title)[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = safe_text(author)[:_PROPERTY_LENGTH]
    properties.language = "zh-CN"
    properties.revision = 1
    moment = made_at.replace(tzinfo=LOCAL_ZONE).astimezone(UTC)
    properties.created = properties.modified = moment.replace(tzinfo=None)


def with_fixed_times(package: bytes, moment: datetime) -> bytes:
    """Write an archive again with one time for all its members: the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(buffer, "w") as written:
        for member in given.infolist():
            info = zipfile.ZipInfo(member.filename, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, given.read(member))
    return buffer.getvalue()
