"""From spellings to typed rows: ``incoming`` has the contract's columns with line, school and qualifiers.

A column's values are its readings in the place of its spellings; rows are not touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute

from eduboard.contracts import REGISTRY, SCOPE_FIELDS, Contract, Field
from eduboard.intake.normalise import FieldReadings, ReadRows, join_columns
from eduboard.intake.reading.columns import Staged
from eduboard.store.store import Session

_BATCH = 122_880
"""Rows that the engine keeps together; of smaller batches it first has to make such in memory."""

_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def build_incoming(session: Session, name: str, contract: Contract, parts: Sequence[ReadRows]) -> None:
    """Create the temporary view or table of the typed rows of one table, of all its sheets and files.

    A spelling with an error reads as NULL; nothing is published while there is one.
    """
    columns = join_columns(parts, contract)
    by_name = {item.field.name: item for item in columns}
    values = f"{name}_values"
    session.register(values, _typed(parts, columns))
    selected = [
        f"{_value_of(by_name, field)} AS {field.name}" for field in contract.fields if _is_kept(field)
    ]
    school, school_join = _school(contract, by_name)
    # What the registry says of a school is said now: only rows without such a join may wait as a view.
    kind = "TABLE" if school_join else "VIEW"
    session.execute(
        f"CREATE TEMP {kind} {name} AS SELECT s.line, s.place, {', '.join(selected)}, "  # noqa: S608 - contract names only
        f"{school} AS school, {_annual(by_name)} AS annual, {_qualifiers(contract, by_name)} AS qualifiers "
        f"FROM {values} AS s {school_join}"
    )
    if school_join:
        session.unregister(values)


def show_incoming(session: Session, name: str, condition: str = "true") -> None:
    """Give a table's typed rows, all or those that meet a condition, the other name by which the rules know them."""
    rows = f"SELECT * FROM {name} WHERE {condition}"  # noqa: S608 - our own names
    session.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS {rows}")


def _is_kept(item: Field) -> bool:
    return item.kind != "district_code"


def _typed(parts: Sequence[ReadRows], columns: Sequence[FieldReadings]) -> Any:
    """Lay the typed columns of all parts one below the other, and number the pairs of period and district."""
    places = {name: _numbers(item) for item in columns if (name := item.field.name) in SCOPE_FIELDS}
    tables = [pa.table(_typed_columns(part, columns, places)) for part in parts]
    whole = tables[0] if len(tables) == 1 else _below_each_other(tables)
    # What it took to put them together is given back, rather than kept for later by Arrow.
    pa.default_memory_pool().release_unused()
    return whole


def _typed_columns(
    part: ReadRows, columns: Sequence[FieldReadings], places: Mapping[str, Mapping[Any, int]]
) -> dict[str, Any]:
    staged, by_name = part.staged, part.by_name
    arrays = {"line": pyarrow.compute.add(staged.lines, part.first) if part.first else staged.lines}
    arrays["place"] = _places(part, places)
    for item in columns:
        own, kind = by_name.get(item.field.name), _ARROW_TYPES[item.field.type]
        arrays[item.field.name] = (
            _translated(staged, own, own.values, kind)
            if own
            else _all_alike(item.field.default, kind, staged.row_count)
        )
        for attribute in ("qualifier", "unit"):
            if own and item.has(attribute):
                words = {raw: getattr(reading, attribute) for raw, reading in own.readings.items()}
                arrays[_companion(item, attribute)] = _translated(staged, own, words, pa.string())
            elif item.has(attribute):
                arrays[_companion(item, attribute)] = _all_alike(None, pa.string(), staged.row_count)
    return arrays


def _all_alike(value: Any, kind: Any, count: int) -> Any:
    """Make the column of a part that has none."""
    if value is None and pa.types.is_string(kind):
        return pa.DictionaryArray.from_arrays(pa.nulls(count, pa.int32()), pa.array([], kind))
    return pa.repeat(pa.scalar(value, kind), count)


def _below_each_other(tables: Sequence[Any]) -> Any:
    """Make one table of several; columns that are written out in full in one of them are so in all."""
    written_out = {
        field.name for table in tables for field in table.schema if not pa.types.is_dictionary(field.type)
    }
    of_one_type = pa.schema(
        [
            pa.field(field.name, pa.string())
            if field.name in written_out and pa.types.is_dictionary(field.type)
            else field
            for field in tables[0].schema
        ]
    )
    whole = pa.concat_tables([table.cast(of_one_type) for table in tables]).unify_dictionaries()
    return pa.Table.from_batches(whole.combine_chunks().to_batches(_BATCH), whole.schema)


def _numbers(item: FieldReadings) -> dict[Any, int]:
    """Number the values of a field, so that two numbers tell a period and district."""
    return {value: number for number, value in enumerate(dict.fromkeys(item.values.values())) if value}


def _places(part: ReadRows, numbers: Mapping[str, Mapping[Any, int]]) -> Any:
    """Number the pairs of period and district of a part; null where one of them cannot be read."""
    found = []
    for name in SCOPE_FIELDS:
        item = part.by_name[name]
        codes = {raw: numbers[name].get(value) for raw, value in item.values.items()}
        found.append(_translated(part.staged, item, codes, pa.int64()))
    periods, districts = found
    room = 1 + max(numbers[SCOPE_FIELDS[1]].values(), default=0)
    return pyarrow.compute.add(pyarrow.compute.multiply(periods, room), districts)


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
