"""一图一码: how a figure is made, and the short code that stands for it.

A recipe says how a figure or table is made, so that it can be made again.  Its imprint adds what it was made from
and what came out; the code is a digest of that.  So the same picture has the same code wherever it is made, on
screen or in a Word file, today or after a restart, and changed data gives another code.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from eduboard.errors import EduboardError

TREND, RANKING, HEAT, TABLE, COMPOSITION = "trend", "ranking", "heat", "table", "composition"
FLOW, DISTRIBUTION, LARGEST, COVERAGE, SCHOOLS = "flow", "distribution", "largest", "coverage", "schools"
INDICATORS, BREAKDOWN, BREAKDOWN_TABLE, PULLS = "indicators", "breakdown", "breakdown table", "pulls"
SCHOOL, SERIES, AREA = "school", "series", "area"
"""The kinds of figures; ``recipes`` makes them again."""

V = TypeVar("V")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter looks like a digit or another letter."""
_LOOK_ALIKE = str.maketrans("OIL", "011")
_LENGTH, _BITS = 8, 5
_SEPARATORS = frozenset(" -_–—−·.")
LONGEST_TYPED = 64
_UNSHOWN = "□"


@dataclass(frozen=True)
class Recipe:
    """How a figure is made: its kind, its metrics, the filters, and what else that kind has to be told.

    ``filters`` and ``details`` are pairs of name and value, sorted by name; what is at its default is left out.
    """

    kind: str
    metrics: tuple[str, ...]
    filters: tuple[tuple[str, str | int], ...]
    details: tuple[tuple[str, str], ...] = ()

    @property
    def filter_values(self) -> dict[str, Any]:
        """The filters by name."""
        return dict(self.filters)

    def detail(self, name: str) -> str:
        """One of the details; raises KeyError when the kind has none of that name."""
        return dict(self.details)[name]

    def as_json(self) -> dict[str, Any]:
        """Give the recipe as plain values."""
        return {
            "kind": self.kind,
            "metrics": list(self.metrics),
            "filters": dict(self.filters),
            "details": dict(self.details),
        }


def sorted_pairs(values: Mapping[str, V]) -> tuple[tuple[str, V], ...]:
    """Give values as a recipe keeps them."""
    return tuple(sorted((name, value) for name, value in values.items() if value))


def stated_filters(filters: Any) -> tuple[tuple[str, str], ...]:
    """Give a dataclass of filters as a recipe keeps them: what differs from the default."""
    defaults = {item.name: item.default for item in fields(filters)}
    return sorted_pairs({name: value for name, value in asdict(filters).items() if value != defaults[name]})


def read_recipe(stated: Mapping[str, Any]) -> Recipe:
    """Read a recipe from plain values; raises KeyError or TypeError where they are none."""
    return Recipe(
        kind=str(stated["kind"]),
        metrics=tuple(map(str, stated["metrics"])),
        filters=sorted_pairs(stated["filters"]),
        details=sorted_pairs(stated["details"]),
    )


@dataclass(frozen=True)
class Value:
    """One number or text of a figure: where it stands, and the word that goes with it (余, 年度, 已报 41/46 校)."""

    row: str
    column: str
    value: float | str | None
    word: str = ""
    metric: str = ""


@dataclass(frozen=True)
class Imprint:
    """What a figure's code stands for.

    ``versions`` gives a digest of each metric's definition; ``districts`` are those that the figure shows, ``visible``
    those that its viewer might see at all, None for all.  ``values`` are the numbers as JSON, for the register; the
    digest speaks for them.
    """

    recipe: Recipe
    versions: tuple[tuple[str, str], ...]
    districts: tuple[str, ...]
    visible: tuple[str, ...] | None
    digest: str
    values: str = field(compare=False, repr=False)

    @property
    def code(self) -> str:
        """The short code, without its hyphen."""
        return encode_digest(self.digest)


def digest_of(*parts: object) -> str:
    """Give the SHA-256 of plain values, the same in every process."""
    return hashlib.sha256(plain_json(parts).encode("utf-8", "surrogatepass")).hexdigest()


def plain_json(value: object) -> str:
    """Write plain values as JSON, always in the same way."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode_digest(digest: str) -> str:
    """Give the first 40 bits of a digest as eight letters and digits."""
    number = int(digest[: _LENGTH * _BITS // 4], 16)
    return "".join(
        _ALPHABET[number >> (_BITS * place) & (len(_ALPHABET) - 1)] for place in reversed(range(_LENGTH))
    )


def format_code(code: str) -> str:
    """Write a code as it is printed: 7K3M-Q2PD."""
    return f"{code[: _LENGTH // 2]}-{code[_LENGTH // 2 :]}"


def _harmless(typed: str) -> str:
    """What somebody typed, to be shown to them: a link or a tag in it is none any more."""
    return "".join(
        character if character.isalnum() or character in _SEPARATORS else _UNSHOWN
        for character in typed[:LONGEST_TYPED]
    )


def parse_code(typed: str) -> str:
    """Read a code as people type it: small letters, without the hyphen, O for 0 and I or L for 1.

    Raises EduboardError ``figure.invalid``.
    """
    text = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(_LOOK_ALIKE)
    code = "".join(character for character in text if character not in _SEPARATORS)
    if len(code) != _LENGTH or not set(code) <= set(_ALPHABET):
        raise EduboardError("figure.invalid", typed=_harmless(typed))
    return code
