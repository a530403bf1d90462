"""Alerts as sentences, for screens, papers and the terminal alike, and as a table with a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from eduboard.formats import format_count, format_period
from eduboard.metrics.alerts import Alert, PlacedRow, find_alerts
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.imprint import stamp
from eduboard.metrics.origins import Numbers, origin_of_row
from eduboard.metrics.places import list_places, place_name
from eduboard.metrics.recipe import Recipe, sorted_pairs
from eduboard.metrics.recipes import Kitchen
from eduboard.metrics.results import Caption, DataTable
from eduboard.metrics.sources import read_sources
from eduboard.store.store import Session
from eduboard.texts import alerts as texts

KIND = "alerts"
_NO_THEME, _THEMES_JOIN = "-", ","


@dataclass(frozen=True)
class Choice:
    """Which alerts of a quarter are listed; '' and () are all of them.  A theme of '' is that of none."""

    period: str
    city: str = ""
    district: str = ""
    stage: str = ""
    themes: tuple[str, ...] = ()

    def holds(self, alert: Alert) -> bool:
        """Tell whether an alert of the city is one of them."""
        return (
            self.district in ("", alert.district)
            and self.stage in ("", alert.stage)
            and (not self.themes or alert.theme in self.themes)
        )


def alert_table(session: Session, catalogue: Catalogue, choice: Choice, alerts: Sequence[Alert]) -> DataTable:
    """The alerts of a choice, one a line."""
    datasets = {alert.dataset for alert in alerts} | {
        dataset for alert in alerts for metric in alert.metrics for dataset in catalogue[metric].datasets
    }
    shown = tuple(sorted({alert.district for alert in alerts}))
    caption = Caption(
        title=texts.TABLE_TITLE,
        unit="",
        period=choice.period,
        place=_place(session, choice),
        definition=texts.TABLE_DEFINITION,
        sources=read_sources(session, datasets - {""}, [choice.period], shown),
        notes=(texts.LEVELS_NOTE,),
    )
    table = DataTable(
        columns=texts.TABLE_COLUMNS,
        rows=tuple(map(_row, alerts)),
        cells=tuple(map(_numbers, alerts)),
        caption=caption,
        metrics=(None,) * len(texts.TABLE_COLUMNS),
        leading=3,
    )
    filters = {name: value for name, value in asdict(choice).items() if name != "themes"}
    themes = _THEMES_JOIN.join(theme or _NO_THEME for theme in sorted(choice.themes))
    recipe = Recipe(KIND, (), sorted_pairs(filters), sorted_pairs({"themes": themes}))
    visible = session.viewer.visible
    return stamp(table, recipe, (), tuple(_places(session, choice)), visible)


def _place(session: Session, choice: Choice) -> str:
    codes = [code for code in (choice.district, choice.city) if code][:1] or _places(session, choice)
    return texts.JOIN_LINKS.join(map(place_name, codes))


def _places(session: Session, choice: Choice) -> list[str]:
    """The places that are looked at."""
    if choice.district:
        return [choice.district]
    places = list_places(session)
    return [p.district for p in places if choice.city in ("", p.city, p.district)]


def _row(alert: Alert) -> tuple[str, ...]:
    lines = texts.LINES_JOIN.join(_line(row) for row in alert.rows)
    return (alert.level, alert.name, write_place(alert), write_sentence(alert), lines, alert.remedy)


def _line(row: PlacedRow) -> str:
    if row.place is None:
        return ""
    template = texts.BATCH_AND_LINE if row.place.sheet is None else texts.BATCH_SHEET_AND_LINE
    return template.format(batch=row.batch, sheet=row.place.sheet, line=row.place.line)


def _numbers(alert: Alert) -> tuple[Numbers, ...]:
    """Say what each cell of ``_row`` rests on: the sentence on its figures, the line on the stored rows."""
    place = {"period": alert.period, "district": alert.district}
    lines: Numbers = tuple(
        ("", origin_of_row(alert.dataset, place | {"batch": row.batch, "line": row.line}))
        for row in alert.rows
    )
    return (), (), (), alert.numbers or lines, lines, ()


def remake(kitchen: Kitchen) -> DataTable:
    """Find the alerts of a recipe again."""
    themes = dict(kitchen.recipe.details).get("themes", "")
    named = tuple("" if theme == _NO_THEME else theme for theme in themes.split(_THEMES_JOIN) if theme)
    choice = Choice(**kitchen.recipe.filter_values, themes=named)
    session, catalogue = kitchen.session, kitchen.catalogue
    places = _places(session, Choice(choice.period, choice.city))
    found = find_alerts(session, catalogue, kitchen.settings, choice.period, places)
    return alert_table(session, catalogue, choice, chosen(found, choice))


def chosen(alerts: Iterable[Alert], choice: Choice) -> tuple[Alert, ...]:
    """Those of a quarter's alerts that a choice lists."""
    return tuple(filter(choice.holds, alerts))


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
