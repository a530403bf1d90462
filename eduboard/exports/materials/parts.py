"""The parts that several kinds of papers have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from eduboard.exports.blocks import Figure, Table
from eduboard.exports.materials import figures, tables
from eduboard.exports.materials.gather import Gathered, gather
from eduboard.exports.materials.order import Order
from eduboard.exports.materials.writing import Block, Heading, Material, Text, paper_name
from eduboard.exports.narrative import write_extremes, write_nothing, write_paragraph, write_targets
from eduboard.formats import format_period
from eduboard.metrics import views
from eduboard.metrics.catalogue import THEMES, Catalogue, Metric
from eduboard.metrics.indicators import build_indicators
from eduboard.metrics.places import place_name
from eduboard.metrics.results import Source
from eduboard.programmes.evaluation import evaluate
from eduboard.programmes.outward import find_untold, turn_view_outward
from eduboard.programmes.results import ProgrammeView
from eduboard.programmes.shelf import load_shelf
from eduboard.settings import Settings
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.store.store import Session
from eduboard.texts import materials as texts
from eduboard.texts import narrative as narrative_texts
from eduboard.texts.views import THEME_TABLE_TITLE


@dataclass(frozen=True, eq=False)
class Desk:
    """What a paper is written with: the viewer's session, the definitions, what is asked for, and the time."""

    session: Session
    catalogue: Catalogue
    settings: Settings
    order: Order
    made_at: datetime

    def gather(self, district: str) -> Gathered:
        """Measure what is said of a place."""
        return gather(self.session, self.catalogue, self.order, district)

    def programme(self) -> ProgrammeView | None:
        """The programme that is asked for, in the order's quarter; of one district where the paper is about one."""
        order = self.order
        if not order.programme:
            return None
        found = load_shelf(self.session, self.catalogue, self.settings).find(order.programme)
        only = order.districts[0] if len(order.districts) == 1 else None
        view = evaluate(self.session, self.catalogue, found, order.period, only, today=self.made_at.date())
        if not order.hide_below:
            return view
        untold = find_untold(self.session, self.catalogue, view, int(order.hide_below))
        return turn_view_outward(view, untold)

    @property
    def place(self) -> str:
        """What the paper is about, in its title."""
        order = self.order
        if not order.districts:
            return place_name(order.city)
        if len(order.districts) == 1:
            return place_name(order.districts[0])
        return texts.SEVERAL_PLACES.format(city=place_name(order.city), count=len(order.districts))

    def finish(
        self, title: str, blocks: Sequence[Block], told: Sequence[Gathered], view: ProgrammeView | None = None
    ) -> Material:
        """Put the paper together; what kinds of data it rests on is said on it."""
        kinds = {source.kind for part in told for source in part.scene.sources}
        return self.sign(title, blocks, kinds | (view.kinds if view else set()))

    def sign(self, title: str, blocks: Sequence[Block], kinds: Collection[str]) -> Material:
        """Put a paper together that rests on some kinds of data."""
        return Material(
            title=title,
            author=self.settings.bureau,
            file_name=paper_name(
                texts.FILE_STEM.format(title=title, period=self.order.period), self.order.hide_below
            ),
            hide_below=self.order.hide_below,
            made_at=self.made_at,
            blocks=tuple(blocks),
            period=format_period(self.order.period),
            is_demo=DEMO in kinds,
            is_published=PUBLISHED in kinds,
        )


def overview_metrics(gathered: Gathered) -> tuple[Metric, ...]:
    """The metrics of a short paper, in the order of the first page."""
    return tuple(gathered.catalogue[name] for name in gathered.statements)


def themes_blocks(gathered: Gathered, level: int) -> Iterator[Block]:
    """Every theme of a place that there is something to say of, and in one sentence those that there is not."""
    empty = []
    for theme in gathered.order.theme_ids:
        metrics = gathered.metrics_of(theme)
        told = list(told_blocks(gathered, metrics))
        if told:
            yield Heading(THEMES[theme], level, gathered.point_of(metrics))
            yield from told
            yield from _theme_blocks(gathered, theme, metrics)
        elif metrics:
            empty.append(THEMES[theme])
    if empty:
        yield nothing_block(gathered, empty)


def _theme_blocks(gathered: Gathered, theme: str, metrics: Sequence[Metric]) -> Iterator[Block]:
    """The leading metric's figures, and the table."""
    if not any(map(gathered.has, metrics)):
        return
    focus = gathered.leading_metric(metrics)
    if gathered.is_city:
        said = write_extremes(gathered.rankings[focus.id])
        yield Text(narrative_texts.BY_DISTRICT.format(said=said) + narrative_texts.END)
    yield from present(
        figures.ranking_figure(gathered.rankings[focus.id]) if gathered.is_city else None,
        figures.trend_figure(views.build_trend(gathered.scene, focus), gathered.point(focus)),
    )
    yield from table_blocks(gathered, metrics, THEME_TABLE_TITLE.format(theme=THEMES[theme]))


def told_blocks(gathered: Gathered, metrics: Sequence[Metric]) -> Iterator[Text]:
    """Figures in sentences: what there is, and what is asked for in a paragraph of its own."""
    statements = gathered.told(metrics)
    for said in (write_paragraph(gathered.scene.place_name, statements), write_targets(statements)):
        if said:
            yield Text(said)


def nothing_block(gathered: Gathered, themes: Sequence[str]) -> Text:
    """Say that a place has handed in nothing of some themes."""
    return Text(write_nothing(gathered.scene.place_name, gathered.order.period, themes))


def table_blocks(gathered: Gathered, metrics: Sequence[Metric], title: str) -> Iterator[Block]:
    """The figures of the districts beside each other, or of one district below each other."""
    scene = gathered.scene
    if gathered.is_city:
        known = [metric for metric in metrics if gathered.has(metric) or _any_district(gathered, metric)]
        if known:
            yield from tables.data_tables(views.build_table(scene, known, title))
        return
    caption = build_indicators(scene, metrics, texts.INDICATORS).caption
    table = tables.indicator_table(gathered.told(metrics), caption)
    yield from present(replace(table, headline=gathered.point_of(metrics)) if table else None)


def _any_district(gathered: Gathered, metric: Metric) -> bool:
    return any(row.value is not None for row in gathered.rankings[metric.id].rows)


def present(*blocks: Figure | Table | None) -> Iterator[Block]:
    """Give those that there are."""
    return (block for block in blocks if block is not None)


def explanation_blocks(told: Sequence[Gathered]) -> Iterator[Block]:
    """What everything means and rests on, once for the whole paper."""
    first = told[0]
    metrics = [
        metric
        for theme in THEMES
        for metric in first.metrics_of(theme)
        if any(part.has(metric) for part in told)
    ]
    if not metrics:
        return
    yield Heading(texts.EXPLANATIONS)
    yield Text(texts.EXPLANATIONS_FOLLOW)
    yield tables.definition_table(metrics)
    sources: dict[Source, None] = {source: None for part in told for source in part.scene.sources}
    quotes: dict[tuple[str, str], None] = {quote: None for part in told for quote in part.scene.quotes}
    ordered = sorted(sources, key=lambda source: source.batch)
    yield from present(tables.source_table(ordered), tables.quote_table(list(quotes)))
