"""Sending a quarter's reminder to the working group, on record whether it worked or not."""

from __future__ import annotations

from eduboard.access.viewer import Viewer
from eduboard.errors import EduboardError
from eduboard.exports.robot import Robot, send
from eduboard.metrics.submissions import Submissions
from eduboard.store import batches
from eduboard.store.store import Store
from eduboard.texts import submissions as texts

REMIND = "remind"


def send_reminder(
    store: Store, viewer: Viewer, robot: Robot, result: Submissions, title: str, text: str
) -> str:
    """Send a message about a quarter's hand-ins and return the sentence that says so.

    Raises EduboardError ``webhook.failed``; the try is then on record all the same.
    """
    sent = texts.ROBOT_SENT.format(kind=texts.ROBOT_KINDS[robot.kind], address=robot.address)
    try:
        send(robot, title, text)
    except EduboardError as error:
        _record(store, viewer, result, str(error))
        raise
    _record(store, viewer, result, sent)
    return sent


def _record(store: Store, viewer: Viewer, result: Submissions, outcome: str) -> None:
    line = texts.REMINDED.format(
        period=result.period, city=result.city_name, count=len(result.still_open), outcome=outcome
    )
    with store.reading(viewer) as session:
        batches.record(store, session, REMIND, line)
