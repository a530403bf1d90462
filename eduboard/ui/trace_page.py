"""图表溯源: a code → what it is and rests on → the same from today's data → what has changed since."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.contracts import load_contracts
from eduboard.exports.figure_builders import BUILDERS
from eduboard.exports.tracing import (
    change_rows,
    describe_recorded,
    metrics_of,
    write_definition,
    write_outcome,
    write_replacement,
    write_value,
)
from eduboard.formats import format_periods
from eduboard.metrics.cell_origins import cell_origins
from eduboard.metrics.retrace import Recorded, Retraced, find_recorded, retrace
from eduboard.texts import trace_page as texts
from eduboard.ui.cache import cached
from eduboard.ui.figure_codes import get_register
from eduboard.ui.frame import frame
from eduboard.ui.plain import plain
from eduboard.ui.results import show_result
from eduboard.ui.session import get_store, get_viewer
from eduboard.ui.trace_address import batch_address, numbers_address

_KEY = "code"
_FIELD = "trace code"
CHANGES_SHOWN = 200
VALUES_SHOWN = 2000


def show_trace() -> None:
    """Show the page."""
    with frame("trace"):
        register = get_register()
        code = _ask()
        if not code:
            return
        found = find_recorded(register, get_viewer(), code)
        if len(found) > 1:
            st.info(texts.SEVERAL.format(count=len(found)))
        for number, recorded in enumerate(found):
            _show(number, retraced(recorded))


def retraced(recorded: Recorded) -> Retraced:
    """Make a recorded figure again for the viewer; kept until the data changes."""
    return cached(
        "retraced",
        (recorded.digest, recorded.recipe),
        lambda *_: retrace(get_store(), get_viewer(), recorded, BUILDERS),
    )


def _ask() -> str:
    """Show the field and give the code: the address's, until another one is typed."""
    stated = st.query_params.get(_KEY, "")
    st.caption(texts.INTRO)
    with st.form("trace", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            texts.CODE_LABEL,
            stated,
            placeholder=texts.CODE_PLACEHOLDER,
            max_chars=40,
            key=f"{_FIELD} {stated}",
        )
        pressed = st.form_submit_button(texts.LOOK_UP, icon=":material/search:")
    if pressed and typed.strip() != stated:
        st.query_params[_KEY] = typed.strip()
        st.rerun()
    return typed.strip()


def _show(number: int, found: Retraced) -> None:
    recorded = found.recorded
    st.markdown(f"### {texts.HEADING.format(place=plain(recorded.place), title=plain(recorded.title))}")
    (st.success if found.is_same else st.warning)(write_outcome(found))
    facts = [(texts.CODE_LABEL, recorded.code), *describe_recorded(recorded)]
    st.table(pd.DataFrame([(label, plain(text)) for label, text in facts]), hide_index=True, hide_header=True)
    _show_changes(found)
    if found.figure is not None:
        st.markdown(f"#### {texts.NOW_TITLE}")
        code = found.figure.caption.code
        if code and code != recorded.code:
            st.caption(texts.NOW_CODE.format(code=code))
        show_result(f"trace{number}", found.figure, recorded.recipe)
    _show_definitions(found)
    _show_batches(recorded)
    _show_recorded(found)


def _show_changes(found: Retraced) -> None:
    rows = change_rows(found)
    if rows:
        st.markdown(f"#### {texts.CHANGES_TITLE}")
        if len(rows) > CHANGES_SHOWN:
            st.caption(texts.CHANGES_CUT.format(shown=CHANGES_SHOWN, count=len(rows)))
        shown = [tuple(map(plain, row)) for row in rows[:CHANGES_SHOWN]]
        st.table(pd.DataFrame(shown, columns=list(texts.CHANGE_COLUMNS)), hide_index=True)
    lines = [write_replacement(item) for item in found.replacements]
    if found.added:
        lines.append(texts.BATCHES_ADDED.format(batches=texts.JOIN.join(found.added)))
    if lines:
        st.markdown(f"**{texts.BATCHES_MOVED}**\n\n" + "\n".join(f"- {plain(line)}" for line in lines))


def _show_definitions(found: Retraced) -> None:
    st.markdown(f"#### {texts.DEFINITIONS_TITLE}")
    lines = [
        texts.DEFINITION_THEN.format(definition=found.recorded.definition),
        *write_definition(found),
    ]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _show_batches(recorded: Recorded) -> None:
    contracts = load_contracts()
    rows = [
        (
            batch_address(source.batch),
            contracts[source.dataset].title if source.dataset in contracts else source.dataset,
            source.file_name,
            source.published_at,
        )
        for source in reversed(recorded.sources)
    ]
    st.markdown(f"#### {texts.BATCHES_TITLE.format(count=len(rows))}")
    number = st.column_config.LinkColumn(display_text="batch=(.*)")
    st.dataframe(
        pd.DataFrame(rows, columns=list(texts.BATCH_COLUMNS)),
        hide_index=True,
        column_config={texts.BATCH_COLUMNS[0]: number},
        key=f"batches {recorded.digest}",
    )


def _show_recorded(found: Retraced) -> None:
    """List what was recorded, each number with the way to the lines that it comes from today."""
    recorded, metrics = found.recorded, metrics_of(found)
    origins = {} if found.figure is None else cell_origins(found.figure, recorded.recipe, recorded.districts)
    rows = []
    for item in recorded.values[:VALUES_SHOWN]:
        address = numbers_address(origins.get((item.row, item.column), ())) or None
        rows.append((item.row, format_periods(item.column), write_value(item, metrics), address))
    link = st.column_config.LinkColumn(display_text=texts.TO_LINES)
    with st.expander(texts.RECORDED_TITLE.format(count=len(recorded.values))):
        st.dataframe(
            pd.DataFrame(rows, columns=list(texts.RECORDED_COLUMNS)),
            hide_index=True,
            column_config={texts.RECORDED_COLUMNS[-1]: link},
            key=f"recorded {recorded.digest}",
        )
