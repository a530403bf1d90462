"""The command that serves the dashboard."""

from __future__ import annotations

import argparse
import sys

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli import keeping, printing
from eduboard.cli.opening import opened
from eduboard.errors import StoreDamaged
from eduboard.intake import samples
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.texts import cli as texts
from eduboard.texts.access import ACCESS_REFUSED_LOCAL

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Start the dashboard, with demo data when the store is empty."""
    if not settings.access.has_wall and settings.address not in _THIS_MACHINE:
        print(ACCESS_REFUSED_LOCAL.format(address=settings.address), file=sys.stderr)
        return 2
    try:
        with opened(settings) as store:
            if not options.no_demo and not batches.list_batches(store, LOCAL_USER):
                print(texts.EMPTY_STORE_DEMO)
                samples.load_demo(store, printing.print_loading)
    except StoreDamaged as damaged:
        # Every page says so too, until the database is rebuilt; without a server there would be no page to say it.
        print(damaged, file=sys.stderr)
    print(texts.SERVING.format(address=settings.address, port=settings.port), flush=True)
    keeping.log_to_file(settings)
    # Streamlit takes a second to import; the other commands do without it.
    from eduboard.ui.server import serve_dashboard

    serve_dashboard(settings)
    return 0
