"""季度通报: where all stands, who leads and who lags and why, who has not handed in."""

from __future__ import annotations

from collections.abc import Iterator

from eduboard.exports.materials import figures, tables
from eduboard.exports.materials.gather import Gathered
from eduboard.exports.materials.parts import (
    Desk,
    explanation_blocks,
    nothing_block,
    overview_metrics,
    present,
)
from eduboard.exports.materials.programme_part import behind_blocks
from eduboard.exports.materials.writing import Block, Heading, Material, Text, Title
from eduboard.exports.narrative import write_extremes, write_movers, write_paragraph, write_targets
from eduboard.formats import format_period
from eduboard.metrics import views
from eduboard.metrics.catalogue import NEUTRAL, THEMES, Metric
from eduboard.metrics.explained import explained_note
from eduboard.metrics.places import place_name
from eduboard.texts import materials as texts
from eduboard.texts import narrative as narrative_texts
from eduboard.texts.views import OVERVIEW_TABLE_TITLE

_MOVERS = 5
_FIGURES = 3


def build_bulletin(desk: Desk) -> Material:
    """Build the bulletin of a quarter: it is of all districts, since it ranks them."""
    order = desk.order
    gathered = desk.gather("")
    metrics = [metric for metric in overview_metrics(gathered) if gathered.has(metric)]
    title = texts.BULLETIN_TITLE.format(place=place_name(order.city), period=format_period(order.period))
    blocks: list[Block] = [Title(title), Heading(texts.OVERALL)]
    blocks += _overall(gathered, metrics)
    if metrics and gathered.is_city:
        blocks += _rankings(gathered, metrics)
        blocks += _movements(gathered, metrics)
    view = desk.programme()
    if view is not None:
        blocks.append(Heading(view.programme.name))
        blocks += behind_blocks(view, desk.session.viewer.visible)
    if metrics:
        blocks += _hand_ins(gathered, metrics)
    blocks += explanation_blocks([gathered])
    return desk.finish(title, blocks, [gathered], view)


def _overall(gathered: Gathered, metrics: list[Metric]) -> Iterator[Block]:
    if not metrics:
        yield nothing_block(gathered, [THEMES[theme] for theme in gathered.order.theme_ids])
    for theme in gathered.order.theme_ids:
        statements = gathered.told([metric for metric in metrics if metric.theme == theme])
        if statements:
            yield Text(write_paragraph(gathered.scene.place_name, statements))
    if said := write_targets(gathered.told(metrics)):
        yield Text(said)


def _rankings(gathered: Gathered, metrics: list[Metric]) -> Iterator[Block]:
    """Rank the districts by what has a better side; the figures are of those with a target, then the first."""
    judged = [metric for metric in metrics if metric.direction != NEUTRAL]
    if not judged:
        return
    yield Heading(texts.RANKINGS)
    rankings = [gathered.rankings[metric.id] for metric in judged]
    for theme in THEMES:
        said = [write_extremes(ranking) for ranking in rankings if ranking.metric.theme == theme]
        if said:
            yield Text("".join(sentence + narrative_texts.END for sentence in said))
    caption = views.build_heat(gathered.scene, judged, OVERVIEW_TABLE_TITLE).caption
    yield from tables.rank_tables(rankings, caption)
    drawn = sorted(rankings, key=lambda ranking: ranking.target is None)[:_FIGURES]
    yield from present(*map(figures.ranking_figure, drawn))


def _movements(gathered: Gathered, metrics: list[Metric]) -> Iterator[Block]:
    """Tell what moved most, and what the districts said of it."""
    scene = gathered.scene
    yield Heading(texts.MOVEMENTS)
    improved, worsened = views.build_movers(scene, metrics, _MOVERS)
    for said in write_movers(improved, worsened, gathered.order.compare):
        yield Text(said)
    if scene.filters.least_told:
        # What clerks said of their figures is for the house.
        return
    notes = [
        explained_note(item)
        for item in scene.explained
        if item.period == scene.filters.period and item.district in scene.districts
    ]
    yield Heading(texts.EXPLAINED, level=2)
    for note in dict.fromkeys(notes):
        yield Text(note + narrative_texts.END)
    if not notes:
        yield Text(texts.NOTHING_EXPLAINED)


def _hand_ins(gathered: Gathered, metrics: list[Metric]) -> Iterator[Block]:
    scene = gathered.scene
    yield Heading(texts.HAND_INS)
    gaps = scene.gaps_in_words(metrics, scene.districts)
    yield Text(texts.NOT_ALL_HANDED_IN.format(gaps=gaps) if gaps else texts.ALL_HANDED_IN)
