"""Several people at once: writers wait for each other, readers see whole batches, nobody sees an engine's error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.store import Store
from tests.intake.files import classes

WRITERS, FILES, READERS = 8, 5, 4
REQUEST = Request(metrics=("large_classes", "classes_total"), by=("district",), periods=("2025Q3",))


def figures(store: Store) -> dict[tuple[str, str | None], float | None]:
    with store.reading() as session:
        rows = measure(session, load_catalogue(session, store.settings), REQUEST)
    return {(row.metric, row.district): row.value for row in rows}


def test_eight_writers_and_four_readers_do_not_get_in_each_others_way(store: Store) -> None:
    """Writer ``n`` hands in files of 1, 2 … 5 classes, all of them large, for district ``n``."""
    districts = ["临湖区", "东岭区", "南桥区", "西苑区", "北塘区", "青禾县", "白沙县", "金谷市"]
    done = Event()

    def write(district: str) -> None:
        for count in range(1, FILES + 1):
            [result] = load_file(
                store, LOCAL_USER, classes(*[60] * count, district=district), f"{district}{count}.csv"
            )
            assert result.batch is not None

    def read() -> int:
        seen = 0
        while not done.is_set():
            found = figures(store)
            for (metric, district), value in found.items():
                # Whatever moment it is, both figures are of the same batch.
                if metric == "large_classes":
                    assert value == found["classes_total", district]
            seen += 1
        return seen

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        writers = [pool.submit(write, district) for district in districts]
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        assert all(reader.result() > 0 for reader in readers)

    assert set(figures(store).values()) == {float(FILES)}
    batches = list_batches(store, LOCAL_USER)
    assert len({row["batch"] for row in batches}) == WRITERS * FILES
    log = read_log(store.folder.batch_log)
    assert [entry["event"] for entry in log] == list(range(1, WRITERS * FILES + 1))
    sequences = [entry["registered"]["sequence"] for entry in log]
    assert sequences == list(range(1, WRITERS * FILES + 1))


def test_the_same_file_from_eight_people_is_published_once(store: Store) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        results = list(
            pool.map(lambda _: load_file(store, LOCAL_USER, classes(60), "x.csv")[0], range(WRITERS))
        )
    assert sum(result.batch is not None for result in results) == 1
    assert sum(result.is_unchanged for result in results) == WRITERS - 1


def test_a_batch_is_withdrawn_once_however_many_ask(store: Store) -> None:
    batch = load_file(store, LOCAL_USER, classes(60), "x.csv")[0].batch
    assert batch is not None

    def try_to(change: object) -> str:
        try:
            change(store, LOCAL_USER, batch.batch)  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001 - which error it is, is what the test asks
            return getattr(error, "code", type(error).__name__)
        return "done"

    with ThreadPoolExecutor(WRITERS) as pool:
        assert sorted(pool.map(try_to, [withdraw] * WRITERS)) == ["batch.already"] * (WRITERS - 1) + ["done"]
        assert sorted(pool.map(try_to, [restore] * WRITERS)) == ["batch.already"] * (WRITERS - 1) + ["done"]
    assert [entry["action"] for entry in read_log(store.folder.batch_log)] == [
        "publish",
        "withdraw",
        "restore",
    ]
