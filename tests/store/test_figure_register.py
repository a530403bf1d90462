"""The register beside the store: it outlives rebuilds and backups, threads, and killed processes; baskets are in it."""

import subprocess
import sys
import threading
import zlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from eduboard.errors import EduboardError
from eduboard.intake.backup import back_up, restore_backup
from eduboard.intake.rebuild import rebuild
from eduboard.settings import Settings
from eduboard.store.baskets import MOST_ITEMS, Baskets
from eduboard.store.figure_register import FigureRegister, RegisteredFigure
from eduboard.store.store import StoreFolder
from tests.build import make_store

MADE_AT = datetime(2025, 11, 22, 9, 30)  # noqa: DTZ001 - the product's clock is the bureau's


def entry(number: int) -> RegisteredFigure:
    return RegisteredFigure(
        f"{number:064x}", f"{number:08d}", f"图{number}", MADE_AT, "秘书", {"values": [number]}
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    make_store(tmp_path).close()
    return Settings(store=tmp_path / "eduboard.duckdb", threads=2)


@pytest.fixture
def register(settings: Settings) -> FigureRegister:
    return FigureRegister(StoreFolder(settings.store).figures)


def test_a_rebuild_leaves_the_register_as_it_is(register: FigureRegister, settings: Settings) -> None:
    register.add([entry(1)])
    settings.store.with_suffix(".batches.jsonl").touch()
    rebuild(settings.store, settings)
    assert [found.title for found in register.find("00000001")] == ["图1"]


def test_a_backup_made_while_it_is_written_brings_codes_and_baskets_back(
    register: FigureRegister, settings: Settings, tmp_path: Path
) -> None:
    register.add([entry(1)])
    baskets = Baskets(register)
    kept = baskets.change("li", lambda basket: basket.with_item(entry(1).digest))
    out = tmp_path / "backup.zip"
    settings.store.with_suffix(".batches.jsonl").touch()
    back_up(settings, out)
    target = replace(settings, store=tmp_path / "new" / "eduboard.duckdb")
    restore_backup(target, out)
    back = FigureRegister(StoreFolder(target.store).figures)
    assert back.find("00000001") == register.find("00000001")
    assert Baskets(back).load("li") == kept
    assert back.path.stat().st_mode & 0o077 == 0


def test_a_damaged_register_does_not_hold_up_the_backup(
    register: FigureRegister, settings: Settings, tmp_path: Path
) -> None:
    register.path.write_bytes(b"nothing of the kind" * 99)
    settings.store.with_suffix(".batches.jsonl").touch()
    back_up(settings, tmp_path / "backup.zip")
    target = replace(settings, store=tmp_path / "new" / "eduboard.duckdb")
    restore_backup(target, tmp_path / "backup.zip")
    assert StoreFolder(target.store).figures.read_bytes() == register.path.read_bytes()


def test_threads_and_processes_write_side_by_side(register: FigureRegister) -> None:
    script = (
        "import sys; from pathlib import Path; from eduboard.store.figure_register import FigureRegister; "
        "from tests.store.test_figure_register import entry\n"
        "register = FigureRegister(Path(sys.argv[1]))\n"
        "for number in range(1000, 1040): register.add([entry(number)])"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(register.path)]) as other:
        threads = [
            threading.Thread(target=lambda start=start: [register.add([entry(start + n)]) for n in range(20)])
            for start in range(0, 200, 20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert other.wait() == 0
    numbers = [*range(200), *range(1000, 1040)]
    assert all(len(register.find(f"{number:08d}")) == 1 for number in numbers)


def test_what_was_acknowledged_is_there_after_a_kill(register: FigureRegister) -> None:
    script = (
        "import sys; from pathlib import Path; from eduboard.store.figure_register import FigureRegister; "
        "from tests.store.test_figure_register import entry\n"
        "register = FigureRegister(Path(sys.argv[1]))\n"
        "for number in range(10_000): register.add([entry(number)]); print(number, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(register.path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        told = [int(writer.stdout.readline()) for _ in range(50)]
        writer.kill()
    assert all(register.find(f"{number:08d}") for number in told)


def test_a_file_that_was_taken_away_is_begun_anew(register: FigureRegister) -> None:
    register.add([entry(1)])
    for path in register.path.parent.glob(f"{register.path.name}*"):
        path.unlink()
    register.add([entry(2)])
    assert [len(register.find(f"0000000{number}")) for number in (1, 2)] == [0, 1]


def test_an_entry_that_blows_up_is_refused_and_not_unpacked(register: FigureRegister) -> None:
    register.add([entry(1)])
    bomb = zlib.compress(b" " * 200_000_000)
    with register.writing() as connection:
        connection.execute(
            "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?)",
            ("f", "0000000F", "", "2025-01-01T00:00:00", "", bomb),
        )
    with pytest.raises(EduboardError) as refused:
        register.find("0000000F")
    assert refused.value.code == "figures.unusable"


def test_a_basket_keeps_its_link_its_order_and_no_more_than_it_holds(register: FigureRegister) -> None:
    baskets = Baskets(register)
    token = baskets.change("li", lambda basket: basket.with_item("a")).token
    assert len(token) >= 20
    for name in ("b", "c", "a"):
        kept = baskets.change("li", lambda basket, name=name: basket.with_item(name))
    assert [item.digest for item in kept.items] == ["a", "b", "c"]
    assert kept.token == token
    assert baskets.shared(token) == kept
    assert [item.digest for item in kept.moved("c", -2).items] == ["c", "a", "b"]
    assert kept.moved("a", -1) == kept.moved("z", 1) == kept
    for number in range(3, MOST_ITEMS):
        baskets.change("li", lambda basket, number=number: basket.with_item(f"more {number}"))
    with pytest.raises(EduboardError) as full:
        baskets.change("li", lambda basket: basket.with_item("one too many"))
    assert full.value.code == "basket.full"
    assert len(baskets.load("li").items) == MOST_ITEMS


@pytest.mark.parametrize("token", ["", "x", "' OR ''='"])
def test_only_a_link_opens_a_basket(token: str, register: FigureRegister) -> None:
    baskets = Baskets(register)
    baskets.change("li", lambda basket: basket.with_item("a"))
    with pytest.raises(EduboardError) as unknown:
        baskets.shared(token)
    assert unknown.value.code == "basket.unknown"
