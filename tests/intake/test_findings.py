"""Equal mistakes read as one, said in words that hold for all of them."""

import pytest

from eduboard.intake import rules
from eduboard.intake.findings import (
    WARNING,
    Finding,
    format_line_numbers,
    format_lines,
    format_total,
    format_values,
    group_findings,
    make_finding,
)
from eduboard.texts.findings import FINDINGS
from tests.intake.conftest import Check
from tests.intake.files import AFTER_SCHOOL, CLASSES, text_file


def not_a_stage(line: int, value: str = "小学部", column: str = "学段") -> Finding:
    return make_finding("code.unknown", line=line, column=column, value=value, allowed="小学、初中")


def test_equal_mistakes_are_one_group_with_their_lines_and_values() -> None:
    findings = [not_a_stage(line, "小学部" if line < 5000 else "小") for line in (*range(3, 5001), 5010)]
    [group] = group_findings(findings)
    assert group.count == 4999
    assert [(item.first, item.last) for item in group.line_ranges] == [(3, 5000), (5010, 5010)]
    assert format_lines(group) == "第 3–5,000、5,010 行"
    assert format_line_numbers(group) == "3–5,000、5,010"
    assert group.values == (("小学部", 4997), ("小", 2))
    assert format_values(group) == "“小学部”×4,997、“小”×2"
    assert group.reason == "“学段”的写法不在允许的范围内"
    assert group.remedy == "请改成其中之一：小学、初中"


def test_a_single_finding_reads_as_it_is() -> None:
    [group] = group_findings([not_a_stage(7)])
    assert format_lines(group) == "第 7 行"
    assert format_values(group) == "小学部"
    assert group.message == not_a_stage(7).message


def test_columns_rules_and_levels_stay_apart() -> None:
    findings = [
        not_a_stage(3),
        not_a_stage(3, column="级别"),
        make_finding("required", line=4, column="学段"),
        make_finding("code.unknown", level=WARNING, line=2, column="学段", value="x", allowed="小学、初中"),
    ]
    groups = group_findings(findings)
    assert [(group.level, group.rule, group.column) for group in groups] == [
        ("error", "code.unknown", "学段"),
        ("error", "code.unknown", "级别"),
        ("error", "required", "学段"),
        ("warning", "code.unknown", "学段"),
    ]


def test_groups_come_in_the_order_of_the_file_errors_first_and_what_has_no_line_before() -> None:
    findings = [
        make_finding("required", level=WARNING, line=1, column="a"),
        make_finding("required", line=9, column="b"),
        make_finding("required", line=2, column="c"),
        make_finding("required", line=12, column="b"),
        make_finding("sheet.hidden", value="附表"),
    ]
    assert [group.column for group in group_findings(findings)] == [None, "c", "b", "a"]


def test_many_ranges_and_values_are_cut() -> None:
    [group] = group_findings([not_a_stage(2 * number, f"写法{number}") for number in range(1, 9)])
    assert format_lines(group) == "第 2、4、6、8、10、12 行等"
    assert format_values(group) == "“写法1”×1、“写法2”×1、“写法3”×1 等 8 种"


def test_words_that_differ_are_given_as_examples() -> None:
    sentences = ("参加学生数 {value} 多于在校生数 {other}", "请核对{column}")
    findings = [
        make_finding("r", line=line, column="参加学生数", value=value, other=other, sentences=sentences)
        for line, value, other in [(2, 50, 40), (3, 60, 40), (4, 70, 40), (5, 80, 40)]
    ]
    [group] = group_findings(findings)
    assert group.message == "参加学生数 50、60、70等 多于在校生数 40。请核对参加学生数。"
    assert findings[0].message == "参加学生数 50 多于在校生数 40。请核对参加学生数。"


@pytest.mark.parametrize("hostile", ["{value}", "{0.__class__}", "%s", "<b>", "=1+1"])
def test_a_value_is_never_taken_for_a_placeholder(hostile: str) -> None:
    finding = make_finding("type.integer", line=2, column="学生数", value=hostile)
    assert hostile in finding.reason
    assert hostile in group_findings([finding])[0].reason


def test_that_not_all_are_listed_is_said_of_the_group_they_belong_to(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LISTED_AT_MOST", 10)
    rows = [f"2025Q3,临湖区,实验小学,小学,一年级,{number},待定" for number in range(1, 13)]
    report = check(text_file(CLASSES, *rows))
    [group] = report.groups
    assert (group.count, group.is_cut) == (10, True)
    assert format_total(report.groups) == "超过 10"
    assert "findings.more" in {finding.rule for finding in report.errors}


def test_of_a_cut_list_of_several_rules_no_group_claims_the_rest(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LISTED_AT_MOST", 10)
    rows = [
        f"2025Q3,临湖区,实验小学,小学,一年级,{number},{'待定' if number % 2 else ''}"
        for number in range(1, 13)
    ]
    groups = check(text_file(CLASSES, *rows)).groups
    assert [group.is_cut for group in groups] == [False, False, False]
    assert {group.rule for group in groups} == {"type.integer", "required", "findings.more"}


def test_the_json_keeps_each_finding_and_adds_the_groups(check: Check) -> None:
    rows = [f"2025Q3,临湖区,{name},小学,是,100,{110 + n}" for n, name in enumerate("甲乙丙")]
    written = check(text_file(AFTER_SCHOOL, *rows)).as_json()
    assert [(error["line"], error["value"]) for error in written["errors"]] == [
        (2, "110"),
        (3, "111"),
        (4, "112"),
    ]
    [group] = written["groups"]
    assert group == {
        "level": "error",
        "rule": "after_school.participants_within_students",
        "column": "参加学生数",
        "count": 3,
        "is_cut": False,
        "lines": [[2, 4]],
        "values": [{"value": value, "count": 1} for value in ("110", "111", "112")],
        "reason": "参加学生数 110、111、112 多于在校生数 100",
        "remedy": "请核对这两列；参加课后服务的学生不能多于在校生",
    }


@pytest.mark.parametrize("rule", FINDINGS)
def test_every_sentence_can_be_filled(rule: str) -> None:
    assert group_findings([make_finding(rule, line=2)])[0].message
