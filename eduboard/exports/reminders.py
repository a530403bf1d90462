"""催报: what is still to be handed in, as official text to copy, and for a group's robot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from eduboard.formats import format_period
from eduboard.metrics.submissions import DistrictSubmissions, School, Submission, Submissions
from eduboard.store.submittals import RETURNED
from eduboard.texts import submissions as texts

NAMES_IN_LETTER = 10


def write_date(day: date) -> str:
    """Write a date as official papers do: 2026年10月20日."""
    return texts.DATE.format(date=day)


def _day(day: date) -> str:
    return texts.DAY.format(date=day)


def write_names(schools: Sequence[School], most: int | None = None) -> str:
    """List schools by name, at most so many."""
    names = "、".join(school.name for school in schools[:most])
    return names if most is None or len(schools) <= most else texts.MORE_NAMES.format(names=names)


def write_headline(result: Submissions) -> str:
    """Say in a sentence where the city stands."""
    period, deadline = format_period(result.period), write_deadline(result)
    if not result.required:
        return texts.NOTHING_REQUIRED.format(period=period, deadline=deadline)
    counts = result.counts()
    return texts.HEADLINE.format(
        period=period,
        districts=len(result.districts),
        tables=len(result.tables),
        required=result.required,
        counts="、".join(
            texts.COUNT.format(status=status, count=count)
            for status, count in counts.items()
            if count or status in texts.ALWAYS_COUNTED
        ),
        deadline=deadline,
    )


def write_deadline(result: Submissions) -> str:
    """Say when the deadline is, and how far off."""
    days = (result.deadline - result.today).days
    template = texts.DEADLINE_AHEAD if days > 0 else texts.DEADLINE_PAST if days else texts.DEADLINE_TODAY
    return template.format(date=write_date(result.deadline), days=abs(days))


def write_coverage(item: Submission) -> str:
    """Say how many schools are in a table: 41/46校, 区县合计, 无名录 …; '' where schools are not counted."""
    words = (_write_schools(item), _write_review(item))
    return " ".join(filter(None, words))


def _write_review(item: Submission) -> str:
    """Say what of a table that is published already, or of its schools, waits or was sent back."""
    if item.schools_waiting:
        return texts.SCHOOLS_WAITING.format(count=item.schools_waiting)
    return texts.CORRECTIONS.get(item.review, "") if item.batch else ""


def _write_schools(item: Submission) -> str:
    if not item.batch:
        return ""
    if item.lacks_registry:
        return texts.NO_REGISTRY
    if item.has_totals and item.reported == item.expected:
        return texts.BY_TOTALS
    if item.expected is None:
        return ""
    return texts.SCHOOLS_OF.format(reported=item.reported, expected=item.expected)


def write_all_open(district: DistrictSubmissions, names: int = NAMES_IN_LETTER) -> str:
    """Say what a district has still to hand in, with at most so many schools' names for each table; 0 for none."""
    partial = [_write_missing_schools(item, names) for item in district.still_open if item.batch]
    lacking = [item for item in district.still_open if not item.batch]
    whole = "、".join(item.title for item in lacking if item.status != RETURNED)
    returned = "、".join(item.title for item in lacking if item.status == RETURNED)
    return texts.JOIN.join(
        (
            *partial,
            *((texts.TABLES_RETURNED.format(datasets=returned),) if returned else ()),
            *((texts.TABLES_MISSING.format(datasets=whole),) if whole else ()),
        )
    )


def _write_missing_schools(item: Submission, names: int) -> str:
    if not names:
        return texts.SCHOOLS_MISSING_BRIEF.format(dataset=item.title, count=len(item.missing))
    return texts.SCHOOLS_MISSING.format(
        dataset=item.title, count=len(item.missing), names=write_names(item.missing, names)
    )


def write_reminder(result: Submissions, district: DistrictSubmissions, bureau: str) -> str:
    """Write the letter to one district."""
    template = texts.REMINDER_PAST if result.is_overdue else texts.REMINDER_AHEAD
    body = template.format(
        today=_day(result.today),
        you=texts.YOU.get(district.name[-1:], texts.YOU_OTHERWISE),
        period=format_period(result.period),
        count=len(district.still_open),
        items=write_all_open(district),
        deadline=_day(result.deadline),
    )
    return "\n".join(
        (
            _marked(texts.ADDRESSEE.format(district=district.name), result),
            f"　　{body}",
            _signature(result, bureau),
        )
    )


def write_reminder_to_all(result: Submissions, bureau: str) -> str:
    """Write one letter to all the districts that have something to hand in."""
    template = texts.REMINDER_ALL_PAST if result.is_overdue else texts.REMINDER_ALL_AHEAD
    lines = (
        texts.REMINDER_LINE.format(number=number, district=district.name, items=write_all_open(district))
        for number, district in enumerate(result.still_open, start=1)
    )
    body = template.format(
        today=_day(result.today),
        period=format_period(result.period),
        required=result.required,
        districts=len(result.still_open),
        count=sum(len(district.still_open) for district in result.still_open),
        deadline=_day(result.deadline),
        items="\n".join(lines),
    )
    return "\n".join((_marked(texts.ADDRESSEE_ALL, result), f"　　{body}", _signature(result, bureau)))


def _marked(text: str, result: Submissions) -> str:
    """Put the mark of invented data before a text that will leave the product."""
    return texts.DEMO_MARK + text if result.has_demo_data else text


def _signature(result: Submissions, bureau: str) -> str:
    return texts.REMINDER_SIGNATURE.format(bureau=bureau, today=write_date(result.today))


def write_robot_message(result: Submissions, most_bytes: int) -> tuple[str, str]:
    """Write title and Markdown for a group's robot; districts that no longer fit are counted."""
    title = _marked(texts.ROBOT_TITLE.format(period=format_period(result.period)), result)
    head = f"**{title}**\n{write_headline(result)}"
    lines = [
        texts.ROBOT_LINE.format(district=district.name, items=write_all_open(district, 0))
        for district in result.still_open
    ]
    for kept in range(len(lines), -1, -1):
        rest = [texts.ROBOT_CUT.format(count=len(lines) - kept)] if kept < len(lines) else []
        # An empty line between quotes: one robot joins lines that the other keeps apart.
        text = "\n\n".join((head, *lines[:kept], *rest))
        if len(text.encode()) <= most_bytes:
            return title, text
    return title, head


def cell_words(item: Submission) -> tuple[str, str]:
    """The two words of a cell: the status, and how much of it."""
    return item.status, write_coverage(item)
