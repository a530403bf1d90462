"""Which dataset a table is, and which of its columns is which field: by name and alias, never by position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from eduboard.contracts import Contract, Field, load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.findings import WARNING, Finding, make_finding
from eduboard.intake.reading.headers import header_key


@dataclass(frozen=True)
class Match:
    """A table's columns laid against a contract.

    ``columns`` maps field names to column positions; ``exact`` counts those found by their title, not an alias.
    """

    contract: Contract
    columns: dict[str, int]
    exact: int
    missing: tuple[Field, ...]
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether every required field has its column."""
        return not self.missing


@cache
def vocabulary() -> frozenset[str]:
    """Every header that some contract knows, in canonical form; it helps to find the header row."""
    return frozenset(
        header_key(title)
        for contract in load_contracts().values()
        for item in contract.fields
        for title in item.titles
    )


def _candidates(header: Sequence[str], item: Field) -> Iterable[tuple[int, int]]:
    """Yield (preference, position) of the columns that may be this field; the title beats its aliases."""
    keys = [header_key(title) for title in item.titles]
    for position, text in enumerate(header):
        key = header_key(text)
        if key in keys:
            yield keys.index(key), position


def match_contract(header: Sequence[str], contract: Contract) -> Match:
    """Lay a header against one contract.

    A column goes to the field that prefers it most; a second column for the same field is left out with a
    warning, and so is a column that no field knows.
    """
    claims = sorted(
        (preference, order, position)
        for order, item in enumerate(contract.fields)
        for preference, position in _candidates(header, item)
    )
    columns: dict[str, int] = {}
    taken: dict[int, str] = {}
    rivals: dict[int, str] = {}
    exact = 0
    for preference, order, position in claims:
        name = contract.fields[order].name
        if position in taken:
            continue
        if name in columns:
            rivals.setdefault(position, name)
            continue
        columns[name], taken[position] = position, name
        exact += preference == 0
    _district_from_code(columns)
    findings = [
        _second_column(header, contract, position, columns[rivals[position]], rivals[position])
        if position in rivals
        else make_finding("column.extra", level=WARNING, column=text, value=text, dataset=contract.title)
        for position, text in enumerate(header)
        if position not in taken and text.strip()
    ]
    missing = tuple(item for item in contract.fields if item.required and item.name not in columns)
    return Match(contract, columns, exact, missing, tuple(findings))


def _district_from_code(columns: dict[str, int]) -> None:
    """A file that gives only the district's code gives the district."""
    if "district" not in columns and "district_code" in columns:
        columns["district"] = columns["district_code"]


def _second_column(header: Sequence[str], contract: Contract, position: int, kept: int, name: str) -> Finding:
    return make_finding(
        "column.duplicate",
        level=WARNING,
        column=contract.field(name).title,
        value=header[position],
        other=header[kept],
    )


def recognise(header: Sequence[str], dataset: str | None = None) -> tuple[Match | None, tuple[Finding, ...]]:
    """Find the dataset of a header, or take the one that was named.

    Returns the match, or None with the error that says what was wanted.  Raises EduboardError
    ``dataset.unknown_name`` when the named dataset does not exist.
    """
    contracts = load_contracts()
    if dataset is not None:
        if dataset not in contracts:
            raise EduboardError("dataset.unknown_name", dataset=dataset, allowed="、".join(contracts))
        match = match_contract(header, contracts[dataset])
        return match, _missing_columns(match)
    matches = [match_contract(header, contract) for contract in contracts.values()]
    complete = [match for match in matches if match.is_complete and _is_recognised(match)]
    if complete:
        most = max(map(_fit, complete))
        best = [match for match in complete if _fit(match) == most]
        if len(best) == 1:
            return best[0], ()
        return None, (
            make_finding("dataset.ambiguous", value="、".join(match.contract.title for match in best)),
        )
    nearest = max(matches, key=_likeness)
    if _is_recognised(nearest):
        return nearest, _missing_columns(nearest)
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


def _likeness(match: Match) -> tuple[bool, float, int]:
    required = sum(item.required for item in match.contract.fields)
    return _is_recognised(match), 1 - len(match.missing) / required, len(match.columns)


def _missing_columns(match: Match) -> tuple[Finding, ...]:
    return tuple(
        make_finding("column.missing", column=item.title, aliases="、".join(item.titles[:6]))
        for item in match.missing
    )
