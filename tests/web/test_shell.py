"""The words of Streamlit's tables, read from its own script: a later version that has more of them is noticed here."""

import re
from pathlib import Path

import streamlit

from eduboard.texts.shell import WORDS

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
OF_MARKDOWN_CELLS = {"Cancel (Escape)", "Edit"}
"""No table of ours has such a column."""


def test_every_word_of_a_tables_toolbar_and_menus_has_a_chinese_one() -> None:
    [script] = SCRIPTS.glob("DataFrame.*.js")
    found = set(re.findall(r"\blabel:`([A-Z0-9][^`$]+)`", script.read_text(encoding="utf-8")))
    assert {"Clear selection", "Median", "Percent"} <= found, "the labels are no longer where they were"
    translated = {word for words in WORDS.values() for word in words}
    assert found - translated - OF_MARKDOWN_CELLS == set()
