"""Real servers for the tests that need one: the dashboard, and a page of one line to compare it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eduboard.settings import PROJECT_ROOT

ADDRESS = "127.0.0.1"
LONGEST_START = 60  # seconds


@contextmanager
def dashboard(database: Path) -> Iterator[str]:
    """Serve a store as ``make run`` does; give the address without a slash at its end."""
    port = _free_port()
    command = [sys.executable, "-m", "eduboard", "serve", "--no-demo", "--store", str(database)]
    with _running(command, port, {"EDUBOARD_PORT": str(port)}, database.parent / f"serve-{port}.log"):
        yield f"http://{ADDRESS}:{port}"


@contextmanager
def streamlit_page(script: Path) -> Iterator[str]:
    """Serve a script with Streamlit alone, under the project's options."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with _running(command, port, {}, script.with_suffix(".log")):
        yield f"http://{ADDRESS}:{port}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], port: int, more: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT_ROOT, env={**os.environ, **more}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_healthy(process, port, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://{ADDRESS}:{port}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
