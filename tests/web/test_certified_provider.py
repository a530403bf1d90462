"""Signing in at a certified OpenID provider (npm's oidc-provider), which is stricter than the one in the other tests.

It is not a part of Python: where it is not installed, this is skipped and says how to get it.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx2 as httpx
import pytest

from eduboard.access.audit import Search
from eduboard.access.directory import Directory
from tests.conftest import copy_store
from tests.servers import ADDRESS, dashboard, free_port
from tests.web.conftest import LAKE_CLERK, secret_of, with_accounts

FOLDER = Path(__file__).parent / "oidc_provider"
HOW_TO_GET_IT = (
    "没有安装测试用的统一身份认证服务，跳过。请安装 Node.js 18 或 20，执行 npm ci --prefix tests/web/oidc_provider。"
    " No test provider: install Node.js and run `npm ci --prefix tests/web/oidc_provider`."
)
LONGEST_START = 20  # seconds

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (FOLDER / "node_modules" / "oidc-provider").is_dir(),
    reason=HOW_TO_GET_IT,
)


@contextmanager
def provider(back: str) -> Iterator[str]:
    """The provider, told where it may send people back to."""
    port = free_port()
    issuer = f"http://localhost:{port}"
    command = ["node", str(FOLDER / "provider.mjs"), str(port), back]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + LONGEST_START
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{issuer}/.well-known/openid-configuration").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def served(small_city: Path, tmp_path: Path) -> Iterator[tuple[str, Directory]]:
    database = copy_store(small_city, tmp_path)
    port = free_port()
    address = f"http://{ADDRESS}:{port}"
    directory = with_accounts(database)
    with (
        provider(f"{address}/oidc/back") as issuer,
        dashboard(
            database,
            port,
            access_mode="oidc",
            access_oidc_issuer=issuer,
            access_oidc_client="eduboard",
            access_oidc_secret="secret",
            access_public_url=address,
        ),
    ):
        yield address, directory
    directory.close()


def sign_in(client: httpx.Client, who: str) -> httpx.Response:
    """Walk through the provider's own pages, name oneself, agree, and come back with its word."""
    answer = client.get("/oidc/start?next=/training")
    for _ in range(12):
        address = str(answer.url)
        if answer.is_redirect:
            address = urljoin(address, answer.headers["location"])
            if "/oidc/back?" in address:
                return client.get(address)
            answer = client.get(address)
            continue
        action = re.search(r'action="([^"]+)"', answer.text)
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
        assert action, answer.text
        assert prompt, answer.text
        fields = {"prompt": prompt[1], "login": who, "password": "any"}
        answer = client.post(urljoin(address, action[1]), data=fields)
    raise AssertionError("the provider did not send anybody back")


def test_a_certified_provider_signs_in_who_has_an_account(served: tuple[str, Directory]) -> None:
    """It says the name where one has to ask for it, not in its token."""
    address, directory = served
    with httpx.Client(base_url=address, timeout=30) as client:
        answer = sign_in(client, LAKE_CLERK.account)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/training"), answer.text
        assert directory.sessions.look_up(secret_of(client)) == LAKE_CLERK
        assert client.get("/").status_code == 200


def test_a_certified_provider_brings_in_nobody_without_an_account(served: tuple[str, Directory]) -> None:
    address, directory = served
    with httpx.Client(base_url=address, timeout=30) as client:
        assert sign_in(client, "stranger").status_code == 403
        assert client.get("/").status_code == 401
    [line] = directory.audit.search(Search(only_failed=True), limit=9)
    assert line["account"] == "stranger"


def test_the_word_of_a_certified_provider_is_taken_once(served: tuple[str, Directory]) -> None:
    """A code that went over the wire in an address, and was perhaps written into a log, opens nothing again."""
    address, _ = served
    with httpx.Client(base_url=address, timeout=30) as client:
        answer = sign_in(client, LAKE_CLERK.account)
        used = str(answer.request.url)
    with httpx.Client(base_url=address, timeout=30) as thief:
        assert thief.get(used).status_code == 502
        assert thief.get("/").status_code == 401
