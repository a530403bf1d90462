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
def dashboard(database: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """Serve a store as ``make run`` does; give the address without a slash at its end.

    ``settings`` are those of ``EDUBOARD_*`` variables, in small letters and without the prefix.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "eduboard", "serve", "--no-demo", "--store", str(database)]
    more = {f"EDUBOARD_{name.upper()}": value for name, value in settings.items()}
    log = database.parent / f"serve-{port}.log"
    with _running(command, port, {"EDUBOARD_PORT": str(port), **more}, log, "/health"):
        yield f"http://{ADDRESS}:{port}"


@contextmanager
def streamlit_page(script: Path) -> Iterator[str]:
    """Serve a script with Streamlit alone, under the project's options."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with _running(command, port, {}, script.with_suffix(".log"), "/_stcore/health"):
        yield f"http://{ADDRESS}:{port}"


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    command: Sequence[str], port: int, more: dict[str, str], log: Path, health: str
) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT_ROOT, env={**os.environ, **more}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_healthy(process, f"http://{ADDRESS}:{port}{health}", log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
