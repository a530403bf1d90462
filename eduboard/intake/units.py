"""Numbers that say what they count in, held against the column that says it, too: 350万元 beside 万元."""

from __future__ import annotations

from eduboard.intake.findings import Finding, make_finding
from eduboard.intake.match import Match
from eduboard.intake.reading.cells import parse_number
from eduboard.intake.reading.headers import header_key, unit_scale
from eduboard.intake.staging import column_name
from eduboard.store.queries import load_query
from eduboard.store.store import Session

_SHARES = ("%", "‰")
_WORDS_FOR_SHARE = ("百分", "千分", "%", "‰")


def unit_findings(session: Session, match: Match) -> list[Finding]:
    """Refuse a number whose own unit and its row's say something else: which holds makes it ten thousand times more."""
    measured = next((item for item in match.contract.fields if item.kind == "quantity"), None)
    if measured is None or not {measured.name, "unit"} <= match.columns.keys():
        return []
    columns = {
        "value": column_name(match.columns[measured.name]),
        "unit": column_name(match.columns["unit"]),
    }
    rows = session.fetch_tuples(load_query("store/quantity_units").sql.format(**columns))
    return [
        make_finding("unit.twice", line=line, column=measured.title, value=value, unit=unit)
        for line, value, unit in rows
        if _differ(value, unit)
    ]


def _differ(value: str, unit: str) -> bool:
    """Tell whether a cell's own unit, or its 万, cannot be brought together with the unit of its row."""
    parsed, stated = parse_number(value), header_key(unit)
    if parsed.value is None or not stated:
        return False
    own = parsed.unit or ""
    if own in _SHARES:
        return not any(word in stated for word in _WORDS_FOR_SHARE)
    return unit_scale(stated) > 0 and (bool(own) or any(scale in value for scale in "十百千万亿"))
