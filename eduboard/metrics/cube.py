"""The district cube: metric × period × district × stage × category × level, kept up to date at publish time.

Pages read the cube, so what a page costs depends on what it shows and not on how many rows were uploaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from eduboard.access.viewer import LOCAL_USER
from eduboard.codes import code_table_names, load_code_table
from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import Catalogue, Metric, load_catalogue
from eduboard.metrics.coverage import refresh_gaps
from eduboard.store.batches import Refresh
from eduboard.store.queries import load_folder, load_query
from eduboard.store.records import Scope
from eduboard.store.store import Session, Store

FINGERPRINT = "cube_fingerprint"
_SHAPING_FOLDERS = ("store/coverage", "store/cube", "store/macros", "store/views")
_TEXT_COLUMNS = ("school", "stage", "category", "level")


def complete_columns(catalogue: Catalogue, metric: Metric) -> str:
    """Write the select list that gives a metric's statement every column of the grain."""
    present = catalogue.columns[metric.id]
    texts = [
        f"coalesce({name}, '') AS {name}" if name in present else f"'' AS {name}" for name in _TEXT_COLUMNS
    ]
    denominator = "denominator" if "denominator" in present else "NULL::DOUBLE AS denominator"
    qualifier = "qualifier" if "qualifier" in present else "NULL::VARCHAR AS qualifier"
    entity = "entity" if "entity" in present else "'' AS entity"
    return ", ".join(["period", "district", *texts, "numerator", denominator, qualifier, entity])


def fill_sql(path: str, catalogue: Catalogue, metric: Metric) -> str:
    """Put a metric's statement into one of the cube's statements."""
    return load_query(path).sql.format(sql=metric.sql, columns=complete_columns(catalogue, metric))


def fill_parts(catalogue: Catalogue, metrics: Sequence[Metric]) -> str:
    """Put the statements of several metrics, numbered from 1, into the one that measures their rows."""
    part = load_query("store/cube/measure_part").sql
    parts = [
        part.format(asked=asked, columns=complete_columns(catalogue, metric), sql=metric.sql)
        for asked, metric in enumerate(metrics, start=1)
    ]
    return load_query("store/cube/measure_rows").sql.format(parts="\nUNION ALL\n".join(parts))


def refresh_with(catalogue: Catalogue) -> Refresh:
    """Make the function that brings the cube up to date inside a publishing transaction."""

    def refresh(session: Session, datasets: Iterable[str], scopes: Sequence[Scope]) -> None:
        changed = set(datasets)
        districts = sorted({scope.district for scope in scopes})
        periods = sorted({scope.period for scope in scopes})
        reported = (
            _reported_metrics(session, catalogue, districts, periods) if "indicators" in changed else set()
        )
        stale = [
            metric for metric in catalogue.metrics if metric.id in reported or changed & set(metric.datasets)
        ]
        # Stands in for the view of that name, on this session and inside its transaction only.
        session.run("store/cube/summarise_classes", districts=districts, periods=periods)
        for metric in stale:
            _refresh_metric(session, catalogue, metric, districts, periods)
        if "classes" in changed:
            session.run("store/cube/clear_largest_classes", districts=districts, periods=periods)
            session.run("store/cube/add_largest_classes", districts=districts, periods=periods)
        session.execute("DROP TABLE temp.class_groups")
        refresh_gaps(session, changed, scopes)

    return refresh


def _reported_metrics(
    session: Session, catalogue: Catalogue, districts: list[str], periods: list[str]
) -> set[str]:
    """Name the metrics that 其他指标 reports directly for these cells, in whichever batch, current or not."""
    named = catalogue.named()
    rows = session.run("store/cube/reported_names", districts=districts, periods=periods)
    return {named[row["indicator"]] for row in rows if row["indicator"] in named}


def _refresh_metric(
    session: Session, catalogue: Catalogue, metric: Metric, districts: list[str], periods: list[str]
) -> None:
    where = {"metric": metric.id, "districts": districts, "periods": periods}
    stage = "*" if metric.entity else ""
    session.run("store/cube/clear", **where)
    path = "store/cube/add_distinct" if metric.entity else "store/cube/add_sums"
    session.execute(fill_sql(path, catalogue, metric), where)
    session.run(
        "store/cube/add_reported",
        names=[metric.name, *metric.aliases],
        is_ratio=metric.is_ratio,
        is_share=metric.is_share,
        stage=stage,
        **where,
    )
    if not metric.is_ratio:
        session.run("store/cube/add_zeros", datasets=list(metric.datasets), stage=stage, **where)


def fingerprint(catalogue: Catalogue) -> str:
    """Change whenever the same rows would give another cube or other gaps.

    That is: definitions, SQL, a code table such as titles, or the stages that a table covers.
    """
    queries = [(query.path, query.sql) for folder in _SHAPING_FOLDERS for query in load_folder(folder)]
    codes = [[dict(row) for row in load_code_table(name).rows] for name in code_table_names()]
    covers = [[contract.name, contract.covers] for contract in load_contracts().values()]
    content = json.dumps([catalogue.fingerprint(), queries, codes, covers], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def ensure_cube(store: Store) -> bool:
    """Compute the whole cube anew when the fingerprint has changed; return whether it had."""
    session = store.session(LOCAL_USER)
    try:
        catalogue = load_catalogue(session, store.settings)
        current = fingerprint(catalogue)
        if session.run("store/property", name=FINGERPRINT) == [{"value": current}]:
            return False
        with store.writing(session):
            session.run("store/cube/clear_all")
            session.run("store/coverage/clear_all")
            scopes = [Scope(**row) for row in session.run("store/all_current_scopes")]
            if scopes:
                refresh_with(catalogue)(session, {scope.dataset for scope in scopes}, scopes)
            session.run("store/drop_property", name=FINGERPRINT)
            session.run("store/set_property", name=FINGERPRINT, value=current)
        return True
    finally:
        session.close()
