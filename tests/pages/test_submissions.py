"""报送进度 as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.publish import withdraw
from eduboard.metrics.cube import ensure_cube
from eduboard.store.batches import list_batches
from eduboard.texts import submissions as texts
from eduboard.ui import submissions as page
from tests.build import hand_in, make_store
from tests.conftest import DATABASE
from tests.pages.board import UNSPEAKABLE, filter_named, go_to, has_filter, open_app, open_page, text_of
from tests.pages.conftest import Use
from tests.registries import CODES, NORTH, Q3, WEST, classes_of, name_of, register

TODAY = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001 - as the store keeps it


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "now", lambda: TODAY)


@pytest.fixture
def two_districts(use: Use, tmp_path: Path) -> Path:
    """West has registered 46 schools and handed in the classes of 41; North has handed in one table."""
    store = make_store(tmp_path)
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of([*CODES[5:], "2199010477"]))
    hand_in(store, "honours", Q3, NORTH, [{"title": "名师", "level": "市级", "count": 1}])
    ensure_cube(store)
    store.close()
    return use(tmp_path / DATABASE)


def headline(at: AppTest) -> str:
    return next(item.value for item in at.markdown if "截止" in item.value)


def address(at: AppTest) -> dict[str, str]:
    """The address' values; AppTest gives each as text, or as a list of one."""
    return {
        key: value if isinstance(value, str) else value[0] for key, value in dict(at.query_params).items()
    }


def letters(at: AppTest) -> list[str]:
    return [item.value for item in at.code]


def test_the_first_line_says_where_the_city_stands(two_districts: Path) -> None:
    at = open_page("submissions")
    assert not at.error
    found = headline(at)
    assert "2个区县 9张表，应报18项，" in found
    # Whether North's table is in time depends on the day of this test; the rest is missing.
    assert "部分1、未报16；截止2026年10月20日，已过33天" in found


def test_every_cell_says_its_status_in_words(two_districts: Path) -> None:
    words = text_of(open_page("submissions"))
    for word in ("41/46校", "部分", "未报", "区县", "班额明细", texts.STATUS_KEY):
        assert word in words
    assert UNSPEAKABLE.findall(words) == []


def test_a_district_s_details_name_who_is_missing_and_link_to_the_batch(two_districts: Path) -> None:
    words = text_of(open_page("submissions", district=WEST))
    assert "、".join(name_of(code) for code in CODES[:5]) in words
    assert "不在名录中的1所：第77学校" in words
    [batch] = set(re.findall(r"admin\?batch=(\d{8}-002)", words))
    assert f">{batch}</a>" in words


def test_the_letters_can_be_copied_for_all_and_for_each(two_districts: Path) -> None:
    everybody, west, north = letters(open_page("submissions"))
    assert everybody.startswith("各区县教育局：")
    assert west.startswith("西苑区教育局：")
    assert "班额明细缺5所" in west
    assert north.startswith("北塘区教育局：")
    assert letters(open_page("submissions", district=WEST)) == [west]


def test_the_address_carries_quarter_and_district(two_districts: Path) -> None:
    at = open_page("submissions", district=WEST)
    assert address(at) == {"city": "990100", "period": Q3, "district": WEST}
    filter_named(at, "district").select(NORTH).run()
    assert address(at)["district"] == NORTH
    assert letters(at)[0].startswith("北塘区教育局：")


def test_it_begins_with_the_newest_ended_quarter_whatever_the_other_pages_show(with_data: Path) -> None:
    at = open_app()
    at.run()
    go_to(at, "submissions")
    assert address(at)["period"] == Q3, "the small city's data end with 2025Q3"
    assert "应报27项，按时0、逾期0、部分0、未报27" in headline(at)
    go_to(at, "class_size")
    assert address(at)["period"] == "2025Q3"


def test_a_quarter_in_which_all_but_one_have_handed_in(with_data: Path) -> None:
    at = open_page("submissions", period="2025Q3")
    # Three districts, nine tables; nobody hands duties in, and Bridge no classes.
    assert "应报27项，按时23、逾期0、部分0、未报4" in headline(at)


def test_a_withdrawn_batch_no_longer_counts(two_districts: Path) -> None:
    from eduboard.ui.session import get_store

    assert "部分1、未报16" in headline(open_page("submissions"))
    [classes] = [row for row in list_batches(get_store(), LOCAL_USER) if row["dataset"] == "classes"]
    withdraw(get_store(), LOCAL_USER, classes["batch"])
    assert "部分0、未报17" in headline(open_page("submissions"))


def test_one_district_is_no_choice(use: Use, tmp_path: Path) -> None:
    store = make_store(tmp_path)
    hand_in(store, "honours", Q3, WEST, [{"title": "名师", "level": "市级", "count": 1}])
    store.close()
    use(tmp_path / DATABASE)
    at = open_page("submissions")
    assert not at.error
    assert not has_filter(at, "district")
    assert "1个区县 9张表" in headline(at)


def test_without_data_it_says_how_districts_come_to_be_followed(with_nothing: Path) -> None:
    at = open_page("submissions")
    [note] = at.info
    assert note.value.startswith(texts.NO_CITY)
    assert "home_region" in note.value


def test_the_bureau_s_own_districts_are_followed_from_the_start(
    with_nothing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDUBOARD_HOME_REGION", "990100")
    assert "8个区县 9张表，应报72项，按时0、逾期0、部分0、未报72" in headline(open_page("submissions"))


def test_a_name_in_a_registry_is_shown_not_interpreted(use: Use, tmp_path: Path) -> None:
    store = make_store(tmp_path)
    row = {"school": "2199010401", "school_code": "2199010401", "school_type": "小学"}
    hand_in(store, "schools", Q3, WEST, [row | {"school_name": "<b>粗</b>小学"}])
    hand_in(store, "classes", Q3, WEST, classes_of(["2199010402"]))
    store.close()
    use(tmp_path / DATABASE)
    words = text_of(open_page("submissions", district=WEST))
    assert "&lt;b&gt;粗&lt;/b&gt;小学" in words


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What a group's robot hears."""
    heard: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"errcode": 0}')

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("EDUBOARD_WEBHOOK_URL", f"http://127.0.0.1:{server.server_port}/send?key=abcdefgh1234")
    yield heard
    server.shutdown()
    server.server_close()


def test_without_a_robot_there_is_nothing_to_send(two_districts: Path) -> None:
    assert "send" not in [button.key for button in open_page("submissions").button]


def test_the_summary_is_sent_when_the_button_is_pressed_and_not_before(
    two_districts: Path, group: list[bytes]
) -> None:
    at = open_page("submissions")
    assert group == []
    at.button(key="send").click().run()
    assert not at.error
    [message] = group
    assert "西苑区**：班额明细缺5所" in message.decode()
    assert [note.value for note in at.success] == ["已发送到企业微信群（127.0.0.1/…1234）。"]
    assert "abcdefgh" not in text_of(at)
    at.run()
    assert len(group) == 1
    trail = open_page("admin", section="trail").dataframe[0].value
    assert "云川市催报，2个区县未报全：已发送到企业微信群" in trail[trail["操作"] == "催报"]["内容"].item()


def test_a_robot_that_cannot_be_reached_leaves_the_page_readable(
    two_districts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDUBOARD_WEBHOOK_URL", "http://127.0.0.1:9/send?key=abcdefgh1234")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    at = open_page("submissions")
    at.button(key="send").click().run()
    [error] = at.error
    assert "没有发送成功" in error.value
    assert len(letters(at)) == 4, "the letters are still there to be copied"
