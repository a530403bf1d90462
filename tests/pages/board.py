"""A page as a test sees it: opened with an address, read as the texts that are on it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import pandas as pd
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from eduboard.metrics.themes import THEME_PAGES
from eduboard.settings import PROJECT_ROOT

APP = PROJECT_ROOT / "app.py"
PAGES = PROJECT_ROOT / "pages"
THEMES = tuple(THEME_PAGES)
BOARD = ("overview", *THEMES)
ALL = (
    *BOARD,
    "programmes",
    "school",
    "materials",
    "upload",
    "submissions",
    "admin",
    "dictionary",
    "trace",
    "basket",
)
PATIENCE = 60  # seconds; the first run of a process imports everything


def open_page(page: str, **query: str) -> AppTest:
    """Run one page under an address such as ``?district=990101``."""
    at = AppTest.from_file(PAGES / f"{page}.py", default_timeout=PATIENCE)
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


def open_app(**query: str) -> AppTest:
    """Run the whole app, which starts on its first page."""
    at = AppTest.from_file(APP, default_timeout=PATIENCE)
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


def go_to(at: AppTest, page: str) -> AppTest:
    """Choose a page in the menu; Streamlit empties the address on the way."""
    at.query_params.clear()
    return at.switch_page(f"pages/{page}.py").run()


def filter_named(at: AppTest, name: str) -> Any:
    """One of the filters by its name in the address."""
    return at.selectbox(key=f"filter:{name}")


def has_filter(at: AppTest, name: str) -> bool:
    """Tell whether the page offers this filter."""
    return any(box.key == f"filter:{name}" for box in at.selectbox)


def card_values(at: AppTest) -> list[str]:
    """What the cards show, in order."""
    return [metric.value for metric in at.metric]


def table_of(at: AppTest, what: str) -> pd.DataFrame:
    """The table of ``districts``, ``schools`` or ``largest_classes``, known by its first columns."""
    [found] = tables_of(at, what)
    return found


def tables_of(at: AppTest, what: str) -> list[pd.DataFrame]:
    """The page's tables of this kind: one or none."""
    leading = {"schools": ["学校", "学段"], "largest_classes": ["区县", "学校"]}
    tables = [readable(t.value) for t in at.dataframe]
    found = {name: [t for t in tables if list(t.columns[:2]) == columns] for name, columns in leading.items()}
    found["districts"] = [t for t in tables if t.columns[0] == "区县" and t.columns[1] != "学校"]
    return found[what]


def frame_with(at: AppTest, columns: Sequence[str]) -> Any:
    """The table with these columns."""
    [found] = [t.value for t in at.dataframe if list(t.value.columns) == list(columns)]
    return found


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose links to schools read as the names that a browser shows."""
    return table.map(_name_in_link)


def _name_in_link(cell: Any) -> Any:
    found = re.match(r"school\?name=([^&]*)&", cell) if isinstance(cell, str) else None
    return unquote(found[1]) if found else cell


def text_of(at: AppTest) -> str:
    """Everything on the page that a reader can read, a line each."""
    return "\n".join(texts_on(at))


def texts_on(at: AppTest) -> Iterator[str]:
    """Go through the page and give every text on it: words, cells, labels, and what stands in the figures."""
    for node in _nodes(at._tree):
        match getattr(node, "type", ""):
            case "dataframe" | "table":
                yield from _cells(node)
            case "selectbox":
                yield from (node.label, *node.options, str(node.value))
            case "button_group":
                # The message says what is chosen only where a script has set it.
                yield from (option.content for option in node.proto.options)
            case "plotly_chart":
                yield from _strings(json.loads(node.proto.spec))
            case _ if getattr(node, "proto", None) is not None:
                yield from _strings(MessageToDict(node.proto))


def _nodes(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _nodes(child)
        yield child


def _cells(node: Any) -> Iterator[str]:
    frame = readable(node.value)
    yield from map(str, frame.columns)
    yield from map(str, frame.index)
    for column in frame.columns:
        # A missing cell is shown as the table's placeholder, which a test of its own looks at.
        yield from (str(value) for value in frame[column].dropna())


def _strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value but for identities and numbers in disguise (Plotly's base64 arrays)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name != "bdata" and not name.lower().endswith("id"):
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


UNSPEAKABLE = re.compile(r"(?<![A-Za-z])(?:nan|NaN|None|NaT|null|undefined|inf)(?![A-Za-z])")
"""What a program says where a reader expects "—"."""
