"""From spellings to typed rows: ``incoming`` has the contract's columns with line, school and qualifiers.

A column's values are its readings in the place of its spellings; rows are not touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute

from eduboard.contracts import REGISTRY, SCOPE_FIELDS, Contract, Field
from eduboard.intake.normalise import FieldReadings
from eduboard.intake.staging import Staged
from eduboard.store.store import Session

_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def build_incoming(
    session: Session, name: str, contract: Contract, staged: Staged, columns: Sequence[FieldReadings]
) -> None:
    """Create the temporary view or table of a staged table's typed rows, and ``incoming`` as its other name.

    A spelling with an error reads as NULL; nothing is published while there is one.
    """
    by_name = {item.field.name: item for item in columns}
    session.register(f"{name}_values", _typed(staged, columns))
    selected = [
        f"{_value_of(by_name, field)} AS {field.name}" for field in contract.fields if _is_kept(field)
    ]
    school, school_join = _school(contract, by_name)
    # What the registry says of a school is said now: only rows without such a join may wait as a view.
    kind = "TABLE" if school_join else "VIEW"
    session.execute(
        f"CREATE TEMP {kind} {name} AS SELECT s.line, s.place, {', '.join(selected)}, "  # noqa: S608 - contract names only
        f"{school} AS school, {_annual(by_name)} AS annual, {_qualifiers(contract, by_name)} AS qualifiers "
        f"FROM {name}_values AS s {school_join}"
    )
    show_incoming(session, name)


def show_incoming(session: Session, name: str, condition: str = "true") -> None:
    """Give a table's typed rows, all or those that meet a condition, the other name by which the rules know them."""
    rows = f"SELECT * FROM {name} WHERE {condition}"  # noqa: S608 - our own names
    session.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS {rows}")


def _is_kept(item: Field) -> bool:
    return item.kind != "district_code"


def _typed(staged: Staged, columns: Sequence[FieldReadings]) -> Any:
    arrays = {"line": staged.lines}
    arrays["place"] = _places(staged, columns)
    for item in columns:
        readings = item.readings
        arrays[item.field.name] = _translated(staged, item, item.values, _ARROW_TYPES[item.field.type])
        for attribute in ("qualifier", "unit"):
            if item.has(attribute):
                words = {raw: getattr(reading, attribute) for raw, reading in readings.items()}
                arrays[_companion(item, attribute)] = _translated(staged, item, words, pa.string())
    # What it took to put them together is given back, rather than kept for later by Arrow.
    pa.default_memory_pool().release_unused()
    return pa.table(arrays)


def _places(staged: Staged, columns: Sequence[FieldReadings]) -> Any:
    """Number the pairs of period and district; null where one of them cannot be read."""
    numbers = []
    for name in SCOPE_FIELDS:
        item = next(item for item in columns if item.field.name == name)
        values = {value: number for number, value in enumerate(dict.fromkeys(item.values.values())) if value}
        codes = {raw: values.get(value) for raw, value in item.values.items()}
        numbers.append((_translated(staged, item, codes, pa.int64()), len(item.values)))
    (periods, _), (districts, district_count) = numbers
    return pyarrow.compute.add(pyarrow.compute.multiply(periods, district_count), districts)


def _companion(item: FieldReadings, attribute: str) -> str:
    return f"{item.field.name}_{attribute}_"


def _translated(staged: Staged, item: FieldReadings, values: Mapping[str | None, Any], kind: Any) -> Any:
    """Put values in the place of a column's spellings."""
    spellings = [raw for raw in values if raw is not None]
    translated = [values[raw] for raw in spellings]
    empty = values.get(None)
    if empty is not None:
        translated.append(empty)
    dictionary = pa.array(translated, kind)
    chunks = []
    for chunk in staged.cells.column(item.column).chunks:
        indices = chunk.indices if empty is None else chunk.indices.fill_null(len(spellings))
        if pa.types.is_string(kind) and not dictionary.null_count:
            chunks.append(pa.DictionaryArray.from_arrays(indices, dictionary, safe=False))
        else:
            chunks.append(dictionary.take(indices))
    return pa.chunked_array(chunks)


def _value_of(by_name: Mapping[str, FieldReadings], item: Field) -> str:
    value = f"s.{item.name}" if item.name in by_name else _constant(item)
    if item.name == "unit":
        measured = next((other for other in by_name.values() if other.field.kind == "quantity"), None)
        if measured is not None and measured.has("unit"):
            return f"coalesce({value}, s.{_companion(measured, 'unit')})"
    return value


def _constant(item: Field) -> str:
    return f"NULL::{item.sql_type}" if item.default is None else str(int(item.default))


def _annual(by_name: Mapping[str, FieldReadings]) -> str:
    found = by_name.get("period")
    if found is None or not found.has("qualifier"):
        return "false"
    return f"coalesce(s.{_companion(found, 'qualifier')} = 'annual', false)"


def _qualifiers(contract: Contract, by_name: Mapping[str, FieldReadings]) -> str:
    """Write the expression for ``field=限定;field=限定``: the cell's own word, else the row's 限定 column."""
    parts = []
    stated = by_name.get("qualifier")
    stated_value = _value_of(by_name, stated.field) if stated else None
    for item in by_name.values():
        if item.field.type not in ("integer", "number"):
            continue
        own = f"s.{_companion(item, 'qualifier')}" if item.has("qualifier") else None
        row = stated_value if item.field.name == contract.measure else None
        words = [word for word in (own, row) if word]
        if words:
            parts.append(_qualifier(item.field.name, f"coalesce({', '.join(words)})"))
    if stated_value and contract.measure and contract.measure not in by_name:
        parts.append(_qualifier(contract.measure, stated_value))
    return f"nullif(concat_ws(';', {', '.join(parts)}), '')" if parts else "NULL::VARCHAR"


def _qualifier(field_name: str, word: str) -> str:
    # A semicolon of the user's own would end the word.
    return f"'{field_name}=' || replace({word}, ';', '；')"


def _school(contract: Contract, by_name: Mapping[str, FieldReadings]) -> tuple[str, str]:
    """Write the expression for a row's school and the join it needs.

    A school is its code; else the registry's code for that name in that district; else the name itself.
    """
    code, name = by_name.get("school_code"), by_name.get("school_name")
    if not contract.has_school or (code is None and name is None):
        return ("NULL::VARCHAR", "")
    if contract.name == REGISTRY or name is None or (code is not None and code.is_filled):
        return (_value_of(by_name, contract.field("school_code")), "")
    stated, named = (_value_of(by_name, contract.field(item)) for item in ("school_code", "school_name"))
    district = _value_of(by_name, contract.field("district"))
    join = f"LEFT JOIN unique_school_names AS n ON n.district = {district} AND n.school_name = {named}"
    return (f"coalesce({stated}, n.school, {named})", join)
