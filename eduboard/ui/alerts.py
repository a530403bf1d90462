"""需要核实: the alerts of the places in sight, each with its sentence and the way to where its numbers come from."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from eduboard.exports.alerts import write_basis, write_place, write_sentence
from eduboard.metrics.alerts import Alert, find_alerts
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.places import list_places
from eduboard.metrics.results import Origin
from eduboard.metrics.scene import Filters
from eduboard.store.store import Session
from eduboard.texts import alerts as texts
from eduboard.ui.cache import cached
from eduboard.ui.page_view import page_view
from eduboard.ui.plain import plain
from eduboard.ui.programmes_sight import Sight
from eduboard.ui.session import get_settings, reading
from eduboard.ui.tracing import batch_address, trace_address

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
    found = _in_sight(filters)
    if _begins(found):
        with st.container(border=True, key="alerts"):
            _show_head(len(found))
            st.markdown(_listed(found[:SHOWN]))
            if len(found) > SHOWN:
                st.caption(texts.MORE.format(count=len(found) - SHOWN))


def show_alerts_of_theme(filters: Filters, theme: str) -> None:
    """Show on a theme's page what concerns its figures."""
    _show_whole([alert for alert in _in_sight(filters) if alert.theme == theme])


def alerts_of_programme(sight: Sight) -> tuple[Alert, ...]:
    """Find what concerns the themes of a programme's figures, and what belongs to no theme."""
    catalogue = sight.data.catalogue
    themes = {catalogue[item.metric].theme for item in sight.data.programme.items if item.metric}
    found = alerts_of(sight.view.period, sight.data.region.code)
    return tuple(
        alert for alert in found if alert.district in sight.districts and alert.theme in {"", *themes}
    )


def show_alerts_of_programme(sight: Sight) -> None:
    """Show beside a programme's progress what is to be verified first."""
    if sight.part == "progress":
        _show_whole(alerts_of_programme(sight))


def _in_sight(filters: Filters) -> list[Alert]:
    return [
        alert
        for alert in alerts_of(filters.period, filters.city)
        if filters.district in ("", alert.district) and filters.stage in ("", alert.stage)
    ]


def _begins(found: Sequence[Alert]) -> bool:
    """Tell whether there is anything to show; a picture of the page is of its figures, not of doubts about them."""
    return bool(found) and not page_view().is_official


def _show_head(count: int) -> None:
    st.markdown(f"**{texts.COUNT.format(title=texts.TITLE, count=count)}**", help=texts.LEVELS_NOTE)


def _show_whole(found: Sequence[Alert]) -> None:
    """Show alerts, and folded below them the rest and, rule by rule, what they rest on and how to verify them."""
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


def _links(alert: Alert, catalogue: Catalogue) -> str:
    origin = Origin(alert.period, (alert.district,), alert.stage)
    links = [
        texts.LINK.format(
            text=texts.LINK_METRIC.format(metric=catalogue[metric].name),
            address=trace_address(metric, origin),
        )
        for metric in alert.metrics
    ]
    if alert.batch:
        links.append(
            texts.LINK.format(
                text=texts.LINK_BATCH.format(batch=plain(alert.batch), line=alert.line),
                address=batch_address(alert.batch, alert.line),
            )
        )
    return texts.LINKS.format(links=texts.JOIN_LINKS.join(links)) if links else ""
