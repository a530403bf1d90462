"""Results kept between reruns, keyed by everything they depend on: store version, name, filters, viewer's scope.

The kept values are frozen results, so they are shared as they are instead of being copied.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

import streamlit as st

from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.imprint import Figure
from eduboard.store.store import Session
from eduboard.ui.session import freeze_what_is_kept, get_store, get_viewer, reading

T = TypeVar("T")
KEPT = 2000


class _Results:
    """Results by key: made once even when several ask at the same moment; the least recently used is let go.

    Streamlit's own cache walks the whole key at each look-up, which for a figure is the whole result: a third
    of a page's time.  Frozen results have a hash, and a kept one is found by being the same object.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, key: Hashable, build: Callable[[], Any]) -> Any:
        """Return what is kept under the key, or build it; an error is not kept."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                is_new = False
            else:
                kept = self._kept[key] = Future()
                is_new = True
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        if is_new:
            try:
                kept.set_result(build())
            except BaseException as error:
                with self._lock:
                    self._kept.pop(key, None)
                kept.set_exception(error)
                raise
            freeze_what_is_kept()
        return kept.result()


@st.cache_resource(show_spinner=False)
def _results() -> _Results:
    return _Results(KEPT)


def cached(name: str, arguments: Hashable, build: Callable[[Session, Catalogue], T]) -> T:
    """Return the result of ``build`` for these arguments, the store as it is now, and what this viewer may see."""
    store = get_store()

    def run() -> T:
        with reading() as (session, catalogue):
            return build(session, catalogue)

    viewer = get_viewer()
    who = (viewer.visible, viewer.only_school, viewer.may_see_names)
    key = (str(store.folder.database), store.version, name, arguments, who)
    result: T = _results().get(key, run)
    return result


def cached_figure(name: str, result: Figure, build: Callable[[], T]) -> T:
    """Return a figure drawn from a frozen result."""
    figure: T = _results().get(("figure", name, result), build)
    return figure
