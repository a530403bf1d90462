"""Several files of one period and district on the page: one block, one click, one batch, each line in its own file."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from eduboard.texts import pages as texts
from tests.clerk_files import excel_csv
from tests.intake.test_packages import package, windows_package
from tests.pages.board import card_values, open_page, text_of
from tests.pages.test_upload import ROW, buttons, hand_over, press, recent
from tests.small_city import JUNIOR, LAKE, school_code, school_name

JUNIOR_ROW = ("2025Q3", "临湖区", school_code(LAKE, JUNIOR), school_name(LAKE, JUNIOR), JUNIOR, "七年级", "1")
# Of the four classes, three have more than 55 pupils.
OF_PRIMARY = excel_csv([(*ROW, "60"), (*ROW[:-1], "2", "40")])
OF_JUNIOR = excel_csv([(*JUNIOR_ROW, "70"), (*JUNIOR_ROW[:-1], "2", "71")])
BOTH = {"小学/湖滨小学.csv": OF_PRIMARY, "初中/湖滨中学.csv": OF_JUNIOR}


def words_of(at: AppTest) -> str:
    """The page's text without the marks that keep names plain."""
    return text_of(at).replace("\\", "")


def test_a_zip_with_a_file_for_each_school_is_one_block_one_click_and_one_batch(
    with_data_to_change: Path,
) -> None:
    at = hand_over(open_page("upload"), ("各校.zip", windows_package(BOTH)))
    assert not at.exception
    words = words_of(at)
    assert "各校（2 份）.zip" in words
    assert "2 份文件合为一份上报" in words
    assert "初中/湖滨中学.csv、小学/湖滨小学.csv" in words
    assert buttons(at, texts.PUBLISH) == [True]
    at = press(at, texts.PUBLISH)
    assert not at.exception
    newest = recent(at).iloc[0]
    assert "各校（2 份）.zip" in [str(value) for value in newest]
    assert card_values(open_page("class_size", district=LAKE))[1] == "3"


def test_files_chosen_together_are_one_whatever_their_order(with_data_to_change: Path) -> None:
    files = [("甲.csv", OF_PRIMARY), ("乙.csv", OF_JUNIOR)]
    for chosen in (files, files[::-1]):
        at = hand_over(open_page("upload"), *chosen)
        assert "乙等 2 份.zip" in words_of(at)
        assert buttons(at, texts.PUBLISH) == [True]


def test_a_file_chosen_twice_is_taken_once_and_said_so(with_data_to_change: Path) -> None:
    at = hand_over(
        open_page("upload"), ("甲.csv", OF_PRIMARY), ("乙.csv", OF_JUNIOR), ("甲 - 副本.csv", OF_PRIMARY)
    )
    assert "乙等 2 份.zip" in words_of(at)
    assert buttons(at, texts.PUBLISH) == [True]
    assert "没有读入“甲 - 副本.csv”：与“甲.csv”的内容完全相同，只读入一份" in words_of(at)


def test_a_file_that_is_mapped_by_hand_joins_the_others_with_its_mapping(with_data_to_change: Path) -> None:
    own_words = OF_JUNIOR.decode("gb18030").replace("区县", "所在地").encode("gb18030")
    at = hand_over(open_page("upload"), ("甲.csv", OF_PRIMARY), ("乙.csv", own_words))
    assert "合为一份" not in words_of(at)
    [column] = [box for box in at.selectbox if "所在地" in box.label]
    at = column.set_value("district").run()
    assert not at.exception
    assert "乙等 2 份.zip" in words_of(at)
    assert buttons(at, texts.PUBLISH) == [True]
    at = press(at, texts.PUBLISH)
    assert card_values(open_page("class_size", district=LAKE))[1] == "3"


def test_what_was_chosen_for_a_bundle_stays_when_a_file_is_added(with_data_to_change: Path) -> None:
    own_words = [
        data.decode("gb18030").replace("学段", "所属段别").encode("gb18030")
        for data in (OF_PRIMARY, OF_JUNIOR)
    ]
    more = excel_csv([(*JUNIOR_ROW[:5], "八年级", "1", "50")])
    files = [("甲.csv", own_words[0]), ("乙.csv", own_words[1])]
    at = hand_over(open_page("upload"), *files)
    assert "乙等 2 份.zip" in words_of(at)
    assert buttons(at, texts.PUBLISH) == [False]
    # What is said of one file's column holds for the others of the bundle.
    column = next(box for box in at.selectbox if "所属段别" in box.label)
    at = column.set_value("stage").run()
    assert buttons(at, texts.PUBLISH) == [True]
    at = hand_over(at, *files, ("丙.csv", more))
    assert "丙等 3 份.zip" in words_of(at)
    assert buttons(at, texts.PUBLISH) == [True]


def test_files_of_other_districts_stay_files_of_their_own(with_data_to_change: Path) -> None:
    other = OF_JUNIOR.decode("gb18030").replace("临湖区", "东岭区").encode("gb18030")
    at = hand_over(open_page("upload"), ("各校.zip", package({"a.csv": OF_PRIMARY, "b.csv": other})))
    assert len(buttons(at, texts.PUBLISH)) == 2
    assert "合为一份" not in words_of(at)


def test_a_file_that_cannot_be_read_is_named_at_what_is_handed_in_without_it(
    with_data_to_change: Path,
) -> None:
    at = hand_over(open_page("upload"), ("甲.csv", OF_PRIMARY), ("乙.csv", OF_JUNIOR), ("坏.csv", b""))
    [warning] = [box.value for box in at.warning if "没有合进这一份" in box.value]
    assert "“坏.csv”没有合进这一份：一起交来的这份文件读不出内容" in warning.replace("\\", "")
    assert "改好后请把它和这一份的全部文件一起重新交" in warning
    # The others can be handed in all the same.
    assert buttons(at, texts.PUBLISH) == [True]
    at = hand_over(at, ("甲.csv", OF_PRIMARY), ("乙.csv", OF_JUNIOR))
    assert "没有合进这一份" not in words_of(at)


def test_what_cannot_be_opened_in_a_zip_is_named_at_its_other_files(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("各校.zip", package({**BOTH, "内.zip": b"PK"})))
    assert "“各校.zip/内.zip”没有合进这一份" in words_of(at)
