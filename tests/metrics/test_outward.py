"""对外: what is hidden of a place is hidden in every figure of it, and nothing is hidden without need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.metrics.catalogue import Catalogue, load_catalogue
from eduboard.metrics.recipes import Kitchen, make_again
from eduboard.metrics.scene import Filters, Scene, build_scene
from eduboard.metrics.themes import THEME_PAGES, build_theme_view
from eduboard.metrics.views import build_ranking, build_table, build_trend
from eduboard.settings import Settings, load_settings
from eduboard.store.store import Session, Store
from eduboard.texts.outward import HIDDEN
from tests.build import hand_in, make_store
from tests.metrics.outward_samples import BEFORE, CITY, DISTRICTS, NOW


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four districts with 3, 8, 20 and 30 名师, and 90 more each who are 骨干教师; the last without课后服务."""
    store = make_store(tmp_path_factory.mktemp("outward"))
    for period in (BEFORE, NOW):
        for district, count in zip(DISTRICTS, (3, 8, 20, 30), strict=True):
            rows = [
                {"title": "名师", "level": "省级", "count": 1},
                {"title": "名师", "level": "市级", "count": count - 1},
                {"title": "骨干教师", "level": "市级", "count": 90},
            ]
            hand_in(store, "honours", period, district, rows)
            school = {"school": f"21{district}01", "stage": "小学", "offered": True, "students": 200}
            if district != DISTRICTS[-1]:
                hand_in(store, "after_school", period, district, [school | {"participants": 150}])
    yield store
    store.close()


def scene_of(session: Session, *metrics: str, district: str = "", hide_below: str = "5") -> Scene:
    found = load_catalogue(session, Settings())
    filters = Filters(NOW, "previous", CITY, district, hide_below=hide_below)
    return build_scene(session, found, filters, [found[name] for name in metrics])


def test_a_scene_for_the_house_hides_nothing(session: Session, catalogue: Catalogue) -> None:
    scene = scene_of(session, "famous_teachers", hide_below="")
    assert scene.value(catalogue["famous_teachers"], NOW, DISTRICTS[0]) == 3


def test_a_hidden_district_is_hidden_in_table_ranking_and_trend(
    session: Session, catalogue: Catalogue
) -> None:
    """3 is hidden, and the 8 beside it: the total, 61, stands."""
    metric = catalogue["famous_teachers"]
    scene = scene_of(session, metric.id)
    assert [scene.value(metric, NOW, district) for district in DISTRICTS] == [None, None, 20, 30]
    assert scene.value(metric, NOW) == 61
    table = build_table(scene, [metric], "表")
    assert [row[1] for row in table.rows] == [HIDDEN, HIDDEN, 20, 30, 61]
    assert table.caption.hidden == 2
    assert "有2个数未公开" in table.caption.notes[0]
    ranking = build_ranking(scene, metric)
    assert [(row.value, row.rank, row.incomplete) for row in ranking.rows] == [
        (None, None, HIDDEN),
        (None, None, HIDDEN),
        (20, None, ""),
        (30, None, ""),
    ]
    assert ranking.is_withheld
    own = build_trend(scene_of(session, metric.id, district=DISTRICTS[0]), metric)
    assert own.is_empty


def test_what_is_hidden_does_not_depend_on_what_is_asked_for(session: Session, catalogue: Catalogue) -> None:
    for metrics in (("famous_teachers",), ("famous_teachers", "titles_held"), ("papers", "famous_teachers")):
        scene = scene_of(session, *metrics)
        hidden = [scene.is_hidden(catalogue["famous_teachers"], NOW, district) for district in DISTRICTS]
        assert hidden == [True, True, False, False]


def test_an_incomplete_hand_in_is_listed_by_code_without_ranks(
    session: Session, catalogue: Catalogue
) -> None:
    metric = catalogue["after_school_student_rate"]
    inside = build_ranking(scene_of(session, metric.id, hide_below=""), metric)
    assert not inside.is_withheld
    assert [row.rank for row in inside.rows] == [1, 1, 1, None]
    outside = build_ranking(scene_of(session, metric.id), metric)
    assert outside.is_withheld
    assert [(row.district, row.rank) for row in outside.rows] == [(code, None) for code in DISTRICTS]
    assert "排名" not in outside.caption.title


def test_what_clerks_wrote_and_how_their_files_are_called_stays_inside(session: Session) -> None:
    inside, outside = (scene_of(session, "famous_teachers", hide_below=least) for least in ("", "5"))
    assert {source.file_name for source in inside.sources} == {"honours.csv"}
    assert {source.file_name for source in outside.sources} == {""}
    assert outside.explained == ()


def test_a_make_up_is_withheld_where_a_row_of_it_is_small(session: Session, catalogue: Catalogue) -> None:
    """Of the first district's 93 titles 3 are 名师: 93 less 90, whatever is hidden within the row."""
    filters = Filters(NOW, "previous", CITY, DISTRICTS[0], hide_below="5")
    view = build_theme_view(session, catalogue, Settings(), THEME_PAGES["talent"], filters)
    assert view.compositions[0].is_empty
    filters = Filters(NOW, "previous", CITY, DISTRICTS[1], hide_below="5")
    view = build_theme_view(session, catalogue, Settings(), THEME_PAGES["talent"], filters)
    # 省级 1 and 市级 7 of 8; the row and the column of 省级 are both known, and 省级 is 1 in all.
    assert view.compositions[0].is_empty


def test_a_trace_code_makes_the_outward_figure_again(session: Session, catalogue: Catalogue) -> None:
    metric = catalogue["famous_teachers"]
    found = build_table(scene_of(session, metric.id), [metric], "表")
    assert found.caption.imprint is not None
    again = make_again(Kitchen(session, catalogue, Settings(), found.caption.imprint.recipe))
    assert again == found
    inside = build_table(scene_of(session, metric.id, hide_below=""), [metric], "表")
    assert inside.caption.code != found.caption.code


def test_the_least_count_is_a_setting(tmp_path: Path) -> None:
    assert Settings().hide_below == 5
    file = tmp_path / "settings.toml"
    file.write_text("hide_below = 10\n", encoding="utf-8")
    assert load_settings(file, {}).hide_below == 10
    file.write_text("hide_below = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="hide_below"):
        load_settings(file, {})
