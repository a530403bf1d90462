"""What each command does.  Each takes the parsed options and the settings and returns an exit code."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli import printing
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError, StoreBusy, StoreDamaged, StoreUnwritable, UnusableFile
from eduboard.exports.templates import build_csv_template, build_workbook_template
from eduboard.intake import publish, samples
from eduboard.intake.check import check_file, close_all
from eduboard.intake.compare import Comparison, compare
from eduboard.intake.opening import open_ready_store
from eduboard.intake.reading.tables import PlainBody, RawTable, plain_to_rows, read_tables
from eduboard.intake.rebuild import rebuild
from eduboard.metrics.catalogue import Metric, load_catalogue
from eduboard.metrics.measure import Request, measure, require_metric
from eduboard.periods import Period, period_range
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.store.records import DEMO
from eduboard.store.store import Store
from eduboard.texts import cli as texts

Command = Callable[[argparse.Namespace, Settings], int]
CLEAN, FINDINGS, UNUSABLE = 0, 1, 2


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    store = open_ready_store(settings)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _opened_for_checking(settings: Settings) -> Iterator[Store]:
    """Open the store, or an empty one elsewhere when there is none or it cannot be opened; never create one."""
    with TemporaryDirectory() as folder:
        elsewhere = replace(settings, store=Path(folder) / "check.duckdb")
        try:
            store = open_ready_store(settings if settings.store.exists() else elsewhere)
        except (StoreBusy, StoreDamaged, StoreUnwritable) as error:
            print(texts.WITHOUT_STORE.format(reason=error), file=sys.stderr)
            store = open_ready_store(elsewhere)
        try:
            yield store
        finally:
            store.close()


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _unusable_report(file: Path, error: EduboardError) -> dict[str, Any]:
    return {
        "file": _name_of(file), "dataset": None, "encoding": None, "delimiter": None, "sheet": None,
        "header_line": None, "rows": 0, "periods": [], "districts": [],
        "errors": [{"line": None, "column": None, "value": None, "rule": error.code, "message": str(error)}],
        "warnings": [],
    }  # fmt: skip


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise UnusableFile("file.not_found", file=_name_of(file)) from error
    except OSError as error:
        raise UnusableFile("file.unreadable", file=_name_of(file)) from error


def _name_of(file: Path) -> str:
    """The file's name as text; bytes that are none (an archive from elsewhere) become a mark."""
    return os.fsencode(file.name).decode("utf-8", "replace")


@contextmanager
def _writing_to(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EduboardError("output.unwritable", path=path) from error


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Validate files and change nothing."""
    worst, printed = CLEAN, []
    with _opened_for_checking(settings) as store:
        for file in options.files:
            try:
                tables = check_file(store, LOCAL_USER, _read(file), _name_of(file), options.dataset)
            except UnusableFile as error:
                worst = UNUSABLE
                printed.append(_unusable_report(file, error))
                printing.print_unusable(_name_of(file), error, to_json=options.json)
                continue
            for table in tables:
                printed.append(table.report.as_json())
                worst = max(worst, CLEAN if table.report.is_clean else FINDINGS)
                printing.print_report(table.report, to_json=options.json)
            close_all(tables)
    if options.json:
        _print_json(printed)
    return worst


def look(options: argparse.Namespace, _settings: Settings) -> int:
    """Show how a table file is read, contract or none."""
    tables = read_tables(_read(options.file), _name_of(options.file))
    described = []
    for table in tables:
        rows = _rows_of(table)
        described.append(
            {
                "file": _name_of(options.file),
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
        _print_json(described)
    else:
        printing.print_look(described, options.out)
    return CLEAN


def _rows_of(table: RawTable) -> list[tuple[str, ...]]:
    body = table.body
    if isinstance(body, PlainBody):
        body = plain_to_rows(body, table.delimiter or ",", len(table.header))
    return body.rows


def _write_csv(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with _writing_to(path), path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def load(options: argparse.Namespace, settings: Settings) -> int:
    """Check, compare and publish files."""
    worst, printed = CLEAN, []
    with _opened(settings) as store:
        for file in options.files:
            try:
                results, comparison = _compare_and_publish(store, file, options)
            except UnusableFile as error:
                worst = UNUSABLE
                printed.append(
                    {**_unusable_report(file, error), "batch": None, "unchanged": False, "changes": None}
                )
                printing.print_unusable(_name_of(file), error, to_json=options.json)
                continue
            for number, result in enumerate(results):
                changes = comparison.rows[number] if comparison else None
                outcome = {
                    "batch": result.batch.batch if result.batch else None,
                    "unchanged": result.is_unchanged,
                }
                shown_changes = asdict(changes) if changes else None
                printed.append({**result.report.as_json(), **outcome, "changes": shown_changes})
                worst = max(worst, CLEAN if result.report.is_clean else FINDINGS)
                printing.print_result(result, changes, to_json=options.json)
            if comparison is not None:
                printing.print_effects(comparison, to_json=options.json)
    if options.json:
        _print_json(printed)
    return worst


def _compare_and_publish(
    store: Store, file: Path, options: argparse.Namespace
) -> tuple[list[publish.LoadResult], Comparison | None]:
    """Check a file, lay it against what is published, and publish it; no comparison where there are errors."""
    data = _read(file)
    tables = check_file(store, LOCAL_USER, data, _name_of(file), options.dataset)
    try:
        clean = bool(tables) and all(table.report.is_clean and table.incoming for table in tables)
        comparison = compare(store, tables) if clean else None
        return publish.publish_tables(store, tables, data, explanation=options.explain), comparison
    finally:
        close_all(tables)


def list_batches(options: argparse.Namespace, settings: Settings) -> int:
    """List the batches, newest first."""
    with _opened(settings) as store:
        rows = batches.list_batches(store, LOCAL_USER)
    if options.json:
        _print_json(rows)
    else:
        printing.print_batches(rows)
    return CLEAN


def _change_status(options: argparse.Namespace, settings: Settings) -> int:
    change = {"withdraw": publish.withdraw, "restore": publish.restore}[options.command]
    with _opened(settings) as store:
        scopes = change(store, LOCAL_USER, options.batch)
    if options.json:
        _print_json({"batch": options.batch, "scopes": [asdict(scope) for scope in scopes]})
    else:
        sentence = {"withdraw": texts.WITHDRAWN, "restore": texts.RESTORED}[options.command]
        print(sentence.format(batch=options.batch, scopes=len(scopes)))
    return CLEAN


def template(options: argparse.Namespace, _settings: Settings) -> int:
    """Write a dataset's template."""
    build = {"csv": build_csv_template, "xlsx": build_workbook_template}[options.format]
    with _writing_to(options.out):
        options.out.write_bytes(build(load_contracts()[options.dataset]))
    print(texts.TEMPLATE_WRITTEN.format(path=options.out))
    return CLEAN


def _periods(options: argparse.Namespace, store: Store) -> tuple[str, ...]:
    """The periods asked for; without any, all that have data."""
    for text in filter(None, (options.period, options.start, options.end)):
        try:
            Period.parse(text)
        except ValueError as error:
            raise EduboardError("period.invalid", period=text) from error
    if options.period:
        return (options.period,)
    with store.reading() as session:
        known = [row["period"] for row in session.run("store/periods")]
    start = options.start or (known[0] if known else options.end)
    end = options.end or (known[-1] if known else options.start)
    return period_range(start, end) if start and end else ()


def metric(options: argparse.Namespace, settings: Settings) -> int:
    """Compute one metric."""
    with _opened(settings) as store:
        periods = _periods(options, store)
        with store.reading() as session:
            catalogue = load_catalogue(session, settings)
            found = require_metric(catalogue, options.metric)
            request = Request(
                metrics=(found.id,),
                by=tuple(name for group in options.by for name in group.replace(",", " ").split()),
                periods=periods,
                districts=tuple(options.district) if options.district else None,
                stage=options.stage,
                level=options.level,
            )
            rows = measure(session, catalogue, request)
            kinds = {row["kind"] for row in session.run("store/kinds_shown", periods=list(periods))}
    if options.json:
        shown = [{k: v for k, v in asdict(row).items() if k != "metric"} for row in rows]
        _print_json({"metric": found.id, "name": found.name, "unit": found.unit, "definition": found.definition,
                     "rows": shown})  # fmt: skip
    else:
        printing.print_metric(found, rows, has_demo_data=DEMO in kinds)
    return CLEAN


def _metric_as_json(item: Metric) -> dict[str, Any]:
    return {key: value for key, value in asdict(item).items() if key != "sql"}


def metrics(options: argparse.Namespace, settings: Settings) -> int:
    """List the catalogue."""
    with _opened_for_checking(settings) as store, store.reading() as session:
        catalogue = load_catalogue(session, settings)
    if options.json:
        _print_json([_metric_as_json(item) for item in catalogue.metrics])
    else:
        printing.print_catalogue(catalogue)
    return CLEAN


def rebuild_store(_options: argparse.Namespace, settings: Settings) -> int:
    """Make the database anew from originals and log."""
    rebuilt = rebuild(settings.store, settings, printing.print_progress)
    print(texts.REBUILT.format(count=rebuilt.batch_count))
    if rebuilt.set_aside is not None:
        print(texts.SET_ASIDE.format(path=rebuilt.set_aside))
    return CLEAN


def demo(_options: argparse.Namespace, settings: Settings) -> int:
    """Load the demo data."""
    with _opened(settings) as store:
        count = samples.load_demo(store, printing.print_loading)
    print(texts.DEMO_LOADED.format(count=count))
    return CLEAN


def published(_options: argparse.Namespace, settings: Settings) -> int:
    """Load the published cases."""
    with _opened(settings) as store:
        count = samples.load_published(store, printing.print_loading)
    print(texts.PUBLISHED_LOADED.format(count=count))
    return CLEAN


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Start the dashboard, with demo data when the store is empty."""
    if settings.address not in ("127.0.0.1", "localhost", "::1"):
        print(texts.REMOTE_REFUSED.format(address=settings.address), file=sys.stderr)
        return UNUSABLE
    with _opened(settings) as store:
        if not options.no_demo and not batches.list_batches(store, LOCAL_USER):
            print(texts.EMPTY_STORE_DEMO)
            samples.load_demo(store, printing.print_loading)
    print(texts.SERVING.format(address=settings.address, port=settings.port), flush=True)
    # Streamlit takes a second to import; the other commands do without it.
    from eduboard.ui.server import serve_dashboard

    serve_dashboard(settings)
    return CLEAN


COMMANDS: dict[str, Command] = {
    "check": check,
    "look": look,
    "load": load,
    "batches": list_batches,
    "withdraw": _change_status,
    "restore": _change_status,
    "template": template,
    "metric": metric,
    "metrics": metrics,
    "rebuild": rebuild_store,
    "demo": demo,
    "published": published,
    "serve": serve,
}
