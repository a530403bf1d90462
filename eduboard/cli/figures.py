"""一图一码 on the command line: keeping what was printed, and tracing a code back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.opening import opened
from eduboard.cli.printing import print_json
from eduboard.errors import EduboardError
from eduboard.exports.figure_builders import BUILDERS
from eduboard.exports.tracing import (
    change_rows,
    describe_recorded,
    write_definition,
    write_outcome,
    write_replacement,
)
from eduboard.metrics.recipe import Value
from eduboard.metrics.results import Caption
from eduboard.metrics.retrace import Recorded, Retraced, find_recorded, keep_figures, retrace
from eduboard.settings import Settings
from eduboard.store.figure_register import FigureRegister
from eduboard.store.records import now
from eduboard.store.store import Store
from eduboard.texts import trace_page as texts


def keep_printed(store: Store, captions: Iterable[Caption], made_by: str) -> None:
    """Keep the codes of a file that is written; where that fails the file is written all the same, and it is said."""
    try:
        keep_figures(FigureRegister(store.folder.figures), captions, made_by, now())
    except EduboardError as error:
        print(error, file=sys.stderr)


def trace(options: argparse.Namespace, settings: Settings) -> int:
    """Say what a code stands for, and whether the data has changed since."""
    with opened(settings) as store:
        register = FigureRegister(store.folder.figures)
        found = [
            retrace(store, LOCAL_USER, item, BUILDERS)
            for item in find_recorded(register, LOCAL_USER, options.code)
        ]
    if options.json:
        print_json([_as_json(item) for item in found])
    else:
        for item in found:
            _print(item)
    return 0


def _as_json(found: Retraced) -> dict[str, Any]:
    recorded = found.recorded
    return {
        "code": recorded.code,
        "title": recorded.title,
        "unit": recorded.unit,
        "place": recorded.place,
        "period": recorded.period,
        "made_at": recorded.made_at.isoformat(timespec="seconds"),
        "made_by": recorded.made_by,
        "recipe": recorded.recipe.as_json(),
        "definition": recorded.definition,
        "metrics": [
            {"metric": item.id, "version": item.version, "version_now": item.version_now or None}
            for item in found.definitions
        ],
        "batches": [
            {"batch": item.batch, "dataset": item.dataset, "file": item.file_name}
            for item in recorded.sources
        ],
        "values": [_value(item) for item in recorded.values],
        "changed": None if found.figure is None else bool(found.changes),
        "problem": found.problem or None,
        "changes": [
            {
                "row": item.row,
                "column": item.column,
                "before": item.before.value if item.before else None,
                "after": item.after.value if item.after else None,
            }
            for item in found.changes
        ],
        "replaced_batches": [
            {"batch": item.batch, "state": item.state or None, "replaced_by": list(item.replaced_by)}
            for item in found.replacements
        ],
        "new_batches": list(found.added),
    }


def _value(item: Value) -> dict[str, Any]:
    return {"row": item.row, "column": item.column, "value": item.value, "word": item.word or None}


def _print(found: Retraced) -> None:
    recorded = found.recorded
    print(texts.CLI_HEAD.format(code=recorded.code, place=recorded.place, title=recorded.title))
    for label, text in describe_recorded(recorded):
        print(texts.CLI_LINE.format(label=label, text=text))
    for line in write_definition(found):
        print(line)
    print(texts.CLI_LINE.format(label=texts.BATCHES, text=texts.JOIN.join(_batches(recorded))))
    print(write_outcome(found))
    for row in change_rows(found):
        print(texts.CLI_CHANGE.format(row=row[0], column=row[1], before=row[2], after=row[3]))
    for item in found.replacements:
        print(write_replacement(item))


def _batches(recorded: Recorded) -> dict[str, None]:
    return dict.fromkeys(source.batch for source in recorded.sources)
