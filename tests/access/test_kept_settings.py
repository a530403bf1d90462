"""A change of the settings shows in the audit trail, with what it was and what it is; a secret's never."""

from dataclasses import replace
from pathlib import Path

import pytest

from eduboard.access.audit import Search
from eduboard.access.directory import Directory, directory_of
from eduboard.access_rules import AccessRules
from eduboard.settings import Settings

RULES = AccessRules(mode="accounts", oidc_secret="the first secret")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "eduboard.duckdb", access=RULES)


def changes(directory: Directory) -> list[tuple[str, str]]:
    found = directory.audit.search(Search(action="change_setting"), limit=9)
    assert {line["account"] for line in found} <= {"服务器：设置"}
    return [(line["subject"], line["detail"]) for line in reversed(found)]


def test_what_was_changed_is_on_record_once(settings: Settings) -> None:
    directory = directory_of(settings)
    directory.note_settings(settings)
    assert changes(directory) == [], "the first settings are no change"
    changed = replace(settings, hide_below=10, access=replace(RULES, idle_minutes=60))
    for _ in range(2):
        directory.note_settings(changed)
    directory.close()
    again = directory_of(changed)
    again.note_settings(settings)
    assert changes(again) == [
        ("hide_below", "5 → 10"),
        ("access.idle_minutes", "30 → 60"),
        ("hide_below", "10 → 5"),
        ("access.idle_minutes", "60 → 30"),
    ]
    again.close()


def test_of_a_secret_only_that_it_was_changed_is_kept(settings: Settings) -> None:
    directory = directory_of(settings)
    secret = replace(settings, webhook_url="https://robot.example/?key=first")
    directory.note_settings(secret)
    directory.note_settings(
        replace(
            secret, webhook_url="https://robot.example/?key=second", access=replace(RULES, oidc_secret="2nd")
        )
    )
    assert changes(directory) == [
        ("webhook_url", "已更换（内容不记录）"),
        ("access.oidc_secret", "已更换（内容不记录）"),
    ]
    directory.close()
    files = b"".join(path.read_bytes() for path in settings.store.parent.glob("*.access.sqlite3*"))
    assert b"key=" not in files
    assert b"the first secret" not in files
