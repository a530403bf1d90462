"""The command ``balance``: what the data proves of 优质均衡 in a district."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.figures import keep_printed
from eduboard.cli.opening import opened
from eduboard.cli.printing import print_json
from eduboard.codes import region_names
from eduboard.errors import EduboardError
from eduboard.exports.balance import is_known, requirement_lines, school_rows
from eduboard.exports.balance_lists import requirement_table
from eduboard.formats import format_period
from eduboard.metrics.balance import Balance, build_balance
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.places import list_places, place_name
from eduboard.periods import require_period
from eduboard.settings import Settings
from eduboard.texts import programme_page as texts

_LISTED = 5


def balance(options: argparse.Namespace, settings: Settings) -> int:
    """Show the panel of a district in a period, the last one it has data for when none is given."""
    district = options.district
    if district not in region_names():
        raise EduboardError("balance.no_district", district=district)
    if options.period:
        require_period(options.period)
    with opened(settings) as store, store.reading() as session:
        last = [place.last_period for place in list_places(session) if place.district == district]
        if not last:
            raise EduboardError("balance.no_data", district=place_name(district))
        period = options.period or last[0]
        found = build_balance(session, load_catalogue(session, settings), settings, period, district)
        caption = requirement_table(session, found).caption
        keep_printed(store, [caption], LOCAL_USER.name)
    if options.json:
        print_json(_as_json(found))
    else:
        _print(found)
        print(texts.BALANCE_CODE.format(code=caption.code))
    return 0


def _as_json(found: Balance) -> dict[str, object]:
    """Everything that was found; verdicts are true, false or null."""
    return asdict(found) | {
        "district_name": place_name(found.district),
        "requirements": [
            {"name": line.name, "value": line.value, "standard": line.standard, "met": line.is_met}
            for line in requirement_lines(found)
        ],
    }


def _print(found: Balance) -> None:
    place, period = place_name(found.district), format_period(found.period)
    print(texts.BALANCE_HEAD.format(place=place, period=period))
    if not is_known(found):
        print(texts.BALANCE_NONE.format(place=place, period=period))
        return
    for line in requirement_lines(found):
        print(
            texts.BALANCE_LINE.format(
                name=line.name, value=line.value, standard=line.standard, verdict=line.verdict
            )
        )
    for stage in found.stages:
        for row in school_rows(stage)[:_LISTED]:
            print(texts.BALANCE_SCHOOL_LINE.format(**dict(zip(texts.BALANCE_SCHOOL_KEYS, row, strict=True))))
