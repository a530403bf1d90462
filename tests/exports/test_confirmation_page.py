"""The page of a 上报确认单: no name breaks it, nothing is cut, and what it has no room for stands in the annex."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eduboard.exports.confirmation import Checks, Confirmation
from eduboard.exports.confirmation_document import write_confirmation
from eduboard.store.history import BatchScope
from eduboard.store.records import DEMO, Explanation
from tests.build import make_store
from tests.exports.confirmations import confirmation_of, facts_of, opened, publish_file, texts_of
from tests.exports.office import count_pages
from tests.intake.files import classes

LAKE = "990101"
HOSTILE = "\x00\x0b\u202e=1+1</w:t>&\n" + "很长的名字" * 6
EXPLANATION = Explanation(
    "r", "2025Q3", LAKE, "", "", "大班额占比较上季度上升 21.3 个百分点", "撤并两所村小，学生并入"
)


def changed(confirmation: Confirmation, **values: object) -> Confirmation:
    """The same confirmation of a batch with something else on record."""
    return replace(confirmation, record=replace(confirmation.record, **values))


@pytest.fixture
def ordinary(tmp_path: Path) -> Iterator[Confirmation]:
    store = make_store(tmp_path / "store", bureau="云川市教育局")
    yield confirmation_of(store, publish_file(store, classes(60, 50, 40)))
    store.close()


def test_no_name_breaks_the_document(ordinary: Confirmation) -> None:
    document = opened(
        changed(
            replace(ordinary, bureau=HOSTILE),
            file_name=HOSTILE,
            published_by=HOSTILE,
            explanation=HOSTILE,
            explanations=(replace(EXPLANATION, observation=HOSTILE, sentence=HOSTILE),),
        )
    )
    facts = facts_of(document)
    assert facts["文件名"] == facts["报送人"] == "□ □=1+1</w:t>& " + "很长的名字" * 6
    assert not [
        character for character in texts_of(document) if unicodedata.category(character) in ("Cf", "Cs")
    ]


def test_what_the_page_has_no_room_for_stands_in_the_annex_in_full(ordinary: Confirmation) -> None:
    note = "情况说明" * 60
    document = opened(changed(ordinary, explanation=note, explanations=(EXPLANATION,) * 40))
    assert facts_of(document)["说明"].endswith("……（全文见附表）")
    assert "书面说明 40 条，见附表" in facts_of(document)["校验情况"]
    assert any(note in paragraph.text for paragraph in document.paragraphs)
    assert len(document.tables[-1].rows) == 41
    # The signatures stay on the first page, before the annex.
    assert document.tables[-2].rows[1].cells[0].text == "填报人（签字）"


def test_one_sentence_for_many_figures_stands_once_until_another_follows(ordinary: Confirmation) -> None:
    other = replace(EXPLANATION, sentence="新校区启用")
    explanations = (EXPLANATION, EXPLANATION, other, EXPLANATION)
    document = opened(changed(ordinary, explanations=explanations))
    [table] = [table for table in document.tables if table.rows[0].cells[0].text == "系统提示"]
    assert [row.cells[1].text for row in table.rows[1:]] == [
        EXPLANATION.sentence,
        "同上",
        "新校区启用",
        EXPLANATION.sentence,
    ]


def test_an_ordinary_batch_fits_one_page_and_a_large_one_signs_on_the_first(
    ordinary: Confirmation, tmp_path: Path
) -> None:
    many = tuple(
        BatchScope(
            period,
            f"99010{number}",
            7,
            annual=False,
            current_batch=None,
            batch_if_withdrawn=None,
            batch_if_restored=None,
        )
        for period in ("2025Q2", "2025Q3")
        for number in range(1, 9)
    )
    states = {
        "ordinary": ordinary,
        "with_explanations": changed(ordinary, explanations=(EXPLANATION,) * 3),
        "most_indicators": changed(
            replace(ordinary, metrics=ordinary.metrics * 2, checks=Checks(17, 20, 0, 3)),
            kind=DEMO,
            file_name="名" * 80,
        ),
        "many_explanations": changed(
            ordinary,
            explanations=tuple(
                replace(EXPLANATION, sentence=f"撤并村小 {number} 所，学生并入") for number in range(40)
            ),
        ),
        "many_places": changed(ordinary, scopes=many),
    }
    pages = count_pages({name: write_confirmation(state) for name, state in states.items()}, tmp_path)
    assert {name: pages[name] for name in ("ordinary", "with_explanations", "most_indicators")} == {
        "ordinary": 1,
        "with_explanations": 1,
        "most_indicators": 1,
    }
    assert pages["many_explanations"] == 3
    assert pages["many_places"] > 1
