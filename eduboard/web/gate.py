"""Who is behind a request, in each of the ways a bureau may let people in."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from eduboard.access.accounts import Account
from eduboard.access.directory import Directory
from eduboard.access_rules import PROXY
from eduboard.web.cookies import session_of

Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Visitor:
    """A request's account, None for an anonymous one; ``new_session`` has to be given to the browser."""

    account: Account | None = None
    token: str = ""
    new_session: bool = False


@dataclass(frozen=True)
class ProxyTrust:
    """The addresses of the bureau's own proxies, and the header in which they name the account."""

    addresses: tuple[str, ...] = ()
    header: str = "x-remote-user"

    def trusts(self, address: str) -> bool:
        """Tell whether whoever connects from this address may name the account."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in ipaddress.ip_network(network, strict=False) for network in self.addresses)


class Gate:
    """Looks every request's session up, or the account that a trusted proxy names."""

    def __init__(self, directory: Directory, mode: str, proxy: ProxyTrust) -> None:
        self.directory = directory
        self.mode = mode
        self._proxy = proxy

    def visitor(self, headers: Headers, address: str, peer: str) -> Visitor:
        """Give who is behind a request from an address; ``peer`` is the one that connected, a proxy's own."""
        headers = list(headers)
        token = session_of(headers)
        account = self.directory.sessions.look_up(token)
        if self.mode != PROXY:
            return Visitor(account, token)
        named = self._named(headers, peer)
        if not named:
            return Visitor()
        if account is not None and account.account == named:
            return Visitor(account, token)
        found = self.directory.accounts.find(named)
        if found is None or found.locked:
            return Visitor()
        agent = _header(headers, "user-agent")
        return Visitor(found, self.directory.admit(found, address, agent), new_session=True)

    def without_forged(self, headers: Headers) -> list[tuple[bytes, bytes]]:
        """Leave the header out that names an account: only this gate reads it, nothing behind it may."""
        name = self._proxy.header.lower().encode()
        return [(key, value) for key, value in headers if key.lower().replace(b"_", b"-") != name]

    def _named(self, headers: Headers, peer: str) -> str:
        return _header(headers, self._proxy.header).lower() if self._proxy.trusts(peer) else ""


def _header(headers: Headers, name: str) -> str:
    """A header's value; '' when it is missing or given twice, which a proxy of one's own does not do."""
    found = [value.decode("latin-1").strip() for key, value in headers if key == name.lower().encode()]
    return found[0] if len(found) == 1 else ""
