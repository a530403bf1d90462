"""Templates as files: what each is called, and several of them in one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from eduboard.exports.safety import safe_file_name
from eduboard.exports.templates.forms import Form, Place
from eduboard.exports.templates.workbook import build_workbook
from eduboard.texts.templates import FILE_BLANK, FILE_FILLED_IN


def file_name(title: str, place: Place | None, extension: str) -> str:
    """Name a template by its table (or 套表) and, when it is filled in, by district and quarter."""
    if place is None:
        return f"{safe_file_name(FILE_BLANK.format(dataset=title))}.{extension}"
    name = FILE_FILLED_IN.format(district=place.district_name, dataset=title, period=place.period)
    return f"{safe_file_name(name)}.{extension}"


def build_workbooks(forms: Sequence[Form], place: Place | None) -> dict[str, bytes]:
    """Build a workbook for each form, by file name."""
    return {file_name(form.contract.title, place, "xlsx"): build_workbook([form]) for form in forms}


def build_archive(files: Mapping[str, bytes]) -> bytes:
    """Put files into a ZIP."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
