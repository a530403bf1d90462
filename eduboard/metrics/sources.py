"""Reading the batches that figures rest on."""

from __future__ import annotations

from collections.abc import Iterable

from eduboard.metrics.results import Source
from eduboard.store.store import Session


def read_sources(
    session: Session, datasets: Iterable[str], periods: Iterable[str], districts: Iterable[str]
) -> tuple[Source, ...]:
    """Read the batches in force of some tables, periods and districts."""
    rows = session.run(
        "pages/sources", datasets=list(datasets), periods=list(periods), districts=list(districts)
    )
    return tuple(Source(**{**row, "published_at": f"{row['published_at']:%Y-%m-%d}"}) for row in rows)
