"""The places that figures are of: a name for each code, and the districts that have data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eduboard.codes import load_regions, region_names
from eduboard.store.store import Session


@dataclass(frozen=True)
class Place:
    """A district that has data, and the city it belongs to."""

    district: str
    name: str
    city: str
    first_period: str
    last_period: str
    has_annual: bool


def place_name(code: str) -> str:
    """Name a district or city; an unknown code stands for itself."""
    return region_names().get(code, code)


def list_places(session: Session) -> tuple[Place, ...]:
    """List the districts with data that the viewer may see."""
    return session.recall("places", lambda: _read_places(session))


def _read_places(session: Session) -> tuple[Place, ...]:
    cities = {region.code: region.parent_code for region in load_regions()}
    return tuple(
        Place(
            district=row["district"],
            name=place_name(row["district"]),
            city=cities.get(row["district"]) or row["district"],
            first_period=row["first_period"],
            last_period=row["last_period"],
            has_annual=row["has_annual"],
        )
        for row in session.run("pages/places")
    )


def load_school_names(session: Session, districts: Iterable[str]) -> Mapping[tuple[str, str], str]:
    """Name the schools of some districts by (district, code)."""
    wanted = sorted(set(districts))

    def read() -> Mapping[tuple[str, str], str]:
        rows = session.run("store/school_names", districts=wanted)
        return {(row["district"], row["school"]): row["school_name"] for row in rows}

    return session.recall(("school names", *wanted), read)
