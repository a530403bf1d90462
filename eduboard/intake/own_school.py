"""A school's own hand-in: rows of that school only, which replace nothing of the district's other schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eduboard.contracts import REGISTRY, Contract
from eduboard.errors import AccessDenied
from eduboard.formats import format_line
from eduboard.intake.findings import ERROR, Finding
from eduboard.store.how_read import how_read
from eduboard.store.queries import load_query
from eduboard.store.records import Incoming
from eduboard.store.store import Session
from eduboard.texts.findings import LISTED

_LINES_NAMED = 5


def is_for_schools(contract: Contract) -> bool:
    """Tell whether a school may hand this table in for itself; its registry would be the district's from then on."""
    return contract.has_school and contract.name != REGISTRY


def narrow(session: Session, contract: Contract, incoming: Incoming, findings: Sequence[Finding]) -> Incoming:
    """Make what a school's account hands in a hand-in of that school; what anybody else does stays as it is.

    Raises AccessDenied ``school.dataset`` for a table that is not handed in by schools, and ``school.rows`` for rows
    of another school or of none; lines with an error are not judged here, as no file with one is published.
    """
    school = session.viewer.school
    if not school:
        return incoming
    if not is_for_schools(contract):
        raise AccessDenied("school.dataset", dataset=contract.title)
    unread = {(finding.sheet, finding.line) for finding in findings if finding.level == ERROR}
    sql = load_query("store/rows_of_others").sql.format(incoming=incoming.table)
    how = how_read(incoming.reading)
    rows = session.fetch(sql, {"school": school})
    places = [
        place for place in (how.place(row["line"]) for row in rows) if (place.sheet, place.line) not in unread
    ]
    if places:
        shown = LISTED.join(map(format_line, places[:_LINES_NAMED]))
        raise AccessDenied("school.rows", lines=shown, count=len(places), school=school)
    return replace(incoming, scopes=tuple(replace(scope, school=school) for scope in incoming.scopes))
