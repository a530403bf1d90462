"""What a check finds: where, what, why, and what to do about it; and equal mistakes as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eduboard.texts import CELL_PROBLEMS, FINDINGS
from eduboard.texts import findings as texts

ERROR = "error"
WARNING = "warning"
MORE = "findings.more"
"""The finding that says of a rule's findings that not all are listed."""

LISTED_AT_MOST = 10_000
"""Findings of one rule and column that are listed one by one; that there are more is said."""

_WORDS_SHOWN = 3
_RANGES_SHOWN = 6
_VALUES_SHOWN = 3
_VALUE_LENGTH = 30


@dataclass(frozen=True)
class Finding:
    """One place to mend (error) or to look at (warning).  ``line`` counts from 1 in the user's own file.

    ``sentences`` are the rule's reason and remedy as they are written; ``words`` fill their placeholders.
    """

    level: str
    rule: str
    line: int | None
    column: str | None
    value: str | None
    sentences: tuple[str, str]
    words: tuple[tuple[str, str], ...] = ()

    @property
    def reason(self) -> str:
        """Why this cannot stand."""
        return fill(self.sentences[0], dict(self.words))

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return fill(self.sentences[1], dict(self.words))

    @property
    def message(self) -> str:
        """Reason and remedy as one sentence."""
        return _message(self.reason, self.remedy)

    def as_json(self) -> dict[str, Any]:
        """The form that ``check --json`` prints."""
        return {
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "rule": self.rule,
            "message": self.message,
        }


def _message(reason: str, remedy: str) -> str:
    return f"{reason}。{remedy}。" if remedy else f"{reason}。"


class _Lenient(dict[str, str]):
    """Leaves a placeholder it has no value for as it is."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def fill(template: str, values: dict[str, str]) -> str:
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
    shown = None if value is None else str(value)
    given = {"column": column, "value": shown, **words}
    return Finding(
        level,
        rule,
        line,
        column,
        shown,
        sentences or FINDINGS.get(rule) or CELL_PROBLEMS[rule],
        tuple((name, "" if word is None else str(word)) for name, word in given.items()),
    )


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one rule in one column, which read as one: never empty, in the order of the file.

    ``is_cut`` says that there are more than are listed.
    """

    findings: tuple[Finding, ...]
    is_cut: bool = False

    @property
    def level(self) -> str:
        """Error or warning."""
        return self.findings[0].level

    @property
    def rule(self) -> str:
        """The rule that all of them break."""
        return self.findings[0].rule

    @property
    def column(self) -> str | None:
        """The column that all of them stand in; None for those of a whole row or file."""
        return self.findings[0].column

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self.findings)

    @property
    def line_ranges(self) -> tuple[tuple[int, int], ...]:
        """The lines as ranges, first and last included."""
        ranges: list[tuple[int, int]] = []
        for line in sorted({finding.line for finding in self.findings if finding.line}):
            if ranges and ranges[-1][1] == line - 1:
                ranges[-1] = (ranges[-1][0], line)
            else:
                ranges.append((line, line))
        return tuple(ranges)

    @property
    def values(self) -> tuple[tuple[str, int], ...]:
        """The different values with how often they stand there, the most frequent first."""
        return tuple(
            Counter(finding.value for finding in self.findings if finding.value is not None).most_common()
        )

    @property
    def reason(self) -> str:
        """Why they cannot stand, in words that hold for all of them."""
        return fill(self.findings[0].sentences[0], self._words)

    @property
    def remedy(self) -> str:
        """What to do about all of them."""
        return fill(self.findings[0].sentences[1], self._words)

    @property
    def message(self) -> str:
        """Reason and remedy as one sentence."""
        return _message(self.reason, self.remedy)

    @property
    def _words(self) -> dict[str, str]:
        """What stands for a placeholder: its one word, or the first of its different words."""
        found: dict[str, dict[str, None]] = {}
        for finding in self.findings:
            for name, word in finding.words:
                found.setdefault(name, {})[word] = None
        return {name: _first_of(list(words)) for name, words in found.items()}

    def as_json(self) -> dict[str, Any]:
        """The form that ``check --json`` prints, beside the findings one by one."""
        return {
            "level": self.level,
            "rule": self.rule,
            "column": self.column,
            "count": self.count,
            "is_cut": self.is_cut,
            "lines": [list(ends) for ends in self.line_ranges],
            "values": [{"value": value, "count": count} for value, count in self.values],
            "reason": self.reason,
            "remedy": self.remedy,
        }


def _first_of(words: Sequence[str]) -> str:
    shown = texts.LISTED.join(words[:_WORDS_SHOWN])
    return shown if len(words) <= _WORDS_SHOWN else texts.AND_OTHERS.format(words=shown)


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Bring equal mistakes together: one group for each level, rule, column and wording.

    Groups come in the order of their first line, errors before warnings: the order in which a clerk goes through
    the file.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    cut: set[tuple[str, str | None, str]] = set()
    for finding in findings:
        of = dict(finding.words).get("of") if finding.rule == MORE else None
        if of:
            cut.add((finding.level, finding.column, of))
        else:
            key = (finding.level, finding.rule, finding.column, finding.sentences)
            groups.setdefault(key, []).append(finding)
    found = [
        FindingGroup(tuple(members), (members[0].level, members[0].column, members[0].rule) in cut)
        for members in groups.values()
    ]
    return tuple(sorted(found, key=lambda group: (group.level != ERROR, group.findings[0].line or 0)))


def format_total(groups: Sequence[FindingGroup]) -> str:
    """Say how many findings there are: ``12``, or ``超过 10,000`` where not all are listed."""
    total = sum(group.count for group in groups)
    template = texts.MORE_THAN if any(group.is_cut for group in groups) else "{count:,}"
    return template.format(count=total)


def format_lines(group: FindingGroup) -> str:
    """Say where a group stands: ``第 3–5,002、5,010 行``; '' for what concerns the file as a whole."""
    return _lines(group, texts.LINES, texts.LINES_CUT)


def format_line_numbers(group: FindingGroup) -> str:
    """Say where a group stands, under a heading that says 行: ``3–5,002、5,010``."""
    return _lines(group, "{lines}", texts.LINE_NUMBERS_CUT)


def _lines(group: FindingGroup, template: str, template_cut: str) -> str:
    ranges = group.line_ranges
    if not ranges:
        return ""
    shown = [
        f"{first:,}" if first == last else f"{first:,}–{last:,}" for first, last in ranges[:_RANGES_SHOWN]
    ]
    return (template if len(ranges) <= _RANGES_SHOWN else template_cut).format(lines=texts.LISTED.join(shown))


def format_values(group: FindingGroup) -> str:
    """Give the most frequent values of a group: ``“12人”×4,980、“未知”×20``; '' where cells are empty."""
    values = group.values
    if len(values) == 1 and values[0][1] == group.count == 1:
        return _short(values[0][0])
    shown = [
        texts.VALUE_TIMES.format(value=_short(value), count=count) for value, count in values[:_VALUES_SHOWN]
    ]
    template = "{values}" if len(values) <= _VALUES_SHOWN else texts.VALUES_CUT
    return template.format(values=texts.LISTED.join(shown), count=len(values))


def _short(value: str) -> str:
    return value if len(value) <= _VALUE_LENGTH else f"{value[:_VALUE_LENGTH]}…"
