"""对外: what is hidden stands in no part of a file, not in a chart's data, nor in the workbook behind it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest

from eduboard.exports.materials.writing import Text
from eduboard.programmes.model import Item, Programme
from eduboard.programmes.outward import Untold, turn_view_outward
from eduboard.programmes.results import ItemView, ProgrammeView, Reading, SectionView, Shortfall, Standing
from eduboard.store.store import Store
from eduboard.texts import outward as texts
from tests.build import hand_in, make_store
from tests.exports.office_desk import Office
from tests.small_city import BRIDGE, CITY, LAKE, LATEST, RIDGE

LEAST = "1000"
"""Above the ordinary, so that the hidden numbers are too long to occur by chance."""
COUNTS = {LAKE: 787, RIDGE: 8731, BRIDGE: 20467}
SMALL, BESIDE = COUNTS[LAKE], COUNTS[RIDGE]
TOTAL = 29985
HIDDEN = re.compile(r"(?<![\d.])(?:787|8,?731|389|398)(?![\d])")
"""The small number, the one hidden beside it, and the small one's parts by level."""


@pytest.fixture(scope="module")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three districts' 名师; Lake's few are hidden, and Ridge's beside them, for the total of the city is told."""
    store = make_store(tmp_path_factory.mktemp("outward"))
    for district, count in COUNTS.items():
        rows = [
            {"title": "名师", "level": "省级", "count": 389},
            {"title": "名师", "level": "市级", "count": count - 389},
        ]
        hand_in(store, "honours", LATEST, district, rows)
        hand_in(store, "outputs", LATEST, district, [{"type": "论文", "level": "省级", "count": 3}])
    yield store
    store.close()


@pytest.fixture
def large_office(large_store: Store) -> Office:
    return Office(large_store)


def parts_of(package: bytes, path: str = "") -> Iterator[tuple[str, str]]:
    """Every part of a file as text, and those of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith(".xlsx"):
                yield from parts_of(data, f"{path}{name}/")
            else:
                yield f"{path}{name}", data.decode("utf-8", "replace")


WRITERS: dict[str, Callable[..., bytes]] = {
    "docx": lambda office, *codes, **more: office.write(*codes, **more),
    "pptx": lambda office, *codes, **more: office.slides(*codes, **more),
    "xlsx": lambda office, *codes, **more: office.workbook(*codes, **more),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("codes", [(CITY,), (LAKE,), (LAKE, RIDGE)], ids=("city", "district", "two"))
def test_no_part_of_a_file_holds_a_hidden_number(
    kind: str, codes: tuple[str, ...], large_office: Office
) -> None:
    inside = WRITERS[kind](large_office, *codes, themes=("talent",))
    assert any(HIDDEN.search(text) for _, text in parts_of(inside))
    outside = WRITERS[kind](large_office, *codes, themes=("talent",), hide_below=LEAST)
    assert [(name, found[0]) for name, text in parts_of(outside) if (found := HIDDEN.search(text))] == []


@pytest.mark.parametrize("document", ["material", "bulletin", "theme", "onepager"])
def test_no_kind_of_paper_tells_a_hidden_number(document: str, large_office: Office) -> None:
    outside = large_office.write(CITY, document=document, themes=("talent",), hide_below=LEAST)
    assert [(name, found[0]) for name, text in parts_of(outside) if (found := HIDDEN.search(text))] == []


def test_what_is_told_and_the_total_stand(large_office: Office) -> None:
    material = large_office.build(CITY, themes=("talent",), hide_below=LEAST)
    said = "".join(block.text for block in material.blocks if isinstance(block, Text))
    assert "名师29,985名" in said
    assert "有区县未报全或未公开，不排名" in said


def test_a_paper_says_whom_it_is_for_and_what_was_left_out(large_office: Office) -> None:
    inside = large_office.build(CITY, themes=("talent",))
    assert (inside.mark, inside.notices) == (texts.INTERNAL, ())
    outside = large_office.build(CITY, themes=("talent",), hide_below=LEAST)
    assert outside.mark == ""
    [notice] = outside.notices
    assert "对外版本" in notice
    assert f"不足{LEAST}" in notice
    assert outside.file_name.endswith(texts.FILE_SUFFIX)
    hidden = sum(caption.hidden for caption in outside.captions)
    assert hidden > 0
    assert f"有{hidden}个数未公开" in notice


def test_every_page_for_the_house_says_so(large_office: Office) -> None:
    for kind, part in (
        ("docx", "word/header"),
        ("pptx", "ppt/slides/slide"),
        ("xlsx", "xl/worksheets/sheet"),
    ):
        inside = parts_of(WRITERS[kind](large_office, CITY, themes=("talent",)))
        outside = parts_of(WRITERS[kind](large_office, CITY, themes=("talent",), hide_below=LEAST))
        marked = [texts.INTERNAL in text for name, text in inside if name.startswith(part)]
        assert any(marked), kind
        assert not any(texts.INTERNAL in text for _, text in outside), kind


def test_a_hidden_number_is_called_hidden_and_not_missing(large_office: Office) -> None:
    material = large_office.build(LAKE, themes=("talent",), hide_below=LEAST)
    said = "".join(block.text for block in material.blocks if isinstance(block, Text))
    assert "名师人数" in said
    assert "未公开" in said
    assert "没有报送" not in said.split("未公开")[0].rsplit("。", 1)[-1]


# -- programmes -----------------------------------------------------------------------------------------------------


def view_of(unit: str, overall: Standing, *districts: Standing) -> ProgrammeView:
    item = Item(kind="target", name="名师", unit=unit)
    shown = ItemView(item, unit, overall, districts, below=(Shortfall(LAKE, "临湖区", "1", "一小", 1, 3, 1),))
    programme = Programme("p", "工程", CITY, "文件", "", 0.9, ())
    return ProgrammeView(
        programme, LATEST, None, CITY, "云川市", (SectionView("队伍", "", (shown,), ()),), ()
    )  # type: ignore[arg-type]


def standing(district: str, value: float, **more: float) -> Standing:
    return Standing(district, district, Reading(value), reason=f"实为{value}", status="落后", **more)


def test_a_programme_tells_no_district_where_one_is_small() -> None:
    """The total, 63, stands; told beside it, 60 would give the 3 away."""
    view = turn_view_outward(
        view_of("名", standing(CITY, 63), standing(LAKE, 3), standing(RIDGE, 60)), Untold(5)
    )
    [item] = view.items
    assert item.overall.value == 63
    assert [(place.value, place.reason, place.status) for place in item.districts] == [(None, "", "落后")] * 2
    assert item.below == ()


def test_a_duty_that_few_have_not_met_is_not_told() -> None:
    whole = standing(CITY, 0.97, met=58.0, owing=60.0)
    [item] = turn_view_outward(view_of("%", whole), Untold(5)).items
    assert (item.overall.value, item.overall.met, item.overall.owing, item.overall.reason) == (
        None,
        None,
        None,
        "",
    )


def test_a_count_of_papers_is_told() -> None:
    [item] = turn_view_outward(view_of("篇", standing(CITY, 3)), Untold(5)).items
    assert item.overall.value == 3
