"""Which schools pull the 校际差异系数 of a stage up, as a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eduboard.metrics import recipe
from eduboard.metrics.balance import BACKBONE, Balance, StageBalance
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.imprint import stamp, values_of
from eduboard.metrics.places import place_name
from eduboard.metrics.recipe import Recipe, Value, sorted_pairs
from eduboard.metrics.results import Caption, Source
from eduboard.metrics.sources import read_sources
from eduboard.store.store import Session
from eduboard.texts import programme_page as texts
from eduboard.texts.charts import TOTAL
from eduboard.texts.trace_page import COEFFICIENT, PER_100, PULL

BALANCE_DATASETS = [
    "honours",
    "enrolment",
    "classes",
    "class_bands",
    "schools",
    "training_compliance",
    "indicators",
]
"""What the 优质均衡 panel of a district rests on."""


@dataclass(frozen=True)
class Pulls:
    """A stage of a district, and what must travel with its figure."""

    stage: StageBalance
    caption: Caption

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return self.stage.coefficient is None


def build_pulls(session: Session, catalogue: Catalogue, balance: Balance) -> tuple[Pulls, ...]:
    """Build the figure of each stage of a district."""
    sources = read_sources(session, BALANCE_DATASETS, [balance.period], [balance.district])
    return tuple(_pulls(session, catalogue, balance, stage, sources) for stage in balance.stages)


def _pulls(
    session: Session, catalogue: Catalogue, balance: Balance, stage: StageBalance, sources: tuple[Source, ...]
) -> Pulls:
    title = texts.PULL_TITLE.format(stage=stage.stage)
    place = place_name(balance.district)
    caption = Caption(title, "%", balance.period, place, texts.PULL_DEFINITION, sources)
    made = Recipe(
        recipe.PULLS,
        (BACKBONE,),
        sorted_pairs({"period": balance.period, "district": balance.district}),
        sorted_pairs({"stage": stage.stage}),
    )
    districts = (balance.district,)
    visible = None if session.viewer.visible is None else districts
    return stamp(Pulls(stage, caption), made, [catalogue[BACKBONE]], districts, visible)


@values_of.register
def _(result: Pulls) -> Iterator[Value]:
    for school in result.stage.schools:
        yield Value(school.name, PER_100, school.per_100, metric=BACKBONE)
        yield Value(school.name, PULL, None if school.pull is None else 100 * school.pull)
    yield Value(TOTAL, PER_100, result.stage.per_100, metric=BACKBONE)
    yield Value(TOTAL, COEFFICIENT, result.stage.coefficient)
