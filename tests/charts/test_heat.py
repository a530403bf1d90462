from __future__ import annotations

from html.parser import HTMLParser

from eduboard.charts import build_heat_rows, heat_table
from eduboard.charts.template import RED
from eduboard.metrics.results import HeatCell, HeatTable
from tests.charts.samples import AVERAGE, CAPTION, COUNT, DEMO_CAPTION, LONG_NAME, ODD_NAME, SHARE

EMPTY = HeatTable((), (), (), (), CAPTION)


def table_of(*cells: HeatCell, name: str = "青石区", caption=CAPTION) -> HeatTable:
    metrics = (SHARE, COUNT, AVERAGE)[: len(cells)]
    return HeatTable(metrics, ("990101",), (name,), (cells,), caption)


def cells_of(*cells: HeatCell):
    return build_heat_rows(table_of(*cells)).rows[0][1]


class Page(HTMLParser):
    """Reads a page and checks that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def read(html: str) -> str:
    page = Page()
    page.feed(html)
    assert page.open == []
    return " ".join(page.words)


def test_values_are_written_as_their_metrics_say() -> None:
    cells = cells_of(
        HeatCell(0.0432, 0.5), HeatCell(90, 0.5, qualifier="余"), HeatCell(52.06, 0.5, reported=True)
    )
    assert [cell.text for cell in cells] == ["4.3%", "90余", "52.1*"]


def test_the_best_are_darkest_and_the_undefined_have_no_colour() -> None:
    worst, middle, best = (cells_of(HeatCell(0.1, standing))[0].background for standing in (0.0, 0.5, 1.0))
    assert len({worst, middle, best}) == 3
    assert int(best[1:], 16) < int(middle[1:], 16) < int(worst[1:], 16)
    assert cells_of(HeatCell(None, 1.0))[0].background == worst


def test_a_missed_target_is_red_and_says_so() -> None:
    html = heat_table(table_of(HeatCell(0.09, 0.0, missed_target=True)))
    assert RED in html
    assert "未达标" in read(html)
    assert RED not in heat_table(table_of(HeatCell(0.09, 0.0)))


def test_an_incomplete_district_gives_its_reason_and_no_standing() -> None:
    [cell] = cells_of(HeatCell(0.09, 1.0, incomplete="已报 41/46 校"))
    assert cell.remark == "已报 41/46 校"
    assert cell.background != cells_of(HeatCell(0.09, 1.0))[0].background


def test_undefined_is_a_dash() -> None:
    words = read(heat_table(table_of(HeatCell(None, None), HeatCell(None, None, missed_target=True))))
    assert words.count("—") == 2
    assert "未达标" not in words
    assert "nan" not in words
    assert "None" not in words


def test_the_table_carries_its_caption() -> None:
    words = read(heat_table(table_of(HeatCell(0.1, 0.1), caption=DEMO_CAPTION)))
    for text in (
        "大班额占比（%）",
        "【演示数据】",
        "2025年第三季度",
        "云川市",
        "口径：",
        "数据来源：批次 20261122-001 等 3 批",
    ):
        assert text in words


def test_an_empty_table_says_so() -> None:
    assert "暂无数据" in read(heat_table(EMPTY))


def test_names_are_shown_not_interpreted() -> None:
    assert ODD_NAME in read(heat_table(table_of(HeatCell(0.1, 0.1), name=ODD_NAME)))
    assert LONG_NAME in read(heat_table(table_of(HeatCell(0.1, 0.1), name=LONG_NAME)))


def test_forty_districts_have_forty_rows() -> None:
    table = HeatTable(
        (SHARE,), tuple("d" * 40), tuple(f"{n}区" for n in range(40)), ((HeatCell(0.1, 0.1),),) * 40, CAPTION
    )
    assert heat_table(table).count("<tr>") == 41
