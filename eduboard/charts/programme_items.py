"""A programme's items as HTML: one row an item, on a phone one card; what is said of it unfolds on demand.

Colour never stands alone: every light has its word.  The classes are those of ``static/style.css``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eduboard.charts.caption import footnotes
from eduboard.charts.wrapping import escape
from eduboard.formats import format_count, format_period, format_share
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.origins import Numbers
from eduboard.metrics.results import Caption
from eduboard.programmes.judging import format_aim, format_reading
from eduboard.programmes.lights import say_light
from eduboard.programmes.model import COVERAGE, DUTY, RESULT, Item
from eduboard.programmes.results import ItemView, ProgrammeView, SectionView, Standing
from eduboard.texts import programme_page as texts
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.programmes import EVERY_DISTRICT

BATCHES_SHOWN = 2
Link = Callable[[Numbers], str]
"""Gives the address of what a cell rests on, or ''."""


def light_mark(light: str, said: str) -> str:
    """Show what is said of a light in its colour; a status without a light is grey."""
    return f'<span class="light {light or "none"}">{escape(said)}</span>'


def item_table(
    section: SectionView,
    view: ProgrammeView,
    catalogue: Catalogue,
    caption: Caption | None = None,
    link: Link = lambda _: "",
) -> str:
    """Show a section's items, what travels with them, and the section's rules; ``link`` leads to their numbers."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in texts.COLUMNS)
    body = "".join(_row(item, view, catalogue, link) for item in section.items)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""
    nothing = "" if body else f"<small>{escape(texts.NOTHING_MEASURED)}</small>"
    notes = _small(*footnotes(caption)) if caption else ""
    return f'<div class="programme items">{nothing}{table}{notes}{_rules(section)}</div>'


def _rules(section: SectionView) -> str:
    if not section.rules:
        return ""
    rules = "".join(
        f"<li>{escape(rule.name)}：{escape(rule.quote)}"
        + (f"<small>{escape(rule.note)}</small>" if rule.note else "")
        + "</li>"
        for rule in section.rules
    )
    return f"<p><b>{escape(texts.RULES)}</b></p><ul>{rules}</ul>"


def _row(shown: ItemView, view: ProgrammeView, catalogue: Catalogue, link: Link) -> str:
    overall = shown.overall
    name = (
        f'<th scope="row">{escape(shown.item.name)}'
        f"<small>{escape(texts.KIND_NOTES[shown.item.kind])}</small>"
        f"{_details(shown, view, catalogue)}</th>"
    )
    cells = (
        ("number", _value(shown, link)),
        ("number", _aim(shown, link, is_past=view.is_past)),
        ("number", _attainment(shown, link)),
        ("", _light(shown)),
        ("said", escape(overall.reason)),
        ("", _batches(overall)),
    )
    titled = zip(texts.COLUMNS[1:], cells, strict=True)
    return (
        "<tr>"
        + name
        + "".join(
            f'<td class="{kind}" data-label="{escape(title)}">{cell}</td>' for title, (kind, cell) in titled
        )
        + "</tr>"
    )


def _value(shown: ItemView, link: Link) -> str:
    overall, reading = shown.overall, shown.overall.reading
    text = format_reading(reading, shown.unit)
    if shown.item.kind == DUTY and overall.value is not None:
        text = texts.AVERAGE.format(value=text)
    elif shown.item.kind == DUTY:
        text = UNDEFINED
    notes = [texts.FURTHEST_BEHIND] if overall.name == EVERY_DISTRICT else []
    if reading.period and overall.value is not None:
        period = format_period(reading.period, annual=reading.annual)
        notes.append(texts.ANNUAL.format(period=period) if reading.annual else period)
    if shown.item.kind == COVERAGE and reading.numerator is not None and reading.denominator is not None:
        part, whole = format_count(reading.numerator), format_count(reading.denominator)
        notes.append(texts.PART_OF_WHOLE.format(numerator=part, denominator=whole))
    return _linked(text, link(reading.numbers)) + _small(*notes)


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}" target="_self">{escape(text)}</a>' if address else escape(text)


def _aim(shown: ItemView, link: Link, *, is_past: bool) -> str:
    aim = shown.overall.aim
    if shown.item.kind == RESULT:
        return f"<small>{escape(texts.STATED_ONLY)}</small>"
    if aim is None:
        return f"<small>{escape(texts.NO_TARGET)}</small>"
    notes = []
    if aim.due:
        notes.append(texts.DUE.format(due=format_period(aim.due)))
    elif shown.item.kind not in (DUTY, COVERAGE):
        notes.append(texts.NO_DUE)
    if shown.days_left is not None:
        said = texts.DAYS_LEFT if shown.days_left >= 0 else texts.DAYS_OVER
        days = said.format(days=format_count(abs(shown.days_left)))
        notes.append(texts.AT_PERIOD_END.format(days=days) if is_past else days)
    return _linked(format_aim(aim), link(aim.numbers)) + _small(*notes)


def _attainment(shown: ItemView, link: Link) -> str:
    overall = shown.overall
    if overall.attainment is None:
        return UNDEFINED if shown.item.kind != RESULT else ""
    note = ""
    if overall.met is not None and overall.owing is not None:
        met, owing = format_count(overall.met), format_count(overall.owing)
        note = texts.MET_OF_OWING.format(met=met, owing=owing)
    width = min(max(overall.attainment, 0.0), 1.0)
    return (
        f"{_linked(format_share(overall.attainment), link(overall.numbers))}"
        f'<div class="bar"><span style="width:{100 * width:.0f}%"></span></div>{_small(note)}'
    )


def _light(shown: ItemView) -> str:
    light, status = shown.overall.light, shown.overall.status
    return light_mark(light, say_light(light, status)) if status else ""


def _batches(standing: Standing) -> str:
    batches = standing.reading.batches
    links = [batch_link(batch) for batch in batches[-BATCHES_SHOWN:]]
    if len(batches) > BATCHES_SHOWN:
        links.append(escape(texts.MORE_BATCHES.format(count=len(batches))))
    return f"<small>{'<br>'.join(links)}</small>" if links else ""


def batch_link(batch: str) -> str:
    """Link a batch to its page."""
    return f'<a href="/admin?batch={escape(batch)}" target="_self">{escape(batch)}</a>'


def _small(*notes: str) -> str:
    said = "<br>".join(escape(note) for note in notes if note)
    return f"<small>{said}</small>" if said else ""


def _details(shown: ItemView, view: ProgrammeView, catalogue: Catalogue) -> str:
    lines = "".join(f"<p>{line}</p>" for line in _said(shown, view, catalogue))
    return f"<details><summary>{escape(texts.DETAILS)}</summary>{lines}</details>" if lines else ""


def _said(shown: ItemView, view: ProgrammeView, catalogue: Catalogue) -> Iterator[str]:
    item, aim = shown.item, shown.overall.aim
    if item.quote:
        yield escape(texts.QUOTE.format(quote=item.quote))
    if item.note:
        yield escape(texts.NOTE.format(note=item.note))
    if item.metric in catalogue:
        metric = catalogue[item.metric]
        yield escape(texts.GAUGE_METRIC.format(name=metric.name, definition=metric.definition))
    elif item.indicator:
        yield escape(texts.GAUGE_INDICATOR.format(name=item.indicator))
    if filters := _filters(item):
        yield escape(texts.GAUGE_FILTER.format(filters=filters))
    if aim is not None and aim.batch:
        yield f"{escape(texts.AIM_BATCH)} {batch_link(aim.batch)}"
    if aim is not None and aim.source != view.programme.passage(item):
        yield escape(texts.AIM_SOURCE.format(source=aim.source))


def _filters(item: Item) -> str:
    return "、".join(filter(None, (item.stage, item.category, item.level, *item.stages)))
