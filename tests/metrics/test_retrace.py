"""一图一码: the register of figures, and the way from a code back to its figure and what has changed since."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.publish import withdraw
from eduboard.metrics import recipe as kinds
from eduboard.metrics.retrace import find_recorded, keep_figures, make_entry
from eduboard.metrics.scene import PREVIOUS_QUARTER, Filters
from eduboard.store.figure_register import FigureRegister
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.metrics.figures import CITY_FILTERS, LAKE_CLERK, MADE_AT, keep, traced, trend_of
from tests.small_city import CITY, LAKE, LATEST, school_code


@pytest.fixture
def store(city_to_change: Store) -> Store:
    return city_to_change


# -- the register --------------------------------------------------------------------------------------------


def test_a_figure_that_is_kept_is_found_with_everything_it_stands_for(
    store: Store, register: FigureRegister
) -> None:
    code = keep(register, trend_of(store))
    [recorded] = find_recorded(register, LOCAL_USER, code.lower().replace("-", ""))
    assert recorded.code == code
    assert (recorded.title, recorded.place, recorded.made_by) == ("大班额占比走势", "云川市", "秘书")
    assert recorded.made_at == MADE_AT
    assert recorded.recipe.kind == kinds.TREND
    assert set(recorded.districts) == {"990101", "990102", "990103"}
    assert {source.dataset for source in recorded.sources} <= {"classes", "class_bands", "indicators"}
    newest = next(item for item in recorded.values if item.row == "全部" and item.column == LATEST)
    assert newest.value == pytest.approx(0.3)  # 3 of Lake's and Ridge's 10 classes


def test_keeping_a_figure_twice_keeps_the_first(store: Store, register: FigureRegister) -> None:
    code = keep(register, trend_of(store))
    keep_figures(register, [trend_of(store).caption], "别人", datetime(2026, 1, 1))  # noqa: DTZ001
    [recorded] = find_recorded(register, LOCAL_USER, code)
    assert recorded.made_by == "秘书"


def test_two_figures_of_one_code_are_both_shown(store: Store, register: FigureRegister) -> None:
    first, second = trend_of(store), trend_of(store, Filters("2025Q2", PREVIOUS_QUARTER, CITY))
    entry = make_entry(first.caption, "秘书", MADE_AT)
    clash = make_entry(second.caption, "秘书", MADE_AT)
    assert entry is not None
    assert clash is not None
    register.add([entry, dataclasses.replace(clash, code=entry.code)])
    found = find_recorded(register, LOCAL_USER, entry.code)
    assert {item.period for item in found} == {"2024Q3–2025Q3", "2024Q3–2025Q2"}


def test_an_entry_can_be_neither_changed_nor_removed(store: Store, register: FigureRegister) -> None:
    keep(register, trend_of(store))
    for sql in ("UPDATE figures SET title = ''", "DELETE FROM figures"):
        with pytest.raises(EduboardError), register.writing() as connection:
            connection.execute(sql)


def test_an_unknown_code_is_told_apart_from_a_wrong_one(register: FigureRegister) -> None:
    with pytest.raises(EduboardError) as unknown:
        find_recorded(register, LOCAL_USER, "ZZZZ-ZZZZ")
    assert unknown.value.code == "figure.unknown"
    assert not register.path.exists()


@pytest.mark.parametrize("content", ["不是数据库".encode() * 1000, b"SQLite format 3\x00" + bytes(2000)])
def test_a_damaged_register_is_told_in_a_sentence(
    content: bytes, store: Store, register: FigureRegister
) -> None:
    register.path.write_bytes(content)
    with pytest.raises(EduboardError) as reading:
        find_recorded(register, LOCAL_USER, "7K3M-Q2PD")
    with pytest.raises(EduboardError) as writing:
        keep(register, trend_of(store))
    assert {reading.value.code, writing.value.code} == {"figures.unusable"}


def test_the_register_is_the_services_own_to_read(store: Store, register: FigureRegister) -> None:
    keep(register, trend_of(store))
    assert register.path.stat().st_mode & 0o077 == 0


# -- back to the figure --------------------------------------------------------------------------------------


def test_unchanged_data_is_told_as_unchanged(store: Store, register: FigureRegister) -> None:
    found = traced(store, register, keep(register, trend_of(store)))
    assert found.is_same
    assert found.changes == found.replacements == found.added == ()
    assert all(definition.is_same for definition in found.definitions)


def test_a_corrected_hand_in_is_told_value_by_value(store: Store, register: FigureRegister) -> None:
    lake = Filters(LATEST, PREVIOUS_QUARTER, CITY, district=LAKE)
    code = keep(register, trend_of(store, lake))
    [recorded] = find_recorded(register, LOCAL_USER, code)
    # Lake's four classes of 60, 50, 45 and 66 were two large ones; now one of four is.
    sizes = (("一年级", "小学", 50), ("二年级", "小学", 50), ("三年级", "小学", 45), ("七年级", "初中", 66))
    rows = [
        {
            "school": school_code(LAKE, stage),
            "stage": stage,
            "grade": grade,
            "class_no": "1",
            "students": number,
        }
        for grade, stage, number in sizes
    ]
    batch = hand_in(store, "classes", LATEST, LAKE, rows)
    found = traced(store, register, code)
    assert not found.is_same
    [change] = found.changes
    assert (change.row, change.column) == ("临湖区", LATEST)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.value) == (0.5, 0.25)
    assert found.added == (batch.batch,)
    assert found.figure is not None
    assert found.figure.caption.code != code
    # What was recorded stays what it was.
    assert find_recorded(register, LOCAL_USER, code) == (recorded,)


def test_a_withdrawn_batch_is_followed_to_the_one_in_its_place(
    store: Store, register: FigureRegister
) -> None:
    row = {
        "school": school_code(LAKE, "小学"),
        "stage": "小学",
        "grade": "一年级",
        "class_no": "1",
        "students": 70,
    }
    second = hand_in(store, "classes", LATEST, LAKE, [row])
    lake = Filters(LATEST, PREVIOUS_QUARTER, CITY, district=LAKE)
    code = keep(register, trend_of(store, lake))
    withdraw(store, LOCAL_USER, second.batch)
    found = traced(store, register, code)
    [change] = found.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value, change.after.value) == (1.0, 0.5)
    [replaced] = found.replacements
    assert (replaced.batch, replaced.state) == (second.batch, "已撤回")
    assert len(replaced.replaced_by) == 1


def test_another_districts_clerk_sees_nothing_of_a_figure(store: Store, register: FigureRegister) -> None:
    code = keep(register, trend_of(store))
    with pytest.raises(AccessDenied) as refused:
        find_recorded(register, LAKE_CLERK, code)
    assert refused.value.code == "figure.hidden"
    for secret in ("大班额", "云川", "0.3"):
        assert secret not in str(refused.value)


def test_who_sees_more_redraws_what_its_first_viewer_saw(store: Store, register: FigureRegister) -> None:
    code = keep(register, trend_of(store, CITY_FILTERS, LAKE_CLERK))
    found = traced(store, register, code)
    assert found.is_same
    assert found.recorded.visible == (LAKE,)
    assert found.figure == trend_of(store, CITY_FILTERS, LAKE_CLERK)


def test_a_recipe_that_nobody_knows_any_more_still_shows_what_was_recorded(
    store: Store, register: FigureRegister
) -> None:
    entry = make_entry(trend_of(store).caption, "秘书", MADE_AT)
    assert entry is not None
    for number, (name, value) in enumerate(
        (("kind", "spiral"), ("metrics", ["gone"]), ("filters", {"moon": "1"}))
    ):
        recipe = {**entry.content["recipe"], name: value}
        content = {**entry.content, "recipe": recipe}
        register.add(
            [dataclasses.replace(entry, digest=f"{number}", code=f"0000000{number}", content=content)]
        )
        found = traced(store, register, f"0000000{number}")
        assert found.figure is None
        assert found.problem
        assert not found.is_same
        assert found.recorded.values


def test_a_store_without_data_redraws_an_empty_figure(
    store: Store, register: FigureRegister, tmp_path: Path
) -> None:
    code = keep(register, trend_of(store))
    empty = make_store(tmp_path / "empty")
    try:
        found = traced(empty, register, code)
        assert not found.is_same
        assert all(change.after is None or change.after.value is None for change in found.changes)
        assert {item.state for item in found.replacements} == {""}
    finally:
        empty.close()
