"""Which address a connection comes from: the one that connected, and the one that a proxy says it speaks for.

Only the first can vouch for anything.  The second is what a proxy of one's own has written down (``X-Forwarded-For``),
good for the audit trail and for counting failures.
"""

from __future__ import annotations

import os

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_PEER = "eduboard.peer"
_THIS_MACHINE = ("127.0.0.1", "::1")


class Forwarded:
    """ASGI middleware around all others: notes who connected, then believes what the bureau's own proxies forward."""

    def __init__(self, app: ASGIApp, proxies: tuple[str, ...] = ()) -> None:
        """``proxies`` are addresses or networks besides this machine's own."""
        self._app = ProxyHeadersMiddleware(app, [*_THIS_MACHINE, *proxies])  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every connection on."""
        client = scope.get("client")
        await self._app({**scope, _PEER: client[0] if client else ""}, receive, send)  # type: ignore[arg-type]


def leave_forwarding_to_us() -> None:
    """Keep the server from rewriting addresses before ``Forwarded`` has seen them."""
    os.environ["FORWARDED_ALLOW_IPS"] = ""


def peer_of(scope: Scope) -> str:
    """The address that connected; '' when there is none, as with a socket in the file system."""
    peer: str = scope[_PEER]
    return peer
