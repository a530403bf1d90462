"""A cell on paper reads as it does on the screen."""

import streamlit as st

from eduboard.ui.rows import write_cell


def test_a_link_is_written_as_its_words() -> None:
    column = st.column_config.LinkColumn("学校", display_text=r"name=([^&]*)")
    assert (
        write_cell("school?name=%E6%B9%96%E6%BB%A8%E5%B0%8F%E5%AD%A6&district=990101", column) == "湖滨小学"
    )
    batch = st.column_config.LinkColumn(display_text="batch=(.*)")
    assert write_cell("/admin?batch=20260101-001", batch) == "20260101-001"


def test_a_number_is_written_in_its_format() -> None:
    assert write_cell(12.345, st.column_config.NumberColumn(format="%.1f%%")) == "12.3%"
    assert write_cell(12345, st.column_config.NumberColumn(format="localized")) == "12,345"


def test_what_is_missing_is_a_dash() -> None:
    assert write_cell(None, None) == write_cell(float("nan"), None) == "—"
