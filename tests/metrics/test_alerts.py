"""Every alert: a store that it speaks of, and one just below that it does not; the numbers are worked out by hand."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.exports.alerts import write_alert, write_appendix, write_basis, write_sentence
from eduboard.metrics.alerts import CONTRADICTION, LEVELS, Alert, find_alerts, last_period, list_alert_rules
from eduboard.metrics.catalogue import load_catalogue
from eduboard.settings import Settings, load_settings
from eduboard.store.how_read import FileLine
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.metrics.alert_cases import (
    BEFORE,
    CASES,
    NOW,
    OTHER,
    SCHOOL,
    Table,
    after_school,
    classes,
    enrolment,
    honours,
    indicators,
    outputs,
)
from tests.small_city import DISTRICTS, LAKE, LATEST, RIDGE, build_small_city


def alerts_of(
    store: Store, period: str = NOW, districts: Sequence[str] = (LAKE,), **settings: Any
) -> list[Alert]:
    own = replace(store.settings, **settings)
    with store.reading() as session:
        return list(find_alerts(session, load_catalogue(session, store.settings), own, period, districts))


def filled(folder: Path, tables: Sequence[Table], district: str = LAKE, **settings: Any) -> Store:
    store = make_store(folder, **settings)
    for dataset, period, rows in tables:
        hand_in(store, dataset, period, district, rows)
    return store


def test_every_rule_has_its_case() -> None:
    assert sorted(CASES) == [query.name for query in list_alert_rules()]


@pytest.mark.parametrize("rule", CASES)
def test_an_alert_says_what_contradicts_what_and_where(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]
    store = filled(tmp_path, case.loud)
    [alert] = {found.rule: found for found in alerts_of(store) if found.rule == rule}.values()
    assert write_sentence(alert) == case.sentence
    assert (alert.district, alert.period) == (LAKE, NOW)
    if case.points_at:
        assert (alert.dataset, alert.line) == case.points_at
        assert alert.batch
    assert alert.metrics or alert.batch
    assert write_alert(alert).endswith(f"2025年第三季度：{case.sentence}。")
    assert "{" not in write_basis(alert)
    store.close()


@pytest.mark.parametrize("rule", CASES)
def test_just_below_it_is_silent(rule: str, tmp_path: Path) -> None:
    store = filled(tmp_path, CASES[rule].silent)
    assert rule not in {alert.rule for alert in alerts_of(store)}
    store.close()


def test_a_sentence_and_its_basis_name_only_what_the_statement_gives() -> None:
    for query in list_alert_rules():
        given = {name.strip() for name in query.header["列"].split(",")} | {"limit"}
        for key in ("说明", "依据"):
            named = {name for _, name, _, _ in string.Formatter().parse(query.header[key]) if name}
            assert named <= given, query.name
        assert ("limit" in query.header["参数"]) == ("界限" in query.header)


def test_what_is_impossible_is_not_told_as_doubtful_as_well(tmp_path: Path) -> None:
    store = filled(tmp_path, CASES["average_too_high_for_large_classes"].loud)
    assert "average_crowds_other_classes" not in {alert.rule for alert in alerts_of(store)}
    store.close()


def test_an_average_above_the_limit_without_a_large_class_is_impossible(tmp_path: Path) -> None:
    """55.6 on average, and nobody has 56: the sentence does not need a class of 65."""
    store = filled(tmp_path, (enrolment(10, 556), classes(*[55] * 10)))
    assert "average_too_high_for_large_classes" in {alert.rule for alert in alerts_of(store)}
    store.close()


def test_contradictions_come_before_doubts(tmp_path: Path) -> None:
    store = filled(tmp_path, (*CASES["people_per_session"].loud, *CASES["sources_disagree"].loud))
    levels = [alert.level for alert in alerts_of(store)]
    assert levels == sorted(levels, key=LEVELS.index)
    assert levels[0] == CONTRADICTION
    store.close()


def test_sound_data_raises_none(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    hand_in(store, *enrolment(3, 120)[:2], LAKE, enrolment(3, 120)[2])
    hand_in(store, *classes(40, 40, 40)[:2], LAKE, classes(40, 40, 40)[2])
    assert alerts_of(store) == []
    store.close()


def test_counts_are_not_held_against_tables_that_lack_schools(tmp_path: Path) -> None:
    """Who has not handed in everything is told elsewhere; a smaller total contradicts nothing."""
    registry = [
        {"school": code, "school_code": code, "school_name": name, "school_type": "小学"}
        for code, name in ((SCHOOL, "一小"), (OTHER, "二小"))
    ]
    tables = (("schools", NOW, registry), classes(60), indicators(("大班额数", 2, "个")))
    store = filled(tmp_path, tables)
    assert alerts_of(store) == []
    store.close()


def test_a_round_number_is_no_second_number(tmp_path: Path) -> None:
    rows = [{"indicator": "名校长", "value": 6, "unit": "名", "qualifiers": "value=余"}]
    tables = (honours({"title": "名校长", "level": "市级", "count": 8}), ("indicators", NOW, rows))
    store = filled(tmp_path, tables)
    assert alerts_of(store) == []
    store.close()


def test_a_number_of_one_level_is_held_against_that_level(tmp_path: Path) -> None:
    honoured = honours(
        {"title": "名校长", "level": "市级", "count": 3}, {"title": "名校长", "level": "省级", "count": 6}
    )
    for value, expected in ((6, ["“其他指标”里填的市级名校长是6名，由明细表算出的是3名"]), (3, [])):
        rows = [{"indicator": "名校长", "value": value, "unit": "名", "level": "市级"}]
        store = filled(tmp_path / str(value), (honoured, ("indicators", NOW, rows)))
        assert [write_sentence(alert) for alert in alerts_of(store)] == expected
        store.close()


def test_a_typing_error_breaks_no_sentence(tmp_path: Path) -> None:
    """Somebody leant on the nought, or wrote of a school without pupils."""
    tables = (
        indicators(("课题结题数", 1e300, "项"), ("大班额数", 1e300, "个"), ("平均班额", 1e300, "人")),
        indicators(("名校长", 1e300, "名"), ("名校长人数", 1e-300, "人")),
        outputs(BEFORE, 在研=2),
        enrolment(0, 0, teachers=0),
        after_school(5, 5),
    )
    for number, table in enumerate(tables):
        store = filled(tmp_path / str(number), (*tables[2:], table))
        assert all(write_sentence(alert) and write_basis(alert) for alert in alerts_of(store))
        store.close()


def test_a_bureau_sets_its_own_limits(tmp_path: Path) -> None:
    store = filled(tmp_path, CASES["people_per_session"].silent)
    assert alerts_of(store) == []
    assert [write_sentence(alert) for alert in alerts_of(store, alerts=(("people_per_session", 299.0),))] == [
        "“学科培训”2场共600人次，平均每场约300人，超过299人"
    ]
    store.close()


def test_limits_are_read_from_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[alerts]\npeople_per_session = 500\n", encoding="utf-8")
    assert load_settings(file, {}).alert_limit("people_per_session", 300) == 500
    assert Settings().alert_limit("people_per_session", 300) == 300
    for mistake in ("no_such_rule = 1", "people_per_session = -1", 'people_per_session = "many"'):
        file.write_text(f"[alerts]\n{mistake}\n", encoding="utf-8")
        with pytest.raises(ValueError, match="alerts"):
            load_settings(file, {})


def test_a_viewer_is_told_of_own_districts_only(tmp_path: Path) -> None:
    store = filled(tmp_path, CASES["sources_disagree"].loud)
    for dataset, period, rows in CASES["people_per_session"].loud:
        hand_in(store, dataset, period, RIDGE, rows)
    viewer = Viewer("clerk", LOCAL_USER.role, districts=(RIDGE,), sees_all=False)
    with store.reading(viewer) as session:
        catalogue = load_catalogue(session, store.settings)
        found = find_alerts(session, catalogue, store.settings, NOW, (LAKE, RIDGE))
        assert last_period(session, LAKE) is None
    assert {alert.district for alert in found} == {RIDGE}
    store.close()


def test_a_withdrawn_contradiction_is_no_longer_told(tmp_path: Path) -> None:
    store = filled(tmp_path, CASES["sources_disagree"].loud)
    assert alerts_of(store)
    hand_in(store, "indicators", NOW, LAKE, CASES["sources_disagree"].silent[0][2])
    assert alerts_of(store) == []
    store.close()


def test_the_bulletin_ends_with_what_is_to_be_verified(tmp_path: Path) -> None:
    store = filled(tmp_path, CASES["sources_disagree"].loud)
    assert write_appendix(tuple(alerts_of(store)))[0] == "附：需要核实的数据（1条）"
    assert write_appendix(()) == []
    store.close()


def test_tables_that_were_made_apart_contradict_each_other(tmp_path: Path) -> None:
    """In the small city every school has three classes and 150 pupils in one table, and others in the next."""
    store = make_store(tmp_path)
    build_small_city(store)
    found = alerts_of(store, LATEST, DISTRICTS)
    said = {(alert.rule, alert.district, alert.stage): write_sentence(alert) for alert in found}
    # Lake's one class of juniors has 66 pupils; 150 in three classes are 50.
    assert said["average_too_low_for_large_classes", LAKE, "初中"] == (
        "平均班额50人，大班额却占100%：单是大班额的班就使平均班额不低于56人"
    )
    assert {rule for rule, _, _ in said} == {
        "average_too_low_for_large_classes",
        "class_counts_differ",
        "students_differ",
    }
    store.close()


def test_every_figure_that_a_sentence_tells_can_be_followed(tmp_path: Path) -> None:
    """结题 and 立项 of this quarter, 在研 of the one before."""
    store = filled(tmp_path, CASES["completed_beyond_known"].loud)
    [alert] = [found for found in alerts_of(store) if found.rule == "completed_beyond_known"]
    assert [(metric, origin.period) for metric, origin in alert.numbers] == [
        ("research_projects_completed", NOW),
        ("research_projects_open", BEFORE),
        ("research_projects_started", NOW),
    ]
    store.close()


@pytest.mark.parametrize(
    ("rule", "lines"), [("sources_disagree", [3, 2]), ("kindergartens_beside_children", [2, 3])]
)
def test_of_two_rows_that_contradict_each_other_both_can_be_opened(
    rule: str, lines: list[int], tmp_path: Path
) -> None:
    """The first is the one that the alert always pointed at."""
    store = filled(tmp_path, CASES[rule].loud)
    [alert] = [found for found in alerts_of(store) if found.rule == rule]
    assert [(row.line, row.place) for row in alert.rows] == [(n, FileLine(None, n)) for n in lines]
    store.close()
