"""这个数从哪里来: beneath a table's chosen cell, or by itself under an address, down to the lines of the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.formats import format_count, format_number, format_period, format_value_with_unit, mask_person
from eduboard.metrics.breakdown import ATTRIBUTES, Part, attribute_title
from eduboard.metrics.catalogue import Catalogue, Metric
from eduboard.metrics.places import place_name
from eduboard.metrics.provenance import Trace, TracedRow, find_rows, trace_cell
from eduboard.metrics.results import DataTable, Origin
from eduboard.periods import Period
from eduboard.store.store import Session
from eduboard.texts import admin as texts
from eduboard.texts.outward import HIDDEN
from eduboard.texts.views import UNSTATED
from eduboard.ui.cache import cached
from eduboard.ui.paging import page_start, show_pages
from eduboard.ui.plain import plain
from eduboard.ui.session import get_viewer

PAGE_ROWS = 20
_ADDRESS = "admin"
_SIGN = "="


def batch_address(batch: str, line: int | None = None) -> str:
    """The address of a batch, or of a line in its original, as a link on any page."""
    return f"{_ADDRESS}?{urlencode({'batch': batch} | ({} if line is None else {'line': line}))}"


def trace_address(metric: str, origin: Origin) -> str:
    """The address under which a number's origin can be looked at and passed on."""
    parts = {"metric": metric, "period": origin.period, "district": ",".join(origin.districts)}
    if origin.stage:
        parts["stage"] = origin.stage
    if origin.school is not None:
        parts["school"] = origin.school
    if origin.part is not None:
        attribute, part = origin.part
        parts |= {"by": attribute} | _stated("part", part)
    parts |= _stated("category", origin.category) | _stated("level", origin.level)
    return f"{_ADDRESS}?{urlencode(parts)}"


def _stated(name: str, value: str | None) -> dict[str, str]:
    """Put a value that may be '' into an address, which would lose an empty one."""
    return {} if value is None else {name: f"{_SIGN}{value}"}


def _read(address: Mapping[str, str], name: str) -> str | None:
    return address[name].removeprefix(_SIGN) if name in address else None


def show_origin(name: str, table: DataTable, row: int, column: int) -> None:
    """Show where the number in a cell comes from; nothing for a name, and for what is not told outside the house."""
    origin, metric = table.origins[row], table.metrics[column]
    if origin.dataset:
        _show(name, None, origin)
    elif metric is not None and table.rows[row][column] != HIDDEN:
        _show(name, metric.id, origin)


def show_number(name: str, metric: str, origin: Origin) -> None:
    """Show where a number comes from that stands in no ``DataTable`` with origins."""
    _show(name, metric, origin)


def show_addressed(address: Mapping[str, str]) -> None:
    """Show where the number comes from that an address names."""
    try:
        period = str(Period.parse(address["period"]))
    except (KeyError, ValueError):
        st.warning(texts.UNNAMED_TRACE)
        return
    by = address.get("by", "")
    _show(
        "addressed",
        address["metric"],
        Origin(
            period,
            tuple(filter(None, address.get("district", "").split(","))),
            address.get("stage", ""),
            address.get("school"),
            part=(by, _read(address, "part")) if by in ATTRIBUTES else None,
            category=_read(address, "category"),
            level=_read(address, "level"),
        ),
    )


def _show(name: str, metric: str | None, origin: Origin) -> None:
    with st.container(border=True, key=f"trace:{name}"):
        st.markdown(f"**{texts.TRACE_TITLE}**")
        start = page_start(f"trace:{name}", (metric, origin), PAGE_ROWS)
        trace = cached(
            "trace",
            (metric, origin, start),
            lambda session, catalogue: _build(session, catalogue, metric, origin, start),
        )
        _show_number(trace)
        _show_sums(trace)
        if trace.rows:
            st.table(_table(trace), hide_index=True)
            show_pages(f"trace:{name}", (metric, origin), PAGE_ROWS, trace.row_count)
        if metric is not None and name != "addressed":
            st.markdown(texts.TRACE_ADDRESS.format(address=trace_address(metric, origin)))


def _build(session: Session, catalogue: Catalogue, metric: str | None, origin: Origin, start: int) -> Trace:
    if metric is None:
        return find_rows(session, origin.dataset, origin)
    return trace_cell(session, catalogue, metric, origin, start, PAGE_ROWS)


def _show_number(trace: Trace) -> None:
    origin = trace.origin
    place = texts.JOIN.join(map(place_name, origin.districts))
    period = format_period(origin.period)
    if trace.metric is None:
        st.markdown(texts.TRACE_ROW.format(place=plain(place), period=period))
        return
    figure, metric = trace.figure, trace.metric
    value = format_value_with_unit(
        figure.value if figure else None, metric, figure.qualifier if figure else None
    )
    school = (figure.school_name if figure else None) or origin.school or ""
    sentence = texts.TRACE_NUMBER.format(
        metric=metric.name,
        place=plain(place),
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
    st.markdown(sentence)
    st.caption(plain(metric.definition))


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
    metric = trace.metric
    if metric is None:
        if not trace.rows:
            st.info(texts.TRACE_NO_DATA)
        return
    if not trace.row_count:
        st.info(texts.TRACE_NOTHING if trace.nothing_count else texts.TRACE_NO_DATA)
    elif not trace.is_exact:
        st.markdown(texts.TRACE_SCOPE.format(count=trace.row_count))
    else:
        template = texts.TRACE_SUMS if metric.is_ratio else texts.TRACE_SUM
        sums = template.format(
            numerator=format_count(trace.numerator), denominator=format_count(trace.denominator)
        )
        st.markdown(texts.TRACE_EXACT.format(count=format_count(trace.row_count), sums=sums))
    if trace.figure is not None and trace.figure.reported:
        st.caption(texts.TRACE_REPORTED)
    if any(not row.is_known for row in trace.rows):
        st.caption(texts.TRACE_UNKNOWN)
    if trace.is_exact and trace.nothing_count:
        st.caption(texts.TRACE_REST.format(count=format_count(trace.nothing_count)))


def _table(trace: Trace) -> pd.DataFrame:
    """What each row says stands second: the style sheet gives that column room on a phone."""
    metric = trace.metric
    rows: list[dict[str, str]] = []
    for row in trace.rows:
        address = batch_address(row.batch, row.line)
        cells = {
            texts.TRACE_LINE: texts.TRACE_LINK.format(batch=row.batch, line=row.line, address=address),
            texts.TRACE_CONTENT: plain(row_text(row)),
        }
        if metric is not None and trace.is_exact:
            titles = texts.TRACE_RATIO_COUNTS if metric.is_ratio else texts.TRACE_COUNTS
            cells |= dict(zip(titles, _parts(row, metric), strict=False))
        if len(trace.origin.districts) > 1:
            cells[texts.DISTRICT] = plain(place_name(row.district))
        rows.append(cells | {texts.TRACE_FILE: plain(row.file_name)})
    return pd.DataFrame(rows)


def _parts(row: TracedRow, metric: Metric) -> tuple[str, ...]:
    if row.is_repeated:
        return (texts.REPEATED, texts.REPEATED)
    if not row.is_known:
        return (texts.UNKNOWN_PART, texts.UNKNOWN_PART)
    qualifier = None if metric.is_ratio else row.qualifier
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
