"""The accounts cannot be looked up: whoever comes reads why, nobody gets in, and nothing is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import copy_store
from tests.servers import dashboard
from tests.web.conftest import ADMINISTRATOR, PASSWORD, Bureau, post, with_accounts

HTML = {"accept": "text/html"}


@pytest.fixture
def database(small_city: Path, tmp_path: Path) -> Path:
    return copy_store(small_city, tmp_path)


@pytest.fixture
def bureau(database: Path) -> Iterator[Bureau]:
    """A server of its own, whose accounts may be taken away."""
    directory = with_accounts(database)
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


def test_every_address_says_that_the_accounts_are_gone_and_works_when_they_are_back(
    bureau: Bureau, database: Path
) -> None:
    file = database.with_suffix(".access.sqlite3")
    with bureau.signed_in(ADMINISTRATOR) as client:
        assert client.get("/", headers=HTML).status_code == 200
        shutil.move(file, file.with_suffix(".away"))
        for path in ("/", "/class-size", "/login", "/sessions", "/_stcore/health", "/static/page.js"):
            answer = client.get(path, headers=HTML)
            assert answer.status_code == 503, path
            assert "账号数据库暂时无法读写" in answer.text
            assert str(database.parent) not in answer.text
            assert answer.headers["x-out-of-order"]
        assert not file.exists()
        shutil.move(file.with_suffix(".away"), file)
        assert client.get("/", headers=HTML).status_code == 200
    with bureau.anonymous() as client:
        answer = post(client, "/login", account=ADMINISTRATOR.account, password=PASSWORD)
        assert answer.status_code == 303
