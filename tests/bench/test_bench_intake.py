"""How long a million rows take from the file to the screen's figures, against DuckDB reading the same file."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path

import duckdb
import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.settings import Settings

pytestmark = pytest.mark.bench

ROWS = 1_000_000
ROUNDS = 3
MOST_TIMES_RAW = 3.0
MOST_TIMES_UTF8 = 1.5
HEADER = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"
DISTRICTS = ("临湖区", "东岭区", "南桥区", "西苑区", "北塘区", "青禾县", "白沙县", "金谷市")
SCHOOLS, GRADES, CLASSES = 250, "一二三四五六", 7


def rows() -> Iterator[str]:
    """Give 班额明细 of ever more quarters: 8 districts with 250 schools of 42 classes each."""
    for quarter in count():
        period = f"{2020 + quarter // 4}Q{quarter % 4 + 1}"
        for number, district in enumerate(DISTRICTS, start=1):
            for school in range(SCHOOLS):
                start = f"{period},{district},2199{number:02}{school:04},{district}第{school}小学,小学"
                for grade in GRADES:
                    for class_no in range(1, CLASSES + 1):
                        size = 30 + (quarter + 7919 * school + 31 * class_no + ord(grade)) % 41
                        yield f"{start},{grade}年级,{class_no},{size}"


@pytest.fixture(scope="module")
def text() -> str:
    return "\n".join([HEADER, *islice(rows(), ROWS)]) + "\n"


def seconds(work: Callable[[], object]) -> float:
    """Time one run."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def medians(*works: Callable[[], float]) -> list[float]:
    """Run the works in turn, a few rounds, and give the middle of each: what slows the machine slows all."""
    rounds = [[work() for work in works] for _ in range(ROUNDS)]
    return [statistics.median(taken) for taken in zip(*rounds, strict=True)]


def raw_load(file: Path, folder: Path) -> float:
    """DuckDB's own reading of the file into a database of its own."""
    database = folder / "raw.duckdb"
    database.unlink(missing_ok=True)

    def load() -> None:
        with duckdb.connect(str(database)) as connection:
            connection.execute(f"CREATE TABLE raw AS SELECT * FROM read_csv('{file}')")

    return seconds(load)


def check_and_publish(file: Path, folder: Path) -> float:
    """Everything that becomes of an upload, in a store that is open already, as the dashboard's is."""
    data, store_folder = file.read_bytes(), folder / "store"
    shutil.rmtree(store_folder, ignore_errors=True)
    store = open_ready_store(Settings(store=store_folder / "eduboard.duckdb"))

    def load() -> None:
        # The last district's last quarter is cut short, which wants a word.
        [result] = load_file(store, LOCAL_USER, data, file.name, explanation="最后一个区县只取了一部分")
        assert result.batch is not None
        assert result.batch.row_count == ROWS

    try:
        return seconds(load)
    finally:
        store.close()


def test_checking_and_publishing_a_million_rows_takes_three_times_a_raw_load_at_most(
    text: str, tmp_path: Path
) -> None:
    file = tmp_path / "班额明细.csv"
    file.write_bytes(text.encode("utf-8"))
    raw, ours = medians(partial(raw_load, file, tmp_path), partial(check_and_publish, file, tmp_path))
    size = file.stat().st_size / 1e6
    print(
        f"\ncheck+publish 1M rows ({size:.0f} MB): {ours / raw:.1f} × raw load (limit {MOST_TIMES_RAW:g})"
        f"  [{ours:.2f} s, raw {raw:.2f} s]"
    )
    assert ours <= MOST_TIMES_RAW * raw


def test_a_gbk_file_takes_half_as_long_again_as_utf8_at_most(text: str, tmp_path: Path) -> None:
    files = [tmp_path / "utf8.csv", tmp_path / "gbk.csv"]
    for file, encoding in zip(files, ("utf-8", "gb18030"), strict=True):
        file.write_bytes(text.encode(encoding))
    utf8, gbk = medians(*(partial(check_and_publish, file, tmp_path) for file in files))
    print(
        f"\ncheck+publish 1M rows in GBK: {gbk / utf8:.2f} × UTF-8 (limit {MOST_TIMES_UTF8:g})"
        f"  [{gbk:.2f} s, UTF-8 {utf8:.2f} s]"
    )
    assert gbk <= MOST_TIMES_UTF8 * utf8
