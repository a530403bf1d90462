"""Without a session nothing of the product is reached, whatever route and method; with one, only what is one's own."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import pytest
import streamlit
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from eduboard.settings import Settings
from eduboard.ui.server import build_app
from tests.web.conftest import LAKE_CLERK, PASSWORD, RIDGE_CLERK, Bureau, post, secret_of
from tests.web.pages import complete

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
OPEN = {"/login", "/logout", "/welcome", "/health"}
PAGES = ("/", "/talent", "/class-size", "/upload", "/admin", "/dictionary")
WAYS_AROUND = {"//login", "/login/", "/login/../upload", "/login%2f..", "/LOGIN", "/health/x", "/oidc/start"}
STREAMLIT_FILES = Path(streamlit.__file__).parent / "static"


def all_routes(routes: list[BaseRoute], prefix: str = "") -> Iterator[str]:
    for route in routes:
        if isinstance(route, Mount):
            yield from all_routes(list(route.routes or []), prefix + route.path)
            yield f"{prefix}{route.path}/anything"
        elif isinstance(route, (Route, WebSocketRoute)):
            yield prefix + re.sub(r"\{[^}]*\}", "x", route.path)


def routes_of_the_application(folder: Path) -> set[str]:
    """Every path that the running application has."""
    settings = Settings(store=folder / "eduboard.duckdb")
    app = build_app(replace(settings, access=replace(settings.access, mode="accounts")))
    app._runtime = app._create_runtime()
    found = set(all_routes(list(app._build_starlette_app().routes)))
    assert len(found) > 15, "Streamlit's routes were not found"
    return found


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every path that the running application has, its static files, the pages, and ways around a name."""
    found = routes_of_the_application(tmp_path_factory.mktemp("app"))
    files = {
        f"/{path.relative_to(STREAMLIT_FILES).as_posix()}"
        for path in STREAMLIT_FILES.rglob("*")
        if path.is_file()
    }
    tricks = {
        "//login",
        "/login/",
        "/login/../upload",
        "/login%2f..%2f",
        "/LOGIN",
        "/health/x",
        "/welcome/",
        "/oidc/start",
    }
    return sorted((found | set(sorted(files)[::10]) | set(PAGES) | tricks) - OPEN)


def test_an_anonymous_visitor_gets_not_a_byte_of_any_route_by_any_method(
    bureau: Bureau, paths: list[str]
) -> None:
    with bureau.anonymous() as client:
        for path in paths:
            for method in METHODS:
                answer = client.request(method, path)
                assert answer.status_code in (401, 403), f"{method} {path}: {answer.status_code}"
                assert answer.content == b"", f"{method} {path}"


def test_who_opens_a_page_is_sent_to_sign_in_and_back(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        answer = client.get("/class-size?district=990101", headers={"accept": "text/html"})
    assert (answer.status_code, answer.content) == (303, b"")
    assert answer.headers["location"] == "/login?next=/class-size%3Fdistrict%3D990101"


def test_the_login_page_needs_nothing_from_behind_the_wall(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        page = client.get("/login").text
    assert "src=" not in page
    assert "url(" not in page
    assert "<script" not in page


def test_the_health_page_says_one_word(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        assert client.get("/health").text == "ok\n"


def websocket(bureau: Bureau, headers: dict[str, str], subprotocols: list[str] | None = None) -> None:
    stream = bureau.address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(
        stream, additional_headers=headers, subprotocols=subprotocols or ["streamlit"], open_timeout=30
    ):  # type: ignore[arg-type]
        return


@pytest.mark.parametrize(
    "headers", [{}, {"cookie": "eduboard_session=guess"}, {"cookie": "eduboard_session="}]
)
def test_a_websocket_without_a_session_is_refused_at_the_handshake(
    bureau: Bureau, headers: dict[str, str]
) -> None:
    with pytest.raises(InvalidStatus) as raised:
        websocket(bureau, headers)
    assert raised.value.response.status_code == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:9999", "http://127.0.0.1", "null", ""]
)
def test_a_page_of_another_site_gets_no_websocket_with_its_visitors_session(
    bureau: Bureau, cookie: object, origin: str
) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        headers = {"origin": origin} | cookie(secret_of(client))  # type: ignore[operator]
        with pytest.raises(InvalidStatus) as raised:
            websocket(bureau, headers)
        assert raised.value.response.status_code == 403
        websocket(bureau, headers | {"origin": bureau.address})


def test_a_websocket_with_a_session_is_taken(bureau: Bureau, cookie: object) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        websocket(bureau, cookie(secret_of(client)))  # type: ignore[operator]


def test_signed_in_one_gets_the_page_in_chinese(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        page = client.get("/class-size", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert '<html lang="zh-CN"' in page.text
    assert "<title>区域教育数据看板</title>" in page.text


def test_every_answer_carries_the_headers_that_browsers_heed(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        for path in ("/", "/login", "/_stcore/health", "/favicon.png"):
            headers = client.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "SAMEORIGIN"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        said = (
            post(client, "/login", account=LAKE_CLERK.account, password=PASSWORD)
            .headers["set-cookie"]
            .lower()
        )
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "expires" not in said
    assert "max-age" not in said


def test_behind_tls_the_cookie_is_secure(bureau: Bureau) -> None:
    with httpx.Client(base_url=bureau.address, headers={"x-forwarded-proto": "https"}) as client:
        page = client.get("/login")
        assert "secure" in page.headers["set-cookie"].lower()


def test_a_session_set_from_outside_is_not_adopted(bureau: Bureau) -> None:
    planted = "A" * 43
    with bureau.anonymous() as client:
        client.cookies.set("eduboard_session", planted, domain="127.0.0.1")
        post(client, "/login", account=LAKE_CLERK.account, password=PASSWORD)
        assert secret_of_last(client) != planted
    assert bureau.directory.sessions.look_up(planted) is None


def secret_of_last(client: httpx.Client) -> str:
    return [cookie.value or "" for cookie in client.cookies.jar if cookie.name == "eduboard_session"][-1]


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(bureau: Bureau, cookie: object) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        stolen = secret_of(client)
        assert post(client, "/logout", choice="here").status_code == 303
    with bureau.anonymous() as thief:
        assert thief.get("/", headers=cookie(stolen)).status_code == 401  # type: ignore[operator]
    with pytest.raises(InvalidStatus):
        websocket(bureau, cookie(stolen))  # type: ignore[operator]


def test_two_cookies_of_one_name_are_no_session(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        secret = secret_of(client)
    with bureau.anonymous() as other:
        header = {"cookie": f"eduboard_session=planted; eduboard_session={secret}"}
        assert other.get("/", headers=header).status_code == 401


def test_a_link_cannot_sign_anybody_out(bureau: Bureau) -> None:
    with bureau.signed_in(LAKE_CLERK) as client:
        client.get("/logout")
        client.post("/logout", data={"choice": "everywhere", "proof": "0" * 64})
        assert client.get("/").status_code == 200


def test_signing_out_everywhere_ends_the_other_devices_too(bureau: Bureau) -> None:
    with bureau.signed_in(RIDGE_CLERK) as here, bureau.signed_in(RIDGE_CLERK) as there:
        post(here, "/logout", choice="everywhere")
        assert there.get("/").status_code == 401


@pytest.mark.parametrize("proof", [None, "", "0" * 64, "é"], ids=["missing", "empty", "guessed", "not ascii"])
def test_a_form_from_another_site_signs_nobody_in(bureau: Bureau, proof: str | None) -> None:
    with bureau.anonymous() as client:
        client.get("/login")
        fields = {"account": LAKE_CLERK.account, "password": PASSWORD} | (
            {} if proof is None else {"proof": proof}
        )
        answer = client.post("/login", data=fields)
        assert answer.status_code == 400
        assert "页面已过期" in answer.text
        assert not secret_of(client)


@pytest.mark.parametrize(
    ("after", "location"),
    [
        ("/class-size?district=990101", "/class-size?district=990101"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\t/evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_server(bureau: Bureau, after: str, location: str) -> None:
    with bureau.anonymous() as client:
        found = re.search(r'name="proof" value="([0-9a-f]+)"', client.get("/login").text)
        assert found
        fields = {"proof": found[1], "account": LAKE_CLERK.account, "password": PASSWORD}
        answer = client.post("/login", params={"next": after}, data=fields)
        assert (answer.status_code, answer.headers["location"]) == (303, location)


def test_a_header_cannot_name_an_account(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        for name in ("X-Remote-User", "x_remote_user", "Remote-User", "X-Forwarded-User"):
            assert client.get("/", headers={name: "admin.li"}).status_code == 401


def test_an_account_given_a_password_by_another_can_only_change_it(bureau: Bureau) -> None:
    bureau.directory.accounts.create(replace(LAKE_CLERK, account="new.clerk"))
    told = bureau.directory.accounts.reset_password("new.clerk")
    with bureau.anonymous() as client:
        post(client, "/login", account="new.clerk", password=told)
        assert client.get("/").status_code == 403
        sent = client.get("/class-size", headers={"accept": "text/html"})
        assert sent.headers["location"] == "/password"
        with pytest.raises(InvalidStatus):
            websocket(bureau, {"cookie": f"eduboard_session={secret_of(client)}"})
        fresh = "Neues-Wort 77"
        assert post(client, "/password", old=told, new=fresh, repeat="other").status_code == 400
        assert post(client, "/password", old=told, new=fresh, repeat=fresh).status_code == 200
        post(client, "/login", account="new.clerk", password=fresh)
        assert client.get("/").status_code == 200


def receive_until_the_end(running: ClientConnection) -> None:
    while True:
        running.recv(timeout=20)


def test_a_locked_account_is_out_at_its_next_step(bureau: Bureau) -> None:
    bureau.directory.accounts.create(replace(LAKE_CLERK, account="soon.locked"), PASSWORD)
    with bureau.signed_in(replace(LAKE_CLERK, account="soon.locked")) as client:
        assert client.get("/").status_code == 200
        stream = bureau.address.replace("http", "ws", 1) + "/_stcore/stream"
        header = {"cookie": f"eduboard_session={secret_of(client)}"}
        with connect(stream, additional_headers=header, subprotocols=["streamlit"]) as running:  # type: ignore[list-item]
            bureau.directory.accounts.change(replace(LAKE_CLERK, account="soon.locked", locked=True))
            running.send(b"")
            with pytest.raises(ConnectionClosed, match="1008"):
                receive_until_the_end(running)
        assert client.get("/").status_code == 401


def test_text_from_an_address_is_shown_as_text(bureau: Bureau) -> None:
    hostile = '"><script>alert(1)</script>'
    with bureau.anonymous() as client:
        assert hostile not in client.get("/login", params={"next": f"/{hostile}"}).text
        answer = post(client, "/login", account=hostile, password="x")
    assert "<script" not in answer.text


def test_a_thousand_wrong_passwords_are_stopped_after_five_and_the_server_goes_on(bureau: Bureau) -> None:
    bureau.directory.accounts.create(replace(LAKE_CLERK, account="attacked"), PASSWORD)
    with bureau.anonymous() as client:
        found = re.search(r'name="proof" value="([0-9a-f]+)"', client.get("/login").text)
        assert found
        guesses = [
            client.post(
                "/login", data={"proof": found[1], "account": "attacked", "password": f"guess {number}"}
            )
            for number in range(1000)
        ]
        assert [answer.status_code for answer in guesses[:5]] == [400] * 5
        assert {answer.status_code for answer in guesses[5:]} == {429}
        assert post(client, "/login", account="attacked", password=PASSWORD).status_code == 429


def test_who_has_found_a_screen_unlocked_guesses_the_password_five_times(bureau: Bureau) -> None:
    """Whoever knows it is not let in either, for as long, there and at the door."""
    owner = replace(LAKE_CLERK, account="left.alone")
    bureau.directory.accounts.create(owner, PASSWORD)
    fresh = "Neues-Wort 77"
    with bureau.signed_in(owner) as client:
        guesses = [
            post(client, "/password", old=f"guess {number}", new=fresh, repeat=fresh).status_code
            for number in range(7)
        ]
        assert guesses == [400] * 5 + [429] * 2
        assert post(client, "/password", old=PASSWORD, new=fresh, repeat=fresh).status_code == 429
    with bureau.anonymous() as client:
        assert post(client, "/login", account=owner.account, password=PASSWORD).status_code == 429


def test_a_form_too_large_is_refused(bureau: Bureau) -> None:
    with bureau.anonymous() as client:
        client.get("/login")
        assert client.post("/login", content=b"account=" + b"a" * 5_000_000).status_code == 413


def test_five_hundred_visitors_who_never_finish_do_not_keep_out_the_next(bureau: Bureau) -> None:
    """Half of them stop in the middle of a request's headers, half in the middle of a websocket's handshake."""

    async def hold() -> int:
        host, _, port = bureau.address.removeprefix("http://").partition(":")
        held = []
        for number in range(500):
            _, writer = await asyncio.open_connection(host, int(port))
            upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n" if number % 2 else ""
            writer.write(f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\n{upgrade}".encode())
            held.append(writer)
        async with httpx.AsyncClient(base_url=bureau.address, timeout=30) as client:
            answer = await client.get("/login")
        for writer in held:
            writer.close()
        return answer.status_code

    assert complete(hold()) == 200
