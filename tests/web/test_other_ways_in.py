"""Signing in at another provider, being named by a trusted proxy, and the first administrator's link."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import oidc_provider_mock
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from eduboard.access.audit import Search
from eduboard.access.directory import Directory, directory_of
from eduboard.settings import Settings
from tests.conftest import copy_store
from tests.servers import ADDRESS, dashboard, free_port
from tests.web.conftest import ADMINISTRATOR, LAKE_CLERK, PASSWORD, post, secret_of, with_accounts

PAGE = {"accept": "text/html"}


@pytest.fixture
def database(small_city: Path, tmp_path: Path) -> Path:
    return copy_store(small_city, tmp_path)


# -- OpenID Connect ------------------------------------------------------------------------------------------


@contextmanager
def oidc_server(database: Path) -> Iterator[tuple[str, Directory]]:
    """Our server, and a provider on this machine that knows the lake's clerk, a stranger, and whom it is asked for."""
    known = [LAKE_CLERK.account, "stranger"]
    users = [oidc_provider_mock.User(sub=name, claims={"preferred_username": name}) for name in known]
    port = free_port()
    with oidc_provider_mock.run_server_in_thread(user_claims=users, require_nonce=True) as provider:
        directory = with_accounts(database)
        with dashboard(
            database,
            port,
            access_mode="oidc",
            access_oidc_issuer=f"http://localhost:{provider.server_port}",
            access_oidc_client="eduboard",
            access_oidc_secret="secret",
            access_public_url=f"http://{ADDRESS}:{port}",
        ) as address:
            yield address, directory
        directory.close()


def sign_in_at_provider(
    client: httpx.Client, who: str, address: str = "/oidc/start?next=/training"
) -> httpx.Response:
    """Walk to the provider, say there who one is, and walk back with its word."""
    away = client.get(address)
    assert away.status_code == 302, away.text
    back = client.post(away.headers["location"], data={"sub": who})
    return client.get(back.headers["location"])


def test_the_providers_word_opens_the_account_of_that_name(database: Path) -> None:
    with oidc_server(database) as (address, directory), httpx.Client(base_url=address, timeout=30) as client:
        assert "统一身份认证" in client.get("/login").text
        asked = parse_qs(urlsplit(client.get("/oidc/start").headers["location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["nonce"]
        assert asked["state"]
        answer = sign_in_at_provider(client, LAKE_CLERK.account)
        assert (answer.status_code, answer.headers["location"]) == (303, "/training")
        assert directory.sessions.look_up(secret_of(client)) == LAKE_CLERK
        assert client.get("/").status_code == 200


def test_whom_the_provider_knows_and_we_do_not_stays_outside(database: Path) -> None:
    with oidc_server(database) as (address, directory), httpx.Client(base_url=address, timeout=30) as client:
        answer = sign_in_at_provider(client, "stranger")
        assert answer.status_code == 403
        assert "stranger" in answer.text
        assert client.get("/").status_code == 401
        [line] = directory.audit.search(Search(only_failed=True), limit=9)
        assert (line["account"], line["detail"]) == ("stranger", "oidc")


def test_an_answer_that_nobody_asked_for_is_refused(database: Path) -> None:
    """Else an attacker could sign a victim in as the attacker."""
    with oidc_server(database) as (address, _), httpx.Client(base_url=address, timeout=30) as client:
        with httpx.Client(base_url=address, timeout=30) as attacker:
            away = attacker.get("/oidc/start").headers["location"]
            back = attacker.post(away, data={"sub": LAKE_CLERK.account}).headers["location"]
        answer = client.get(back)
        assert answer.status_code == 502
        assert not secret_of(client)


def test_a_provider_that_is_down_is_a_sentence(database: Path) -> None:
    port = free_port()
    nowhere = f"http://localhost:{free_port()}"
    settings = {"access_oidc_issuer": nowhere, "access_oidc_client": "eduboard", "access_public_url": nowhere}
    with_accounts(database).close()
    with (
        dashboard(database, port, access_mode="oidc", **settings) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        answer = client.get("/oidc/start")
    assert answer.status_code == 502
    assert "统一身份认证没有成功" in answer.text


# -- a trusted proxy -----------------------------------------------------------------------------------------


@contextmanager
def proxied(database: Path, proxies: str) -> Iterator[tuple[httpx.Client, Directory]]:
    directory = with_accounts(database)
    with (
        dashboard(database, access_mode="proxy", access_proxies=proxies) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client, directory
    directory.close()


def test_a_trusted_proxy_names_the_account(database: Path) -> None:
    with proxied(database, "127.0.0.0/8") as (client, directory):
        answer = client.get("/", headers={"X-Remote-User": LAKE_CLERK.account} | PAGE)
        assert answer.status_code == 200
        assert directory.sessions.look_up(secret_of(client)) == LAKE_CLERK


def test_the_session_alone_is_not_enough_without_the_proxys_word(database: Path) -> None:
    with proxied(database, "127.0.0.1") as (client, _):
        client.get("/", headers={"X-Remote-User": LAKE_CLERK.account})
        assert client.get("/").status_code == 401
        other = client.get("/", headers={"X-Remote-User": ADMINISTRATOR.account})
        assert other.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Remote-User", "nobody")],
        [("X-Remote-User", "admin.li"), ("X-Remote-User", "lake.zhang")],
        [("X_Remote_User", "admin.li")],
        [],
    ],
)
def test_an_unknown_or_doubled_name_opens_nothing(database: Path, headers: list[tuple[str, str]]) -> None:
    with proxied(database, "127.0.0.1") as (client, _):
        assert client.get("/", headers=headers).status_code == 401


def test_from_any_other_address_the_header_is_worth_nothing(database: Path) -> None:
    with proxied(database, "192.0.2.1") as (client, _):
        assert client.get("/", headers={"X-Remote-User": "admin.li"}).status_code == 401
        page = client.get("/login")
        assert page.status_code == 403
        assert "<form" not in page.text


@pytest.mark.parametrize("forwarded", ["10.9.9.9", "10.1.2.3, 10.9.9.9"])
def test_the_proxy_is_who_connects_and_whom_it_speaks_for_is_on_record(
    database: Path, forwarded: str
) -> None:
    """As the nginx of ``deploy/nginx.conf`` does: it says for whom it asks."""
    with proxied(database, "127.0.0.1") as (client, directory):
        headers = {"X-Remote-User": LAKE_CLERK.account, "X-Forwarded-For": forwarded}
        assert client.get("/", headers=headers).status_code == 200
        [line] = directory.audit.search(Search(account=LAKE_CLERK.account), limit=9)
        assert line["address"] == "10.9.9.9"


def test_who_says_to_speak_for_the_proxy_is_not_the_proxy(database: Path) -> None:
    """A program on this machine, or a web server on it that passes the header on, is not at the listed address."""
    with proxied(database, "10.1.2.3") as (client, _):
        headers = {"X-Remote-User": "admin.li", "X-Forwarded-For": "10.1.2.3"}
        assert client.get("/", headers=headers).status_code == 401


# -- the first administrator ---------------------------------------------------------------------------------


def test_the_first_start_prints_a_link_that_makes_one_administrator(database: Path) -> None:
    with (
        dashboard(database, access_mode="accounts") as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        printed = "".join(log.read_text(encoding="utf-8") for log in database.parent.glob("serve-*.log"))
        found = re.search(r"http\S+(/welcome\?invitation=\S+)", printed)
        assert found
        link = found[1]
        assert client.get("/welcome?invitation=guess").status_code == 403
        weak = post(client, link, account="li", name="李四", new="123", repeat="123")
        assert weak.status_code == 400
        assert "value='li'" in weak.text
        made = post(client, link, account="li", name="李四", new=PASSWORD, repeat=PASSWORD)
        assert (made.status_code, made.headers["location"]) == (303, "/")
        assert client.get("/").status_code == 200
        assert client.get(link).status_code == 403
        directory = directory_of(Settings(store=database))
        assert [(account.account, account.role) for account in directory.accounts.list()] == [
            ("li", "管理员")
        ]
        directory.close()


def test_without_accounts_no_other_address_than_this_machine_is_listened_on(database: Path) -> None:
    with pytest.raises(AssertionError, match="没有启动：本机模式"), dashboard(database, address="0.0.0.0"):  # noqa: S104 - refused
        raise RuntimeError("it serves the network")


def test_without_accounts_the_server_answers_to_this_machines_names_only(database: Path) -> None:
    with dashboard(database) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert client.get("/", headers=PAGE).status_code == 200
        assert client.get("/", headers=PAGE | {"host": "rebound.example:8501"}).status_code == 421
        assert client.get("/_stcore/health", headers={"host": "localhost"}).status_code == 200
        stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        for origin, is_taken in ((address, True), ("http://localhost:9999", False), ("null", False)):
            with (
                nullcontext() if is_taken else pytest.raises(InvalidStatus),
                connect(stream, origin=Origin(origin), subprotocols=[Subprotocol("streamlit")]),
            ):
                pass
