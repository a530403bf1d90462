"""What a check finds: where, what, why, and what to do about it; and equal mistakes as one.

Of a table that several sheets make up, a finding names its sheet and the line in that sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from eduboard.texts import CELL_PROBLEMS, FINDINGS
from eduboard.texts import findings as texts
from eduboard.texts.sheets import LINES_OF_SHEET

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

    ``sentences`` are the rule's reason and remedy as they are written; ``words`` fill their placeholders.  ``sheet``
    is named where several sheets make up one table, and then the line is that sheet's.
    """

    level: str
    rule: str
    line: int | None
    column: str | None
    value: str | None
    sentences: tuple[str, str]
    words: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None

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
        """The form that ``check --json`` prints; ``sheet`` is in it where several sheets make up one table."""
        of_sheet = {} if self.sheet is None else {"sheet": self.sheet}
        return of_sheet | {
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
    sheet: str | None = None,
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
        sheet,
    )


@dataclass(frozen=True)
class LineRange:
    """Lines one below the other, first and last included, with their ``sheet`` as in ``Finding``."""

    sheet: str | None
    first: int
    last: int

    def as_json(self) -> list[int] | dict[str, Any]:
        """The form that ``check --json`` prints: first and last, with the sheet where one is named."""
        ends = [self.first, self.last]
        return ends if self.sheet is None else {"sheet": self.sheet, "lines": ends}


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
    def line_ranges(self) -> tuple[LineRange, ...]:
        """The lines as ranges, in the order of the file."""
        lines: dict[str | None, set[int]] = {}
        for finding in self.findings:
            if finding.line:
                lines.setdefault(finding.sheet, set()).add(finding.line)
        ranges: list[LineRange] = []
        for sheet, of_sheet in lines.items():
            for line in sorted(of_sheet):
                if ranges and (ranges[-1].sheet, ranges[-1].last) == (sheet, line - 1):
                    ranges[-1] = replace(ranges[-1], last=line)
                else:
                    ranges.append(LineRange(sheet, line, line))
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
            "lines": [item.as_json() for item in self.line_ranges],
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
    sheets = {sheet: number for number, sheet in enumerate(_sheets_of(found))}
    return tuple(
        sorted(
            found,
            key=lambda group: (
                group.level != ERROR,
                sheets[group.findings[0].sheet],
                group.findings[0].line or 0,
            ),
        )
    )


def _sheets_of(groups: Iterable[FindingGroup]) -> list[str | None]:
    """List the sheets in the order of their findings; what is said of no sheet goes first."""
    return list(dict.fromkeys([None, *(finding.sheet for group in groups for finding in group.findings)]))


def format_total(groups: Sequence[FindingGroup]) -> str:
    """Say how many findings there are: ``12``, or ``超过 10,000`` where not all are listed."""
    total = sum(group.count for group in groups)
    template = texts.MORE_THAN if any(group.is_cut for group in groups) else "{count:,}"
    return template.format(count=total)


def format_lines(group: FindingGroup) -> str:
    """Say where a group stands: ``第 3–5,002、5,010 行``; '' for what concerns the file as a whole."""
    return _lines(group, texts.LINES, texts.LINES_CUT)


def format_line_numbers(group: FindingGroup) -> str:
    """Say where a group stands, under a heading that says 行: ``3–5,002、5,010``; of sheets as ``format_lines``."""
    if any(item.sheet is not None for item in group.line_ranges):
        return format_lines(group)
    return _lines(group, "{lines}", texts.LINE_NUMBERS_CUT)


def _lines(group: FindingGroup, template: str, template_cut: str) -> str:
    ranges = group.line_ranges
    if not ranges:
        return ""
    shown = [
        (sheet, texts.LISTED.join(map(_range, of_sheet)))
        for sheet, of_sheet in groupby(ranges[:_RANGES_SHOWN], key=lambda item: item.sheet)
    ]
    templates = [template] * len(shown)
    if len(ranges) > _RANGES_SHOWN:
        templates[-1] = template_cut
    written = (
        _of_sheet(sheet, template.format(lines=lines))
        for (sheet, lines), template in zip(shown, templates, strict=True)
    )
    return texts.LISTED.join(written)


def _range(item: LineRange) -> str:
    return f"{item.first:,}" if item.first == item.last else f"{item.first:,}–{item.last:,}"


def _of_sheet(sheet: str | None, lines: str) -> str:
    return lines if sheet is None else LINES_OF_SHEET.format(sheet=sheet, lines=lines)


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
