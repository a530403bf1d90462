"""The settings as they were last seen, so that a change of the file shows in the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, fields

from eduboard.access.database import AccessDatabase
from eduboard.access.tokens import digest
from eduboard.access_rules import AccessRules
from eduboard.settings import Settings
from eduboard.texts import access as texts

_ELSEWHERE = frozenset({"store", "access"})
"""Another store has another trail; the table ``[access]`` is gone through by itself."""


def note_settings(database: AccessDatabase, settings: Settings) -> list[tuple[str, str]]:
    """Keep the settings; give name and "before → after" of each that has changed, none when seen for the first time."""
    seen = dict(_values(settings))
    with database.writing() as connection:
        kept = {row["name"]: row["value"] for row in database.rows("SELECT name, value FROM settings")}
        changed = [name for name in seen if kept.get(name) != seen[name]]
        connection.executemany(
            "INSERT OR REPLACE INTO settings VALUES (?, ?)", [(name, seen[name]) for name in changed]
        )
    hidden = set(_secrets())
    return [
        (
            name,
            texts.SECRET_CHANGED
            if name in hidden
            else texts.SETTING_CHANGED.format(before=kept[name], after=seen[name]),
        )
        for name in changed
        if name in kept  # not in the first start, nor with a version that has more of them
    ]


def _values(settings: Settings) -> Iterator[tuple[str, str]]:
    """Every setting as text; of a secret only what tells it from another."""
    hidden = set(_secrets())
    for name, item in _named():
        value = getattr(settings.access if name.startswith("access.") else settings, item.name)
        yield name, digest(str(value)) if name in hidden else str(value)


def _secrets() -> Iterator[str]:
    return (name for name, item in _named() if not item.repr)


def _named() -> Iterator[tuple[str, Field[object]]]:
    yield from ((item.name, item) for item in fields(Settings) if item.name not in _ELSEWHERE)
    yield from ((f"access.{item.name}", item) for item in fields(AccessRules))
