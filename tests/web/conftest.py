"""A bureau's server with accounts: the small city behind the wall, four people, and their way in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest

from eduboard.access.accounts import Account
from eduboard.access.directory import Directory, directory_of
from eduboard.settings import Settings
from eduboard.web.cookies import SESSION_COOKIE
from tests.conftest import copy_store
from tests.servers import dashboard
from tests.small_city import LAKE, RIDGE

PASSWORD = "Kai-Hua 2026"
ADMINISTRATOR = Account("admin.li", "李四", "管理员")
LEADER = Account("ju.zhang", "局长", "领导")
LAKE_CLERK = Account("lake.zhang", "张三", "数据员", (LAKE,))
RIDGE_CLERK = Account("ridge.wang", "王五", "数据员", (RIDGE,))
PEOPLE = (ADMINISTRATOR, LEADER, LAKE_CLERK, RIDGE_CLERK)
_PROOF = re.compile(r'name="proof" value="([0-9a-f]+)"')

Client = httpx.Client


@dataclass(frozen=True)
class Bureau:
    """A running server and its accounts, which the test may change behind its back as an administrator would."""

    address: str
    directory: Directory

    def anonymous(self) -> Client:
        return httpx.Client(base_url=self.address, timeout=30)

    @contextmanager
    def signed_in(self, account: Account) -> Iterator[Client]:
        with self.anonymous() as client:
            answer = post(client, "/login", account=account.account, password=PASSWORD)
            assert answer.status_code == 303, answer.text
            yield client


def post(client: Client, path: str, **fields: str) -> httpx.Response:
    """Open a form and post it, as a browser does."""
    found = _PROOF.search(client.get(path, headers={"accept": "text/html"}).text)
    assert found, f"no form at {path}"
    return client.post(path, data={"proof": found[1], **fields})


def secret_of(client: Client) -> str:
    """The session's secret that a signed-in client carries."""
    return str(client.cookies.get(SESSION_COOKIE, ""))


def with_accounts(database: Path, people: tuple[Account, ...] = PEOPLE) -> Directory:
    """Give the people accounts beside a store."""
    directory = directory_of(Settings(store=database))
    for account in people:
        directory.accounts.create(account, PASSWORD)
    return directory


@pytest.fixture(scope="module")
def bureau(small_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """One server for the tests of a file."""
    database = copy_store(small_city, tmp_path_factory.mktemp("walled"))
    directory = with_accounts(database)
    with dashboard(database, access_mode="accounts") as address:
        yield Bureau(address, directory)
    directory.close()


@pytest.fixture
def cookie() -> Callable[[str], dict[str, str]]:
    """The header that carries a session's secret."""
    return lambda secret: {"cookie": f"{SESSION_COOKIE}={secret}"}
