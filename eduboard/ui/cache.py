"""Results kept between reruns, keyed by everything they depend on: store version, name, filters, viewer's scope.

The kept values are frozen results, so they are shared as they are instead of being copied.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from eduboard.metrics.catalogue import Catalogue
from eduboard.store.store import Session
from eduboard.ui.session import get_store, get_viewer, reading

T = TypeVar("T")
KEPT = 512


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _keep(key: Hashable, _build: Callable[[], Any]) -> Any:  # noqa: ARG001 - the cache looks at the key
    return _build()


def cached(name: str, arguments: Hashable, build: Callable[[Session, Catalogue], T]) -> T:
    """Return the result of ``build`` for these arguments, the store as it is now and this viewer's districts."""
    store = get_store()

    def run() -> T:
        with reading() as (session, catalogue):
            return build(session, catalogue)

    key = (str(store.folder.database), store.version, name, arguments, get_viewer().districts)
    result: T = _keep(key, run)
    return result


def cached_figure(name: str, result: Hashable, build: Callable[[], T]) -> T:
    """Return a figure drawn from a frozen result."""
    figure: T = _keep(("figure", name, result), build)
    return figure
