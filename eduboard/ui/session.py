"""The process's one store and the viewer of this run."""

from __future__ import annotations

import dataclasses
import gc
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.intake.opening import open_ready_store
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.settings import Settings, load_settings
from eduboard.store.store import Session, Store

_FROZEN = threading.Event()
_RESULTS_MADE = itertools.count(1)
_LOOK_AT_ALL_EVERY = 500  # results; it takes a quarter of a second


@st.cache_resource(show_spinner=False)
def _open(settings: Settings) -> Store:
    return open_ready_store(settings)


def get_settings() -> Settings:
    """The deployment's settings, read anew in each run so that restarts see changes; raises ``settings.invalid``."""
    try:
        return load_settings()
    except ValueError as error:
        raise EduboardError("settings.invalid", detail=error) from error


def get_store() -> Store:
    """The store of this process; raises StoreBusy, StoreDamaged or StoreUnwritable."""
    settings = get_settings()
    return _open(dataclasses.replace(settings, store=settings.store.resolve()))


def get_viewer() -> Viewer:
    """Who is looking."""
    return LOCAL_USER


@contextmanager
def reading() -> Iterator[tuple[Session, Catalogue]]:
    """Give a session of the viewer and the catalogue."""
    store = get_store()
    with store.reading(get_viewer()) as session:
        yield session, load_catalogue(session, store.settings)


def freeze_after_warm_up() -> None:
    """Take what start-up made out of the garbage collector's sight, once.

    Streamlit runs a full collection after every rerun; it would walk all imported modules each time.
    """
    if not _FROZEN.is_set():
        _FROZEN.set()
        gc.collect()
        gc.freeze()


def freeze_what_is_kept() -> None:
    """Do the same for a result that has just been kept.

    Now and then the collector looks at everything again: figures that were let go refer to themselves.
    """
    if next(_RESULTS_MADE) % _LOOK_AT_ALL_EVERY == 0:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
