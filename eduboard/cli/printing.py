"""What the commands print for people, and the one way they print JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eduboard.cli.files import GivenFile
from eduboard.codes import region_names
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.formats import format_line, format_value
from eduboard.intake.changes import RowChanges
from eduboard.intake.compare import Comparison
from eduboard.intake.effects import format_rank
from eduboard.intake.experience import Observation
from eduboard.intake.findings import ERROR, FindingGroup, format_lines, format_total, format_values
from eduboard.intake.publish import LoadResult
from eduboard.intake.report import CheckReport
from eduboard.metrics.catalogue import THEMES, Catalogue, Metric
from eduboard.metrics.explained import explained_note
from eduboard.metrics.measure import MetricRow
from eduboard.metrics.results import Explained
from eduboard.store.how_read import FileLine
from eduboard.store.store import Row
from eduboard.texts import around as around_texts
from eduboard.texts import cli as texts
from eduboard.texts import effects as effect_texts
from eduboard.texts import experience as experience_texts
from eduboard.texts import marked as marked_texts
from eduboard.texts import packages as package_texts
from eduboard.texts.files import DELIMITERS, SKIPPED_KINDS
from eduboard.texts.sheets import CLI_PART, CLI_TOGETHER, SHEETS_JOIN

LISTED = 50


def print_json(value: Any) -> None:
    """Print what ``--json`` asks for; days, times and paths as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def plain(text: object) -> str:
    """Keep a user's text on its line: no line breaks, no control codes for the terminal."""
    return "".join(character if character.isprintable() else " " for character in str(text))


def _source(report: CheckReport) -> str:
    name = plain(report.file)
    if report.parts:
        return texts.SHEETS_OF_FILE.format(file=name, count=len(report.parts))
    return texts.SHEET_OF_FILE.format(file=name, sheet=plain(report.sheet)) if report.sheet else name


def print_given(file: GivenFile, *, to_json: bool) -> None:
    """Print which files are handed in as one, and what is not handed in."""
    if to_json:
        return
    if file.parts:
        parts = package_texts.LISTED.join(map(plain, file.parts))
        print(package_texts.BUNDLE_LINE.format(count=len(file.parts), bundle=plain(file.name), parts=parts))
    for item in file.left_out:
        line = package_texts.LEFT_OUT_LINE if item.package else package_texts.LEFT_OUT_LOOSE
        line = package_texts.MISSING_LINE if item.is_missing else line
        print(line.format(package=plain(item.package), name=plain(item.name), reason=plain(item.reason)))


def print_marked(path: Path | None) -> None:
    """Print, beside any JSON, where the marked file is; None says that there was nothing to mark."""
    print(
        marked_texts.NOT_WRITTEN if path is None else marked_texts.WRITTEN.format(path=path), file=sys.stderr
    )


def print_report(report: CheckReport, *, to_json: bool) -> None:
    """Print what a check found."""
    if to_json:
        return
    if report.is_clean:
        count = format_total(report.groups)
        warnings = texts.CHECK_WARNINGS.format(count=count) if report.warnings else ""
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
        errors = [group for group in report.groups if group.level == ERROR]
        print(texts.CHECK_ERRORS.format(file=_source(report), count=format_total(errors)))
    if report.parts:
        print(plain(CLI_TOGETHER.format(sheets=SHEETS_JOIN.join(map(_part, report.parts)))))
    _print_filling(report)
    for group in report.groups[:LISTED]:
        _print_group(group)
    if len(report.groups) > LISTED:
        print(texts.NOT_LISTED.format(count=len(report.groups) - LISTED))
    rows = [
        (table.sheet if report.parts else None, row)
        for table in report.tables
        for row in table.skipped
        if row.kind != "blank"
    ]
    for sheet, row in rows[:LISTED]:
        _print_skipped(FileLine(sheet, row.line), row.kind, row.cells)


def _print_filling(report: CheckReport) -> None:
    for said in report.described_filling:
        print(plain(around_texts.CLI_LINE.format(said=said)))


def _part(report: CheckReport) -> str:
    return CLI_PART.format(sheet=report.sheet, header_line=report.header_line, rows=report.rows)


def _print_group(group: FindingGroup) -> None:
    """Print equal mistakes as one line."""
    value = format_values(group)
    if group.count == 1 and value:
        value = texts.QUOTED.format(value=value)
    where = [part for part in (format_lines(group), group.column or "", value) if part]
    text = texts.FINDING.format(
        level=texts.LEVELS[group.level], where="  ".join(where), message=group.message
    )
    print(plain(text if group.count == 1 else texts.TIMES.format(text=text, count=format_total([group]))))


def _print_skipped(place: FileLine, kind: str, cells: Iterable[str]) -> None:
    shown = " ".join(filter(None, map(plain, cells)))
    print(texts.LOOK_SKIPPED.format(line=plain(format_line(place)), kind=SKIPPED_KINDS[kind], cells=shown))


def _district_names(codes: Iterable[str]) -> list[str]:
    return [region_names().get(code, code) for code in codes]


def print_unusable(file: str, error: EduboardError, *, to_json: bool) -> None:
    """Print why a file cannot be used."""
    if not to_json:
        print(texts.CHECK_UNUSABLE.format(file=plain(file), message=error), file=sys.stderr)


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
        _print_filling(result.report)
        if changes is not None:
            print(texts.ROW_CHANGES.format(**asdict(changes)))
    elif result.is_unchanged:
        print(texts.UNCHANGED.format(file=_source(result.report)))
    elif result.report.is_clean:
        print(texts.HELD_BACK.format(file=_source(result.report)))
    else:
        print_report(result.report, to_json=False)


def print_explanation_needed(file: str, observations: Sequence[Observation], *, to_json: bool) -> None:
    """Print what has to be explained before a file is published, and how."""
    if to_json:
        return
    print(experience_texts.CLI_NEEDED.format(file=plain(file), count=len(observations)))
    for item in observations[:LISTED]:
        _print_group(FindingGroup((item.as_finding(),)))
    if len(observations) > LISTED:
        print(texts.NOT_LISTED.format(count=len(observations) - LISTED))
    print(experience_texts.CLI_HOW)


def print_explained(explained: Sequence[Explained]) -> None:
    """Print what was said of unlikely figures, as footnotes."""
    for item in explained:
        print(experience_texts.WRITTEN_NOTE.format(note=plain(explained_note(item))))


def print_effects(comparison: Comparison, *, to_json: bool) -> None:
    """Print the indicators that a file moved, as many as fit a screen."""
    if to_json:
        return
    for effect in comparison.effects[:LISTED]:
        before, after = (format_value(value, effect.metric) for value in (effect.before, effect.after))
        is_ranked = effect.rank_before or effect.rank_after
        print(
            texts.EFFECT.format(
                district="、".join(_district_names([effect.district])),
                period=effect.period,
                metric=effect.metric.name,
                before=before,
                after=after,
                rank=effect_texts.BESIDE_VALUE.format(rank=format_rank(effect)) if is_ranked else "",
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
                file=plain(row["file_name"]),
                kind=texts.KINDS.get(row["kind"], ""),
            )
        )
        if row["explanation"]:
            print(texts.EXPLANATION.format(text=plain(row["explanation"])))


def print_metric(
    metric: Metric, rows: Sequence[MetricRow], parts: Sequence[str], *, has_demo_data: bool
) -> None:
    """Print a metric's figures, one a line; ``parts`` names what each is of in a breakdown, else ''."""
    print(
        texts.METRIC_LINE.format(
            id=metric.id, name=metric.name, unit=metric.unit, definition=metric.definition
        )
    )
    for row, part in zip(rows, parts, strict=True):
        place = (row.period, row.district_name, part, row.school_name, row.stage, row.category, row.level)
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
        shown["delimiter"] = DELIMITERS.get(shown["delimiter"], shown["delimiter"])
        print(texts.LOOK.format(**shown, columns="、".join(map(plain, table["header"]))))
        for row in table["skipped"]:
            _print_skipped(FileLine(None, row["line"]), row["kind"], row["cells"])
    if out is not None:
        print(texts.LOOK_WRITTEN.format(path=out))


def print_progress(done: int, total: int) -> None:
    """Print how far a rebuild is."""
    print(texts.REBUILDING.format(done=done, total=total))


def print_loading(done: int, total: int, file: str) -> None:
    """Print which sample file is being loaded."""
    print(texts.LOADING_DEMO.format(done=done, total=total, file=file), flush=True)
