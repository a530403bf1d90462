"""What has happened: the list of batches, and the trail of who did what and when."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli import printing
from eduboard.cli.opening import opened
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.store.history import Event, EventFilter, find_events
from eduboard.texts import cli as texts
from eduboard.texts.admin import ACTIONS


def list_batches(options: argparse.Namespace, settings: Settings) -> int:
    """List the batches, newest first, or every step that was put on record."""
    with opened(settings) as store, store.reading() as session:
        if options.events:
            events, _ = find_events(session, EventFilter(), 0, None)
            _print_events(events, to_json=options.json)
            return 0
        rows = batches.list_batches(store, LOCAL_USER)
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    else:
        printing.print_batches(rows)
    return 0


def _print_events(events: tuple[Event, ...], *, to_json: bool) -> None:
    if to_json:
        print(json.dumps([asdict(event) for event in events], ensure_ascii=False, indent=2, default=str))
        return
    if not events:
        print(texts.NO_EVENTS)
    for event in events:
        # What an event keeps for programs is left to --json.
        detail = "" if event.detail.startswith("{") else event.detail
        words = (
            f"{event.happened_at:%Y-%m-%d %H:%M:%S}",
            event.who,
            ACTIONS.get(event.action, event.action),
            event.batch,
            printing.plain(detail),
        )
        print("  ".join(filter(None, words)))
