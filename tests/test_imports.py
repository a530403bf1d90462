"""What app.py and pages/ may import.

They are scripts that Streamlit runs, not a package, so import-linter (pyproject.toml) does not see them.
"""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCREENS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("**/*.py"))]


def imported_modules(source: str) -> list[str]:
    """Return the full names of what a script imports, wherever in it: `from a import b` is `a.b`."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names += [f"{module}.{alias.name}" for alias in node.names]
    return names


def is_for_screens(module: str) -> bool:
    """Return whether a screen may import it: eduboard.ui, streamlit and Python's own library."""
    top, *rest = module.split(".")
    if top == "eduboard":
        return rest[:1] == ["ui"]
    return top == "streamlit" or top in sys.stdlib_module_names


def test_the_screens_are_found() -> None:
    assert len(SCREENS) > 1
    assert all(path.is_file() for path in SCREENS)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_screen_imports_only_ui_and_streamlit(path: Path) -> None:
    modules = imported_modules(path.read_text(encoding="utf-8"))
    assert [module for module in modules if not is_for_screens(module)] == []


@pytest.mark.parametrize(
    "line",
    [
        "import duckdb",
        "import eduboard",
        "import pandas as pd",
        "from eduboard import store",
        "from eduboard.metrics.catalogue import load_metrics",
        "from eduboard.uix import cards",
        "from plotly import graph_objects as go",
        "from . import talent",
        "def show():\n    import plotly.express as px",
    ],
)
def test_an_import_past_ui_is_noticed(line: str) -> None:
    assert not all(is_for_screens(module) for module in imported_modules(line))


@pytest.mark.parametrize(
    "line",
    [
        "import streamlit as st",
        "from eduboard import ui",
        "from eduboard.ui.filters import read_filters",
        "from datetime import date",
    ],
)
def test_what_a_screen_needs_is_allowed(line: str) -> None:
    assert all(is_for_screens(module) for module in imported_modules(line))
