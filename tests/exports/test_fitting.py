"""What a slide holds: nothing runs over, whatever the text; what is left out is said and stands in the notes."""

from hypothesis import given
from hypothesis import strategies as st

from eduboard.exports.blocks import Cell, Table
from eduboard.exports.office_charts import OfficeChart, Series, Shape
from eduboard.exports.slides.fitting import (
    count_lines,
    cut,
    fit_headline,
    fit_notes,
    fit_text,
    split_chart,
    split_table,
)
from eduboard.exports.slides.page import FOOT_SIZE, HEADLINE_SIZES, LINE, PAGES, Area

WIDE = PAGES["16:9"]
texts = st.text(st.sampled_from("学生数达到班额，。（）《》、； A4b.9%-÷≥\n“”"), max_size=200)


@given(texts, st.sampled_from([1, 2, 3]), st.floats(300, 900))
def test_a_text_that_is_cut_has_as_many_lines_as_there_are(text: str, lines: int, width: float) -> None:
    assert count_lines(cut(text, width, 20, lines), width, 20) <= lines


@given(texts)
def test_a_fitted_text_stays_in_its_area(text: str) -> None:
    fitted = fit_text(text, WIDE.headline, HEADLINE_SIZES)
    assert (
        count_lines(fitted.text, WIDE.headline.width, fitted.points) * fitted.points * LINE
        <= WIDE.headline.height
    )
    assert fitted.is_cut == (fitted.text != text)


def test_what_is_cut_says_where_the_rest_stands() -> None:
    assert cut("数" * 100, 200, 20, 2).endswith("……（全文见备注）")
    assert cut("短", 200, 20, 2) == "短"


def test_a_headline_is_smaller_rather_than_broken_for_its_last_character() -> None:
    assert fit_headline("数" * 30, WIDE.headline).points == 28
    assert fit_headline("数" * 32, WIDE.headline).points == 26
    assert fit_headline("数" * 60, WIDE.headline).points == 28


def test_of_a_headline_that_is_too_long_the_first_clause_stays_whole() -> None:
    first = "大班额占比最低的是东岭区"
    fitted = fit_headline(f"{first}；{'南' * 200}不参加排名", WIDE.headline)
    assert fitted.text == first
    assert not fitted.is_cut


def test_at_the_foot_the_source_stays_whole_and_the_definition_gives_way() -> None:
    notes = (
        "统计期：2025年第三季度。口径：" + "班" * 400 + "。",
        "注：红色为未达标。",
        "数据来源：各单位报送。编号：AAAA-BBBB。",
    )
    first, *behind = fit_notes(notes, WIDE.foot, FOOT_SIZE)
    assert behind == list(notes[1:])
    assert first.startswith("统计期：2025年第三季度")
    assert first.endswith("……（全文见备注）")


def test_a_table_is_dealt_out_with_its_head_in_type_that_saves_no_slide_by_being_smaller() -> None:
    head = (Cell("区县", is_head=True), Cell("数", is_head=True))
    rows = tuple((Cell(f"第{number}区"), Cell(str(number))) for number in range(30))
    pages = split_table(Table((80.0, 76.0), (head, *rows), header_rows=1), WIDE.body)
    assert [page.rows[0] for page in pages] == [head] * len(pages)
    assert [row for page in pages for row in page.rows[1:]] == list(rows)
    assert all(sum(page.heights) <= WIDE.body.height for page in pages)
    [small] = split_table(Table((80.0, 76.0), (head, *rows[:3]), header_rows=1), WIDE.body)
    assert small.points == 24


def test_a_row_that_is_higher_than_a_slide_still_has_one() -> None:
    row = (Cell("长" * 2000), Cell("1"))
    pages = split_table(Table((80.0, 76.0), (row, row)), WIDE.body)
    assert len(pages) == 2


def test_parts_of_a_chart_keep_what_belongs_to_each_bar() -> None:
    names = tuple(f"{number}号" + "区" * 30 for number in range(20))
    bars = Series(
        "占比", tuple(float(number) for number in range(20)), Shape.BAR, labelled=tuple(range(20)),
        words=((19, "19余"),), point_colours=((19, "C00000"), (0, "B8C1CA")),
    )  # fmt: skip
    parts = split_chart(OfficeChart(names, (bars,), "0", type=WIDE.chart_type), WIDE.body)
    assert tuple(name for part in parts for name in part.categories) == names
    assert parts[0].series[0].point_colours == ((0, "B8C1CA"),)
    last = parts[-1].series[0]
    assert last.words == ((len(last.values) - 1, "19余"),)
    assert {part.highest for part in parts} == {19 * 1.1}


def test_columns_and_short_rankings_stay_on_one_slide() -> None:
    chart = OfficeChart(("甲", "乙"), (Series("数", (1, 2), Shape.BAR),), "0", type=WIDE.chart_type)
    assert split_chart(chart, WIDE.body) == [chart]
    assert split_chart(chart, Area(0, 0, 300, 120)) == [chart]
