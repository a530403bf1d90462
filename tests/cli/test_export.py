"""``export``: a paper on the command line, or a sentence that says why there is none."""

from pathlib import Path

import pytest

from eduboard.cli.main import main
from tests.exports.papers import charts_of, words_of
from tests.small_city import CITY, LAKE, LATEST


@pytest.fixture
def run(small_city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def export(*arguments: str) -> tuple[int, str, Path]:
        out = tmp_path / "材料.docx"
        code = main(["export", "--kind", "docx", "--store", str(small_city), "--out", str(out), *arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err, out

    return export


@pytest.mark.parametrize("document", ["material", "bulletin", "onepager"])
def test_a_paper_is_written(run, document: str) -> None:  # type: ignore[no-untyped-def]
    code, said, out = run("--district", CITY, "--period", LATEST, "--document", document)
    assert code == 0
    assert str(out) in said
    assert charts_of(out.read_bytes())


def test_one_theme_and_one_metric_can_be_asked_for(run) -> None:  # type: ignore[no-untyped-def]
    place = ("--district", LAKE, "--period", LATEST)
    _, _, out = run(*place, "--document", "theme", "--theme", "class_size", "--compare", "year")
    assert "临湖区班额治理情况专报" in words_of(out.read_bytes())
    _, _, out = run(*place, "--metric", "large_classes")
    assert "大班额" in "".join(words_of(out.read_bytes()))


def test_what_cannot_be_written_leaves_no_file(run) -> None:  # type: ignore[no-untyped-def]
    code, said, out = run("--district", CITY, "--period", LATEST, "--document", "theme")
    assert code == 2
    assert "--theme" in said
    assert not out.exists()


def test_only_kinds_that_exist_are_offered(run) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit):
        main(["export", "--kind", "pdf", "--district", CITY, "--period", LATEST, "--out", "x"])
