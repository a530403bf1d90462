"""The two cookies: the session's secret, and what proves that a form is ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie

from starlette.requests import HTTPConnection
from starlette.responses import Response

SESSION_COOKIE = "eduboard_session"
FORM_COOKIE = "eduboard_form"
_FORM_KEY = secrets.token_bytes(32)  # forms that were open when the server restarted have to be opened again


def is_secure(connection: HTTPConnection) -> bool:
    """Tell whether the browser came over TLS, to this server or to the one in front of it."""
    return connection.url.scheme in ("https", "wss")


def set_session(response: Response, request: HTTPConnection, token: str) -> None:
    """Give the browser a session; it lasts as long as the browser is open, the server's limits aside."""
    response.set_cookie(
        SESSION_COOKIE, token, httponly=True, secure=is_secure(request), samesite="lax", path="/"
    )


def drop_session(response: Response, request: HTTPConnection) -> None:
    """Take the session from the browser."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, secure=is_secure(request), samesite="lax", path="/")


def session_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Find the session's secret among a request's headers; '' when there is none or there are several.

    Two cookies of one name come from somebody who could set one for a parent domain: neither is trusted.
    """
    found: list[str] = []
    for name, value in headers:
        if name == b"cookie":
            for part in value.decode("latin-1").split(";"):
                key, _, text = part.strip().partition("=")
                if key == SESSION_COOKIE:
                    found.append(text)
    if len(found) != 1:
        return ""
    try:
        parsed = SimpleCookie(f"{SESSION_COOKIE}={found[0]}")
    except CookieError:
        return ""
    return parsed[SESSION_COOKIE].value if SESSION_COOKIE in parsed else ""


def new_form_secret() -> str:
    """Make the secret that a form's cookie carries."""
    return secrets.token_urlsafe(24)


def form_proof(secret: str) -> str:
    """What the form itself carries: it follows from the cookie, and nobody else can work it out."""
    return hmac.new(_FORM_KEY, secret.encode(), hashlib.sha256).hexdigest()


def is_own_form(request: HTTPConnection, proof: str) -> bool:
    """Tell whether a posted form is one that this server gave to this browser."""
    secret = request.cookies.get(FORM_COOKIE, "")
    return bool(secret) and hmac.compare_digest(form_proof(secret).encode(), proof.encode())
