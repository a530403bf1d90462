"""The 梯队 of 名优教师: how many stand on each rung of a programme's ladders, who entered and who left, the platforms.

Entries and exits (动态管理) are counted by person where every row of a district names one, in both periods; other
districts have a net change only, and are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eduboard.periods import Period
from eduboard.programmes.gauges import Region
from eduboard.programmes.model import Ladder
from eduboard.programmes.people import Person, read_people
from eduboard.programmes.results import ItemView, ProgrammeView
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Row, Session

HISTORY = 8


@dataclass(frozen=True)
class Moves:
    """Who came to a rung and who left it between two periods; ``promoted`` of ``entered`` stood lower before."""

    entered: int = 0
    promoted: int = 0
    departed: int = 0


@dataclass(frozen=True)
class RungView:
    """A title: how many hold it, period by period and by district, and what the programme asks for.

    ``moves`` is None where no district of the place names its people in both periods.
    """

    title: str
    points: tuple[tuple[str, float | None], ...]
    qualifier: str
    base: float | None
    by_district: tuple[tuple[str, float | None], ...]
    moves: Moves | None
    target: ItemView | None

    @property
    def held(self) -> float | None:
        """How many hold it in the last period shown."""
        return self.points[-1][1] if self.points else None


@dataclass(frozen=True)
class LadderView:
    """A ladder in a period, beside an earlier one ('' when there is none); rungs highest first.

    ``named`` are the districts whose entries and exits are told, ``unnamed`` those of which they cannot be, ``missing``
    those without a hand-in;
    ``people`` are those on the rungs, and those who have left, as far as they are named.
    """

    ladder: Ladder
    period: str
    base: str
    rungs: tuple[RungView, ...]
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    missing: tuple[str, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True)
class PlatformRow:
    """Platforms of a family and level; ``schools`` are those they sit at or, for 联合体, that belong to them."""

    family: str
    level: str
    platforms: float | None
    members: float | None
    schools: int


@dataclass(frozen=True)
class Pipeline:
    """The ladders of a programme and the platforms of its place; ``schools`` are those in the registry."""

    districts: tuple[str, ...]
    ladders: tuple[LadderView, ...]
    platforms: tuple[PlatformRow, ...]
    schools: int


def build_pipeline(session: Session, view: ProgrammeView, region: Region, base: str = "") -> Pipeline:
    """Build the pipeline of the place that a view is of, against an earlier period (a year before, when not given)."""
    districts = region.districts if view.district == view.programme.district else (view.district,)
    items = {item.item.name: item for item in reversed(view.items)}
    place = {"districts": list(districts), "period": view.period}
    [registered] = session.run("pages/registered_schools", **place)
    return Pipeline(
        districts=tuple(districts),
        ladders=tuple(
            _ladder(session, ladder, districts, view.period, base, items) for ladder in view.programme.ladders
        ),
        platforms=tuple(PlatformRow(**row) for row in session.run("pages/platform_reach", **place)),
        schools=registered["schools"],
    )


def _ladder(
    session: Session,
    ladder: Ladder,
    districts: Sequence[str],
    period: str,
    base: str,
    items: Mapping[str, ItemView],
) -> LadderView:
    asked: dict[str, object] = {
        "titles": [rung.title for rung in ladder.rungs],
        "level": ladder.level or None,
        "districts": list(districts),
    }
    counts = session.run("pages/ladder_counts", **asked, period=period)
    scopes = {
        (row["period"], row["district"]): row["kind"]
        for row in session.run("pages/programme_scopes", districts=list(districts))
        if row["dataset"] == "honours" and row["period"] <= period
    }
    handed_in = _HandedIn(scopes, {(row["title"], row["period"], row["district"]): row for row in counts})
    periods = handed_in.periods
    last = periods[-1] if periods else period
    before = _base_of(periods[:-1], last, base)
    both = [d for d in districts if before and {(last, d), (before, d)} <= scopes.keys()]
    named = [d for d in both if not handed_in.has_unnamed(d, (last, before))]
    rows = session.run("pages/ladder_moves", **{**asked, "districts": named, "period": last, "base": before})
    moves = {row["title"]: Moves(row["entered"], row["promoted"], row["departed"]) for row in rows}
    return LadderView(
        ladder=ladder,
        period=last,
        base=before,
        rungs=tuple(
            RungView(
                title=rung.title,
                points=tuple((p, handed_in.total(rung.title, p, districts)) for p in periods[-HISTORY:]),
                qualifier=handed_in.qualifier(rung.title, last),
                base=handed_in.total(rung.title, before, districts),
                by_district=tuple((d, handed_in.total(rung.title, last, (d,))) for d in districts),
                moves=moves.get(rung.title, Moves()) if named else None,
                target=items.get(rung.item),
            )
            for rung in reversed(ladder.rungs)
        ),
        named=tuple(named),
        unnamed=tuple(d for d in both if d not in named),
        missing=tuple(d for d in districts if periods and (last, d) not in scopes),
        people=read_people(session, ladder, districts, named, last, before),
    )


def _base_of(earlier: Sequence[str], last: str, base: str) -> str:
    """Choose what to compare with: what is asked for, or a year before, or the first period there is."""
    year_before = str(Period.parse(last).shift(-4))
    return next(
        (period for period in (base, year_before) if period in earlier), earlier[0] if earlier else ""
    )


@dataclass(frozen=True)
class _HandedIn:
    """The hand-ins of 名优教师 (kind by period and district) and the rows of a ladder's titles in them."""

    scopes: Mapping[tuple[str, str], str]
    rows: Mapping[tuple[str, str, str], Row]  # title, period, district

    @property
    def periods(self) -> list[str]:
        return sorted({period for period, _ in self.scopes})

    def total(self, title: str, period: str, districts: Sequence[str]) -> float | None:
        """Add a title up; nought where a whole register has none, unknown where an excerpt does not mention it."""
        found = [row for d in districts if (row := self.rows.get((title, period, d)))]
        if found:
            known = [row["held"] for row in found]
            return None if None in known else sum(known)
        kinds = {self.scopes.get((period, d)) for d in districts}
        return 0.0 if kinds - {None, PUBLISHED} else None

    def qualifier(self, title: str, period: str) -> str:
        """The word that goes with a round number (90余)."""
        words = [r["qualifier"] for (t, p, _), r in self.rows.items() if (t, p) == (title, period)]
        return max((word for word in words if word), default="")

    def has_unnamed(self, district: str, periods: Sequence[str]) -> bool:
        """Tell whether a row of a district lacks the person's number."""
        return any(row["unnamed"] for (_, p, d), row in self.rows.items() if d == district and p in periods)
