"""Text that leaves the product can never become a formula in somebody's spreadsheet."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10)),
}
"""Names that Windows keeps for devices, whatever the ending."""


def safe_cell(value: object) -> object:
    """Return a cell for CSV: text that a spreadsheet would take for a formula gets a leading apostrophe."""
    if isinstance(value, str) and (
        value.startswith(_FORMULA_STARTS) or value.lstrip().startswith(_FORMULA_STARTS)
    ):
        return f"'{value}"
    return value


def safe_file_name(text: str) -> str:
    """Return a name that any file system takes: no separators, no control characters, not too long."""
    kept = "".join(
        "_" if character in '\\/:*?"<>|' or not character.isprintable() else character for character in text
    )
    name = kept.strip(" .")[:80].strip(" .")
    if name.partition(".")[0].upper() in _RESERVED:
        name = f"_{name}"
    return name or "eduboard"
