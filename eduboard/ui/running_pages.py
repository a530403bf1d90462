"""What a browser may ask of a running page beyond drawing it, and whose a file is that it gets for that.

Streamlit has more operations than this product needs: any visitor may empty everybody's caches, ask for the state of
the server's working copy, or have files installed on it.  And a file made when a button is pressed is afterwards
given to whoever knows its name.  Both are bounded here, in the one class that stands for a running page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import BackendOperationDispatcher, DeferredFileHandler
from streamlit.runtime.dataframe_chunk_handler import DataframeChunkHandler
from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
from streamlit.runtime.media_file_manager import MediaFileManager

if TYPE_CHECKING:
    from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg

_ASKED_BY_PAGES = frozenset(
    {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
)
_MOST_FILES = 20_000


class _Made:
    """The files that were made on demand, and the pages they were made for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, frozenset[str]] = OrderedDict()

    def add(self, file: str, page: str) -> None:
        with self._lock:
            # Two pages that download the same bytes under the same name get one file.
            self._pages[file] = self._pages.pop(file, frozenset()) | {page}
            while len(self._pages) > _MOST_FILES:
                self._pages.popitem(last=False)

    def pages(self, file: str) -> frozenset[str]:
        with self._lock:
            return self._pages.get(file, frozenset())


_MADE = _Made()


def bound_pages() -> None:
    """Let every page that is opened from now on be a bounded one."""
    setattr(websocket_session_manager, AppSession.__name__, RunningPage)


def pages_of_media(file_id: str) -> frozenset[str]:
    """The running pages that show a media file or have had it made; Streamlit gives it to whoever knows its name."""
    if not runtime.exists():
        return frozenset()
    held = _media()._files_by_session_and_coord  # noqa: SLF001 - asked nowhere else
    shown = frozenset(page for page, files in list(held.items()) if file_id in list(files.values()))
    return shown | _MADE.pages(file_id)


class RunningPage(AppSession):
    """A running page that does what our pages ask, and nothing else."""

    def handle_backmsg(self, msg: BackMsg) -> None:
        """Answer a browser; what no page of ours asks is not answered."""
        if msg.WhichOneof("type") in _ASKED_BY_PAGES:
            super().handle_backmsg(msg)

    def _create_backend_operation_dispatcher(self) -> BackendOperationDispatcher:
        dispatcher = BackendOperationDispatcher()
        dispatcher.register("deferred_file", _OwnFiles(_media))
        # Streamlit itself keeps a page's tables apart from another's.
        dispatcher.register("dataframe_chunk", DataframeChunkHandler(_tables))
        return dispatcher


class _OwnFiles(DeferredFileHandler):
    """Makes a file for the page that offered it."""

    async def handle(self, request: BackendOperationRequest, session_id: str) -> BackendOperationResponse:
        offered = _media()._deferred_callables.get(request.deferred_file.file_id)  # noqa: SLF001 - asked nowhere else
        if offered is None or offered["session_id"] != session_id:
            return BackendOperationResponse(request_id=request.request_id, error_msg="No such file")
        response = await super().handle(request, session_id)
        if response.deferred_file.url:
            _MADE.add(PurePosixPath(response.deferred_file.url).stem, session_id)
        return response


def _media() -> MediaFileManager:
    return runtime.get_instance().media_file_mgr


def _tables() -> DataframeSourceManager:
    return runtime.get_instance().dataframe_source_mgr
