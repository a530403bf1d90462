"""Code tables (学段, 级别, 称号, 区划 …): the closed vocabularies, read once from ``data/codes``.

A table is a CSV with at least ``name`` and ``aliases`` (separated by ``|``); every other column is an
attribute that metrics may use, such as whether a title counts as 骨干教师.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eduboard.settings import PROJECT_ROOT

CODES_DIR = PROJECT_ROOT / "data" / "codes"


@dataclass(frozen=True)
class CodeTable:
    """A closed vocabulary: canonical names, what else they are called, and their attributes."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The canonical names, in the order of the file."""
        return tuple(row["name"] for row in self.rows)

    def spellings(self) -> dict[str, str]:
        """Map every accepted spelling (name, alias, numeric code) to its canonical name."""
        found: dict[str, str] = {}
        for row in self.rows:
            for spelling in (*row.get("aliases", "").split("|"), row.get("code", "")):
                if spelling:
                    found.setdefault(spelling, row["name"])
        return found | {row["name"]: row["name"] for row in self.rows}


@cache
def load_code_table(name: str) -> CodeTable:
    """Read ``data/codes/<name>.csv``."""
    return read_code_table(CODES_DIR / f"{name}.csv")


def read_code_table(path: Path) -> CodeTable:
    """Read a code table from a CSV file in UTF-8."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = tuple(reader)
        return CodeTable(path.stem, tuple(reader.fieldnames or ()), rows)


def code_table_names() -> tuple[str, ...]:
    """Name every code table that the deployment has."""
    return tuple(sorted(path.stem for path in CODES_DIR.glob("*.csv")))


@dataclass(frozen=True)
class Region:
    """An administrative division (行政区划, GB/T 2260)."""

    code: str
    name: str
    parent_code: str
    level: str
    successor: str
    alternative_codes: tuple[str, ...]


@cache
def load_regions() -> tuple[Region, ...]:
    """Read the divisions that this deployment knows, historical ones included."""
    return tuple(
        Region(
            code=row["code"],
            name=row["name"],
            parent_code=row["parent_code"],
            level=row["level"],
            successor=row["successor"],
            alternative_codes=tuple(filter(None, row["aliases"].split("|"))),
        )
        for row in load_code_table("regions").rows
    )


@cache
def region_names() -> dict[str, str]:
    """Map each division's code to its name."""
    return {region.code: region.name for region in load_regions()}
