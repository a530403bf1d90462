"""Whether every row of a table has a key of its own, told from numbers before any row is looked at.

A column's values are few, so each gets a number, and the numbers of a row's key make one: a million of them are laid
side by side in a hundredth of a second.  Which rows repeat a key, where some do, is then for the engine to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from eduboard.contracts import SCOPE_FIELDS, Contract
from eduboard.intake.normalise import FieldReadings, ReadRows, join_columns
from eduboard.intake.reading.columns import Staged

_Numbers = npt.NDArray[np.int64]

_LARGEST = 1 << 62
_ROOM_FOR_EACH_ROW = 16
"""Up to so many possible keys for each row are ticked off, more of them are sorted."""


def may_repeat_keys(parts: Sequence[ReadRows], contract: Contract) -> bool:
    """Tell whether two rows of any parts may have the same key; False is certain, True wants a closer look."""
    numbered = _number_keys(parts, contract)
    if numbered is None:
        return True
    keys, possible = numbered
    if possible <= _ROOM_FOR_EACH_ROW * len(keys):
        seen = np.zeros(possible, dtype=np.bool_)
        seen[keys] = True
        return int(np.count_nonzero(seen)) < len(keys)
    keys.sort()
    return bool((keys[1:] == keys[:-1]).any())


def _number_keys(parts: Sequence[ReadRows], contract: Contract) -> tuple[_Numbers, int] | None:
    """Number the rows by their keys, and count the keys there could be; None when that is not to be told here."""
    columns = {item.field.name: item for item in join_columns(parts, contract)}
    fields = _key_fields(contract, columns)
    if fields is None:
        return None
    names = [part.by_name for part in parts]
    keys, possible = np.zeros(sum(part.staged.row_count for part in parts), dtype=np.int64), 1
    for name in (name for name in fields if name in columns):
        absent = columns[name].field.default
        values = [
            value for own in names for value in (own[name].values.values() if name in own else [absent])
        ]
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        possible *= len(numbers)
        if possible > _LARGEST:
            return None
        keys *= len(numbers)
        keys += np.concatenate(
            [
                _numbered(part.staged, own[name], numbers)
                if name in own
                else np.full(part.staged.row_count, numbers[absent], dtype=np.int64)
                for part, own in zip(parts, names, strict=True)
            ]
        )
    return keys, possible


def _key_fields(contract: Contract, by_name: Mapping[str, FieldReadings]) -> list[str] | None:
    """Name the fields that make a key; None where a row's school or unit is not told by its one cell."""
    if "unit" in contract.key and any(item.has("unit") for item in by_name.values()):
        return None
    fields = [*SCOPE_FIELDS, *(name for name in contract.key if name != "school")]
    if "school" in contract.key:
        code, name = by_name.get("school_code"), by_name.get("school_name")
        if code is not None and (name is None or code.is_filled):
            fields.append("school_code")
        elif name is not None:
            return None
    return fields


def _numbered(staged: Staged, item: FieldReadings, numbers: Mapping[object, int]) -> _Numbers:
    """Put the number of its value in the place of every cell; an empty cell's comes last."""
    values = item.values
    empty = numbers.get(values[None], 0) if None in values else 0
    spelled = [numbers[value] for raw, value in values.items() if raw is not None]
    by_index = np.array([*spelled, empty], dtype=np.int64)
    chunks = staged.cells.column(item.column).chunks
    found = [
        by_index[chunk.indices.fill_null(len(spelled)).to_numpy(zero_copy_only=False)] for chunk in chunks
    ]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
