"""Evaluating a programme: read everything in a few queries, then hold each item against what is asked for.

What is read of a programme (``ProgrammeData``) is the same for every period and district, so that a page reads it once;
duties are read for the period in sight, and what follows is pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eduboard.errors import EduboardError
from eduboard.formats import format_period
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.places import list_places, place_name
from eduboard.periods import Period
from eduboard.programmes.aims import HandedIn, read_handed_in
from eduboard.programmes.context import Context, gauges_of
from eduboard.programmes.duties import DutyRecord, read_duties
from eduboard.programmes.gauges import WHOLE, Gauges, Region, Scopes, read_gauges, read_scopes
from eduboard.programmes.model import DUTY, RULE, Item, Programme, Section
from eduboard.programmes.results import ProgrammeView, SectionView
from eduboard.programmes.standings import Standings
from eduboard.store.store import Session
from eduboard.texts import programmes as texts


def find_region(session: Session, programme: Programme) -> Region:
    """Find the districts of a programme that have data; a county, or a city without districts, stands for itself."""
    places = [place.district for place in list_places(session) if place.city == programme.district]
    districts = tuple(code for code in places if code != programme.district)
    return Region(programme.district, districts or (programme.district,))


@dataclass(frozen=True, eq=False)
class ProgrammeData:
    """Everything that was handed in for a programme, over all periods."""

    programme: Programme
    catalogue: Catalogue
    region: Region
    scopes: Scopes
    handed_in: HandedIn
    gauges: Gauges


def read_programme(session: Session, catalogue: Catalogue, programme: Programme) -> ProgrammeData:
    """Read what the viewer may see of a programme's figures and targets."""
    region = find_region(session, programme)
    scopes = read_scopes(session, region)
    gauges = [gauge for item in programme.items for gauge in gauges_of(item)]
    return ProgrammeData(
        programme=programme,
        catalogue=catalogue,
        region=region,
        scopes=scopes,
        handed_in=read_handed_in(session, programme, region),
        gauges=read_gauges(session, catalogue, region, scopes, gauges),
    )


def latest_period(session: Session, programme: Programme, today: date) -> str:
    """The last period with figures, or else with targets, or else the present one."""
    scopes = read_scopes(session, find_region(session, programme))
    if scopes.periods:
        return scopes.periods[-1]
    targets = [period for _, period, _ in scopes.batches]
    return max(targets, default=str(Period(today.year, (today.month + 2) // 3)))


def evaluate(
    session: Session,
    catalogue: Catalogue,
    programme: Programme,
    period: str,
    district: str | None = None,
    *,
    today: date,
) -> ProgrammeView:
    """Evaluate a programme in a period, for its region or one district of it.

    Raises EduboardError ``programme.elsewhere`` for a district that is none of the programme's.
    """
    return evaluate_data(
        session, read_programme(session, catalogue, programme), period, district, today=today
    )


def evaluate_data(
    session: Session, data: ProgrammeData, period: str, district: str | None = None, *, today: date
) -> ProgrammeView:
    """Evaluate what was read of a programme; ``session`` is the viewer's for whom it was read.

    Raises EduboardError ``programme.elsewhere`` for a district that is none of the programme's.
    """
    programme, region = data.programme, data.region
    if district is not None and district not in region.codes:
        name, place = place_name(district), place_name(programme.district)
        raise EduboardError("programme.elsewhere", name=name, programme=programme.name, place=place)
    in_sight = _place_in_sight(session, programme, region, district)
    context = Context(
        programme=programme,
        catalogue=data.catalogue,
        region=region,
        scopes=data.scopes.until(period),
        handed_in=data.handed_in,
        period=period,
        moment=min(today, Period.parse(period).end_date),
        places=(in_sight, *(region.districts if in_sight == WHOLE and len(region.districts) > 1 else ())),
    )
    standings = Standings(context, data.gauges, _read_duties(session, context, in_sight))
    return ProgrammeView(
        programme=programme,
        period=period,
        today=today,
        district=in_sight or programme.district,
        place_name=place_name(in_sight or programme.district),
        sections=tuple(_section(standings, section) for section in programme.sections),
        rules=tuple(rule.format(yellow=f"{programme.yellow_from:.0%}") for rule in texts.JUDGING),
        notes=_notes(context, data.scopes),
        kinds=context.scopes.kinds,
    )


def _place_in_sight(session: Session, programme: Programme, region: Region, district: str | None) -> str:
    """Choose what is looked at; the part of a city that a viewer may see is not held against the city's targets."""
    if district is None and not session.viewer.may_see(programme.district):
        district = region.districts[0]
    return WHOLE if district in (None, programme.district) else str(district)


def _read_duties(session: Session, context: Context, place: str) -> dict[Item, DutyRecord]:
    quotas = {}
    for item in context.programme.items:
        if item.kind == DUTY and not item.metric:
            aim = context.aim(item, place)
            quotas[item] = aim.value if aim else item.target
    return read_duties(session, context.region, quotas, context.period)


def _notes(context: Context, ever: Scopes) -> tuple[str, ...]:
    """Say what the view lacks: that the programme had not begun, or that there is nothing or only targets yet."""
    programme, notes = context.programme, []
    if programme.start and context.period < programme.start:
        notes.append(
            texts.BEFORE_START.format(
                programme=programme.name,
                start=format_period(programme.start),
                period=format_period(context.period),
            )
        )
    if not context.scopes.periods:
        place, period = place_name(programme.district), format_period(context.period)
        if ever.periods:
            first = format_period(ever.periods[0])
            notes.append(texts.NO_DATA_YET.format(place=place, period=period, first=first))
        else:
            notes.append((texts.ONLY_TARGETS if ever.batches else texts.NO_DATA).format(place=place))
    return tuple(notes)


def _section(standings: Standings, section: Section) -> SectionView:
    return SectionView(
        title=section.title,
        heading=section.heading,
        items=tuple(standings.view(item) for item in section.items if item.kind != RULE),
        rules=tuple(item for item in section.items if item.kind == RULE),
    )
