"""What stands in a template before a clerk opens it: nothing, or the schools of a district and quarter."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eduboard.codes import load_code_table, region_names
from eduboard.contracts import REGISTRY, Contract, Field, load_contracts
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.own_school import is_for_schools
from eduboard.metrics.coverage import instead_of
from eduboard.periods import require_period
from eduboard.settings import Settings
from eduboard.store.queries import load_query
from eduboard.store.store import Row, Session

_NEVER_FILLED_IN = ("source", "note")
"""Where last quarter's numbers came from says nothing of this quarter's."""
_SCHOOL = ("school_code", "school_name")

Line = Mapping[str, Any]
"""Values by the name of the field."""


@dataclass(frozen=True)
class Form:
    """A dataset's template and the lines that are filled in."""

    contract: Contract
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Place:
    """The district and quarter that a template is for."""

    district: str
    period: str

    @property
    def district_name(self) -> str:
        """The district's name."""
        return region_names()[self.district]


def require_place(session: Session, district: str, period: str) -> Place:
    """Give the district and quarter; raise EduboardError for an unknown one, AccessDenied for somebody else's."""
    if district not in region_names():
        raise EduboardError("district.unknown_code", district=district)
    if not session.viewer.may_see(district):
        raise AccessDenied("access.district", districts=region_names()[district])
    require_period(period)
    return Place(district, period)


def fill_in(session: Session, settings: Settings, contract: Contract, place: Place) -> Form:
    """Fill a template in with the district's schools, and with what else names a line but its numbers.

    The registry itself comes whole: it hardly changes.  Tables that are not by school stay blank.  A school's account
    gets the lines of its own school, and blank what no school hands in.
    """
    if contract.name == REGISTRY:
        kept = [field.name for field in contract.stored_fields if field.name not in _NEVER_FILLED_IN]
        lines: Iterable[Line] = [_only(row, kept) for row in _last_rows(session, contract, place)]
    elif contract.covers:
        lines = _lines_by_school(session, settings, contract, place)
    else:
        lines = ()
    if own := session.viewer.school:
        lines = [line for line in lines if is_for_schools(contract) and line["school_code"] == own]
    where = {"period": place.period, "district": place.district_name, "district_code": place.district}
    return Form(contract, tuple({**where, **line} for line in lines))


def fill_in_all(session: Session, settings: Settings, place: Place) -> list[Form]:
    """Fill every table of a quarter in.

    Of two tables that stand in for each other only the one that the district hands in: a clerk would have to empty
    the other.
    """
    forms = {name: fill_in(session, settings, contract, place) for name, contract in load_contracts().items()}
    for name, form in forms.items():
        instead = instead_of(name)
        if instead is not None and _last_rows(session, load_contracts()[instead], place):
            forms[name] = Form(form.contract)
    return list(forms.values())


def _last_rows(session: Session, contract: Contract, place: Place) -> list[Row]:
    sql = load_query("store/last_rows").sql.format(dataset=contract.name)
    return session.fetch(sql, {"district": place.district, "period": place.period})


def _lines_by_school(
    session: Session, settings: Settings, contract: Contract, place: Place
) -> list[dict[str, Any]]:
    """List the lines of last quarter's hand-in, school by school as the registry has them, and the schools it lacked.

    Where there is no registry, or the district hands in nothing but totals, last quarter's lines are the form.
    """
    naming = _naming_fields(contract)
    known: defaultdict[str | None, dict[tuple[Any, ...], dict[str, Any]]] = defaultdict(dict)
    for row in _last_rows(session, contract, place):
        line = _only(row, [*_SCHOOL, *(field.name for field in naming)])
        known[row["school"]].setdefault(tuple(line.values()), line)
    registry = session.run("store/registry_of", district=place.district, period=place.period)
    if not registry or {*known} == {None}:
        return [line for lines in known.values() for line in lines.values()]
    found = [*known[None].values()]
    for row in registry:
        school = {"school_code": row["school"], "school_name": row["school_name"]}
        stages = [stage for stage in row["stages"] or () if stage in contract.covers]
        # A hand-in from before the registry may know the school by its name only.
        lines = [*(known.get(row["school"]) or known.get(row["school_name"]) or {}).values()]
        found += [line | school for line in lines or _new_lines(naming, stages, settings)]
    return found


def _naming_fields(contract: Contract) -> list[Field]:
    """The fields beside the school that say which line it is: 学段, 年级, 班额组."""
    return [field for field in contract.stored_fields if field.name in contract.key]


def _new_lines(naming: Sequence[Field], stages: Sequence[str], settings: Settings) -> list[dict[str, Any]]:
    """Give the lines of a school that was not in the table before; none where the table is not about its stages."""
    if not stages:
        return []
    choices = [_choices(field, stages, settings) for field in naming]
    names = [field.name for field in naming]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*choices)]


def _choices(field: Field, stages: Sequence[str], settings: Settings) -> Sequence[str | None]:
    match field.codes:
        case "stages":
            return stages
        case "class_bands":
            return load_code_table("class_bands").values
        case "training_standards":
            return (settings.training_standard,)
        case _:
            return (None,)


def _only(row: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}
