"""一图一码 on every page: whatever can be taken along as a picture or a file bears a code, and the code leads back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.store.store import StoreFolder
from eduboard.texts import trace_page as texts
from eduboard.ui.session import get_store
from tests.build import hand_in
from tests.pages.board import BOARD, open_page, text_of
from tests.pages.coded_figures import codes_on, collect, trace_back
from tests.pages.own_programme import page as own_programme
from tests.small_city import LAKE, PRIMARY, school_code

CODED = "编号："
DISTRICT = "990101"
PARTS = ("progress", "bulletin", "duties", "pipeline", "balance")
SHOWN: dict[str, tuple[str, dict[str, str]]] = {
    **{page: (page, {}) for page in (*BOARD, "submissions")},
    **{f"{page} of one": (page, {"district": DISTRICT}) for page in (*BOARD, "submissions", "school")},
    **{part: ("programmes", {"programme": "demo", "part": part}) for part in PARTS},
    **{
        f"{part} of one": ("programmes", {"programme": "demo", "part": part, "district": DISTRICT})
        for part in PARTS
    },
}


def pictures_on(at: AppTest) -> Iterator[str]:
    """Everything that has a button for its picture: what stands in the picture."""
    for item in at.get("html"):
        yield from item.proto.body.split("<figure ")[1:]
    for chart in at.get("plotly_chart"):
        yield " ".join(note["text"] for note in json.loads(chart.proto.spec)["layout"]["annotations"])


def files_on(at: AppTest) -> list[str]:
    """The buttons that collect what the page offers as CSV."""
    names = [item.proto.id.rpartition("-")[2] for item in at.get("download_button")]
    tables = [name.removeprefix("csv:") for name in names if name.startswith("csv:")]
    lists = [name.removesuffix(" csv") for name in names if name.endswith(" csv")]
    return [f"collect:table {name}" for name in tables] + [f"collect:list {name}" for name in lists]


def files_without_code(at: AppTest) -> list[str]:
    """The downloads of tables that have no code beside them."""
    buttons = {item.key for item in at.button}
    return [name for name in files_on(at) if name not in buttons]


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_that_can_be_taken_along_is_without_a_code(name: str, with_demo_city: Path) -> None:
    page, query = SHOWN[name]
    at = open_page(page, **query)
    assert not at.exception
    assert codes_on(at)
    assert [said[:300] for said in pictures_on(at) if CODED not in said] == []
    assert files_without_code(at) == []


def test_a_schools_page_has_nothing_without_a_code(with_data: Path) -> None:
    at = open_page("school", district=LAKE, school=school_code(LAKE, PRIMARY))
    pictures = list(pictures_on(at))
    assert len(pictures) > 2
    assert [said[:300] for said in pictures if CODED not in said] == []
    assert files_without_code(at) == []


def test_the_schools_of_a_district_and_of_a_cluster_lead_back(with_demo_city: Path) -> None:
    for cluster in ("", "第三学区"):
        at = open_page("school", district=DISTRICT, cluster=cluster)
        assert "collect:table area" in files_on(at)
        trace_back(codes_on(at)[-1])


@pytest.mark.parametrize("part", ["progress", "pipeline"])
@pytest.mark.parametrize("district", ["", DISTRICT])
def test_every_code_of_lights_and_ladders_leads_back(part: str, district: str, with_demo_city: Path) -> None:
    codes = dict.fromkeys(codes_on(open_page("programmes", programme="demo", part=part, district=district)))
    assert len(codes) > 3
    for code in list(codes)[:6]:
        trace_back(code)


def test_the_codes_of_the_submissions_lead_back(with_demo_city: Path) -> None:
    codes = dict.fromkeys(codes_on(open_page("submissions")))
    assert len(codes) > 3
    for code in list(codes)[:3]:
        trace_back(code)


def test_the_lights_are_drawn_again_as_lights(with_demo_city: Path) -> None:
    at = open_page("programmes", programme="demo", part="progress")
    assert "collect:table lights" in files_on(at)
    [lights] = [said for said in pictures_on(at) if "programme lights" in said]
    at = trace_back(lights.partition(CODED)[2][:9])
    assert any('class="light red"' in item.proto.body for item in at.get("html"))


def test_lights_and_ladders_can_be_collected(with_demo_city: Path) -> None:
    collect("programmes", "table lights", programme="demo", part="progress")
    assert "各区县各项的灯" in text_of(open_page("basket"))


def test_a_ladder_that_changed_is_told_then_and_now(two_districts: Path) -> None:
    code = codes_on(own_programme("pipeline"))[0]
    titles = [{"title": "名师", "level": "市级", "person_id": who} for who in "BCDE"]
    hand_in(get_store(), "honours", "2025Q3", LAKE, titles)
    at = open_page("trace", code=code)
    assert not at.exception
    assert any("数据已变" in item.value for item in at.warning)
    [changes] = [item.value for item in at.table if list(item.value.columns) == list(texts.CHANGE_COLUMNS)]
    # B stayed, C and D had come, A had gone; with E there are four.
    assert ("名师", "人次", "3", "4") in [tuple(row) for row in changes.itertuples(index=False)]


def test_no_persons_number_is_written_into_the_register(two_districts: Path) -> None:
    at = own_programme("pipeline")
    people = next(code for code in codes_on(at) if "名单" in text_of(open_page("trace", code=code)))
    found = trace_back(people)
    recorded = [
        item.value for item in found.dataframe if list(item.value.columns) == list(texts.RECORDED_COLUMNS)
    ]
    assert len(recorded[0]) == 4
    assert not any(name in str(row) for row in recorded[0]["行"] for name in "ABCD")
    assert StoreFolder(two_districts).figures.exists()
