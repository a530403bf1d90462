"""A programme as it is told outside the house (对外): without small counts of persons, schools and classes.

What is told of an item is its total.  Where the number of one district must not be told, none of the districts' is:
the total less the others would be that number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.disclosure import is_small
from eduboard.metrics.measure import Request
from eduboard.metrics.outward import TOTAL, find_hidden, is_sensitive
from eduboard.metrics.places import list_places
from eduboard.programmes.model import DUTY
from eduboard.programmes.results import ItemView, ProgrammeView, Standing
from eduboard.store.store import Session

_UNITS = frozenset({"名", "人", "人次", "所", "校", "位", "班"})
_SHARE = "%"


@dataclass(frozen=True)
class Untold:
    """What must not be told: counts below ``least`` of persons, schools and classes, and what ``hidden`` names.

    ``hidden`` are metric, period and district (or ``TOTAL``) that papers hide for the sake of another number;
    ``counting`` the metrics that count persons, schools or classes, whatever their unit is called.
    """

    least: int
    counting: frozenset[str] = frozenset()
    hidden: frozenset[tuple[str, str, str]] = frozenset()


def find_untold(session: Session, catalogue: Catalogue, view: ProgrammeView, least: int) -> Untold:
    """Look up what papers hide of a programme's figures."""
    own = view.programme.district
    places = [place for place in list_places(session) if own in (place.city, place.district)]
    city = next((place.city for place in places), own)
    districts = tuple(
        place.district for place in list_places(session) if place.city == city and place.district != city
    )
    standings = [standing for item in view.items for standing in (item.overall, *item.districts)]
    periods = tuple(sorted({standing.reading.period for standing in standings if standing.reading.period}))
    metrics = tuple(dict.fromkeys(item.item.metric for item in view.items if item.item.metric in catalogue))
    request = Request(metrics, (), periods, districts or (own,))
    return Untold(
        least,
        frozenset(metric.id for metric in catalogue.metrics if is_sensitive(metric)),
        find_hidden(session, catalogue, request, least),
    )


def turn_view_outward(view: ProgrammeView, untold: Untold) -> ProgrammeView:
    """Take out of a programme's view what is not told outside the house; statuses and targets stay."""
    return replace(
        view,
        hide_below=str(untold.least),
        sections=tuple(
            replace(
                section, items=tuple(_turn(item, view.programme.district, untold) for item in section.items)
            )
            for section in view.sections
        ),
    )


def _turn(shown: ItemView, whole: str, untold: Untold) -> ItemView:
    """Schools that owe something are never named outside."""

    def is_telling(standing: Standing) -> bool:
        place = TOTAL if standing.district == whole else standing.district
        return (shown.item.metric, standing.reading.period, place) in untold.hidden or _counts_few(
            standing, shown, untold
        )

    by_district = not any(map(is_telling, shown.districts))
    return replace(
        shown,
        overall=_blank(shown.overall) if is_telling(shown.overall) else shown.overall,
        districts=shown.districts if by_district else tuple(map(_blank, shown.districts)),
        below=(),
    )


def _counts_few(standing: Standing, shown: ItemView, untold: Untold) -> bool:
    """Tell whether a standing counts so few that they might be known."""
    reading = standing.reading
    parts = [(reading.numerator, reading.denominator)]
    if not shown.item.each:
        # Of a target held against each district the districts are counted, and they have names.
        parts.append((standing.met, standing.owing))
    counted = [value for part, whole in parts for value in (part, whole, _rest(part, whole))]
    is_count = shown.unit in _UNITS or (shown.item.metric in untold.counting and shown.unit != _SHARE)
    if is_count:
        counted.append(reading.value)
    tells = is_count or shown.unit == _SHARE or shown.item.kind == DUTY
    return tells and any(is_small(value, untold.least) for value in counted)


def _rest(part: float | None, whole: float | None) -> float | None:
    return None if part is None or whole is None else whole - part


def _blank(standing: Standing) -> Standing:
    reading = replace(
        standing.reading, value=None, qualifier="", numerator=None, denominator=None, numbers=()
    )
    return replace(
        standing,
        reading=reading,
        attainment=None,
        expected=None,
        projected=None,
        reason="",
        met=None,
        owing=None,
        points=(),
    )
