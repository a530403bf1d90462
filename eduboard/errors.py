"""Errors with a code and parameters; their sentences are in ``eduboard.texts``."""

from __future__ import annotations

from eduboard.texts import sentence


class EduboardError(Exception):
    """Something a user can be told: a code, and the values its sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return sentence(self.code, **self.params)


class UnusableFile(EduboardError):
    """A file that holds no table that could be read."""


class StoreBusy(EduboardError):
    """Another process owns the database file."""


class StoreDamaged(EduboardError):
    """The database file cannot be read; it can be rebuilt from originals and log."""


class StoreUnwritable(EduboardError):
    """The store's folder cannot be written."""


class AccessDenied(EduboardError):
    """The viewer may not do this for these districts."""
