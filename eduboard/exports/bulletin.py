"""The month's 通报 of a programme: the headline, the text to copy, and the list as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eduboard.exports.alerts import write_appendix
from eduboard.exports.programme_lists import BELOW, BULLETIN, below_title, list_table
from eduboard.formats import format_count, format_period
from eduboard.metrics.alerts import Alert
from eduboard.metrics.results import DataTable
from eduboard.programmes.bulletin import Notice, bulletin
from eduboard.programmes.model import RESULT
from eduboard.programmes.results import (
    BEHIND,
    DONE,
    GREEN,
    MISSED,
    NO_AIM,
    NO_DATA,
    NOT_STARTED,
    ON_COURSE,
    RED,
    UNDER_WAY,
    YELLOW,
    ProgrammeView,
    Shortfall,
)
from eduboard.store.records import DEMO
from eduboard.texts import programme_page as texts

_BELOW_COUNTS = 3
"""How many of ``BELOW_COLUMNS``, the last ones, are counts."""
_ORDER = (DONE, ON_COURSE, BEHIND, MISSED, UNDER_WAY, NOT_STARTED, NO_DATA, NO_AIM)


def write_statuses(view: ProgrammeView) -> str:
    """Count what is judged by status: 48项：已完成21、按进度12、落后6、未达标3、无数据6."""
    counts = [(status, view.count(status)) for status in _ORDER]
    judged = sum(count for _, count in counts)
    if not judged:
        return texts.HEADLINE_NOTHING
    listed = texts.HEADLINE_JOIN.join(
        texts.HEADLINE_COUNT.format(status=status, count=count) for status, count in counts if count
    )
    return texts.HEADLINE.format(judged=judged, counts=listed)


def write_headline(view: ProgrammeView) -> str:
    """Say where a programme stands: what is judged by status, and how many results are only stated."""
    results = sum(item.item.kind == RESULT for item in view.items)
    return write_statuses(view) + (texts.HEADLINE_RESULTS.format(count=results) if results else "")


def write_lights(view: ProgrammeView) -> str:
    """Count the lights of the place in sight."""
    lights = Counter(item.overall.light for item in view.items)
    return texts.HEADLINE_LIGHTS.format(red=lights[RED], yellow=lights[YELLOW], green=lights[GREEN])


def bulletin_title(view: ProgrammeView) -> str:
    """Name the bulletin: 云川市“五名工程”2026年11月通报."""
    month = texts.BULLETIN_MONTH.format(year=view.today.year, month=view.today.month)
    return texts.BULLETIN_TITLE.format(place=view.place_name, name=view.programme.name, month=month)


def write_bulletin(view: ProgrammeView, alerts: tuple[Alert, ...] = ()) -> str:
    """Write the bulletin as text to copy: where all stands, what is red and yellow by district, what to verify."""
    notices = bulletin(view)
    day = texts.DAY.format(year=view.today.year, month=view.today.month, day=view.today.day)
    lines = [
        bulletin_title(view),
        *([texts.BULLETIN_DEMO] if DEMO in view.kinds else []),
        texts.BULLETIN_HEAD.format(period=format_period(view.period), today=day),
        "",
        texts.BULLETIN_OVERVIEW,
        texts.BULLETIN_OVERVIEW_TEXT.format(headline=write_headline(view), lights=write_lights(view)),
        *view.notes,
    ]
    for light, title in texts.BULLETIN_LIGHTS.items():
        found = [notice for notice in notices if notice.light == light]
        lines += ["", title.format(count=len(found)), *_by_district(found)]
    lines += ["", texts.BULLETIN_END if notices else "", texts.BULLETIN_RULE, "", *write_appendix(alerts)]
    return "\n".join(lines).strip() + "\n"


def _by_district(notices: Sequence[Notice]) -> list[str]:
    if not notices:
        return [texts.BULLETIN_NONE]
    lines = []
    for district in dict.fromkeys(notice.district_name for notice in notices):
        lines.append(texts.BULLETIN_DISTRICT.format(district=district))
        own = [notice for notice in notices if notice.district_name == district]
        lines += [
            texts.BULLETIN_LINE.format(
                number=number, item=notice.item, status=notice.status, reason=notice.reason
            )
            for number, notice in enumerate(own, start=1)
        ]
    return lines


def bulletin_rows(view: ProgrammeView) -> list[tuple[str, ...]]:
    """Give the bulletin as rows under ``BULLETIN_COLUMNS``."""
    return [
        (
            texts.LIGHT_WORDS[notice.light],
            notice.district_name,
            notice.section,
            notice.item,
            texts.KIND_NOTES[notice.kind],
            notice.status,
            notice.reason,
        )
        for notice in bulletin(view)
    ]


def bulletin_table(view: ProgrammeView, visible: tuple[str, ...] | None) -> DataTable:
    """The bulletin's lines as a list with a code; the reason leads to the numbers that are in it."""
    columns, rows = texts.BULLETIN_COLUMNS, bulletin_rows(view)
    names = ((),) * (len(columns) - 1)
    cells = [(*names, notice.numbers) for notice in bulletin(view)]
    return list_table(view, visible, BULLETIN, bulletin_title(view), columns, rows, cells)


def below_table(view: ProgrammeView, visible: tuple[str, ...] | None) -> DataTable:
    """Who is below quota, as a list with a code; the counts lead to the school's lines."""
    columns, rows = texts.BELOW_COLUMNS, shortfall_rows(view)
    names = ((),) * (len(columns) - _BELOW_COUNTS)
    cells = [(*names, *(short.numbers,) * _BELOW_COUNTS) for _, _, short in list_shortfalls(view)]
    return list_table(view, visible, BELOW, below_title(view, len(rows)), columns, rows, cells)


def shortfall_rows(view: ProgrammeView) -> list[tuple[str, ...]]:
    """Give who has not met a duty as rows under ``BELOW_COLUMNS``, most missing first."""
    return [_shortfall(*found) for found in list_shortfalls(view)]


def list_shortfalls(view: ProgrammeView) -> list[tuple[str, str, Shortfall]]:
    """List who has not met a duty, with its role and name, most missing first."""
    found = [(item.item.role, item.item.name, short) for item in view.items for short in item.below]
    return sorted(found, key=lambda row: (row[2].met - row[2].owing, row[2].district, row[2].name))


def _shortfall(role: str, duty: str, short: Shortfall) -> tuple[str, ...]:
    return (
        short.district_name,
        short.name,
        role,
        duty,
        format_count(short.owing),
        format_count(short.met),
        format_count(short.times),
    )


def marked(
    columns: Sequence[str], rows: Sequence[Sequence[str]], view: ProgrammeView
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Add the mark of invented data to a list that leaves the product."""
    if DEMO not in view.kinds:
        return tuple(columns), [tuple(row) for row in rows]
    return (*columns, texts.DEMO_COLUMN), [(*row, texts.DEMO_MARK) for row in rows]
