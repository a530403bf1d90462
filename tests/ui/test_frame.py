"""The frame of a page turns whatever goes wrong inside it into a sentence."""

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.errors import EduboardError
from eduboard.texts import pages as texts


def page_that_fails() -> None:
    from eduboard.ui.frame import frame

    with frame("talent"):
        _ = 1 / 0


def page_with_a_known_problem() -> None:
    from eduboard.errors import EduboardError
    from eduboard.ui.frame import frame

    with frame("talent"):
        raise EduboardError("period.invalid", period="2025Q9")


def page_that_stops() -> None:
    import streamlit as st

    from eduboard.ui.frame import frame

    with frame("talent"):
        st.write("before")
        st.stop()


def page_that_runs_again_once() -> None:
    import streamlit as st

    from eduboard.ui.frame import frame

    with frame("talent"):
        st.session_state["runs"] = st.session_state.get("runs", 0) + 1
        if st.session_state["runs"] == 1:
            st.rerun()
        st.write(f"run {st.session_state['runs']}")


def run(page: object) -> AppTest:
    return AppTest.from_function(page, default_timeout=30).run()  # type: ignore[arg-type]


def test_an_unexpected_error_is_a_sentence_with_a_number_that_the_log_has_too(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        at = run(page_that_fails)
    assert not at.exception
    [error] = at.error
    found = re.search(r"编号 ([0-9A-F]{6})", error.value)
    assert found
    assert found.group(1) in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "division" not in error.value
    assert [title.value for title in at.title] == [texts.PAGE_TITLES["talent"]]


def test_a_known_problem_is_told_as_it_is() -> None:
    [error] = run(page_with_a_known_problem).error
    assert error.value.endswith(str(EduboardError("period.invalid", period="2025Q9")))


def test_a_page_may_stop_or_run_again() -> None:
    stopped = run(page_that_stops)
    assert not stopped.error
    assert [item.value for item in stopped.markdown] == ["before"]
    again = run(page_that_runs_again_once)
    assert not again.error
    assert [item.value for item in again.markdown] == ["run 2"]
