"""A table of rows: to scroll, sort and choose from on the screen, whole in the official views."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import unquote

import pandas as pd
import streamlit as st

from eduboard.texts.formats import UNDEFINED
from eduboard.ui.page_view import page_view

_ROWS_SHOWN_WHOLE = 40


def rows_height(count: int) -> Literal["content", "auto"]:
    """The height of a table on the screen: so many rows are shown whole, more of them scroll."""
    return "content" if count <= _ROWS_SHOWN_WHOLE else "auto"


def show_rows(rows: pd.DataFrame, *, column_config: Mapping[str, Any] | None = None, **options: Any) -> None:
    """Show rows; ``options`` are those of ``st.dataframe``, which matter on the screen only."""
    if not page_view().is_official:
        st.dataframe(rows, column_config=column_config, **options)
        return
    columns = column_config or {}
    written = {
        title: [write_cell(value, columns.get(str(title))) for value in column]
        for title, column in rows.items()
    }
    st.table(pd.DataFrame(written, columns=rows.columns), hide_index=bool(options.get("hide_index")))


def write_cell(value: Any, column: Mapping[str, Any] | None) -> str:
    """Write a cell as the screen shows it under this configuration: the text of a link, a number's format."""
    if value is None or value != value:  # noqa: PLR0124 - only nan is not itself
        return UNDEFINED
    kind = (column or {}).get("type_config") or {}
    match kind.get("type"):
        case "link":
            found = re.search(str(kind.get("display_text") or ""), str(value))
            return unquote(found[1]) if found and found.groups() else str(value)
        case "number":
            pattern = kind.get("format") or "localized"
            return f"{value:,}" if pattern == "localized" else pattern % value
    return str(value)
