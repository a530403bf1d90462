"""The commands and their arguments (DESIGN's fixed names); what each does is in ``commands``."""

from __future__ import annotations

import argparse
import dataclasses
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eduboard.cli import commands
from eduboard.cli.files import WHOLE_TABLE_OPTIONS
from eduboard.cli.on_record import put_on_record
from eduboard.cli.papers import ALL_TABLES, KINDS
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports.materials.order import AUDIENCES, DOCUMENTS, INTERNAL, MATERIAL, RATIOS
from eduboard.metrics.breakdown import ATTRIBUTES
from eduboard.metrics.measure import DIMENSIONS
from eduboard.metrics.scene import COMPARISONS, PREVIOUS_QUARTER
from eduboard.settings import Settings, load_settings
from eduboard.texts.cli import HELP, SHEET_VALUES


def _options_of_files() -> argparse.ArgumentParser:
    """Build what may be said of files that are handed in."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--dataset", help=HELP["dataset"])
    options.add_argument("--column", action="append", default=[], metavar="表头=字段", help=HELP["column"])
    options.add_argument("--leave-out", action="append", default=[], metavar="工作表", help=HELP["leave-out"])
    for name in WHOLE_TABLE_OPTIONS:
        options.add_argument(f"--{name}", help=HELP[f"whole-table-{name}"])
    options.add_argument("--school-by-name", action="store_true", help=HELP["school-by-name"])
    for name in WHOLE_TABLE_OPTIONS:
        key = f"sheet-{name}"
        options.add_argument(
            f"--{key}", action="append", default=[], metavar=SHEET_VALUES[name], help=HELP[key]
        )
    return options


def _build_parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, help=HELP["store"])
    with_json = argparse.ArgumentParser(add_help=False)
    with_json.add_argument("--json", action="store_true", help=HELP["json"])
    with_dataset = _options_of_files()

    parser = argparse.ArgumentParser(prog="python -m eduboard", description=HELP["program"])
    subcommands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        return subcommands.add_parser(
            name, help=HELP[name], description=HELP[name], parents=[common, *parents]
        )

    check = add("check", with_json, with_dataset)
    check.add_argument("files", nargs="+", type=Path)
    check.add_argument("--marked", type=Path, metavar="OUT.xlsx", help=HELP["marked"])
    look = add("look", with_json)
    look.add_argument("file", type=Path)
    look.add_argument("--out", type=Path, help=HELP["out"])
    load = add("load", with_json, with_dataset)
    load.add_argument("files", nargs="+", type=Path)
    load.add_argument("--explain", default="", help=HELP["explain"])
    batches = add("batches", with_json)
    batches.add_argument("--events", action="store_true", help=HELP["events"])
    for name in ("withdraw", "restore"):
        add(name, with_json).add_argument("batch")
    _add_papers(add)
    metric = add("metric", with_json)
    metric.add_argument("metric")
    dimensions = "|".join((*DIMENSIONS, *ATTRIBUTES))
    metric.add_argument(
        "--by", nargs="+", default=[], metavar="DIMENSION", help=f"{HELP['by']} ({dimensions})"
    )
    metric.add_argument("--period", help=HELP["period"])
    metric.add_argument("--from", dest="start", help=HELP["from"])
    metric.add_argument("--to", dest="end", help=HELP["to"])
    metric.add_argument("--district", action="append", help=HELP["district"])
    metric.add_argument("--stage", help=HELP["stage"])
    metric.add_argument("--level", help=HELP["level"])
    add("metrics", with_json)
    _add_programmes(add, with_json)
    rebuild = add("rebuild")
    for option in ("without", "keep"):
        rebuild.add_argument(
            f"--{option}", action="append", default=[], metavar="BATCH", help=HELP[f"rebuild_{option}"]
        )
    for name in ("demo", "published"):
        add(name)
    for name in ("submissions", "remind"):
        progress = add(name, with_json)
        progress.add_argument("--period", help=HELP["ended_period"])
        progress.add_argument("--city", help=HELP["city"])
        if name == "remind":
            progress.add_argument("--send", action="store_true", help=HELP["send"])
    add("trace", with_json).add_argument("code", metavar="CODE", help=HELP["code"])
    add("backup").add_argument("--out", type=Path, required=True, help=HELP["out"])
    add("recover").add_argument("backup", type=Path)
    add("serve").add_argument("--no-demo", action="store_true", help=HELP["no_demo"])
    return parser


def _add_programmes(add: Callable[..., argparse.ArgumentParser], with_json: argparse.ArgumentParser) -> None:
    """Add the commands that hold what is published against what is asked for, and against itself."""
    programme = add("programme", with_json)
    programme.add_argument("name", metavar="NAME", help=HELP["programme_name"])
    programme.add_argument("--district", help=HELP["district"])
    programme.add_argument("--period", help=HELP["period"])
    add("programmes", with_json)
    alerts = add("alerts", with_json)
    alerts.add_argument("--period", help=HELP["alerts_period"])
    alerts.add_argument("--district", help=HELP["district"])
    balance = add("balance", with_json)
    balance.add_argument("--district", required=True, help=HELP["district"])
    balance.add_argument("--period", help=HELP["period"])


def _add_papers(add: Callable[[str], argparse.ArgumentParser]) -> None:
    """Add the commands that write papers for people."""
    template = add("template")
    template.add_argument(
        "dataset", choices=[*sorted(load_contracts()), ALL_TABLES], help=HELP["template_dataset"]
    )
    template.add_argument("--format", choices=("csv", "xlsx"), default="csv", help=HELP["format"])
    template.add_argument("--district", help=HELP["template_district"])
    template.add_argument("--period", help=HELP["template_period"])
    template.add_argument("--out", type=Path, required=True, help=HELP["out"])
    confirm = add("confirm")
    confirm.add_argument("batch")
    confirm.add_argument("--out", type=Path, required=True, help=HELP["out"])
    export = add("export")
    export.add_argument("--kind", choices=tuple(KINDS), required=True, help=HELP["export_kind"])
    export.add_argument("--ratio", choices=RATIOS, default=RATIOS[0], help=HELP["export_ratio"])
    export.add_argument("--document", choices=DOCUMENTS, default=MATERIAL, help=HELP["export_document"])
    about = export.add_mutually_exclusive_group(required=True)
    about.add_argument("--district", action="append", default=[], help=HELP["export_district"])
    about.add_argument("--school", default="", help=HELP["export_school"])
    export.add_argument("--period", required=True, help=HELP["period"])
    export.add_argument(
        "--compare", choices=COMPARISONS, default=PREVIOUS_QUARTER, help=HELP["export_compare"]
    )
    export.add_argument("--theme", action="append", default=[], help=HELP["export_theme"])
    export.add_argument("--programme", default="", help=HELP["programme_name"])
    export.add_argument("--metric", default="", help=HELP["export_metric"])
    export.add_argument("--audience", choices=AUDIENCES, default=INTERNAL, help=HELP["export_audience"])
    export.add_argument("--out", type=Path, required=True, help=HELP["out"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 done, 1 findings, 2 unusable)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a character shows its code instead of stopping the command.
            stream.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    options = _build_parser().parse_args(given)
    try:
        settings = _settings(options)
        code = _run(options, given, settings)
        sys.stdout.flush()
    except EduboardError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read along (`| head`) has seen enough; nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run(options: argparse.Namespace, arguments: Sequence[str], settings: Settings) -> int:
    """Run the command, and put on record that it was, whether it worked or not."""
    code = commands.UNUSABLE
    try:
        code = int(commands.COMMANDS[options.command](options, settings))
    finally:
        put_on_record(options.command, arguments[1:], settings, worked=code == commands.CLEAN)
    return code


def _settings(options: argparse.Namespace) -> Settings:
    try:
        settings = load_settings()
    except ValueError as error:
        raise EduboardError("settings.invalid", detail=error) from error
    return settings if options.store is None else dataclasses.replace(settings, store=options.store)
