"""``export --kind png``: a figure, drawn by an installed browser, or a sentence that says what to install."""

import struct
from pathlib import Path

import pytest

from eduboard.cli.main import main
from eduboard.cli.pictures import find_browser
from eduboard.errors import EduboardError
from tests.small_city import CITY, LAKE, LATEST, PRIMARY, RIDGE, school_code


@pytest.fixture
def run(small_city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def export(*arguments: str) -> tuple[int, str, Path]:
        out = tmp_path / "图.png"
        store = ("--store", str(small_city), "--out", str(out), "--period", LATEST)
        code = main(["export", "--kind", "png", *store, *arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err, out

    return export


@pytest.fixture
def _with_a_browser() -> None:
    try:
        find_browser()
    except EduboardError as error:
        pytest.skip(str(error))


@pytest.mark.usefixtures("_with_a_browser")
@pytest.mark.parametrize("district", [CITY, LAKE])
def test_a_figure_is_drawn_as_the_page_draws_it(run, district: str) -> None:  # type: ignore[no-untyped-def]
    code, said, out = run("--district", district, "--metric", "large_class_share")
    assert code == 0, said
    assert str(out) in said
    picture = out.read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.endswith(b"IEND\xaeB\x60\x82")
    assert struct.unpack(">I", picture[16:20]) == (1843,)
    # 300 dots per inch.
    assert picture[33:54].startswith(b"\x00\x00\x00\x09pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01")


def test_without_a_browser_it_says_what_to_install(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("EDUBOARD_CHROMIUM", raising=False)
    code, said, out = run("--district", CITY, "--metric", "large_class_share")
    assert code == 2
    assert "apt-get install -y chromium fonts-noto-cjk" in said
    assert "EDUBOARD_CHROMIUM" in said
    assert not out.exists()


def test_a_browser_that_draws_nothing_is_named(
    run,  # type: ignore[no-untyped-def]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("EDUBOARD_CHROMIUM", str(broken))
    code, said, out = run("--district", CITY, "--metric", "large_class_share")
    assert code == 2
    assert str(broken) in said
    assert not out.exists()


def test_a_picture_is_of_one_metric_in_one_place(run) -> None:  # type: ignore[no-untyped-def]
    code, said, _ = run("--district", CITY)
    assert code == 2
    assert "--metric" in said
    code, said, _ = run("--district", LAKE, "--district", RIDGE, "--metric", "large_class_share")
    assert code == 2
    assert "--district" in said


def test_a_school_has_no_picture(run) -> None:  # type: ignore[no-untyped-def]
    code, said, out = run("--school", school_code(LAKE, PRIMARY), "--metric", "large_class_share")
    assert code == 2
    assert "学校" in said
    assert not out.exists()
