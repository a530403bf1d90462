"""Uploaded files one by one: ZIPs taken apart, and what in them is no table named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd
import streamlit as st

from eduboard.errors import EduboardError, UnusableFile
from eduboard.intake.packages import Package, PackedFile, registers_first, unpack
from eduboard.store.originals import sha256_of
from eduboard.texts import packages as texts
from eduboard.ui.plain import plain
from eduboard.ui.session import get_settings


class Uploaded(Protocol):
    """What Streamlit gives of an uploaded file."""

    name: str

    def getvalue(self) -> bytes:
        """The file's bytes."""


def show_packages(uploads: Sequence[Uploaded]) -> tuple[PackedFile, ...]:
    """Give every file to hand in, registries first; of a package also say what stays in it, and why."""
    kept: dict[object, Package] = st.session_state.get("packages", {})
    still: dict[object, Package] = {}
    files: list[PackedFile] = []
    for number, upload in enumerate(uploads):
        data = upload.getvalue()
        key = (upload.name, sha256_of(data))
        try:
            package = still[key] = kept.get(key) or _unpack(upload.name, data)
        except EduboardError as error:
            with st.container(border=True):
                st.markdown(f"**{plain(upload.name)}**")
                st.error(plain(str(error)))
            continue
        for problem in package.problems:
            _show_problem(problem)
        files += package.files
        if package.left_out:
            _show_left_out(upload.name, package, number)
    # Packages that are gone from the page are let go.
    st.session_state["packages"] = still
    return registers_first(files)


def _unpack(name: str, data: bytes) -> Package:
    return unpack(data, name, get_settings().upload_limit_mb * 1024 * 1024)


def _show_problem(problem: UnusableFile) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(str(problem.params['file']))}**")
        st.error(plain(str(problem)))


def _show_left_out(name: str, package: Package, number: int) -> None:
    with st.expander(texts.LEFT_OUT_TITLE.format(package=plain(name), count=len(package.left_out))):
        rows = [(item.name, item.reason) for item in package.left_out]
        st.dataframe(
            pd.DataFrame(rows, columns=list(texts.LEFT_OUT_COLUMNS)),
            hide_index=True,
            key=f"left_out:{number}",
        )
