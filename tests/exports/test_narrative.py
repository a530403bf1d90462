"""Figures in sentences: every case has its golden text, written by hand (``golden/*.txt``)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eduboard.exports.narrative import (
    Place,
    Statement,
    name_districts,
    place_among,
    write_extremes,
    write_movement,
    write_movers,
    write_nothing,
    write_paragraph,
    write_targets,
)
from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.results import Caption, Delta, Mover, Progress, RankedDistrict, Ranking, Target
from eduboard.settings import Settings
from eduboard.store.store import open_store
from eduboard.texts.views import NOT_HANDED_IN, NOT_IN_THE_PAPER

GOLDEN = Path(__file__).parent / "golden"
CAPTION = Caption("", "", "2025Q3", "云川市", "")


@pytest.fixture(scope="module")
def catalogue(small_city: Path) -> Iterator[Catalogue]:
    store = open_store(small_city, Settings(store=small_city, threads=2))
    with store.reading() as session:
        yield load_catalogue(session, store.settings)
    store.close()


@pytest.fixture
def state(catalogue: Catalogue) -> Any:
    """Make a statement of a metric; ``change`` is against the base period, without it nothing is compared."""

    def make(metric: str, value: float | None, change: float | None = None, **more: Any) -> Statement:
        delta = base = None
        if change is not None and value is not None:
            base = value - change
            delta = Delta("2025Q2", base, change, is_better=None)
        given = {"period": "2025Q3", "compare": "previous", "base": base, "delta": delta, **more}
        return Statement(metric=catalogue[metric], value=value, **given)

    return make


def golden(name: str) -> str:
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").removesuffix("\n")


def test_a_rise_of_a_count_is_told_with_its_levels(state: Any) -> None:
    levels = (("省级", 2.0, None), ("市级", 4.0, None), ("区县级", 6.0, None))
    assert write_paragraph("临湖区", [state("famous_teachers", 12, 3, levels=levels)]) == golden("rise")


def test_a_fall_of_a_flow_is_told_of_its_quarter(state: Any) -> None:
    assert write_paragraph("临湖区", [state("papers", 80, -12)]) == golden("fall")


def test_what_there_shall_be_less_of_goes_from_one_number_to_another(state: Any) -> None:
    told = [state("large_classes", 13, -18), state("super_large_classes", 9, 7)]
    assert write_paragraph("临湖区", told) == golden("fewer_of_what_there_shall_be_less")
    assert write_paragraph("临湖区", [state("large_classes", 0, -3)]) == golden("down_to_nought")


def test_no_change_and_hardly_any_are_told_apart(state: Any) -> None:
    told = [state("famous_principals", 3, 0), state("large_class_share", 0.0431, 0.00001)]
    assert write_paragraph("临湖区", told) == golden("no_change")
    assert write_paragraph("临湖区", [state("large_classes", 0, 0)]) == golden("nought_and_nought")


def test_shares_move_by_points_and_averages_by_their_unit(state: Any) -> None:
    shares = [
        state("after_school_student_rate", 0.886, 0.002, compare="year"),
        state("large_class_share", 0.041, -0.012, compare="year"),
    ]
    assert write_paragraph("临湖区", shares) == golden("shares_move_by_points")
    averages = [state("average_class_size", 46.0, -0.4), state("backbone_teachers_per_100", 0.77, 0.01)]
    assert write_paragraph("临湖区", averages) == golden("averages_move_by_their_unit")


def test_a_first_period_says_that_there_is_nothing_before_it(state: Any) -> None:
    told = [
        state("famous_teachers", 12, is_first=True, levels=(("区县级", 12.0, None),)),
        state("famous_principals", 3, is_first=True),
    ]
    assert write_paragraph("临湖区", told) == golden("first_period")


def test_what_is_missing_is_said_with_its_reason(state: Any) -> None:
    told = [
        state("famous_teachers", 12, 3),
        state("famous_principals", None, absent=NOT_HANDED_IN),
        state("studios", None, absent=NOT_IN_THE_PAPER),
        state("after_school_student_rate", None),
    ]
    assert write_paragraph("临湖区", told) == golden("missing")


def test_an_incomplete_hand_in_says_so_once(state: Any) -> None:
    told = [
        state("large_class_share", 0.039, incomplete="已报 41/46 校"),
        state("famous_teachers", 12, 3),
    ]
    assert write_paragraph("西苑区", told) == golden("incomplete")
    lacks = "1个区县未报全"
    shared = [
        state("large_class_share", 0.039, -0.01, incomplete=lacks),
        state("average_class_size", 46.0, -0.4, incomplete=lacks),
    ]
    assert write_paragraph("云川市", shared) == golden("all_incomplete")


def test_round_numbers_are_set_side_by_side_and_not_subtracted(state: Any) -> None:
    told = [
        state("papers", 90, 10, qualifier="余", base_qualifier="余"),
        state("training_sessions", 40, 5, qualifier="至少"),
    ]
    assert write_paragraph("临湖区", told) == golden("round_numbers")


def test_annual_figures_are_told_of_their_year(state: Any) -> None:
    given = {"period": "2024Q4", "compare": "year", "annual": True}
    told = [state("papers", 10, 2, **given), state("large_classes", 123, -7, **given)]
    assert write_paragraph("涧西区", told) == golden("annual")


def test_stocks_come_before_flows(state: Any) -> None:
    told = [state("training_sessions", 1436, -393), state("famous_teachers", 12, 3)]
    assert write_paragraph("临湖区", told) == golden("stocks_before_flows")


def test_a_rank_says_among_how_many(state: Any) -> None:
    told = [
        state("famous_teachers", 12, 3, place=Place(3, 8, is_tied=False, is_whole=True)),
        state("famous_principals", 3, 0, place=Place(2, 8, is_tied=True, is_whole=True)),
        state("large_class_share", 0.041, -0.012, place=Place(1, 7, is_tied=False, is_whole=False)),
    ]
    assert write_paragraph("临湖区", told) == golden("ranks")


def test_a_target_is_never_told_as_a_result(state: Any) -> None:
    def target(
        value: float, direction: str = "不低于", due: str | None = "2025Q4", basis: str = ""
    ) -> Target:
        return Target(value, direction, due, basis, "990101", "2025Q1")

    papers, sessions = target(100), target(10)
    told = [
        state("large_class_share", 0.043, target=target(0.05, "不高于", basis="市政府文件")),
        state("famous_teachers", 12, target=target(15)),
        state("after_school_student_rate", 0.886, target=target(0.905, due="2025Q3")),
        state("large_classes", None, target=target(0, "等于", due=None)),
        state("average_class_size", 46.0, target=target(45, "不高于", due=None), incomplete="已报 41/46 校"),
        state("papers", 20, progress=Progress("2025Q1", 60.0, papers)),
        state("training_sessions", 4, progress=Progress("2025Q1", 12.0, sessions)),
        state("famous_principals", 3),
    ]
    assert write_targets(told) == golden("targets")
    # Without the targets the same figures do not mention them.
    plain = write_paragraph("临湖区", told)
    assert "目标" not in plain
    assert "15名" not in plain
    assert write_targets([state("famous_principals", 3)]) == ""


def test_nothing_at_all_is_said_in_one_sentence(state: Any) -> None:
    assert write_paragraph("临湖区", [state("papers", None)]) == ""
    said = write_nothing("临湖区", "2025Q3", ["课题成果", "教师培训"])
    assert said == "2025年第三季度，临湖区没有课题成果、教师培训方面的数据。"


# -- districts -----------------------------------------------------------------------------------------------


def ranking(catalogue: Catalogue, metric: str, *rows: tuple[str, float | None, int | None, str]) -> Ranking:
    listed = tuple(
        RankedDistrict(f"9901{number:02}", name, value, rank, incomplete=reason)
        for number, (name, value, rank, reason) in enumerate(rows, start=1)
    )
    return Ranking(catalogue[metric], listed, None, None, CAPTION)


def test_the_best_and_the_worst_are_named_by_which_end_is_better(catalogue: Catalogue) -> None:
    shares = ranking(
        catalogue,
        "large_class_share",
        ("临湖区", 0.013, 1, ""),
        ("东岭区", 0.02, 2, ""),
        ("白沙县", 0.092, 3, ""),
        ("西苑区", 0.01, None, "已报 14/17 校"),
        ("北塘区", None, None, NOT_HANDED_IN),
    )
    assert write_extremes(shares) == (
        "大班额占比最低的是临湖区（1.3%），最高的是白沙县（9.2%）；"
        "西苑区（已报 14/17 校）、北塘区（未报送）不参加排名"
    )
    counts = ranking(catalogue, "famous_teachers", ("甲区", 6, 1, ""), ("乙区", 6, 1, ""), ("丙区", 1, 3, ""))
    assert write_extremes(counts) == "名师人数最多的是甲区、乙区（均为6名），最少的是丙区（1名）"


def test_equal_lonely_and_absent_districts_are_no_ranking(catalogue: Catalogue) -> None:
    equal = ranking(catalogue, "famous_teachers", ("甲区", 6, 1, ""), ("乙区", 6, 1, ""))
    assert write_extremes(equal) == "2个区县的名师人数相同，均为6名"
    lonely = ranking(catalogue, "famous_teachers", ("甲区", 6, 1, ""), ("乙区", None, None, NOT_HANDED_IN))
    assert write_extremes(lonely) == "只有甲区可以参加名师人数排名（6名）；乙区（未报送）不参加排名"
    nobody = ranking(catalogue, "famous_teachers", ("乙区", None, None, NOT_HANDED_IN))
    assert write_extremes(nobody) == "没有区县可以参加名师人数排名；乙区（未报送）不参加排名"
    assert place_among(lonely, "990101") is None


def test_a_place_counts_only_who_is_ranked(catalogue: Catalogue) -> None:
    rows = ranking(
        catalogue,
        "famous_teachers",
        ("甲区", 6, 1, ""),
        ("乙区", 6, 1, ""),
        ("丙区", 1, 3, ""),
        ("丁区", 9, None, "已报 1/2 校"),
    )
    assert place_among(rows, "990101") == Place(1, 3, is_tied=True, is_whole=False)
    assert place_among(rows, "990103") == Place(3, 3, is_tied=False, is_whole=False)
    assert place_among(rows, "990104") is None


def test_of_many_districts_a_few_are_named() -> None:
    assert name_districts(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert name_districts(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等4个区县"


# -- movers --------------------------------------------------------------------------------------------------


def mover(catalogue: Catalogue, metric: str, value: float, change: float) -> Mover:
    delta = Delta("2025Q2", value - change, change, is_better=None)
    return Mover("990101", "临湖区", catalogue[metric], value, delta, 1.0)


def test_a_share_moves_by_points(catalogue: Catalogue) -> None:
    moved = mover(catalogue, "large_class_share", 0.043, -0.012)
    assert write_movement(moved, "previous") == "大班额占比4.3%，较上季度下降1.2个百分点"
    assert write_movement(moved, "year") == "大班额占比4.3%，较去年同期下降1.2个百分点"


def test_a_count_moves_by_its_unit(catalogue: Catalogue) -> None:
    moved = mover(catalogue, "famous_teachers", 12, 3)
    assert write_movement(moved, "previous") == "名师12名，较上季度增加3名"


def test_every_metric_has_words_for_its_movement(catalogue: Catalogue) -> None:
    for metric in catalogue.metrics:
        sentence = write_movement(mover(catalogue, metric.id, 0.5, -0.25), "previous")
        assert "较上季度下降" in sentence or "较上季度减少" in sentence
        assert "{" not in sentence
        assert ("个百分点" in sentence) == metric.is_share


def test_movers_are_told_in_one_sentence_each_way(catalogue: Catalogue) -> None:
    up = mover(catalogue, "famous_teachers", 12, 3)
    better, worse = write_movers([up, replace(up, name="东岭区")], [], "previous")
    assert better == ("进步较大的有：临湖区名师12名，较上季度增加3名；东岭区名师12名，较上季度增加3名。")
    assert worse == "与上季度相比，没有变差的指标。"


def test_every_golden_text_is_held_by_a_test() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    documents = (Path(__file__).parent / "test_materials.py").read_text(encoding="utf-8")
    for path in GOLDEN.glob("*.txt"):
        assert f'"{path.stem}"' in source + documents, path.name
