"""这个数从哪里来: beneath a table's chosen cell, or by itself under an address, down to the lines of the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.formats import (
    format_count,
    format_line,
    format_number,
    format_period,
    format_periods,
    format_value_with_unit,
    mask_person,
)
from eduboard.metrics.breakdown import Part, attribute_title
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.origins import Numbered, Numbers, Origin
from eduboard.metrics.places import place_name
from eduboard.metrics.provenance import Trace, TracedRow, trace_number
from eduboard.metrics.results import DataTable
from eduboard.metrics.tallies import Tally
from eduboard.texts import tracing as texts
from eduboard.texts.outward import HIDDEN
from eduboard.texts.views import UNSTATED
from eduboard.ui.cache import cached
from eduboard.ui.page_view import page_view
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.plain import plain
from eduboard.ui.rows import show_rows
from eduboard.ui.session import get_viewer
from eduboard.ui.trace_address import batch_address, read_address, trace_address

PAGE_ROWS = 20


def show_traced_rows(name: str, table: DataTable, shown: pd.DataFrame, **options: Any) -> None:
    """Show a table's rows, or the first of them, to choose a number from; below them where the chosen one comes from.

    ``name`` is the table's key on the page, ``options`` are those of ``st.dataframe``.
    """
    if not table.is_traced or page_view().is_official:
        show_rows(shown, hide_index=True, key=name, **options)
        return
    state = st.dataframe(
        shown, hide_index=True, on_select="rerun", selection_mode="single-cell", key=name, **options
    )
    st.caption(texts.TRACE_HINT)
    titles = [str(title) for title in shown.columns]
    for row, title in state["selection"]["cells"]:
        # A choice may be of a table that has since become shorter.
        if row < len(shown):
            show_origin(name, table, row, titles.index(title))


def show_origin(name: str, table: DataTable, row: int, column: int) -> None:
    """Show where the number in a cell comes from; nothing for a name, and for what is not told outside the house."""
    if table.rows[row][column] != HIDDEN:
        show_numbers(name, table.numbers_at(row, column))


def show_numbers(name: str, numbers: Numbers) -> None:
    """Show where the numbers come from that a cell shows or is worked out of."""
    _say_several(numbers)
    for position, number in enumerate(numbers):
        _show(f"{name} {position}" if position else name, number, is_alone=False)


def show_addressed(address: Mapping[str, str], further: Sequence[str] = ()) -> None:
    """Show where the numbers come from that an address names."""
    numbers = read_address(address, further)
    if not numbers:
        st.warning(texts.UNNAMED_TRACE)
    _say_several(numbers)
    for position, number in enumerate(numbers):
        _show(f"addressed {position}", number, is_alone=True)


def _say_several(numbers: Numbers) -> None:
    if len(numbers) > 1:
        st.caption(texts.TRACE_SEVERAL.format(count=len(numbers)))


def _show(name: str, number: Numbered, *, is_alone: bool) -> None:
    """Show one number with its rows; beneath a table with the address under which it stands alone."""
    with st.container(border=True, key=f"trace:{name}"):
        st.markdown(f"**{texts.TRACE_TITLE}**")
        start = page_start(f"trace:{name}", number, PAGE_ROWS)
        trace = cached(
            "trace",
            (number, start),
            lambda session, catalogue: trace_number(session, catalogue, number, start, PAGE_ROWS),
        )
        _show_number(trace)
        _show_sums(trace)
        if trace.rows:
            st.table(_table(trace), hide_index=True)
            show_pages(f"trace:{name}", number, PAGE_ROWS, trace.row_count or trace.nothing_count)
        if not is_alone and number[0]:
            st.markdown(texts.TRACE_ADDRESS.format(address=trace_address(*number)))


def _show_number(trace: Trace) -> None:
    """Name the number, its place and time, and say how it is defined."""
    origin = trace.origin
    place = plain(texts.JOIN.join(map(place_name, origin.districts)))
    period = format_periods(f"{origin.start}–{origin.period}" if origin.start else origin.period)
    if trace.metric is not None:
        sentence, definition = _say_metric(trace, trace.metric, place, period), trace.metric.definition
    elif trace.tally is not None:
        sentence, definition = _say_tally(trace, trace.tally, place, period), trace.tally.definition
    else:
        st.markdown(texts.TRACE_ROW.format(place=place, period=period))
        return
    st.markdown(sentence)
    if origin.derived:
        st.markdown(texts.TRACE_DERIVED[origin.derived])
    st.caption(plain(definition))


def _say_metric(trace: Trace, metric: Metric, place: str, period: str) -> str:
    figure, origin = trace.figure, trace.origin
    value = format_value_with_unit(
        figure.value if figure else None, metric, figure.qualifier if figure else None
    )
    school = (figure.school_name if figure else None) or origin.school or ""
    sentence = texts.TRACE_NUMBER.format(
        metric=metric.name,
        place=place,
        period=period,
        stage=texts.TRACE_PART.format(part=plain(origin.stage)) if origin.stage else "",
        school="".join(texts.TRACE_PART.format(part=plain(part)) for part in _narrowed_to(origin, school)),
        value=plain(value),
    )
    if metric.is_ratio and figure is not None and None not in (figure.numerator, figure.denominator):
        scale = format_number(metric.scale)
        sentence += texts.TRACE_RATIO.format(
            numerator=format_count(figure.numerator),
            denominator=format_count(figure.denominator),
            scale="" if metric.scale == 1 else texts.TRACE_SCALE.format(scale=scale),
        )
    return sentence


def _say_tally(trace: Trace, tally: Tally, place: str, period: str) -> str:
    value = format_count(trace.numerator, trace.qualifier)
    if tally.is_ratio:
        value = texts.PART_OF_WHOLE.format(numerator=value, denominator=format_count(trace.denominator))
    school = trace.origin.school
    return texts.TRACE_NUMBER.format(
        metric=plain(_fill(tally.title, trace.origin)),
        place=place,
        period=period,
        stage="",
        school=texts.TRACE_PART.format(part=plain(school)) if school else "",
        value=plain(value),
    )


def _fill(words: str, origin: Origin) -> str:
    """Name in a tally's words what its origin's key says; an address may have lost a part of it."""
    said = {name: texts.TALLY_WORDS.get(str(value), str(value)) for name, value in origin.key}
    return words.format_map(defaultdict(str, said))


def _narrowed_to(origin: Origin, school: str) -> Iterator[str]:
    """Name what of a district and stage a number is of."""
    if school:
        yield school
    if origin.part is not None:
        attribute, part = origin.part
        yield texts.VALUE.format(title=attribute_title(attribute), value=Part(part).short_title)
    for value in (origin.category, origin.level):
        if value is not None:
            yield value or UNSTATED


def _show_sums(trace: Trace) -> None:
    """Say what the rows below are, and no more than is known of them."""
    if trace.metric is None and trace.tally is None:
        if not trace.rows:
            st.info(texts.TRACE_NO_DATA)
        return
    if not trace.row_count:
        st.info(texts.TRACE_NOTHING if trace.nothing_count else texts.TRACE_NO_DATA)
    elif not trace.is_exact:
        st.markdown(texts.TRACE_SCOPE.format(count=trace.row_count))
    else:
        template = texts.TRACE_SUMS if trace.is_ratio else texts.TRACE_SUM
        sums = template.format(
            numerator=format_count(trace.numerator), denominator=format_count(trace.denominator)
        )
        st.markdown(texts.TRACE_EXACT.format(count=format_count(trace.row_count), sums=sums))
    if trace.figure is not None and trace.figure.reported:
        st.caption(texts.TRACE_REPORTED)
    if any(not row.is_known for row in trace.rows):
        st.caption(texts.TRACE_UNKNOWN)
    if trace.is_exact and trace.row_count and trace.nothing_count:
        st.caption(texts.TRACE_REST.format(count=format_count(trace.nothing_count)))


def _table(trace: Trace) -> pd.DataFrame:
    """What each row says stands second: the style sheet gives that column room on a phone."""
    titles: tuple[str, ...] = ()
    if trace.tally is not None:
        titles = tuple(
            texts.TALLY_COUNT.format(count=_fill(count, trace.origin)) for count in trace.tally.counts
        )
    elif trace.metric is not None and trace.is_exact:
        titles = texts.TRACE_RATIO_COUNTS if trace.is_ratio else texts.TRACE_COUNTS
    has_periods = len({row.period for row in trace.rows}) > 1
    rows: list[dict[str, str]] = []
    for row in trace.rows:
        address = batch_address(row.batch, row.line)
        cells = {
            texts.TRACE_LINE: texts.TRACE_LINK.format(
                batch=row.batch, line=plain(format_line(row.place)), address=address
            ),
            texts.TRACE_CONTENT: plain(row_text(row)),
        }
        cells |= dict(zip(titles, _parts(row, is_ratio=trace.is_ratio), strict=False))
        if len(trace.origin.districts) > 1:
            cells[texts.DISTRICT] = plain(place_name(row.district))
        if has_periods:
            cells[texts.PERIOD] = format_period(row.period)
        rows.append(cells | {texts.TRACE_FILE: plain(row.file_name)})
    return pd.DataFrame(rows)


def _parts(row: TracedRow, *, is_ratio: bool) -> tuple[str, ...]:
    if row.is_repeated:
        return (texts.REPEATED, texts.REPEATED)
    if not row.is_known:
        return (texts.UNKNOWN_PART, texts.UNKNOWN_PART)
    qualifier = None if is_ratio else row.qualifier
    return (plain(format_count(row.numerator, qualifier)), format_count(row.denominator))


def row_text(row: TracedRow) -> str:
    """What a stored row says, column by column; persons' names masked for who may not see them."""
    names_shown = get_viewer().may_see_names
    contract = load_contracts()[row.dataset]
    parts = []
    said = {name for name, _ in row.values}
    for name, value in row.values:
        if name == "school_code" and "school_name" in said:
            continue
        text = _text(value)
        masked = text if names_shown or contract.field(name).kind != "person" else mask_person(text)
        parts.append(texts.VALUE.format(title=contract.field(name).title, value=masked))
    return texts.BETWEEN_VALUES.join(parts)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return texts.YES if value else texts.NO
    if isinstance(value, float):
        return format_count(value)
    return str(value)
