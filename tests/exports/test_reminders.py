"""催报: the letters, the headline, the tables to download, and the message for a robot."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

from eduboard.exports.reminders import (
    write_headline,
    write_reminder,
    write_reminder_to_all,
    write_robot_message,
)
from eduboard.exports.submission_tables import build_matrix_table, build_missing_table
from eduboard.exports.tables import build_csv
from eduboard.metrics.submissions import (
    AHEAD,
    LATE,
    MISSING,
    NOT_REQUIRED,
    ON_TIME,
    PARTIAL,
    DistrictSubmissions,
    School,
    Submission,
    Submissions,
)

LACKING = tuple(School(f"219901040{number}", f"第{number}小学", "小学") for number in (1, 2, 3))
WEST, LAKE = "990104", "990101"


def submission(district: str, dataset: str, title: str, status: str, **more: object) -> Submission:
    batch = "" if status in (MISSING, AHEAD) else "20261018-001"
    when = datetime(2026, 10, 18, 9, 30) if batch else None  # noqa: DTZ001 - as the store keeps it
    base = Submission(dataset, title, district, status, source=dataset, batch=batch, published_at=when)
    return replace(base, **more)  # type: ignore[arg-type]


RESULT = Submissions(
    period="2026Q3",
    city="990100",
    city_name="云川市",
    deadline=date(2026, 10, 20),
    today=date(2026, 11, 22),
    tables=("classes", "after_school", "honours"),
    districts=(
        DistrictSubmissions(
            WEST,
            "西苑区",
            (
                submission(WEST, "classes", "班额明细", PARTIAL, expected=46, reported=43, missing=LACKING),
                submission(WEST, "after_school", "课后服务", MISSING, expected=36, reported=0),
                submission(WEST, "honours", "名优教师", LATE),
            ),
            (),
        ),
        DistrictSubmissions(
            LAKE,
            "临湖区",
            (
                submission(LAKE, "classes", "班额明细", ON_TIME, expected=26, reported=26, has_totals=True),
                submission(LAKE, "after_school", "课后服务", NOT_REQUIRED),
                submission(LAKE, "honours", "名优教师", ON_TIME),
            ),
            (),
        ),
    ),
    has_demo_data=False,
    counts_exempt_schools=False,
)
IN_TIME = replace(RESULT, today=date(2026, 10, 17))


def test_the_headline_counts_what_is_asked_for_and_says_how_long_there_is() -> None:
    start = "2026年第三季度：2个区县 3张表，应报5项，按时2、逾期1、部分1、未报1；"
    assert write_headline(RESULT) == start + "截止2026年10月20日，已过33天"
    assert write_headline(IN_TIME) == start + "截止2026年10月20日，还有3天"
    assert write_headline(replace(RESULT, today=RESULT.deadline)).endswith("截止2026年10月20日，就是今天")


def test_nothing_asked_for_is_said_as_such() -> None:
    nobody = replace(RESULT, districts=())
    assert write_headline(nobody) == "2026年第三季度：没有要求报送的数据表；截止2026年10月20日，已过33天"


def test_the_letter_to_a_district_names_tables_and_schools_and_can_be_sent_as_it_is() -> None:
    assert write_reminder(RESULT, RESULT.districts[0], "云川市教育局") == (
        "西苑区教育局：\n"
        "　　截至11月22日，贵区2026年第三季度教育数据还有2张表没有报全："
        "班额明细缺3所（第1小学、第2小学、第3小学）；课后服务未报。"
        "上报截止日期为10月20日，已经逾期。请尽快核实补报；学校停办、撤并或名录有误的，请先更新学校名录。\n"
        "云川市教育局\n"
        "2026年11月22日"
    )


def test_before_the_deadline_the_letter_says_until_when() -> None:
    letter = write_reminder(IN_TIME, RESULT.districts[0], "云川市教育局")
    assert "截至10月17日" in letter
    assert "请于10月20日前补报" in letter
    assert "逾期" not in letter


def test_a_county_is_addressed_as_one_and_a_long_list_is_cut() -> None:
    many = tuple(School(str(number), f"第{number}小学") for number in range(1, 16))
    [partial, *_] = RESULT.districts[0].required
    county = DistrictSubmissions("990106", "青禾县", (replace(partial, missing=many),), ())
    letter = write_reminder(RESULT, county, "局")
    assert "贵县2026年" in letter
    assert "缺15所（第1小学、" in letter
    assert "第10小学等）" in letter
    assert "第11小学" not in letter


def test_one_letter_to_all_lists_only_those_who_lack_something() -> None:
    letter = write_reminder_to_all(RESULT, "云川市教育局")
    assert letter.startswith(
        "各区县教育局：\n　　截至11月22日，2026年第三季度教育数据应报5项，还有1个区县2项没有报全"
    )
    assert "\n1. 西苑区：班额明细缺3所（第1小学、第2小学、第3小学）；课后服务未报。\n" in letter
    assert "临湖区" not in letter


def test_invented_data_leave_with_their_mark() -> None:
    demo = replace(RESULT, has_demo_data=True)
    assert write_reminder(demo, RESULT.districts[0], "局").startswith("【演示数据】")
    assert write_reminder_to_all(demo, "局").startswith("【演示数据】")
    assert write_robot_message(demo, 4096)[0].startswith("【演示数据】")
    assert any("演示数据" in note for note in build_matrix_table(demo).caption.notes)


def test_the_robot_gets_a_summary_without_names() -> None:
    title, text = write_robot_message(RESULT, 4096)
    assert title == "2026年第三季度报送进度"
    assert text.endswith("> **西苑区**：班额明细缺3所；课后服务未报")
    assert write_headline(RESULT) in text
    assert "小学" not in text


def test_a_message_stays_within_what_a_robot_takes_and_says_what_it_leaves_out() -> None:
    many = replace(
        RESULT, districts=tuple(replace(RESULT.districts[0], name=f"第{number}区") for number in range(200))
    )
    _, text = write_robot_message(many, 4096)
    assert 3900 < len(text.encode()) <= 4096
    shown = text.count("> **")
    assert text.endswith(f"> 其余{200 - shown}个区县见报送进度页")


def test_the_downloads_hold_the_matrix_and_every_missing_school() -> None:
    rows = list(csv.reader(io.StringIO(build_csv(build_matrix_table(RESULT)).decode("utf-8-sig"))))
    assert rows[:3] == [
        ["区县", "班额明细", "课后服务", "名优教师"],
        ["西苑区", "部分 43/46校", "未报", "逾期"],
        ["临湖区", "按时 区县合计", "未要求", "按时"],
    ]
    assert ["口径", build_matrix_table(RESULT).caption.definition] in rows
    missing = build_missing_table(RESULT).rows
    assert missing == (
        *(("西苑区", "班额明细", "部分", school.code, school.name, "小学") for school in LACKING),
        ("西苑区", "课后服务", "未报", "—", "整张表未报（应报36校）", "—"),
    )
