"""Sending to a group's robot, against a real server on this machine."""

from __future__ import annotations

import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from eduboard.errors import EduboardError
from eduboard.exports.robot import Robot, get_robot, send, sign
from eduboard.settings import Settings

KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"
SECRET = "this is secret"


@dataclass
class Group:
    """A working group: what its robot was told, and what it answers."""

    url: str = ""
    status: int = 200
    answer: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[str, str, Any]] = field(default_factory=list)


@pytest.fixture
def group() -> Iterator[Group]:
    group = Group()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            group.heard.append((self.path, self.headers["Content-Type"], json.loads(body)))
            time.sleep(group.delay)
            self.send_response(group.status)
            for name, value in group.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(BrokenPipeError):  # who has waited too long has gone
                self.wfile.write(group.answer)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    group.url = f"http://127.0.0.1:{server.server_port}/cgi-bin/webhook/send?key={KEY}"
    yield group
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def failure(robot: Robot, timeout: float = 5, code: str = "webhook.failed") -> str:
    with pytest.raises(EduboardError) as caught:
        send(robot, "题", "文", timeout)
    assert caught.value.code == code
    text = str(caught.value)
    for hidden in (KEY, robot.url, "cgi-bin", SECRET, "Error"):
        assert hidden not in text
    assert ("群里没有收到消息" in text) == (code == "webhook.failed")
    return text


def test_there_is_no_robot_unless_one_is_set() -> None:
    assert get_robot(Settings()) is None


def test_the_address_of_the_robot_is_never_shown_in_full() -> None:
    settings = Settings(
        webhook_url=f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", webhook_secret=SECRET
    )
    robot = get_robot(settings)
    assert robot is not None
    assert robot.address == "qyapi.weixin.qq.com/…5aaa"
    assert KEY not in repr(settings)
    assert SECRET not in repr(settings)


def test_wecom_gets_markdown_in_its_form(group: Group) -> None:
    send(Robot(group.url, "wecom", ""), "题目", "**催报**")
    assert group.heard == [
        (
            f"/cgi-bin/webhook/send?key={KEY}",
            "application/json; charset=utf-8",
            {"msgtype": "markdown", "markdown": {"content": "**催报**"}},
        )
    ]


def test_dingtalk_gets_title_and_text_signed(group: Group) -> None:
    before = time.time() * 1000
    send(Robot(group.url, "dingtalk", SECRET), "题目", "**催报**")
    [(path, _, body)] = group.heard
    assert body == {"msgtype": "markdown", "markdown": {"title": "题目", "text": "**催报**"}}
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query)
    [timestamp], [signature] = query["timestamp"], query["sign"]
    assert before - 1 <= int(timestamp) <= time.time() * 1000
    assert signature == sign(SECRET, int(timestamp))
    assert query["key"] == [KEY]


def test_the_signature_is_that_of_the_documented_algorithm() -> None:
    # printf '1577262236757\nthis is secret' | openssl dgst -sha256 -hmac 'this is secret' -binary | base64
    assert sign(SECRET, 1577262236757) == "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="


def test_without_a_secret_nothing_is_signed(group: Group) -> None:
    send(Robot(group.url, "dingtalk", ""), "题目", "文")
    assert "sign" not in group.heard[0][0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda group: setattr(group, "answer", b'{"errcode": 93000, "errmsg": "invalid webhook url"}'),
            "机器人答复：93000 invalid webhook url",
        ),
        (lambda group: setattr(group, "answer", f'{{"errcode": 1, "errmsg": "key={KEY}"}}'.encode()), "1 …"),
        (lambda group: setattr(group, "status", 404), "HTTP 404"),
    ],
    ids=["refused", "tells the key", "not found"],
)
def test_what_goes_wrong_is_a_sentence_that_does_not_tell_the_key(
    change: Callable[[Group], None], reason: str, group: Group
) -> None:
    change(group)
    assert reason in failure(Robot(group.url, "wecom", SECRET))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda group: setattr(group, "answer", b"<html>"), "答复的不是群机器人"),
        (lambda group: setattr(group, "answer", b"[]"), "答复的不是群机器人"),
        (lambda group: setattr(group, "answer", b"{}"), "答复的不是群机器人"),
        (lambda group: setattr(group, "status", 502), "HTTP 502"),
        (lambda group: setattr(group, "delay", 2.0), "没有等到答复"),
    ],
    ids=["no json", "a list", "says nothing", "a gateway's fault", "slow"],
)
def test_a_message_that_left_without_a_robots_answer_is_not_said_to_be_lost(
    change: Callable[[Group], None], reason: str, group: Group
) -> None:
    change(group)
    assert reason in failure(Robot(group.url, "wecom", SECRET), timeout=0.5, code="webhook.unsure")
    assert len(group.heard) == 1


def test_a_robot_that_sends_us_elsewhere_is_not_followed(group: Group) -> None:
    group.status, group.headers = 302, {"Location": group.url.replace("cgi-bin", "elsewhere")}
    assert "HTTP 302" in failure(Robot(group.url, "wecom", ""))
    assert len(group.heard) == 1


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    assert "对方拒绝连接" in failure(Robot(f"http://127.0.0.1:9/send?key={KEY}", "wecom", ""))
    assert "找不到这个网址的服务器" in failure(Robot(f"http://robot.invalid/send?key={KEY}", "wecom", ""))
