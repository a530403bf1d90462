"""What has happened: the list of batches, and the trail of who did what and when."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli import printing
from eduboard.cli.opening import opened
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.store.history import EventFilter, find_events
from eduboard.store.record_check import find_altered
from eduboard.texts import cli as texts
from eduboard.texts.admin import ACTIONS, TRAIL_ALTERED


def list_batches(options: argparse.Namespace, settings: Settings) -> int:
    """List the batches, newest first, or every step that was put on record."""
    if options.events:
        return _list_events(options, settings)
    with opened(settings) as store:
        rows = batches.list_batches(store, LOCAL_USER)
    if options.json:
        printing.print_json(rows)
    else:
        printing.print_batches(rows)
    return 0


def _list_events(options: argparse.Namespace, settings: Settings) -> int:
    """List them; 1 where the database and the log tell them differently."""
    with opened(settings) as store, store.reading() as session:
        events, _ = find_events(session, EventFilter(), 0, None)
        altered = find_altered(store)
    if altered:
        print(TRAIL_ALTERED.format(count=len(altered), event=altered[0]), file=sys.stderr)
    code = 1 if altered else 0
    if options.json:
        printing.print_json([asdict(event) for event in events])
        return code
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
    return code
