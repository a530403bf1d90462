"""Accounts: who may sign in, as what, for which districts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from eduboard.access.database import AccessDatabase, Row, now
from eduboard.access.passwords import hash_password, is_outdated, is_right, one_time_password, require_good
from eduboard.access.roles import ADMINISTRATOR, RIGHTS
from eduboard.access.tokens import digest, new_token
from eduboard.access.viewer import Viewer
from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError

_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{1,63}")
_NAME_LENGTH = 40


@dataclass(frozen=True)
class Account:
    """An account as the administrator sees it.

    ``districts`` None means all; ``must_change`` that the password was given by somebody else; ``is_local`` that it
    signs in with a password here, and not at another provider.
    """

    account: str
    name: str
    role: str
    districts: tuple[str, ...] | None = None
    sees_all: bool = False
    school: str = ""
    sees_names: bool = False
    must_change: bool = False
    locked: bool = False
    is_local: bool = True

    def viewer(self) -> Viewer:
        """The viewer that this account's reads and writes are made for."""
        return Viewer(
            self.name, self.role, self.districts, self.sees_all, self.school, self.sees_names, self.account
        )


class Accounts:
    """The accounts in the access database."""

    def __init__(self, database: AccessDatabase, rules: AccessRules) -> None:
        self._database = database
        self._rules = rules

    def find(self, account: str) -> Account | None:
        """Give an account by its name."""
        row = self._database.row("SELECT * FROM accounts WHERE account = ?", account.lower())
        return account_of(row) if row else None

    def require(self, account: str) -> Account:
        """Give an account by its name; raise EduboardError ``account.unknown`` when there is none."""
        found = self.find(account)
        if found is None:
            raise EduboardError("account.unknown", account=account)
        return found

    def list(self) -> list[Account]:
        """Give all accounts, by name."""
        return [account_of(row) for row in self._database.rows("SELECT * FROM accounts ORDER BY account")]

    def create(self, account: Account, password: str | None = None) -> str:
        """Create an account; return the password to tell its owner ('' when theirs was given).

        Raises EduboardError ``account.*`` for a name that is taken or not allowed, an unknown role or no district.
        """
        _require_sound(account)
        given = password if password is not None else one_time_password()
        if password is not None:
            require_good(password, account.account, self._rules)
        hashed = hash_password(given) if account.is_local else None
        values = (
            account.account.lower(), account.name.strip(), account.role, _joined(account.districts),
            account.sees_all, account.school, account.sees_names, hashed,
            account.is_local and password is None, account.locked, now(),
        )  # fmt: skip
        try:
            with self._database.writing() as connection:
                connection.execute("INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        except sqlite3.IntegrityError as error:
            raise EduboardError("account.taken", account=account.account) from error
        return given if account.is_local and password is None else ""

    def create_all(self, accounts: Sequence[Account]) -> dict[str, str]:
        """Create several accounts, all or none; return each one's password to tell its owner."""
        with self._database.writing():
            return {account.account: self.create(account) for account in accounts}

    def change(self, account: Account) -> None:
        """Change role, districts, names and lock of an existing account; its sessions see it at their next step.

        Raises EduboardError ``account.last_administrator`` when nobody would be left to administer.
        """
        _require_sound(account)
        before = self.require(account.account)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE accounts SET name = ?, role = ?, districts = ?, sees_all = ?, school = ?, sees_names = ?, "
                "locked = ? WHERE account = ?",
                (
                    account.name.strip(), account.role, _joined(account.districts), account.sees_all, account.school,
                    account.sees_names, account.locked, before.account,
                ),
            )  # fmt: skip
            self._require_administrator()

    def delete(self, account: str) -> None:
        """Delete an account and end its sessions; what it did stays in the audit trail."""
        found = self.require(account)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM accounts WHERE account = ?", (found.account,))
            self._require_administrator()

    def _require_administrator(self) -> None:
        left = self._database.row(
            "SELECT count(*) AS number FROM accounts WHERE role = ? AND NOT locked", ADMINISTRATOR
        )
        if not left or not left["number"]:
            raise EduboardError("account.last_administrator")

    def reset_password(self, account: str) -> str:
        """Give an account a one-time password, end its sessions, and return it."""
        found = self.require(account)
        if not found.is_local:
            raise EduboardError("account.elsewhere", account=found.account)
        password = one_time_password()
        self._set_password(found.account, password, must_change=True)
        return password

    def change_password(self, account: str, old: str, new: str) -> None:
        """Change one's own password; all sessions of the account end.

        Raises EduboardError ``password.*``: the old one is wrong, or the new one is not good or not new.
        """
        found = self.require(account)
        if not self.is_password(found.account, old):
            raise EduboardError("password.wrong")
        if old == new:
            raise EduboardError("password.same")
        require_good(new, found.account, self._rules)
        self._set_password(found.account, new, must_change=False)

    def is_password(self, account: str, password: str) -> bool:
        """Tell whether this is the account's password; takes as long when there is no such account."""
        row = self._database.row("SELECT account, password FROM accounts WHERE account = ?", account.lower())
        hashed = row["password"] if row else None
        if not is_right(password, hashed):
            return False
        if row and hashed and is_outdated(hashed):
            with self._database.writing() as connection:
                connection.execute(
                    "UPDATE accounts SET password = ? WHERE account = ?",
                    (hash_password(password), row["account"]),
                )
        return True

    def _set_password(self, account: str, password: str, *, must_change: bool) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE accounts SET password = ?, must_change = ? WHERE account = ?",
                (hash_password(password), must_change, account),
            )
            connection.execute("DELETE FROM sessions WHERE account = ?", (account,))

    # -- the first administrator ---------------------------------------------------------------------------

    def invite_administrator(self) -> str:
        """Make the secret of a one-time link by which the first administrator makes an account of their own."""
        invitation = new_token()
        expires_at = now() + self._rules.invitation_hours * 3600
        with self._database.writing() as connection:
            connection.execute("DELETE FROM invitations")
            connection.execute(
                "INSERT INTO invitations VALUES (?, ?, ?)", (digest(invitation), ADMINISTRATOR, expires_at)
            )
        return invitation

    def is_invited(self, invitation: str) -> bool:
        """Tell whether an invitation may still be taken up."""
        row = self._database.row(
            "SELECT 1 AS found FROM invitations WHERE invitation = ? AND expires_at > ?",
            digest(invitation), now(),
        )  # fmt: skip
        return row is not None

    def take_up(self, invitation: str, account: str, name: str, password: str) -> Account:
        """Make the first administrator's account; the invitation is then used up.

        Raises EduboardError ``invitation.invalid``, ``account.*`` or ``password.*``.
        """
        made = Account(account, name, ADMINISTRATOR)
        with self._database.writing() as connection:
            if not self.is_invited(invitation):
                raise EduboardError("invitation.invalid")
            self.create(made, password)
            connection.execute("DELETE FROM invitations")
        return self.require(account)


def _require_sound(account: Account) -> None:
    if not _ACCOUNT.fullmatch(account.account):
        raise EduboardError("account.name", account=account.account)
    if not 0 < len(account.name.strip()) <= _NAME_LENGTH or not account.name.isprintable():
        raise EduboardError("account.person", length=_NAME_LENGTH)
    if account.role not in RIGHTS:
        raise EduboardError("account.role", role=account.role, allowed="、".join(RIGHTS))
    if account.role == ADMINISTRATOR and account.districts is not None:
        raise EduboardError("account.administrator_districts")
    if account.districts is not None and not account.districts and not account.sees_all:
        raise EduboardError("account.no_district", account=account.account)
    if account.school and (account.districts is None or len(account.districts) != 1):
        raise EduboardError("account.school_district", account=account.account)


def _joined(districts: Sequence[str] | None) -> str | None:
    return None if districts is None else ",".join(districts)


def account_of(row: Row) -> Account:
    """Make an account of its row in the database."""
    districts = row["districts"]
    return Account(
        account=row["account"],
        name=row["name"],
        role=row["role"],
        districts=None if districts is None else tuple(filter(None, districts.split(","))),
        sees_all=bool(row["sees_all"]),
        school=row["school"],
        sees_names=bool(row["sees_names"]),
        must_change=bool(row["must_change"]),
        locked=bool(row["locked"]),
        is_local=row["password"] is not None,
    )
