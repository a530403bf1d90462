"""The access database's connections: kept from one rerun's thread to the next, and never behind the file."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from eduboard.access.accounts import Account
from eduboard.access.audit import Actor
from eduboard.access.directory import Directory
from eduboard.access_rules import AccessRules

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
