"""The address of a school's own page, as a link in any table."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
import streamlit as st

from eduboard.metrics.results import DataTable
from eduboard.texts.views import SCHOOL

_PAGE = "school"


def school_address(name: str, district: str, school: str, period: str) -> str:
    """The address of a school's page, the name in front: so a column of addresses is sorted by name.

    The page reads past the name, which is there for ``school_column`` to show.
    """
    parts = urlencode({"district": district, "school": school, "period": period})
    return f"{_PAGE}?name={quote(name)}&{parts}"


def school_column(label: str) -> Any:
    """A column of addresses that shows the names in them."""
    return st.column_config.LinkColumn(label, display_text=r"name=([^&]*)")


def link_schools(table: DataTable, shown: pd.DataFrame) -> dict[str, Any]:
    """Turn the school names of a table that knows its schools into links; return how the column is to be shown."""
    schools = table.origins if table.is_traced else ()
    if SCHOOL not in table.columns or not schools or not all(origin.school for origin in schools):
        return {}
    names = list(shown[SCHOOL])
    shown[SCHOOL] = [
        school_address(name, origin.districts[0], origin.school or "", origin.period)
        for name, origin in zip(names, schools, strict=True)
    ]
    return {SCHOOL: school_column(SCHOOL)}
