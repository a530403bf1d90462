"""One cell's text to one value, or to the code of what is wrong with it: never a guess.

Every parser takes the raw text of the cell. Missing values come back as ``Parsed(None)`` without a problem.
"""

from __future__ import annotations

import re
from decimal import Decimal

from eduboard.intake.reading.numerals import in_digits
from eduboard.intake.reading.parsed import (
    EXCEL_DATE,
    FOOTNOTE,
    MISSING_VALUE,
    SCIENTIFIC,
    Parsed,
    broken_formula,
    half_width,
    problem,
    squeeze,
)
from eduboard.intake.reading.times import parse_date, parse_period
from eduboard.intake.reading.words import (
    ABOUT_PREFIXES,
    FALSE_WORDS,
    LOWER_BOUND_PREFIXES,
    MISSING,
    QUALIFIER_SUFFIXES,
    TRUE_WORDS,
    UNITS,
    UPPER_BOUND_PREFIXES,
)

__all__ = [
    "Parsed",
    "clean_name",
    "clean_text",
    "parse_boolean",
    "parse_code",
    "parse_date",
    "parse_integer",
    "parse_number",
    "parse_period",
]


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PLAIN_INTEGER = re.compile(r"-?[0-9]{1,15}")
_LARGEST_INTEGER = 2**63 - 1
_NUMBER = re.compile(
    rf"(?P<prefix>{_any_of(LOWER_BOUND_PREFIXES + UPPER_BOUND_PREFIXES + ABOUT_PREFIXES)})?"
    r"(?P<sign>[+-])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,25})?"
    r"(?P<fraction>\.[0-9]{1,25})?"
    r"(?P<early>[余多])?"
    r"(?P<scale>百万|千万|十|百|千|万|亿)?"
    rf"(?P<late>{_any_of(QUALIFIER_SUFFIXES)})?"
    rf"(?P<unit>%|‰|{_any_of(UNITS)})?"
    rf"(?P<end>{_any_of(QUALIFIER_SUFFIXES)})?"
)
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_SCALED_UNITS = {"万元": ("元", 4), "亿元": ("元", 8)}
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_FLOAT_CODE = re.compile(r"([0-9]{1,15})\.0+")
_VAGUE = frozenset({"余", "多", "左右", "上下"})
"""What says no more than the 约 before the number has said already."""
_SPACE_IN_NAME = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_INNER_SPACE = re.compile(r"\s+")


def clean_text(raw: str) -> Parsed:
    """Return the text without what nobody sees: edge and doubled spaces, line breaks, full-width letters."""
    text = squeeze(raw)
    if text.lower() in MISSING:
        return MISSING_VALUE
    if broken_formula(text):
        return problem("type.formula_error")
    return Parsed(_unwrap(text))


def clean_name(raw: str) -> Parsed:
    """Like ``clean_text``, without the space that forms put into names, and marks of footnotes: 张　三* is 张三."""
    parsed = clean_text(raw)
    if not isinstance(parsed.value, str):
        return parsed
    return Parsed(_SPACE_IN_NAME.sub("", FOOTNOTE.sub("", parsed.value) or parsed.value))


def parse_integer(raw: str, power: int = 0) -> Parsed:
    """Read a whole number; ``1.2万`` and ``45.0`` are whole, ``45.5`` and ``95%`` are not.

    ``power`` is that of ten by which the cell's column counts: 4 where it counts in 万.
    """
    if not power and _PLAIN_INTEGER.fullmatch(raw):
        return Parsed(int(raw))
    parsed = _parse_quantity(raw, "type.integer", power)
    if not isinstance(parsed.value, Decimal):
        return parsed
    whole = int(parsed.value)
    if parsed.unit in ("%", "‰") or whole != parsed.value or abs(whole) > _LARGEST_INTEGER:
        return problem("type.integer")
    return Parsed(whole, parsed.qualifier, None, parsed.unit)


def parse_number(raw: str, power: int = 0) -> Parsed:
    """Read a number as a float; ``95.5%`` is 0.955 with the unit ``%``, ``3.5万元`` is 35000 with ``元``.

    ``power`` is that of ten by which the cell's column counts.
    """
    parsed = _parse_quantity(raw, "type.number", power)
    if not isinstance(parsed.value, Decimal):
        return parsed
    return Parsed(float(parsed.value), parsed.qualifier, None, parsed.unit)


def _parse_quantity(raw: str, otherwise: str, column_power: int) -> Parsed:
    text = _unwrap(half_width(raw)).strip()
    if text.lower() in MISSING:
        return MISSING_VALUE
    if broken_formula(text):
        return problem("type.formula_error")
    text = text.replace("，", ",").replace("−", "-").replace("﹣", "-").replace("％", "%").replace("。", ".")
    match = _match_number(text) or _match_number(in_digits(FOOTNOTE.sub("", text)))
    if match is None:
        return _no_number(text, otherwise)
    marks = [match[name] for name in ("prefix", "early", "late", "end") if match[name]]
    if len(marks) > 1 and not (marks[0] in ABOUT_PREFIXES and _VAGUE.issuperset(marks[1:])):
        return problem(otherwise)
    if column_power and (match["scale"] or match["unit"]):
        return problem("type.counted_twice")
    digits = (match["digits"] or "0").replace(",", "").replace(" ", "")
    unit, power = _SCALED_UNITS.get(match["unit"] or "", (match["unit"], 0))
    power += column_power + _SCALES.get(match["scale"] or "", 0) - {"%": 2, "‰": 3}.get(unit or "", 0)
    value = Decimal(f"{match['sign'] or ''}{digits}{match['fraction'] or ''}").scaleb(power)
    return Parsed(value, marks[0] if marks else None, None, unit)


def _match_number(text: str) -> re.Match[str] | None:
    match = _NUMBER.fullmatch(text) or _NUMBER.fullmatch(_INNER_SPACE.sub("", _close_up(text)))
    return match if match is not None and (match["digits"] or match["fraction"]) else None


def _no_number(text: str, otherwise: str) -> Parsed:
    if EXCEL_DATE.fullmatch(text):
        return problem("type.excel_date")
    return problem("type.scientific" if SCIENTIFIC.fullmatch(text) else otherwise)


def _close_up(text: str) -> str:
    """Keep a text with a space between two digits as it is: ``1 2`` is not twelve."""
    return "?" if re.search(r"[0-9.,]\s+[0-9.,]", text) else text


def parse_boolean(raw: str) -> Parsed:
    """Read 是/否 in any of the usual spellings; 无 is no, a dash is missing."""
    text = squeeze(raw).lower()
    if text in FALSE_WORDS or text == "0.0":
        return Parsed(False)
    if text in TRUE_WORDS or text == "1.0":
        return Parsed(True)
    if text in MISSING:
        return MISSING_VALUE
    return problem("type.formula_error" if broken_formula(text) else "type.boolean")


def parse_code(raw: str) -> Parsed:
    """Read a code or number that is a name (标识码, 工号, 班号) as text, every digit as written."""
    text = _INNER_SPACE.sub("", _unwrap(squeeze(raw)))
    if text.lower() in MISSING:
        return MISSING_VALUE
    if broken_formula(text):
        return problem("type.formula_error")
    if SCIENTIFIC.fullmatch(text):
        return problem("type.scientific")
    if EXCEL_DATE.fullmatch(text):
        return problem("type.excel_date")
    float_code = _FLOAT_CODE.fullmatch(text)
    return Parsed(float_code[1] if float_code else text)


def _unwrap(text: str) -> str:
    """Take off what forces Excel to show text: ``="0123"`` and a leading apostrophe."""
    formula = _FORMULA_TEXT.fullmatch(text)
    if formula:
        return formula[1].strip()
    return text[1:].strip() if text[:1] == "'" and len(text) > 1 and text[-1:] != "'" else text
