"""The datasets' contracts: Frictionless Table Schemas in ``data/contracts``, one JSON file each.

What the standard has no word for stands under the one extension key ``x-eduboard``: on a field its
``kind`` (how its cells are read), ``aliases``, the code table and the default; on the schema the scope, the
row key, whether it is a stock or a flow, and the field its counts are in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eduboard.settings import PROJECT_ROOT

CONTRACTS_DIR = PROJECT_ROOT / "data" / "contracts"
EXTENSION = "x-eduboard"
SCOPE_FIELDS = ("period", "district")
REGISTRY = "schools"
"""The dataset that says which schools there are (学校名录); the rows of the others are named by it."""

_SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


@dataclass(frozen=True)
class Field:
    """One column of a contract."""

    name: str
    title: str
    type: str
    kind: str
    description: str
    required: bool
    minimum: float | None
    maximum: float | None
    codes: str | None
    default: Any
    example: Any
    aliases: tuple[str, ...]

    @property
    def sql_type(self) -> str:
        """The DuckDB type that the store keeps it in."""
        return _SQL_TYPES[self.type]

    @property
    def titles(self) -> tuple[str, ...]:
        """The title and every alias, as headers may spell it."""
        return (self.title, *self.aliases)


@dataclass(frozen=True)
class Contract:
    """One dataset: its columns, its row key, how it behaves in time, and who hands it in when.

    ``expected`` is 'quarterly', 'yearly' (with the fourth quarter) or None for tables handed in when there is
    something to say.  ``covers`` names the stages whose schools must all be in it; none for tables that are not
    by school.  ``instead`` names the table that stands in for it where it has not been handed in.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    time: str
    key: tuple[str, ...]
    measure: str | None
    grain: str | None
    recognise: tuple[str, ...]
    expected: str | None = None
    covers: tuple[str, ...] = ()
    instead: str | None = None

    def field(self, name: str) -> Field:
        """Return the field of that name; raise KeyError when there is none."""
        return self._by_name[name]

    @property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    @property
    def has_school(self) -> bool:
        """Tell whether rows may name a school."""
        return "school_name" in self._by_name

    @property
    def stored_fields(self) -> tuple[Field, ...]:
        """The fields kept in the store: all but those that only help to read the file."""
        return tuple(
            field for field in self.fields if field.kind != "district_code" and field.name not in SCOPE_FIELDS
        )


def _parse_field(descriptor: Mapping[str, Any]) -> Field:
    constraints = descriptor.get("constraints", {})
    extension = descriptor.get(EXTENSION, {})
    return Field(
        name=descriptor["name"],
        title=descriptor["title"],
        type=descriptor["type"],
        kind=extension["kind"],
        description=descriptor.get("description", ""),
        required=bool(constraints.get("required", False)),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        codes=extension.get("codes"),
        default=extension.get("default"),
        example=descriptor.get("example"),
        aliases=tuple(extension.get("aliases", ())),
    )


def read_contract(path: Path) -> Contract:
    """Read one contract file."""
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    extension = descriptor[EXTENSION]
    return Contract(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        fields=tuple(_parse_field(field) for field in descriptor["fields"]),
        time=extension["time"],
        key=tuple(extension["key"]),
        measure=extension.get("measure"),
        grain=extension.get("grain"),
        recognise=tuple(extension["recognise"]),
        expected=extension.get("expected"),
        covers=tuple(extension.get("covers", ())),
        instead=extension.get("instead"),
    )


@cache
def load_contracts() -> dict[str, Contract]:
    """Read every contract, by dataset name."""
    contracts = (read_contract(path) for path in sorted(CONTRACTS_DIR.glob("*.json")))
    return {contract.name: contract for contract in contracts}
