"""The access database's connections: kept from one rerun's thread to the next, and never behind the file."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from eduboard.access import sessions
from eduboard.access.accounts import Account
from eduboard.access.audit import Actor
from eduboard.access.directory import Directory
from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError
from tests.limits import files_no_longer_than

GOOD = "Kai-Hua 2026"
CLERK = Account("zhang.san", "张三", "数据员", ("990101",))
LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("UPDATE accounts SET locked = 1")
connection.commit()
"""


@pytest.fixture
def house(tmp_path: Path) -> Directory:
    made = Directory(tmp_path / "access.sqlite3", AccessRules())
    made.accounts.create(CLERK, GOOD)
    return made


def test_a_rerun_opens_no_connection_of_its_own(house: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rerun is a thread of its own; the connection that the one before it used serves the next."""
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    opened = []
    connect = sqlite3.connect

    def count(*arguments: object, **options: object) -> sqlite3.Connection:
        opened.append(arguments)
        return connect(*arguments, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", count)
    for _ in range(20):
        rerun = Thread(target=house.sessions.look_up, args=(secret,))
        rerun.start()
        rerun.join()
    assert opened == []


def test_what_another_process_changed_holds_at_the_next_look_up(house: Directory, tmp_path: Path) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    assert house.sessions.look_up(secret) == CLERK
    subprocess.run([sys.executable, "-c", LOCK, str(tmp_path / "access.sqlite3")], check=True)
    assert house.sessions.look_up(secret) is None


def test_a_changed_account_is_another_at_the_next_look_up(house: Directory) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    changed = replace(CLERK, role="领导", districts=None)
    house.accounts.create(Account("admin.li", "李四", "管理员"), GOOD)
    house.accounts.change(changed)
    assert house.sessions.look_up(secret) == changed


def test_many_at_once_read_and_write_and_nothing_is_lost(house: Directory) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")

    def visit(number: int) -> Account | None:
        house.audit.add(Actor(CLERK.account), "export", str(number))
        return house.sessions.look_up(secret)

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(visit, range(200))) == {CLERK}
    assert house.audit.head()[0] == 200
    assert house.audit.first_broken() is None


def test_what_failed_leaves_the_connection_fit_for_the_next(house: Directory) -> None:
    def fail() -> None:
        with house._database.writing() as connection:
            connection.execute("DELETE FROM accounts")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert house.accounts.find(CLERK.account) == CLERK
    house.audit.add(Actor(CLERK.account), "export")
    assert house.audit.head()[0] == 1


# -- a file that is taken away, replaced or cannot grow -------------------------------------------------------------


def test_a_file_that_was_taken_away_is_said_to_be_gone_and_not_made_anew(
    house: Directory, tmp_path: Path
) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    file = tmp_path / "access.sqlite3"
    file.rename(tmp_path / "elsewhere")
    with pytest.raises(EduboardError) as caught:
        house.sessions.look_up(secret)
    assert caught.value.code == "access.closed"
    assert str(tmp_path) not in str(caught.value), "whoever has not signed in reads it too"
    assert not file.exists()
    (tmp_path / "elsewhere").rename(file)
    assert house.sessions.look_up(secret) == CLERK


def test_a_file_that_was_put_in_its_place_is_the_one_that_is_read(house: Directory, tmp_path: Path) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    house.close()
    backup = tmp_path / "backup"
    backup.write_bytes((tmp_path / "access.sqlite3").read_bytes())
    assert house.sessions.look_up(secret) == CLERK
    house.sessions.end(secret)
    assert house.sessions.look_up(secret) is None
    house.close()
    backup.replace(tmp_path / "access.sqlite3")
    assert house.sessions.look_up(secret) == CLERK


def test_a_damaged_page_is_a_sentence(house: Directory, tmp_path: Path) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    house.close()
    file = tmp_path / "access.sqlite3"
    data = file.read_bytes()
    file.write_bytes(data[:4096] + bytes(len(data) - 4096))
    with pytest.raises(EduboardError) as caught:
        house.sessions.look_up(secret)
    assert caught.value.code == "access.closed"


@pytest.mark.skipif(os.name != "posix", reason="no limit of this kind here")
def test_on_a_full_disk_one_still_looks_and_signing_in_is_refused_in_a_sentence(
    house: Directory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = house.sessions.start(CLERK.account, "127.0.0.1", "Browser")
    started = sessions.now()
    monkeypatch.setattr(sessions, "now", lambda: started + 120)
    with files_no_longer_than((tmp_path / "access.sqlite3-wal").stat().st_size):
        assert house.sessions.look_up(secret) == CLERK
        with pytest.raises(EduboardError) as caught:
            house.sign_in(CLERK.account, GOOD, "127.0.0.1", "Browser")
        assert caught.value.code == "access.closed"
    assert house.sign_in(CLERK.account, GOOD, "127.0.0.1", "Browser")
