"""What is done on the server itself, beside what is done on the pages: one audit trail for both."""

from __future__ import annotations

import getpass
from collections.abc import Sequence

from eduboard.access.audit import Actor
from eduboard.access.directory import access_file, directory_of
from eduboard.settings import Settings
from eduboard.texts import access as texts

COMMAND = "command"
_RECORDED = frozenset(
    {"load", "withdraw", "restore", "template", "confirm", "export", "remind", "rebuild", "backup", "recover"}
    | {"demo", "published"}
)
"""Commands that change something or write a file to take along; the others only print."""
_LONGEST = 500


def put_on_record(command: str, arguments: Sequence[str], settings: Settings, *, worked: bool) -> None:
    """Add a line where there are accounts; raises EduboardError ``access.unusable``."""
    if command not in _RECORDED or not settings.access.has_wall or not access_file(settings).exists():
        return
    directory = directory_of(settings)
    try:
        actor = Actor(texts.ON_THE_SERVER.format(user=getpass.getuser()))
        directory.audit.add(actor, COMMAND, command, " ".join(arguments)[:_LONGEST], worked=worked)
    finally:
        directory.close()
