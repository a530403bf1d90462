"""工程推进 as a reader sees it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import Viewer
from eduboard.texts import pages as page_texts
from eduboard.texts import programme_page as texts
from tests.pages.board import UNSPEAKABLE, filter_named, frame_with, has_filter, open_page, readable, text_of
from tests.pages.conftest import Use
from tests.pages.own_programme import PROGRAMME, WITHOUT_LADDERS, page, write
from tests.small_city import LAKE, RIDGE

pytestmark = pytest.mark.usefixtures("in_october")


def headline(at: AppTest) -> str:
    return next(item.value for item in at.markdown if "红灯" in item.value)


# -- where it stands ---------------------------------------------------------------------------------------------


def test_the_headline_counts_what_is_judged_and_states_the_rest(two_districts: Path) -> None:
    # 100 studios by the year's end: 52.4 are due on 30 September and 60 are there. Of two districts that had to have
    # 30 by then one has. 3 of 10 famous teachers are behind 0.6 × 8 + 2. One of two heads has met the quota.
    found = headline(page())
    assert found.startswith("**要评的目标与职责4项：按进度1、落后2、未达标1；另有实绩1项，只陈述，不评灯**")


def test_every_item_says_value_target_due_light_and_batch(two_districts: Path) -> None:
    words = text_of(page())
    for word in (
        "60个",
        "不低于100个",
        "到2025年第四季度",
        "季末时还有92天",
        "绿灯 按进度",
        "照此速度到期为",
    ):
        assert word in words
    assert re.search(r'<a href="/admin\?batch=\d{8}-\d{3}"', words)
    assert "建成工作室&lt;b&gt;100&lt;/b&gt;个" in words
    assert "动态管理：有进有出" in words


def test_the_lights_of_the_districts_say_who_lags_where(two_districts: Path) -> None:
    words = text_of(page())
    matrix = words[words.index("红灯 / 黄灯") :]
    assert matrix.index("每县工作室") < matrix.index("绿灯 已完成") < matrix.index("红灯 未达标")


def test_a_district_has_no_matrix_and_its_own_standing(two_districts: Path) -> None:
    at = page(district=LAKE)
    assert "红灯 / 黄灯" not in text_of(at)
    assert "临湖区“工作室工程”" in text_of(at)
    assert "40个" in text_of(at)


def test_the_rule_of_the_lights_is_shown(two_districts: Path) -> None:
    at = page()
    [rules] = [block for block in at.expander if block.label == texts.JUDGING]
    assert "匀速" in rules.markdown[0].value


def test_the_address_carries_programme_period_district_and_part(two_districts: Path) -> None:
    at = page("duties", district=LAKE)
    said = {
        key: value if isinstance(value, str) else value[0] for key, value in dict(at.query_params).items()
    }
    assert said == {"programme": "studios", "period": "2025Q3", "district": LAKE, "part": "duties"}
    filter_named(at, "period").select("2024Q4").run()
    assert "在此之前" in text_of(at)


def test_a_period_before_the_programme_began_is_a_sentence(two_districts: Path) -> None:
    at = page(period="2024Q4")
    assert any("从2025年第一季度开始" in note.value for note in at.info)


# -- the parts -----------------------------------------------------------------------------------------------------


def test_the_bulletin_can_be_copied_and_names_districts_items_and_reasons(two_districts: Path) -> None:
    [letter] = page("bulletin").code
    assert letter.value.startswith(
        "云川市“工作室工程”2025年10月通报\n数据截至2025年第三季度，2025年10月20日生成。"
    )
    red = letter.value[letter.value.index("二、红灯事项") :]
    assert "东岭区：\n1. 每县工作室（未达标）：2025年第三季度到期，目标不低于30个，实为20个。" in red


def test_the_bulletin_marks_invented_data(with_data: Path) -> None:
    at = open_page("programmes", programme="demo", part="bulletin")
    assert texts.BULLETIN_DEMO in at.code[0].value
    assert page_texts.DEMO_NOTE in [warning.value for warning in at.warning]


def test_duties_name_who_is_below_the_quota(two_districts: Path) -> None:
    at = page("duties")
    below = readable(frame_with(at, texts.BELOW_COLUMNS))
    assert below.to_dict("records") == [
        {
            "区县": "临湖区",
            "学校或单位": "2199010002",
            "角色": "校长",
            "职责": "校长听课",
            "应完成": "1",
            "达标": "0",
            "次数": "12",
        }
    ]
    assert "1 / 2" in text_of(at)


def test_the_ladder_tells_entries_and_exits_by_person(two_districts: Path) -> None:
    words = text_of(page("pipeline"))
    # A has gone, C and D have come; the target is the item's.
    row = words[words.index("教师梯队") :]
    cells = re.findall(r"<td[^>]*>(?:<a [^>]*>)?([^<]*)", row[row.index(">名师<") : row.index(">教学新秀<")])
    # What is asked for stands beside what is there: a phone shows the first columns.
    assert cells[:2] == ["3", "不低于10名"]
    assert cells[3:7] == ["+1", "2", "0", "1"]
    assert "工作室" in words
    assert "没有学校名录" in words


def test_who_stands_on_a_rung_leads_to_the_lines(two_districts: Path) -> None:
    [link, *_] = re.findall(r'href="admin\?([^"]+)"', text_of(page("pipeline")))
    address = dict(parse_qsl(html.unescape(link)))
    assert address["category"] == "=名师"
    found = text_of(open_page("admin", **address))
    assert "称号人次" in found
    assert "名师" in found
    assert "合计 3" in found


def test_the_people_of_a_ladder_are_listed_with_what_became_of_them(two_districts: Path) -> None:
    at = page("pipeline")
    people = frame_with(at, texts.PEOPLE_COLUMNS)
    assert [(row.姓名, row.进出) for row in people.itertuples()] == [
        ("C", "新进"),
        ("D", "新进"),
        ("A", "退出"),
        ("B", "在册"),
    ]
    at.segmented_control(key="moves 教师梯队").set_value("departed").run()
    people = frame_with(at, texts.PEOPLE_COLUMNS)
    assert list(people["姓名"]) == ["A"]


def test_who_may_not_see_names_finds_neither_names_nor_numbers(
    two_districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eduboard.ui.session.LOCAL_USER", Viewer("局长", "领导"))
    at = page("pipeline")
    people = frame_with(at, texts.PEOPLE_COLUMNS)
    assert set(people["姓名"]) == {"—"}


def test_without_ladders_the_page_says_how_to_write_one(two_districts: Path) -> None:
    write(two_districts, "studios", WITHOUT_LADDERS)
    assert texts.LADDERS_NONE in [note.value for note in page("pipeline").info]


def test_balance_needs_data_and_says_so(two_districts: Path) -> None:
    assert any("没有可以计算优质均衡的数据" in note.value for note in page("balance").info)


@pytest.mark.parametrize("district", ["", LAKE])
def test_balance_says_what_it_proves_once_below_its_table(district: str, with_data: Path) -> None:
    at = open_page("programmes", programme="demo", part="balance", district=district)
    assert text_of(at).count(texts.BALANCE_INTRO) == 1
    assert texts.BALANCE_INTRO not in [caption.value for caption in at.caption]


def test_balance_lists_districts_and_then_the_schools_of_one(with_data: Path) -> None:
    at = open_page("programmes", programme="demo", part="balance")
    assert not at.error
    assert "小学差异系数" in text_of(at)
    one = open_page("programmes", programme="demo", part="balance", district=LAKE)
    assert not one.error
    assert "小学校际差异系数" in text_of(one)
    assert any(list(table.value.columns) == list(texts.BALANCE_SCHOOL_COLUMNS) for table in one.dataframe)
    assert UNSPEAKABLE.findall(text_of(one)) == []


# -- states of the world --------------------------------------------------------------------------------


@pytest.mark.parametrize("part", texts.VIEWS)
def test_without_data_every_part_is_a_sentence(part: str, with_nothing: Path) -> None:
    at = open_page("programmes", part=part)
    assert not at.exception
    assert not at.error
    assert any("还没有报送任何数据" in note.value for note in at.info)
    assert not has_filter(at, "district")


def test_a_bulletin_of_nothing_judged_is_no_good_news(with_nothing: Path) -> None:
    at = open_page("programmes", part="bulletin")
    assert not at.success
    assert texts.BULLETIN_UNJUDGED in [note.value for note in at.info]


def test_duties_that_nobody_handed_in_are_not_called_met(with_nothing: Path) -> None:
    said = [
        note.value for note in open_page("programmes", programme="232700_three_projects", part="duties").info
    ]
    assert texts.BELOW_NO_DATA in said
    assert texts.BELOW_NONE not in said


@pytest.mark.parametrize("part", texts.VIEWS)
@pytest.mark.parametrize("theme", ["talent", "training"])
def test_one_row_is_enough(part: str, theme: str, one_row_stores: dict[str, Path], use: Use) -> None:
    use(one_row_stores[theme])
    at = open_page("programmes", programme="demo", part=part)
    assert not at.exception
    assert not at.error
    assert UNSPEAKABLE.findall(text_of(at)) == []


def test_a_broken_file_is_named_and_the_others_are_shown(two_districts: Path) -> None:
    write(two_districts, "broken", PROGRAMME.replace('metric = "papers"', 'metric = "paper"'))
    at = page()
    [warning] = at.warning
    assert "broken" in warning.value
    assert "metric" in warning.value
    assert headline(at).startswith("**要评的目标与职责4项")


def test_a_changed_file_is_shown_at_once(two_districts: Path) -> None:
    assert "不低于100个" in text_of(page())
    write(two_districts, "studios", PROGRAMME.replace("target = 100", "target = 1000"))
    assert "不低于1,000个" in text_of(page())


def test_who_sees_one_district_is_shown_its_own_standing_only(
    two_districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Viewer("数据员", "数据员", districts=(RIDGE,))
    for module in ("cache", "programmes_sight", "session"):
        monkeypatch.setattr(f"eduboard.ui.{module}.get_viewer", lambda: clerk)
    at = page()
    assert not has_filter(at, "district")
    assert "东岭区“工作室工程”" in text_of(at)
    assert "临湖区" not in text_of(at)
    # Programmes of other places are none of theirs.
    assert len(filter_named(at, "programme").options) == 1
