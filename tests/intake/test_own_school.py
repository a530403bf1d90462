"""A school that hands in for itself: its own rows only, laid over its district's, in whatever order things happen."""

import dataclasses
import json

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.access_rules import AccessRules
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.intake.review import Asked, accept, submit
from eduboard.settings import Settings
from eduboard.store.history import find_batch
from eduboard.store.records import Batch
from eduboard.store.store import Store
from tests.intake.conftest import measured
from tests.intake.files import text_file

LAKE = "990101"
NORTH, SOUTH, EAST = "2199000018", "2199000026", "2199000034"
NAMES = {NORTH: "北小学", SOUTH: "南小学", EAST: "东小学"}
DISTRICT = Viewer("张三", "数据员", (LAKE,), account="lake")
CLASSES = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"
ENROLMENT = "统计期,区县,学校标识码,学校名称,学段,班级数,在校生数,专任教师数"


def of(school: str) -> Viewer:
    return Viewer(NAMES[school], "数据员", (LAKE,), school=school, account=f"school.{school}")


def classes(sizes: dict[str, int], period: str = "2025Q3") -> bytes:
    """One class of each school."""
    return text_file(
        CLASSES,
        *(f"{period},临湖区,{code},{NAMES[code]},小学,一年级,1,{size}" for code, size in sizes.items()),
    )


def publish(store: Store, data: bytes, viewer: Viewer) -> Batch:
    [result] = load_file(store, viewer, data, "表.csv", explanation="按实际情况填报")
    assert result.batch is not None, result.report.errors
    return result.batch


def shown(store: Store, period: str = "2025Q3", viewer: Viewer = LOCAL_USER) -> dict[str, int]:
    with store.reading(viewer) as session:
        rows = session.fetch_tuples("SELECT school, students FROM classes WHERE period = ?", [period])
    assert len({school for school, _ in rows}) == len(rows), "a school counts twice"
    return dict(rows)


@pytest.fixture
def registry(store: Store) -> Store:
    rows = (f"2025Q1,临湖区,{code},{name},小学" for code, name in NAMES.items())
    load_file(store, LOCAL_USER, text_file("统计期,区县,学校标识码,学校名称,办学类型", *rows), "名录.csv")
    return store


def test_a_schools_rows_replace_its_own_and_no_others(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    publish(registry, classes({NORTH: 50}), of(NORTH))
    assert shown(registry) == {NORTH: 50, SOUTH: 40}
    assert measured(registry) == 0
    publish(registry, classes({EAST: 70}), of(EAST))
    assert shown(registry) == {NORTH: 50, SOUTH: 40, EAST: 70}
    assert measured(registry) == 1
    # What the district says afterwards, it says of all its schools.
    publish(registry, classes({NORTH: 60, SOUTH: 41}), DISTRICT)
    assert shown(registry) == {NORTH: 60, SOUTH: 41}


def test_a_school_may_be_the_first_and_the_district_come_later(registry: Store) -> None:
    publish(registry, classes({NORTH: 60}), of(NORTH))
    assert shown(registry) == {NORTH: 60}
    district = publish(registry, classes({NORTH: 50, SOUTH: 40}), DISTRICT)
    assert shown(registry) == {NORTH: 50, SOUTH: 40}
    withdraw(registry, DISTRICT, district.batch)
    assert shown(registry) == {NORTH: 60}
    restore(registry, DISTRICT, district.batch)
    assert shown(registry) == {NORTH: 50, SOUTH: 40}


def test_withdrawing_a_schools_batch_brings_back_what_the_district_said(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    first = publish(registry, classes({NORTH: 50}), of(NORTH))
    second = publish(registry, classes({NORTH: 45}), of(NORTH))
    for batch, size in ((second, 50), (first, 60)):
        with registry.reading() as session:
            [scope] = find_batch(session, batch.batch).scopes
        assert scope.school == NORTH
        assert scope.current_batch == batch.batch
        withdraw(registry, of(NORTH), batch.batch)
        assert shown(registry) == {NORTH: size, SOUTH: 40}


def test_a_file_with_another_schools_row_or_a_total_is_refused_whole(registry: Store) -> None:
    for sizes in ({NORTH: 50, SOUTH: 40}, {SOUTH: 40}):
        with pytest.raises(AccessDenied, match="不是您学校"):
            load_file(registry, of(NORTH), classes(sizes), "表.csv")
    total = text_file(ENROLMENT, "2025Q3,临湖区,,,小学,10,400,30")
    with pytest.raises(AccessDenied, match="不是您学校"):
        load_file(registry, of(NORTH), total, "表.csv")
    assert shown(registry) == {}


def test_a_school_is_not_asked_about_the_others(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}, "2025Q2"), DISTRICT)
    tables = check_file(registry, of(NORTH), classes({NORTH: 58}), "表.csv")
    found = {item.rule for item in compare(registry, tables).observations}
    close_all(tables)
    assert "any.schools_missing" not in found
    [result] = load_file(registry, of(NORTH), classes({NORTH: 58}), "表.csv")
    assert result.batch is not None


def test_a_line_that_is_looked_at_twice_is_still_another_schools(registry: Store) -> None:
    """Another name than the registered one is no error: the row must not be taken for one that could not be read."""
    odd = classes({SOUTH: 40}).replace("南小学".encode(), "南山小学".encode())
    [table] = tables = check_file(registry, DISTRICT, odd, "表.csv")
    close_all(tables)
    assert table.report.is_clean
    assert table.report.warnings
    with pytest.raises(AccessDenied, match="不是您学校"):
        load_file(registry, of(NORTH), odd, "表.csv")


def test_a_school_goes_by_its_registered_name_too(registry: Store) -> None:
    named = text_file("统计期,区县,学校名称,学段,年级,班号,学生数", "2025Q3,临湖区,北小学,小学,一年级,1,50")
    publish(registry, named, of(NORTH))
    assert shown(registry) == {NORTH: 50}
    with pytest.raises(AccessDenied):
        load_file(registry, of(SOUTH), named, "表.csv")


def test_tables_that_no_school_hands_in_are_refused(registry: Store) -> None:
    own = text_file("统计期,区县,学校标识码,学校名称,办学类型", f"2025Q3,临湖区,{NORTH},北小学,小学")
    with pytest.raises(AccessDenied, match="学校名录"):
        load_file(registry, of(NORTH), own, "名录.csv")
    with registry.reading() as session:
        assert session.fetch_tuples("SELECT count(*) FROM schools WHERE period = '2025Q3'") == [(0,)]


def test_a_school_takes_back_nothing_of_the_district_or_of_another_school(registry: Store) -> None:
    district = publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    south = publish(registry, classes({SOUTH: 45}), of(SOUTH))
    with pytest.raises(AccessDenied):
        withdraw(registry, of(NORTH), district.batch)
    with pytest.raises(EduboardError) as raised:
        withdraw(registry, of(NORTH), south.batch)
    assert raised.value.code == "batch.unknown", "nor is it told that there is one"
    withdraw(registry, DISTRICT, south.batch)
    assert shown(registry) == {NORTH: 60, SOUTH: 40}


def test_another_districts_school_is_not_ones_own(registry: Store) -> None:
    data = text_file(CLASSES, f"2025Q3,东岭区,{NORTH},北小学,小学,一年级,1,50")
    [result] = load_file(registry, LOCAL_USER, data, "表.csv", dataset="classes")
    assert not result.report.is_clean
    with pytest.raises(AccessDenied):
        load_file(registry, of(NORTH), text_file(CLASSES, "2025Q3,东岭区,,北小学,小学,一年级,1,50"), "表.csv")


def test_what_a_school_hands_in_stands_beside_its_districts_figures(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    assert shown(registry, viewer=of(NORTH)) == {NORTH: 60, SOUTH: 40}


def test_the_comparison_of_a_school_is_with_its_own_rows(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    tables = check_file(registry, of(NORTH), classes({NORTH: 50}), "表.csv")
    comparison = compare(registry, tables)
    close_all(tables)
    [rows] = comparison.rows
    assert (rows.added, rows.changed, rows.gone, rows.same) == (0, 1, 0, 0)
    effect = next(item for item in comparison.effects if item.metric.id == "large_classes")
    assert (effect.before, effect.after) == (1, 0)


def test_the_comparison_of_a_district_says_how_many_schools_it_replaces(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    publish(registry, classes({NORTH: 50}), of(NORTH))
    publish(registry, classes({EAST: 50}), of(EAST))
    tables = check_file(registry, DISTRICT, classes({NORTH: 50, SOUTH: 40, EAST: 50}), "表.csv")
    comparison = compare(registry, tables)
    close_all(tables)
    assert comparison.replaced_schools == 2
    assert comparison.is_nothing
    publish(registry, classes({NORTH: 50, SOUTH: 40, EAST: 50}), DISTRICT)
    assert shown(registry) == {NORTH: 50, SOUTH: 40, EAST: 50}


def test_the_same_file_of_a_school_twice_changes_nothing(registry: Store) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    publish(registry, classes({NORTH: 50}), of(NORTH))
    [again] = load_file(registry, of(NORTH), classes({NORTH: 50}), "表.csv")
    assert again.is_unchanged


def test_a_schools_row_beside_a_districts_total_is_refused_whichever_comes_last(registry: Store) -> None:
    total = text_file(ENROLMENT, "2025Q3,临湖区,,,小学,10,400,30")
    own = text_file(ENROLMENT, f"2025Q3,临湖区,{NORTH},北小学,小学,3,100,9")
    by_school = publish(registry, own, DISTRICT)
    withdraw(registry, DISTRICT, by_school.batch)
    publish(registry, total, DISTRICT)
    with pytest.raises(EduboardError) as caught:
        load_file(registry, of(NORTH), own, "表.csv")
    assert caught.value.code == "school.beside_total"
    restore(registry, DISTRICT, by_school.batch)
    with registry.reading() as session:
        assert session.fetch_tuples("SELECT sum(students) FROM enrolment") == [(400,)]


def test_a_districts_total_replaces_what_its_schools_have_handed_in(registry: Store) -> None:
    total = text_file(ENROLMENT, "2025Q3,临湖区,,,小学,10,400,30")
    publish(registry, text_file(ENROLMENT, f"2025Q3,临湖区,{NORTH},北小学,小学,3,100,9"), of(NORTH))
    publish(registry, total, DISTRICT)
    with registry.reading() as session:
        assert session.fetch_tuples("SELECT sum(students) FROM enrolment") == [(400,)]


def test_withdrawing_is_refused_where_it_would_count_a_school_twice(registry: Store) -> None:
    publish(registry, text_file(ENROLMENT, "2025Q3,临湖区,,,小学,10,400,30"), DISTRICT)
    by_school = publish(
        registry, text_file(ENROLMENT, f"2025Q3,临湖区,{SOUTH},南小学,小学,3,100,9"), DISTRICT
    )
    publish(registry, text_file(ENROLMENT, f"2025Q3,临湖区,{NORTH},北小学,小学,3,100,9"), of(NORTH))
    with pytest.raises(EduboardError) as caught:
        withdraw(registry, DISTRICT, by_school.batch)
    assert caught.value.code == "school.beside_total"
    with registry.reading() as session:
        assert session.fetch_tuples("SELECT sum(students) FROM enrolment") == [(200,)]


def test_a_schools_classes_do_not_wipe_out_its_districts_bands(registry: Store) -> None:
    bands = text_file("统计期,区县,学校标识码,学校名称,学段,班额组,班数", "2025Q3,临湖区,,,小学,56-60人,3")
    [result] = load_file(registry, DISTRICT, bands, "分组.csv", explanation="按实际情况填报")
    assert result.batch is not None, result.report.errors
    with pytest.raises(EduboardError) as caught:
        load_file(registry, of(NORTH), classes({NORTH: 50}), "表.csv")
    assert caught.value.code == "school.beside_total"


def test_the_coverage_of_a_district_counts_its_schools_own_hand_ins(registry: Store) -> None:
    def gaps() -> list[tuple[int, int]]:
        with registry.reading() as session:
            return session.fetch_tuples(
                "SELECT expected, reported FROM coverage_gaps WHERE dataset = 'classes' AND stage = ''"
            )

    publish(registry, classes({NORTH: 60}), of(NORTH))
    assert gaps() == [(3, 1)]
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    assert gaps() == [(3, 2)]
    publish(registry, classes({EAST: 40}), of(EAST))
    assert gaps() == []


def test_a_count_is_no_nought_while_only_schools_have_handed_in(registry: Store) -> None:
    header = "统计期,区县,学校标识码,学校名称,类型,级别,数量,状态"
    papers = text_file(header, f"2025Q3,临湖区,{NORTH},北小学,论文,市级,2,")
    publish(registry, papers, of(NORTH))
    assert measured(registry, "papers") == 2
    assert measured(registry, "research_projects_completed") is None


def test_open_projects_count_once_however_many_schools_hand_in(registry: Store) -> None:
    header = "统计期,区县,学校标识码,学校名称,类型,级别,数量,状态"
    rows = {code: f"2025Q3,临湖区,{code},{name},课题,市级,2,在研" for code, name in NAMES.items()}
    publish(registry, text_file(header, rows[NORTH], rows[SOUTH]), DISTRICT)
    publish(registry, text_file(header, rows[EAST]), of(EAST))
    publish(registry, text_file(header, rows[NORTH].replace(",2,", ",5,")), of(NORTH))
    assert measured(registry, "research_projects_open") == 9


def test_log_and_originals_bring_schools_back(registry: Store, settings: Settings) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    publish(registry, classes({NORTH: 50}), of(NORTH))
    east = publish(registry, classes({EAST: 70}), of(EAST))
    withdraw(registry, of(EAST), east.batch)
    tables = "current_scopes", "batch_scopes", "rows_classes", "cube", "coverage_gaps"

    def everything(store: Store) -> dict[str, object]:
        with store.reading() as session:
            return {name: session.fetch_tuples(f"SELECT * FROM store.{name} ORDER BY ALL") for name in tables}

    before = everything(registry)
    registry.close()
    rebuild(settings.store, settings)
    again = open_ready_store(settings)
    assert everything(again) == before
    assert shown(again) == {NORTH: 50, SOUTH: 40}
    again.close()


def test_a_store_and_a_log_from_before_schools_are_opened(registry: Store, settings: Settings) -> None:
    publish(registry, classes({NORTH: 60, SOUTH: 40}), DISTRICT)
    with registry.reading() as session:
        for table in ("batch_scopes", "current_scopes"):
            session.execute(f"ALTER TABLE store.{table} DROP COLUMN school")
    registry.close()
    log = settings.store.with_suffix(".batches.jsonl")
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for entry in entries:
        for scope in entry.get("registered", {}).get("scopes", ()):
            del scope["school"]
    log.write_text(
        "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), encoding="utf-8"
    )
    old = open_ready_store(settings)
    publish(old, classes({NORTH: 50}), of(NORTH))
    assert shown(old) == {NORTH: 50, SOUTH: 40}
    old.close()
    rebuild(settings.store, settings)
    rebuilt = open_ready_store(settings)
    assert shown(rebuilt) == {NORTH: 50, SOUTH: 40}
    rebuilt.close()


def test_what_a_school_submits_for_review_stays_a_schools(settings: Settings) -> None:
    under_review = dataclasses.replace(settings, access=AccessRules(mode="accounts", review=True))
    store = open_ready_store(under_review)
    publish(store, classes({NORTH: 60, SOUTH: 40}), LOCAL_USER)
    tables = check_file(store, of(NORTH), classes({NORTH: 50}), "表.csv")
    waiting = submit(store, tables, classes({NORTH: 50}), Asked())
    close_all(tables)
    assert waiting is not None
    assert waiting.school == NORTH
    tables = check_file(store, DISTRICT, classes({NORTH: 61, SOUTH: 41}), "区.csv")
    beside = submit(store, tables, classes({NORTH: 61, SOUTH: 41}), Asked())
    close_all(tables)
    assert beside is not None
    assert beside.supersedes == ()
    reviewer = Viewer("赵六", "审核员", (LAKE,), account="zhao")
    [result] = accept(store, reviewer, waiting.submittal)
    assert result.batch is not None
    assert result.batch.published_by == "北小学"
    assert shown(store) == {NORTH: 50, SOUTH: 40}
    accept(store, reviewer, beside.submittal)
    assert shown(store) == {NORTH: 61, SOUTH: 41}
    store.close()
