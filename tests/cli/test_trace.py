"""``trace``: what a printed code stands for, in words and as JSON."""

import io
import re
from pathlib import Path

import docx
import pytest

from eduboard.cli.main import main
from tests.cli.conftest import Said
from tests.conftest import copy_store
from tests.small_city import CITY, LATEST


@pytest.fixture
def store(small_city: Path, tmp_path: Path) -> Path:
    return copy_store(small_city, tmp_path / "copy")


@pytest.fixture
def trace(store: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def run(*arguments: str) -> Said:
        capsys.readouterr()
        code = main(["trace", "--store", str(store), *arguments])
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def codes(store: Path, tmp_path: Path) -> list[str]:
    """The codes in a Word file that the command line wrote."""
    out = tmp_path / "材料.docx"
    assert not main(
        [
            "export",
            "--kind",
            "docx",
            "--store",
            str(store),
            "--district",
            CITY,
            "--period",
            LATEST,
            "--out",
            str(out),
        ]
    )
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(out.read_bytes())).paragraphs)
    found = re.findall(r"编号：([0-9A-Z]{4}-[0-9A-Z]{4})", words)
    assert len(found) > 5
    return found


def test_every_code_of_a_paper_can_be_traced(trace, codes: list[str]) -> None:  # type: ignore[no-untyped-def]
    for code in dict.fromkeys(codes):
        said = trace(code, "--json")
        assert said.code == 0
        [found] = said.json
        assert found["code"] == code
        assert found["changed"] is False
        assert found["changes"] == []
        assert found["values"]
        assert found["batches"]


def test_a_code_is_told_in_words(trace, codes: list[str]) -> None:  # type: ignore[no-untyped-def]
    said = trace(codes[0].lower().replace("-", " "))
    assert said.code == 0
    assert codes[0] in said.out
    for word in ("类型：", "统计期：", "依据批次：", "口径未变", "未变："):
        assert word in said.out


def test_a_withdrawn_batch_is_told_with_values_then_and_now(trace, codes: list[str], store: Path) -> None:  # type: ignore[no-untyped-def]
    found = next(
        item
        for code in codes
        for item in trace(code, "--json").json
        if item["recipe"]["kind"] == "ranking" and item["recipe"]["metrics"] == ["large_class_share"]
    )
    [classes] = [batch["batch"] for batch in found["batches"] if batch["dataset"] == "classes"]
    assert not main(["withdraw", classes, "--store", str(store)])
    [now] = trace(found["code"], "--json").json
    assert now["changed"] is True
    # Lake's two of four and Ridge's one of six classes are gone, and so is the city's 3 of 10.
    changes = {(item["row"], item["column"]): (item["before"], item["after"]) for item in now["changes"]}
    assert changes["临湖区", "大班额占比"] == (0.5, None)
    assert changes["东岭区", "大班额占比"] == (pytest.approx(1 / 6), None)
    assert changes["全部", "大班额占比"] == (pytest.approx(0.3), None)
    assert now["replaced_batches"] == [{"batch": classes, "state": "已撤回", "replaced_by": []}]
    said = trace(found["code"])
    assert "数据已变" in said.out
    assert "50.0% → —" in said.out


@pytest.mark.parametrize(
    ("code", "sentence"), [("7K3M", "不是图表编号"), ("ZZZZ-ZZZZ", "没有编号为"), ("../../x", "不是图表编号")]
)
def test_what_cannot_be_traced_is_told(trace, code: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    said = trace(code)
    assert said.code == 2
    assert sentence in said.err


def test_a_paper_is_written_where_its_codes_cannot_be_kept(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in store.parent.glob("*.figures.sqlite3*"):
        path.unlink()
    store.with_suffix(".figures.sqlite3").write_bytes(b"nothing of the kind" * 99)
    out = tmp_path / "材料.docx"
    place = ("--district", CITY, "--period", LATEST)
    assert not main(["export", "--kind", "docx", "--store", str(store), *place, "--out", str(out)])
    assert out.exists()
    assert "图表记录" in capsys.readouterr().err
