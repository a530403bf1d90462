"""经验交流材料的数据部分, and 专报: themes told one after the other, or one in depth."""

from __future__ import annotations

from collections.abc import Iterator

from eduboard.errors import EduboardError
from eduboard.exports.blocks import Figure
from eduboard.exports.materials import figures, tables
from eduboard.exports.materials.gather import Gathered
from eduboard.exports.materials.parts import (
    Desk,
    explanation_blocks,
    nothing_block,
    present,
    table_blocks,
    themes_blocks,
    told_blocks,
)
from eduboard.exports.materials.programme_part import programme_blocks
from eduboard.exports.materials.writing import Block, Heading, Material, Text, Title
from eduboard.exports.narrative import write_extremes
from eduboard.formats import format_period
from eduboard.metrics import views
from eduboard.metrics.catalogue import THEMES
from eduboard.metrics.themes import THEME_PAGES, ThemeView, build_theme_view
from eduboard.texts import materials as texts
from eduboard.texts import narrative as narrative_texts
from eduboard.texts.views import THEME_TABLE_TITLE

_SCHOOLS = 15


def build_material_paper(desk: Desk) -> Material:
    """Build the data section of a 经验交流材料: every theme of every place, then the programme."""
    order = desk.order
    told = [desk.gather(district) for district in order.places]
    title = texts.MATERIAL_TITLE.format(place=desk.place)
    blocks: list[Block] = [
        Title(title),
        Text(
            texts.INTRODUCTION.format(
                place=desk.place,
                period=format_period(order.period),
                bureau=desk.settings.bureau,
                baseline=narrative_texts.BASELINES[order.compare],
            )
        ),
    ]
    for gathered in told:
        if len(told) > 1:
            blocks.append(Heading(gathered.scene.place_name))
        blocks += themes_blocks(gathered, level=2 if len(told) > 1 else 1)
    view = desk.programme()
    if view is not None:
        blocks += programme_blocks(view, desk.session.viewer.visible)
    blocks += explanation_blocks(told)
    return desk.finish(title, blocks, told, view)


def build_theme_paper(desk: Desk) -> Material:
    """Build a 专报 of one theme; raise EduboardError ``material.one_theme`` when it is not one."""
    order = desk.order
    if len(order.theme_ids) != 1:
        raise EduboardError("material.one_theme", allowed="、".join(THEME_PAGES))
    [theme] = order.theme_ids
    told = [desk.gather(district) for district in order.places]
    title = texts.THEME_TITLE.format(place=desk.place, theme=THEMES[theme])
    blocks: list[Block] = [Title(title)]
    for gathered in told:
        if len(told) > 1:
            blocks.append(Heading(gathered.scene.place_name))
        blocks += _in_depth(desk, gathered, theme, level=2 if len(told) > 1 else 1)
    view = desk.programme()
    if view is not None:
        blocks += programme_blocks(view, desk.session.viewer.visible)
    blocks += explanation_blocks(told)
    return desk.finish(title, blocks, told, view)


def _in_depth(desk: Desk, gathered: Gathered, theme: str, level: int) -> Iterator[Block]:
    metrics = gathered.metrics_of(theme)
    yield Heading(texts.OVERALL, level)
    yield from told_blocks(gathered, metrics)
    if not any(map(gathered.has, metrics)):
        yield nothing_block(gathered, [THEMES[theme]])
        return
    focus = gathered.leading_metric(metrics)
    title = THEME_TABLE_TITLE.format(theme=THEMES[theme])
    filters = gathered.scene.filters
    view = build_theme_view(desk.session, desk.catalogue, desk.settings, THEME_PAGES[theme], filters)
    if gathered.is_city:
        yield Heading(texts.BY_DISTRICT, level)
        rankings = [gathered.rankings[metric.id] for metric in metrics if gathered.has(metric)]
        yield Text("".join(write_extremes(ranking) + narrative_texts.END for ranking in rankings))
        yield from present(figures.ranking_figure(gathered.rankings[focus.id]))
    yield from table_blocks(gathered, metrics, title)
    yield from _under(
        Heading(texts.OVER_TIME, level),
        figures.trend_figure(views.build_trend(gathered.scene, focus), gathered.point(focus)),
    )
    yield from _under(
        Heading(texts.MAKE_UP, level),
        *map(figures.composition_figure, view.compositions),
        figures.flow_figure(view.flow) if view.flow else None,
        figures.distribution_figure(view.distribution) if view.distribution else None,
    )
    yield from _schools(view, level)


def _under(heading: Heading, *found: Figure | None) -> Iterator[Block]:
    """Give figures beneath a heading, and no heading where there are none."""
    drawn = list(present(*found))
    if drawn:
        yield heading
        yield from drawn


def _schools(view: ThemeView, level: int) -> Iterator[Block]:
    """Tell the schools of one district that are furthest behind."""
    coverage = view.coverage
    if coverage is None or coverage.is_empty:
        return
    yield Heading(texts.SCHOOLS, level)
    count = len(coverage.schools)
    pattern = texts.SCHOOLS_LED if count > _SCHOOLS else texts.SCHOOLS_ALL
    yield Text(pattern.format(place=view.place, count=count, metric=coverage.metric.name, shown=_SCHOOLS))
    yield tables.school_table(coverage, _SCHOOLS)
