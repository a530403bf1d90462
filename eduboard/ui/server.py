"""The dashboard's server: Streamlit in this process, behind the wall, told what its command line cannot say."""

from __future__ import annotations

import os

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from eduboard.access.directory import Directory, directory_of
from eduboard.access_rules import OIDC
from eduboard.settings import PROJECT_ROOT, Settings
from eduboard.texts import access as texts
from eduboard.ui.running_pages import bound_pages, pages_of_media
from eduboard.web.assets import asset_route
from eduboard.web.gate import Gate, ProxyTrust
from eduboard.web.my_sessions import MySessions
from eduboard.web.oidc import OpenId
from eduboard.web.peer import Forwarded, leave_forwarding_to_us
from eduboard.web.routes import SigningIn, health_route
from eduboard.web.shell import ChineseShell
from eduboard.web.wall import PASSWORD_PATH, SESSIONS_PATH, LocalOnly, Wall


def serve_dashboard(settings: Settings) -> None:
    """Serve until interrupted; the caller has made sure that the address is allowed."""
    os.environ["EDUBOARD_STORE"] = str(settings.store.resolve())
    # The project's .streamlit/config.toml is found from the working folder.
    os.chdir(PROJECT_ROOT)
    # The pages/ folder is run by st.navigation.  Left to itself, Streamlit takes the folder for its older way of
    # finding pages until the first visitor has come, and tells that visitor that /class-size does not exist.
    PagesManager.uses_pages_directory = False
    leave_forwarding_to_us()
    build_app(settings).run(config={"server.address": settings.address, "server.port": settings.port})


def build_app(settings: Settings) -> st.App:
    """Put the application together: everything that is served stands behind the wall, or is for this machine only."""
    bound_pages()
    script = PROJECT_ROOT / "app.py"
    if not settings.access.has_wall:
        inside = [Middleware(LocalOnly), Middleware(ChineseShell)]
        return st.App(script, routes=[health_route(), asset_route()], middleware=inside)
    rules = settings.access
    directory = directory_of(settings)
    _invite_first_administrator(directory, settings)
    directory.audit.cut()
    directory.note_settings(settings)
    gate = Gate(directory, rules.mode, ProxyTrust(rules.proxies, rules.proxy_header))
    routes = [*SigningIn(gate, rules).routes(), *MySessions(gate).routes(), health_route()]
    if rules.mode == OIDC:
        routes += OpenId(gate, rules).routes()
    open_paths = frozenset(route.path for route in routes) - {PASSWORD_PATH, SESSIONS_PATH}
    around = [
        Middleware(Forwarded, proxies=rules.proxies),
        Middleware(Wall, gate=gate, open_paths=open_paths, pages_of_media=pages_of_media),
        Middleware(ChineseShell),
    ]
    return st.App(script, routes=[*routes, asset_route()], middleware=around)


def _invite_first_administrator(directory: Directory, settings: Settings) -> None:
    if directory.accounts.list():
        return
    base = settings.access.public_url.rstrip("/") or f"http://{settings.address}:{settings.port}"
    invitation = directory.accounts.invite_administrator()
    print(texts.FIRST_LINK.format(hours=settings.access.invitation_hours))  # noqa: T201 - shown once, never logged
    print(f"{base}/welcome?invitation={invitation}", flush=True)  # noqa: T201
