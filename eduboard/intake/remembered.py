"""What the bureau has said of columns before: kept as events, so that it outlives the database with the batch log.

The last word on a dataset's header holds; forgetting is a word, too.  Nothing is ever deleted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eduboard.access.viewer import Viewer
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.reading.headers import header_key
from eduboard.store import batches
from eduboard.store.store import Session, Store

MAP, FORGET = "map_column", "forget_column"


@dataclass(frozen=True)
class RememberedColumn:
    """A header of a dataset's files and the field it was said to be ('' left out), by whom and when."""

    dataset: str
    header: str
    field: str
    who: str
    happened_at: datetime


def list_remembered(session: Session) -> list[RememberedColumn]:
    """List what is remembered, by dataset and header."""
    held: dict[tuple[str, str], RememberedColumn] = {}
    for event in session.run("store/mapped_columns"):
        detail = json.loads(event["detail"])
        key = (detail["dataset"], header_key(detail["header"]))
        if event["action"] == FORGET:
            held.pop(key, None)
        else:
            held[key] = RememberedColumn(**detail, who=event["who"], happened_at=event["happened_at"])
    return [held[key] for key in sorted(held)]


def remembered_columns(session: Session) -> dict[str, dict[str, str]]:
    """Give what is remembered by dataset and canonical header, as ``Said`` takes it."""
    found: dict[str, dict[str, str]] = {}
    for column in list_remembered(session):
        found.setdefault(column.dataset, {})[header_key(column.header)] = column.field
    return found


def remember(store: Store, session: Session, dataset: str, columns: Mapping[str, str]) -> None:
    """Remember which field each header was said to be in a published table, as far as it is news."""
    known = remembered_columns(session).get(dataset, {})
    for header, field in columns.items():
        if known.get(header_key(header)) != field:
            detail = {"dataset": dataset, "header": header, "field": field}
            batches.record(store, session, MAP, json.dumps(detail, ensure_ascii=False))


def forget(store: Store, viewer: Viewer, dataset: str, header: str) -> None:
    """Forget what was said of a header; batches published with it stay as they are.

    Raises EduboardError ``column.not_remembered``.
    """
    with store.reading(viewer) as session:
        if header_key(header) not in remembered_columns(session).get(dataset, {}):
            contract = load_contracts().get(dataset)
            raise EduboardError(
                "column.not_remembered", header=header, dataset=contract.title if contract else dataset
            )
        detail = {"dataset": dataset, "header": header}
        batches.record(store, session, FORGET, json.dumps(detail, ensure_ascii=False))
