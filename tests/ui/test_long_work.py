"""Work that is being stopped and the run that takes its place: Streamlit lets both go on side by side for a while."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.settings import PROJECT_ROOT
from eduboard.ui.receipts import Receipts

UPLOAD = PROJECT_ROOT / "pages" / "upload.py"
SAID = "发布已取消：没有发布任何数据。"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("EDUBOARD_STORE", str(tmp_path / "eduboard.duckdb"))
    return AppTest.from_file(UPLOAD, default_timeout=60)


def test_the_new_run_waits_for_the_work_and_tells_what_became_of_it(page: AppTest) -> None:
    has_ended, receipts = threading.Event(), Receipts()
    page.session_state["long_work"] = has_ended
    page.session_state["receipts"] = receipts

    def stop_at_the_next_step() -> None:
        receipts.remember(SAID, "note")
        has_ended.set()

    stopping = threading.Timer(0.5, stop_at_the_next_step)
    stopping.start()
    page.run()
    stopping.join()
    assert not page.exception
    assert [item.value for item in page.warning] == [SAID]
    # Once, and nobody waits for work that has ended.
    assert not page.run().warning


def test_work_that_fails_is_waited_for_by_nobody() -> None:
    def script() -> None:
        from pathlib import Path

        import streamlit as st

        from eduboard.ui.long_work import long_work, wait_for_stopped_work

        wait_for_stopped_work()
        try:
            with long_work("正在发布……", ("read", "keep"), "x") as listen:
                listen("read")
                Path("/nowhere/at/all").unlink()
        except OSError:
            st.write("failed")

    at = AppTest.from_function(script, default_timeout=20).run()
    assert not at.exception
    assert at.markdown[0].value == "failed"
    assert not at.run().exception
