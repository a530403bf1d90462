"""Results kept between reruns, keyed by everything they depend on: store version, name, filters, viewer's scope.

The kept values are frozen results, so they are shared as they are instead of being copied.
"""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.imprint import Figure
from eduboard.store.kept import Kept
from eduboard.store.store import Session
from eduboard.ui.session import get_store, get_viewer, reading

T = TypeVar("T")
KEPT = 2000
_MADE = itertools.count(1)


@st.cache_resource(show_spinner=False)
def _results() -> Kept:
    """Streamlit's own cache walks the whole key at each look-up, which for a figure is the whole result.

    That takes a third of a page's time.  Frozen results have a hash, and a kept one is found by being the same object.
    """
    return Kept(KEPT)


def _keep(key: Hashable, build: Callable[[], T]) -> T:
    def make() -> T:
        made = build()
        _freeze_what_is_kept()
        return made

    result: T = _results().get(key, make)
    return result


def cached(name: str, arguments: Hashable, build: Callable[[Session, Catalogue], T]) -> T:
    """Return the result of ``build`` for these arguments, the store as it is now, and what this viewer may see."""
    store = get_store()

    def run() -> T:
        with reading() as (session, catalogue):
            return build(session, catalogue)

    return _keep((str(store.folder.database), store.version, name, arguments, get_viewer().sight), run)


def cached_figure(name: str, result: Figure, build: Callable[[], T]) -> T:
    """Return a figure drawn from a frozen result."""
    return _keep(("figure", name, result), build)


def _freeze_what_is_kept() -> None:
    """Take a result that has just been kept out of the garbage collector's sight, as what start-up made is.

    Once as much has been made as is kept, the collector looks at everything again: figures that were let go refer to
    themselves.  It takes a quarter of a second in which everybody waits.
    """
    if next(_MADE) % KEPT == 0:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
