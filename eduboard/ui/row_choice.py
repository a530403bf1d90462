"""A table whose rows can be chosen: by their mark, or by any of their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from eduboard.ui.page_view import page_view
from eduboard.ui.rows import show_rows


def choose_row(
    rows: Sequence[Sequence[Any]], columns: Sequence[str], key: str, widths: Mapping[str, int] | None = None
) -> int | None:
    """Show the rows and give the position of the chosen one; None when none of those in sight is.

    ``widths`` are those of columns (in pixels) whose longest word may stand so far below that the table, which
    measures its first rows only, would cut it.
    """
    table = pd.DataFrame(rows, columns=list(columns))
    if page_view().is_official:
        show_rows(table, hide_index=True)
        return None
    state = st.dataframe(
        table,
        hide_index=True,
        column_config={name: st.column_config.Column(width=width) for name, width in (widths or {}).items()},
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        key=key,
        height="content",
    )
    selection = state["selection"]
    chosen = [*selection["rows"], *(row for row, _ in selection["cells"])]
    return chosen[0] if chosen and chosen[0] < len(rows) else None
