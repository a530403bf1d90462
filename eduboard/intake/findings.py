"""What a check finds: where, what, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.texts import CELL_PROBLEMS, FINDINGS

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One place to mend (error) or to look at (warning).  ``line`` counts from 1 in the user's own file."""

    level: str
    rule: str
    line: int | None
    column: str | None
    value: str | None
    reason: str
    remedy: str

    @property
    def message(self) -> str:
        """Reason and remedy as one sentence."""
        return f"{self.reason}。{self.remedy}。" if self.remedy else f"{self.reason}。"


class _Lenient(dict[str, object]):
    """Leaves a placeholder it has no value for as it is."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def fill(template: str, values: dict[str, object]) -> str:
    """Fill a sentence's placeholders; sentences never fail for want of a value."""
    return template.format_map(_Lenient(values))


def make_finding(
    rule: str,
    *,
    level: str = ERROR,
    line: int | None = None,
    column: str | None = None,
    value: object = None,
    sentences: tuple[str, str] | None = None,
    **words: object,
) -> Finding:
    """Build a finding of a rule, with the rule's own sentences unless others are given; ``words`` fill them."""
    reason, remedy = sentences or FINDINGS.get(rule) or CELL_PROBLEMS[rule]
    shown = None if value is None else str(value)
    params = {"column": column, "value": shown, **words}
    return Finding(level, rule, line, column, shown, fill(reason, params), fill(remedy, params))
