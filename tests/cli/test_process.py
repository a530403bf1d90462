"""What only a process of its own can show: exit codes, a second owner of the database, a reader who goes away."""

import os
import subprocess
import sys
from pathlib import Path

from eduboard.intake.opening import open_ready_store
from eduboard.settings import PROJECT_ROOT, Settings
from tests.intake.files import classes


def start(store: Path, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eduboard", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=PROJECT_ROOT,
        env={**os.environ, "EDUBOARD_STORE": str(store), **options},  # type: ignore[dict-item]
        check=False,
    )


def test_a_store_in_use_is_a_sentence_and_a_check_goes_on_without_it(tmp_path: Path) -> None:
    path = tmp_path / "eduboard.duckdb"
    file = tmp_path / "表.csv"
    file.write_bytes(classes(45))
    store = open_ready_store(Settings(store=path, threads=2))
    try:
        said = start(path, "batches")
        assert (said.returncode, said.stdout) == (2, "")
        assert "正被另一个进程使用" in said.stderr
        assert "Traceback" not in said.stderr
        rebuilt = start(path, "rebuild")
        assert (rebuilt.returncode, rebuilt.stdout) == (2, "")
        checked = start(path, "check", file, "--json")
        assert checked.returncode == 0
        assert checked.stdout.startswith("[")
        assert "表内校验" in checked.stderr
    finally:
        store.close()


def test_the_exit_code_is_that_of_the_command(tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_bytes(classes(-1))
    said = start(tmp_path / "x.duckdb", "check", file, PYTHONIOENCODING="ascii")
    assert said.returncode == 1
    assert "Traceback" not in said.stderr


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eduboard", "metrics"]
    environment = {**os.environ, "EDUBOARD_STORE": str(tmp_path / "x.duckdb")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT_ROOT, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
