"""What a browser may ask of a running page, whatever else Streamlit would answer."""

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.app_session import AppSession

from eduboard.ui import running_pages

ASKED = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_answers_what_our_pages_ask_and_nothing_else(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind that a later Streamlit adds is not answered either; emptying everybody's caches is one of today's."""
    answered: list[Any] = []
    monkeypatch.setattr(AppSession, "handle_backmsg", lambda _page, message: answered.append(message))
    monkeypatch.delattr(AppSession, "__del__")
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type is None:
        setattr(message, kind, True)
    else:
        getattr(message, kind).SetInParent()
    page = running_pages.RunningPage.__new__(running_pages.RunningPage)
    page.handle_backmsg(message)
    assert answered == ([message] if kind in ASKED else [])


def test_a_file_belongs_to_every_page_that_had_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    held = SimpleNamespace(_files_by_session_and_coord={"third": {"0": "shown"}})
    monkeypatch.setattr(running_pages.runtime, "exists", lambda: True)
    monkeypatch.setattr(running_pages, "_media", lambda: held)
    made = running_pages._Made()
    monkeypatch.setattr(running_pages, "_MADE", made)
    made.add("file", "first")
    made.add("file", "second")
    assert running_pages.pages_of_media("file") == {"first", "second"}
    assert running_pages.pages_of_media("shown") == {"third"}
    assert running_pages.pages_of_media("other") == frozenset()
