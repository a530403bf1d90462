"""Which dataset a table is, and which of its columns is which field: by name and alias, never by position.

What people said of a column goes before its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eduboard.contracts import SCOPE_FIELDS, Contract, Field, load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.findings import ERROR, WARNING, Finding, make_finding
from eduboard.intake.kinds import KIND, kinds_in_header
from eduboard.intake.reading.headers import header_key
from eduboard.intake.said import BY_HAND, NOTHING, REMEMBERED, Assignment, Said, assignments

OF_WHOLE_TABLE = (*SCOPE_FIELDS, "school_name")
"""The fields of which one value may hold for a whole table that has no column for them."""
_TITLE, _ALIAS = 1, 3
_SAID = {BY_HAND: 0, REMEMBERED: 2}
"""Who comes first for a field: the column named by hand, the one with its title, the one remembered, an alias."""


@dataclass(frozen=True)
class Match:
    """A table's columns laid against a contract.

    ``columns`` maps field names to column positions; ``exact`` counts those found other than by an alias;
    ``origins`` names the positions of which somebody said what they are, and whether by hand or earlier.
    """

    contract: Contract
    columns: dict[str, int]
    exact: int
    missing: tuple[Field, ...]
    findings: tuple[Finding, ...]
    origins: Mapping[int, str]

    @property
    def is_complete(self) -> bool:
        """Tell whether every required field has its column."""
        return not self.missing

    @property
    def fields(self) -> dict[int, Field]:
        """The field that each column is read as."""
        found: dict[int, Field] = {}
        for name, position in self.columns.items():
            found.setdefault(position, self.contract.field(name))
        return found

    def held(self, header: Sequence[str]) -> dict[str, str]:
        """Give what people said as far as it held: by header, the name of the field read from it, or ''.

        Said by hand of the same file, this reads it in the same way, whatever is remembered by then.
        """
        fields, found = self.fields, dict[str, str]()
        for position in self.origins:
            key = header_key(header[position])
            item = fields.get(position)
            found[key] = found.get(key) or (item.name if item else "")
        return found


@cache
def vocabulary() -> frozenset[str]:
    """Every header that some contract knows, in canonical form; it helps to find the header row."""
    return frozenset(
        header_key(title)
        for contract in load_contracts().values()
        for item in contract.fields
        for title in item.titles
    )


def _claims(
    header: Sequence[str], contract: Contract, said: Mapping[int, Assignment]
) -> Iterable[tuple[int, int, int]]:
    """Yield (preference, order of the field, position) of the columns that may be a field."""
    keys = [header_key(text) for text in header]
    for order, item in enumerate(contract.fields):
        titles = [header_key(title) for title in item.titles]
        for position, key in enumerate(keys):
            assignment = said.get(position)
            if assignment is not None:
                if assignment.field is item:
                    yield _SAID[assignment.origin], order, position
            elif key in titles:
                place = titles.index(key)
                yield (_ALIAS + place if place else _TITLE), order, position


def match_contract(header: Sequence[str], contract: Contract, said: Said = NOTHING) -> Match:
    """Lay a header against one contract.

    A column goes to the field that prefers it most; a second column for the same field is left out with a
    warning, and so is a column that no field knows, unless somebody said to leave it out.
    """
    assigned = assignments(header, contract, said)
    columns: dict[str, int] = {}
    taken: dict[int, str] = {}
    rivals: dict[int, str] = {}
    exact = 0
    for preference, order, position in sorted(_claims(header, contract, assigned)):
        name = contract.fields[order].name
        if position in taken:
            continue
        if name in columns:
            rivals.setdefault(position, name)
            continue
        columns[name], taken[position] = position, name
        exact += preference < _ALIAS
    _district_from_code(columns)
    findings = []
    for position, text in enumerate(header):
        assignment = assigned.get(position)
        if position in taken or not text.strip() or (assignment and assignment.is_left_out):
            continue
        if position in rivals:
            kept = columns[rivals[position]]
            by_hand = all(at in assigned and assigned[at].origin == BY_HAND for at in (position, kept))
            findings.append(_second_column(header, contract.field(rivals[position]), position, kept, by_hand))
        elif assignment is not None:
            findings.append(_unknown_field(text, contract, assignment))
        else:
            findings.append(
                make_finding("column.extra", level=WARNING, column=text, value=text, dataset=contract.title)
            )
    missing = tuple(item for item in contract.fields if item.required and item.name not in columns)
    origins = {position: assignment.origin for position, assignment in assigned.items()}
    return Match(contract, columns, exact, missing, tuple(findings), origins)


def _district_from_code(columns: dict[str, int]) -> None:
    """A file that gives only the district's code gives the district."""
    if "district" not in columns and "district_code" in columns:
        columns["district"] = columns["district_code"]


def _second_column(header: Sequence[str], item: Field, position: int, kept: int, by_hand: bool) -> Finding:
    """Say which of two columns for one field was left out; whoever named both by hand has to choose."""
    must_choose = by_hand and header_key(header[position]) != header_key(header[kept])
    return make_finding(
        "column.two_by_hand" if must_choose else "column.duplicate",
        level=ERROR if must_choose else WARNING,
        column=item.title,
        value=header[position],
        other=header[kept],
    )


def _unknown_field(text: str, contract: Contract, assignment: Assignment) -> Finding:
    return make_finding(
        "column.unknown_field",
        column=text,
        value=assignment.text,
        dataset=contract.title,
        allowed="、".join(item.title for item in contract.fields),
    )


def recognise(header: Sequence[str], said: Said = NOTHING) -> tuple[Match | None, tuple[Finding, ...]]:
    """Find the dataset of a header, or take the one that was named.

    Returns the match, or None with the error that says what was wanted.  Raises EduboardError
    ``dataset.unknown_name`` when the named dataset does not exist.
    """
    contracts = load_contracts()
    if said.dataset is not None:
        if said.dataset not in contracts:
            raise EduboardError("dataset.unknown_name", dataset=said.dataset, allowed="、".join(contracts))
        match = match_contract(header, contracts[said.dataset], said)
        return match, missing_columns(match.missing)
    matches = [match_contract(header, contract, said) for contract in contracts.values()]
    known = [match for match in matches if _is_recognised(match)] or [
        match for match in matches if _is_known_by_kind(match, header)
    ]
    complete = [match for match in known if match.is_complete] or [
        match for match in known if all(item.name in (*OF_WHOLE_TABLE, KIND) for item in match.missing)
    ]
    if complete:
        most = max(map(_fit, complete))
        best = [match for match in complete if _fit(match) == most]
        if len(best) == 1:
            return best[0], missing_columns(best[0].missing)
        return None, (
            make_finding("dataset.ambiguous", value="、".join(match.contract.title for match in best)),
        )
    nearest = max(known or matches, key=_likeness)
    if known:
        return nearest, missing_columns(nearest.missing)
    return None, (
        make_finding(
            "dataset.unknown",
            value="、".join(text for text in header if text.strip())[:200],
            nearest=nearest.contract.title,
            missing="、".join(item.title for item in nearest.missing),
        ),
    )


def _fit(match: Match) -> tuple[int, int]:
    """How well a header fits: columns it fills, and how many of them by their very title."""
    return len(match.columns), match.exact


def _is_recognised(match: Match) -> bool:
    return all(name in match.columns for name in match.contract.recognise)


def _is_known_by_kind(match: Match, header: Sequence[str]) -> bool:
    """Tell whether a table lacks the column of the kind alone, and names its column of names after one: 课题名称."""
    lacking = [name for name in match.contract.recognise if name not in match.columns]
    return lacking == [KIND] and "name" in match.columns and len(kinds_in_header(header)) == 1


def _likeness(match: Match) -> tuple[bool, int, float]:
    """The columns in common say more than what is missing: some tables ask for little more than a school's name."""
    required = sum(item.required for item in match.contract.fields)
    return _is_recognised(match), len(match.columns), 1 - len(match.missing) / required


def missing_columns(fields: Iterable[Field]) -> tuple[Finding, ...]:
    """Say of each required field that no column is it."""
    return tuple(
        make_finding("column.missing", column=item.title, aliases="、".join(item.titles[:6]))
        for item in fields
    )
