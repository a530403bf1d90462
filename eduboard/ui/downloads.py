"""Downloads: offered to who may have them, made when asked for, put on record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from eduboard.access.roles import Right
from eduboard.access.viewer import Viewer
from eduboard.errors import AccessDenied
from eduboard.ui.session import EXPORT, REFUSED, acting, acting_as, put_on_record, renewed

TO_EXPORT = (Right.EXPORT,)
TO_HAND_IN = (Right.HAND_IN, Right.EXPORT)
"""Any of these rights will do: who hands in takes along templates and what was found in the own file."""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MIME = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".pptx": f"{_OFFICE}presentationml.presentation",
}
"""What a telephone opens by itself; anything else, such as an original, is a file and nothing that a browser shows."""


def offer_download(
    label: str,
    build: Callable[[], bytes],
    file_name: str,
    *,
    key: str,
    icon: str | None = None,
    help: str | None = None,  # noqa: A002 - Streamlit's word
    rights: tuple[Right, ...] = TO_EXPORT,
) -> None:
    """Show a button that makes a file when it is pressed; nothing for who has none of the rights.

    The file is made after the run, outside the script's thread, perhaps hours later: it is made for the account that
    was looking when the button was drawn, as that account is now.
    """
    who = acting()
    if not _may(who.viewer, rights):
        return

    def make() -> bytes:
        with acting_as(renewed(who)) as now:
            if not _may(now.viewer, rights):
                put_on_record(REFUSED, file_name, worked=False)
                raise AccessDenied("access.right", role=now.viewer.role)
            data = build()
            put_on_record(EXPORT, file_name)
        return data

    mime = _MIME.get(PurePath(file_name).suffix.lower(), "application/octet-stream")
    st.download_button(label, make, file_name, mime, key=key, icon=icon, help=help, on_click="ignore")


def _may(viewer: Viewer, rights: tuple[Right, ...]) -> bool:
    return any(viewer.has(right) for right in rights)
