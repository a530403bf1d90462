"""Chinese numerals in cells: 四十五, 三百零二, 一千二百余."""

from __future__ import annotations

import re

_DIGIT = "[一二三四五六七八九]"
_NUMERAL = re.compile(
    rf"(?:(?P<thousands>{_DIGIT}|两)千)?(?P<no_hundreds>零)?(?:(?P<hundreds>{_DIGIT}|两)百)?(?P<no_tens>零)?"
    rf"(?:(?P<tens>{_DIGIT})?(?P<ten>十))?(?P<ones>{_DIGIT}|两)?"
)
_RUN = re.compile("[零一二三四五六七八九两十百千]+")
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_LIKE_A_DASH = "一"


def in_digits(text: str) -> str:
    """Write a text's one numeral in digits; a text without one, or with one that may mean several, stays as it is.

    三百二 may be 302 or 320, 四五 is four or five, and a bare 一 may be a dash.
    """
    runs = _RUN.findall(text)
    if len(runs) != 1 or text == _LIKE_A_DASH:
        return text
    value = read_numeral(runs[0])
    return text if value is None else text.replace(runs[0], str(value), 1)


def read_numeral(numeral: str) -> int | None:
    """Read a numeral that is written in full; None for what is none."""
    match = _NUMERAL.fullmatch(numeral)
    if match is None or numeral != _written(match):
        return None
    counts = [match[name] for name in ("thousands", "hundreds", "tens", "ones")]
    if match["ten"] and not match["tens"]:
        counts[2] = "一"
    return int("".join(str(_VALUES[count or "零"]) for count in counts))


def _written(match: re.Match[str]) -> str:
    """Write a numeral as it is written in full, with 零 for each gap and nowhere else."""
    thousands, hundreds, tens, ones = (match[name] for name in ("thousands", "hundreds", "tens", "ones"))
    text = f"{thousands}千" if thousands else ""
    text += f"{hundreds}百" if hundreds else ""
    if match["ten"]:
        if not tens and text:
            return ""
        text += "零" * bool(thousands and not hundreds) + f"{tens or ''}十"
    if ones:
        text += "零" * bool(text and not match["ten"]) + ("" if ones == "两" and text else ones)
    return text
