"""The commands ``programme`` and ``programmes``: a programme's items on the terminal or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from eduboard.cli.opening import opened, opened_for_checking
from eduboard.cli.printing import print_json
from eduboard.formats import format_share
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.places import place_name
from eduboard.periods import require_period
from eduboard.programmes.bulletin import bulletin
from eduboard.programmes.evaluation import evaluate, latest_period
from eduboard.programmes.judging import format_aim, format_reading
from eduboard.programmes.model import COVERAGE, DUTY, RESULT, RULE
from eduboard.programmes.results import ItemView, ProgrammeView, Standing
from eduboard.programmes.shelf import load_shelf
from eduboard.settings import Settings
from eduboard.store.records import DEMO
from eduboard.texts import programmes as texts
from eduboard.texts.cli import DEMO_NOTE

DONE, BROKEN = 0, 1
_LISTED = 10


def programmes(options: argparse.Namespace, settings: Settings) -> int:
    """List the programmes; exit 1 when a file of them has mistakes."""
    with opened_for_checking(settings) as store, store.reading() as session:
        shelf = load_shelf(session, load_catalogue(session, settings), settings)
    listed: list[dict[str, object]] = [
        {
            "id": programme.id,
            "programme": programme.name,
            "district": programme.district,
            "district_name": place_name(programme.district),
            "source": programme.source,
            "items": sum(item.kind not in (RULE, COVERAGE) for item in programme.items),
        }
        for programme in shelf.programmes
    ]
    broken: list[dict[str, object]] = [
        {"id": name, "problem": str(error)} for name, error in shelf.broken.items()
    ]
    if options.json:
        print_json([*listed, *broken])
    else:
        for row in listed:
            print(texts.LISTED.format(**row))
        for row in broken:
            print(row["problem"])
    return BROKEN if broken else DONE


def programme(options: argparse.Namespace, settings: Settings) -> int:
    """Evaluate one programme."""
    if options.period:
        require_period(options.period)
    today = date.today()  # noqa: DTZ011 - the days left are counted on the reader's calendar
    with opened(settings) as store, store.reading() as session:
        catalogue = load_catalogue(session, settings)
        found = load_shelf(session, catalogue, settings).find(options.name)
        period = options.period or latest_period(session, found, today)
        view = evaluate(session, catalogue, found, period, options.district, today=today)
    if options.json:
        print_json(_as_json(view))
    else:
        _print_view(view)
    return DONE


# -- JSON --------------------------------------------------------------------------------------------------------


def _as_json(view: ProgrammeView) -> dict[str, Any]:
    measured = [(section.title, item) for section in view.sections for item in section.items]
    return {
        "programme": view.programme.name,
        "source": view.programme.source,
        "id": view.programme.id,
        "period": view.period,
        "district": view.district,
        "district_name": view.place_name,
        "notes": list(view.notes),
        "items": [_item(view, title, item) for title, item in measured if item.item.kind != COVERAGE],
        "coverage": [_item(view, title, item) for title, item in measured if item.item.kind == COVERAGE],
        "rules": [
            {"section": section.title, "name": rule.name, "text": rule.quote}
            for section in view.sections
            for rule in section.rules
        ],
        "judging": list(view.rules),
        "bulletin": [asdict(notice) for notice in bulletin(view)],
    }


def _item(view: ProgrammeView, section: str, shown: ItemView) -> dict[str, Any]:
    item, overall = shown.item, shown.overall
    aim = overall.aim
    return {
        "section": section,
        "name": item.name,
        "kind": item.kind,
        "metric": item.metric or None,
        "indicator": item.indicator or None,
        **_standing(overall),
        "unit": shown.unit,
        # Of a result its own (90余); of a target the paper's words beside, or in place of, the number (2-3).
        "qualifier": aim.qualifier if aim else overall.reading.qualifier,
        "due": aim.due or None if aim else None,
        "days_left": shown.days_left,
        "source": aim.source if aim else view.programme.passage(item),
        "batches": sorted({*overall.reading.batches, *([aim.batch] if aim and aim.batch else [])}),
        "note": item.note or None,
        "districts": [
            {"district": standing.district, "district_name": standing.name, **_standing(standing)}
            for standing in shown.districts
        ],
        "below": [asdict(shortfall) for shortfall in shown.below],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    aim = standing.aim
    return {
        "value": standing.value,
        "period": standing.reading.period or None,
        "target": aim.value if aim else None,
        "direction": aim.direction if aim else None,
        "status": standing.status or None,
        "light": standing.light or None,
        "reason": standing.reason or None,
        "attainment": standing.attainment,
        "expected": standing.expected,
        "projected": standing.projected,
        "met": standing.met,
        "owing": standing.owing,
    }


# -- lines -------------------------------------------------------------------------------------------------------


def _print_view(view: ProgrammeView) -> None:
    print(texts.HEAD.format(place=view.place_name, name=view.programme.name, period=view.period))
    print(texts.SOURCE.format(source=view.programme.source))
    for note in view.notes:
        print(note)
    for section in view.sections:
        print()
        print(section.title)
        for item in section.items:
            for line in _lines(item):
                print(line)
        for rule in section.rules:
            print(texts.ITEM_LINE.format(kind=texts.KINDS[RULE], name=rule.name, said=rule.quote))
    notices = bulletin(view)
    print()
    print(texts.BULLETIN_HEAD.format(count=len(notices)) if notices else texts.BULLETIN_EMPTY)
    for notice in notices:
        print(
            texts.NOTICE.format(
                light=texts.LIGHTS[notice.light],
                place=notice.district_name,
                item=notice.item,
                status=notice.status,
                reason=notice.reason,
            )
        )
    if DEMO in view.kinds:
        print(DEMO_NOTE)


def _lines(shown: ItemView) -> Iterator[str]:
    overall = shown.overall
    kind = texts.KINDS[shown.item.kind]
    yield texts.ITEM_LINE.format(kind=kind, name=shown.item.name, said="  ".join(_said(shown, overall)))
    for standing in shown.districts:
        yield texts.PLACE_LINE.format(place=standing.name, said="  ".join(_said(shown, standing)))
    for shortfall in shown.below[:_LISTED]:
        yield texts.BELOW_LINE.format(
            place=shortfall.district_name,
            name=shortfall.name,
            met=f"{shortfall.met:g}",
            owing=f"{shortfall.owing:g}",
        )
    if len(shown.below) > _LISTED:
        yield texts.BELOW_CUT.format(count=len(shown.below) - _LISTED)


def _said(shown: ItemView, standing: Standing) -> Iterator[str]:
    if shown.item.kind == RESULT:
        yield format_reading(standing.reading, shown.unit)
        if standing.reading.period:
            yield texts.AS_OF.format(period=standing.reading.period)
        return
    if standing.aim is not None:
        yield texts.AIM.format(aim=format_aim(standing.aim))
    if standing.value is not None:
        said = texts.AVERAGE if shown.item.kind == DUTY else texts.PRESENT
        yield said.format(value=format_reading(standing.reading, shown.unit), period=standing.reading.period)
    if standing.attainment is not None:
        yield texts.ATTAINED.format(share=format_share(standing.attainment))
    light = texts.LIGHTS[standing.light]
    yield texts.STATUS.format(status=standing.status, light=light) if light else standing.status
    if standing.reason:
        yield standing.reason
