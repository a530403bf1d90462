"""An address that names a district which is not the viewer's: nothing of it is shown, and that it was asked is kept."""

from __future__ import annotations

import streamlit as st

from eduboard.access.viewer import Viewer
from eduboard.codes import load_regions, region_names
from eduboard.texts import pages as texts
from eduboard.ui.session import REFUSED, get_viewer, put_on_record

_NOTED = "hidden places noted"
_KEYS = ("district", "city")


def note_hidden_places(page: str) -> None:
    """Put on record, once a visit, which districts the address asks for in vain."""
    viewer = get_viewer()
    if viewer.visible is None:
        return
    noted: set[tuple[str, str]] = st.session_state.setdefault(_NOTED, set())
    for code in _hidden(viewer):
        if (page, code) not in noted:
            noted.add((page, code))
            put_on_record(REFUSED, texts.PAGE_TITLES[page], f"{region_names()[code]} {code}", worked=False)


def _hidden(viewer: Viewer) -> list[str]:
    """The districts and cities in the address that the viewer may see nothing of; one's own city is in every one."""
    stated = {code for key in _KEYS for code in st.query_params.get(key, "").split(",")}
    own_cities = {region.parent_code for region in load_regions() if viewer.may_see(region.code)}
    return sorted(code for code in stated & region_names().keys() - own_cities if not viewer.may_see(code))
