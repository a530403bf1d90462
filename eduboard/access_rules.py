"""What a bureau may set about signing in: the table ``[access]`` of the settings."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

LOCAL = "local"
ACCOUNTS = "accounts"
OIDC = "oidc"
PROXY = "proxy"
MODES = (LOCAL, ACCOUNTS, OIDC, PROXY)


@dataclass(frozen=True)
class AccessRules:
    """How people come in, and what holds for passwords, sessions and the audit trail.

    Times are in the unit that the name says.  ``proxies`` are the addresses or networks that connect here and whose
    ``proxy_header`` names the account; ``public_url`` is what people type, needed where links lead back here
    (``oidc``).
    """

    mode: str = LOCAL
    public_url: str = ""
    password_length: int = 10
    idle_minutes: int = 30
    session_hours: int = 12
    failures_allowed: int = 5
    lockout_minutes: int = 15
    invitation_hours: int = 48
    audit_days: int = 184
    review: bool = False
    proxies: tuple[str, ...] = ()
    proxy_header: str = "X-Remote-User"
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: str = field(default="", repr=False)
    oidc_claim: str = "preferred_username"

    @property
    def has_wall(self) -> bool:
        """Tell whether one has to sign in."""
        return self.mode != LOCAL


def read_access(table: Any) -> AccessRules:
    """Read the table; raise ValueError naming the key that is unknown, of the wrong kind or missing."""
    if not isinstance(table, Mapping):
        raise ValueError("access must be a table: [access]")  # noqa: TRY004 - a wrong setting
    known = {item.name: item for item in fields(AccessRules)}
    if unknown := sorted(table.keys() - known.keys()):
        raise ValueError(f"unknown settings in [access]: {', '.join(unknown)}")
    rules = AccessRules(**{name: _read(name, known[name].default, value) for name, value in table.items()})
    _check(rules)
    return rules


def _read(name: str, default: Any, value: Any) -> Any:
    if isinstance(default, bool):
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes", "是")
    if isinstance(default, int):
        try:
            number = int(value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"access.{name} must be a whole number, not {value!r}") from error
        if number < 1:
            raise ValueError(f"access.{name} must be at least 1, not {number}")
        return number
    if isinstance(default, tuple):
        listed = value.split(",") if isinstance(value, str) else value
        return tuple(str(item).strip() for item in listed if str(item).strip())
    return str(value)


def _check(rules: AccessRules) -> None:
    if rules.mode not in MODES:
        raise ValueError(f"access.mode must be one of {', '.join(MODES)}, not {rules.mode!r}")
    for network in rules.proxies:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError as error:
            raise ValueError(f"access.proxies: {network!r} is no address and no network") from error
    needed = {PROXY: ("proxies",), OIDC: ("oidc_issuer", "oidc_client", "public_url")}.get(rules.mode, ())
    if missing := [name for name in needed if not getattr(rules, name)]:
        raise ValueError(f"access.mode = {rules.mode!r} needs access.{missing[0]}")
