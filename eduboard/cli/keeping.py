"""The commands that keep the data: rebuild, backup, recover, and the log file of the service."""

from __future__ import annotations

import argparse
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from eduboard.cli.printing import print_progress
from eduboard.cli.refused_rebuild import describe_refusal
from eduboard.intake.backup import back_up, restore_backup
from eduboard.intake.rebuild import rebuild
from eduboard.intake.replay import NotRebuilt
from eduboard.settings import Settings
from eduboard.texts import cli as texts
from eduboard.texts import rebuilding

_LOG_SIZE, _LOGS_KEPT = 5 * 1024 * 1024, 10


def backup(options: argparse.Namespace, settings: Settings) -> int:
    """Write originals, batch log and accounts into one file; the dashboard may run meanwhile."""
    made = back_up(settings, options.out)
    print(
        texts.BACKED_UP.format(
            path=options.out, batches=made.batches, originals=made.originals, size=f"{made.size / 1e6:.1f}"
        )
    )
    return 0


def recover(options: argparse.Namespace, settings: Settings) -> int:
    """Put a backup into an empty folder and rebuild the database there."""
    try:
        count = restore_backup(settings, options.backup)
    except NotRebuilt as refused:
        return _print_refusal(refused)
    print(texts.RECOVERED.format(path=settings.store, count=count))
    return 0


def rebuild_store(options: argparse.Namespace, settings: Settings) -> int:
    """Make the database anew from originals and log."""
    try:
        rebuilt = rebuild(settings.store, settings, print_progress, options.without, options.keep)
    except NotRebuilt as refused:
        return _print_refusal(refused)
    print(texts.REBUILT.format(count=rebuilt.batch_count))
    if rebuilt.unproven:
        print(rebuilding.UNPROVEN.format(count=rebuilt.unproven))
    for batch in rebuilt.kept:
        print(rebuilding.KEPT.format(batch=batch))
    for batch in rebuilt.left_out:
        print(texts.LEFT_OUT_OF_REBUILD.format(batch=batch))
    if rebuilt.set_aside is not None:
        print(texts.SET_ASIDE.format(path=rebuilt.set_aside))
    return 0


def _print_refusal(refused: NotRebuilt) -> int:
    for line in describe_refusal(refused):
        print(line, file=sys.stderr)
    return 2


def log_to_file(settings: Settings) -> Path:
    """Keep what the service has to say to its administrator beside the store, in files that rotate."""
    path = settings.store.resolve().parent / "logs" / "eduboard.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_LOG_SIZE, backupCount=_LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return path
