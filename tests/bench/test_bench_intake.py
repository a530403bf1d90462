"""How long a million rows take from the file to the screen's figures, against DuckDB reading the same file."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path

import duckdb
import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.opening import open_ready_store
from eduboard.intake.packages import PackedFile
from eduboard.intake.publish import load_file
from eduboard.settings import Settings
from tests.intake.school_files import bring_together

pytestmark = pytest.mark.bench

ROWS = 1_000_000
ROUNDS = 3
MOST_TIMES_RAW = 3.0
MOST_TIMES_UTF8 = 1.5
MOST_TIMES_LOAD = 1.0
MOST_TIMES_ONE_FILE = 3.0
HEADER = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"
DISTRICTS = ("临湖区", "东岭区", "南桥区", "西苑区", "北塘区", "青禾县", "白沙县", "金谷市")
CORRECTED = 1000
"""Classes whose size a corrected file gives anew."""
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


def split_by_school(lines: Iterable[str], count: int, folder: Path, encoding: str = "utf-8") -> list[Path]:
    """Write the rows into so many files, all rows of a school into one."""
    parts: list[list[str]] = [[HEADER] for _ in range(count)]
    for line in lines:
        code = line.split(",", 3)[2]
        parts[int(code[-4:]) % count].append(line)
    files = [folder / f"第{number:02}片.csv" for number in range(1, count + 1)]
    for file, part in zip(files, parts, strict=True):
        file.write_bytes(("\n".join(part) + "\n").encode(encoding))
    return files


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


def check_and_publish(file: Path, folder: Path, row_count: int = ROWS) -> float:
    """Everything that becomes of an upload, in a store that is open already, as the dashboard's is."""
    data, store_folder = file.read_bytes(), folder / "store"
    shutil.rmtree(store_folder, ignore_errors=True)
    store = open_ready_store(Settings(store=store_folder / "eduboard.duckdb"))

    def load() -> None:
        # The last district's last quarter is cut short, which wants a word.
        [result] = load_file(store, LOCAL_USER, data, file.name, explanation="最后一个区县只取了一部分")
        assert result.batch is not None
        assert result.batch.row_count == row_count

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


def bring_together_and_publish(files: Sequence[Path], folder: Path) -> float:
    """What becomes of several files that are uploaded together: looked at, made one, checked and published."""
    given, store_folder = [PackedFile(file.name, file.read_bytes()) for file in files], folder / "store"
    shutil.rmtree(store_folder, ignore_errors=True)
    store = open_ready_store(Settings(store=store_folder / "eduboard.duckdb"))

    def load() -> None:
        [file] = bring_together(store)(given)
        [result] = load_file(store, LOCAL_USER, file.data, file.name, explanation="最后一个区县只取了一部分")
        assert result.batch is not None
        assert result.batch.row_count == ROWS

    try:
        return seconds(load)
    finally:
        store.close()


def test_a_million_rows_in_twenty_files_take_three_times_as_long_as_in_one_at_most(
    text: str, tmp_path: Path
) -> None:
    file = tmp_path / "班额明细.csv"
    file.write_bytes(text.encode("utf-8"))
    files = split_by_school(text.splitlines()[1:], 20, tmp_path)
    one, twenty = medians(
        partial(check_and_publish, file, tmp_path), partial(bring_together_and_publish, files, tmp_path)
    )
    print(
        f"\ncheck+publish 1M rows in 20 files: {twenty / one:.1f} × one file (limit {MOST_TIMES_ONE_FILE:g})"
        f"  [{twenty:.2f} s, one {one:.2f} s]"
    )
    assert twenty <= MOST_TIMES_ONE_FILE * one


def compare_and_load(file: Path, corrected: Path, folder: Path) -> tuple[float, float]:
    """What comparing a corrected file with the one published takes, and what loading it takes then."""
    store_folder = folder / "store"
    shutil.rmtree(store_folder, ignore_errors=True)
    store = open_ready_store(Settings(store=store_folder / "eduboard.duckdb"))
    data, said = corrected.read_bytes(), {"explanation": "最后一个区县只取了一部分"}

    def check_and_compare() -> float:
        tables = check_file(store, LOCAL_USER, data, corrected.name)

        def lay_beside() -> None:
            [change] = compare(store, tables).rows
            assert (change.changed, change.same) == (CORRECTED, ROWS - CORRECTED)

        try:
            return seconds(lay_beside)
        finally:
            close_all(tables)

    try:
        load_file(store, LOCAL_USER, file.read_bytes(), file.name, **said)
        comparing = statistics.median(check_and_compare() for _ in range(ROUNDS))
        return comparing, seconds(lambda: load_file(store, LOCAL_USER, data, corrected.name, **said))
    finally:
        store.close()


def test_comparing_a_million_rows_with_those_published_takes_no_longer_than_loading_them(
    text: str, tmp_path: Path
) -> None:
    files = [tmp_path / "原表.csv", tmp_path / "更正.csv"]
    lines = text.split("\n")
    for number in range(1, CORRECTED + 1):
        start, _, size = lines[number].rpartition(",")
        lines[number] = f"{start},{int(size) + 1}"
    for file, content in zip(files, (text, "\n".join(lines)), strict=True):
        file.write_text(content, encoding="utf-8")
    rounds = [compare_and_load(*files, tmp_path) for _ in range(ROUNDS)]
    comparing, loading = (statistics.median(taken) for taken in zip(*rounds, strict=True))
    print(
        f"\ncompare 1M rows with those published: {comparing / loading:.2f} × check+publish "
        f"(limit {MOST_TIMES_LOAD:g})  [{comparing:.2f} s, check+publish {loading:.2f} s]"
    )
    assert comparing <= MOST_TIMES_LOAD * loading


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
