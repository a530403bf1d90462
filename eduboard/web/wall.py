"""The wall: without a session, nothing but signing in is reached, by HTTP or websocket.

It stands outside everything that Streamlit serves, so a route that a later version adds is behind it as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eduboard.errors import EduboardError
from eduboard.web.cookies import set_session
from eduboard.web.forms import show_problem
from eduboard.web.gate import Gate, Visitor
from eduboard.web.owners import OWNERS
from eduboard.web.peer import peer_of

PASSWORD_PATH = "/password"  # noqa: S105 - an address
"""The one page that needs a session and is reached by who has yet to replace a password given by another."""

SESSIONS_PATH = "/sessions"

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/")
_MEDIA = re.compile(r"/media/([^/.]+)")

PagesOfMedia = Callable[[str], frozenset[str]]
"""Gives the pages (Streamlit's session ids) that hold a media file."""


class Wall:
    """ASGI middleware around the whole product."""

    def __init__(
        self, app: ASGIApp, gate: Gate, open_paths: frozenset[str], pages_of_media: PagesOfMedia
    ) -> None:
        """``open_paths`` are those that anybody may ask for: each must be a route of its own."""
        self._app = app
        self._gate = gate
        self._open_paths = open_paths
        self._pages_of_media = pages_of_media

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a connection through, or answer it here."""
        if scope["type"] == "http":
            await self._http_or_sorry(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _visitor(self, scope: Scope) -> Visitor:
        client = scope.get("client")
        return self._gate.visitor(scope["headers"], client[0] if client else "", peer_of(scope))

    async def _http_or_sorry(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; when the accounts cannot be looked up at all, say so on a page."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._http(scope, receive, send_noted)
        except EduboardError as error:
            if begun:
                raise
            await show_problem(Request(scope), error)(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor = self._visitor(scope)
        scope = {**scope, "headers": self._gate.without_forged(scope["headers"])}
        scope["state"] = {**scope.get("state", {}), "visitor": visitor}
        request = Request(scope)
        refusal = self._refusal(request, visitor)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if visitor.new_session:
                    cookie = Response()
                    set_session(cookie, request, visitor.token)
                    headers.append("set-cookie", cookie.headers["set-cookie"])
            await send(message)

        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, request: Request, visitor: Visitor) -> Response | None:
        path = request.scope["path"]
        if path in self._open_paths:
            return None
        if visitor.account is None:
            return _to(request, f"/login?next={quote(_own_address(request))}", 401)
        if visitor.account.must_change and path != PASSWORD_PATH:
            return _to(request, PASSWORD_PATH, 403)
        return None if self._is_own(path, visitor) else PlainTextResponse("", 403)

    def _is_own(self, path: str, visitor: Visitor) -> bool:
        """Tell whether an upload goes to, or a file comes from, a page of this very sign-in."""
        if found := _UPLOAD.match(path):
            return OWNERS.is_owned_by(found[1], visitor.token)
        if found := _MEDIA.match(path):
            return any(OWNERS.is_owned_by(page, visitor.token) for page in self._pages_of_media(found[1]))
        return True

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            visitor = self._visitor(scope)
        except EduboardError:
            visitor = Visitor()
        account = visitor.account
        if (
            account is None
            or account.must_change
            or is_from_elsewhere(scope)
            or _takes_over(scope, visitor.token)
        ):
            await _refuse(receive, send)
            return
        scope = {**scope, "headers": self._gate.without_forged(scope["headers"])}

        async def receive_while_signed_in() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not self._is_signed_in(visitor):
                await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}
            return message

        await self._app(scope, receive_while_signed_in, send)

    def _is_signed_in(self, visitor: Visitor) -> bool:
        try:
            account = self._gate.directory.sessions.look_up(visitor.token)
        except EduboardError:
            return False
        return account is not None and not account.must_change


class LocalOnly:
    """ASGI middleware of a server without accounts: it answers to this machine's own names.

    Otherwise a page from elsewhere, open in the same browser, could reach it under a name that it points here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a connection through when it was meant for this machine."""
        if scope["type"] == "http" and not _is_local(scope):
            await PlainTextResponse("", 421)(scope, receive, send)
        elif scope["type"] == "websocket" and (not _is_local(scope) or is_from_elsewhere(scope)):
            await _refuse(receive, send)
        else:
            await self._app(scope, receive, send)


def _is_local(scope: Scope) -> bool:
    host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname
    return host in LOCAL_NAMES


def is_from_elsewhere(scope: Scope) -> bool:
    """Tell whether a page of another site asks for a websocket: the browser names the site, and sends our cookie along.

    Streamlit would let a page of any server on the reader's own machine in, and for others ask a service on the
    internet for this machine's address first.  A program that is no browser names no site.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def _takes_over(scope: Scope, token: str) -> bool:
    """Tell whether a websocket asks for a page that runs for somebody else.

    Streamlit lets a client that was cut off name the page it had, as the third of the sub-protocols.
    """
    asked = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(asked) > 2 and OWNERS.is_owned_by_other(asked[2].strip(), token)


async def _refuse(receive: Receive, send: Send) -> None:
    """Answer the handshake with 403, before any websocket exists."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _to(request: Request, address: str, status: int) -> Response:
    """Send a person who opens a page there; tell a program no."""
    is_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    return RedirectResponse(address, 303) if is_page else PlainTextResponse("", status)


def _own_address(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def safe_next(address: str) -> str:
    """Where to go after signing in: a path of this server, else its first page."""
    is_own = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", address)
    return address if is_own and len(address) < 2000 else "/"
