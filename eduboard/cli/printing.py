"""What the commands print for people; ``--json`` goes past all of this."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.formats import format_value
from eduboard.intake.check import CheckReport
from eduboard.intake.compare import Comparison, RowChanges
from eduboard.intake.findings import Finding
from eduboard.intake.publish import LoadResult
from eduboard.metrics.catalogue import THEMES, Catalogue, Metric
from eduboard.metrics.measure import MetricRow
from eduboard.store.store import Row
from eduboard.texts import cli as texts

LISTED = 50


def _plain(text: object) -> str:
    """Keep a user's text on its line: no line breaks, no control codes for the terminal."""
    return "".join(character if character.isprintable() else " " for character in str(text))


def _source(report: CheckReport) -> str:
    name = _plain(report.file)
    return texts.SHEET_OF_FILE.format(file=name, sheet=_plain(report.sheet)) if report.sheet else name


def print_report(report: CheckReport, *, to_json: bool) -> None:
    """Print what a check found."""
    if to_json:
        return
    if report.is_clean:
        warnings = texts.CHECK_WARNINGS.format(count=len(report.warnings)) if report.warnings else ""
        print(
            texts.CHECK_CLEAN.format(
                file=_source(report),
                dataset=report.dataset_title,
                rows=report.rows,
                periods="、".join(report.periods),
                districts="、".join(_district_names(report.districts)),
                warnings=warnings,
            )
        )
    else:
        print(texts.CHECK_ERRORS.format(file=_source(report), count=len(report.errors)))
    findings = (*report.errors, *report.warnings)
    for finding in findings[:LISTED]:
        _print_finding(finding)
    if len(findings) > LISTED:
        print(texts.NOT_LISTED.format(count=len(findings) - LISTED))
    rows = [row for row in report.skipped if row.kind != "blank"]
    for row in rows[:LISTED]:
        _print_skipped(row.line, row.kind, row.cells)


def _print_finding(finding: Finding) -> None:
    line = texts.AT_LINE.format(line=finding.line) if finding.line else ""
    value = "" if finding.value is None else texts.QUOTED.format(value=_plain(finding.value))
    where = [part for part in (line, _plain(finding.column or ""), value) if part]
    print(
        texts.FINDING.format(
            level=texts.LEVELS[finding.level], where="  ".join(where), message=_plain(finding.message)
        )
    )


def _print_skipped(line: int, kind: str, cells: Iterable[str]) -> None:
    shown = " ".join(filter(None, map(_plain, cells)))
    print(texts.LOOK_SKIPPED.format(line=line, kind=texts.SKIPPED_KINDS[kind], cells=shown))


def _district_names(codes: Iterable[str]) -> list[str]:
    return [region_names().get(code, code) for code in codes]


def print_unusable(file: str, error: EduboardError, *, to_json: bool) -> None:
    """Print why a file cannot be used."""
    if not to_json:
        print(texts.CHECK_UNUSABLE.format(file=_plain(file), message=error), file=sys.stderr)


def print_result(result: LoadResult, changes: RowChanges | None, *, to_json: bool) -> None:
    """Print what became of a file, and which rows that changed."""
    if to_json:
        return
    if result.batch is not None:
        batch = result.batch
        print(
            texts.LOADED.format(
                file=_source(result.report), batch=batch.batch, rows=batch.row_count, scopes=len(batch.scopes)
            )
        )
        if changes is not None:
            print(texts.ROW_CHANGES.format(**asdict(changes)))
    elif result.is_unchanged:
        print(texts.UNCHANGED.format(file=_source(result.report)))
    elif result.report.is_clean:
        print(texts.HELD_BACK.format(file=_source(result.report)))
    else:
        print_report(result.report, to_json=False)


def print_effects(comparison: Comparison, *, to_json: bool) -> None:
    """Print the indicators that a file moved, as many as fit a screen."""
    if to_json:
        return
    for effect in comparison.effects[:LISTED]:
        before, after = (format_value(value, effect.metric) for value in (effect.before, effect.after))
        print(
            texts.EFFECT.format(
                district="、".join(_district_names([effect.district])),
                period=effect.period,
                metric=effect.metric.name,
                before=before,
                after=after,
            )
        )
    if len(comparison.effects) > LISTED:
        print(texts.EFFECTS_CUT.format(count=len(comparison.effects) - LISTED))


def print_batches(rows: Sequence[Row]) -> None:
    """Print the list of batches."""
    if not rows:
        print(texts.NO_BATCHES)
    for row in rows:
        print(
            texts.BATCH_LINE.format(
                batch=row["batch"],
                status=row["status"],
                dataset=load_contracts()[row["dataset"]].title,
                rows=row["row_count"],
                periods="、".join(row["periods"]),
                districts="、".join(_district_names(row["districts"])),
                who=row["published_by"],
                when=f"{row['published_at']:%Y-%m-%d %H:%M}",
                file=_plain(row["file_name"]),
                kind=texts.KINDS.get(row["kind"], ""),
            )
        )
        if row["explanation"]:
            print(texts.EXPLANATION.format(text=_plain(row["explanation"])))


def print_metric(metric: Metric, rows: Sequence[MetricRow], *, has_demo_data: bool) -> None:
    """Print a metric's figures, one a line."""
    print(
        texts.METRIC_LINE.format(
            id=metric.id, name=metric.name, unit=metric.unit, definition=metric.definition
        )
    )
    for row in rows:
        place = (row.period, row.district_name, row.school_name, row.stage, row.category, row.level)
        print("  ".join([*filter(None, place), format_value(row.value, metric, row.qualifier)]))
    if not rows:
        print(texts.NO_FIGURES)
    elif has_demo_data:
        print(texts.DEMO_NOTE)


def print_catalogue(catalogue: Catalogue) -> None:
    """Print the metrics by theme."""
    for theme, title in THEMES.items():
        print(title)
        for metric in catalogue.of_theme(theme):
            line = texts.METRIC_LINE.format(
                id=metric.id, name=metric.name, unit=metric.unit, definition=metric.definition
            )
            print(f"  {line}")


def print_look(described: Sequence[dict[str, Any]], out: Path | None) -> None:
    """Print how a file is read."""
    for table in described:
        shown = {key: texts.NONE if value is None else value for key, value in table.items()}
        shown["delimiter"] = texts.DELIMITERS.get(shown["delimiter"], shown["delimiter"])
        print(texts.LOOK.format(**shown, columns="、".join(map(_plain, table["header"]))))
        for row in table["skipped"]:
            _print_skipped(row["line"], row["kind"], row["cells"])
    if out is not None:
        print(texts.LOOK_WRITTEN.format(path=out))


def print_progress(done: int, total: int) -> None:
    """Print how far a rebuild is."""
    print(texts.REBUILDING.format(done=done, total=total))


def print_loading(done: int, total: int, file: str) -> None:
    """Print which sample file is being loaded."""
    print(texts.LOADING_DEMO.format(done=done, total=total, file=file), flush=True)
