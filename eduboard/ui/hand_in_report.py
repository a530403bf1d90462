"""What a check says, on screen: how a file was read, what is wrong with it, what publishing it would change."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.codes import region_names
from eduboard.formats import format_value
from eduboard.intake.check import CheckReport
from eduboard.intake.compare import Comparison, Effect
from eduboard.intake.findings import Finding
from eduboard.metrics.catalogue import Metric
from eduboard.texts import pages as texts

LISTED_FINDINGS = 500
WRAPPED_FINDINGS = 30
LISTED_EFFECTS = 200


def district_names(codes: tuple[str, ...] | list[str]) -> str:
    """Name several districts."""
    return "、".join(region_names().get(code, code) for code in codes)


def plain(text: str) -> str:
    """Text of a user's file, with nothing in it that Markdown or HTML would act on."""
    return "".join(
        f"\\{character}" if character in "\\`*_{}[]<>()#+-.!|~$:&" else character for character in text
    )


def show_report(report: CheckReport, key: str) -> None:
    """Show how a table was read and what was found in it."""
    st.markdown(_read_as(report))
    if report.dataset_title:
        st.markdown(
            texts.RECOGNISED.format(
                dataset=report.dataset_title,
                periods="、".join(report.periods) or "—",
                districts=district_names(report.districts) or "—",
            )
        )
    if report.errors:
        st.error(texts.HAS_ERRORS.format(count=len(report.errors)))
        _show_findings(report.errors, f"errors:{key}")
    else:
        st.success(texts.CLEAN)
    if report.warnings:
        st.warning(texts.HAS_WARNINGS.format(count=len(report.warnings)))
        _show_findings(report.warnings, f"warnings:{key}")
    _show_reading(report, key)


def _read_as(report: CheckReport) -> str:
    if report.sheet is not None:
        return texts.READ_AS_SHEET.format(
            sheet=plain(report.sheet), header_line=report.header_line, rows=report.rows
        )
    return texts.READ_AS.format(
        encoding=texts.ENCODINGS.get(report.encoding or "", report.encoding),
        delimiter=texts.DELIMITERS.get(report.delimiter or "", report.delimiter),
        header_line=report.header_line,
        rows=report.rows,
    )


def _show_findings(findings: tuple[Finding, ...], key: str) -> None:
    """Up to a screenful as a table whose sentences wrap; more as one to scroll through."""
    rows = [
        (item.line, item.column, item.value, item.reason, item.remedy) for item in findings[:LISTED_FINDINGS]
    ]
    if len(rows) <= WRAPPED_FINDINGS:
        cells = [tuple("" if cell is None else plain(str(cell)) for cell in row) for row in rows]
        st.table(pd.DataFrame(cells, columns=list(texts.FINDING_COLUMNS)), hide_index=True)
    else:
        st.dataframe(pd.DataFrame(rows, columns=list(texts.FINDING_COLUMNS)), hide_index=True, key=key)
    if len(findings) > LISTED_FINDINGS:
        st.caption(texts.FINDINGS_CUT.format(shown=LISTED_FINDINGS, count=len(findings)))


def _show_reading(report: CheckReport, key: str) -> None:
    with st.expander(texts.MAPPING_TITLE):
        mapping = [(column, field or texts.MAPPING_NONE) for column, field in report.mapping]
        st.dataframe(
            pd.DataFrame(mapping, columns=list(texts.MAPPING_COLUMNS)), hide_index=True, key=f"mapping:{key}"
        )
        titles = [f"{position}. {column}" for position, (column, _) in enumerate(report.mapping, start=1)]
        st.dataframe(
            pd.DataFrame(list(report.preview), columns=titles), hide_index=True, key=f"preview:{key}"
        )
    if report.skipped:
        with st.expander(texts.SKIPPED_TITLE.format(count=len(report.skipped))):
            rows = [(row.line, texts.SKIPPED_KINDS[row.kind], " ".join(row.cells)) for row in report.skipped]
            frame_ = pd.DataFrame(rows, columns=list(texts.SKIPPED_COLUMNS))
            st.dataframe(frame_, hide_index=True, key=f"skipped:{key}")


def show_comparison(comparison: Comparison) -> None:
    """Show which rows are new, changed and gone, and which indicators would move, with their ranks."""
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
    return (
        district_names([effect.district]),
        effect.period,
        effect.metric.name,
        _moved(format_value(effect.before, effect.metric), format_value(effect.after, effect.metric)),
        _moved(_rank(effect.rank_before), _rank(effect.rank_after)),
        _unit(effect.metric),
    )


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _rank(rank: int | None) -> str:
    return texts.UNRANKED if rank is None else str(rank)


def _unit(metric: Metric) -> str:
    return metric.unit
