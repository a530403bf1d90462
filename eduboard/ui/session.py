"""The process's one store and the viewer of this run."""

from __future__ import annotations

import dataclasses
import gc
import pickle
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from eduboard.access.audit import Actor
from eduboard.access.directory import Directory, directory_of
from eduboard.access.roles import Right
from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.opening import open_ready_store
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.settings import Settings, current_settings
from eduboard.store.store import Session, Store
from eduboard.web.cookies import SESSION_COOKIE
from eduboard.web.owners import OWNERS

EXPORT, REFUSED, UPLOAD, PUBLISH, WITHDRAW, RESTORE, SUBMIT, RECALL, REVIEW = (
    "export", "refused", "upload", "publish", "withdraw", "restore", "submit", "recall", "review",
)  # fmt: skip
"""What is put on record of the pages; ``texts.access.AUDIT_ACTIONS`` has a word for each."""

_VIEWER = "viewer"
_SETTINGS = "settings"
_NOTED: dict[str, Settings] = {}
"""The settings that the audit trail knows of."""
_FROZEN = threading.Event()


# Streamlit would walk all settings at each look-up; asked for several times in every run.
@st.cache_resource(show_spinner=False, hash_funcs={Settings: pickle.dumps})
def _open(settings: Settings) -> Store:
    return open_ready_store(settings)


def get_settings() -> Settings:
    """The deployment's settings, as they are now; raises ``settings.invalid``."""
    try:
        return current_settings()
    except ValueError as error:
        raise EduboardError("settings.invalid", detail=error) from error


def get_store() -> Store:
    """The store of this process; raises StoreBusy, StoreDamaged or StoreUnwritable."""
    settings = get_settings()
    return _open(dataclasses.replace(settings, store=settings.store.resolve()))


@cache
def _open_directory(settings: Settings) -> Directory:
    """Kept without Streamlit's cache, which walks all settings at each look-up: asked for in every run."""
    return directory_of(settings)


def get_directory() -> Directory:
    """The accounts, sessions and audit trail of this deployment."""
    return _open_directory(get_settings())


def identify() -> Viewer:
    """Look up who is looking, at the start of each run: a locked or changed account is another at once.

    Raises EduboardError ``session.over`` when nobody is signed in any more.
    """
    viewer = _look_up()
    st.session_state[_VIEWER] = viewer
    return viewer


def _look_up() -> Viewer:
    settings = get_settings()
    if not settings.access.has_wall:
        return LOCAL_USER
    directory = _open_directory(settings)
    _note(settings, directory)
    token = st.context.cookies.get(SESSION_COOKIE, "")
    account = directory.sessions.look_up(token)
    context = get_script_run_ctx()
    if account is None or account.must_change or context is None:
        raise EduboardError("session.over")
    if not OWNERS.claim(context.session_id, token):
        raise EduboardError("session.over")
    return account.viewer()


def _note(settings: Settings, directory: Directory) -> None:
    """Put a change of the settings on record: the file is read anew in each run."""
    if _NOTED.get(_SETTINGS) != settings:
        _NOTED[_SETTINGS] = settings
        directory.note_settings(settings)


@dataclass(frozen=True)
class Acting:
    """Who a piece of work is done for, and from which address."""

    viewer: Viewer
    address: str


_ACTING: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting() -> Acting:
    """Who is at work now: taken along by work that goes on outside the script's own thread."""
    stated = _ACTING.get()
    if stated is not None:
        return stated
    viewer: Viewer | None = st.session_state.get(_VIEWER)
    # Streamlit gives no address for a browser on this machine.
    return Acting(viewer or identify(), st.context.ip_address or "127.0.0.1")


@contextmanager
def acting_as(who: Acting) -> Iterator[Acting]:
    """Do a block's work for somebody who asked for it on a page: a download is made after the run has ended."""
    token = _ACTING.set(who)
    try:
        yield who
    finally:
        _ACTING.reset(token)


def renewed(who: Acting) -> Acting:
    """Look up once more whom a piece of work is done for: it may have been asked for long before.

    Raises EduboardError ``session.over`` when the account is gone, locked or given a new password.
    """
    if not get_settings().access.has_wall:
        return who
    account = get_directory().accounts.find(who.viewer.account)
    if account is None or account.locked or account.must_change:
        raise EduboardError("session.over")
    return Acting(account.viewer(), who.address)


def get_viewer() -> Viewer:
    """Who is looking."""
    return acting().viewer


def require(right: Right) -> None:
    """Raise AccessDenied when the viewer does not have a right."""
    if not get_viewer().has(right):
        raise refusal_of(right)


def refusal_of(right: Right) -> AccessDenied:
    """What is said to a viewer who lacks a right."""
    if right is Right.SEE_DISTRICTS:
        return AccessDenied("access.own_school")
    return AccessDenied("access.right", role=get_viewer().role)


def put_on_record(action: str, subject: str = "", detail: str = "", *, worked: bool = True) -> None:
    """Add a line to the audit trail; without accounts the store's own events are the record."""
    if get_settings().access.has_wall:
        who = acting()
        actor = Actor(who.viewer.account, who.address)
        get_directory().audit.add(actor, action, subject, detail, worked=worked)


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
