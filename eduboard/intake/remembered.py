"""What has been said of columns before: kept as events, so that it outlives the database with the batch log.

The last word on a dataset's header holds; forgetting is a word, too.  Nothing is ever deleted.  A reviewer's and an
administrator's word holds for the whole bureau, a clerk's for the clerk's own files: a wrong word of one clerk must not
turn the numbers of all the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eduboard.access.roles import Right
from eduboard.access.viewer import Viewer
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.reading.headers import header_key
from eduboard.store import batches
from eduboard.store.store import Session, Store

MAP, FORGET = "map_column", "forget_column"


@dataclass(frozen=True)
class RememberedColumn:
    """A header of a dataset's files and the field it was said to be ('' left out), by whom and when.

    ``account`` is whose files it holds for, '' for everybody's.
    """

    dataset: str
    header: str
    field: str
    who: str
    happened_at: datetime
    account: str = ""


def list_remembered(session: Session) -> list[RememberedColumn]:
    """List what is remembered, by dataset, header and account."""
    held: dict[tuple[str, str, str], RememberedColumn] = {}
    for event in session.run("store/mapped_columns"):
        detail = json.loads(event["detail"])
        key = (detail["dataset"], header_key(detail["header"]), detail.get("account", ""))
        if event["action"] == FORGET:
            held.pop(key, None)
        else:
            held[key] = RememberedColumn(**detail, who=event["who"], happened_at=event["happened_at"])
    return [held[key] for key in sorted(held)]


def remembered_columns(session: Session) -> dict[str, dict[str, str]]:
    """Give what holds for the viewer's files by dataset and canonical header, as ``Said`` takes it.

    One's own word goes before the bureau's.
    """
    found: dict[str, dict[str, str]] = {}
    for column in list_remembered(session):  # the bureau's before the account's
        if column.account in ("", session.viewer.account):
            found.setdefault(column.dataset, {})[header_key(column.header)] = column.field
    return found


def remember(store: Store, session: Session, dataset: str, columns: Mapping[str, str]) -> None:
    """Remember which field each header was said to be in a published table, as far as it is news."""
    known, viewer = remembered_columns(session).get(dataset, {}), session.viewer
    whose = {} if viewer.has(Right.REVIEW) else {"account": viewer.account}
    for header, field in columns.items():
        if known.get(header_key(header)) != field:
            detail = {"dataset": dataset, "header": header, "field": field, **whose}
            batches.record(store, session, MAP, json.dumps(detail, ensure_ascii=False))


def forget(store: Store, viewer: Viewer, dataset: str, header: str, account: str = "") -> None:
    """Forget what was said of a header for everybody's files, or for an account's; published batches stay as they are.

    Raises EduboardError ``column.not_remembered``.
    """
    with store.reading(viewer) as session:
        key = (dataset, header_key(header), account)
        if key not in {
            (item.dataset, header_key(item.header), item.account) for item in list_remembered(session)
        }:
            contract = load_contracts().get(dataset)
            raise EduboardError(
                "column.not_remembered", header=header, dataset=contract.title if contract else dataset
            )
        detail = {"dataset": dataset, "header": header} | ({"account": account} if account else {})
        batches.record(store, session, FORGET, json.dumps(detail, ensure_ascii=False))
