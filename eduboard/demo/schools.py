"""The invented city's schools: names, codes, place and character, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eduboard.codes import region_names
from eduboard.demo.draws import Draw
from eduboard.demo.story import load_story

CENTRE, TOWN, VILLAGE = range(3)
NEVER = 9999
ALWAYS = 0

_PRESSURE_BY_PLACE = (0.5, -1.5, -17.0)
_LATE_AFTER_SCHOOL_BY_PLACE = (0.0, 0.15, 0.6)


@dataclass(frozen=True)
class School:
    """A school and what stays true of it.

    ``parallel`` is its number of classes in a grade, ``pressure`` how many students more than usual sit in
    one of them.
    The ``*_from`` fields are the school years in which something becomes true (ALWAYS, NEVER, or a year).
    """

    code: str
    name: str
    district: str
    kind: str
    type: str
    place: int
    area: str
    stages: tuple[str, ...]
    parallel: float
    pressure: float
    crowded: bool
    staffing: float
    eagerness: float
    cluster: str
    tier: str | None
    alliance: str | None
    opens: int
    closes: int
    public_from: int
    inclusive_from: int
    after_school_from: int

    @property
    def number(self) -> str:
        """The last six digits of its code, which no other school of the city has."""
        return self.code[4:]

    def is_open(self, school_year: int) -> bool:
        """Tell whether it teaches in the school year that starts in that September."""
        return self.opens <= school_year < self.closes


def build_schools(last_school_year: int) -> tuple[School, ...]:
    """Make every school that the city has or had, by district and code."""
    story = load_story("city")
    changes = {
        change["name"]: (
            last_school_year - change["opens"] if "opens" in change else ALWAYS,
            last_school_year - change["closes"] if "closes" in change else NEVER,
        )
        for change in story["changes"]
    }
    return tuple(
        _build_school(story, district, seat, changes, last_school_year)
        for district in story["districts"]
        for seat in _seats(story, district)
    )


@dataclass(frozen=True)
class _Seat:
    """A school's name and place before it has a character."""

    index: int
    kind: str
    place: int
    name: str
    leading: bool


def _seats(story: Mapping[str, Any], district: Mapping[str, Any]) -> Iterator[_Seat]:
    words = story["words"]
    district_name = region_names()[district["code"]]
    roads = iter(district["roads"])
    index = 0
    for kind, counts in district["schools"].items():
        patterns = story["kinds"][kind]["names"]
        first_name = story["kinds"][kind]["first_name"]
        flowers, numbers = iter(words["flowers"]), iter(words["numbers"])
        # Towns that have a 初级中学 are not the ones with a 九年一贯制学校: the latter count from the end.
        towns = iter(district["towns"][:: -1 if kind == "nine_year" else 1])
        villages = iter(district["villages"])
        for place, count in enumerate(counts):
            for position in range(count):
                index += 1
                leading = place == CENTRE and position == 0 and bool(first_name)
                pattern = first_name if leading else patterns[place]
                name = pattern.format(
                    district=district_name,
                    road=next(roads) if "{road}" in pattern else "",
                    town=next(towns) if "{town}" in pattern else "",
                    village=next(villages) if "{village}" in pattern else "",
                    flower=next(flowers) if "{flower}" in pattern else "",
                    n=next(numbers) if "{n}" in pattern else "",
                )
                yield _Seat(index, kind, place, name, leading)


def _build_school(
    story: Mapping[str, Any],
    district: Mapping[str, Any],
    seat: _Seat,
    changes: Mapping[str, tuple[int, int]],
    last_school_year: int,
) -> School:
    kind, words = story["kinds"][seat.kind], story["words"]
    code = f"{kind['prefix']}{story['city'][:2]}{district['code'][-2:]}{seat.index:04d}"
    draw = Draw("school", code)
    least, most = kind["parallel"][seat.place]
    pressure = draw.around(_PRESSURE_BY_PLACE[seat.place], 3.2) + district["magnets"].get(seat.name, 0)
    compulsory = {"primary", "junior"} & set(kind["stages"])
    opens, closes = changes.get(seat.name, (ALWAYS, NEVER))
    public_from, inclusive_from = _ownership_years(draw, seat, last_school_year)
    return School(
        code=code,
        name=seat.name,
        district=district["code"],
        kind=seat.kind,
        type=kind["type"],
        place=seat.place,
        area=district["areas"][seat.place],
        stages=tuple(kind["stages"]),
        parallel=draw.uniform(least, most),
        pressure=pressure,
        crowded=seat.place == CENTRE,
        staffing=draw.uniform(0.94, 1.08),
        eagerness=draw.around(0, 1),
        cluster=words["clusters"][seat.index % (4 if len(district["roads"]) > 9 else 3)],
        tier=draw.pick(words["tiers"]) if seat.kind != "kindergarten" else None,
        alliance=_alliance(words, district, seat) if compulsory else None,
        opens=opens,
        closes=closes,
        public_from=public_from,
        inclusive_from=inclusive_from,
        after_school_from=_after_school_year(draw, seat, last_school_year),
    )


def _ownership_years(draw: Draw, seat: _Seat, last_school_year: int) -> tuple[int, int]:
    """Draw since when a school is public and, a kindergarten, inclusive (普惠)."""
    if seat.kind != "kindergarten":
        private = seat.place == CENTRE and not seat.leading and draw.chance(0.06)
        return (NEVER if private else ALWAYS), NEVER
    if seat.leading or seat.place != CENTRE or draw.chance(0.30):
        return ALWAYS, ALWAYS
    public_from = last_school_year - draw.between(0, 2) if draw.chance(0.14) else NEVER
    inclusive_from = ALWAYS if draw.chance(0.6) else last_school_year - draw.between(-3, 2)
    return public_from, min(public_from, inclusive_from)


def _alliance(words: Mapping[str, Any], district: Mapping[str, Any], seat: _Seat) -> str | None:
    """Name the alliance (名校+) of every third school after the district's leading school of that kind."""
    kind = "primary" if seat.kind in ("primary", "nine_year") else "junior"
    if not seat.leading and seat.index % 3:
        return None
    head = load_story("city")["kinds"][kind]["first_name"].format(district=region_names()[district["code"]])
    return str(words["alliance"]).format(school=head)


def _after_school_year(draw: Draw, seat: _Seat, last_school_year: int) -> int:
    late = _LATE_AFTER_SCHOOL_BY_PLACE[seat.place]
    return last_school_year - draw.between(-1, 2) if draw.chance(late) else ALWAYS
