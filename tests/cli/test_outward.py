"""用途 on the command line: what is printed for the house, and what for outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eduboard.cli import pictures
from eduboard.texts import outward as texts
from tests.build import hand_in, make_store
from tests.cli.conftest import Run
from tests.exports.test_outward import parts_of
from tests.small_city import LAKE, RIDGE

KINDS = ("docx", "pptx", "xlsx")


@pytest.fixture
def filled(tmp_path: Path) -> None:
    """Lake has three 名校长, Ridge thirty."""
    (tmp_path / "store").mkdir()
    store = make_store(tmp_path / "store")
    for district, count in ((LAKE, 3), (RIDGE, 30)):
        hand_in(store, "honours", "2025Q3", district, [{"title": "名校长", "level": "市级", "count": count}])
    store.close()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_for_the_house_unless_it_is_asked_for_otherwise(
    run: Run, tmp_path: Path, kind: str
) -> None:
    said = {}
    for audience in ("internal", "external"):
        out = tmp_path / f"{audience}.{kind}"
        order = ("--kind", kind, "--district", LAKE, "--period", "2025Q3", "--theme", "talent", "--out", out)
        chosen = ("--audience", audience) if audience == "external" else ()
        assert run("export", *order, *chosen).code == 0
        said[audience] = "".join(text for _, text in parts_of(out.read_bytes()))
    assert texts.INTERNAL in said["internal"]
    assert texts.INTERNAL not in said["external"]
    assert "对外版本" in said["external"]
    assert texts.HIDDEN in said["external"]


@pytest.mark.usefixtures("filled")
def test_a_picture_for_outside_draws_no_small_number(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []

    def draw(figure: Any) -> bytes:
        drawn.append(figure)
        return b""

    monkeypatch.setattr(pictures, "draw_png", draw)
    order = ("--kind", "png", "--district", LAKE, "--period", "2025Q3", "--metric", "famous_principals")
    for chosen in ((), ("--audience", "external")):
        assert run("export", *order, "--out", tmp_path / "图.png", *chosen).code == 0
    inside, outside = ([value for trace in figure.data for value in trace.y or ()] for figure in drawn)
    assert 3 in inside
    assert 3 not in outside
