"""图表溯源 on the pages: every figure bears a code, and the code leads back to it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.audit import Search
from eduboard.access.viewer import Viewer
from eduboard.exports.tables import build_csv
from eduboard.metrics.recipe import parse_code
from eduboard.metrics.scene import Filters
from eduboard.metrics.themes import THEME_PAGES, build_theme_view
from eduboard.store.figure_register import FigureRegister
from eduboard.store.store import StoreFolder
from eduboard.texts import trace_page as texts
from eduboard.ui import session
from eduboard.ui.session import get_directory, get_settings, reading
from tests.pages.board import BOARD, UNSPEAKABLE, frame_with, open_app, open_page, text_of
from tests.pages.coded_figures import code_of_figure, codes_on, register_in, replace_lakes_classes, trace_back
from tests.pages.conftest import CLERK, LEADER, ONE_ROW, As, Use
from tests.small_city import BRIDGE, CITY, LAKE, LATEST, PRIMARY, school_code


def words_of(at: AppTest) -> str:
    return text_of(at).replace("\\", "")


@pytest.mark.parametrize("page", BOARD)
def test_every_code_on_a_page_leads_back_to_its_figure(page: str, with_data: Path) -> None:
    codes = codes_on(open_page(page, district=LAKE))
    assert codes
    for code in dict.fromkeys(codes):
        trace_back(code)


@pytest.mark.parametrize("part", ["bulletin", "duties", "balance"])
@pytest.mark.parametrize("district", ["", LAKE])
def test_every_code_on_a_programmes_page_leads_back_to_its_list(
    part: str, district: str, with_demo_city: Path
) -> None:
    codes = codes_on(open_page("programmes", part=part, district=district))
    assert codes
    for code in dict.fromkeys(codes):
        at = trace_back(code)
        # Batches that a list knows by their numbers are told with their files.
        batches = frame_with(at, texts.BATCH_COLUMNS)
        assert all(batches["文件"])


def test_every_code_on_a_schools_page_leads_back_to_its_part(with_data: Path) -> None:
    codes = codes_on(open_page("school", district=LAKE, school=school_code(LAKE, PRIMARY)))
    assert len(set(codes)) > 3
    for code in dict.fromkeys(codes):
        trace_back(code)


def test_a_breakdown_bears_codes_too(with_demo_city: Path) -> None:
    codes = codes_on(open_page("class_size", by="urban_rural"))
    assert len(codes) > len(codes_on(open_page("class_size", by="")))
    for code in dict.fromkeys(codes):
        trace_back(code)


def test_a_figure_bears_its_code_in_the_picture(with_data: Path) -> None:
    at = open_page("class_size")
    assert code_of_figure(at) in codes_on(at)


def test_a_code_is_typed_when_the_address_has_none(with_data: Path) -> None:
    code = code_of_figure(open_page("class_size"))
    at = open_page("trace")
    assert not at.error
    assert not at.success
    at.text_input[0].set_value(f" {code.lower().replace('-', '')} ")
    at.button[0].click().run()
    assert [item.value for item in at.success] == [texts.SAME]
    assert at.query_params["code"] == code.lower().replace("-", "")


@pytest.mark.parametrize(
    "code", ["7K3M", "<script>alert(1)</script>", "' OR 1=1 --", "U" * 500, "[x](http://x)"]
)
def test_a_hostile_code_is_told_as_text(code: str, with_data: Path) -> None:
    at = open_page("trace", code=code)
    assert not at.exception
    [error] = at.error
    assert "不是图表编号" in error.value
    assert "](http" not in error.value


def test_an_unknown_code_says_what_to_do(with_data: Path) -> None:
    [error] = open_page("trace", code="ZZZZ-ZZZZ").error
    assert "没有编号为 ZZZZ-ZZZZ 的图表记录" in error.value


def test_changed_data_is_told_then_and_now(with_data_to_change: Path) -> None:
    code = code_of_figure(open_page("class_size", district=LAKE))
    batch = replace_lakes_classes()
    at = open_page("trace", code=code)
    assert not at.exception
    [warning] = [item.value for item in at.warning if "数据已变" in item.value]
    assert "有 1 处" in warning
    # Two of Lake's four classes were large, none of its one class is now.
    [changes] = [item.value for item in at.table if list(item.value.columns) == list(texts.CHANGE_COLUMNS)]
    assert [tuple(row) for row in changes.itertuples(index=False)] == [
        ("临湖区", "2025年第三季度", "50\\.0%", "0%")
    ]
    assert batch.batch in words_of(at)
    assert codes_on(at)[0] != code


def test_each_number_leads_to_the_lines_of_its_file(with_data: Path) -> None:
    at = open_page("trace", code=code_of_figure(open_page("class_size")))
    recorded = frame_with(at, texts.RECORDED_COLUMNS)
    newest = recorded[(recorded["行"] == "临湖区") & (recorded["列"] == "2025年第三季度")]
    [address] = newest["来源"]
    assert address == f"admin?metric=large_class_share&period={LATEST}&district={LAKE}"
    batches = frame_with(at, texts.BATCH_COLUMNS)
    assert all(str(link).startswith("admin?batch=") for link in batches["批次"])


def test_another_districts_clerk_gets_no_row_and_an_audit_line(be: As) -> None:
    be(LEADER)
    code = code_of_figure(open_page("class_size"))
    be(CLERK)
    at = open_page("trace", code=code)
    assert not at.exception
    [error] = at.error
    assert code in error.value
    assert not at.table
    assert not at.dataframe
    assert not at.get("plotly_chart")
    for secret in ("大班额", "南桥", "云川"):
        assert secret not in words_of(at)
    [line] = get_directory().audit.search(Search(account=CLERK.account, only_failed=True), limit=9)
    assert line["action"] == session.REFUSED
    assert code in line["detail"]


def test_a_clerk_traces_what_is_of_the_own_district(be: As) -> None:
    be(CLERK)
    code = code_of_figure(open_page("class_size"))
    be(LEADER)
    # The leader sees the city, and yet the figure is what the clerk saw.
    trace_back(code)
    be(Viewer("王五", "数据员", (BRIDGE,), account="bridge.wang"))
    assert open_page("trace", code=code).error


def test_codes_survive_a_new_process_and_are_kept_once(with_data_to_change: Path) -> None:
    codes = codes_on(open_page("class_size"))
    codes += codes_on(open_page("class_size"))
    register = FigureRegister(StoreFolder(with_data_to_change).figures)
    assert all(len(register.find(parse_code(code))) == 1 for code in codes)


@pytest.mark.parametrize("page", BOARD)
def test_a_damaged_register_leaves_every_page_whole_but_for_the_codes(
    page: str, with_data_to_change: Path
) -> None:
    register_in(with_data_to_change).write_bytes("不是数据库".encode() * 999)
    at = open_page(page)
    assert not at.exception
    assert not at.error
    assert codes_on(at) == []
    assert "编号：" not in text_of(at)
    assert sum("图表记录" in item.value for item in at.caption) == 1


def test_a_register_that_cannot_be_written_leaves_the_page_whole(with_data_to_change: Path) -> None:
    path = register_in(with_data_to_change)
    path.mkdir()  # even root cannot write a folder as a file
    at = open_page("class_size")
    assert not at.exception
    assert not at.error
    assert at.get("plotly_chart")
    assert [item.value for item in open_page("trace", code="7K3M-Q2PD").error] != []


def test_a_damaged_register_is_told_on_the_page_of_codes(with_data_to_change: Path) -> None:
    register_in(with_data_to_change).write_bytes("不是数据库".encode() * 999)
    at = open_page("trace", code="7K3M-Q2PD")
    assert not at.exception
    assert "图表记录" in at.error[0].value


def test_without_a_store_a_code_is_unknown(with_nothing: Path) -> None:
    at = open_page("trace", code="7K3M-Q2PD")
    assert not at.exception
    assert "没有编号为" in at.error[0].value


@pytest.mark.parametrize("theme", ONE_ROW)
def test_a_single_row_can_be_traced(theme: str, one_row_stores: dict[str, Path], use: Use) -> None:
    use(one_row_stores[theme])
    codes = codes_on(open_page(theme))
    assert codes
    for code in codes:
        assert UNSPEAKABLE.findall(words_of(trace_back(code))) == []


def test_a_broken_store_is_told_and_no_code_with_it(with_broken_file: Path) -> None:
    at = open_page("trace", code="7K3M-Q2PD")
    assert not at.exception
    assert at.error


def test_the_page_is_in_the_menu(with_data: Path) -> None:
    at = open_app()
    assert not at.exception
    assert at.switch_page("pages/trace.py").run().title[0].value == "图表溯源"


def test_a_table_that_is_taken_along_carries_its_code(with_data: Path) -> None:
    codes = codes_on(open_page("class_size"))
    with reading() as (opened, catalogue):
        filters = Filters(LATEST, "previous", CITY)
        view = build_theme_view(opened, catalogue, get_settings(), THEME_PAGES["class_size"], filters)
    assert view.table.caption.code in codes
    assert f"编号,{view.table.caption.code}" in build_csv(view.table).decode("utf-8-sig")
