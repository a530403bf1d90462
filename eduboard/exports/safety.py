"""Text that leaves the product is text: no formula in somebody's spreadsheet, nothing that breaks a document."""

from __future__ import annotations

import re

# Spreadsheets in Chinese take the full-width signs too; what nobody sees before a sign does not disarm it.
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
_RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10)),
}
"""Names that Windows keeps for devices, whatever the ending."""
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# What XML cannot hold, and what turns the direction of the text around it: a name could pass for another one.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
REPLACEMENT = "□"


def safe_cell(value: object) -> object:
    """Return a cell for CSV: text that a spreadsheet would take for a formula gets a leading apostrophe."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def safe_text(text: str) -> str:
    """Return one line of text for a document: line breaks become spaces, what cannot be printed a □."""
    return _UNPRINTABLE.sub(REPLACEMENT, _SPACES.sub(" ", text))


def safe_file_name(text: str) -> str:
    """Return a name that any file system takes: no separators, no control characters, not too long."""
    kept = "".join(
        "_" if character in '\\/:*?"<>|' or not character.isprintable() else character for character in text
    )
    name = kept.strip(" .")[:80].strip(" .")
    if name.partition(".")[0].upper() in _RESERVED:
        name = f"_{name}"
    return name or "eduboard"
