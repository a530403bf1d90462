"""What somebody asks for: which paper, of which places and quarter, about what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from eduboard.codes import region_names
from eduboard.errors import AccessDenied, EduboardError
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.measure import require_metric
from eduboard.metrics.places import list_places
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters
from eduboard.metrics.schools import find_school
from eduboard.metrics.themes import THEME_PAGES
from eduboard.periods import require_period
from eduboard.store.store import Session

MATERIAL, BULLETIN, THEME, ONE_PAGER = "material", "bulletin", "theme", "onepager"
DOCUMENTS = (MATERIAL, BULLETIN, THEME, ONE_PAGER)
INTERNAL, EXTERNAL = "internal", "external"
AUDIENCES = (INTERNAL, EXTERNAL)


RATIOS = ("16:9", "4:3")
"""Of slides: their width to their height."""


@dataclass(frozen=True)
class Order:
    """A paper that is asked for.  Without ``districts`` it is about the whole city, without ``themes`` about all.

    With ``school`` it is the page of one school.  ``hide_below`` is the least count that is told where the paper
    leaves the house (对外); '' tells everything.
    """

    document: str
    period: str
    city: str
    districts: tuple[str, ...] = ()
    compare: str = PREVIOUS_QUARTER
    themes: tuple[str, ...] = ()
    programme: str = ""
    metric: str = ""
    hide_below: str = ""
    school: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """What the paper is about, one after the other; '' is the whole city."""
        return self.districts or ("",)

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The themes that are told, in their own order."""
        return tuple(name for name in THEME_PAGES if not self.themes or name in self.themes)

    def filters(self, district: str = "") -> Filters:
        """The filters of a place's figures."""
        return Filters(self.period, self.compare, self.city, district, hide_below=self.hide_below)


def check_order(session: Session, catalogue: Catalogue, order: Order, codes: tuple[str, ...]) -> Order:
    """Complete an order whose places are ``codes`` of districts or of a city; raise EduboardError where it cannot.

    Districts of two cities do not go into one paper: they are not ranked together.
    """
    require_period(order.period)
    for theme in order.themes:
        if theme not in THEME_PAGES:
            raise EduboardError("material.theme", theme=theme, allowed="、".join(THEME_PAGES))
    if order.metric:
        metric = require_metric(catalogue, order.metric)
        order = replace(order, metric=metric.id, themes=(metric.theme,))
    if order.school:
        order, codes = _check_school(session, order)
    cities = {place.district: place.city for place in list_places(session)}
    found = {code: _city_of(session, cities, code, may_be_empty=bool(order.programme)) for code in codes}
    if len({*found.values()}) > 1:
        raise EduboardError("material.two_cities")
    city = next(iter(found.values()))
    return replace(order, city=city, districts=tuple(code for code in found if code != city))


def _check_school(session: Session, order: Order) -> tuple[Order, tuple[str, ...]]:
    """Find the district of a school, whose page is told as a whole: counts of one school are small."""
    if order.hide_below:
        raise EduboardError("material.school_internal")
    school = find_school(session, order.school, "", order.period)
    if school is None:
        raise EduboardError("school.unknown", school=order.school)
    return replace(order, document=ONE_PAGER), (school.district,)


def _city_of(session: Session, cities: Mapping[str, str], code: str, *, may_be_empty: bool) -> str:
    """The city of a district that has data, or the code itself where it is a city's.

    Where there are no figures at all a programme still has its targets.
    """
    if code not in region_names():
        raise EduboardError("district.unknown_code", district=code)
    if code in cities:
        return cities[code]
    if code in cities.values():
        return code
    if not session.viewer.may_see(code):
        raise AccessDenied("access.district", districts=region_names()[code])
    if may_be_empty:
        return code
    raise EduboardError("material.no_data", place=region_names()[code])
