"""What a check says, on screen: how a file was read, what is wrong with it, what publishing it would change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.codes import region_names
from eduboard.formats import format_value, format_value_with_unit
from eduboard.intake.compare import Comparison
from eduboard.intake.effects import Effect, format_rank
from eduboard.intake.report import CheckReport
from eduboard.texts import around as around_texts
from eduboard.texts import pages as texts
from eduboard.texts import sheets as sheet_texts
from eduboard.texts.files import DELIMITERS, SKIPPED_KINDS
from eduboard.ui.choices import Choice
from eduboard.ui.column_mapping import show_reading
from eduboard.ui.finding_list import show_findings
from eduboard.ui.joined_sheets import describe_sheets, show_sheets
from eduboard.ui.plain import plain

LISTED_EFFECTS = 200
LISTED_SAYINGS = 6


def district_names(codes: tuple[str, ...] | list[str]) -> str:
    """Name several districts."""
    return "、".join(region_names().get(code, code) for code in codes)


def show_report(report: CheckReport, key: str, choice: Choice) -> None:
    """Show how a table was read, what may be chosen about that, and what was found in it; ``choice`` is its file's."""
    show_read_as(report)
    if report.parts:
        show_sheets(report, key, choice)
    else:
        show_reading(report, key, choice)
    show_findings(report, key)
    show_skipped(report, key)


def show_read_as(report: CheckReport) -> None:
    """Say how a table was read, what it was recognised as, and what was taken from outside it."""
    st.markdown(_read_as(report))
    if report.dataset_title:
        st.markdown(
            texts.RECOGNISED.format(
                dataset=report.dataset_title,
                periods="、".join(report.periods) or "—",
                districts=district_names(report.districts) or "—",
            )
        )
    sayings = report.described_filling
    for said in sayings[:LISTED_SAYINGS]:
        st.markdown(plain(said))
    if len(sayings) > LISTED_SAYINGS:
        st.caption(around_texts.MORE.format(count=len(sayings) - LISTED_SAYINGS))


def _read_as(report: CheckReport) -> str:
    if report.parts:
        return describe_sheets(report)
    if report.sheet is not None:
        return texts.READ_AS_SHEET.format(
            sheet=plain(report.sheet), header_line=report.header_line, rows=report.rows
        )
    return texts.READ_AS.format(
        encoding=texts.ENCODINGS.get(report.encoding or "", report.encoding),
        delimiter=DELIMITERS.get(report.delimiter or "", report.delimiter),
        header_line=report.header_line,
        rows=report.rows,
    )


def show_skipped(report: CheckReport, key: str) -> None:
    """List the rows that were recognised as titles, totals or notes."""
    rows = [
        (table.sheet, row.line, SKIPPED_KINDS[row.kind], " ".join(row.cells))
        for table in report.tables
        for row in table.skipped
    ]
    if rows:
        with st.expander(texts.SKIPPED_TITLE.format(count=len(rows))):
            shown = pd.DataFrame(rows, columns=[sheet_texts.SHEET, *texts.SKIPPED_COLUMNS])
            if not report.parts:
                del shown[sheet_texts.SHEET]
            st.dataframe(shown, hide_index=True, key=f"skipped:{key}")


def show_comparison(comparison: Comparison) -> None:
    """Show which rows are new, changed and gone, and which indicators would move, with their ranks."""
    if comparison.replaced_schools:
        st.warning(texts.REPLACES_SCHOOLS.format(count=comparison.replaced_schools))
    if comparison.is_nothing:
        st.info(texts.COMPARED_SAME)
        return
    for rows in comparison.rows:
        sentence = texts.COMPARED.format(
            added=rows.added, changed=rows.changed, gone=rows.gone, same=rows.same
        )
        (st.warning if rows.gone else st.info)(sentence)
    if not comparison.effects:
        st.caption(texts.NO_EFFECT)
        return
    st.markdown(f"**{texts.EFFECTS_TITLE}**")
    shown = pd.DataFrame(
        [_effect_row(effect) for effect in comparison.effects[:LISTED_EFFECTS]],
        columns=list(texts.EFFECT_COLUMNS),
    )
    st.dataframe(shown, hide_index=True)
    if len(comparison.effects) > LISTED_EFFECTS:
        st.caption(texts.EFFECTS_CUT.format(shown=LISTED_EFFECTS, count=len(comparison.effects)))


def _effect_row(effect: Effect) -> tuple[str, ...]:
    """What moves, and by how much, stands first: a phone shows two columns."""
    return (
        effect.metric.name,
        _moved(effect),
        format_rank(effect),
        district_names([effect.district]),
        effect.period,
    )


def _moved(effect: Effect) -> str:
    before, after = (format_value(value, effect.metric) for value in (effect.before, effect.after))
    with_unit = format_value_with_unit(effect.after, effect.metric)
    return with_unit if before == after else f"{before} → {with_unit}"
