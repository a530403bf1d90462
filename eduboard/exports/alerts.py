"""Alerts as sentences, for screens, papers and the terminal alike."""

from __future__ import annotations

from collections.abc import Callable

from eduboard.formats import format_count, format_period
from eduboard.metrics.alerts import Alert
from eduboard.metrics.places import place_name
from eduboard.texts import alerts as texts


def write_sentence(alert: Alert, safe: Callable[[str], str] = str) -> str:
    """Fill an alert's sentence; ``safe`` treats what comes from a clerk's file."""
    words = {
        name: safe(value) if isinstance(value, str) else format_count(value) for name, value in alert.words
    }
    return alert.template.format(**words)


def write_place(alert: Alert) -> str:
    """Name the district and the stage an alert is about: 临湖区小学."""
    return texts.PLACE.format(place=place_name(alert.district), stage=alert.stage)


def write_basis(alert: Alert) -> str:
    """Say what an alert rests on."""
    words = {name: format_count(value) for name, value in alert.words if not isinstance(value, str)}
    return alert.basis.format(**words)


def write_alert(alert: Alert) -> str:
    """Write an alert so that it can stand alone: place, period, sentence."""
    return texts.LINE.format(
        place=write_place(alert), period=format_period(alert.period), sentence=write_sentence(alert)
    )


def write_appendix(alerts: tuple[Alert, ...]) -> list[str]:
    """Write alerts as the last lines of a bulletin; nothing where there are none."""
    if not alerts:
        return []
    return [
        texts.BULLETIN_HEAD.format(count=len(alerts)),
        *(
            texts.BULLETIN_LINE.format(number=number, line=write_alert(alert))
            for number, alert in enumerate(alerts, start=1)
        ),
    ]
