"""Big text files in which every cell, or many, stands in quotation marks that it does not need: the same without them.

Programs that export tables often quote everything.  Such a file is proved here to have no mark but at the edges of
cells, and nothing inside two marks that they would have to protect; then it reads the same without them.
"""

from __future__ import annotations

import numpy as np

_BLOCK = 1 << 23
_LINE_ENDS = b"\r\n"


def without_quotes(text: bytes, delimiter: str, quote: str) -> bytes | None:
    """Return UTF-8 text without its quotation marks; None when a single one of them means something."""
    if not (delimiter.isascii() and quote.isascii()):
        return None
    characters = np.frombuffer(text, np.uint8)
    mark, edges = ord(quote), np.zeros(256, np.bool_)
    edges[[ord(delimiter), *_LINE_ENDS]] = True
    is_inside = False
    for start in range(0, len(characters), _BLOCK):
        block = characters[start : start + _BLOCK]
        is_mark = block == mark
        # Whether each character stands inside two marks; the mark that opens counts as inside, the one that closes not.
        inside = np.logical_xor.accumulate(is_mark)
        if is_inside:
            inside = ~inside
        if (inside & edges[block]).any():
            return None
        places = np.flatnonzero(is_mark)
        opens = inside[places]
        before, after = start + places[opens] - 1, start + places[~opens] + 1
        if not edges[characters[before[before >= 0]]].all():
            return None
        if not edges[characters[after[after < len(characters)]]].all():
            return None
        is_inside = bool(inside[-1])
    return None if is_inside else text.replace(quote.encode(), b"")
