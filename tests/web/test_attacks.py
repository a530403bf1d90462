"""What somebody on the network tries besides walking in without a session (that is ``test_wall``)."""

import asyncio
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from eduboard.access import passwords
from eduboard.access.audit import Search
from eduboard.access.directory import Directory
from eduboard.access.tokens import digest
from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.publish import load_file
from tests.build import make_store
from tests.clerk_files import excel_csv
from tests.small_city import LAKE, PRIMARY, school_code
from tests.web.conftest import LAKE_CLERK, RIDGE_CLERK, Bureau, post, secret_of, with_accounts
from tests.web.pages import complete, open_page

MEGABYTE = 1 << 20
LIMIT = 200 * MEGABYTE  # .streamlit/config.toml
PAGE = {"accept": "text/html"}


# -- passwords -----------------------------------------------------------------------------------------------


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    made = with_accounts(tmp_path / "eduboard.duckdb")
    yield made
    made.close()


@pytest.mark.parametrize("account", [LAKE_CLERK.account, "nobody", "", "l" * 300])
def test_a_wrong_password_costs_one_hash_whether_there_is_such_an_account_or_not(
    account: str, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is timed here: the time is that of the hash, so the same hashes take the same time."""
    directory.accounts.is_password("nobody", "so that nobody's own hash has been made")
    verified: list[str] = []

    class Hasher:
        def verify(self, hashed: str, password: str) -> bool:
            verified.append(hashed.rpartition("$")[0].rpartition("$")[0])
            return passwords.PasswordHasher().verify(hashed, password)

    monkeypatch.setattr(passwords, "_HASHER", Hasher())
    assert not directory.accounts.is_password(account, "wrong")
    assert verified == ["$argon2id$v=19$m=65536,t=3,p=4"]


# -- addresses in the audit trail ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comes_from", "header", "kept"),
    [
        ("127.0.0.3", "6.6.6.6", "127.0.0.3"),
        ("127.0.0.3", "127.0.0.1", "127.0.0.3"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "6.6.6.6, 10.1.2.3", "10.1.2.3"),
    ],
    ids=[
        "a stranger names another",
        "a stranger names this machine",
        "nginx",
        "a lie that went through nginx",
    ],
)
def test_the_address_on_record_is_the_one_that_connected_or_the_proxys_last_word(
    bureau: Bureau, comes_from: str, header: str, kept: str
) -> None:
    """Only a proxy on this machine is believed; anybody else's header is not looked at."""
    name = f"from.{abs(hash((comes_from, header)))}"
    transport = httpx.HTTPTransport(local_address=comes_from)
    with httpx.Client(
        base_url=bureau.address, transport=transport, headers={"x-forwarded-for": header}
    ) as client:
        post(client, "/login", account=name, password="wrong")
    [line] = bureau.directory.audit.search(Search(account=name), limit=9)
    assert line["address"] == kept


# -- uploads -------------------------------------------------------------------------------------------------


def put_too_much(bureau: Bureau, client: httpx.Client, *, says_so: bool) -> tuple[str, int]:
    """Send a file over the limit, saying its size or not; give the answer's first line and how much was taken."""

    async def send() -> tuple[str, int]:
        page = await open_page(bureau.address, secret_of(client), "/upload")
        client.get("/_stcore/health")
        token = client.cookies["_streamlit_xsrf"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar)
        host, _, port = bureau.address.removeprefix("http://").partition(":")
        size = f"Content-Length: {LIMIT + MEGABYTE}" if says_so else "Transfer-Encoding: chunked"
        head = (
            f"PUT /_stcore/upload_file/{page.session}/x HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n"
            f"X-Xsrftoken: {token}\r\nContent-Type: multipart/form-data; boundary=b\r\n{size}\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(head.encode())
        body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
        taken = 0
        answer = asyncio.create_task(reader.readline())
        while not says_so and taken < 2 * LIMIT and not answer.done():
            chunk = body or b"0" * MEGABYTE
            writer.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
            await writer.drain()
            taken, body = taken + len(chunk), b""
        line = (await asyncio.wait_for(answer, 30)).decode()
        writer.close()
        await page.close()
        return line, taken

    return complete(send())


@pytest.mark.parametrize("says_so", [True, False], ids=["with its size", "in chunks"])
def test_an_upload_over_the_limit_is_cut_off(bureau: Bureau, says_so: bool) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        line, taken = put_too_much(bureau, client, says_so=says_so)
        assert " 413 " in line
        assert taken <= LIMIT + 16 * MEGABYTE
        assert client.get("/").status_code == 200


def test_a_form_that_is_never_finished_is_given_up(bureau: Bureau) -> None:
    host, _, port = bureau.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as slow:
        slow.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\naccount=")
        assert b" 408 " in slow.recv(200).split(b"\r\n")[0]


# -- names that lead elsewhere -------------------------------------------------------------------------------

CLASSES = [("2025Q3", "临湖区", school_code(LAKE, PRIMARY), "湖滨小学", PRIMARY, "一年级", "1", "45")]


@pytest.mark.parametrize(
    "name",
    [
        "../../../outside.csv",
        "..\\..\\outside.csv",
        "/srv/outside.csv",
        "C:\\outside.csv",
        "a\x00b.csv",
        "." * 300,
    ],
)
def test_a_files_name_is_a_word_and_no_path(name: str, tmp_path: Path) -> None:
    """Originals are kept by their checksum; the name stands in the record and nowhere in the file system."""
    store = make_store(tmp_path / "deep" / "store")
    [result] = load_file(store, LOCAL_USER, excel_csv(CLASSES), name)
    store.close()
    assert result.batch is not None
    assert result.batch.file_name == name
    files = [Path(folder) / file for folder, _, found in os.walk(tmp_path) for file in found]
    assert all(path.is_relative_to(tmp_path / "deep" / "store") for path in files)
    assert not [path for path in files if "outside" in path.name]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/media/../../etc/passwd",
        "/media/%2e%2e%2fapp.py",
        "/app/static/app.py",
        "/component/x/../../../../etc/passwd",
        "/_stcore/bidi-components/..%2f..%2fapp.py",
        "//etc/passwd",
        "/static/\\..\\..\\app.py",
    ],
)
def test_an_address_leads_to_no_file_of_the_server(bureau: Bureau, path: str) -> None:
    """Asked by who is signed in; the path goes over the wire as it stands here."""
    host, _, port = bureau.address.removeprefix("http://").partition(":")
    with (
        bureau.signed_in(LAKE_CLERK) as client,
        socket.create_connection((host, int(port)), timeout=30) as raw,
    ):
        secret = secret_of(client)
        raw.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: eduboard_session={secret}\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert b"root:" not in answer
    assert b"run_navigation" not in answer


# -- one's own sessions --------------------------------------------------------------------------------------


def test_ones_own_sessions_are_listed_and_one_of_them_can_be_ended(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as here, bureau.signed_in(LAKE_CLERK) as there:
        page = here.get("/sessions", headers=PAGE).text
        assert page.count("本设备") == 1
        assert "127.0.0.1" in page
        other = bureau.directory.sessions.list(LAKE_CLERK.account)
        [ended] = [item.session for item in other if item.session == digest_of(there)]
        post(here, "/sessions", choice=ended)
        assert there.get("/").status_code == 401
        assert here.get("/").status_code == 200


def test_nobody_elses_session_can_be_ended(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as attacker, bureau.signed_in(RIDGE_CLERK) as victim:
        post(attacker, "/sessions", choice=digest_of(victim))
        assert attacker.post("/sessions", data={"choice": digest_of(attacker)}).status_code == 400
        assert victim.get("/").status_code == 200
        assert attacker.get("/").status_code == 200


def digest_of(client: httpx.Client) -> str:
    return digest(secret_of(client))


# -- text ----------------------------------------------------------------------------------------------------


def test_the_page_carries_its_words_as_data_and_none_can_end_the_script(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        page = client.get("/", headers=PAGE).text
    script = page.split("const eduboardShell = ")[1].split(";\n")[0]
    assert "<" not in script
    assert json.loads(script)["words"]
