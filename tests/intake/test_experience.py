"""经验校验: what is unlikely wants a sentence before it is published, and the sentence follows the number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.experience import NeedsExplanation, Observation, Sentences, is_explanation
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import LoadResult, load_file, publish_tables, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.intake.rules import asks_for_explanation
from eduboard.settings import Settings, load_settings
from eduboard.store.batches import list_batches
from eduboard.store.queries import load_folder
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.store.store import Store
from tests.intake.conftest import Load, Value
from tests.intake.files import CLASSES, ENROLMENT, text_file, workbook

FIXTURES = Path(__file__).parent / "experience"
CASES = sorted(path.name for path in FIXTURES.iterdir())
"""A rule, or a rule for several datasets and one of them: ``any.schools_missing@enrolment``."""
RULES = {query.header["rule"]: query for query in load_folder("checks") if asks_for_explanation(query)}
WHY = "新校区启用，大班分流"
EXPLANATIONS_OF = "SELECT * FROM explanations ORDER BY ALL"


def classes(large: int, of: int, period: str = "2025Q3", district: str = "东岭区") -> bytes:
    """班额明细 with so many classes of 60 (大班额, over the standard) among classes of 40."""
    sizes = [60] * large + [40] * (of - large)
    rows = (
        f"{period},{district},实验小学,小学,二年级,{number},{size}"
        for number, size in enumerate(sizes, start=1)
    )
    return text_file(CLASSES, *rows)


def observed(store: Store, data: bytes, dataset: str | None = None) -> tuple[Observation, ...]:
    """What the comparison asks about."""
    tables = check_file(store, LOCAL_USER, data, "表.csv", dataset)
    try:
        assert all(table.report.is_clean for table in tables), [table.report.errors for table in tables]
        return compare(store, tables).observations
    finally:
        close_all(tables)


def publish_with(store: Store, data: bytes, sentences: Sentences) -> list[LoadResult]:
    tables = check_file(store, LOCAL_USER, data, "表.csv")
    try:
        return publish_tables(store, tables, data, sentences=sentences)
    finally:
        close_all(tables)


def explanations(store: Store) -> list[dict[str, object]]:
    with store.reading() as session:
        return session.fetch(EXPLANATIONS_OF)


def texts_of(observations: tuple[Observation, ...]) -> set[str]:
    return {item.text for item in observations}


# -- each rule -----------------------------------------------------------------------------------------------


def test_every_rule_has_its_three_files_and_every_file_its_rule() -> None:
    assert set(map(rule_of, CASES)) == set(RULES)
    for rule, query in RULES.items():
        named = query.header.get("表", dataset_of(rule)).split(", ")
        assert {dataset_of(case) for case in CASES if rule_of(case) == rule} == set(named)
    for folder in FIXTURES.iterdir():
        assert {path.name for path in folder.iterdir()} == {"earlier.csv", "violating.csv", "passing.csv"}


def rule_of(case: str) -> str:
    return case.partition("@")[0]


def dataset_of(case: str) -> str:
    rule, _, named = case.partition("@")
    dataset = named or rule.partition(".")[0]
    return "classes" if dataset == "experience" else dataset


def test_a_missing_school_is_noticed_wherever_every_school_reports_each_quarter() -> None:
    """A school without rows in 名优教师, 成果 or 教师培训 has had a quarter in which nothing happened."""
    every_school = {contract.name for contract in load_contracts().values() if contract.covers}
    assert set(RULES["any.schools_missing"].header["表"].split(", ")) == every_school


def test_a_school_that_the_registry_no_longer_has_is_not_missing(store: Store, load: Load) -> None:
    folder = FIXTURES / "any.schools_missing@classes"
    registry = "统计期,区县,学校标识码,学校名称,办学类型"
    both = [
        f"2025Q2,临湖区,{code},{name},小学"
        for code, name in (("2199000018", "实验小学"), ("2199000026", "湖滨小学"))
    ]
    load(text_file(registry, *both))
    load((folder / "earlier.csv").read_bytes())
    without = (folder / "violating.csv").read_bytes()
    assert "any.schools_missing" in {item.rule for item in observed(store, without)}
    struck_off = text_file(registry, both[0].replace("2025Q2", "2025Q3"))
    assert texts_of(observed(store, struck_off)) == {"上季度名录里的学校有 1 所本次没有：湖滨小学"}
    load(struck_off, explanation=WHY)
    assert "any.schools_missing" not in {item.rule for item in observed(store, without)}


@pytest.mark.parametrize("case", CASES)
def test_what_just_goes_too_far_is_asked_about(case: str, store: Store) -> None:
    folder, dataset, rule = FIXTURES / case, dataset_of(case), rule_of(case)
    load_file(store, LOCAL_USER, (folder / "earlier.csv").read_bytes(), "前.csv", dataset=dataset)
    found = [
        item
        for item in observed(store, (folder / "violating.csv").read_bytes(), dataset)
        if item.rule == rule
    ]
    assert found
    for item in found:
        finding = item.as_finding()
        assert (finding.level, finding.rule) == ("warning", rule)
        assert "2025Q3 临湖区" in finding.message
        assert "{" not in finding.message
        assert "None" not in finding.message
    with pytest.raises(NeedsExplanation):
        load_file(store, LOCAL_USER, (folder / "violating.csv").read_bytes(), "后.csv", dataset=dataset)


@pytest.mark.parametrize("case", CASES)
def test_what_just_stays_within_bounds_is_not(case: str, store: Store) -> None:
    folder, dataset = FIXTURES / case, dataset_of(case)
    load_file(store, LOCAL_USER, (folder / "earlier.csv").read_bytes(), "前.csv", dataset=dataset)
    found = observed(store, (folder / "passing.csv").read_bytes(), dataset)
    assert rule_of(case) not in {item.rule for item in found}


@pytest.mark.parametrize("case", CASES)
def test_a_first_period_has_nothing_to_be_held_against(case: str, store: Store) -> None:
    assert observed(store, (FIXTURES / case / "violating.csv").read_bytes(), dataset_of(case)) == ()


# -- indicators ----------------------------------------------------------------------------------------------


def test_an_indicator_is_held_against_the_quarter_before(store: Store, load: Load) -> None:
    load(classes(31, 100, "2025Q2"))
    # 31 of 100 becomes 13 of 100: 18 百分点, and 58 % of the count.  The average, 46.2 and 42.6, is no jump.
    assert texts_of(observed(store, classes(13, 100))) == {
        "大班额占比由上季度的31.0%变为13.0%",
        "大班额数由上季度的31个变为13个",
        "超标准班额占比由上季度的31.0%变为13.0%",
        "超标准班额班数由上季度的31个变为13个",
    }


def test_without_that_quarter_it_is_held_against_last_years(store: Store, load: Load) -> None:
    load(classes(31, 100, "2024Q3"))
    assert "大班额占比由去年同期的31.0%变为13.0%" in texts_of(observed(store, classes(13, 100)))


def test_a_flow_is_held_against_the_same_quarter_of_last_year_only(store: Store, load: Load) -> None:
    header = "统计期,区县,类型,级别,数量"

    def papers(period: str, count: int) -> bytes:
        return text_file(header, f"{period},东岭区,论文,省级,{count}")

    load(papers("2025Q2", 100))
    assert observed(store, papers("2025Q3", 20)) == ()
    load(papers("2024Q3", 60))
    assert "论文数由去年同期的60篇变为20篇" in texts_of(observed(store, papers("2025Q3", 20)))


def test_small_numbers_are_not_asked_about(store: Store, load: Load) -> None:
    load(classes(9, 9, "2025Q2"))
    # Nine of nine becomes none of nine: 100 百分点 of nine classes.
    assert observed(store, classes(0, 9)) == ()


def test_what_is_undefined_or_a_bound_is_not_compared(store: Store, load: Load) -> None:
    header = "统计期,区县,类型,级别,数量"
    load(text_file(header, "2024Q3,东岭区,论文,省级,90余"))
    assert observed(store, text_file(header, "2025Q3,东岭区,论文,省级,20")) == ()


def test_a_year_is_not_held_against_a_quarter(store: Store, load: Load) -> None:
    header = "统计期,区县,类型,级别,数量"
    load(text_file(header, "2024年,东岭区,论文,省级,400"))
    assert observed(store, text_file(header, "2025Q4,东岭区,论文,省级,90")) == ()
    load(text_file(header, "2023Q4,东岭区,论文,省级,90"), kind=DEMO)
    assert observed(store, text_file(header, "2024年,东岭区,论文,省级,500")) == ()


def test_an_excerpt_is_not_what_there_was(store: Store, load: Load) -> None:
    load(classes(31, 100, "2025Q2"), kind=PUBLISHED)
    assert observed(store, classes(13, 100)) == ()


@pytest.mark.parametrize("kind", [DEMO, PUBLISHED])
def test_demo_data_and_excerpts_need_no_explanation(kind: str, load: Load) -> None:
    load(classes(31, 100, "2025Q2"), kind=kind)
    assert load(classes(13, 100), kind=kind).batch is not None


def test_a_directly_reported_figure_is_held_against_a_reported_one_only(store: Store, load: Load) -> None:
    header = "统计期,区县,指标,数值,单位"
    load(classes(31, 100, "2025Q2"))
    assert observed(store, text_file(header, "2025Q3,东岭区,大班额数,13,个")) == ()
    load(text_file(header, "2024Q3,东岭区,大班额数,60,个"))
    assert texts_of(observed(store, text_file(header, "2025Q3,东岭区,大班额数,13,个"))) == {
        "大班额数由去年同期的60个变为13个"
    }


def test_quarters_of_one_file_are_held_against_each_other(store: Store) -> None:
    both = classes(31, 100, "2025Q2") + classes(13, 100).split(b"\n", 1)[1]
    found = observed(store, both)
    assert {item.period for item in found} == {"2025Q3"}
    assert "大班额数由上季度的31个变为13个" in texts_of(found)


# -- tolerances ----------------------------------------------------------------------------------------------


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Open a store with some lines in its settings file."""
    stores: list[Store] = []

    def open_with(lines: str) -> Store:
        file = tmp_path / "settings.toml"
        file.write_text(f'store = "{tmp_path}/eduboard.duckdb"\nthreads = 2\n[tolerances]\n{lines}')
        stores.append(open_ready_store(load_settings(file, {})))
        return stores[-1]

    yield open_with
    for store in stores:
        store.close()


def test_a_tolerance_can_be_set_for_one_metric_and_for_a_kind(opened: Callable[[str], Store]) -> None:
    store = opened("large_class_share = 20\nstocks = 60\nover_standard_share = 17.5")
    load_file(store, LOCAL_USER, classes(31, 100, "2025Q2"), "前.csv")
    # 18 百分点 are within 20 and beyond 17.5; 58 % is within 60 %.
    assert texts_of(observed(store, classes(13, 100))) == {"超标准班额占比由上季度的31.0%变为13.0%"}


def test_a_tolerance_of_nought_asks_never(opened: Callable[[str], Store]) -> None:
    store = opened("shares = 0\nstocks = 0\nflows = 0\nschools = 0")
    load_file(store, LOCAL_USER, classes(31, 100, "2025Q2"), "前.csv")
    assert observed(store, classes(13, 100)) == ()
    enrolment = text_file(ENROLMENT, "2025Q3,东岭区,实验小学,小学,10,2000,100")
    load_file(store, LOCAL_USER, enrolment.replace(b"2025Q3", b"2025Q2").replace(b"2000", b"500"), "在校.csv")
    assert observed(store, enrolment) == ()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("large_clas_share = 5", r"tolerances\.large_clas_share"),
        ('papers = "five"', r"tolerances\.papers"),
        ("papers = -1", r"tolerances\.papers"),
        ("papers = true", r"tolerances\.papers"),
        ("papers = nan", r"tolerances\.papers"),
    ],
)
def test_a_tolerance_that_cannot_be_names_its_key(
    lines: str, said: str, opened: Callable[[str], Store]
) -> None:
    with pytest.raises(ValueError, match=said):
        opened(lines)


# -- explaining ----------------------------------------------------------------------------------------------


def test_without_an_explanation_nothing_is_published_and_nothing_left(
    store: Store, load: Load, value: Value
) -> None:
    load(classes(31, 100, "2025Q2"))
    originals = sorted(store.folder.originals.rglob("*"))
    with pytest.raises(NeedsExplanation, match="4 处") as caught:
        load(classes(13, 100))
    assert {item.metric for item in caught.value.observations} == {
        "large_class_share",
        "large_classes",
        "over_standard_share",
        "over_standard_classes",
    }
    assert value() is None
    assert len(list_batches(store, LOCAL_USER)) == 1
    assert sorted(store.folder.originals.rglob("*")) == originals


def test_one_sentence_explains_all_and_is_kept_with_the_batch(store: Store, load: Load, value: Value) -> None:
    load(classes(31, 100, "2025Q2"))
    batch = load(classes(13, 100), explanation=WHY).batch
    assert batch is not None
    assert value() == 13
    assert len(batch.explanations) == 4
    kept = explanations(store)
    assert {row["sentence"] for row in kept} == {WHY}
    assert [row["observation"] for row in kept if row["metric"] == "large_classes"] == [
        "大班额数由上季度的31个变为13个"
    ]
    assert {(row["period"], row["district"], row["school"]) for row in kept} == {("2025Q3", "990102", "")}


def test_each_may_have_its_own_sentence_and_all_must_have_one(store: Store, load: Load) -> None:
    load(classes(31, 100, "2025Q2"))
    found = observed(store, classes(13, 100))
    with pytest.raises(NeedsExplanation) as caught:
        publish_with(store, classes(13, 100), Sentences("", {found[0]: WHY, found[1]: "  ，，，  "}))
    assert set(caught.value.observations) == set(found[1:])
    publish_with(store, classes(13, 100), Sentences("全区分班后的变化", {found[0]: WHY}))
    sentences = {row["observation"]: row["sentence"] for row in explanations(store)}
    assert sentences == {item.text: "全区分班后的变化" for item in found} | {found[0].text: WHY}


def test_a_sentence_about_other_numbers_explains_nothing(store: Store, load: Load) -> None:
    load(classes(31, 100, "2025Q2"))
    about_13 = dict.fromkeys(observed(store, classes(13, 100)), WHY)
    with pytest.raises(NeedsExplanation):
        publish_with(store, classes(5, 100), Sentences("", about_13))


@pytest.mark.parametrize(
    ("sentence", "explains"), [("", False), ("并校", False), ("。。。。。。", False), ("两校合并", True)]
)
def test_an_explanation_has_some_words(sentence: str, explains: bool) -> None:
    assert is_explanation(sentence) == explains


def test_an_explanation_goes_and_comes_back_with_its_batch(store: Store, load: Load) -> None:
    load(classes(31, 100, "2025Q2"))
    batch = load(classes(13, 100), explanation=WHY).batch
    assert batch is not None
    kept = explanations(store)
    withdraw(store, LOCAL_USER, batch.batch)
    assert explanations(store) == []
    restore(store, LOCAL_USER, batch.batch)
    assert explanations(store) == kept
    load(classes(30, 100))
    assert explanations(store) == []


def test_a_rebuilt_store_has_the_same_explanations(settings: Settings) -> None:
    store = open_ready_store(settings)
    load_file(store, LOCAL_USER, classes(31, 100, "2025Q2"), "前.csv")
    load_file(store, LOCAL_USER, classes(13, 100), "后.csv", explanation=WHY)
    kept = explanations(store)
    store.close()
    assert len(kept) == 4
    rebuild(settings.store, settings)
    store = open_ready_store(settings)
    assert explanations(store) == kept
    store.close()


def test_each_tables_explanations_are_kept_with_its_own_batch(store: Store) -> None:
    def both(period: str, large: int, students: int) -> bytes:
        rows = classes(large, 100, period).decode().splitlines()
        enrolment = [ENROLMENT, f"{period},东岭区,实验小学,小学,100,{students},200"]
        return workbook(
            {"班额": [row.split(",") for row in rows], "在校": [row.split(",") for row in enrolment]}
        )

    load_file(store, LOCAL_USER, both("2025Q2", 31, 2000), "前.xlsx")
    load_file(store, LOCAL_USER, both("2025Q3", 13, 3000), "后.xlsx", explanation=WHY)
    found = {(row["dataset"], row["rule"]) for row in explanations(store)}
    assert found == {
        ("classes", "experience.against_earlier_quarters"),
        ("enrolment", "enrolment.students_against_earlier_quarters"),
        ("enrolment", "experience.against_earlier_quarters"),
    }
    assert "平均班额由上季度的20.0人变为30.0人" in {row["observation"] for row in explanations(store)}
    [school] = [row for row in explanations(store) if row["school"]]
    assert school["observation"] == "实验小学（小学）在校生数由上季度的2,000变为3,000"
    assert (school["school"], school["metric"]) == ("实验小学", "")
