"""The states of the world in which every page is looked at."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from eduboard.access.viewer import Viewer
from eduboard.metrics.cube import ensure_cube
from eduboard.store.records import DEMO
from eduboard.ui import programmes_sight, session
from tests.build import Values, hand_in, make_store
from tests.conftest import DATABASE, copy_store
from tests.pages.handed_files import hand_in_files
from tests.pages.own_programme import write
from tests.small_city import LAKE, LATEST, PRIMARY, RIDGE, school_code

Use = Callable[[Path], Path]
As = Callable[[Viewer], None]

LEADER = Viewer("局长", "领导", account="leader")
CLERK = Viewer("张三", "数据员", (LAKE,), account="lake.zhang")

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
def be(monkeypatch: pytest.MonkeyPatch, with_data_to_change: Path) -> As:
    """Look at the pages as somebody, on a server with accounts and a store of its own."""
    monkeypatch.setenv("EDUBOARD_ACCESS_MODE", "accounts")
    # There is no connection to have an address.
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.ip_address", "127.0.0.1")
    return lambda viewer: monkeypatch.setattr(session, "_look_up", lambda: viewer)


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
def in_october(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the month after the third quarter."""
    today = datetime(2025, 10, 20, 9, 0)  # noqa: DTZ001 - as the store keeps it
    monkeypatch.setattr(programmes_sight, "now", lambda: today)


@pytest.fixture
def two_districts(use: Use, in_october: None, tmp_path: Path) -> Path:
    """Studios: 20 and 10 before the year, 40 and 20 after three quarters of it; one of two heads has kept the quota."""
    store = make_store(tmp_path)
    for period, lake, ridge in (("2024Q4", 20, 10), ("2025Q3", 40, 20)):
        for district, count in ((LAKE, lake), (RIDGE, ridge)):
            rows = [{"category": "名师工作室", "level": "市级", "count": count}]
            hand_in(store, "platforms", period, district, rows)
    for period, people in (("2024Q4", "AB"), ("2025Q3", "BCD")):
        titles = [{"title": "名师", "level": "市级", "person_id": who} for who in people]
        hand_in(store, "honours", period, LAKE, titles)
    duties = [
        {"role": "校长", "duty": "听课", "school": f"219901{number}", "school_name": name, "times": times}
        for number, name, times in (("0001", "甲小学", 31), ("0002", "乙<i>小学", 12))
    ]
    hand_in(store, "duties", "2025Q3", LAKE, duties)
    ensure_cube(store)
    store.close()
    write(tmp_path / DATABASE, "studios")
    return use(tmp_path / DATABASE)


@pytest.fixture
def handed_in(tmp_path: Path, use: Use) -> dict[str, str]:
    """The pages show what was handed in as files, whose originals are kept; the batches by the files' keys."""
    database = tmp_path / "store" / DATABASE
    numbers = hand_in_files(database)
    use(database)
    return numbers


@pytest.fixture
def as_clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are looked at by somebody of one district."""
    acting = SimpleNamespace(viewer=Viewer("张三", "数据员", (LAKE,)))
    monkeypatch.setattr(session, "acting", lambda: acting)


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
