"""What stands beside a table that is checked: the file's other tables, else what is published.

Rules that look at another dataset read ``beside_<dataset>``: for a period and district the rows of the same file
where it has some, otherwise the rows published for them, so that an old figure is never held against a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eduboard.contracts import REGISTRY, load_contracts
from eduboard.intake.own_school import is_for_schools
from eduboard.intake.report import CheckReport
from eduboard.store.queries import load_query
from eduboard.store.store import Session, row_columns


def show_names_beside(session: Session, tables: Sequence[tuple[str, str]]) -> None:
    """Let the schools of the file's other tables be known by the registry (学校名录) that lies beside them.

    ``tables`` are as for ``show_beside``.  What a name stands for is what it will stand for once the registry is
    published, which is done first, so that a rebuild finds the same schools.
    """
    if any(dataset == REGISTRY for dataset, _ in tables):
        show_beside(session, tables)
        names = load_query("store/school_names_beside").sql
        session.execute(f"CREATE OR REPLACE TEMP VIEW unique_school_names AS {names}")


def waits_for_register(reports: Iterable[CheckReport], registers: Iterable[CheckReport]) -> bool:
    """Tell whether a file's schools are told by registries that are about to be published; before, by name alone."""
    districts = {district for register in registers for district in register.districts}
    contracts = load_contracts()
    return any(
        report.dataset is not None
        and is_for_schools(contracts[report.dataset])
        and not districts.isdisjoint(report.districts)
        for report in reports
    )


def show_beside(session: Session, tables: Sequence[tuple[str, str]]) -> None:
    """Create the views; ``tables`` names the dataset and the temporary table of each typed table of the file."""
    for dataset, contract in load_contracts().items():
        names = ("period", "district", *row_columns(contract))
        columns = ", ".join(names)
        published = f"SELECT {columns} FROM {dataset}"  # noqa: S608 - names of contracts only
        own = [f"SELECT {columns} FROM {table}" for name, table in tables if name == dataset]  # noqa: S608
        # A school's own hand-in leaves what its district has given for the others.
        place = "period, district" + (", school" if session.viewer.school and contract.has_school else "")
        if own:
            rows = " UNION ALL ".join(own)
            replaced = " UNION ".join(
                f"SELECT {place} FROM {table}"  # noqa: S608
                for name, table in tables
                if name == dataset
            )
            published += f" ANTI JOIN ({replaced}) AS replaced USING ({place}) UNION ALL {rows}"
        session.execute(f"CREATE OR REPLACE TEMP VIEW beside_{dataset} AS {published}")
