"""The rules of the check, run in the engine over ``incoming``: the contract's own and those of ``queries/checks``.

Rows have the lines of the store; what is found is told with those of the file (``HowRead``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from eduboard.contracts import Contract
from eduboard.formats import format_line
from eduboard.intake.districts import same_district
from eduboard.intake.findings import ERROR, LISTED_AT_MOST, MORE, Finding, make_finding
from eduboard.intake.match import Match
from eduboard.intake.normalise import FieldReadings
from eduboard.intake.staging import column_name
from eduboard.store.how_read import FileLine, HowRead
from eduboard.store.queries import Query, load_folder, load_query
from eduboard.store.store import Session

ANY_DATASET = "any"
"""The folder of rules that hold for every dataset."""
_BY_STAGE, _CLASSES = "incoming_school_stages", "incoming_class_spellings"


def cell_findings(session: Session, columns: Iterable[FieldReadings]) -> list[Finding]:
    """List the cells whose spelling breaks a rule, with their lines; what only needs a look, once a spelling."""
    return [finding for item in columns for finding in _spelling_findings(session, item)]


def _spelling_findings(session: Session, item: FieldReadings) -> list[Finding]:
    problems = item.problems
    errors = [raw for raw, problem in problems.items() if problem.level == ERROR]
    others = [raw for raw, problem in problems.items() if problem.level != ERROR]
    places = [
        *_places_of(session, "store/lines_of_spellings", item, errors),
        *_places_of(session, "store/first_lines_of_spellings", item, others),
    ]
    found = [
        make_finding(
            problems[raw].rule,
            level=problems[raw].level,
            line=line,
            column=item.field.title,
            value=raw,
            **problems[raw].params,
        )
        for line, raw in places
    ]
    return _cut(found)


def _places_of(
    session: Session, path: str, item: FieldReadings, spellings: list[str | None]
) -> list[tuple[int, str | None]]:
    if not spellings:
        return []
    session.register("bad_spellings", pa.table({"raw": pa.array(spellings, pa.string())}))
    try:
        sql = load_query(path).sql.format(column=item.column)
        return [(line, raw) for line, raw in session.fetch_tuples(sql, {"most": LISTED_AT_MOST + 1})]
    finally:
        session.unregister("bad_spellings")


def _cut(found: list[Finding]) -> list[Finding]:
    """Keep as many findings as are listed, and say when there are more."""
    if len(found) <= LISTED_AT_MOST:
        return found
    rules = {finding.rule for finding in found}
    more = make_finding(
        MORE,
        level=found[0].level,
        column=found[0].column,
        limit=f"{LISTED_AT_MOST:,}",
        of=found[0].rule if len(rules) == 1 else None,
    )
    return [*found[:LISTED_AT_MOST], more]


def district_findings(session: Session, match: Match) -> list[Finding]:
    """Compare the district's name and code where a file gives both."""
    named, coded = match.columns.get("district"), match.columns.get("district_code")
    if named is None or coded is None or named == coded:
        return []
    rows = session.fetch_tuples(
        load_query("store/district_pairs").sql.format(name=column_name(named), code=column_name(coded))
    )
    title = match.contract.field("district_code").title
    return [
        make_finding("district.mismatch", line=line, column=title, value=f"{name} {code}")
        for line, name, code in rows
        if not same_district(name, code)
    ]


def row_findings(
    session: Session, contract: Contract, how: HowRead, *, may_repeat_keys: bool, may_be_annual: bool
) -> list[Finding]:
    """Run the rules that look at whole rows: keys, overlapping totals, annual beside quarterly, and the files."""
    summarise_rows(session, contract)
    return [
        *(_duplicate_keys(session, contract, how) if may_repeat_keys else ()),
        *_overlaps(session, contract, how),
        *(_mixed_annual(session, contract, how) if may_be_annual else ()),
        *(finding for query in rules_for(contract) for finding in _run_rule(session, contract, how, query)),
    ]


def without_echoes(findings: Iterable[Finding], of_cells: Iterable[Finding]) -> list[Finding]:
    """Leave out what rules say of an empty cell that is not empty: it could not be read, and that is said already."""
    unread = {(item.sheet, item.line, item.column) for item in of_cells if item.level == ERROR}
    return [
        item
        for item in findings
        if item.value is not None or (item.sheet, item.line, item.column) not in unread
    ]


def rules_for(contract: Contract) -> list[Query]:
    """List the rule files that a hand-in of a dataset is checked by, those of experience left out."""
    return [query for query in _all_rules_for(contract) if not asks_for_explanation(query)]


def experience_for(contract: Contract) -> list[Query]:
    """List the rule files of experience (经验校验) that look at the rows of a dataset."""
    return [query for query in _all_rules_for(contract) if asks_for_explanation(query)]


def _all_rules_for(contract: Contract) -> Iterator[Query]:
    for folder in (f"checks/{ANY_DATASET}", f"checks/{contract.name}"):
        yield from (query for query in load_folder(folder) if _is_for(query, contract))


def summarise_rows(session: Session, contract: Contract) -> None:
    """Create what rules read instead of every row, as far as the contract's rules do.

    These are ``incoming_schools``, ``incoming_school_stages`` and ``incoming_class_spellings``.
    """
    is_by_stage, is_of_classes = (
        any(name in query.sql for query in rules_for(contract)) for name in (_BY_STAGE, _CLASSES)
    )
    if is_of_classes:
        _summarise(session, "store/incoming_class_spellings")
    if not contract.has_school:
        return
    counted = [field.name for field in contract.stored_fields if field.kind == "count" and is_by_stage]
    _summarise(
        session,
        "store/incoming_school_rows",
        stage="stage" if is_by_stage else "NULL::VARCHAR",
        sums="".join(f", sum({name}) AS {name}, count({name}) AS {name}_rows" for name in counted),
    )
    _summarise(session, "store/incoming_schools")
    if is_by_stage:
        sums = (
            f"CASE WHEN sum({name}_rows) = sum(row_count) THEN sum({name})::BIGINT END AS {name}"
            for name in counted
        )
        _summarise(session, "store/incoming_school_stages", sums=", ".join(sums))


def _summarise(session: Session, path: str, **completed: str) -> None:
    query = load_query(path)
    sql = query.sql.format(**completed) if completed else query.sql
    session.execute(f"CREATE OR REPLACE TEMP TABLE {query.name} AS {sql}")


def _is_for(query: Query, contract: Contract) -> bool:
    """Tell whether a rule is for a dataset: one of those it names, with all the columns it needs."""
    needed, named = (query.header.get(key, "").replace(",", " ").split() for key in ("须有", "表"))
    return contract.name in (named or [contract.name]) and {
        field.name for field in contract.fields
    }.issuperset(needed)


def asks_for_explanation(query: Query) -> bool:
    """Tell whether a rule is of experience (经验校验): it looks at what is published, in ``experience``."""
    return "需说明" in query.header


def asks_of_whole_districts(query: Query) -> bool:
    """Tell whether a rule is about what a district leaves out: nothing to ask a school that hands in its own rows."""
    return "整区" in query.header


def key_in_sql(contract: Contract) -> dict[str, str]:
    """Give what statements about keys put in braces: the columns of a ``key``, that it is ``readable``, and ``same``.

    The last says that the rows ``i`` and ``r`` have the same key.
    """
    key = ("place", *contract.key)
    # A cell that could not be read has its own finding; that it makes rows alike is none.
    required = {field.name for field in contract.fields if field.required}
    readable = [
        name
        for name in key
        if name in required or name == "place" or (name == "school" and "school_name" in required)
    ]
    return {
        "key": ", ".join(key),
        "readable": " AND ".join(f"{name} IS NOT NULL" for name in readable),
        "same": " AND ".join(f"i.{name} IS NOT DISTINCT FROM r.{name}" for name in key),
    }


def key_titles(contract: Contract) -> str:
    """Name the columns of a key."""
    return "、".join(_title(contract, name) for name in contract.key)


def _duplicate_keys(session: Session, contract: Contract, how: HowRead) -> list[Finding]:
    sql = load_query("store/duplicate_keys").sql.format(**key_in_sql(contract))
    titles = key_titles(contract)
    rows = session.fetch_tuples(sql, {"most": LISTED_AT_MOST + 1})
    return _cut(
        [
            make_finding(
                "key.duplicate",
                **_at(how.place(line)),
                column=titles,
                other=format_line(how.place(first)),
                key=titles,
            )
            for line, first in rows
        ]
    )


def _title(contract: Contract, name: str) -> str:
    return contract.field("school_name" if name == "school" else name).title


def _at(place: FileLine) -> dict[str, Any]:
    return {"sheet": place.sheet, "line": place.line}


def _overlaps(session: Session, contract: Contract, how: HowRead) -> list[Finding]:
    """Find the district totals beside rows of schools with the same period, district and 学段 (or 标准)."""
    rows = overlapping_totals(session, contract)
    if not rows:
        return []
    column = _title(contract, "school")
    words = "、".join(_title(contract, name) for name in ("period", "district", *_told_apart_by(contract)))
    return _cut(
        [
            make_finding(
                "scope.overlap",
                **_at(how.place(line)),
                column=column,
                other=format_line(how.place(school)),
                within=words,
            )
            for line, school in rows
        ]
    )


def overlapping_totals(session: Session, contract: Contract) -> list[tuple[int, int]]:
    """List the lines of district totals beside rows of schools that they contain, each with the first such row's."""
    if contract.grain != "school_or_district":
        return []
    within = "".join(f", {name}" for name in _told_apart_by(contract))
    sql = load_query("store/overlapping_totals").sql.format(within=within)
    return [(line, school) for line, school in session.fetch_tuples(sql, {"most": LISTED_AT_MOST + 1})]


def _told_apart_by(contract: Contract) -> list[str]:
    """Name what a total of a district is of, beside its period: its 学段, its 标准."""
    return [name for name in ("stage", "standard") if name in contract.key]


def _mixed_annual(session: Session, contract: Contract, how: HowRead) -> list[Finding]:
    return [
        make_finding(
            "scope.mixed_annual", **_at(how.place(line)), column=_title(contract, "period"), value=period
        )
        for line, period in session.fetch_tuples(load_query("store/mixed_annual").sql)
    ]


def _run_rule(session: Session, contract: Contract, how: HowRead, query: Query) -> list[Finding]:
    """Run one file; its columns after ``field`` fill the placeholders of its sentences."""
    most = LISTED_AT_MOST + 1
    rows = session.fetch(f"SELECT * FROM ({query.sql}) ORDER BY line LIMIT {most}")  # noqa: S608
    if rows and (columns := query.header.get("逐行")):
        sql = load_query("store/rows_alike").sql.format(rule=query.sql, columns=columns)
        rows = session.fetch(sql, {"most": most})
    sentences = (query.header["说明"], query.header["怎么改"])
    lines = query.header.get("行号", "").split()
    for row in rows:
        row |= {name: format_line(how.place(row[name])) for name in lines}
        row |= {
            name: int(word) for name, word in row.items() if isinstance(word, float) and word.is_integer()
        }
    return _cut(
        [
            make_finding(
                query.header["rule"],
                level=query.header["级别"],
                **_at(how.place(row.pop("line"))),
                column=contract.field(row.pop("field")).title,
                sentences=sentences,
                **row,
            )
            for row in rows
        ]
    )
