"""One export, three files: sentence, table, chart, embedded workbook and sheet give what ``metric --json`` gives."""

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from eduboard.cli.main import main
from tests.exports.papers import charts_of, slides_of, tables_of, words_of
from tests.small_city import CITY, LAKE, LATEST, RIDGE

METRICS = {"large_class_share": "大班额占比", "average_class_size": "平均班额", "large_classes": "大班额数"}
UNITS = {"large_class_share": "%", "average_class_size": "人", "large_classes": "个"}


@pytest.fixture
def run(small_city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """The command line over the small city; gives what it prints."""

    def call(*arguments: str) -> str:
        assert main([*arguments, "--store", str(small_city)]) == 0
        return capsys.readouterr().out

    return call


def measured(run: Any, metric: str) -> dict[str, float]:
    rows = json.loads(run("metric", metric, "--by", "district", "--period", LATEST, "--json"))["rows"]
    return {row["district_name"]: row["value"] for row in rows if row["value"] is not None}


def whole(run: Any, metric: str) -> float:
    districts = [argument for code in (LAKE, RIDGE, "990103") for argument in ("--district", code)]
    [row] = json.loads(run("metric", metric, "--period", LATEST, *districts, "--json"))["rows"]
    return float(row["value"])


def shown(value: float, metric: str) -> str:
    """What a reader sees of a value in a table: worked out here, apart from the product's own rounding."""
    if metric == "large_class_share":
        return f"{100 * value:.1f}%"
    return f"{value:.1f}" if metric == "average_class_size" else f"{value:.0f}"


def same(expected: Any) -> Any:
    """Equal to the sixteen digits that are written."""
    return pytest.approx(expected, rel=1e-15)


def export(run: Any, kind: str, folder: Path, metric: str) -> bytes:
    out = folder / f"{metric}.{kind}"
    run(
        "export",
        "--kind",
        kind,
        "--district",
        CITY,
        "--period",
        LATEST,
        "--metric",
        metric,
        "--out",
        str(out),
    )
    return out.read_bytes()


@pytest.mark.parametrize("metric", METRICS)
def test_every_file_of_an_export_gives_the_measured_numbers(run, metric: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    by_district, total = measured(run, metric), whole(run, metric)
    document, deck, book = (export(run, kind, tmp_path, metric) for kind in ("docx", "pptx", "xlsx"))
    name = METRICS[metric]
    for package in (document, deck):
        ranking, trend = charts_of(package)
        assert dict(zip(ranking.categories, ranking.drawn[name], strict=True)) == same(by_district)
        assert ranking.workbook == ranking.drawn
        assert trend.drawn["云川市"][-1] == trend.workbook["云川市"][-1] == same(total)
    for rows in (tables_of(document)[0], next(slide.table for slide in slides_of(deck) if slide.table)):
        found = {row[0]: row[1] for row in rows}
        assert {place: found[place] for place in by_district} == {
            place: shown(value, metric) for place, value in by_district.items()
        }
        assert found["合计"] == shown(total, metric)
    said = shown(total, metric) + ("" if metric == "large_class_share" else UNITS[metric])
    headline = next(
        slide.headline for slide in slides_of(deck) if slide.has_chart and slide.headline.startswith("云川市")
    )
    assert said in headline
    assert said in "".join(words_of(document))
    sheet = openpyxl.load_workbook(io.BytesIO(book))["班额治理"]
    cells = {row[0]: row[2] for row in sheet.iter_rows(min_row=4, max_col=3, values_only=True)}
    assert {place: cells[place] for place in by_district} == same(by_district)
    assert cells["合计"] == same(total)


def test_numbers_in_the_sentences_of_a_deck_stand_in_the_document_too(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    document, deck = (export(run, kind, tmp_path, "large_class_share") for kind in ("docx", "pptx"))
    words = "".join(words_of(document)) + str(tables_of(document))
    for slide in slides_of(deck)[1:]:
        for number in re.findall(r"\d+(?:\.\d+)?%", slide.headline):
            assert number in words
