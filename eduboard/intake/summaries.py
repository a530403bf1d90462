"""Sheets that repeat what the sheets beside them hold: 汇总 and 合计 would count everything twice.

Such a sheet is one error, which names it and says how to leave it out, and its rows are kept from the other rules:
what they would say of every single row is said when the sheet is gone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from eduboard.contracts import Contract
from eduboard.intake.findings import WARNING, Finding, make_finding
from eduboard.intake.report import CheckReport
from eduboard.intake.rules import key_in_sql, key_titles, overlapping_totals
from eduboard.store.how_read import HowRead, Part
from eduboard.store.queries import load_query
from eduboard.store.store import Session
from eduboard.texts import sheets as texts

_SUMMARY_NAME = re.compile(r"汇\s*总|合\s*计|总\s*计|总\s*表")
_SHEETS_NAMED = 3

_Keys = Mapping[frozenset[int], int]
"""How many keys stand in these parts and in no other."""


def find_summaries(
    session: Session, contract: Contract, how: HowRead, *, may_repeat_keys: bool
) -> dict[int, Finding]:
    """Find the parts of a joined table, by their number, that only sum up or repeat the others."""
    # Where no key comes twice, each is its own part's and nothing is said of any.
    keys = _keys_of_parts(session, contract, how) if may_repeat_keys else {}
    found: dict[int, Finding] = {}
    for number in _named_summaries(how):
        repeated = _repeated(contract, how, keys, number)
        others = [part for other, part in enumerate(how.parts) if other != number]
        found[number] = repeated or _finding("sheet.summary", how.parts[number], others=_name_sheets(others))
        keys = _without(keys, number)
    while (most := _most_repeated(keys)) is not None:
        if repeated := _repeated(contract, how, keys, most):
            found[most] = repeated
        keys = _without(keys, most)
    for number, totals in _find_totals(session, contract, how).items():
        found.setdefault(number, _finding("sheet.totals", how.parts[number], rows=totals))
    return found


def hint_at_summary(report: CheckReport) -> Finding | None:
    """Say of a sheet that cannot be read and is called a summary that it may be left out; None for any other."""
    if not _is_summary_name(report.sheet):
        return None
    return make_finding("sheet.unread_summary", level=WARNING, value=report.sheet)


def without_parts(how: HowRead, left_out: Collection[int]) -> str:
    """Write the condition for the rows of all parts but some."""
    kept = [
        f"(line > {part.first}" + (f" AND line <= {part.first + room})" if room is not None else ")")
        for number, part in enumerate(how.parts)
        if number not in left_out
        for room in [how.room(part)]
    ]
    return " OR ".join(kept) or "false"


def _named_summaries(how: HowRead) -> list[int]:
    """Number the parts that are called a summary, where others are not."""
    named = [number for number, part in enumerate(how.parts) if _is_summary_name(part.sheet)]
    return named if len(named) < len(how.parts) else []


def _is_summary_name(sheet: str | None) -> bool:
    """Tell whether a sheet is called a summary; of 汇总.xlsx/一年级 the last word counts."""
    return _SUMMARY_NAME.search((sheet or "").rpartition("/")[2]) is not None


def _finding(rule: str, part: Part, **words: Any) -> Finding:
    return make_finding(rule, sheet=part.sheet, line=part.header_line, value=part.sheet, **words)


def _name_sheets(parts: Sequence[Part]) -> str:
    named = texts.SHEETS_JOIN.join(texts.QUOTED.format(sheet=part.sheet) for part in parts[:_SHEETS_NAMED])
    return named if len(parts) <= _SHEETS_NAMED else texts.SHEETS_CUT.format(sheets=named, count=len(parts))


def _keys_of_parts(session: Session, contract: Contract, how: HowRead) -> _Keys:
    sql = load_query("store/keys_of_parts").sql.format(**key_in_sql(contract))
    rows = session.fetch_tuples(sql, {"firsts": [part.first for part in how.parts]})
    return {frozenset(parts): count for parts, count in rows}


def _repeated(contract: Contract, how: HowRead, keys: _Keys, number: int) -> Finding | None:
    """Say of a part that all its keys stand in others, too; None where one does not."""
    shared = [parts for parts in keys if number in parts]
    others = sorted(frozenset[int]().union(*shared) - {number})
    if not others or frozenset({number}) in keys:
        return None
    return _finding(
        "sheet.repeats",
        how.parts[number],
        rows=sum(keys[parts] for parts in shared),
        others=_name_sheets([how.parts[other] for other in others]),
        key=key_titles(contract),
    )


def _most_repeated(keys: _Keys) -> int | None:
    """Find the part that has no key to itself and shares with the most others; of equal ones the last."""
    alone = {number for parts in keys if len(parts) == 1 for number in parts}
    partners: dict[int, set[int]] = {}
    for parts in keys:
        for number in parts - alone:
            partners.setdefault(number, set()).update(parts)
    return max(partners, key=lambda number: (len(partners[number]), number), default=None)


def _without(keys: _Keys, number: int) -> _Keys:
    remaining: dict[frozenset[int], int] = {}
    for parts, count in keys.items():
        if rest := parts - {number}:
            remaining[rest] = remaining.get(rest, 0) + count
    return remaining


def _find_totals(session: Session, contract: Contract, how: HowRead) -> dict[int, int]:
    """Count the rows of the parts that hold nothing but totals of schools in the others."""
    overlapping = Counter(how.number_at(line) for line, _ in overlapping_totals(session, contract))
    if not overlapping:
        return {}
    rows = session.fetch_tuples(
        load_query("store/rows_of_parts").sql, {"firsts": [part.first for part in how.parts]}
    )
    return {number: count for number, count in rows if overlapping[number] == count}
