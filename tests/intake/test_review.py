"""A hand-in under review waits, is published or sent back by somebody else, and leaves its whole way on record."""

import dataclasses
from collections.abc import Iterator

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.access_rules import AccessRules
from eduboard.errors import AccessDenied, EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.experience import NeedsExplanation, Sentences
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.intake.review import Seen, accept, check_submittal, recall, send_back, submit
from eduboard.intake.said import Asked
from eduboard.settings import Settings
from eduboard.store.batches import list_batches
from eduboard.store.history import EventFilter, find_event_choices, find_events
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.store import Store
from eduboard.store.submittals import Mark, Submittal, find_submittal, find_submittals
from tests.intake.conftest import measured
from tests.intake.files import classes, text_file
from tests.intake.test_publish import TWO_DISTRICTS

LAKE, RIDGE = "990101", "990102"
CLERK = Viewer("张三", "数据员", (LAKE,), account="lake.zhang")
OTHER_CLERK = Viewer("王五", "数据员", (RIDGE,), account="ridge.wang")
BOTH_CLERK = Viewer("钱七", "数据员", (LAKE, RIDGE), account="both.qian")
REVIEWER = Viewer("赵六", "审核员", (LAKE, RIDGE), account="zhao")
LAKE_REVIEWER = Viewer("孙八", "审核员", (LAKE,), account="sun")
LEADER = Viewer("局长", "领导", None, account="ju")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, access=AccessRules(mode="accounts", review=True))


def hand_in(
    store: Store, data: bytes, name: str = "班额.csv", viewer: Viewer = CLERK, said: str = ""
) -> Submittal | None:
    tables = check_file(store, viewer, data, name)
    try:
        return submit(store, tables, data, Asked(), remark="第三季度", sentences=Sentences(said))
    finally:
        close_all(tables)


def number_of(submittal: Submittal | None) -> str:
    assert submittal is not None
    return submittal.submittal


def found(store: Store, number: str, viewer: Viewer = LOCAL_USER) -> Submittal:
    with store.reading(viewer) as session:
        return find_submittal(session, number)


def states(store: Store, viewer: Viewer = LOCAL_USER) -> list[tuple[str, str]]:
    with store.reading(viewer) as session:
        return [(item.file_name, item.state) for item in find_submittals(session)[0]]


def test_what_waits_is_not_published(store: Store) -> None:
    number = number_of(hand_in(store, classes(70, 71)))
    assert measured(store) is None
    assert list_batches(store, LOCAL_USER) == []
    waiting = found(store, number)
    assert (waiting.state, waiting.name, waiting.account) == ("待审", "张三", "lake.zhang")
    assert (waiting.file_name, waiting.remark, waiting.districts) == ("班额.csv", "第三季度", (LAKE,))
    assert original_path(store, sha256_of(classes(70, 71))).read_bytes() == classes(70, 71)


def test_what_is_accepted_is_published_in_the_name_of_who_handed_it_in(store: Store) -> None:
    number = number_of(hand_in(store, classes(70, 71)))
    [result] = accept(store, REVIEWER, number)
    assert result.batch is not None
    assert measured(store) == 2
    [batch] = list_batches(store, LOCAL_USER)
    assert (batch["published_by"], batch["explanation"]) == ("张三", "第三季度")
    after = found(store, number)
    assert (after.state, after.decided_by, after.batches) == ("已发布", "赵六", (result.batch.batch,))
    with store.reading() as session:
        events, _ = find_events(session, EventFilter(), 0, None)
    assert [(event.action, event.who) for event in reversed(events)] == [
        ("submit", "张三"), ("publish", "赵六"), ("accept", "赵六"),
    ]  # fmt: skip


def test_a_clerk_can_neither_publish_nor_take_back_nor_restore(store: Store) -> None:
    with pytest.raises(AccessDenied, match="审核"):
        load_file(store, CLERK, classes(70), "班额.csv")
    number = number_of(hand_in(store, classes(70)))
    [result] = accept(store, REVIEWER, number)
    assert result.batch is not None
    for change in (withdraw, restore):
        with pytest.raises(AccessDenied, match="审核"):
            change(store, CLERK, result.batch.batch)
    withdraw(store, REVIEWER, result.batch.batch)
    with pytest.raises(AccessDenied, match="审核"):
        restore(store, CLERK, result.batch.batch)


def test_without_review_or_without_accounts_a_clerk_publishes(store: Store) -> None:
    for access in (AccessRules(mode="accounts"), AccessRules(review=True)):
        store.settings = dataclasses.replace(store.settings, access=access)
        assert (
            load_file(store, CLERK, classes(*range(60, 62 + access.review)), "班额.csv")[0].batch is not None
        )


def test_a_reviewers_own_hand_in_is_published_at_once(store: Store) -> None:
    assert load_file(store, REVIEWER, classes(70), "班额.csv")[0].batch is not None


def test_a_returned_hand_in_keeps_reason_and_marks_and_the_next_one_stands_beside_it(store: Store) -> None:
    number = number_of(hand_in(store, classes(70, 71)))
    mark = Mark(None, 3, "学生数", "71", "与学籍不符")
    send_back(store, REVIEWER, number, " 请核对 ", [mark, Mark(None, 4, "", "", "  ")])
    returned = found(store, number, CLERK)
    assert (returned.state, returned.reason, returned.marks) == ("已退回", "请核对", (mark,))
    assert measured(store) is None
    again = number_of(hand_in(store, classes(70, 50), "改.csv"))
    accept(store, REVIEWER, again)
    assert states(store) == [("改.csv", "已发布"), ("班额.csv", "已退回")]
    assert measured(store) == 1


def test_sending_back_takes_a_reason(store: Store) -> None:
    number = number_of(hand_in(store, classes(70)))
    with pytest.raises(EduboardError) as caught:
        send_back(store, REVIEWER, number, "  ", [Mark(None, 2, "学生数", "70", " ")])
    assert caught.value.code == "review.no_reason"
    assert found(store, number).is_waiting


def test_nobody_decides_on_their_own(store: Store) -> None:
    number = number_of(hand_in(store, classes(70)))
    promoted = dataclasses.replace(CLERK, role="审核员")
    for decide in (
        lambda: accept(store, promoted, number),
        lambda: send_back(store, promoted, number, "不行"),
    ):
        with pytest.raises(AccessDenied, match="自己"):
            decide()
    recall(store, promoted, number)
    assert found(store, number).state == "已收回"


@pytest.mark.parametrize("viewer", [CLERK, OTHER_CLERK, LEADER])
def test_who_is_no_reviewer_decides_nothing(store: Store, viewer: Viewer) -> None:
    number = number_of(hand_in(store, classes(70)))
    for decide in (lambda: accept(store, viewer, number), lambda: send_back(store, viewer, number, "不行")):
        with pytest.raises(AccessDenied):
            decide()
    assert found(store, number).is_waiting


def test_a_reviewer_decides_only_where_all_districts_are_theirs(store: Store) -> None:
    number = number_of(hand_in(store, TWO_DISTRICTS, viewer=BOTH_CLERK))
    seeing = dataclasses.replace(LAKE_REVIEWER, sees_all=True)
    with pytest.raises(EduboardError) as caught:
        accept(store, LAKE_REVIEWER, number)
    assert caught.value.code == "review.unknown"
    with pytest.raises(AccessDenied, match="东岭区"):
        accept(store, seeing, number)
    with pytest.raises(AccessDenied, match="东岭区"):
        send_back(store, seeing, number, "不行")
    accept(store, REVIEWER, number)


def test_only_who_handed_it_in_recalls_it_and_only_while_it_waits(store: Store) -> None:
    number = number_of(hand_in(store, classes(70)))
    with pytest.raises(AccessDenied, match="收回"):
        recall(store, BOTH_CLERK, number)
    recall(store, CLERK, number)
    for late in (lambda: recall(store, CLERK, number), lambda: accept(store, REVIEWER, number)):
        with pytest.raises(EduboardError) as caught:
            late()
        assert caught.value.code == "review.decided"


def test_a_decision_is_made_once(store: Store) -> None:
    number = number_of(hand_in(store, classes(70)))
    accept(store, REVIEWER, number)
    for late in (lambda: accept(store, REVIEWER, number), lambda: send_back(store, REVIEWER, number, "晚了")):
        with pytest.raises(EduboardError) as caught:
            late()
        assert caught.value.code == "review.decided"
    assert len(list_batches(store, LOCAL_USER)) == 1


def test_a_newer_one_for_the_same_scope_supersedes_what_waits(store: Store) -> None:
    first = number_of(hand_in(store, TWO_DISTRICTS, "两区.csv", BOTH_CLERK))
    other = number_of(hand_in(store, classes(80, period="2025Q2"), "二季度.csv"))
    second = hand_in(store, classes(60), "临湖.csv")
    assert second is not None
    assert second.supersedes == (first,)
    old = found(store, first)
    assert (old.state, old.superseded_by) == ("已被取代", second.submittal)
    assert found(store, other).is_waiting
    with pytest.raises(EduboardError) as caught:
        accept(store, REVIEWER, first)
    assert caught.value.code == "review.decided"


def test_what_is_published_already_does_not_wait(store: Store) -> None:
    accept(store, REVIEWER, number_of(hand_in(store, classes(70))))
    assert hand_in(store, classes(70)) is None
    assert hand_in(store, classes(70, encoding="gb18030")) is None


def test_what_somebody_else_has_published_meanwhile_ends_without_a_batch(store: Store) -> None:
    number = number_of(hand_in(store, classes(70)))
    load_file(store, REVIEWER, classes(70, encoding="gb18030"), "同样.csv")
    [result] = accept(store, REVIEWER, number)
    assert result.is_unchanged
    assert (found(store, number).state, found(store, number).batches) == ("已发布", ())


def test_a_file_with_errors_is_not_submitted(store: Store) -> None:
    with pytest.raises(EduboardError) as caught:
        hand_in(store, classes(-1))
    assert caught.value.code == "review.errors"
    assert not original_path(store, sha256_of(classes(-1))).exists()


def test_what_no_longer_passes_is_not_published(store: Store) -> None:
    data = text_file("统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数", *_rows(70, 71))
    number = number_of(hand_in(store, data))
    # By now another district's registry has the school's code.
    registry = text_file("统计期,区县,学校标识码,学校名称,办学类型", "2025Q3,东岭区,2199000018,东岭小学,小学")
    load_file(store, REVIEWER, registry, "名录.csv")
    with pytest.raises(EduboardError) as caught:
        accept(store, REVIEWER, number)
    assert caught.value.code == "review.no_longer_clean"
    assert measured(store) is None
    assert found(store, number).is_waiting


def test_only_what_was_seen_is_accepted(store: Store) -> None:
    number = number_of(hand_in(store, classes(70, 71)))
    tables = check_submittal(store, REVIEWER, found(store, number), classes(70, 71))
    seen = Seen(store.version, compare(store, tables))
    close_all(tables)
    load_file(store, REVIEWER, classes(60, 40, 40), "更正.csv")
    with pytest.raises(EduboardError) as caught:
        accept(store, REVIEWER, number, seen)
    assert caught.value.code == "review.store_changed"
    assert measured(store) == 1
    # What has changed elsewhere is no reason.
    tables = check_submittal(store, REVIEWER, found(store, number), classes(70, 71))
    seen = Seen(store.version, compare(store, tables))
    close_all(tables)
    load_file(store, REVIEWER, classes(60, period="2024Q1", district="东岭区"), "别处.csv")
    accept(store, REVIEWER, number, seen)
    assert measured(store) == 2


QUARTER_BEFORE = classes(*[45] * 40, period="2025Q2")
A_THIRD = classes(*[45] * 15)


def test_what_is_unlikely_wants_a_sentence_that_is_kept_with_the_batch(store: Store) -> None:
    load_file(store, REVIEWER, QUARTER_BEFORE, "二季度.csv")
    with pytest.raises(NeedsExplanation):
        hand_in(store, A_THIRD)
    assert not original_path(store, sha256_of(A_THIRD)).exists()
    number = number_of(hand_in(store, A_THIRD, said="两校合并到邻区"))
    [result] = accept(store, REVIEWER, number)
    assert result.batch is not None
    assert {item.sentence for item in result.batch.explanations} == {"两校合并到邻区"}


def test_what_has_become_unlikely_since_was_never_explained(store: Store) -> None:
    number = number_of(hand_in(store, A_THIRD, said="这句话说的不是后来的变化"))
    load_file(store, REVIEWER, QUARTER_BEFORE, "二季度.csv")
    with pytest.raises(NeedsExplanation):
        accept(store, REVIEWER, number)
    assert found(store, number).is_waiting


def test_columns_are_read_as_they_were_when_it_was_submitted(store: Store) -> None:
    data = text_file("统计期,区县,学校标识码,学校名称,学段,年级,班号,娃娃数", *_rows(70, 71))
    tables = check_file(store, CLERK, data, "班额.csv", columns={"娃娃数": "students"})
    waiting = submit(store, tables, data, Asked(None, {"娃娃数": "students"}))
    close_all(tables)
    accept(store, REVIEWER, number_of(waiting))
    assert measured(store) == 2


def _rows(*sizes: int) -> list[str]:
    return [
        f"2025Q3,临湖区,2199000018,实验小学,小学,一年级,{number},{size}"
        for number, size in enumerate(sizes, start=1)
    ]


def test_another_districts_review_is_nowhere_to_be_seen(store: Store) -> None:
    number = number_of(hand_in(store, classes(70), "临湖机密.csv"))
    send_back(store, REVIEWER, number, "临湖的原因")
    for viewer, count in ((OTHER_CLERK, 0), (CLERK, 2), (LOCAL_USER, 2)):
        with store.reading(viewer) as session:
            assert len(find_submittals(session)[0]) == bool(count)
            assert len(find_events(session, EventFilter(), 0, None)[0]) == count
            assert bool(find_event_choices(session)[1]) == bool(count)
            scopes = session.run("pages/submittal_scopes", period="2025Q3", districts=[LAKE, RIDGE])
            assert [row["state"] for row in scopes] == ["已退回"] * bool(count)
            if not count:
                with pytest.raises(EduboardError):
                    find_submittal(session, number)


@pytest.fixture
def history(store: Store) -> Iterator[Store]:
    """Everything has happened once."""
    accept(store, REVIEWER, number_of(hand_in(store, classes(70), "一.csv", said="新校区启用")))
    send_back(
        store, REVIEWER, number_of(hand_in(store, classes(71), "二.csv")), "看", [Mark(None, 2, "", "", "错")]
    )
    hand_in(store, TWO_DISTRICTS, "三.csv", BOTH_CLERK)
    hand_in(store, classes(72), "四.csv")
    recall(
        store, OTHER_CLERK, number_of(hand_in(store, classes(40, district="东岭区"), "五.csv", OTHER_CLERK))
    )
    return store


def everything(store: Store) -> list[object]:
    with store.reading() as session:
        return [
            find_submittals(session),
            session.fetch_tuples("SELECT * FROM submittal_scopes ORDER BY ALL"),
            session.fetch_tuples("SELECT * FROM reviewed_batches ORDER BY ALL"),
            session.fetch_tuples("SELECT * FROM store.events ORDER BY ALL"),
            list_batches(store, LOCAL_USER),
        ]


def test_log_and_originals_bring_the_whole_review_back(history: Store, settings: Settings) -> None:
    before = everything(history)
    log = history.folder.batch_log.read_bytes()
    assert states(history) == [
        ("五.csv", "已收回"), ("四.csv", "待审"), ("三.csv", "已被取代"), ("二.csv", "已退回"), ("一.csv", "已发布"),
    ]  # fmt: skip
    history.close()
    rebuild(settings.store, settings)
    again = open_ready_store(settings)
    assert everything(again) == before
    assert again.folder.batch_log.read_bytes() == log
    accept(again, REVIEWER, found(again, _waiting(again)).submittal)
    assert measured(again) == 1
    again.close()


def _waiting(store: Store) -> str:
    with store.reading() as session:
        [waiting] = find_submittals(session, states=["待审"])[0]
    return waiting.submittal
