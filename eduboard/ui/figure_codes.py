"""一图一码 on the screen: a figure is kept in the register when it is first shown, and bears its code from then on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import streamlit as st

from eduboard.errors import EduboardError
from eduboard.metrics.imprint import Figure
from eduboard.metrics.results import Caption
from eduboard.metrics.retrace import keep_figures
from eduboard.store.figure_register import FigureRegister
from eduboard.store.records import now
from eduboard.ui.session import get_store, get_viewer

_LOG = logging.getLogger("eduboard.figures")
_PAUSE = 60  # seconds before a register that failed is tried again
_REMEMBERED = 200_000
_PROBLEM, _KEEPER = "figure register problem", "figure register"

R = TypeVar("R", bound=Figure)


class _Keeper:
    """A register, and what this process knows to be in it: after the first time a figure costs a look into a set."""

    def __init__(self, path: Path) -> None:
        self.register = FigureRegister(path)
        self._known: set[str] = set()
        self._lock = threading.Lock()
        self._paused_until = 0.0
        self._problem: EduboardError | None = None

    def keep(self, caption: Caption) -> EduboardError | None:
        """Keep a figure; give what went wrong, also for a while afterwards, so that no page waits for a bad disk."""
        assert caption.imprint is not None  # noqa: S101 - for the reader and the type checker
        digest = caption.imprint.digest
        if digest in self._known:
            return None
        if time.monotonic() < self._paused_until:
            return self._problem
        viewer = get_viewer()
        try:
            keep_figures(self.register, [caption], viewer.account or viewer.name, now())
        except EduboardError as error:
            _LOG.warning("%s", error)
            self._problem, self._paused_until = error, time.monotonic() + _PAUSE
            return error
        with self._lock:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known.add(digest)
        return None


keeper_of = cache(_Keeper)
"""The keeper of a register, one for the process."""


def _keeper() -> _Keeper:
    """Found once a visit: asking for the settings and the store takes longer than all figures of a page."""
    if _KEEPER not in st.session_state:
        st.session_state[_KEEPER] = keeper_of(get_store().folder.figures)
    kept: _Keeper = st.session_state[_KEEPER]
    return kept


def get_register() -> FigureRegister:
    """The register of this deployment."""
    return _keeper().register


def coded(result: R) -> R:
    """Give a figure as it is shown: with its code, which can be traced from now on, or without one."""
    if result.caption.imprint is None:
        return result
    problem = _keeper().keep(result.caption)
    if problem is None:
        return result
    st.session_state[_PROBLEM] = str(problem)
    return cast(R, replace(cast(Any, result), caption=replace(result.caption, imprint=None)))


def keep_exported(captions: Iterable[Caption]) -> None:
    """Keep the codes in a file that is handed out.

    A register that fails does not hold up the file: the log says so, and the codes are kept when the figures are
    shown again.
    """
    keeper = keeper_of(get_store().folder.figures)  # made after the run, perhaps after the visit
    for caption in captions:
        if caption.imprint is not None:
            keeper.keep(caption)


def show_register_problem() -> None:
    """Say once, at the end of a page, why its figures bear no codes."""
    problem = st.session_state.pop(_PROBLEM, None)
    if problem:
        st.caption(problem)
