"""Sessions: opaque secrets in a cookie, looked up at every step.  What is said of an account holds at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from eduboard.access.accounts import Account, account_of
from eduboard.access.database import AccessDatabase, now
from eduboard.access.tokens import digest, new_token
from eduboard.access_rules import AccessRules
from eduboard.errors import EduboardError

_SEEN_EVERY = 60  # seconds; writing at every step would cost more than the step
_AGENT_LENGTH = 200

_LOOK_UP = """
SELECT accounts.*, sessions.session, sessions.seen_at
FROM sessions JOIN accounts USING (account)
WHERE session = ? AND seen_at >= ? AND started_at >= ? AND NOT locked
"""


@dataclass(frozen=True)
class SignedIn:
    """A session as its owner sees it; ``session`` is the digest of its secret.  Times are seconds since 1970."""

    session: str
    account: str
    started_at: int
    seen_at: int
    address: str
    agent: str


class Sessions:
    """The sessions in the access database."""

    def __init__(self, database: AccessDatabase, rules: AccessRules) -> None:
        self._database = database
        self._rules = rules

    def start(self, account: str, address: str, agent: str) -> str:
        """Start a session and return its secret, new for each sign-in: one set from outside is never adopted."""
        token = new_token()
        moment = now()
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE seen_at < ? OR started_at < ?", self._limits(moment)
            )
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
                (digest(token), account, moment, moment, address, agent[:_AGENT_LENGTH]),
            )
        return token

    def look_up(self, token: str) -> Account | None:
        """Give the account behind a secret; None when the session is over or the account locked."""
        if not token:
            return None
        moment = now()
        row = self._database.row(_LOOK_UP, digest(token), *self._limits(moment))
        if row is None:
            return None
        if moment - row["seen_at"] >= _SEEN_EVERY:
            # On a full disk one may still look: the session only ends earlier.
            with suppress(EduboardError), self._database.writing() as connection:
                connection.execute(
                    "UPDATE sessions SET seen_at = ? WHERE session = ?", (moment, row["session"])
                )
        return account_of(row)

    def _limits(self, moment: int) -> tuple[int, int]:
        return moment - 60 * self._rules.idle_minutes, moment - 3600 * self._rules.session_hours

    def end(self, token: str) -> None:
        """Sign out here."""
        self.end_by_digest(digest(token))

    def end_by_digest(self, session: str) -> None:
        """Sign out one of the sessions of a list."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE session = ?", (session,))

    def end_all(self, account: str) -> None:
        """Sign an account out everywhere."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE account = ?", (account,))

    def list(self, account: str) -> list[SignedIn]:
        """Give an account's sessions that are not over, the last seen first."""
        rows = self._database.rows(
            "SELECT * FROM sessions WHERE account = ? AND seen_at >= ? AND started_at >= ? ORDER BY seen_at DESC",
            account, *self._limits(now()),
        )  # fmt: skip
        return [SignedIn(**row) for row in rows]
