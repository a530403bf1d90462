"""Pages as a program asks for them that speaks a browser's language: all that the server sends, and downloads."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from eduboard.web.cookies import SESSION_COOKIE

LONGEST_RUN = 60  # seconds
AT_ONCE = 1 << 24


class OpenPage:
    """A page that is held open: what was sent, its downloads by label, and the means to ask for more."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.session = ""
        self.received = b""
        self.address = ""
        self.menu: list[str] = []
        self.downloads: dict[str, str] = {}
        self.alerts: list[str] = []
        self.answer: BackendOperationResponse | None = None

    @property
    def text(self) -> str:
        """Everything that was sent, figures' escaped characters as they are meant."""
        sent = self.received.decode("utf-8", "replace")
        return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), sent)

    async def run(self, path: str, query: Mapping[str, str]) -> None:
        """Open an address."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = path.strip("/")
        await self.send(message)
        async with asyncio.timeout(LONGEST_RUN):
            while not self._take(ForwardMsg.FromString(await self._receive())):
                pass

    async def send(self, message: BackMsg) -> None:
        """Send what a browser, or somebody who speaks its language, may send."""
        await self._connection.send(message.SerializeToString())

    async def ask(self, **payload: Mapping[str, Any]) -> BackendOperationResponse:
        """Ask for one of the operations beside drawing, and wait for the answer."""
        message = BackMsg()
        request = message.backend_operation_request
        request.request_id, request.session_id = "1", self.session
        for name, fields in payload.items():
            part = getattr(request, name)
            part.SetInParent()
            for field, value in fields.items():
                setattr(part, field, value)
        self.answer = None
        await self.send(message)
        async with asyncio.timeout(LONGEST_RUN):
            while self.answer is None:
                self._take(ForwardMsg.FromString(await self._receive()))
        return self.answer

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()

    async def _receive(self) -> bytes:
        data = await self._connection.recv()
        assert isinstance(data, bytes)
        self.received += data
        return data

    def _take(self, message: ForwardMsg) -> bool:
        match message.WhichOneof("type"):
            case "new_session":
                self.session = message.new_session.initialize.session_id
            case "navigation":
                self.menu = [page.page_name for page in message.navigation.app_pages if not page.is_hidden]
            case "page_info_changed":
                self.address = message.page_info_changed.query_string
            case "backend_operation_response":
                self.answer = message.backend_operation_response
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self._look_at(message.delta.new_element)
            case "script_finished":
                return True
        return False

    def _look_at(self, element: Any) -> None:
        match element.WhichOneof("type"):
            case "download_button":
                self.downloads[element.download_button.label] = element.download_button.deferred_file_id
            case "alert":
                self.alerts.append(element.alert.body)


async def open_page(address: str, secret: str, path: str = "/", **query: str) -> OpenPage:
    """Open a page with a session's secret; the caller closes it."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    headers = {"cookie": f"{SESSION_COOKIE}={secret}"}
    page = OpenPage(
        await connect(stream, max_size=AT_ONCE, additional_headers=headers, subprotocols=["streamlit"])  # type: ignore[list-item]
    )
    await page.run(path, query)
    return page


def look_at(address: str, secret: str, path: str = "/", **query: str) -> OpenPage:
    """Open a page, read it and leave."""

    async def visit() -> OpenPage:
        page = await open_page(address, secret, path, **query)
        await page.close()
        return page

    return asyncio.run(visit())
