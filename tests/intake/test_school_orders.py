"""District and schools hand in, take back and restore in any order: a model of a few lines says what is shown."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from eduboard.access.viewer import Viewer
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.settings import Settings
from eduboard.store.history import find_batch
from tests.intake.conftest import measured
from tests.intake.test_own_school import DISTRICT, EAST, NORTH, SOUTH, classes, of, shown


@dataclasses.dataclass
class Published:
    """A batch of the model: '' is the district's."""

    batch: str
    school: str
    sizes: dict[str, int]
    in_force: bool = True


def expected(history: list[Published]) -> dict[str, int]:
    """What stands: the newest district's word, then, later ones of schools in its place."""
    standing = [item for item in history if item.in_force]
    last = max((at for at, item in enumerate(standing) if not item.school), default=None)
    found = dict(standing[last].sizes) if last is not None else {}
    for item in standing[last + 1 if last is not None else 0 :]:
        found |= item.sizes
    return found


class Orders(RuleBasedStateMachine):
    """District and schools hand in, take back and restore in any order."""

    folder: Path
    number = 0

    @initialize()
    def open(self) -> None:
        Orders.number += 1
        settings = Settings(store=self.folder / str(Orders.number) / "eduboard.duckdb", threads=1)
        self.store = open_ready_store(settings)
        self.history: list[Published] = []

    @rule(sizes=st.dictionaries(st.sampled_from((NORTH, SOUTH, EAST)), st.integers(30, 70), min_size=1))
    def district_hands_in(self, sizes: dict[str, int]) -> None:
        self._publish("", sizes, DISTRICT)

    @rule(school=st.sampled_from((NORTH, SOUTH, EAST)), size=st.integers(30, 70))
    def school_hands_in(self, school: str, size: int) -> None:
        self._publish(school, {school: size}, of(school))

    def _publish(self, school: str, sizes: dict[str, int], viewer: Viewer) -> None:
        before = expected(self.history)
        [result] = load_file(self.store, viewer, classes(sizes), "表.csv", explanation="按实际情况填报")
        if result.batch is None:
            assert result.is_unchanged
            assert before | sizes == before
            return
        self.history.append(Published(result.batch.batch, school, sizes))

    @precondition(lambda self: self.history)
    @rule(at=st.integers(0, 100))
    def change(self, at: int) -> None:
        item = self.history[at % len(self.history)]
        with self.store.reading() as session:
            scopes = find_batch(session, item.batch).scopes
        (withdraw if item.in_force else restore)(self.store, DISTRICT, item.batch)
        then = [scope.batch_if_withdrawn if item.in_force else scope.batch_if_restored for scope in scopes]
        item.in_force = not item.in_force
        with self.store.reading() as session:
            assert [scope.current_batch for scope in find_batch(session, item.batch).scopes] == then

    @invariant()
    def what_is_shown_is_what_the_model_says(self) -> None:
        if not hasattr(self, "store"):
            return
        model = expected(self.history)
        assert shown(self.store) == model
        large = sum(size > 55 for size in model.values())
        assert measured(self.store) == (large if model else None)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


@pytest.fixture
def orders(tmp_path: Path) -> type[Orders]:
    Orders.folder = tmp_path
    return Orders


def test_every_order_of_district_and_schools_is_what_the_model_says(orders: type[Orders]) -> None:
    run_state_machine_as_test(
        orders,
        settings=hypothesis_settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
