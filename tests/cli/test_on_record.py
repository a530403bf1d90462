"""What is done on the server stands in the same audit trail as what is done on the pages."""

import getpass
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eduboard.access.audit import Search
from eduboard.access.directory import Directory, directory_of
from eduboard.settings import Settings
from tests.cli.conftest import Run
from tests.intake.files import text_file

Write = Callable[[str, bytes], Path]
REGISTRY = text_file("统计期,区县,学校标识码,学校名称,办学类型", "2025Q2,临湖区,2199010001,临湖小学,小学")
SETTINGS = "store/eduboard.duckdb"


@pytest.fixture
def directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Directory]:
    """A bureau that has accounts."""
    monkeypatch.setenv("EDUBOARD_ACCESS_MODE", "accounts")
    made = directory_of(Settings(store=folder / SETTINGS))
    yield made
    made.close()


def lines(directory: Directory) -> list[tuple[str, bool]]:
    """The commands on record, the first first."""
    found = directory.audit.search(Search(action="command"), limit=99)
    assert {line["account"] for line in found} <= {f"服务器：{getpass.getuser()}"}
    return [(f"{line['subject']} {line['detail']}".strip(), bool(line["worked"])) for line in reversed(found)]


def test_what_a_command_changes_or_takes_along_is_on_record(
    run: Run, write: Write, folder: Path, directory: Directory
) -> None:
    file, out, packed = write("名录.csv", REGISTRY), folder / "模板.csv", folder / "备份.zip"
    assert run("load", file).code == 0
    assert run("template", "schools", "--out", out).code == 0
    assert run("withdraw", "no-such-batch").code == 2
    assert run("backup", "--out", packed).code == 0
    assert run("rebuild").code == 0
    assert run("batches").code == 0
    assert lines(directory) == [
        (f"load {file}", True),
        (f"template schools --out {out}", True),
        ("withdraw no-such-batch", False),
        (f"backup --out {packed}", True),
        ("rebuild", True),
    ]


def test_a_file_that_was_not_published_is_no_success(run: Run, write: Write, directory: Directory) -> None:
    wrong = write("名录.csv", text_file("统计期,区县,学校标识码", "2025Q9,无此区,1"))
    assert run("load", wrong).code != 0
    assert lines(directory) == [(f"load {wrong}", False)]


def test_what_was_brought_back_says_so_in_its_own_trail(
    run: Run, write: Write, folder: Path, directory: Directory
) -> None:
    packed, there = folder / "备份.zip", folder / "new" / "eduboard.duckdb"
    run("load", write("名录.csv", REGISTRY))
    run("backup", "--out", packed)
    assert run("recover", packed, "--store", there).code == 0
    brought_back = directory_of(Settings(store=there))
    assert [subject.split()[0] for subject, _ in lines(brought_back)] == ["load", "recover"]
    assert brought_back.audit.first_broken() is None
    brought_back.close()


def test_where_there_are_no_accounts_there_is_no_trail(run: Run, write: Write, folder: Path) -> None:
    run("load", write("名录.csv", REGISTRY))
    assert not list(folder.rglob("*.access.sqlite3"))
