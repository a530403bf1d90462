"""上报确认单 for the tests: of a file that is published, written and read again."""

import io
from dataclasses import replace
from datetime import datetime

import docx
from docx.document import Document

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.exports.confirmation import Confirmation, load_confirmation
from eduboard.exports.confirmation_document import write_confirmation
from eduboard.intake.publish import load_file
from eduboard.store.records import SUBMITTED, Batch
from eduboard.store.store import Store
from tests.exports.ooxml_order import out_of_order

NOON = datetime.fromisoformat("2025-10-09T12:00")


def publish_file(
    store: Store, data: bytes, name: str = "班额.csv", kind: str = SUBMITTED, explanation: str = ""
) -> Batch:
    """Publish a file of one table, which must be without errors."""
    [result] = load_file(store, LOCAL_USER, data, name, kind=kind, explanation=explanation)
    assert result.batch is not None, result.report.errors
    return result.batch


def confirmation_of(store: Store, batch: Batch, viewer: Viewer = LOCAL_USER) -> Confirmation:
    """Load the confirmation of a batch, as made at a fixed moment."""
    return replace(load_confirmation(store, viewer, batch.batch), made_at=NOON)


def opened(confirmation: Confirmation) -> Document:
    """Write a confirmation and open what was written."""
    package = write_confirmation(confirmation)
    assert out_of_order(package) == []
    return docx.Document(io.BytesIO(package))


def texts_of(document: Document) -> str:
    """Everything that is written, in tables and between them."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def facts_of(document: Document) -> dict[str, str]:
    """The first table: label and value, in pairs."""
    pairs = {}
    for row in document.tables[0].rows:
        cells = [cell.text for cell in row.cells]
        pairs[cells[0]] = cells[1]
        if len({*cells}) > 2:
            pairs[cells[2]] = cells[3]
    return pairs
