"""The contract's example as a line of a template, and a template as CSV."""

from __future__ import annotations

import csv
import io

from eduboard.contracts import Contract
from eduboard.exports.safety import safe_cell
from eduboard.exports.templates.forms import Form, Line
from eduboard.texts.templates import EXAMPLE_NOTE, YES_NO


def example_line(contract: Contract) -> Line:
    """The contract's example, marked so that it is refused when a clerk leaves it in."""
    example = {field.name: field.example for field in contract.fields if field.example not in (None, "")}
    return example | {"note": EXAMPLE_NOTE}


def build_csv_template(form: Form) -> bytes:
    """Header and lines as CSV, UTF-8 with BOM as Excel and WPS open it right; the example when nothing is filled in."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([field.title for field in form.contract.fields])
    for line in form.lines or (example_line(form.contract),):
        writer.writerow([safe_cell(shown(line.get(field.name))) for field in form.contract.fields])
    return buffer.getvalue().encode("utf-8-sig")


def shown(value: object) -> object:
    """Write yes and no in Chinese, nothing as nothing."""
    if isinstance(value, bool):
        return YES_NO[0] if value else YES_NO[1]
    return "" if value is None else value
