"""Text of a user's file, as Streamlit shows it unchanged."""

from __future__ import annotations

import re

_MARKUP = "\\`*_{}[]<>()#+-.!|~$:&"
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
JOINER = "\N{WORD JOINER}"  # takes no room


def plain(text: str) -> str:
    """Text of a user's file, with nothing in it that Markdown or HTML would act on.

    What looks like an address becomes a link even where every sign of it is escaped, unless it is broken in two.
    """
    broken = _ADDRESS.sub(JOINER, text)
    return "".join(f"\\{character}" if character in _MARKUP else character for character in broken)
