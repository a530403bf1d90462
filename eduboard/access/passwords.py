"""Passwords: Argon2id, and the rules a new one has to meet."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError

_HASHER = PasswordHasher()  # Argon2id with the library's own parameters, RFC 9106's second choice
_LONGEST = 200  # a longer one would only be work for the server
_KINDS = 3
_LONG = 16
_EASY = ("password", "123456", "qwerty", "abc123", "111111", "admin", "eduboard", "jiaoyuju", "jiaoyu")
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read as something else


def hash_password(password: str) -> str:
    """Hash a password with a salt of its own."""
    return _HASHER.hash(password)


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())


def is_right(password: str, hashed: str | None) -> bool:
    """Tell whether the password is the one that was hashed; as slow for an account that does not exist."""
    try:
        _HASHER.verify(hashed or _nobodys_hash(), password[: _LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return False
    return hashed is not None


def is_outdated(hashed: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


def require_good(password: str, account: str, rules: AccessRules) -> None:
    """Raise EduboardError ``password.*`` when a new password is too short, too plain, or the account's name."""
    if len(password) < rules.password_length:
        raise EduboardError("password.short", length=rules.password_length)
    if len(password) > _LONGEST:
        raise EduboardError("password.long", length=_LONGEST)
    lowered = password.lower()
    if account and account.lower() in lowered:
        raise EduboardError("password.name")
    if any(word in lowered for word in _EASY) or len(set(password)) < 5:
        raise EduboardError("password.easy")
    if len({_kind(character) for character in password}) < _KINDS and len(password) < _LONG:
        raise EduboardError("password.plain", kinds=_KINDS, length=_LONG)


def _kind(character: str) -> str:
    kinds = {"small": str.islower, "capital": str.isupper, "digit": str.isdigit, "other letter": str.isalpha}
    return next((name for name, holds in kinds.items() if holds(character)), "sign")


def one_time_password() -> str:
    """Make a password to be told over the telephone and changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
