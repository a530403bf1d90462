"""The commands about 报送进度: who has handed in what, and reminding those who have not."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.figures import keep_printed
from eduboard.cli.opening import opened
from eduboard.cli.printing import print_json
from eduboard.errors import EduboardError
from eduboard.exports import reminders
from eduboard.exports.reminding import send_reminder
from eduboard.exports.robot import MOST_BYTES, get_robot
from eduboard.exports.submission_tables import build_matrix_table
from eduboard.metrics.submissions import (
    ReportingCity,
    Submissions,
    build_submissions,
    list_reporting_cities,
    newest_ended_quarter,
)
from eduboard.periods import require_period
from eduboard.settings import Settings
from eduboard.store.records import now
from eduboard.store.store import Store
from eduboard.texts import submissions as texts


def submissions(options: argparse.Namespace, settings: Settings) -> int:
    """Print district × table of a quarter."""
    with opened(settings) as store:
        result = _build(store, options, settings)
        caption = build_matrix_table(result).caption
        keep_printed(store, [caption], LOCAL_USER.name)
    if options.json:
        print_json(_as_json(result))
        return 0
    print(reminders.write_headline(result))
    for district in result.districts:
        cells = "  ".join(
            texts.CLI_CELL.format(dataset=item.title, text=" ".join(filter(None, reminders.cell_words(item))))
            for item in district.required
        )
        print(texts.CLI_MATRIX_LINE.format(district=district.name, cells=cells))
    if caption.code:
        print(texts.CLI_CODE.format(code=caption.code))
    return 0


def remind(options: argparse.Namespace, settings: Settings) -> int:
    """Print the reminders of a quarter; with ``--send``, send the summary to the group's robot."""
    robot = get_robot(settings)
    if options.send and robot is None:
        raise EduboardError("webhook.none")
    with opened(settings) as store:
        result = _build(store, options, settings)
        title, text = reminders.write_robot_message(
            result, robot.most_bytes if robot else MOST_BYTES[settings.webhook_kind]
        )
        if options.send and robot is not None:
            send_reminder(store, LOCAL_USER, robot, result, title, text)
    letters = {
        district.district: reminders.write_reminder(result, district, settings.bureau)
        for district in result.still_open
    }
    if options.json:
        print_json({"period": result.period, "summary": text, "letters": letters, "sent": bool(options.send)})
        return 0
    print("\n\n".join((text, *letters.values())))
    if robot is None:
        print(f"\n{texts.CLI_NO_ROBOT}")
    else:
        sentence = texts.ROBOT_SENT if options.send else texts.CLI_NOT_SENT
        print("\n" + sentence.format(kind=texts.ROBOT_KINDS[robot.kind], address=robot.address))
    return 0


def _build(store: Store, options: argparse.Namespace, settings: Settings) -> Submissions:
    today = now().date()
    period = options.period or newest_ended_quarter(today)
    require_period(period)
    with store.reading(LOCAL_USER) as session:
        city = _choose_city(list_reporting_cities(session, settings, today), options.city)
        return build_submissions(session, settings, city, period, today)


def _choose_city(cities: tuple[ReportingCity, ...], code: str | None) -> ReportingCity:
    if not cities:
        raise EduboardError("submissions.no_city")
    found = next((city for city in cities if code in (None, city.city, city.name)), None)
    if found is None:
        allowed = "、".join(f"{city.city} {city.name}" for city in cities)
        raise EduboardError("submissions.city", city=code, allowed=allowed)
    return found


def _as_json(result: Submissions) -> dict[str, Any]:
    return {
        "period": result.period,
        "city": result.city,
        "city_name": result.city_name,
        "deadline": result.deadline,
        "today": result.today,
        "required": result.required,
        "counts": result.counts(),
        "rows": [
            {"district_name": district.name, "is_required": item.is_required, **asdict(item)}
            for district in result.districts
            for item in (*district.required, *district.others)
        ],
    }
