"""A store built from Python rows, through the same publishing as a file's rows take."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.contracts import Contract, load_contracts
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.cube import refresh_with
from eduboard.settings import Settings
from eduboard.store.batches import publish
from eduboard.store.records import SUBMITTED, Batch, HandIn, Incoming, Scope
from eduboard.store.store import Store, open_store, stored_columns

Values = Mapping[str, Any]


def incoming_columns(contract: Contract) -> dict[str, str]:
    """Give the columns of a dataset's checked rows; ``place`` numbers the pairs of period and district."""
    columns = {"period": "VARCHAR", "district": "VARCHAR", "place": "BIGINT"} | stored_columns(contract)
    return {name: sql_type for name, sql_type in columns.items() if name != "scope"}


def make_store(folder: Path, **settings: Any) -> Store:
    """Open an empty store; settings that are not given are the product's own."""
    path = folder / "eduboard.duckdb"
    return open_store(path, Settings(store=path, threads=2, **settings))


def hand_in(
    store: Store,
    dataset: str,
    period: str,
    district: str,
    rows: Sequence[Values],
    *,
    kind: str = SUBMITTED,
    annual: bool = False,
    viewer: Viewer = LOCAL_USER,
) -> Batch:
    """Publish one scope.  What a row leaves out is missing, but for the contract's own defaults."""
    placed = [{"period": period, "district": district} | row for row in rows]
    scope = Scope(dataset, period, district, len(rows), annual)
    return _publish(store, dataset, placed, (scope,), kind, viewer)


def hand_in_all(store: Store, dataset: str, rows: Sequence[Values], *, kind: str = SUBMITTED) -> Batch:
    """Publish rows of several periods and districts, which each row names, as one batch."""
    counts = Counter((row["period"], row["district"]) for row in rows)
    scopes = tuple(Scope(dataset, *place, count, False) for place, count in counts.items())
    return _publish(store, dataset, rows, scopes, kind, LOCAL_USER)


def _publish(
    store: Store, dataset: str, rows: Sequence[Values], scopes: tuple[Scope, ...], kind: str, viewer: Viewer
) -> Batch:
    contract = load_contracts()[dataset]
    columns = list(incoming_columns(contract))
    defaults = {field.name: field.default for field in contract.stored_fields if field.default is not None}
    unknown = {name for row in rows for name in row} - set(columns)
    assert not unknown, f"{dataset} has no {unknown}"
    places = {(scope.period, scope.district): place for place, scope in enumerate(scopes)}
    complete = [
        {"line": line, "place": places[row["period"], row["district"]]} | defaults | row
        for line, row in enumerate(rows, start=2)
    ]
    table = pa.table({name: [row.get(name) for row in complete] for name in columns})
    with store.reading(viewer) as session:
        session.register("incoming", table)
        key = "-".join(f"{scope.period}-{scope.district}" for scope in scopes)
        [batch] = publish(
            store,
            session,
            [Incoming(dataset, "incoming", scopes, tuple(places.values()))],
            HandIn(f"{dataset}.csv", f"{dataset}-{key}", kind),
            refresh_with(load_catalogue(session, store.settings)),
        )
        return batch
