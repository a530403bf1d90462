"""The blocks of a page: cards, figures, tables, definitions.  Each takes a result and shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st

from eduboard.charts import chart_config, heat_table, whole_table
from eduboard.contracts import load_contracts
from eduboard.exports.narrative import write_movement
from eduboard.exports.tables import build_csv, build_workbook, download_name
from eduboard.formats import (
    format_delta,
    format_periods,
    format_target,
    format_value,
    format_value_with_unit,
)
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.imprint import Figure
from eduboard.metrics.origins import Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.results import Caption, Card, DataTable, Explained, HeatTable, Mover, Qualified, Source
from eduboard.metrics.scene import Filters
from eduboard.texts import pages as texts
from eduboard.texts.experience import NOTE_COLUMNS, NOTES_CUT, NOTES_TITLE, WRITTEN_NOTE
from eduboard.texts.formats import UNDEFINED
from eduboard.texts.outward import NOTHING_TOLD
from eduboard.ui.cache import cached_figure
from eduboard.ui.collecting import offer_collecting, show_code
from eduboard.ui.downloads import offer_download
from eduboard.ui.figure_codes import coded
from eduboard.ui.page_view import page_view
from eduboard.ui.plain import plain
from eduboard.ui.rows import rows_height
from eduboard.ui.school_links import link_schools
from eduboard.ui.trace_address import batch_address, trace_address
from eduboard.ui.tracing import show_traced_rows

R = TypeVar("R", bound=Figure)
NOTES_SHOWN = 3


def show_cards(cards: Sequence[Card], filters: Filters) -> None:
    """Show the numbers in one row, each with its movement, its history and its target."""
    with st.container(key="cards"):
        columns = st.columns(len(cards), gap="small")
    for column, card in zip(columns, cards, strict=True):
        with column, st.container(border=True, height="stretch"):
            _show_card(card, filters)
    show_notes(dict.fromkeys(note for card in cards for note in card.notes))


def show_notes(notes: Iterable[str]) -> None:
    """Show what was said of unlikely numbers below them; a long list is cut, the rest stands with the definitions."""
    listed = [WRITTEN_NOTE.format(note=plain(note)) for note in notes]
    if len(listed) > NOTES_SHOWN:
        listed[NOTES_SHOWN:] = [NOTES_CUT.format(count=len(listed) - NOTES_SHOWN)]
    if listed:
        st.caption("  \n".join(listed))


def _show_card(card: Card, filters: Filters) -> None:
    metric = card.metric
    history = [value for _, value in card.history]
    known = [value for value in history if value is not None]
    st.metric(
        column_title(metric.name, metric),
        card_value(card),
        None if card.delta is None else format_delta(card.delta.change, metric),
        delta_color=delta_colour(card),
        delta_arrow="off" if card.delta is None or not card.delta.change else "auto",
        help=_card_help(card),
        chart_data=known if len(known) == len(history) and len(known) > 1 else None,
    )
    compared = texts.NO_BASE if card.delta is None else texts.COMPARED_WITH[filters.compare]
    st.caption("  \n".join(filter(None, (compared, target_note(card), card.incomplete))))


def card_value(card: Card) -> str:
    """The number as text; a clerk's own word about it (限定) is nothing but text."""
    value = format_value(card.value, card.metric, card.qualifier)
    return plain(value) if card.qualifier else value


def delta_colour(card: Card) -> Literal["green", "orange", "gray"]:
    """Red is kept for what misses its target."""
    if card.delta is None or card.delta.is_better is None:
        return "gray"
    return "green" if card.delta.is_better else "orange"


def _card_help(card: Card) -> str:
    metric = card.metric
    notes = [
        texts.CARD_HELP.format(
            definition=metric.definition, time_kind=metric.time_kind, direction=metric.direction
        )
    ]
    if card.reported:
        notes.append(texts.CARD_REPORTED)
    if card.annual:
        notes.append(texts.CARD_ANNUAL)
    notes += [WRITTEN_NOTE.format(note=plain(note)) for note in card.notes]
    return "\n\n".join(notes)


def target_note(card: Card) -> str | None:
    """Say in words how a number stands to its target; None without one."""
    if card.progress is not None:
        return texts.PROGRESS.format(
            start=card.progress.start_period,
            value=format_value_with_unit(card.progress.value, card.metric),
            target=format_target(card.progress.target, card.metric),
        )
    if card.target is None or card.value is None:
        return None
    sentence = texts.TARGET_MET if card.target.is_met_by(card.value) else texts.TARGET_MISSED
    return sentence.format(target=format_target(card.target, card.metric))


def show_figure(name: str, result: R, draw: Callable[[R], Any]) -> None:
    """Show a figure, or one line where there is nothing to draw."""
    caption = result.caption
    if getattr(result, "is_empty", False):
        _show_nothing(caption)
        return
    result = coded(result)
    st.plotly_chart(
        cached_figure(name, result, lambda: draw(result)),
        config=chart_config(),
        theme=None,
        key=f"figure:{name}",
        alt=texts.ALTERNATIVE.format(title=caption.title, period=caption.period, place=caption.place),
    )
    show_code(name, result)


def _show_nothing(caption: Caption) -> None:
    place, period = caption.place, format_periods(caption.period)
    sentence = NOTHING_TOLD if caption.is_outward else texts.NOTHING_TO_DRAW
    st.caption(sentence.format(title=caption.title, place=place, period=period))
    if caption.is_outward:
        # What is there may not be told; the notes say why.
        show_notes(caption.notes)


def show_heat(heat: HeatTable, filters: Filters, name: str = "heat") -> None:
    """Show district × indicator as a table that can be read on a phone; each number links to where it comes from."""

    def link(district: str, metric: Metric) -> str:
        return trace_address(metric.id, Origin(filters.period, (district,), filters.stage))

    heat = coded(heat)
    # Where a number comes from is for the house.
    linked = None if heat.caption.is_outward else link
    st.html(cached_figure(f"heat:{filters.stage}", heat, lambda: heat_table(heat, linked)))
    show_code(name, heat)


def show_movers(title: str, movers: Sequence[Mover], nothing: str, filters: Filters) -> None:
    """Say in words what moved most."""
    with st.container(border=True):
        st.markdown(f"**{title}**")
        lines = [
            texts.MOVER.format(district=item.name, sentence=write_movement(item, filters.compare))
            for item in movers
        ]
        st.markdown("\n".join(f"- {line}" for line in lines) if lines else nothing)


def show_table(name: str, table: DataTable) -> None:
    """Show a table with its downloads, or one line where it has no rows."""
    if table.is_empty:
        _show_nothing(table.caption)
        return
    table = coded(table)
    titles = [column_title(*column) for column in zip(table.columns, table.metrics, strict=True)]
    if page_view().is_official:
        st.html(cached_figure(f"whole table:{name}", table, lambda: whole_table(table, titles)))
        return
    columns = zip(*table.rows, strict=True) if table.rows else ([] for _ in titles)
    shown = pd.DataFrame(
        {
            title: _shown_column(values, metric)
            for title, values, metric in zip(titles, columns, table.metrics, strict=True)
        }
    )
    links = link_schools(table, shown)
    st.markdown(f"**{table.caption.title}**")
    show_traced_rows(
        f"table:{name}",
        table,
        shown,
        height=rows_height(len(table.rows)),
        placeholder=UNDEFINED,
        column_config={
            title: st.column_config.NumberColumn(format=_number_format(metric))
            for title, metric in zip(titles, table.metrics, strict=True)
            if metric is not None and not _has_qualified(shown[title])
        }
        | links,
    )
    show_notes(table.caption.notes)
    show_downloads(name, table)


def show_downloads(name: str, table: DataTable) -> None:
    """Offer a table as CSV and as a workbook; each is made when it is asked for."""
    table = coded(table)
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_download(
            texts.DOWNLOAD_CSV,
            lambda: build_csv(table),
            download_name(table.caption, "csv"),
            key=f"csv:{name}",
        )
        offer_download(
            texts.DOWNLOAD_XLSX,
            lambda: build_workbook(table),
            download_name(table.caption, "xlsx"),
            key=f"xlsx:{name}",
        )
        offer_collecting(f"table {name}", table)


def column_title(title: str, metric: Metric | None) -> str:
    """A title with its unit; shares carry theirs in the value."""
    return title if metric is None or metric.is_share else f"{title}（{metric.unit}）"


def _shown_column(values: Sequence[Any], metric: Metric | None) -> list[Any]:
    """Numbers as numbers, so that they sort; a column with a round number in it (90余) as text."""
    if metric is None:
        return list(values)
    if any(isinstance(value, (Qualified, str)) for value in values):
        return [_shown_text(value, metric) for value in values]
    return [None if value is None else 100 * value for value in values] if metric.is_share else list(values)


def _shown_text(value: Any, metric: Metric) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Qualified):
        return format_value(value.value, metric, value.qualifier)
    return format_value(value, metric)


def _has_qualified(column: pd.Series[Any]) -> bool:
    return any(isinstance(value, str) for value in column)


def _number_format(metric: Metric) -> str:
    if metric.is_share:
        return "%.1f%%"
    return f"%.{metric.decimals}f" if metric.decimals else "localized"


def show_definitions(
    metrics: Sequence[Metric],
    sources: Sequence[Source],
    quotes: Sequence[tuple[str, str]],
    explained: Sequence[Explained] = (),
) -> None:
    """Show the definitions of the page's numbers, the batches they rest on, what was said of them, and excerpts.

    A picture of the page has the definitions alone: what a figure rests on stands below it.
    """
    if page_view().is_official:
        st.markdown(f"**{texts.DEFINITIONS}**\n\n{_written_definitions(metrics)}")
        return
    with st.expander(texts.DEFINITIONS, icon=":material/rule:"):
        st.markdown(_written_definitions(metrics))
        st.markdown(f"**{texts.SOURCES_TITLE}**")
        contracts = load_contracts()
        rows = [
            (
                batch_address(item.batch),
                contracts[item.dataset].title,
                item.file_name,
                item.published_at,
                item.explanation,
            )
            for item in reversed(sources)
        ]
        number = st.column_config.LinkColumn(display_text="batch=(.*)")
        st.dataframe(
            pd.DataFrame(rows, columns=list(texts.SOURCE_COLUMNS)),
            hide_index=True,
            column_config={texts.SOURCE_COLUMNS[0]: number},
        )
        if explained:
            st.markdown(f"**{NOTES_TITLE}**")
            said = [
                (
                    item.period,
                    place_name(item.district),
                    item.observation,
                    item.sentence,
                    item.explained_by,
                    item.batch,
                )
                for item in reversed(explained)
            ]
            st.dataframe(pd.DataFrame(said, columns=list(NOTE_COLUMNS)), hide_index=True, key="explained")
        if quotes:
            st.markdown(f"**{texts.QUOTES_TITLE}**")
            st.table(pd.DataFrame(quotes, columns=list(texts.QUOTE_COLUMNS)), hide_index=True)


def _written_definitions(metrics: Sequence[Metric]) -> str:
    return "\n".join(
        "- "
        + texts.DEFINITION_LINE.format(
            name=metric.name,
            unit=metric.unit,
            time_kind=metric.time_kind,
            direction=metric.direction,
            definition=metric.definition,
            basis=metric.basis,
        )
        for metric in metrics
    )
