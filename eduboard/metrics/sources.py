"""Reading what figures rest on: who has handed in what, the batches in force, the passages that excerpts quote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from eduboard.contracts import load_contracts
from eduboard.metrics.results import Source
from eduboard.store.queries import load_query
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Session


def read_sources(
    session: Session, datasets: Iterable[str], periods: Iterable[str], districts: Iterable[str]
) -> tuple[Source, ...]:
    """Read the batches in force of some tables, periods and districts."""
    where = {"datasets": list(datasets), "periods": list(periods), "districts": list(districts)}

    def read() -> tuple[Source, ...]:
        rows = session.run("pages/sources", **where)
        return tuple(Source(**{**row, "published_at": f"{row['published_at']:%Y-%m-%d}"}) for row in rows)

    return session.recall(("sources", *map(tuple, where.values())), read)


def read_handed_in(session: Session, period: str) -> tuple[tuple[str, str, str], ...]:
    """Read who has handed in what: dataset, district, kind."""

    def read() -> tuple[tuple[str, str, str], ...]:
        rows = session.run("pages/handed_in", period=period)
        return tuple((row["dataset"], row["district"], row["kind"]) for row in rows)

    return session.recall(("handed in", period), read)


def read_quotes(
    session: Session, datasets: Sequence[str], period: str, districts: Sequence[str], kinds: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """The passages that excerpts rest on: (source, note) of each row."""
    if PUBLISHED not in kinds:
        return ()
    found: dict[tuple[str, str], None] = {}
    for dataset in datasets:
        if any(field.name == "source" for field in load_contracts()[dataset].fields):
            sql = load_query("pages/quotes").sql.format(dataset=dataset)
            for row in session.fetch(sql, {"period": period, "districts": list(districts)}):
                found[(row["source"], row["note"] or "")] = None
    return tuple(found)
