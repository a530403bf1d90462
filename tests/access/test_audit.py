"""The audit trail can be added to and nothing else, and shows when somebody got at the file."""

import sqlite3
from pathlib import Path

import pytest

from eduboard.access import audit as audit_module
from eduboard.access.audit import Actor, Audit, Search
from eduboard.access.database import AccessDatabase, now

DAY = 24 * 3600
WHO = Actor("zhang.san", "203.0.113.7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.sqlite3"


def trail(path: Path, lines: int = 0) -> Audit:
    made = Audit(AccessDatabase(path), 184)
    for number in range(lines):
        made.add(WHO, "upload", f"{number}.csv")
    return made


def without_triggers(path: Path) -> sqlite3.Connection:
    """The file in the hands of somebody who owns the machine."""
    connection = sqlite3.connect(path)
    for trigger in ("audit_is_never_changed", "audit_is_only_cut_from_its_start"):
        connection.execute(f"DROP TRIGGER {trigger}")
    return connection


@pytest.mark.parametrize(
    "sql", ["UPDATE audit SET worked = 0 WHERE entry = 2", "DELETE FROM audit WHERE entry = 2"]
)
def test_the_database_refuses_to_change_a_line(path: Path, sql: str) -> None:
    kept = trail(path, 3)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), sqlite3.connect(path) as connection:
        connection.execute(sql)
    assert kept.count(Search()) == 3
    assert kept.first_broken() is None


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE audit SET subject = 'other.csv' WHERE entry = 2", 2),
        ("UPDATE audit SET happened_at = happened_at - 1 WHERE entry = 3", 3),
        ("DELETE FROM audit WHERE entry = 2", 2),
        ("DELETE FROM audit WHERE entry = 1", 1),
        ("DELETE FROM audit WHERE entry = 4", 4),
        ("DELETE FROM audit WHERE entry > 2", 3),
        ("DELETE FROM audit", 1),
    ],
)
def test_a_line_changed_or_taken_out_behind_the_programs_back_shows(
    path: Path, sql: str, broken: int
) -> None:
    kept = trail(path, 4)
    with without_triggers(path) as connection:
        connection.execute(sql)
    assert kept.first_broken() == broken
    kept.add(WHO, "upload", "afterwards.csv")
    assert kept.first_broken() == broken
    assert trail(path).first_broken() == broken, "nor does a restart make it good"


def test_a_trail_from_before_its_end_was_kept_apart_is_whole_and_goes_on(path: Path) -> None:
    trail(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE audit_end")
    kept = trail(path, 1)
    assert kept.first_broken() is None
    assert kept.head()[0] == 4


def test_old_lines_are_cut_off_and_the_rest_still_proves(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_module, "now", lambda: now() - 200 * DAY)
    kept = trail(path, 3)
    monkeypatch.setattr(audit_module, "now", lambda: now() - 100 * DAY)
    kept.add(WHO, "upload", "young.csv")
    monkeypatch.setattr(audit_module, "now", now)
    assert kept.cut() == 3
    assert kept.cut() == 0
    assert [line["subject"] for line in kept.search(Search(), limit=9)] == ["young.csv"]
    kept.add(WHO, "upload", "new.csv")
    assert kept.first_broken() is None
    with without_triggers(path) as connection:
        connection.execute("DELETE FROM audit WHERE entry = 4")
    assert kept.first_broken() == 4


def test_a_trail_of_old_lines_only_is_cut_whole_and_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_module, "now", lambda: now() - 200 * DAY)
    kept = trail(path, 2)
    monkeypatch.setattr(audit_module, "now", now)
    assert kept.cut() == 2
    kept.add(WHO, "upload", "new.csv")
    assert kept.first_broken() is None
    assert kept.count(Search()) == 1
