"""Pages as a program asks for them that speaks a browser's language: all that the server sends, and downloads."""

import asyncio
import io
import re
import zipfile
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import unquote, urlencode

import httpx2 as httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsResponse
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from websockets.asyncio.client import ClientConnection, connect

from eduboard.ui.plain import JOINER
from eduboard.web.cookies import SESSION_COOKIE

LONGEST_RUN = 60  # seconds
AT_ONCE = 1 << 24

T = TypeVar("T")


class OpenPage:
    """A page that is held open: what was sent, its downloads by label, and the means to ask for more."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.session = ""
        self.received = b""
        self.address = ""
        self.menu: list[str] = []
        self.downloads: dict[str, str] = {}
        self.files: list[str] = []
        self.alerts: list[str] = []
        self.uploader = ""
        self.buttons: dict[str, str] = {}
        self._widgets = WidgetStates()
        self.answer: BackendOperationResponse | None = None
        self.upload_addresses: FileURLsResponse | None = None

    @property
    def text(self) -> str:
        """Everything that was sent, figures' escaped characters as they are meant."""
        return readable(self.received)

    async def run(self, path: str, query: Mapping[str, str]) -> None:
        """Open an address."""
        await self._run(path, query)

    async def turn_to(self, path: str, query: Mapping[str, str]) -> None:
        """Open another address, and forget what was received before."""
        self.received = b""
        self.downloads, self.files, self.alerts = {}, [], []
        await self._run(path, query)

    async def _run(self, path: str, query: Mapping[str, str]) -> None:
        message = BackMsg()
        message.rerun_script.widget_states.CopyFrom(self._widgets)
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = path.strip("/")
        await self.send(message)
        async with asyncio.timeout(LONGEST_RUN):
            while not self._take(ForwardMsg.FromString(await self._receive())):
                pass

    async def hand_over(self, client: httpx.Client, path: str, name: str, data: bytes) -> None:
        """Put a file into the page's uploader, as a browser does in three steps."""
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session
        await self.send(message)
        async with asyncio.timeout(LONGEST_RUN):
            while self.upload_addresses is None:
                self._take(ForwardMsg.FromString(await self._receive()))
        [place] = self.upload_addresses.file_urls
        client.get("/_stcore/health")
        token = client.cookies["_streamlit_xsrf"]
        sent = client.put(place.upload_url, files={"file": (name, data)}, headers={"X-Xsrftoken": token})
        assert sent.status_code == 204, sent.text
        widget = self._widgets.widgets.add(id=self.uploader)
        info = widget.file_uploader_state_value.uploaded_file_info.add(
            file_id=place.file_id, name=name, size=len(data)
        )
        info.file_urls.CopyFrom(place)
        await self._run(path, {})

    async def press(self, path: str, button: str) -> None:
        """Press a button by its label or key, what has been handed over staying where it is."""
        pressed = self._widgets.widgets.add(id=self.buttons[button], trigger_value=True)
        await self._run(path, {})
        self._widgets.widgets.remove(pressed)

    async def press_all(self, client: httpx.Client) -> dict[str, str]:
        """Have every file made that the page offers, and read what is in it; by what it was asked for."""
        return {file: unpacked(await self.make(client, file)) for file in self.files}

    async def make(self, client: httpx.Client, file: str) -> bytes:
        """Have one file made that the page offers, and fetch it."""
        answer = await self.ask(deferred_file={"file_id": file})
        assert answer.deferred_file.url, answer.error_msg
        return client.get(answer.deferred_file.url).content

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
            case "file_urls_response":
                self.upload_addresses = message.file_urls_response
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self._look_at(message.delta.new_element)
            case "script_finished":
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _look_at(self, element: Any) -> None:
        match element.WhichOneof("type"):
            case "download_button":
                self.downloads[element.download_button.label] = element.download_button.deferred_file_id
                self.files.append(element.download_button.deferred_file_id)
            case "button" if not element.button.disabled:
                key = element.button.id.split("-", 2)[-1]
                self.buttons |= dict.fromkeys((element.button.label, key), element.button.id)
            case "file_uploader":
                self.uploader = element.file_uploader.id
            case "exception":
                raise AssertionError(f"the page failed: {element.exception.message}")
            case "alert":
                self.alerts.append(element.alert.body)


def complete(work: Coroutine[Any, Any, T]) -> T:
    """Run something asynchronous to its end, on a thread of its own: a browser's tests before leave a loop on ours."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def readable(received: bytes) -> str:
    """Text among whatever else, characters as meant: escaped for an address, JSON or Markdown, or broken in two."""
    sent = unquote(received.decode("utf-8", "replace"))
    meant = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), sent)
    return meant.replace("\\", "").replace(JOINER, "")


def unpacked(data: bytes) -> str:
    """What a file says, whichever kind: Office files are packed, and may hold packed ones in turn."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return readable(data) + data.decode("gb18030", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(f"{item.filename}\n{unpacked(packed.read(item))}" for item in packed.infolist())


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

    return complete(visit())
