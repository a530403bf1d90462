"""What each command does.  Each takes the parsed options and the settings and returns an exit code."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli import (
    alerts,
    balance,
    figures,
    keeping,
    papers,
    printing,
    programmes,
    serving,
    submissions,
    trail,
)
from eduboard.cli.files import (
    GivenFile,
    check_given,
    given_files,
    name_of,
    read_bytes,
    said_columns,
    said_of_sheets,
    said_values,
)
from eduboard.cli.opening import opened, opened_for_checking, writing_to
from eduboard.errors import EduboardError, UnusableFile
from eduboard.exports.marked import build_marked_workbook
from eduboard.intake import publish, samples
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.compare import Comparison, compare
from eduboard.intake.experience import NeedsExplanation, Sentences, warn_of
from eduboard.intake.reading.tables import PlainBody, RawTable, plain_to_rows, read_tables
from eduboard.intake.report import CheckReport
from eduboard.intake.said import Asked
from eduboard.metrics.breakdown import Part, measure_parts, take_attribute
from eduboard.metrics.catalogue import Metric, load_catalogue
from eduboard.metrics.explained import load_explained
from eduboard.metrics.measure import Request, measure, require_metric
from eduboard.periods import period_range, require_period
from eduboard.settings import Settings
from eduboard.store.records import DEMO
from eduboard.store.store import Store
from eduboard.texts import breakdown as breakdown_texts
from eduboard.texts import cli as texts

Command = Callable[[argparse.Namespace, Settings], int]
CLEAN, FINDINGS, UNUSABLE = 0, 1, 2


def _unusable_report(file: str, error: EduboardError) -> dict[str, Any]:
    return {
        "file": file, "dataset": None, "encoding": None, "delimiter": None, "sheet": None,
        "header_line": None, "rows": 0, "periods": [], "districts": [],
        "errors": [{"line": None, "column": None, "value": None, "rule": error.code, "message": str(error)}],
        "warnings": [], "groups": [],
    }  # fmt: skip


def _given_files(store: Store, columns: dict[str, str], options: argparse.Namespace) -> Iterator[GivenFile]:
    asked = Asked(options.dataset, columns, said_of_sheets(options, columns), said_values(options))
    return given_files(store, options.files, asked, options.leave_out)


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Validate files and change nothing."""
    worst, printed = CLEAN, []
    columns = said_columns(options.column, options.dataset, options.files, settings)
    with opened_for_checking(settings) as store:
        for number, file in enumerate(_given_files(store, columns, options)):
            if options.marked is not None and number:
                raise EduboardError("marked.one_file")
            printing.print_given(file, to_json=options.json)
            try:
                tables = check_given(store, file, columns, options)
            except UnusableFile as error:
                worst = UNUSABLE
                printed.append(_unusable_report(file.name, error))
                file.add_left_out(printed[-1:])
                printing.print_unusable(file.name, error, to_json=options.json)
                continue
            try:
                found = _reports_with_observations(store, tables)
            finally:
                close_all(tables)
            reports = [report.as_json() for report in found]
            file.add_left_out(reports)
            printed += reports
            for report in found:
                worst = max(worst, CLEAN if report.is_clean else FINDINGS)
                printing.print_report(report, to_json=options.json)
            if options.marked is not None:
                _write_marked(options.marked, file, found)
    if options.json:
        printing.print_json(printed)
    return worst


def _write_marked(path: Path, file: GivenFile, reports: list[CheckReport]) -> None:
    has_findings = any(report.errors or report.warnings for report in reports)
    if has_findings:
        with writing_to(path):
            path.write_bytes(build_marked_workbook(file.data, file.name, reports))
    printing.print_marked(path if has_findings else None)


def _reports_with_observations(store: Store, tables: list[CheckedTable]) -> list[CheckReport]:
    """Add to the warnings of clean tables what publishing them would ask about; a trial, which is rolled back."""
    reports = [table.report for table in tables]
    if not all(table.report.is_clean and table.incoming for table in tables):
        return reports
    return list(map(warn_of, reports, compare(store, tables).observed))


def look(options: argparse.Namespace, _settings: Settings) -> int:
    """Show how a table file is read, contract or none."""
    tables = read_tables(read_bytes(options.file), name_of(options.file))
    described = []
    for table in tables:
        rows = _rows_of(table)
        described.append(
            {
                "file": name_of(options.file),
                "encoding": table.encoding,
                "delimiter": table.delimiter,
                "quote": table.quote,
                "sheet": table.sheet,
                "header_line": table.header_line,
                "header": table.header,
                "rows": len(rows),
                "skipped": [asdict(row) for row in table.skipped],
            }
        )
        if options.out is not None and table is tables[0]:
            _write_csv(options.out, table.header, rows)
    if options.json:
        printing.print_json(described)
    else:
        printing.print_look(described, options.out)
    return CLEAN


def _rows_of(table: RawTable) -> list[tuple[str, ...]]:
    body = table.body
    if isinstance(body, PlainBody):
        body = plain_to_rows(body, table.delimiter or ",", len(table.header))
    return body.rows


def _write_csv(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with writing_to(path), path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def load(options: argparse.Namespace, settings: Settings) -> int:
    """Check, compare and publish files."""
    worst = CLEAN
    printed: list[dict[str, Any]] = []
    columns = said_columns(options.column, options.dataset, options.files, settings)
    with opened(settings) as store:
        for file in _given_files(store, columns, options):
            printing.print_given(file, to_json=options.json)
            first = len(printed)
            try:
                results, comparison, needed = _compare_and_publish(store, file, columns, options)
            except UnusableFile as error:
                worst = UNUSABLE
                printed.append(
                    {
                        **_unusable_report(file.name, error),
                        "batch": None,
                        "unchanged": False,
                        "explanation_needed": False,
                        "changes": None,
                    }
                )
                file.add_left_out(printed[first:])
                printing.print_unusable(file.name, error, to_json=options.json)
                continue
            for number, result in enumerate(results):
                changes = comparison.rows[number] if comparison and not needed else None
                outcome = {
                    "batch": result.batch.batch if result.batch else None,
                    "unchanged": result.is_unchanged,
                    "explanation_needed": needed,
                }
                shown_changes = asdict(changes) if changes else None
                printed.append({**result.report.as_json(), **outcome, "changes": shown_changes})
                worst = max(worst, CLEAN if result.report.is_clean and not needed else FINDINGS)
                if not needed:
                    printing.print_result(result, changes, to_json=options.json)
            file.add_left_out(printed[first:])
            if comparison is not None and needed:
                printing.print_explanation_needed(file.name, comparison.observations, to_json=options.json)
            elif comparison is not None:
                printing.print_effects(comparison, to_json=options.json)
    if options.json:
        printing.print_json(printed)
    return worst


def _compare_and_publish(
    store: Store, file: GivenFile, columns: dict[str, str], options: argparse.Namespace
) -> tuple[list[publish.LoadResult], Comparison | None, bool]:
    """Check a file, lay it against what is published, and publish it; no comparison where there are errors.

    Also tells whether nothing was published because unlikely values need an explanation.
    """
    tables = check_given(store, file, columns, options)
    try:
        clean = bool(tables) and all(table.report.is_clean and table.incoming for table in tables)
        comparison = compare(store, tables) if clean else None
        try:
            results, needed = (
                publish.publish_tables(
                    store,
                    tables,
                    file.data,
                    explanation=options.explain,
                    sentences=Sentences(options.explain),
                ),
                False,
            )
        except NeedsExplanation:
            results, needed = [publish.LoadResult(table.report, None) for table in tables], True
        if comparison is not None:
            results = [
                replace(result, report=warn_of(result.report, observed))
                for result, observed in zip(results, comparison.observed, strict=True)
            ]
        return results, comparison, needed
    finally:
        close_all(tables)


def _change_status(options: argparse.Namespace, settings: Settings) -> int:
    change = {"withdraw": publish.withdraw, "restore": publish.restore}[options.command]
    with opened(settings) as store:
        scopes = change(store, LOCAL_USER, options.batch)
    if options.json:
        printing.print_json({"batch": options.batch, "scopes": [asdict(scope) for scope in scopes]})
    else:
        sentence = {"withdraw": texts.WITHDRAWN, "restore": texts.RESTORED}[options.command]
        print(sentence.format(batch=options.batch, scopes=len(scopes)))
    return CLEAN


def _periods(options: argparse.Namespace, store: Store) -> tuple[str, ...]:
    """The periods asked for; without any, all that have data."""
    for text in filter(None, (options.period, options.start, options.end)):
        require_period(text)
    if options.period:
        return (options.period,)
    with store.reading() as session:
        known = [row["period"] for row in session.run("store/periods")]
    start = options.start or (known[0] if known else options.end)
    end = options.end or (known[-1] if known else options.start)
    return period_range(start, end) if start and end else ()


def metric(options: argparse.Namespace, settings: Settings) -> int:
    """Compute one metric."""
    with opened(settings) as store:
        periods = _periods(options, store)
        with store.reading() as session:
            catalogue = load_catalogue(session, settings)
            found = require_metric(catalogue, options.metric)
            by = tuple(name for group in options.by for name in group.replace(",", " ").split())
            attribute, dimensions = take_attribute(by)
            request = Request(
                metrics=(found.id,),
                by=dimensions,
                periods=periods,
                districts=tuple(options.district) if options.district else None,
                stage=options.stage,
                level=options.level,
            )
            parts: list[Part | None]
            if attribute:
                divided = measure_parts(session, catalogue, request, attribute)
                parts, rows = [item.part for item in divided], [item.row for item in divided]
            else:
                rows = measure(session, catalogue, request)
                parts = [None] * len(rows)
            kinds = {row["kind"] for row in session.run("store/kinds_shown", periods=list(periods))}
            explained = [
                item
                for item in load_explained(session, (found,), periods, request.districts)
                # What was said of a school's rows belongs to the schools' figures.
                if item.metric or "school" in request.by
            ]
    if options.json:
        shown = [
            ({attribute: part.short_title} if part else {})
            | {k: v for k, v in asdict(row).items() if k != "metric"}
            for part, row in zip(parts, rows, strict=True)
        ]
        described = {
            "metric": found.id,
            "name": found.name,
            "unit": found.unit,
            "definition": found.definition,
        }
        explanations = [asdict(item) for item in explained]
        printing.print_json({**described, "rows": shown, "explanations": explanations})
    else:
        titles = [part.short_title if part else "" for part in parts]
        printing.print_metric(found, rows, titles, has_demo_data=DEMO in kinds)
        if attribute and not any(part and part.name is not None for part in parts):
            print(breakdown_texts.ONLY_TOTALS.format(metrics=found.name))
        printing.print_explained(explained)
    return CLEAN


def _metric_as_json(item: Metric) -> dict[str, Any]:
    return {key: value for key, value in asdict(item).items() if key != "sql"}


def metrics(options: argparse.Namespace, settings: Settings) -> int:
    """List the catalogue."""
    with opened_for_checking(settings) as store, store.reading() as session:
        catalogue = load_catalogue(session, settings)
    if options.json:
        printing.print_json([_metric_as_json(item) for item in catalogue.metrics])
    else:
        printing.print_catalogue(catalogue)
    return CLEAN


def demo(_options: argparse.Namespace, settings: Settings) -> int:
    """Load the demo data."""
    with opened(settings) as store:
        count = samples.load_demo(store, printing.print_loading)
    print(texts.DEMO_LOADED.format(count=count))
    return CLEAN


def published(_options: argparse.Namespace, settings: Settings) -> int:
    """Load the published cases."""
    with opened(settings) as store:
        count = samples.load_published(store, printing.print_loading)
    print(texts.PUBLISHED_LOADED.format(count=count))
    return CLEAN


COMMANDS: dict[str, Command] = {
    "check": check,
    "look": look,
    "load": load,
    "batches": trail.list_batches,
    "withdraw": _change_status,
    "restore": _change_status,
    "template": papers.template,
    "confirm": papers.confirm,
    "export": papers.export,
    "metric": metric,
    "metrics": metrics,
    "programme": programmes.programme,
    "programmes": programmes.programmes,
    "alerts": alerts.alerts,
    "balance": balance.balance,
    "rebuild": keeping.rebuild_store,
    "backup": keeping.backup,
    "recover": keeping.recover,
    "demo": demo,
    "published": published,
    "serve": serving.serve,
    "trace": figures.trace,
    "submissions": submissions.submissions,
    "remind": submissions.remind,
}
