"""Sending a reminder to a working group's robot (企业微信, 钉钉 群机器人): the one thing that talks to a network.

It is off until a bureau sets ``webhook_url``, and sends only when somebody asks for it.  The address holds the key of
the group: it is never shown in full, in no message and no error.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from eduboard.errors import EduboardError
from eduboard.exports.safety import safe_text
from eduboard.settings import Settings
from eduboard.texts import submissions as texts

TIMEOUT = 10.0  # seconds
MOST_BYTES = {"wecom": 4096, "dingtalk": 18_000}
"""How long a Markdown message may be, UTF-8: the first is documented, the other leaves room below 20,000."""
_ANSWER_READ = 10_000
_SERVER_FAULT = 500
"""From this status on, what has become of the message is not known."""
_UNREACHED: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, texts.ROBOT_SLOW),
    (ConnectionRefusedError, texts.ROBOT_CLOSED),
    (socket.gaierror, texts.ROBOT_NO_HOST),
    (ssl.SSLError, texts.ROBOT_CERTIFICATE),
)


@dataclass(frozen=True)
class Robot:
    """A group's robot as it is set."""

    url: str
    kind: str
    secret: str

    @property
    def address(self) -> str:
        """Host and last four characters of the key."""
        return f"{urllib.parse.urlsplit(self.url).hostname or ''}/…{self.url[-4:]}"

    @property
    def most_bytes(self) -> int:
        """How long a message may be."""
        return MOST_BYTES[self.kind]


def get_robot(settings: Settings) -> Robot | None:
    """The robot of the settings; None where there is none."""
    if not settings.webhook_url:
        return None
    return Robot(settings.webhook_url, settings.webhook_kind, settings.webhook_secret)


def build_message(kind: str, title: str, text: str) -> dict[str, Any]:
    """Put Markdown into the form that a kind of robot takes."""
    if kind == "dingtalk":
        return {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
    return {"msgtype": "markdown", "markdown": {"content": text}}


def sign(secret: str, timestamp: int) -> str:
    """Sign a time in milliseconds as 钉钉 documents it (加签): HMAC-SHA256 of time, line break and secret, Base64."""
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _signed_url(robot: Robot, timestamp: int) -> str:
    if robot.kind != "dingtalk" or not robot.secret:
        return robot.url
    query = urllib.parse.urlencode({"timestamp": timestamp, "sign": sign(robot.secret, timestamp)})
    return f"{robot.url}{'&' if '?' in robot.url else '?'}{query}"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A robot answers itself; whoever sends us elsewhere is not it."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing."""


def send(robot: Robot, title: str, text: str, timeout: float = TIMEOUT) -> None:
    """Send Markdown to the robot.

    Raises EduboardError with the reason: ``webhook.failed`` where the group has certainly got nothing,
    ``webhook.unsure`` where the message left and no robot's answer came back.
    """
    url = _signed_url(robot, int(time.time() * 1000))
    body = json.dumps(build_message(robot.kind, title, text), ensure_ascii=False).encode()
    # The settings take nothing but http and https.
    request = urllib.request.Request(url, body, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=timeout) as response:
            answer = json.loads(response.read(_ANSWER_READ))
    except urllib.error.HTTPError as error:
        reason = texts.ROBOT_STATUS.format(status=error.code)
        raise _failure(robot, reason, is_sure=error.code < _SERVER_FAULT) from None
    except urllib.error.URLError as error:
        raise _failure(robot, _why_unreached(error.reason)) from None
    except (OSError, http.client.HTTPException):
        raise _failure(robot, texts.ROBOT_SILENT, is_sure=False) from None
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "errcode" not in answer:
        raise _failure(robot, texts.ROBOT_NO_ROBOT, is_sure=False)
    if answer["errcode"] != 0:
        said = safe_text(f"{answer['errcode']} {answer.get('errmsg', '')}".strip())[:200]
        raise _failure(robot, texts.ROBOT_REFUSED.format(said=said))


def _why_unreached(reason: object) -> str:
    """Say why there was no connection.  What the error itself says may hold the address: only its kind is told."""
    return next((said for kind, said in _UNREACHED if isinstance(reason, kind)), texts.ROBOT_UNREACHED)


def _failure(robot: Robot, reason: str, *, is_sure: bool = True) -> EduboardError:
    for secret in filter(None, (robot.url, urllib.parse.urlsplit(robot.url).query, robot.secret)):
        reason = reason.replace(secret, "…")
    code = "webhook.failed" if is_sure else "webhook.unsure"
    return EduboardError(code, address=robot.address, reason=reason)
