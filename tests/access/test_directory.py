"""Accounts, signing in, sessions: what holds and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eduboard.access import audit, database, directory, sessions
from eduboard.access.accounts import Account
from eduboard.access.audit import Actor, Search
from eduboard.access.directory import Directory
from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError

GOOD = "Kai-Hua 2026"
CLERK = Account("zhang.san", "张三", "数据员", ("990101",))
ADMIN = Account("admin.li", "李四", "管理员")
LET_IN = "203.0.113.7"

Wait = Callable[[int], None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Let seconds pass."""
    passed = [0]
    real = database.now

    def later() -> int:
        return real() + passed[0]

    for module in (audit, directory, sessions):
        monkeypatch.setattr(module, "now", later)

    def let_pass(seconds: int) -> None:
        passed[0] += seconds

    return let_pass


@pytest.fixture
def house(tmp_path: Path) -> Directory:
    made = Directory(tmp_path / "access.sqlite3", AccessRules())
    made.accounts.create(ADMIN, GOOD)
    made.accounts.create(CLERK, GOOD)
    return made


def sign_in(house: Directory, account: str = "zhang.san", password: str = GOOD, address: str = LET_IN) -> str:
    return house.sign_in(account, password, address, "Browser 1")


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(EduboardError) as raised:
        call()
    assert str(raised.value) != raised.value.code, "the error has a sentence"
    return raised.value.code


def test_the_file_is_nobody_elses_to_read(house: Directory, tmp_path: Path) -> None:
    assert (tmp_path / "access.sqlite3").stat().st_mode & 0o077 == 0


def test_a_session_gives_its_account_and_no_other(house: Directory) -> None:
    token = sign_in(house)
    assert house.sessions.look_up(token) == CLERK
    assert house.sessions.look_up(token[:-1]) is None
    assert house.sessions.look_up("") is None


def test_two_sessions_of_one_account_have_different_secrets(house: Directory) -> None:
    assert sign_in(house) != sign_in(house)


def test_neither_password_nor_secret_is_stored(house: Directory, tmp_path: Path) -> None:
    token = sign_in(house)
    house.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert GOOD.encode() not in stored
    assert token.encode() not in stored
    assert b"$argon2id$" in stored


@pytest.mark.parametrize(
    ("account", "password"), [("zhang.san", "wrong"), ("nobody", GOOD), ("zhang.san", "")]
)
def test_a_failure_does_not_say_what_was_wrong(house: Directory, account: str, password: str) -> None:
    assert code_of(lambda: sign_in(house, account, password)) == "sign_in.failed"


def test_the_accounts_name_is_not_case_sensitive(house: Directory) -> None:
    assert house.sessions.look_up(sign_in(house, " Zhang.San ")) == CLERK


def test_five_failures_lock_out_even_the_right_password_and_only_for_a_while(
    house: Directory, wait: Wait
) -> None:
    for _ in range(5):
        assert code_of(lambda: sign_in(house, password="wrong")) == "sign_in.failed"
    assert code_of(lambda: sign_in(house)) == "sign_in.locked_out"
    assert house.sessions.look_up(sign_in(house, "admin.li")) == ADMIN
    wait(15 * 60 + 1)
    assert house.sessions.look_up(sign_in(house)) == CLERK


def test_one_address_that_tries_many_accounts_is_locked_out(house: Directory) -> None:
    for number in range(50):
        code_of(lambda number=number: sign_in(house, f"guess{number}", "wrong"))
    assert code_of(lambda: sign_in(house)) == "sign_in.locked_out"
    assert house.sessions.look_up(sign_in(house, address="203.0.113.8")) == CLERK


def test_a_success_forgets_the_failures_before_it(house: Directory) -> None:
    for _ in range(4):
        code_of(lambda: sign_in(house, password="wrong"))
    sign_in(house)
    assert code_of(lambda: sign_in(house, password="wrong")) == "sign_in.failed"
    assert house.sessions.look_up(sign_in(house)) == CLERK


def test_an_idle_session_ends(house: Directory, wait: Wait) -> None:
    token = sign_in(house)
    wait(29 * 60)
    assert house.sessions.look_up(token) == CLERK
    wait(29 * 60)
    assert house.sessions.look_up(token) == CLERK, "it was used in between"
    wait(31 * 60)
    assert house.sessions.look_up(token) is None


def test_a_session_ends_after_its_longest_time_however_busy(house: Directory, wait: Wait) -> None:
    token = sign_in(house)
    for _ in range(12 * 3):
        assert house.sessions.look_up(token) == CLERK
        wait(20 * 60)
    wait(1)
    assert house.sessions.look_up(token) is None


def test_signing_out_here_leaves_the_other_sessions(house: Directory) -> None:
    here, there = sign_in(house), sign_in(house)
    house.sessions.end(here)
    assert house.sessions.look_up(here) is None
    assert house.sessions.look_up(there) == CLERK


def test_signing_out_everywhere_ends_all_of_the_account_and_nobody_elses(house: Directory) -> None:
    mine, too, other = sign_in(house), sign_in(house), sign_in(house, "admin.li")
    house.sessions.end_all("zhang.san")
    assert [house.sessions.look_up(token) for token in (mine, too, other)] == [None, None, ADMIN]


def test_a_locked_account_stops_at_once_and_cannot_come_back(house: Directory) -> None:
    token = sign_in(house)
    house.accounts.change(replace(CLERK, locked=True))
    assert house.sessions.look_up(token) is None
    assert code_of(lambda: sign_in(house)) == "sign_in.failed"


def test_a_changed_account_is_another_at_the_next_step(house: Directory) -> None:
    token = sign_in(house)
    house.accounts.change(replace(CLERK, districts=("990102",)))
    found = house.sessions.look_up(token)
    assert found is not None
    assert found.viewer().districts == ("990102",)


def test_a_deleted_accounts_sessions_are_over(house: Directory) -> None:
    token = sign_in(house)
    house.accounts.delete("zhang.san")
    assert house.sessions.look_up(token) is None


def test_a_reset_password_works_once_told_ends_sessions_and_wants_to_be_changed(house: Directory) -> None:
    before = sign_in(house)
    told = house.accounts.reset_password("zhang.san")
    assert house.sessions.look_up(before) is None
    account = house.sessions.look_up(sign_in(house, password=told))
    assert account is not None
    assert account.must_change
    house.accounts.change_password("zhang.san", told, "Neues-Wort 77")
    account = house.sessions.look_up(sign_in(house, password="Neues-Wort 77"))
    assert account == CLERK


def test_changing_ones_password_needs_the_old_one_and_ends_all_sessions(house: Directory) -> None:
    token = sign_in(house)
    assert (
        code_of(lambda: house.accounts.change_password("zhang.san", "wrong", "Neues-Wort 77"))
        == "password.wrong"
    )
    assert code_of(lambda: house.accounts.change_password("zhang.san", GOOD, GOOD)) == "password.same"
    assert house.sessions.look_up(token) == CLERK
    house.accounts.change_password("zhang.san", GOOD, "Neues-Wort 77")
    assert house.sessions.look_up(token) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab1-xyz", "password.short"),
        ("x" * 201, "password.long"),
        ("Zhang.San-2026", "password.name"),
        ("Password-123456", "password.easy"),
        ("aaaaBBBB1111", "password.easy"),
        ("onlylowercase", "password.plain"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(house: Directory, password: str, code: str) -> None:
    assert code_of(lambda: house.accounts.change_password("zhang.san", GOOD, password)) == code


@pytest.mark.parametrize("password", ["Abcdefgh1x", "春风化雨2026润物x", "a long sentence of small letters"])
def test_a_good_password_is_taken(house: Directory, password: str) -> None:
    house.accounts.change_password("zhang.san", GOOD, password)
    sign_in(house, password=password)


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (replace(CLERK, account="ZHANG.SAN"), "account.taken"),
        (replace(CLERK, account="a/../b"), "account.name"),
        (replace(CLERK, account="张三"), "account.name"),
        (replace(CLERK, account="new", name=" "), "account.person"),
        (replace(CLERK, account="new", role="局长"), "account.role"),
        (replace(CLERK, account="new", districts=()), "account.no_district"),
        (replace(ADMIN, account="new", districts=("990101",)), "account.administrator_districts"),
        (
            replace(CLERK, account="new", districts=("990101", "990102"), school="1"),
            "account.school_district",
        ),
    ],
)
def test_an_unsound_account_is_refused_with_its_reason(house: Directory, account: Account, code: str) -> None:
    assert code_of(lambda: house.accounts.create(account)) == code


def test_the_last_administrator_stays(house: Directory) -> None:
    assert code_of(lambda: house.accounts.change(replace(ADMIN, locked=True))) == "account.last_administrator"
    assert code_of(lambda: house.accounts.change(replace(ADMIN, role="领导"))) == "account.last_administrator"
    assert code_of(lambda: house.accounts.delete("admin.li")) == "account.last_administrator"
    assert house.accounts.find("admin.li") == ADMIN


def test_an_invitation_makes_one_administrator_and_no_second(tmp_path: Path, wait: Wait) -> None:
    house = Directory(tmp_path / "new.sqlite3", AccessRules())
    first = house.accounts.invite_administrator()
    invitation = house.accounts.invite_administrator()
    assert not house.accounts.is_invited(first), "a new link makes the old one useless"
    assert code_of(lambda: house.accounts.take_up(invitation, "li", "李四", "short")) == "password.short"
    assert house.accounts.take_up(invitation, "li", "李四", GOOD).role == "管理员"
    assert code_of(lambda: house.accounts.take_up(invitation, "wang", "王五", GOOD)) == "invitation.invalid"


def test_a_role_and_its_districts_are_what_the_viewer_may() -> None:
    clerk = CLERK.viewer()
    assert clerk.may_see("990101")
    assert not clerk.may_see("990102")
    assert clerk.may_hand_in("990101")
    wide = replace(CLERK, sees_all=True).viewer()
    assert wide.may_see("990102")
    assert not wide.may_hand_in("990102")
    leader = Account("boss", "局长", "领导").viewer()
    assert leader.may_see("990102")
    assert not leader.may_hand_in("990102")
    assert not leader.may_see_names
    assert ADMIN.viewer().may_see_names


def test_signing_in_and_failing_are_in_the_trail_with_the_address(house: Directory) -> None:
    sign_in(house)
    code_of(lambda: sign_in(house, password="wrong"))
    lines = house.audit.search(Search(), limit=10)
    assert [(line["account"], line["address"], line["action"], line["worked"]) for line in lines] == [
        ("zhang.san", LET_IN, "sign_in", 0),
        ("zhang.san", LET_IN, "sign_in", 1),
    ]
    assert not any(GOOD in str(line) or "wrong" in str(line) for line in lines)


def test_the_trail_is_searched_by_account_text_and_outcome(house: Directory) -> None:
    for number in range(30):
        house.audit.add(Actor("zhang.san", LET_IN), "upload", f"100%_{number}.csv", worked=number % 2 == 0)
    assert house.audit.count(Search(text="100%_2")) == 11
    assert house.audit.count(Search(text="100__2")) == 0
    assert house.audit.count(Search(account="zhang.san", only_failed=True)) == 15
    assert [line["subject"] for line in house.audit.search(Search(), limit=2, offset=3)] == [
        "100%_26.csv",
        "100%_25.csv",
    ]
