"""``export``: a paper on the command line, or a sentence that says why there is none."""

from pathlib import Path

import openpyxl
import pytest

from eduboard.cli.main import main
from eduboard.exports.materials.order import RATIOS
from tests.exports.papers import charts_of, read_deck, words_of
from tests.small_city import CITY, LAKE, LATEST, PRIMARY, school_code


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


@pytest.mark.parametrize("ratio", RATIOS)
def test_slides_are_written_in_the_ratio_that_is_asked_for(run, ratio: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "汇报.pptx"
    code, said, _ = run(
        "--kind", "pptx", "--ratio", ratio, "--district", CITY, "--period", LATEST, "--theme", "class_size",
        "--out", str(out),
    )  # fmt: skip
    assert code == 0
    assert str(out) in said
    deck = read_deck(out.read_bytes())
    assert f"{deck.slide_width / deck.slide_height:.3f}" == {"16:9": "1.778", "4:3": "1.333"}[ratio]


def test_a_workbook_is_written(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "数据.xlsx"
    code, said, _ = run("--kind", "xlsx", "--district", LAKE, "--period", LATEST, "--out", str(out))
    assert code == 0
    assert str(out) in said
    assert openpyxl.load_workbook(out).sheetnames[0] == "封面"


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


def test_a_school_has_its_page(run) -> None:  # type: ignore[no-untyped-def]
    code, _, out = run("--school", school_code(LAKE, PRIMARY), "--period", LATEST)
    assert code == 0
    assert words_of(out.read_bytes())[0] == "湖滨小学数据一页通"
