"""A browser without the drawing: opens a page over Streamlit's websocket, turns a filter, waits for the answer."""

import asyncio
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.common import user_key_from_element_id
from websockets.asyncio.client import ClientConnection, connect

LONGEST_RUN = 60  # seconds


class RunFailed(Exception):
    """The script did not finish, or what it showed was an error."""


class Visitor:
    """One user: a connection, the widgets on its page, and the address in its address bar."""

    def __init__(self, connection: ClientConnection, page: str, query: Mapping[str, str]) -> None:
        self._connection = connection
        self._page = page
        self._page_hash = ""
        self._query = urlencode(query)
        self._widgets: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self.cards: list[str] = []

    @classmethod
    async def open(
        cls,
        address: str,
        page: str = "",
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "Visitor":
        """Connect and load the page; ``headers`` carry the session where there is a wall."""
        stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        connection = await connect(
            stream,
            max_size=None,
            additional_headers=headers,
            subprotocols=["streamlit"],  # type: ignore[list-item]
        )
        visitor = cls(connection, page, query or {})
        await visitor.rerun()
        return visitor

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()

    async def choose(self, **filters: str) -> float:
        """Turn filters, by their names and what the boxes show; return the seconds until all is on screen."""
        self._values |= {self._widgets[name]: shown for name, shown in filters.items()}
        return await self.rerun()

    async def rerun(self) -> float:
        """Run the page's script and wait until it has finished."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self._page
        for widget, shown in self._values.items():
            state.widget_states.widgets.add(id=widget, string_value=shown)
        self.cards = []
        started = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        async with asyncio.timeout(LONGEST_RUN):
            while True:
                data = await self._connection.recv()
                if self._receive(ForwardMsg.FromString(data)):
                    return time.perf_counter() - started

    def _receive(self, message: ForwardMsg) -> bool:
        match message.WhichOneof("type"):
            case "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RunFailed(str(message))
                return True
            case "navigation":
                self._page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self._look_at(message.delta.new_element)
        return False

    def _look_at(self, element: object) -> None:
        match element.WhichOneof("type"):  # type: ignore[attr-defined]
            case "selectbox":
                widget = element.selectbox.id  # type: ignore[attr-defined]
                name = user_key_from_element_id(widget) or ""
                self._widgets[name.removeprefix("filter:")] = widget
            case "metric":
                self.cards.append(element.metric.body)  # type: ignore[attr-defined]
            case "exception":
                raise RunFailed(str(element))
            case "alert" if element.alert.format == element.alert.ERROR:  # type: ignore[attr-defined]
                raise RunFailed(element.alert.body)  # type: ignore[attr-defined]
