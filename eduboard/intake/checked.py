"""A table that was checked: what was found, and its typed rows, which wait to be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eduboard.contracts import Contract
from eduboard.intake.findings import ERROR, Finding
from eduboard.intake.report import CheckReport
from eduboard.store.records import Incoming, Scope
from eduboard.store.store import Session


@dataclass
class CheckedTable:
    """A checked table and its rows, which wait in the file's session; close it when it is no longer wanted.

    ``incoming`` is None when the table could not be typed at all.
    """

    report: CheckReport
    contract: Contract | None
    session: Session
    incoming: Incoming | None = None

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes that publishing would replace."""
        return self.incoming.scopes if self.incoming else ()

    def add_findings(self, findings: Sequence[Finding]) -> None:
        """Add what was found after the report was made."""
        self.report = replace(
            self.report,
            errors=(*self.report.errors, *(finding for finding in findings if finding.level == ERROR)),
            warnings=(*self.report.warnings, *(finding for finding in findings if finding.level != ERROR)),
        )

    def close(self) -> None:
        """Drop the rows of the whole file and release its session."""
        self.session.close()


def close_all(tables: Iterable[CheckedTable]) -> None:
    """Close several checked tables."""
    for table in tables:
        table.close()
