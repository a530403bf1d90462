"""How a field's column behaves in Excel: its number format, what may be entered, how wide it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from eduboard.codes import load_code_table
from eduboard.contracts import Field
from eduboard.texts import templates as texts

TEXT = "@"
DATE = "yyyy-mm-dd"
GENERAL = "General"
EARLIEST, LATEST = date(1949, 10, 1), date(2099, 12, 31)
CODE_LENGTHS = {"school_code": 10, "district_code": 6}
_NARROWEST, _WIDEST = 8, 36


def number_format(field: Field) -> str:
    """Give a column's number format.

    Codes are text, so that no zero and no digit is lost, and 9-12 does not become a date.  A quantity is text, too:
    Excel would keep 54.02% as 0.5402 and drop the unit.
    """
    if field.type == "date":
        return DATE
    return GENERAL if field.type in ("integer", "number") and field.kind != "quantity" else TEXT


def allowed_values(field: Field) -> tuple[str, ...]:
    """List the words that a field takes, () when it takes any."""
    if field.kind == "boolean":
        return texts.YES_NO
    return load_code_table(field.codes).values if field.codes else ()


def validation(field: Field, first_cell: str) -> dict[str, Any] | None:
    """Give the rule for a column's cells that is no list of words, None when there is none.

    ``first_cell`` is the address a formula is written for.  Every rule warns and lets the clerk go on: the check
    reads more spellings (90余, 2025年第三季度) than Excel can be taught.
    """
    match field.kind:
        case "count":
            return _warning(_range("integer", field.minimum, field.maximum), texts.ENTER_COUNT)
        case "number":
            return _warning(_range("decimal", field.minimum, field.maximum), texts.ENTER_NUMBER)
        case "date":
            rule = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
            return _warning(rule, texts.ENTER_DATE)
        case "period":
            rule = {"validate": "custom", "value": _quarter_formula(first_cell)}
            return _warning(rule, texts.ENTER_PERIOD)
        case "school_code" | "district_code":
            length = CODE_LENGTHS[field.kind]
            rule = {"validate": "length", "criteria": "==", "value": length}
            return _warning(rule, texts.ENTER_CODE.format(length=length))
        case _:
            return None


def _warning(rule: dict[str, Any], message: str) -> dict[str, Any]:
    return rule | {"error_type": "warning", "error_title": texts.LOOK_AGAIN, "error_message": message}


def _range(kind: str, minimum: float | None, maximum: float | None) -> dict[str, Any]:
    if maximum is None:
        return {"validate": kind, "criteria": ">=", "value": minimum or 0}
    return {"validate": kind, "criteria": "between", "minimum": minimum or 0, "maximum": maximum}


def _quarter_formula(cell: str) -> str:
    return (
        f'=AND(LEN({cell})=6,ISNUMBER(VALUE(LEFT({cell},4))),MID({cell},5,1)="Q",'
        f'ISNUMBER(FIND(RIGHT({cell},1),"1234")))'
    )


def width(title: str, values: Sequence[object]) -> float:
    """Give a column's width in characters, for its title and what stands beneath it."""
    longest = max((display_width(str(value)) for value in values if value is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, display_width(title) + 3, longest + 2))


def display_width(text: str) -> int:
    """Give a text's width in characters: a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
