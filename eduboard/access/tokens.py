"""Secrets that a browser or a link carries; only their digests are stored."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Make a secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored in a secret's place: whoever reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
