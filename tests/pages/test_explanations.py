"""What a page asks about an unlikely number, and where the answer then stands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.delta_generator import DeltaGenerator as _Bar
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER
from eduboard.exports.marked import build_findings_json, build_marked_workbook
from eduboard.intake.opening import open_ready_store
from eduboard.intake.progress import Step
from eduboard.intake.publish import load_file, withdraw
from eduboard.settings import Settings
from eduboard.store.batches import list_batches
from eduboard.texts import experience as texts
from eduboard.texts import pages as page_texts
from eduboard.ui import upload
from eduboard.ui.session import get_store
from tests.conftest import DATABASE
from tests.intake.test_experience import classes
from tests.pages.board import open_page, text_of
from tests.pages.test_upload import buttons, hand_over, press

Use = Callable[[Path], Path]
RIDGE = "990102"
WHY = "新校区启用<b>大班</b>分流*"
LATER = ("班额.csv", classes(13, 100))


@pytest.fixture
def with_a_quarter(use: Use, tmp_path: Path) -> Path:
    """The quarter before is published: 31 large classes of 100."""
    database = tmp_path / "store" / DATABASE
    store = open_ready_store(Settings(store=database, threads=2))
    load_file(store, LOCAL_USER, classes(31, 100, "2025Q2"), "前.csv")
    store.close()
    return use(database)


def sentence_for_all(at: AppTest) -> AppTest:
    [field] = [item for item in at.text_input if item.label == texts.FOR_ALL]
    return field


def test_publishing_waits_for_an_explanation_of_each(with_a_quarter: Path) -> None:
    at = hand_over(open_page("upload"), LATER)
    assert not at.exception
    assert texts.ASK_TITLE.format(count=4) in text_of(at)
    assert buttons(at, page_texts.PUBLISH) == [False]
    fields = [item for item in at.text_input if "2025Q3 东岭区" in item.label]
    assert len(fields) == 4
    assert any(r"大班额占比由上季度的31\.0%变为13\.0%" in item.label for item in fields)
    for field in fields[:3]:
        field.set_value("大班分流")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [False]
    assert texts.TOO_SHORT.format(count=1, least=4) in [item.value for item in at.warning]
    fields = [item for item in at.text_input if "2025Q3 东岭区" in item.label]
    fields[3].set_value("统计时间提前")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [True]
    press(at, page_texts.PUBLISH)
    assert at.success[0].value.startswith("已发布")


def test_one_sentence_for_all_follows_the_number_everywhere(with_a_quarter: Path) -> None:
    at = hand_over(open_page("upload"), LATER)
    sentence_for_all(at).set_value(WHY)
    at.run()
    press(at, page_texts.PUBLISH)
    assert at.success[0].value.startswith("已发布")

    page = open_page("class_size", district=RIDGE, period="2025Q3")
    assert not page.exception
    notes = [item.value for item in page.caption if "由上季度的" in item.value]
    # Under the cards and under the tables, with nothing in it that the page would act on.
    written = r"注：2025Q3 东岭区 大班额占比由上季度的31\.0%变为13\.0%：新校区启用\<b\>大班\</b\>分流\*"
    assert written in notes[0]
    assert written in notes[-1]
    assert len(notes) > 1
    [explained] = [t.value for t in page.dataframe if list(t.value.columns) == list(texts.NOTE_COLUMNS)]
    assert set(explained["说明"]) == {WHY}
    assert set(explained["统计期"]) == {"2025Q3"}
    figures = [text for text in text_of(page).splitlines() if "13.0%：新校区启用" in text.replace("<br>", "")]
    assert figures

    # The quarter before needed none.
    assert "由上季度的" not in "".join(
        item.value for item in open_page("class_size", district=RIDGE, period="2025Q2").caption
    )

    [newest, _] = list_batches(get_store(), LOCAL_USER)
    withdraw(get_store(), LOCAL_USER, newest["batch"])
    page = open_page("class_size", district=RIDGE, period="2025Q3")
    assert WHY not in text_of(page)


def test_a_long_list_is_explained_together(with_nothing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from eduboard.ui import explanations

    monkeypatch.setattr(explanations, "ASKED_SINGLY", 1)
    store = open_ready_store(Settings(store=with_nothing, threads=2))
    load_file(store, LOCAL_USER, classes(31, 100, "2025Q2"), "前.csv")
    store.close()
    at = hand_over(open_page("upload"), LATER)
    assert texts.OTHERS.format(count=3) in text_of(at)
    [field] = [item for item in at.text_input if "2025Q3" in item.label]
    field.set_value("大班分流")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [False]
    sentence_for_all(at).set_value("统计时间提前")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [True]


def test_what_was_published_meanwhile_is_asked_about_again(
    with_a_quarter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's word that everything is explained is not taken for it."""
    from eduboard.intake.experience import Sentences

    at = hand_over(open_page("upload"), LATER)
    monkeypatch.setattr(upload, "ask_for_explanations", lambda *_: Sentences())
    at.run()
    press(at, page_texts.PUBLISH)
    assert "没有发布任何数据" in at.warning[0].value
    assert not [item for item in at.success if item.value.startswith("已发布")]


def test_a_publication_that_is_stopped_says_so_and_leaves_nothing(
    with_a_quarter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit stops a script by raising where it shows something, here the step that the work is at."""
    at = hand_over(open_page("upload"), ("班额.csv", classes(30, 100)))
    originals = sorted((with_a_quarter.parent / "originals").rglob("*"))
    pressed_once: list[Step] = []

    def stop(self: _Bar, _value: float, text: str) -> None:
        if texts.STEPS["measure"] in text and not pressed_once:
            pressed_once.append("measure")
            raise RerunException(RerunData())

    monkeypatch.setattr(_Bar, "progress", stop)
    press(at, page_texts.PUBLISH)
    assert pressed_once
    assert [item.value for item in at.warning] == [texts.PUBLISH_CANCELLED.format(file=r"班额\.csv")]
    assert sorted((with_a_quarter.parent / "originals").rglob("*")) == originals
    assert len(list_batches(get_store(), LOCAL_USER)) == 1
    press(at, page_texts.PUBLISH)
    assert at.success[0].value.startswith("已发布")


def test_a_check_that_is_stopped_waits_until_it_is_wanted_again(
    with_a_quarter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("upload")

    def check(file: object, _progress: object) -> object:
        at.session_state["stopped"].add(file.key)  # type: ignore[attr-defined]
        raise RerunException(RerunData())

    with monkeypatch.context() as patched:
        patched.setattr(upload, "_check_anew", check)
        hand_over(at, LATER)
    assert texts.CHECK_CANCELLED in [item.value for item in at.info]
    assert buttons(at, page_texts.PUBLISH) == []
    press(at, texts.CHECK_AGAIN)
    assert texts.ASK_TITLE.format(count=4) in text_of(at)


def test_a_receipt_stays_when_the_check_after_it_is_stopped(
    with_a_quarter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published is checked once more: stopping that must not read as if nothing had been published."""
    at = hand_over(open_page("upload"), LATER)
    sentence_for_all(at).set_value("按实际情况填报")
    at.run()
    check = upload._check_anew
    stops = [1]

    def stop(file: object, progress: object) -> object:
        if stops:
            at.session_state["stopped"].add(file.key)  # type: ignore[attr-defined]
            stops.pop()
            raise RerunException(RerunData())
        return check(file, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(upload, "_check_anew", stop)
    press(at, page_texts.PUBLISH)
    assert not stops
    assert at.success[0].value.startswith("已发布")
    press(at, texts.CHECK_AGAIN)
    assert not any(item.value.startswith("已发布") for item in at.success), "told once"


def fields_asked(at: AppTest) -> list[str]:
    """What stands in the places where single observations are explained."""
    return [item.value for item in at.text_input if "2025Q3 东岭区" in item.label]


def publish_the_quarter(sentence: str, students: int = 100) -> None:
    load_file(get_store(), LOCAL_USER, classes(13, students), "先.csv", explanation=sentence)


def test_what_was_said_stands_there_when_the_quarter_is_handed_in_again(with_a_quarter: Path) -> None:
    open_page("upload")
    publish_the_quarter("大班分流到新校区")
    # One class is larger: the file is another one, what is unlikely about it is the same.
    corrected = classes(13, 100).replace(b",40\n", b",41\n", 1)
    assert corrected != classes(13, 100)
    at = hand_over(open_page("upload"), ("更正.csv", corrected))
    asked = fields_asked(at)
    assert asked
    assert asked.count("大班分流到新校区") >= 3
    said = asked.count("大班分流到新校区")
    assert texts.SAID_BEFORE.format(count=said) in text_of(at)
    assert buttons(at, page_texts.PUBLISH) == [said == len(asked)]

    # It is a proposal: it can be rewritten, and taken out.
    field = next(item for item in at.text_input if item.value == "大班分流到新校区")
    label = field.label
    field.set_value("两校合并以后分班")
    at.run()
    [rewritten] = [item.value for item in at.text_input if item.label == label]
    assert rewritten == "两校合并以后分班"
    [again] = [item for item in at.text_input if item.label == label]
    again.set_value("")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [False]


def test_what_was_said_of_another_figure_is_not_said_of_this_one(with_a_quarter: Path) -> None:
    open_page("upload")
    publish_the_quarter("大班分流到新校区")
    at = hand_over(open_page("upload"), ("更正.csv", classes(5, 100)))
    assert fields_asked(at)
    assert all("大班额" not in item.label for item in at.text_input if item.value == "大班分流到新校区")


def test_what_has_to_be_explained_is_in_the_file_that_is_given_back(with_a_quarter: Path) -> None:
    at = hand_over(open_page("upload"), LATER)
    [checked] = at.session_state["checked"].values()
    assert [report.warnings for report in checked.reports] == [()]
    told = json.loads(build_findings_json(checked.given_back))
    seen = [warning["message"] for warning in told[0]["warnings"]]
    assert len(seen) == 4
    assert any("大班额占比由上季度的31.0%变为13.0%" in message for message in seen)
    data = LATER[1]
    book = load_workbook(io.BytesIO(build_marked_workbook(data, "班额.csv", checked.given_back)))
    words = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert any("大班额占比由上季度的31.0%变为13.0%" in text for text in words)
