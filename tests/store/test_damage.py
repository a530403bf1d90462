"""Bits that flip on the disk: a damaged database says so and is made again, a damaged log is mended or refused."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError, StoreDamaged, StoreUnwritable
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.settings import Settings
from eduboard.store.batch_log import read_log
from tests.intake.files import classes

DATABASE = "eduboard.duckdb"
REMEDY = "python -m eduboard rebuild"
HEADERS = 3 * 4096
"""The database's own three headers; the blocks come after them."""
REBUILT = 4
"""Of how many damaged databases, besides proving that each says so, the rebuild is tried as well."""

Content = dict[str, Any]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a closed store of a few hundred rows, and one copied while its log was still ahead of it."""
    folder = tmp_path_factory.mktemp("whole")
    store = open_ready_store(settings_of(folder / "closed"))
    for number, district in enumerate(("临湖区", "东岭区", "南桥区"), start=1):
        load_file(store, LOCAL_USER, classes(*range(30, 60 + number), district=district), f"{district}.csv")
    store.close()
    store = open_ready_store(settings_of(folder / "closed"))
    batch = load_file(store, LOCAL_USER, classes(56, 57, district="西苑区"), "西苑区.csv")[0].batch
    assert batch is not None
    load_file(store, LOCAL_USER, classes(70, district="临湖区"), "临湖区再报.csv")
    withdraw(store, LOCAL_USER, batch.batch)
    # What the disk shows at this moment is what a power cut would leave.
    shutil.copytree(folder / "closed", folder / "cut")
    store.close()
    assert (folder / "cut" / f"{DATABASE}.wal").stat().st_size
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_of(tmp_path / "store")


def settings_of(folder: Path) -> Settings:
    return Settings(store=folder / DATABASE, threads=2)


def content_of(settings: Settings) -> Content:
    """Read every table of the store to the last block."""
    tables = ["batches", "batch_scopes", "current_scopes", "events", "cube", "largest_classes"]
    tables += [f"rows_{name}" for name in load_contracts()]
    store = open_ready_store(settings)
    try:
        with store.reading() as session:
            return {
                table: session.fetch_tuples(f"SELECT * FROM store.{table} ORDER BY ALL") for table in tables
            }
    finally:
        store.close()


def content_or_damage(settings: Settings) -> Content | StoreDamaged:
    try:
        return content_of(settings)
    except StoreDamaged as damaged:
        return damaged


def content_after_all(settings: Settings) -> Content:
    """Read the store, after the rebuild where it asks for one."""
    content = content_or_damage(settings)
    if not isinstance(content, StoreDamaged):
        return content
    assert REMEDY in str(content)
    rebuild(settings.store, settings)
    return content_of(settings)


def flipped(data: bytes, start: int, length: int) -> bytes:
    """Flip some bits of every byte in a stretch."""
    end = min(len(data), start + length)
    return data[:start] + bytes(byte ^ 0x5A for byte in data[start:end]) + data[end:]


def test_a_flipped_stretch_anywhere_is_noticed_or_changes_nothing(whole: Path, settings: Settings) -> None:
    shutil.copytree(whole / "closed", settings.store.parent)
    before, data = content_of(settings), settings.store.read_bytes()
    chance = random.Random(22823)  # noqa: S311 - draws places, guards no secret
    places = [*range(0, HEADERS, 2048), *(chance.randrange(HEADERS, len(data)) for _ in range(8))]
    noticed = 0
    for number, place in enumerate(places):
        settings.store.write_bytes(flipped(data, place, (1, 64, 4096)[number % 3]))
        content = content_or_damage(settings)
        if not isinstance(content, StoreDamaged):
            assert content == before, place
            continue
        assert REMEDY in str(content)
        noticed += 1
        if noticed <= REBUILT:
            rebuild(settings.store, settings)
            assert content_of(settings) == before, place
    assert noticed >= len(places) // 2


def cut_off(whole: Path, settings: Settings) -> tuple[Content, Path]:
    """Lay the store out as a power cut leaves it; give what is in it, and the log that is ahead of its database."""
    shutil.copytree(whole / "closed", settings.store.parent)
    before = content_of(settings)
    shutil.rmtree(settings.store.parent)
    shutil.copytree(whole / "cut", settings.store.parent)
    return before, settings.store.with_name(f"{DATABASE}.wal")


@pytest.mark.parametrize("kept", [0.0, 0.2, 0.5, 0.8, 0.99])
def test_a_write_ahead_log_cut_short_loses_nothing(whole: Path, settings: Settings, kept: float) -> None:
    before, ahead = cut_off(whole, settings)
    data = ahead.read_bytes()
    ahead.write_bytes(data[: int(len(data) * kept)])
    assert content_after_all(settings) == before


@pytest.mark.parametrize("place", [0.01, 0.3, 0.6, 0.95])
def test_a_write_ahead_log_with_flipped_bits_loses_nothing(
    whole: Path, settings: Settings, place: float
) -> None:
    before, ahead = cut_off(whole, settings)
    data = ahead.read_bytes()
    ahead.write_bytes(flipped(data, int(len(data) * place), 64))
    assert content_after_all(settings) == before


def damage_first(lines: list[bytes]) -> None:
    lines[0] = flipped(lines[0], 0, 40)


def damage_middle(lines: list[bytes]) -> None:
    lines[2] = lines[2][:-30]


def damage_several(lines: list[bytes]) -> None:
    lines[1], lines[3] = b"\x00" * 200, b"[]"


def damage_all(lines: list[bytes]) -> None:
    lines[:] = [b"{" for _ in lines]


LINES: list[Callable[[list[bytes]], None]] = [damage_first, damage_middle, damage_several, damage_all]


@pytest.mark.parametrize("damage", LINES)
def test_lines_of_the_log_are_mended_from_the_database(
    damage: Callable[[list[bytes]], None], whole: Path, settings: Settings
) -> None:
    shutil.copytree(whole / "closed", settings.store.parent)
    before = content_of(settings)
    log = settings.store.with_suffix(".batches.jsonl")
    complete = read_log(log)
    lines = log.read_bytes().splitlines()
    damage(lines)
    log.write_bytes(b"\n".join(lines) + b"\n")
    assert content_of(settings) == before
    assert read_log(log) == complete
    length = log.stat().st_size
    assert content_of(settings) == before
    assert log.stat().st_size == length, "mended once, not every time"
    settings.store.write_bytes(b"")
    rebuild(settings.store, settings)
    assert content_of(settings) == before


def test_nothing_is_rebuilt_without_a_batch_whose_line_is_lost(whole: Path, settings: Settings) -> None:
    shutil.copytree(whole / "closed", settings.store.parent)
    log = settings.store.with_suffix(".batches.jsonl")
    lines = log.read_bytes().splitlines()
    damage_middle(lines)
    log.write_bytes(b"\n".join(lines) + b"\n")
    settings.store.write_bytes(b"not a database")
    with pytest.raises(EduboardError, match="第 3 次") as caught:
        rebuild(settings.store, settings)
    assert caught.value.code == "store.log_incomplete"
    assert settings.store.read_bytes() == b"not a database"


def test_a_log_that_may_not_be_read_is_a_sentence_and_nothing_is_changed(
    whole: Path, settings: Settings
) -> None:
    """Root may read everything: what it cannot read either is a folder of that name."""
    shutil.copytree(whole / "closed", settings.store.parent)
    log = settings.store.with_suffix(".batches.jsonl")
    log.rename(log.with_suffix(".away"))
    log.mkdir()
    for attempt in (open_ready_store, lambda given: rebuild(given.store, given)):
        with pytest.raises(StoreUnwritable) as caught:
            attempt(settings)
        assert caught.value.code == "store.log_unreadable"
    log.rmdir()
    log.with_suffix(".away").rename(log)
    assert content_of(settings)


def test_a_line_that_came_twice_counts_once(whole: Path, settings: Settings) -> None:
    shutil.copytree(whole / "closed", settings.store.parent)
    log = settings.store.with_suffix(".batches.jsonl")
    complete = read_log(log)
    with log.open("ab") as file:
        file.write(json.dumps(complete[1], ensure_ascii=False).encode() + b"\n")
    assert read_log(log) == complete
    settings.store.unlink()
    assert rebuild(settings.store, settings).batch_count == 5
