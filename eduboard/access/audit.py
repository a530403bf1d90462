"""The audit trail: who did what, when, from where, and whether it worked.  Lines are added and never changed.

Each line's hash covers the line and the hash before it, so a line that was changed or taken out shows; the last one's
number and hash are kept apart, so that lines taken off the end show as well, also when more are added afterwards.
Lines older than the bureau keeps them are cut off at the start; the hash at the cut stays, so the rest still proves.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from eduboard.access.database import AccessDatabase, Row, now

_DAY = 24 * 3600
_KEPT = ("happened_at", "account", "address", "action", "subject", "detail", "worked")


@dataclass(frozen=True)
class Actor:
    """Who does something, and from which address."""

    account: str
    address: str = ""


@dataclass(frozen=True)
class Search:
    """What is looked for in the trail; '' and None leave a condition out.  Times are seconds since 1970."""

    account: str = ""
    action: str = ""
    text: str = ""
    since: int | None = None
    until: int | None = None
    only_failed: bool = False


class Audit:
    """The trail in the access database."""

    def __init__(self, database: AccessDatabase, days_kept: int) -> None:
        self._database = database
        self._days_kept = days_kept
        self._lock = threading.Lock()

    def add(
        self, actor: Actor, action: str, subject: str = "", detail: str = "", *, worked: bool = True
    ) -> None:
        """Add a line, in the transaction that is running or in its own."""
        with self._database.writing() as connection:
            last, before = self.head()
            values = (now(), actor.account, actor.address, action, subject, detail, int(worked))
            entry, line_hash = last + 1, _hash(before, last + 1, values)
            connection.execute(
                "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (entry, *values, line_hash)
            )
            connection.execute("INSERT OR REPLACE INTO audit_end VALUES (0, ?, ?)", (entry, line_hash))

    def _start(self) -> tuple[int, str]:
        """The entry and hash after which the kept lines begin."""
        row = self._database.row("SELECT entry, hash FROM audit_start ORDER BY entry DESC LIMIT 1")
        return (row["entry"], row["hash"]) if row else (0, "")

    def head(self) -> tuple[int, str]:
        """Give the last line's number and hash: written down elsewhere, it shows a trail that was made anew."""
        row = self._database.row("SELECT entry, hash FROM audit_end")
        return (row["entry"], row["hash"]) if row else self._start()

    def first_broken(self) -> int | None:
        """Give the number of the first line that is missing or does not follow from the one before it, or None."""
        end = self.head()  # asked first: lines may be added meanwhile
        entry, before = self._start()
        has_end = (entry, before) == end
        for row in self._database.rows("SELECT * FROM audit ORDER BY entry"):
            values = tuple(row[name] for name in _KEPT)
            if row["entry"] != entry + 1 or row["hash"] != _hash(before, row["entry"], values):
                return entry + 1
            entry, before = row["entry"], row["hash"]
            has_end = has_end or (entry, before) == end
        return None if has_end else entry + 1

    def search(self, search: Search, *, limit: int, offset: int = 0) -> list[Row]:
        """Give a page of lines, newest first."""
        where, values = _conditions(search)
        return self._database.rows(
            f"SELECT entry, {', '.join(_KEPT)} FROM audit{where} ORDER BY entry DESC LIMIT ? OFFSET ?",  # noqa: S608 - our own names
            *values, limit, offset,
        )  # fmt: skip

    def count(self, search: Search) -> int:
        """Count the lines that a search finds."""
        where, values = _conditions(search)
        row = self._database.row(f"SELECT count(*) AS number FROM audit{where}", *values)  # noqa: S608 - our own names
        return int(row["number"]) if row else 0

    def cut(self) -> int:
        """Forget the lines that are older than the bureau keeps them; return how many those were."""
        before = now() - self._days_kept * _DAY
        with self._database.writing() as connection:
            last = connection.execute(
                "SELECT entry, hash FROM audit WHERE entry < coalesce((SELECT min(entry) FROM audit "
                "WHERE happened_at >= ?), entry + 1) ORDER BY entry DESC LIMIT 1",
                (before,),
            ).fetchone()
            if last is None:
                return 0
            connection.execute("INSERT INTO audit_start VALUES (?, ?)", tuple(last))
            return connection.execute("DELETE FROM audit WHERE entry <= ?", (last["entry"],)).rowcount


def _hash(before: str, entry: int, values: tuple[object, ...]) -> str:
    text = json.dumps([before, entry, *values], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _conditions(search: Search) -> tuple[str, list[object]]:
    found = list(_parts(search))
    where = " WHERE " + " AND ".join(sql for sql, _ in found) if found else ""
    return where, [value for _, values in found for value in values]


def _parts(search: Search) -> Iterator[tuple[str, tuple[object, ...]]]:
    if search.account:
        yield "account = ?", (search.account,)
    if search.action:
        yield "action = ?", (search.action,)
    if search.text:
        # instr, because % and _ are ordinary characters in a file's name.
        yield (
            "(instr(subject, ?) OR instr(detail, ?) OR instr(account, ?) OR instr(address, ?))",
            (search.text,) * 4,
        )
    if search.since is not None:
        yield "happened_at >= ?", (search.since,)
    if search.until is not None:
        yield "happened_at < ?", (search.until,)
    if search.only_failed:
        yield "worked = 0", ()
