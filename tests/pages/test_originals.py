"""The originals on the page 管理: shown line by line to who may see them, and taken along under safe names."""

import re
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.settings import Settings
from eduboard.store.originals import original_path, sha256_of
from eduboard.texts import admin as texts
from eduboard.texts import tracing
from eduboard.ui.admin_original import safe_download_name
from eduboard.ui.session import get_store
from tests.conftest import DATABASE
from tests.pages.board import frame_with, open_page, text_of
from tests.pages.conftest import Use
from tests.pages.handed_files import FIRST, HOSTILE, original_of
from tests.small_city import LAKE


def test_the_original_is_shown_from_its_first_line(handed_in: dict[str, str]) -> None:
    lines = original_of(open_page("admin", batch=handed_in["first"]))
    assert '<th scope="row">1</th><td colspan="8">临湖区班额明细</td>' in lines
    assert '<th scope="row">50</th>' in lines
    assert '<th scope="row">51</th>' not in lines
    assert "marked" not in lines


def test_the_line_in_the_address_is_marked_and_stands_under_the_header(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"], line="102")
    lines = original_of(at)
    marked = lines.partition('<tr class="marked" aria-current="true">')[2].partition("</tr>")[0]
    assert marked.startswith('<th scope="row">102</th>')
    assert "<td>100</td><td>50</td>" in marked
    assert "<td>学生数</td>" in lines
    assert "GBK" in text_of(at)


@pytest.mark.parametrize("line", [1, 3, 4, 5, 48, 54, 55, 102, 122])
def test_the_marked_line_stands_near_the_top_and_no_line_is_left_out(
    line: int, handed_in: dict[str, str]
) -> None:
    at = open_page("admin", batch=handed_in["first"], line=str(line))
    numbers = [int(number) for number in re.findall(r'<th scope="row">(\d+)</th>', original_of(at))]
    body = [number for number in numbers if number > 2 or line <= 5]
    assert body.index(line) <= 4
    assert body == list(range(body[0], body[-1] + 1))


@pytest.mark.parametrize("line", ["0", "-1", "x", "1e3", "9" * 30, "²"])
def test_a_line_that_is_no_number_is_no_line(line: str, handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"], line=line)
    assert not at.exception
    assert not at.error
    assert "marked" not in original_of(at)


def test_a_line_beyond_the_end_is_told(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"], line="999")
    assert [note.value for note in at.warning] == [texts.NO_SUCH_LINE.format(count=122, line=999)]


def test_one_can_jump_to_a_line(handed_in: dict[str, str]) -> None:
    at = open_page("admin", batch=handed_in["first"])
    at.number_input[0].set_value(77).run()
    assert at.query_params["line"] == "77"
    assert 'marked" aria-current="true"><th scope="row">77</th>' in original_of(at)


def test_cells_and_names_with_markup_are_shown_as_text(tmp_path: Path, use: Use) -> None:
    database = tmp_path / "store" / DATABASE
    store = open_ready_store(Settings(store=database, threads=2))
    evil = "<script>alert(1)</script>"
    data = f"统计期,区县,类型,级别,名称\n2025Q3,临湖区,论文,省级,{evil}\n".encode()
    [result] = load_file(store, LOCAL_USER, data, HOSTILE)
    assert result.batch is not None, result.report.errors
    store.close()
    use(database)
    at = open_page("admin", batch=result.batch.batch)
    assert "&lt;script&gt;" in original_of(at)
    assert "<script>" not in original_of(at)
    assert not any(re.search(r"(?<!\\)<img|(?<!\\)\[b", item.value) for item in at.markdown)
    traced = open_page("admin", metric="papers", period="2025Q3", district=LAKE)
    cell = traced.table[0].value.iloc[0][tracing.TRACE_CONTENT]
    assert "\\<script\\>" in cell


def test_names_of_persons_are_masked_for_who_may_not_see_them(
    handed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eduboard.ui.session.LOCAL_USER", Viewer("张三", "数据员", (LAKE,)))
    lines = original_of(open_page("admin", batch=handed_in["honours"]))
    assert "欧*" in lines
    assert "欧阳修" not in lines
    at = open_page("admin", metric="famous_teachers", period="2025Q3", district=LAKE)
    assert "欧阳修" not in text_of(at)
    assert "姓名：欧" in at.table[0].value.iloc[0][tracing.TRACE_CONTENT]


def test_names_of_persons_are_shown_to_who_may_see_them(handed_in: dict[str, str]) -> None:
    assert "欧阳修" in original_of(open_page("admin", batch=handed_in["honours"]))
    at = open_page("admin", metric="famous_teachers", period="2025Q3", district=LAKE)
    assert "姓名：欧阳修" in at.table[0].value.iloc[0][tracing.TRACE_CONTENT]


def test_an_original_that_may_hold_names_is_closed_to_who_neither_sees_them_nor_hands_in_for_it(
    handed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eduboard.ui.session.LOCAL_USER", Viewer("局长", "领导"))
    at = open_page("admin", batch=handed_in["honours"])
    assert texts.ORIGINAL_HAS_NAMES in [item.value for item in at.info]
    assert "欧" not in str([item.proto for item in at.get("html")])


@pytest.mark.parametrize("state", ["missing", "damaged"])
def test_an_original_that_cannot_be_had_says_so(state: str, handed_in: dict[str, str]) -> None:
    path = original_path(get_store(), sha256_of(FIRST))
    path.write_bytes(b"x") if state == "damaged" else path.unlink()
    at = open_page("admin", batch=handed_in["first"], line="5")
    assert not at.exception
    assert [error.value for error in at.error] == [
        texts.ORIGINAL_PROBLEMS[f"original.{state}"].format(path=path)
    ]
    # All else is still there.
    assert len(frame_with(at, texts.SCOPE_COLUMNS)) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("临湖区班额.csv", "临湖区班额.csv"),
        ("套表.zip/一季度/班额.xlsx", "班额.xlsx"),
        ("..\\..\\etc\\passwd", "passwd"),
        ("a/../../x.csv", "x.csv"),
        ("长" * 300 + ".xlsx", "长" * 80 + ".xlsx"),
        ('a"b<c>|d\n.csv', "a_b_c__d_.csv"),
        ("CON.csv", "_CON.csv"),
        ("", "eduboard"),
    ],
)
def test_a_download_has_its_own_name_made_safe(name: str, expected: str) -> None:
    assert safe_download_name(name) == expected


def test_an_original_with_other_districts_in_it_is_not_opened(
    handed_in: dict[str, str], as_clerk: None
) -> None:
    at = open_page("admin", batch=handed_in["second"], line="2")
    assert not at.exception
    assert texts.ORIGINAL_DENIED in [note.value for note in at.info]
    assert original_of(at) == ""
    assert texts.DOWNLOAD_ORIGINAL not in {button.label for button in at.get("download_button")}
    assert list(frame_with(at, texts.SCOPE_COLUMNS)["区县"]) == ["临湖区"]
    assert "东岭" not in text_of(at)
    assert not any(button.key == "change" for button in at.button)
    own = open_page("admin", batch=handed_in["first"])
    assert "学生数" in original_of(own)
    assert any(button.key == "change" for button in own.button)
