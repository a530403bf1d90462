"""Columns that a table does not have, filled with what holds for all of it: said by hand, or found around it.

Only a column that is missing or wholly empty is filled.  Each value is kept with the place it was taken from, in the
batch's reading, so that a rebuild takes the same whatever it would find today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from eduboard.contracts import REGISTRY, SCOPE_FIELDS, Field
from eduboard.errors import EduboardError
from eduboard.intake.around import (
    GIVEN,
    NAMED_SO,
    Decision,
    Place,
    contradiction,
    decide_district,
    decide_kind,
    decide_period,
    decide_school,
    places_around,
    school_named_so,
    shown_value,
)
from eduboard.intake.districts import read_district
from eduboard.intake.findings import WARNING, Finding, make_finding
from eduboard.intake.kinds import KIND
from eduboard.intake.match import Match, missing_columns
from eduboard.intake.reading.cells import clean_text
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.model import RawTable
from eduboard.intake.reading.times import parse_period
from eduboard.intake.said import Said
from eduboard.intake.staging import column_name
from eduboard.store.how_read import FilledValue
from eduboard.texts import around as texts

SCHOOL = "school_name"
_SPELLINGS_READ = 400

KnownSchools = Callable[[], Mapping[str, frozenset[str]]]
"""Gives the names of the schools by district, when they are asked for."""


@dataclass(frozen=True)
class Filling:
    """A match with the columns that are filled, their values, what is said of that, and what is still missing."""

    match: Match
    values: tuple[FilledValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()

    def fill(self, staged: Staged) -> Staged:
        """Put the values into their columns."""
        cells = staged.cells
        for value in self.values:
            position = self.match.columns[value.field]
            indices = pa.array(np.zeros(staged.row_count, np.int32))
            column = pa.chunked_array([pa.DictionaryArray.from_arrays(indices, pa.array([value.value]))])
            name = column_name(position)
            cells = (
                cells.set_column(position, name, column)
                if position < cells.num_columns
                else cells.append_column(name, column)
            )
        return replace(staged, cells=cells)


def find_filling(
    table: RawTable, staged: Staged, match: Match, file_name: str, said: Said, known_schools: KnownSchools
) -> Filling:
    """Find what fills the columns that a table lacks; ``file_name`` is '' where it says nothing of the table."""
    kept = said.kept.get((table.sheet, table.header_line), {})
    given = said.of(table.sheet).given
    places = places_around(table, file_name) if said.looks_around else []
    values: list[FilledValue] = []
    findings: list[Finding] = []
    refusals: dict[str, tuple[Finding, ...]] = {}
    for item in _fillable(match):
        present = _present(staged, match, item)
        if present:
            findings += _against_column(item, places, present, given.get(item.name))
            continue
        if given.get(item.name, NAMED_SO) != NAMED_SO:
            decision = Decision(FilledValue(item.name, given[item.name], GIVEN, None, ""))
        elif item.name in kept:
            decision = Decision(kept[item.name])
        elif given.get(item.name) == NAMED_SO:
            decision = school_named_so(item, places)
        elif item.name == KIND:
            decision = decide_kind(item, places, table.header) if said.looks_around else Decision()
        else:
            decision = _decide(item, places, values, staged, match, known_schools)
        if decision.value is not None:
            values.append(decision.value)
        if decision.value is None and item in match.missing:
            refusals[item.name] = decision.findings or (_missing(item),)
        else:
            findings += decision.findings
    filled = {value.field for value in values}
    columns, width = dict(match.columns), staged.cells.num_columns
    for name in (value.field for value in values if value.field not in columns):
        columns[name], width = width, width + 1
    missing = tuple(item for item in match.missing if item.name not in filled)
    match = replace(match, columns=columns, missing=missing)
    others = missing_columns(tuple(item for item in missing if item.name not in refusals))
    problems = (*(finding for refusal in refusals.values() for finding in refusal), *others)
    return Filling(match, tuple(values), tuple(findings), problems)


def _missing(item: Field) -> Finding:
    return make_finding(
        "column.missing",
        column=item.title,
        aliases=texts.LISTED.join(item.titles[:6]),
        option=texts.OPTIONS[item.name],
        sentences=texts.MISSING[item.name],
    )


def _fillable(match: Match) -> list[Field]:
    """The fields that may be filled; the registry names its schools itself, and so does a table with their codes."""
    names: list[str] = list(SCOPE_FIELDS)
    contract = match.contract
    if contract.has_school and contract.name != REGISTRY and "school_code" not in match.columns:
        names.append(SCHOOL)
    names += [item.name for item in contract.fields if item.name == KIND]
    return [contract.field(name) for name in names]


def _present(staged: Staged, match: Match, item: Field) -> set[str]:
    """Give what a column has: as the column of a whole table would spell it; empty where there is no column."""
    position = match.columns.get(item.name)
    if position is None:
        return set()
    found = set()
    for spelling in staged.spellings(column_name(position))[:_SPELLINGS_READ]:
        if spelling is not None and (value := _spelt(item.name, spelling)):
            found.add(value)
    return found


def _spelt(field: str, text: str) -> str:
    """Spell a cell as a filled column would; '' for one that is missing, the cell itself for what cannot be read."""
    if field == "period":
        parsed = parse_period(text)
        if parsed.value:
            return f"{str(parsed.value)[:4]}年" if parsed.qualifier == "annual" else str(parsed.value)
        return text if parsed.problem else ""
    if field == "district":
        read = read_district(text)
        return read.code or (text if read.problem else "")
    return str(clean_text(text).value or "")


def _against_column(
    item: Field, places: Sequence[Place], present: set[str], given: str | None
) -> list[Finding]:
    """Say what contradicts a column that is filled in: its own word holds."""
    found = []
    if given not in (None, NAMED_SO) and present != {given}:
        shown = texts.LISTED.join(sorted(shown_value(item.name, value) for value in present)[:3])
        found.append(
            make_finding(
                "around.not_used",
                level=WARNING,
                column=item.title,
                value=shown,
                said=shown_value(item.name, given),
            )
        )
    if item.name in SCOPE_FIELDS and (finding := contradiction(item, places, present)) is not None:
        found.append(finding)
    return found


def _decide(
    item: Field,
    places: Sequence[Place],
    values: Sequence[FilledValue],
    staged: Staged,
    match: Match,
    known_schools: KnownSchools,
) -> Decision:
    if not places:
        return Decision()
    if item.name == "period":
        return decide_period(item, places)
    if item.name == "district":
        return decide_district(item, places)
    districts = {value.value for value in values if value.field == "district"}
    districts |= _present(staged, match, match.contract.field("district"))
    known = known_schools()
    names = frozenset(name for district in districts or known for name in known.get(district, ()))
    return decide_school(item, places, names)


def read_given(given: Mapping[str, str]) -> dict[str, str]:
    """Read what was said by hand of a whole table, as its columns spell it; '' says nothing.

    Raises EduboardError ``around.period``, ``around.district`` and ``around.district_misspelt``.
    """
    found = {}
    for field, text in given.items():
        value = _spelt(field, text) if text.strip() else ""
        if field == "period" and text.strip() and not parse_period(text).value:
            raise EduboardError("around.period", text=text)
        if field == "district" and text.strip() and not (read := read_district(text)).code:
            code = "around.district_misspelt" if read.likely else "around.district"
            raise EduboardError(code, text=text, likely=texts.LISTED.join(read.likely))
        if value:
            found[field] = value
    return found
