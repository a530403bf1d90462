"""Everything about who may come in, in one place: accounts, sessions, audit, and signing in."""

from __future__ import annotations

from pathlib import Path

from eduboard.access.accounts import Account, Accounts
from eduboard.access.audit import Actor, Audit
from eduboard.access.database import AccessDatabase, now
from eduboard.access.kept_settings import note_settings
from eduboard.access.sessions import Sessions
from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError
from eduboard.settings import Settings
from eduboard.texts import access as texts

SIGN_IN = "sign_in"
SIGN_OUT = "sign_out"
SIGN_OUT_ALL = "sign_out_all"
LOCKED_OUT = "locked_out"
FIRST_ADMINISTRATOR = "first_administrator"
CHANGE_SETTING = "change_setting"
PASSWORD = "password"  # noqa: S105 - the name of an action

_FROM_ONE_ADDRESS = 10
"""A whole office may sit behind one address: it is locked out after so many times the failures of one account."""


def directory_of(settings: Settings) -> Directory:
    """Open the access database of a deployment, beside its store."""
    return Directory(access_file(settings), settings.access)


def access_file(settings: Settings) -> Path:
    """Where the access database of a deployment is, or would be."""
    return settings.store.resolve().with_suffix(".access.sqlite3")


class Directory:
    """The access database of a store, with its rules."""

    def __init__(self, path: Path, rules: AccessRules) -> None:
        self._database = AccessDatabase(path)
        self._rules = rules
        self.accounts = Accounts(self._database, rules)
        self.sessions = Sessions(self._database, rules)
        self.audit = Audit(self._database, rules.audit_days)

    def sign_in(self, account: str, password: str, address: str, agent: str) -> str:
        """Check a password and return the secret of a new session.

        Raises EduboardError ``sign_in.failed``, the same whatever was wrong, or ``sign_in.locked_out`` after too
        many failures of the account or from the address; the password is then not even looked at.
        """
        account = account.strip().lower()
        actor = Actor(account, address)
        if self._is_locked_out(account, address):
            self.audit.add(actor, LOCKED_OUT, account, worked=False)
            raise EduboardError("sign_in.locked_out", minutes=self._rules.lockout_minutes)
        found = self.accounts.find(account)
        if not self.accounts.is_password(account, password) or found is None or found.locked:
            self._count_failure(account, address)
            self.audit.add(actor, SIGN_IN, account, worked=False)
            raise EduboardError("sign_in.failed")
        self._forget_failures(account)
        return self.admit(found, address, agent)

    def change_password(self, account: str, old: str, new: str, address: str) -> None:
        """Change one's own password; all sessions of the account end.

        A wrong old password counts like one at the door: who found a screen unlocked guesses no more often there.
        Raises EduboardError ``password.*`` or ``sign_in.locked_out``.
        """
        if self._is_locked_out(account, address):
            raise EduboardError("sign_in.locked_out", minutes=self._rules.lockout_minutes)
        try:
            self.accounts.change_password(account, old, new)
        except EduboardError as error:
            if error.code == "password.wrong":
                self._count_failure(account, address)
            raise
        self._forget_failures(account)

    def admit(self, account: Account, address: str, agent: str) -> str:
        """Start a session for an account whose owner has proved who they are, here or at another provider."""
        if account.locked:
            self.audit.add(Actor(account.account, address), SIGN_IN, account.account, worked=False)
            raise EduboardError("sign_in.failed")
        token = self.sessions.start(account.account, address, agent)
        self.audit.add(Actor(account.account, address), SIGN_IN, account.account)
        return token

    def _is_locked_out(self, account: str, address: str) -> bool:
        since = now() - 60 * self._rules.lockout_minutes
        limits = {
            account: self._rules.failures_allowed,
            address: self._rules.failures_allowed * _FROM_ONE_ADDRESS,
        }
        return any(
            subject and self._failures(subject, since) >= allowed for subject, allowed in limits.items()
        )

    def _failures(self, subject: str, since: int) -> int:
        row = self._database.row(
            "SELECT count(*) AS number FROM failures WHERE subject = ? AND failed_at >= ?", subject, since
        )
        return int(row["number"]) if row else 0

    def _count_failure(self, account: str, address: str) -> None:
        moment = now()
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM failures WHERE failed_at < ?", (moment - 60 * self._rules.lockout_minutes,)
            )
            connection.executemany(
                "INSERT INTO failures VALUES (?, ?)",
                [(subject, moment) for subject in (account, address) if subject],
            )

    def _forget_failures(self, account: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM failures WHERE subject = ?", (account,))

    def note_settings(self, settings: Settings) -> None:
        """Put on record what has been changed in the settings since they were last seen: the file says not by whom."""
        for name, change in note_settings(self._database, settings):
            self.audit.add(Actor(texts.SETTINGS_FILE), CHANGE_SETTING, name, change)

    def close(self) -> None:
        """Close the database."""
        self._database.close()
