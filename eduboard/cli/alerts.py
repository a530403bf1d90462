"""The command ``alerts``: what contradicts itself, or can hardly be true, in what is published."""

from __future__ import annotations

import argparse

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.figures import keep_printed
from eduboard.cli.opening import opened
from eduboard.cli.printing import print_json
from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports.alerts import Choice, alert_table, write_alert, write_basis, write_sentence
from eduboard.formats import format_line, format_period
from eduboard.metrics.alerts import Alert, find_alerts, last_period
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.places import list_places, place_name
from eduboard.periods import require_period
from eduboard.settings import Settings
from eduboard.texts import alerts as texts


def alerts(options: argparse.Namespace, settings: Settings) -> int:
    """List the alerts of a quarter, the last one with data when none is given, for all districts or one."""
    if options.district and options.district not in region_names():
        raise EduboardError("alerts.no_district", district=options.district)
    if options.period:
        require_period(options.period)
    with opened(settings) as store, store.reading() as session:
        catalogue = load_catalogue(session, settings)
        places = [place.district for place in list_places(session)]
        period = options.period or last_period(session, options.district or "")
        if period is None:
            raise EduboardError("alerts.no_data")
        districts = [options.district] if options.district else places
        found = find_alerts(session, catalogue, settings, period, districts)
        caption = alert_table(
            session, catalogue, Choice(period, district=options.district or ""), found
        ).caption
        keep_printed(store, [caption], LOCAL_USER.name)
    if options.json:
        print_json([_as_json(alert) for alert in found])
    else:
        _print(found, catalogue, period)
        if caption.code:
            print(texts.CLI_CODE.format(code=caption.code))
    return 0


def _as_json(alert: Alert) -> dict[str, object]:
    return {
        "rule": alert.rule,
        "name": alert.name,
        "level": alert.level,
        "period": alert.period,
        "district": alert.district,
        "district_name": place_name(alert.district),
        "stage": alert.stage,
        "theme": alert.theme or None,
        "metrics": list(alert.metrics),
        "dataset": alert.dataset or None,
        "batch": alert.batch or None,
        **({"sheet": alert.place.sheet} if alert.place and alert.place.sheet else {}),
        "line": alert.place.line if alert.place else None,
        "sentence": write_sentence(alert),
        "basis": write_basis(alert),
        "remedy": alert.remedy,
        "values": dict(alert.words),
    }


def _print(found: tuple[Alert, ...], catalogue: Catalogue, period: str) -> None:
    written = format_period(period)
    if not found:
        print(texts.CLI_NONE.format(period=written))
        return
    print(texts.CLI_HEAD.format(period=written, count=len(found)))
    for alert in found:
        print(texts.CLI_LINE.format(level=alert.level, line=write_alert(alert)))
        if origin := _origin(alert, catalogue):
            print(texts.CLI_ORIGIN.format(origin=origin))
        print(texts.CLI_REMEDY.format(remedy=alert.remedy))


def _origin(alert: Alert, catalogue: Catalogue) -> str:
    parts = []
    if alert.metrics:
        named = texts.JOIN_LINKS.join(catalogue[metric].name for metric in alert.metrics)
        parts.append(texts.CLI_METRICS.format(metrics=named))
    title = load_contracts()[alert.dataset].title if alert.dataset else ""
    parts += [
        texts.CLI_BATCH.format(batch=row.batch, line=format_line(row.place), dataset=title)
        for row in alert.rows
        if row.place is not None
    ]
    return texts.CLI_JOIN.join(parts)
