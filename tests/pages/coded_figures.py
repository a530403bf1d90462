"""Figures by their codes: found on a page, looked up, collected; and the register that they are kept in."""

import json
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from eduboard.store.records import Batch
from eduboard.store.store import StoreFolder
from eduboard.texts import trace_page as texts
from eduboard.ui.figure_codes import keeper_of
from eduboard.ui.session import get_store
from tests.build import hand_in
from tests.pages.board import open_page
from tests.small_city import LAKE, LATEST, PRIMARY, school_code


def register_in(database: Path) -> Path:
    """Where the register of a store is to be; what other tests have kept beside the store is gone."""
    path = StoreFolder(database).figures
    for found in path.parent.glob(f"{path.name}*"):
        found.unlink()
    # What this process believes to be in it is gone with it.
    keeper_of.cache_clear()
    return path


def codes_on(at: AppTest) -> list[str]:
    """The codes that links under figures and tables lead from."""
    found = (item.value.partition("trace?code=")[2].rstrip(")") for item in at.caption)
    return [code for code in found if code]


def code_of_figure(at: AppTest) -> str:
    """The code that is written into the page's first figure; tables above it have codes of their own."""
    notes = json.loads(at.get("plotly_chart")[0].proto.spec)["layout"]["annotations"]
    [code] = (
        found[1] for note in notes if (found := re.search("编号：([0-9A-Z]{4}-[0-9A-Z]{4})", note["text"]))
    )
    return str(code)


def trace_back(code: str) -> AppTest:
    """Look up a code: the figure is as it was recorded, is drawn again, and bears the same code."""
    at = open_page("trace", code=code)
    assert not at.exception
    assert not at.error
    assert [item.value for item in at.success] == [texts.SAME]
    assert code in codes_on(at)
    return at


def collect(page: str, *names: str, **query: str) -> AppTest:
    """Press 加入资料篮 under some figures of a page."""
    at = open_page(page, **query)
    for name in names:
        at = at.button(key=f"collect:{name}").click().run()
        assert not at.exception
    return at


def replace_lakes_classes() -> Batch:
    """Hand in a single class, none too large, where Lake had four, two of them large."""
    row = {
        "school": school_code(LAKE, PRIMARY),
        "stage": PRIMARY,
        "grade": "一年级",
        "class_no": "1",
        "students": 40,
    }
    return hand_in(get_store(), "classes", LATEST, LAKE, [row])
