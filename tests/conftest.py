"""Stores that more than one folder of tests looks at, and the clean table that every test starts from."""

import hashlib
import os
import shutil
import time
from pathlib import Path

import pytest

from eduboard.intake.opening import open_ready_store
from eduboard.intake.samples import load_demo
from eduboard.metrics.cube import ensure_cube
from eduboard.settings import PROJECT_ROOT, Settings
from tests.build import make_store
from tests.small_city import build_small_city

DATABASE = "eduboard.duckdb"
SHAPES_THE_DEMO = ("eduboard", "queries", "data/codes", "data/contracts", "data/demo")
LEAVES_THE_DEMO_ALONE = ("ui", "charts", "exports", "cli")
LONGEST_LOADING = 240  # seconds
KEPT_FOR = 24 * 3600  # seconds


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("EDUBOARD_") and name != "EDUBOARD_CHROMIUM"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the small city, for reading only; ``copy_store`` gives one to write to."""
    folder = tmp_path_factory.mktemp("small_city")
    store = make_store(folder)
    build_small_city(store)
    ensure_cube(store)
    store.close()
    return folder / DATABASE


@pytest.fixture(scope="session")
def demo_city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo data, for reading only.

    Loading takes half a minute, so it is done once for a state of the code and kept in pytest's cache, which all
    workers share; each copies it, because a database file has one owner.
    """
    cache: pytest.Cache = request.config.cache
    kept = cache.mkdir("demo_city") / _fingerprint()
    _build_once(kept)
    return copy_store(kept / DATABASE, tmp_path_factory.mktemp("demo_city"))


def copy_store(database: Path, folder: Path) -> Path:
    """Copy a store that nobody has open: the database, its log, the originals; not who looked at what."""
    apart = shutil.ignore_patterns("*.figures.sqlite3*")
    shutil.copytree(database.parent, folder, dirs_exist_ok=True, ignore=apart)
    return folder / database.name


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for top in SHAPES_THE_DEMO:
        for path in sorted((PROJECT_ROOT / top).rglob("*")):
            relative = path.relative_to(PROJECT_ROOT)
            if path.is_file() and path.suffix != ".pyc" and relative.parts[1] not in LEAVES_THE_DEMO_ALONE:
                digest.update(relative.as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _build_once(kept: Path) -> None:
    """Build the demo store into ``kept``, unless it is there or another worker is at it: then wait for that one."""
    being_built = kept.with_suffix(".building")
    deadline = time.monotonic() + LONGEST_LOADING
    while not kept.exists():
        try:
            being_built.mkdir()
        except FileExistsError:
            if time.monotonic() > deadline or _age(being_built) > LONGEST_LOADING:
                # Whoever began it is gone.
                shutil.rmtree(being_built, ignore_errors=True)
            time.sleep(0.2)
            continue
        _build_demo(being_built)
        being_built.rename(kept)
        for other in kept.parent.iterdir():
            if other != kept and _age(other) > KEPT_FOR:
                shutil.rmtree(other, ignore_errors=True)


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _build_demo(folder: Path) -> None:
    store = open_ready_store(Settings(store=folder / DATABASE, threads=2))
    try:
        load_demo(store, lambda *_: None)
    finally:
        store.close()
