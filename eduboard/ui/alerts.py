"""需要核实: the alerts of the places in sight, each with its sentence and the way to where its numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from eduboard.exports.alerts import Choice, alert_table, chosen, write_basis, write_place, write_sentence
from eduboard.formats import format_line, format_periods
from eduboard.metrics.alerts import Alert, find_alerts
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.origins import Origin
from eduboard.metrics.places import list_places
from eduboard.metrics.scene import Filters
from eduboard.store.store import Session
from eduboard.texts import alerts as texts
from eduboard.ui import blocks
from eduboard.ui.cache import cached
from eduboard.ui.page_view import page_view
from eduboard.ui.plain import plain
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.session import get_settings, reading
from eduboard.ui.trace_address import batch_address, trace_address

SHOWN = 3


def alerts_of(period: str, city: str) -> tuple[Alert, ...]:
    """Find the alerts of a city's places in a quarter: asked once for all pages and all their filters."""
    settings = get_settings()

    def find(session: Session, catalogue: Catalogue) -> tuple[Alert, ...]:
        places = [place.district for place in list_places(session) if city in (place.city, place.district)]
        return find_alerts(session, catalogue, settings, period, places)

    return cached("alerts", (period, city), find)


def show_alerts_in_brief(filters: Filters) -> None:
    """Show on the first page what weighs most, and how many there are."""
    choice = _choice(filters)
    found = chosen(alerts_of(filters.period, filters.city), choice)
    if _begins(found):
        with st.container(border=True, key="alerts"):
            _show_head(len(found))
            st.markdown(_listed(found[:SHOWN]))
            if len(found) > SHOWN:
                st.caption(texts.MORE.format(count=len(found) - SHOWN))
            _offer(choice, found)


def show_alerts_of_theme(filters: Filters, theme: str) -> None:
    """Show on a theme's page what concerns its figures."""
    _show_whole(replace(_choice(filters), themes=(theme,)))


def alerts_of_programme(sight: Sight) -> tuple[Alert, ...]:
    """Find what concerns the themes of a programme's figures, and what belongs to no theme."""
    choice = _programme_choice(sight)
    return chosen(alerts_of(choice.period, choice.city), choice)


def _programme_choice(sight: Sight) -> Choice:
    catalogue, view = sight.data.catalogue, sight.view
    themes = {catalogue[item.metric].theme for item in sight.data.programme.items if item.metric}
    district = "" if view.district == view.programme.district else view.district
    return Choice(view.period, sight.data.region.code, district, themes=tuple(sorted({"", *themes})))


def show_alerts_of_programme(sight: Sight) -> None:
    """Show beside a programme's progress what is to be verified first."""
    if sight.part == "progress":
        _show_whole(_programme_choice(sight))


def _choice(filters: Filters) -> Choice:
    return Choice(filters.period, filters.city, filters.district, filters.stage)


def _begins(found: Sequence[Alert]) -> bool:
    """Tell whether there is anything to show; a picture of the page is of its figures, not of doubts about them."""
    return bool(found) and not page_view().is_official


def _show_head(count: int) -> None:
    st.markdown(f"**{texts.COUNT.format(title=texts.TITLE, count=count)}**", help=texts.LEVELS_NOTE)


def _offer(choice: Choice, found: tuple[Alert, ...]) -> None:
    """Offer the list as a file, with its code."""
    table = cached(
        "alert table", choice, lambda session, catalogue: alert_table(session, catalogue, choice, found)
    )
    blocks.show_downloads("alerts", table)


def _show_whole(choice: Choice) -> None:
    """Show alerts, and folded below them the rest and, rule by rule, what they rest on and how to verify them."""
    found = chosen(alerts_of(choice.period, choice.city), choice)
    if not _begins(found):
        return
    with st.container(border=True, key="alerts"):
        _show_head(len(found))
        st.markdown(_listed(found[:SHOWN]))
        rest = len(found) - SHOWN
        with st.expander(texts.DETAILS if rest <= 0 else texts.DETAILS_AND_REST.format(count=rest)):
            if rest > 0:
                st.markdown(_listed(found[SHOWN:]))
            st.caption("\n".join(dict.fromkeys(map(_remedy, found))))
        _offer(choice, found)


def _remedy(alert: Alert) -> str:
    return "- " + texts.REMEDY.format(
        remedy=alert.remedy, level=alert.level, name=alert.name, basis=write_basis(alert)
    )


def _listed(found: Sequence[Alert]) -> str:
    with reading() as (_, catalogue):
        return "\n".join(_line(alert, catalogue) for alert in found)


def _line(alert: Alert, catalogue: Catalogue) -> str:
    return "- " + texts.SCREEN_LINE.format(
        level=alert.level,
        place=plain(write_place(alert)),
        sentence=write_sentence(alert, plain),
        links=_links(alert, catalogue),
    )


def _named(metric: str, alert: Alert, origin: Origin) -> str:
    """Name a figure, with its quarters where they are others than the alert's."""
    if (origin.start, origin.period) == ("", alert.period):
        return metric
    period = f"{origin.start}–{origin.period}" if origin.start else origin.period
    return texts.METRIC_OF.format(metric=metric, period=format_periods(period))


def _links(alert: Alert, catalogue: Catalogue) -> str:
    links = [
        texts.LINK.format(
            text=texts.LINK_METRIC.format(metric=_named(catalogue[metric].name, alert, origin)),
            address=trace_address(metric, origin),
        )
        for metric, origin in alert.numbers
    ]
    links += [
        texts.LINK.format(
            text=texts.LINK_BATCH.format(batch=plain(row.batch), line=plain(format_line(row.place))),
            address=batch_address(row.batch, row.line),
        )
        for row in alert.rows
        if row.place is not None
    ]
    return texts.LINKS.format(links=texts.JOIN_LINKS.join(links)) if links else ""
