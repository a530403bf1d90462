"""The lights of every district in every item, as a table: who lags where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from eduboard.metrics.results import DataTable
from eduboard.programmes.results import NO_AIM, NO_DATA, ItemView, ProgrammeView, Standing
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED


@dataclass(frozen=True)
class LightTable(DataTable):
    """Section, item, and in words where each district stands; ``lights`` has the colour of each of these cells."""

    lights: tuple[tuple[str, ...], ...] = ()

    @property
    def districts(self) -> tuple[str, ...]:
        """The names of the districts."""
        return self.columns[self.leading :]

    def count(self, column: int, light: str) -> int:
        """Count a light of the district in a column, from 0 for the first district."""
        return sum(row[column] == light for row in self.lights)


def judged_items(view: ProgrammeView) -> list[tuple[str, list[ItemView]]]:
    """List the items that districts are judged on, by section."""
    sections = [
        (section.title, [item for item in section.items if any(map(_is_judged, item.districts))])
        for section in view.sections
    ]
    return [(title, items) for title, items in sections if items]


def count_lights(view: ProgrammeView, light: str) -> Counter[str]:
    """Count a light by district."""
    return Counter(
        standing.district for item in view.items for standing in item.districts if standing.light == light
    )


def say_light(light: str, status: str) -> str:
    """Say a light with its status; colour never stands alone."""
    return " ".join(filter(None, (texts.LIGHT_WORDS[light], status)))


def say_standing(standing: Standing) -> str:
    """Say where a district stands: '' where nothing is asked of it."""
    if not _is_judged(standing):
        return ""
    return UNDEFINED if standing.status == NO_DATA else say_light(standing.light, standing.status)


def _is_judged(standing: Standing) -> bool:
    return standing.status not in ("", NO_AIM)
