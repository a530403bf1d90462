"""Slides: one figure and one sentence each, the same numbers as on paper, readable from the back, nothing cut."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pptx.presentation import Presentation
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Pt

from eduboard.access.viewer import Viewer
from eduboard.exports.materials.order import BULLETIN, DOCUMENTS, ONE_PAGER, RATIOS, THEME
from eduboard.exports.slides.page import LINE, PAGES
from eduboard.store.records import PUBLISHED
from eduboard.wrapping import wrap
from tests.build import hand_in, make_store
from tests.exports.office import count_pages
from tests.exports.office_desk import Office
from tests.exports.papers import charts_of, read_deck, slides_of
from tests.exports.schema import problems_of
from tests.small_city import BRIDGE, CITY, LAKE, LATEST, RIDGE

SECTION, CAPTION, FOOT, MARK = 10, 11, 12, 13
LEAST_POINTS = {SECTION: 12, CAPTION: 12, FOOT: 11, MARK: 14, 0: 20, 1: 20}
"""By placeholder: headlines and sentences can be read from the back of a room."""
CELL_POINTS = 14
LAST_GAP = 16
"""Behind the last paragraph nothing follows that could be pushed out."""


def themes_for(document: str) -> tuple[str, ...]:
    return ("talent",) if document == THEME else ()


# -- what they say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
def test_slides_and_paper_have_the_same_charts(office: Office, document: str) -> None:
    order = {"document": document, "themes": themes_for(document)}
    on_paper, on_slides = charts_of(office.write(CITY, **order)), charts_of(office.slides(CITY, **order))
    assert on_slides == on_paper
    assert all(chart.drawn == chart.workbook for chart in on_slides)


def test_a_headline_is_the_conclusion_and_the_caption_stands_below_it(office: Office) -> None:
    slides = slides_of(office.slides(CITY, themes=("class_size",)))
    ranking, trend = (slide for slide in slides if slide.has_chart)
    assert (
        ranking.headline
        == "大班额占比最低的是东岭区（16.7%），最高的是临湖区（50.0%）；南桥区（未报送）不参加排名"
    )
    assert ranking.texts[CAPTION] == "云川市大班额占比：各区县排名（单位：%）"
    assert ranking.texts[SECTION] == "班额治理"
    assert trend.headline.startswith("云川市大班额占比30.0%")


def test_notes_hold_the_definition_the_period_and_the_source_in_full(office: Office) -> None:
    for slide in slides_of(office.slides(CITY))[1:]:
        if slide.has_chart:
            assert "统计期：" in slide.notes
            assert "口径：" in slide.notes
            assert "数据来源：" in slide.notes
            assert "数据来源：" in slide.texts[FOOT]
    tables = [slide for slide in slides_of(office.slides(CITY, themes=("class_size",))) if slide.table]
    assert "口径：大班额占比：" in tables[0].notes


def test_what_was_written_before_a_figure_is_said_to_its_slide(office: Office) -> None:
    first = next(slide for slide in slides_of(office.slides(CITY, themes=("class_size",))) if slide.has_chart)
    assert first.notes.startswith("截至2025年第三季度末，云川市大班额占比30.0%")


def test_the_points_of_several_themes_stand_in_front(office: Office) -> None:
    cover, points, *_ = slides_of(office.slides(LAKE))
    assert cover.headline == "临湖区经验交流材料（数据部分）"
    assert cover.texts[1] == "2025年第三季度"
    assert "云川市教育局" in cover.texts[SECTION]
    assert points.headline == "要点"
    assert "班额治理：大班额占比50.0%" in points.texts[1]


def test_what_introduces_the_paper_is_said_to_the_cover_and_what_there_is_not_stands_on_a_slide(
    tmp_path: Path,
) -> None:
    store = make_store(tmp_path)
    cover, *slides = slides_of(
        Office(store).slides("410106", period="2024Q4", programme="410106_five_titles")
    )
    assert cover.notes.startswith("现将上街区2024年第四季度的主要数据汇总如下")
    assert "上街区没有名师队伍、课题成果、班额治理、课后服务、教师培训方面的数据" in slides[0].texts[1]
    store.close()


def test_a_place_without_data_has_a_slide_that_says_so(office: Office) -> None:
    [_, slide] = slides_of(office.slides(BRIDGE, document=ONE_PAGER, themes=("class_size",), period="2030Q1"))
    assert "没有班额治理方面的数据" in slide.texts[1]


def test_points_of_several_districts_name_them(office: Office) -> None:
    points = slides_of(office.slides(LAKE, RIDGE))[1]
    assert "临湖区" in points.texts[1]


def test_invented_data_is_marked_on_every_slide_and_every_slide_has_its_number(office: Office) -> None:
    cover, *slides = read_deck(office.slides(CITY)).slides
    assert "演示数据" in " ".join(shape.text_frame.text for shape in cover.shapes if shape.has_text_frame)
    for slide in slides:
        texts = {item.placeholder_format.idx: item.text for item in slide.placeholders}
        assert texts[MARK].startswith("演示数据  不得引用")
        assert 'type="slidenum"' in slide.element.xml


def test_a_programme_has_results_apart_from_targets(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    slides = slides_of(Office(store).slides("410305", period="2021Q2", programme="410305_strong_district"))
    headlines = [slide.headline for slide in slides if slide.table]
    assert any(headline.endswith("的目标10项：无数据10") for headline in headlines)
    table = next(slide.table for slide in slides if slide.table)
    assert table[0] == ["项目", "目标（要求）", "现状", "判断"]
    store.close()


def test_published_figures_say_so_on_the_cover_and_keep_their_word(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    row = {
        "type": "论文",
        "level": "市级",
        "count": 90,
        "qualifiers": "count=余",
        "source": "《某市经验》2025-01-02：“发表论文90余篇”",
    }
    hand_in(store, "outputs", LATEST, LAKE, [row], kind=PUBLISHED)
    cover, *slides = slides_of(Office(store).slides(LAKE))
    assert "摘自公开发表的材料" in cover.texts[MARK]
    assert any("90余" in cell for slide in slides for line in slide.table for cell in line)
    assert any("《某市经验》" in slide.notes for slide in slides)
    store.close()


def test_a_viewer_of_one_district_reads_of_no_other(office: Office) -> None:
    clerk = Office(office.store, Viewer("数据员", "数据员", districts=(LAKE,)))
    for document in (BULLETIN, ONE_PAGER):
        package = clerk.slides(LAKE, document=document)
        everything = str(slides_of(package)) + str(charts_of(package))
        assert "东岭区" not in everything
        assert "南桥区" not in everything


# -- the file ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_deck_keeps_the_schema(office: Office, document: str, ratio: str, tmp_path: Path) -> None:
    package = office.slides(CITY, document=document, themes=themes_for(document), ratio=ratio)
    assert problems_of(package, "deck.pptx", tmp_path) == []


def test_the_schema_is_really_looked_at(office: Office, tmp_path: Path) -> None:
    given = office.slides(LAKE, themes=("class_size",))
    turned = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(given)) as old, zipfile.ZipFile(turned, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "ppt/charts/chart1.xml":
                data = data.replace(b'<c:varyColors val="0"/>', b"", 1).replace(
                    b'<c:marker val="1"/>', b'<c:marker val="1"/><c:varyColors val="0"/>', 1
                )
            if name == "ppt/slides/slide3.xml":
                data = data.replace(b"<p:spPr/>", b"", 1)
            new.writestr(name, data)
    found = problems_of(turned.getvalue(), "deck.pptx", tmp_path)
    assert any("chart1" in problem for problem in found)
    assert any("slide3" in problem for problem in found)


def test_the_same_order_gives_the_same_bytes(office: Office) -> None:
    assert office.slides(LAKE) == office.slides(LAKE)


def test_fonts_are_named_for_both_scripts_in_texts_tables_and_charts(office: Office) -> None:
    with zipfile.ZipFile(io.BytesIO(office.slides(CITY, themes=("class_size",)))) as archive:
        for name in ("ppt/theme/theme1.xml", "ppt/charts/chart1.xml"):
            xml = archive.read(name).decode()
            assert '<a:latin typeface="微软雅黑" panose=' in xml
            assert '<a:ea typeface="微软雅黑" panose=' in xml
            assert "宋体" not in xml


@pytest.mark.parametrize("ratio", RATIOS)
def test_libreoffice_shows_every_slide(office: Office, ratio: str, tmp_path: Path) -> None:
    package = office.slides(CITY, ratio=ratio)
    assert count_pages({"deck": package}, tmp_path, "pptx") == {"deck": len(slides_of(package))}


# -- nothing runs over ---------------------------------------------------------------------------------------


def overflowing(deck: Presentation) -> Iterator[str]:
    """Name what does not fit: texts by their lines, tables by their rows, frames by the slide's edge."""
    for number, slide in enumerate(deck.slides, start=1):
        yield from (f"slide {number}: {problem}" for problem in _problems(deck, slide))


def _problems(deck: Presentation, slide: Slide) -> Iterator[str]:
    for holder in slide.placeholders:
        if "SLIDE_NUMBER" not in str(holder.placeholder_format.type):
            yield from _text_problems(holder)
    for shape in slide.shapes:
        is_frame = shape.has_chart or shape.has_table
        if is_frame and (shape.left + shape.width > deck.slide_width or shape.top + shape.height > Pt(470)):
            yield "a frame leaves its place"
        if shape.has_table:
            assert sum(row.height for row in shape.table.rows) == pytest.approx(shape.height, abs=1000)
            if (least := min(_cell_sizes(shape.table))) < CELL_POINTS:
                yield f"a table in {least} points"


def _text_problems(holder: SlidePlaceholder) -> Iterator[str]:
    height = 0.0
    for paragraph in holder.text_frame.paragraphs:
        points = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=0)
        if points < LEAST_POINTS.get(holder.placeholder_format.idx, 10):
            yield f"{paragraph.text} in {points} points"
        lines = len(wrap(paragraph.text, holder.width.pt / points))
        height += lines * points * LINE + (paragraph.space_after.pt if paragraph.space_after else 0)
    if height > holder.height.pt + LAST_GAP:
        yield f"{holder.text_frame.text[:30]} takes {height:.0f} of {holder.height.pt:.0f} points"


def _cell_sizes(table: Table) -> set[float]:
    return {
        run.font.size.pt
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size
    }


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_runs_over_in_a_small_city(office: Office, document: str, ratio: str) -> None:
    package = office.slides(CITY, document=document, themes=themes_for(document), ratio=ratio)
    assert list(overflowing(read_deck(package))) == []


@pytest.mark.parametrize("ratio", RATIOS)
def test_forty_districts_with_long_names_over_forty_quarters_fit(crowded: Office, ratio: str) -> None:
    for document in (BULLETIN, THEME):
        package = crowded.slides("990200", document=document, themes=("talent",), ratio=ratio)
        assert list(overflowing(read_deck(package))) == []
        rankings = [chart for chart in charts_of(package) if len(chart.categories[0]) >= 30]
        assert sum(len(chart.categories) for chart in rankings) == 40
        assert len(rankings) > 1
        tables = [slide for slide in slides_of(package) if slide.table and slide.table[0][0] == "区县"]
        assert len(tables) > 1
        assert all(slide.table[0] == tables[0].table[0] for slide in tables)
        named = [line[0] for slide in tables for line in slide.table[1:] if len(line[0]) >= 30]
        assert len(named) == 40


def test_pages_of_a_table_are_about_equally_full(crowded: Office) -> None:
    slides = slides_of(crowded.slides("990200", document=BULLETIN, themes=("talent",)))
    lengths = [len(slide.table) - 1 for slide in slides if slide.table and slide.table[0][0] == "区县"]
    assert max(lengths) - min(lengths) <= 2


def test_parts_of_a_long_ranking_have_one_scale(crowded: Office) -> None:
    with zipfile.ZipFile(io.BytesIO(crowded.slides("990200", themes=("talent",)))) as archive:
        charts = [
            archive.read(name).decode()
            for name in archive.namelist()
            if "charts/chart" in name and "rels" not in name
        ]
    scales = {xml.partition("<c:max ")[2].partition("/>")[0] for xml in charts if 'barDir val="bar"' in xml}
    assert len(scales) == 1
    assert "" not in scales


def test_one_district_and_one_period_make_a_deck(office: Office) -> None:
    for codes, period in (((LAKE,), "2024Q3"), ((BRIDGE,), LATEST), ((CITY,), "2024Q3")):
        package = office.slides(*codes, period=period)
        assert list(overflowing(read_deck(package))) == []
        assert len(slides_of(package)) > 2


def test_pages_are_as_wide_as_their_ratio_says(office: Office) -> None:
    for ratio, page in PAGES.items():
        deck = read_deck(office.slides(LAKE, themes=("class_size",), ratio=ratio))
        wide, high = (int(side) for side in ratio.split(":"))
        assert deck.slide_width * high == deck.slide_height * wide
        assert deck.slide_width == Pt(page.width)
        for slide in deck.slides:
            assert all(shape.left + shape.width <= deck.slide_width for shape in slide.shapes)
