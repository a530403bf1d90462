"""The states of the world in which every page is looked at."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from eduboard.metrics.cube import ensure_cube
from eduboard.store.records import DEMO
from tests.build import Values, hand_in, make_store
from tests.conftest import DATABASE, copy_store
from tests.small_city import LAKE, LATEST, PRIMARY, school_code

Use = Callable[[Path], Path]

LONE_SCHOOL = school_code(LAKE, PRIMARY)
ONE_ROW: dict[str, tuple[str, Values]] = {
    "talent": ("honours", {"title": "名师", "level": "市级", "count": 1}),
    "research": ("outputs", {"type": "课题", "level": "省级", "status": "结题", "count": 1}),
    "class_size": (
        "classes",
        {"school": LONE_SCHOOL, "stage": PRIMARY, "grade": "一年级", "class_no": "1", "students": 60},
    ),
    "after_school": (
        "after_school",
        {"school": LONE_SCHOOL, "stage": PRIMARY, "offered": True, "students": 0, "participants": 0},
    ),
    "training": (
        "training",
        {"programme": "新课标培训", "category": "国培", "form": "线下", "sessions": 1},
    ),
}
"""The only row in a store, by the theme that shows it; some of its numbers are nought or missing on purpose."""


@pytest.fixture(autouse=True, scope="module")
def _nothing_left_open() -> Iterator[None]:
    """Forget the stores and results of the tests before: the cache closes what it lets go.

    Within a module nothing is forgotten, as in a running server; no two stores have the same path.
    """
    yield
    st.cache_resource.clear()


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Make a database the one that the pages show."""

    def use_database(database: Path) -> Path:
        monkeypatch.setenv("EDUBOARD_STORE", str(database))
        monkeypatch.setenv("EDUBOARD_THREADS", "2")
        return database

    return use_database


@pytest.fixture
def with_data(use: Use, small_city: Path) -> Path:
    """The pages show the small city, which is for reading only."""
    return use(small_city)


@pytest.fixture
def with_data_to_change(use: Use, small_city: Path, tmp_path: Path) -> Path:
    """The pages show a copy of the small city."""
    return use(copy_store(small_city, tmp_path / "copy"))


@pytest.fixture
def with_demo_city(use: Use, demo_city: Path) -> Path:
    """The pages show the demo data as it ships, for reading only."""
    return use(demo_city)


@pytest.fixture
def with_nothing(use: Use, tmp_path: Path) -> Path:
    """There is no store yet."""
    return use(tmp_path / "store" / DATABASE)


@pytest.fixture(scope="session")
def one_row_stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store with a single row for each theme."""
    databases = {}
    for theme, (dataset, row) in ONE_ROW.items():
        folder = tmp_path_factory.mktemp(theme)
        store = make_store(folder)
        hand_in(store, dataset, LATEST, LAKE, [row], kind=DEMO)
        ensure_cube(store)
        store.close()
        databases[theme] = folder / DATABASE
    return databases


@pytest.fixture(params=("no database at all", "cut short", "overwritten in the middle"))
def with_broken_file(request: pytest.FixtureRequest, use: Use, small_city: Path, tmp_path: Path) -> Path:
    """The database file cannot be read."""
    database = copy_store(small_city, tmp_path / "copy")
    content = database.read_bytes()
    half = len(content) // 2
    match request.param:
        case "no database at all":
            database.write_bytes("不是数据库".encode() * 1000)
        case "cut short":
            database.write_bytes(content[:half])
        case _:
            database.write_bytes(content[:4096] + bytes(half) + content[4096 + half :])
    return use(database)


@pytest.fixture
def with_busy_file(use: Use, small_city: Path, tmp_path: Path) -> Iterator[Path]:
    """Another process has the database open."""
    database = copy_store(small_city, tmp_path / "copy")
    script = (
        "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as owner:
        assert owner.stdout
        assert owner.stdin
        assert owner.stdout.readline().strip() == "open"
        yield use(database)
        owner.stdin.close()
